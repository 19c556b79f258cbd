"""What is measured: sizes, who takes part, and the steps of one case.

    cold        no output, no state, no cache
    no change   the previous output and state are there; kimgen gets them in a fresh clone
    one post    a post has got another paragraph, and is committed

Generators take turns: one run of each, then the next round. Short runs are repeated, and the
median counts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks import peers as generators
from benchmarks.peers import Peer
from benchmarks.process import Command, Cost, run
from benchmarks.repository import clone, commit_all, import_folder

EVERYBODY = ("kimgen", "kimgen-lontar", "hugo", "eleventy", "pelican", "zensical")
STEPS = ("cold", "no change", "one post")
LONG = 20.0
"""Seconds of wall after which a step of a generator is not repeated."""


@dataclass(frozen=True, slots=True)
class Case:
    """A corpus, and who is measured on it."""

    kims: int
    posts: int
    peers: tuple[str, ...] = EVERYBODY
    steps: tuple[str, ...] = STEPS

    @property
    def name(self) -> str:
        return f"{self.kims}x{self.posts}"


FULL = (
    Case(1, 1_000),
    Case(200, 50),
    Case(1, 10_000),
    Case(2_000, 50, ("kimgen", "hugo-one"), ("cold",)),
    Case(20_000, 50, ("kimgen",)),
)
QUICK = (
    Case(1, 200),
    Case(20, 50),
    Case(1, 1_000, ("kimgen", "kimgen-lontar", "hugo")),
    Case(200, 50, ("kimgen", "kimgen-lontar", "hugo")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one generator took for one step of one case; the median of its runs."""

    case: str
    step: str
    peer: str
    wall: float
    """Seconds."""
    cpu: float
    """Seconds."""
    memory: float
    """MiB; the highest of all runs."""
    runs: int
    files: int = 0
    """Files in the output."""
    megabytes: float = 0.0
    """Of the output."""
    filesystem: str = ""
    """Type of the one that all of it lay on: `tmpfs`, `ext4`."""


class Stage:
    """A case on disk: each generator's corpus, and what its last build left."""

    def __init__(self, case: Case, peers: tuple[Peer, ...], work: Path) -> None:
        self.case = case
        self.peers = peers
        self.work = work / case.name
        self._number = 0

    def prepare(self, peer: Peer) -> None:
        """Write the corpus. Another process does it, so that this one stays small."""
        folder = self.work / peer.name
        sizes = (str(self.case.kims), str(self.case.posts))
        target = self.work / f"{peer.name}-written" if peer.is_kimgen else folder
        command = (sys.executable, "-m", "benchmarks", peer.layout, *sizes, str(target))
        subprocess.run(command, cwd=generators.ROOT, check=True, stdout=subprocess.DEVNULL)
        if peer.is_kimgen:
            import_folder(target, self.work / f"{peer.name}.git")
            clone(self.work / f"{peer.name}.git", folder)

    def remove(self) -> None:
        """Take all of it away."""
        shutil.rmtree(self.work, ignore_errors=True)

    def cold(self, peer: Peer) -> Cost:
        """A build from nothing."""
        projects = self._projects(peer)
        for project in projects:
            generators.clean(peer, project)
        return self._build(peer, projects)

    def no_change(self, peer: Peer) -> Cost:
        """A build of what has been built."""
        if peer.is_kimgen:
            self._clone_again(peer)
        return self._build(peer, self._projects(peer))

    def one_post(self, peer: Peer) -> Cost:
        """A build after one post has changed. A generator with a project for each KIM runs for
        that KIM alone, as if somebody had told it which."""
        self._number += 1
        projects = self._projects(peer)
        project = projects[(self._number * 37) % len(projects)]
        post = generators.a_post(peer, project, self._number)
        generators.edit(post, self._number)
        if peer.is_kimgen:
            commit_all(project, post)
        return self._build(peer, [project])

    def measure(self, peer: Peer, step: str) -> Cost:
        """One run of one step."""
        steps: dict[str, Callable[[Peer], Cost]] = {
            "cold": self.cold,
            "no change": self.no_change,
            "one post": self.one_post,
        }
        return steps[step](peer)

    def output(self, peer: Peer) -> tuple[int, int]:
        """Files and bytes in the output."""
        files = size = 0
        for project in self._projects(peer):
            for base, folders, names in os.walk(project / peer.output):
                if ".kimgen" in folders:
                    folders.remove(".kimgen")  # state, not output
                files += len(names)
                size += sum((Path(base) / name).lstat().st_size for name in names)
        return files, size

    def _projects(self, peer: Peer) -> list[Path]:
        return generators.projects(peer, self.work / peer.name)

    def _build(self, peer: Peer, projects: list[Path]) -> Cost:
        commands = [command for command in map(peer.build, projects) if command is not None]
        assert len(commands) == len(projects)
        return run(commands, parallel=1 if peer.nation else 2)

    def _clone_again(self, peer: Peer) -> None:
        """A fresh clone, with nothing but output and state of the one before."""
        folder, kept = self.work / peer.name, self.work / "kept"
        (folder / peer.output).rename(kept)
        shutil.rmtree(folder)
        clone(self.work / f"{peer.name}.git", folder)
        kept.rename(folder / peer.output)


