"""Ways to run jobs: the same bytes from each, and a dead worker costs one KIM.

A real cluster is in test_cluster.py.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kimgen import cluster, elsewhere, executors, job
from kimgen.build import Building, Report, Settings, build
from kimgen.load import load_site
from kimgen.registry import load_registry
from kimgen.sources import content_id
from kimgen.state import State
from kimgen.worker import Overrun
from kimgen.write import Aside
from tests.support.nation import label, published, write_nation

TODAY = date(2026, 11, 24)


def make(root: Path, output: str, **more: Any) -> Report:
    return build(Settings(root / "content", root / output, today=TODAY, **more))


def square(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def square_or_die(numbers: Sequence[int]) -> list[int]:
    if 13 in numbers:
        os._exit(9)
    return square(numbers)


@pytest.mark.parametrize(("name", "workers"), [("serial", 4), ("processes", 1), ("processes", 2)])
@pytest.mark.parametrize("total", [0, 1, 5, 100])
def test_every_job_comes_back_once(name: str, workers: int, total: int) -> None:
    done = list(executors.run(name, workers, square, iter(range(total)), total))
    assert sorted(done) == [(number, number * number) for number in range(total)]


def test_jobs_are_taken_as_workers_get_free() -> None:
    """A nation's jobs are never all in memory."""
    jobs = iter(range(2000))
    results = executors.run("processes", 2, square, jobs, 2000)
    next(results)
    assert next(jobs) < 200
    assert len(list(results)) == 1998, "one was looked at here"


def test_a_dead_worker_costs_only_the_guilty_job() -> None:
    done = dict(executors.run("processes", 2, square_or_die, iter(range(40)), 40))
    end = done.pop(13)
    assert isinstance(end, Overrun)
    assert end.reason == "crash"
    assert done == {number: number * number for number in range(40) if number != 13}


def test_serial_and_processes_make_the_same_bytes(tmp_path: Path) -> None:
    write_nation(tmp_path, 6)
    reports = [
        make(tmp_path, name, executor=name, jobs=2) for name in ("serial", "processes")
    ]  # fmt: skip
    serial, processes = (published(tmp_path / name) for name in ("serial", "processes"))
    assert serial
    assert processes == serial
    assert [sorted(report.built) for report in reports] == [[label(n) for n in range(6)]] * 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the patch reaches forked workers alone")
def test_a_dead_worker_costs_only_the_guilty_kim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_nation(tmp_path, 8)

    def deadly(content: Path, kim: Any, *how: Any, **more: Any) -> Any:
        if kim.label == label(4):
            os._exit(9)
        return load_site(content, kim, *how, **more)

    monkeypatch.setattr("kimgen.job.load_site", deadly)
    report = make(tmp_path, "output", jobs=2)
    assert report.failed == [label(4)]
    assert [item.code for item in report.found] == ["worker-lost"]
    assert sorted(report.built) == [label(number) for number in range(8) if number != 4]
    assert (report.exit_code, (tmp_path / "output/kim.id/index.html").is_file()) == (1, True)
    monkeypatch.undo()
    assert make(tmp_path, "output", jobs=2).built == [label(4)]
    make(tmp_path, "whole", jobs=1)
    assert published(tmp_path / "output") == published(tmp_path / "whole")


# --- a cluster that cannot be had ---------------------------------------------------------


def _told(report: Report) -> tuple[str, int]:
    (item,) = report.found
    assert item.code == "executor-missing"
    return dict(item.params)["reason"], report.exit_code


def test_without_the_package_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_nation(tmp_path, 2)
    monkeypatch.setitem(sys.modules, "distributed", None)
    report = make(tmp_path, "output", executor="dask://127.0.0.1:8786")
    assert _told(report) == ("dask-absent", 2)
    assert not (tmp_path / "output" / "kim.id").exists()


def test_a_scheduler_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_nation(tmp_path, 2)
    monkeypatch.setattr(cluster, "_CONNECT", 1)
    # the port is one that nobody may listen on without being asked to
    report = make(tmp_path, "output", executor="dask://127.0.0.1:1")
    assert _told(report) == ("cluster-unreachable", 2)


# --- what a worker must have --------------------------------------------------------------


def _shared(root: Path) -> job.Setting:
    """The setting that a worker gets, as a build makes it."""
    settings = Settings(root / "content", root / "output", today=TODAY)
    building = Building(settings, State(None), Report(), None)
    assert building.load()
    setting = job.Setting(
        settings.content, Aside(str(settings.output), str(root / "aside")), None,
        root / "output" / ".kimgen",
        building.portal, building.hosts, False, tuple(building.themes.values()),
    )  # fmt: skip
    shared = elsewhere.shared(setting)
    assert shared.aside == Aside(str(root / "output"), str(root / "aside"))
    return shared


def test_a_worker_must_have_the_same_program_theme_content_and_output(tmp_path: Path) -> None:
    write_nation(tmp_path, 1)
    setting = _shared(tmp_path)
    assert elsewhere.unfit(setting) == ""
    assert elsewhere.unfit(replace(setting, program="kimgen 0.0.1")) == "worker-program"
    assert elsewhere.unfit(replace(setting, theme_digests=("other",))) == "worker-theme"
    assert elsewhere.unfit(replace(setting, content=tmp_path / "gone")) == "worker-content"
    assert elsewhere.unfit(replace(setting, cache=tmp_path / "own")) == "worker-output"
    again = elsewhere.shared(replace(setting, mark=""))
    assert elsewhere.unfit(setting) == "worker-output", "the mark of another build"
    assert elsewhere.unfit(again) == ""


def test_a_worker_elsewhere_looks_at_its_own_folder(
    tmp_path: Path,
) -> None:
    """One that reads the very folder that the build reads takes its word for what is there."""
    write_nation(tmp_path, 1)
    setting = _shared(tmp_path)
    (kim,) = load_registry(tmp_path / "content").kims
    source = content_id(tmp_path / "content", kim.folder, "sha1")
    (here,) = elsewhere.run_batch(setting, (job.Job(kim, TODAY, "as said"),))
    assert (here.found, here.source) == ((), "as said")
    shutil.copytree(tmp_path / "content", tmp_path / "own" / "content")
    own = replace(setting, content=tmp_path / "own" / "content")
    for said, codes in ((source, []), ("as said", ["checkout-differs"])):
        (there,) = elsewhere.run_batch(own, (job.Job(kim, TODAY, said),))
        assert [item.code for item in there.found] == codes


def test_an_unfit_worker_builds_nothing(tmp_path: Path) -> None:
    write_nation(tmp_path, 1)
    setting = replace(_shared(tmp_path), mark="another")
    (kim,) = load_registry(tmp_path / "content").kims
    (outcome,) = elsewhere.run_batch(setting, (job.Job(kim, TODAY),))
    (item,) = outcome.found
    assert (item.code, dict(item.params)["reason"]) == ("checkout-differs", "worker-output")
    assert outcome.summary is None
    assert published(tmp_path / "output") == {}
