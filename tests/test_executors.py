"""The same bytes on every executor, and a worker that dies takes only the guilty site along."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kimgen import job
from kimgen.build import Report
from kimgen.load import SiteFiles, load_site
from kimgen.model import Kim
from tests.test_build import KIM, VILLAGE, codes, make, tree, write

SITES = 24


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A nation of two dozen sites, three posts each."""
    write(tmp_path, "content/portal.yaml", "judul: Portal\ncontoh: ya\n")
    for number in range(SITES):
        label = f"kim-nomor-{number:02}"
        write(tmp_path, f"{VILLAGE}/{label}/kim.yaml", KIM.format(name=f"Nomor {number}"))
        for day in range(1, 4):
            text = f"---\njudul: Kabar {day} dari {number}\n---\nIsi **kabar** {day}.\n"
            write(tmp_path, f"{VILLAGE}/{label}/posts/2026-11-{day:02}-kabar-{day}.md", text)
    return tmp_path


def test_serial_and_processes_write_the_same(many: Path) -> None:
    serial = make(many, executor="serial", output=many / "serial")
    pool = make(many, executor="processes", jobs=3, output=many / "pool")
    assert (serial.exit_code, pool.exit_code) == (0, 0)
    assert sorted(pool.built) == sorted(serial.built)
    assert tree(many / "pool") == tree(many / "serial")


def test_a_worker_that_dies_is_told_by_its_site(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def deadly(content: Path, kim: Kim) -> SiteFiles:
        if kim.label == "kim-nomor-07":
            os._exit(9)
        return load_site(content, kim)

    monkeypatch.setattr(job, "load_site", deadly)
    report = make(many, jobs=2)
    assert report.failed == ["kim-nomor-07"]
    assert len(report.built) == SITES - 1
    assert [code for code in codes(report) if code == "worker-lost"] == ["worker-lost"]
    monkeypatch.undo()
    mended = make(many, jobs=2)
    assert (mended.built, mended.exit_code) == (["kim-nomor-07"], 0)
    assert tree(many / "output") == tree(_clean(many))


# --- a cluster ------------------------------------------------------------------------


@dataclass
class Cluster:
    """A scheduler and its workers, on loopback."""

    address: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def workers(self) -> list[subprocess.Popen[bytes]]:
        return self.processes[1:]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def dask(many: Path) -> Iterator[Cluster]:
    """Two workers that start where the nation lies, as the documentation says."""
    port = _free_port()
    null = subprocess.DEVNULL
    quiet = {"stdin": null, "stdout": null, "stderr": null}
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1",
                 "--port", str(port), "--no-dashboard"]  # fmt: skip
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}",
              "--nthreads", "1", "--no-dashboard", "--no-nanny"]  # fmt: skip
    found = Cluster(f"dask://127.0.0.1:{port}")
    try:
        for command in (scheduler, worker, worker):
            found.processes.append(subprocess.Popen(command, cwd=many, **quiet))  # type: ignore[call-overload]
        yield found
    finally:
        for process in found.processes:
            process.kill()
            process.wait(10)


def _build_on(cluster: Cluster, root: Path, **settings: object) -> Report:
    """A build whose content is named relative to where the workers stand."""
    here = Path.cwd()
    os.chdir(root)
    try:
        return make(root, content=Path("content"), executor=cluster.address, **settings)
    finally:
        os.chdir(here)


@pytest.mark.slow
def test_a_cluster_writes_the_same_though_a_worker_is_killed(many: Path, dask: Cluster) -> None:
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if done >= 3 and not killed:
            killed.append(done)
            dask.workers[0].kill()

    from kimgen.build import Settings, build
    from tests.test_build import TODAY

    here = Path.cwd()
    os.chdir(many)
    try:
        _wait_for(dask)
        settings = Settings(
            Path("content"), many / "output", today=TODAY, executor=dask.address, jobs=2
        )
        report = build(settings, kill_one)
    finally:
        os.chdir(here)
    assert killed, "the build ended before a worker could be killed"
    assert (report.exit_code, codes(report), len(report.built)) == (0, [], SITES)
    assert tree(many / "output") == tree(_clean(many))


@pytest.mark.slow
def test_workers_with_another_checkout_are_refused(many: Path, dask: Cluster) -> None:
    _wait_for(dask)
    write(many / "elsewhere", "content/portal.yaml", "judul: Lain\n")
    write(many / "elsewhere", f"{VILLAGE}/kim-nomor-00/kim.yaml", KIM.format(name="Lain"))
    report = _build_on(dask, many / "elsewhere", output=many / "output")
    assert report.exit_code != 0
    assert set(codes(report)) & {"checkout-differs", "executor-missing"}
    assert not (many / "output" / "kim-nomor-00.kim.id").exists()


def test_a_scheduler_that_is_not_there_is_said(many: Path) -> None:
    report = make(many, executor=f"dask://127.0.0.1:{_free_port()}")
    assert codes(report) == ["executor-missing"]
    assert report.exit_code == 2


def _wait_for(cluster: Cluster) -> None:
    """Until both workers have come; they take some seconds to start."""
    from distributed import Client

    connect: Any = Client
    end = time.monotonic() + 60
    while True:
        try:
            with connect(cluster.address.replace("dask", "tcp"), timeout=5) as client:
                client.wait_for_workers(2, timeout=30)
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _clean(root: Path) -> Path:
    """The same nation built here, from nothing."""
    make(root, output=root / "clean")
    return root / "clean"