def run_case(
    case: Case, peers: tuple[Peer, ...], work: Path, rounds: int, say: Callable[[str], None]
) -> Iterator[Row]:
    """Measure a case; its files are removed afterwards."""
    stage = Stage(case, peers, work)
    stage.remove()
    try:
        for peer in peers:
            say(f"{case.name}: writing the corpus for {peer.name}")
            stage.prepare(peer)
        for step in case.steps:
            costs: dict[str, list[Cost]] = {peer.name: [] for peer in peers}
            for number in range(rounds):
                for peer in peers:
                    so_far = costs[peer.name]
                    if number and so_far[0].wall > LONG:
                        continue
                    cost = stage.measure(peer, step)
                    so_far.append(cost)
                    say(
                        f"{case.name}: {step}, {peer.name}: {cost.wall:.2f} s, "
                        f"CPU {cost.cpu:.2f} s, {cost.memory:.0f} MiB"
                    )
            for peer in peers:
                output = stage.output(peer) if step == "cold" else (0, 0)
                yield _row(case, step, peer.name, costs[peer.name], work, output)
    finally:
        stage.remove()


def _row(
    case: Case, step: str, peer: str, costs: list[Cost], on: Path, output: tuple[int, int] = (0, 0)
) -> Row:
    return Row(
        case=case.name,
        step=step,
        peer=peer,
        wall=median(cost.wall for cost in costs),
        cpu=median(cost.cpu for cost in costs),
        memory=max(cost.memory for cost in costs),
        runs=len(costs),
        files=output[0],
        megabytes=output[1] / 1_000_000,
        filesystem=filesystem(on),
    )


def filesystem(folder: Path) -> str:
    """Type of the file system that holds `folder`: `tmpfs`, `ext4`."""
    best, kind = "", "?"
    for line in Path("/proc/mounts").read_text("utf-8").splitlines():
        _, mount, name, *_ = line.split()
        if folder.is_relative_to(mount) and len(mount) >= len(best):
            best, kind = mount, name
    return kind


def start_up(work: Path, rounds: int) -> Iterator[Row]:
    """What it costs to say a version, and for kimgen to make a new post."""
    case = Case(1, 200, ("kimgen",))
    kimgen = generators.PEERS["kimgen"]
    stage = Stage(case, (kimgen,), work)
    stage.remove()
    program = generators.kimgen_program()
    try:
        stage.prepare(kimgen)
        nation = work / case.name / "kimgen"
        label = next((nation / "content").glob("*/*/*/kim.yaml")).parent.name
        new = ("new", "post", label, "--title")
        for step, commands in (
            ("--version", [(program, "--version")] * rounds),
            ("new post", [(program, *new, f"Kabar nomor {number}") for number in range(rounds)]),
        ):
            costs = [run([Command(command, nation)]) for command in commands]
            yield _row(Case(0, 0), step, "kimgen", costs, work)
    finally:
        stage.remove()


def executors(work: Path, rounds: int) -> Iterator[Row]:
    """A cold build of 200 x 50 by two processes, and by a Dask cluster of two workers that is up
    already. CPU and memory are the builder's own: a cluster's are its own. Nothing where there is
    no Dask."""
    if find_spec("distributed") is None:
        return
    case = Case(200, 50, ("kimgen",))
    peer = generators.PEERS["kimgen"]
    stage = Stage(case, (peer,), work)
    stage.remove()
    try:
        stage.prepare(peer)
        project = work / case.name / peer.name
        with subprocess.Popen(
            (sys.executable, str(Path(__file__).with_name("cluster.py")), "2"),
            cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as cluster:  # fmt: skip
            assert cluster.stdout is not None
            address = cluster.stdout.readline().strip()
            ways = {"processes": "processes", "dask": f"dask://{address}"}
            costs: dict[str, list[Cost]] = {name: [] for name in ways}
            program = (generators.kimgen_program(), "build", "--today", generators.TODAY)
            for _ in range(rounds):
                for name, executor in ways.items():
                    generators.clean(peer, project)
                    options = ("--jobs", "2", "--executor", executor)
                    costs[name].append(run([Command((*program, *options), project)]))
            cluster.communicate()
        for name, so_far in costs.items():
            yield _row(case, f"cold, {name}", "kimgen", so_far, work)
    finally:
        stage.remove()
