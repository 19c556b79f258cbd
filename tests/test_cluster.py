"""A real Dask scheduler and real workers on loopback, some of which die on the way."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kimgen import cluster
from kimgen.build import Report, Settings, build
from tests.support import ROOT
from tests.support.nation import folder, label, published, write, write_nation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="workers are killed"),
]
TODAY = date(2026, 11, 24)
PATIENCE = 60.0
"""Seconds that a test waits for what has to come."""


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    port: int = 0
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"dask://127.0.0.1:{self.port}"

    def start(self, *command: str, cwd: Path, log: str) -> subprocess.Popen[bytes]:
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            # one death is enough to suspect a task: without nannies nobody comes back
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
            # how long the scheduler tries to fetch a result from a worker that has just died
            "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "8s",
        }
        with (self.folder / log).open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *command],
                cwd=cwd, env=env, stdout=file, stderr=file, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def start_scheduler(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        options = ("--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self.start("scheduler", *options, cwd=self.folder, log="scheduler.log")
        self.wait(lambda: _listens(self.port), "scheduler.log")

    def start_worker(self, cwd: Path, *options: str) -> subprocess.Popen[bytes]:
        log = f"worker-{len(self.processes)}.log"
        process = self.start(
            "worker", f"tcp://127.0.0.1:{self.port}", "--nthreads", "1", "--no-nanny",
            "--no-dashboard", "--memory-limit", "0", "--local-directory", str(self.folder / "tmp"),
            *options, cwd=cwd, log=log,
        )  # fmt: skip
        self.wait(lambda: b"Registered to" in (self.folder / log).read_bytes(), log)
        return process

    def wait(self, ready: Any, log: str) -> None:
        latest = time.monotonic() + PATIENCE
        while not ready():
            text = (self.folder / log).read_text(encoding="utf-8", errors="replace")
            assert time.monotonic() < latest, f"{log}:\n{text}"
            assert self.processes[-1].poll() is None, f"{log}:\n{text}"
            time.sleep(0.05)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running(place: Path, *checkouts: Path, options: tuple[str, ...] = ()) -> Iterator[Cluster]:
    """A cluster with one worker in each of `checkouts`."""
    place.mkdir()
    cluster = Cluster(place)
    try:
        cluster.start_scheduler()
        for checkout in checkouts:
            cluster.start_worker(checkout, *options)
        yield cluster
    finally:
        cluster.stop()


def make(root: Path, output: Path, executor: str = "serial", progress: Any = None) -> Report:
    settings = Settings(Path("content"), output, today=TODAY, executor=executor)
    with contextlib.chdir(root):  # content is relative: each worker has its own
        return build(settings, progress)


def checkout(root: Path, name: str) -> Path:
    """A folder of its own with the same content."""
    shutil.copytree(root / "content", root / name / "content")
    return root / name


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_nation(tmp_path, 40)
    make(tmp_path, tmp_path / "serial")
    first, second = checkout(tmp_path, "first"), checkout(tmp_path, "second")
    with running(tmp_path / "cluster", first, second) as cluster:
        killed = threading.Event()

        def kill_one(done: int, total: int) -> None:
            if done >= 3 and not killed.is_set():  # it has work in hand now
                killed.set()
                cluster.processes[1].send_signal(signal.SIGKILL)

        report = make(tmp_path, Path("output"), cluster.name, kill_one)
        assert cluster.processes[1].wait() == -signal.SIGKILL
        assert cluster.processes[2].poll() is None
    assert killed.is_set()
    assert capfd.readouterr() == ("", ""), "what Dask says of it is nobody's concern"
    assert (report.exit_code, report.failed, report.found) == (0, [], [])
    assert sorted(report.built) == sorted(label(number) for number in range(40))
    assert published(tmp_path / "output") == published(tmp_path / "serial")
    for own in (first, second):
        assert [path.name for path in own.iterdir()] == ["content"], "they write to the shared one"


DEADLY = """
import os
from kimgen import job
from kimgen.workers import Workers
run = vars(job).setdefault("plain_run", Workers.run)
def deadly(workers, work, jobs, total, again):
    if any(each.kim.label == {label!r} for each in jobs):
        os._exit(9)
    return run(workers, work, jobs, total, again)
Workers.run = deadly
"""
"""What a worker loads when it starts, possibly more than once."""


def test_a_kim_that_kills_workers_is_the_only_one_to_fail(tmp_path: Path) -> None:
    write_nation(tmp_path, 8)
    preload = write(tmp_path, "deadly.py", DEADLY.format(label=label(5)))
    with running(
        tmp_path / "cluster", *[tmp_path] * 4, options=("--preload", str(preload))
    ) as cluster:
        report = make(tmp_path, Path("output"), cluster.name)
    assert report.failed == [label(5)]
    assert [item.code for item in report.found] == ["worker-lost"]
    assert len(report.built) == 7
    again = make(tmp_path, Path("output"))
    assert again.built == [label(5)], "the rest was kept"
    make(tmp_path, tmp_path / "serial")
    assert published(tmp_path / "output") == published(tmp_path / "serial")


def test_where_all_workers_are_lost_what_is_done_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    write_nation(tmp_path, 40)
    with running(tmp_path / "cluster", tmp_path) as lonely:

        def kill(done: int, total: int) -> None:
            lonely.processes[1].send_signal(signal.SIGKILL)

        report = make(tmp_path, Path("output"), lonely.name, kill)
    reasons = [dict(item.params).get("reason") for item in report.found]
    assert reasons == ["cluster-lost"]
    assert report.exit_code == 2
    assert 0 < len(report.built) < 40
    assert not (tmp_path / "output" / "kim.id").exists()
    again = make(tmp_path, Path("output"))
    assert sorted(again.kept) == sorted(report.built), "the next build goes on from there"
    make(tmp_path, tmp_path / "serial")
    assert published(tmp_path / "output") == published(tmp_path / "serial")


def test_other_checkouts_are_told(tmp_path: Path) -> None:
    """One worker without content, then one whose content is of another commit."""
    write_nation(tmp_path, 2)
    make(tmp_path, Path("output"))
    for number in range(2):
        write(tmp_path, f"{folder(number)}/posts/2026-11-20-baru.md", "---\njudul: B\n---\nIsi.\n")
    before = published(tmp_path / "output")
    (tmp_path / "empty").mkdir()
    own = checkout(tmp_path, "own")
    (own / folder(1) / "posts" / "2026-11-20-baru.md").unlink()
    with running(tmp_path / "cluster", tmp_path / "empty") as cluster:
        report = make(tmp_path, Path("output"), cluster.name)
        (item,) = report.found
        assert (item.code, dict(item.params)["reason"]) == ("executor-missing", "worker-content")
        assert published(tmp_path / "output") == before
        cluster.start_worker(own)
        cluster.processes[1].kill()
        cluster.processes[1].wait()
        report = make(tmp_path, Path("output"), cluster.name)
    (item,) = report.found
    assert (item.code, dict(item.params)["label"]) == ("checkout-differs", label(1))
    assert (report.built, report.failed) == ([label(0)], [label(1)])
