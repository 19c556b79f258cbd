"""python -m benchmarks.measure: kimgen and others side by side, in one run. See README.md."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from benchmarks import cases, peers, serving
from benchmarks.cases import FULL, QUICK, Case, Row
from benchmarks.goals import judge

RESULTS = Path(__file__).resolve().parent / "results"
PER_POST = 60_000
"""Bytes that a post may need with one generator: written, cloned, and built."""
SPARE = 6_000_000_000
"""Bytes of memory that have to be left for the generators themselves."""
OTHERS = ("start", "serve", "executors")


@dataclass(slots=True)
class Results:
    """What a run has measured so far."""

    machine: str
    versions: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    serving: list[float] = field(default_factory=list)


def main() -> None:
    """Read the command line, measure, and write tables."""
    options = _options()
    chosen = [name for name in options.peers if peers.installed(peers.PEERS[name])]
    for name in sorted(set(options.peers) - set(chosen)):
        say(f"{name} is not installed here, so it is left out")
    plan = _plan(options)
    results = Results("", {name: peers.PEERS[name].version() for name in chosen})
    RESULTS.mkdir(exist_ok=True)
    stem = RESULTS / datetime.now().strftime("%Y-%m-%d-%H%M%S")
    results.machine = machine()
    say(results.machine)
    if _wanted("start", options):
        with _place(options, Case(1, 200, ("kimgen",))) as work:
            results.rows += cases.start_up(work, 10)
        save(results, stem)
    for planned in plan:
        case = replace(planned, steps=tuple(s for s in planned.steps if s in options.steps))
        taking_part = tuple(peers.PEERS[name] for name in case.peers if name in chosen)
        with _place(options, case) as work:
            for row in cases.run_case(case, taking_part, work, options.rounds, say):
                results.rows.append(row)
                save(results, stem)
    if _wanted("serve", options):
        with _place(options, Case(1, 200, ("kimgen",))) as work:
            results.serving = serving.latencies(work, 200, 20)
        save(results, stem)
    if _wanted("executors", options):
        with _place(options, Case(200, 50, ("kimgen",))) as work:
            results.rows += cases.executors(work, options.rounds)
        save(results, stem)
    print(as_markdown(results))
    say(f"written to {stem.relative_to(peers.ROOT)}.md and .json")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    names = [*(case.name for case in FULL), *OTHERS]
    parser.add_argument("--quick", action="store_true", help="small corpora, a few minutes")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="CASE",
        help=f"{', '.join(names)}, or another number of KIMs and posts (20x50); may be repeated",
    )
    parser.add_argument("--peers", type=_names, default=list(peers.PEERS), help="kimgen,hugo,…")
    parser.add_argument(
        "--steps",
        type=lambda text: tuple(text.split(",")),
        default=cases.STEPS,
        help="cold,no change,one post",
    )
    parser.add_argument("--rounds", type=int, default=3, help="runs of each short step")
    parser.add_argument("--work", type=Path, help="where to put corpora and output")
    return parser.parse_args()


def _plan(options: argparse.Namespace) -> list[Case]:
    """The cases to measure."""
    usual = QUICK if options.quick else FULL
    if not options.only:
        return list(usual)
    known = {case.name: case for case in (*QUICK, *FULL)}
    plan = []
    for name in options.only:
        if name not in OTHERS:
            kims, _, posts = name.partition("x")
            if not (kims.isdigit() and posts.isdigit()):
                sys.exit(f"{name}: not a case")
            plan.append(known.get(name) or Case(int(kims), int(posts)))
    return plan


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = set(names) - set(peers.PEERS)
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: unknown")
    return names


def _wanted(name: str, options: argparse.Namespace) -> bool:
    return not options.only or name in options.only


@contextlib.contextmanager
def _place(options: argparse.Namespace, case: Case) -> Iterator[Path]:
    """A folder for a case: in memory where all of it has room, so that no disk is measured."""
    base: Path | None = options.work
    if base is not None:
        base.mkdir(parents=True, exist_ok=True)
    else:
        memory = Path("/dev/shm")
        needed = case.kims * case.posts * PER_POST * len(case.peers) + SPARE
        if os.access(memory, os.W_OK) and min(shutil.disk_usage(memory).free, _free()) > needed:
            base = memory
    with tempfile.TemporaryDirectory(prefix="kimgen-bench-", dir=base) as folder:
        yield Path(folder)


def _free() -> int:
    """Bytes of memory that programs may still have."""
    for line in Path("/proc/meminfo").read_text("ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0


def machine() -> str:
    """The kind of machine, without a name of it."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{date.today()}, {cores} cores, {memory:.0f} GiB, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, load before "
        f"{os.getloadavg()[0]:.1f}"
    )


def save(results: Results, stem: Path) -> None:
    """Write what is known so far; a run that is stopped leaves what it has."""
    data = asdict(results)
    stem.with_suffix(".json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    stem.with_suffix(".md").write_text(as_markdown(results), "utf-8")


def as_markdown(results: Results) -> str:
    """Tables for README.md."""
    versions = ", ".join(f"{name} {text}" for name, text in results.versions.items())
    lines = [f"{results.machine}.", "", f"{versions}.", ""]
    lines += [
        "| Case | Step | Generator | Wall s | CPU s | Peak MiB | Wall, times kimgen "
        "| CPU, times kimgen | Runs | Files | On |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    ours = {(row.case, row.step): row for row in results.rows if row.peer == "kimgen"}
    for row in results.rows:
        base = ours.get((row.case, row.step))
        ratios = ("", "")
        if base and row.peer != "kimgen":
            ratios = (f"{row.wall / base.wall:.1f}", f"{row.cpu / base.cpu:.1f}")
        case = "" if row.case == "0x0" else row.case.replace("x", " x ")
        lines.append(
            f"| {case} | {row.step} | {row.peer} | {row.wall:.2f} | {row.cpu:.2f} | "
            f"{row.memory:.0f} | {ratios[0]} | {ratios[1]} | {row.runs} | {row.files or ''} | "
            f"{row.filesystem} |"
        )
    lines += ["", "| Goal | Measured | |", "| --- | --- | --- |"]
    for verdict in judge(results.rows, results.serving):
        word = ("reached" if verdict.reached else "not reached") if verdict.measured else ""
        lines.append(f"| {verdict.goal} | {verdict.measured or 'not in this run'} | {word} |")
    return "\n".join(lines) + "\n"


def say(text: str) -> None:
    """A line of progress."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
