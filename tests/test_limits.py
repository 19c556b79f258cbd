"""What one volunteer may ask of a build, and what becomes of who asks for more."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kimgen import guard, markdown, workers
from kimgen.build import Report, Settings, build
from kimgen.frontmatter import parse_yaml
from kimgen.guard import current
from kimgen.job import Job, again
from kimgen.limits import DEFAULTS, Limits
from kimgen.schema import PORTAL
from kimgen.validate import validate_portal
from kimgen.worker import Overrun
from kimgen.workers import Workers
from tests.support import ROOT
from tests.support.nation import folder, label, published, write, write_nation

TODAY = date(2026, 11, 24)


def limits(text: str) -> Limits | str:
    """The limits that a portal.yaml gives; the code of what is wrong with it."""
    portal, found = validate_portal(parse_yaml(text.encode(), "content/portal.yaml"))
    if portal is None:
        (item,) = found
        return item.code
    assert not found
    return portal.limits


def make(root: Path, **more: Any) -> Report:
    return build(
        Settings(root / "content", more.pop("output", root / "output"), today=TODAY, **more)
    )


# --- settings ------------------------------------------------------------------------------


def test_defaults_are_those_of_the_reference() -> None:
    (table,) = (item for item in PORTAL if item.name == "batas")
    written = "".join(f"  {item.name}: {item.example}\n" for item in table.fields)
    assert limits(f"batas:\n{written}") == limits("judul: Portal\n") == DEFAULTS
    assert len(table.fields) == len(fields(Limits)), "a limit without a field, or the reverse"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("waktu: 3", Limits(seconds=3)),
        ("hasil: 1,5 MB", Limits(output=1_500_000)),
        ("hasil: 800 kb", Limits(output=800_000)),
        ("memori: 1GB", Limits(memory=1_000_000_000)),
        ("piksel: 12.000.000", Limits(pixels=12_000_000)),
    ],
)
def test_a_limit_is_set(written: str, wanted: Limits) -> None:
    assert limits(f"batas: {{{written}}}" if "," not in written else f"batas:\n  {written}\n") == (
        wanted
    )


@pytest.mark.parametrize(
    "written", ["waktu: 0", "waktu: -1", "hasil: besar", "hasil: 0 MB", "tulisan: tak terbatas"]
)
def test_a_limit_that_is_none_is_told(written: str) -> None:
    assert limits(f"batas:\n  {written}\n") == "value-invalid"


def test_another_limit_makes_sites_stale(tmp_path: Path) -> None:
    write_nation(tmp_path, 2)
    assert sorted(make(tmp_path).built) == [label(0), label(1)]
    assert make(tmp_path).built == []
    write(tmp_path, "content/portal.yaml", "judul: Portal uji\ncontoh: ya\nbatas: {waktu: 2}\n")
    assert sorted(make(tmp_path).built) == [label(0), label(1)]


# --- the net: processes that the system ends ---------------------------------------------

TROUBLE: dict[str, Callable[[], object]] = {
    # an engine that does not come back, in C and without ever looking at a signal
    "time": lambda: hashlib.pbkdf2_hmac("sha256", b"a", b"b", 2_000_000_000),
    "memory": lambda: bytearray(3_000_000_000),
    "stopped": lambda: os._exit(9),
}


@pytest.fixture
def spoilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that fails at texts which say how."""
    plain = markdown.render

    def render(text: str, *more: Any) -> Any:
        for word, trouble in TROUBLE.items():
            if f"SPOILT {word}" in text:
                trouble()
        return plain(text, *more)

    monkeypatch.setattr("kimgen.site.render_markdown", render)


def spoil(root: Path, number: int, word: str, day: int = 9) -> str:
    """Add a post at which the engine fails to a KIM; gives its path."""
    name = f"{folder(number)}/posts/2026-11-{day:02}-{word}.md"
    write(root, name, f"---\njudul: Aneh\n---\nSPOILT {word}\n")
    return name


def limited(report: Report) -> dict[str, str]:
    """Place of each file or site that was left out -> why."""
    return {
        item.location.path: dict(item.params)["reason"]
        for item in report.found
        if item.code in ("file-limit", "site-limit")
    }


@pytest.mark.parametrize(
    "how",
    [{"executor": "serial"}, {"jobs": 1}, {"jobs": 2}, {"output": None}],
    ids=["serial", "one job", "two jobs", "check"],
)
@pytest.mark.usefixtures("spoilt")
def test_a_post_that_does_not_end_costs_itself(tmp_path: Path, how: dict[str, Any]) -> None:
    write_nation(tmp_path, 3)
    make(tmp_path, output=tmp_path / "without")
    spoilt = {spoil(tmp_path, 1, word, day): word for day, word in enumerate(TROUBLE, 9)}
    report = make(tmp_path, **how)
    assert limited(report) == {
        path: "stopped" if word == "stopped" else f"too-much-{word}"
        for path, word in spoilt.items()
    }
    assert len(report.found) == len(spoilt)
    assert sorted(report.built) == [label(0), label(1), label(2)]
    assert report.exit_code == 1
    if how.get("output", True):
        assert published(tmp_path / "output") == published(tmp_path / "without")
    else:
        assert not (tmp_path / "output").exists()


@pytest.mark.usefixtures("spoilt")
def test_what_was_left_out_is_said_again_and_not_tried_again(tmp_path: Path) -> None:
    write_nation(tmp_path, 1)
    spoil(tmp_path, 0, "time")
    first = make(tmp_path)
    again = make(tmp_path)
    assert again.kept == [label(0)]
    assert again.found == first.found


@pytest.mark.usefixtures("spoilt")
def test_a_kim_that_is_full_of_it_is_left_out_as_a_whole(tmp_path: Path) -> None:
    write_nation(tmp_path, 2)
    make(tmp_path)
    before = published(tmp_path / "output")
    for day in range(4, 28):
        spoil(tmp_path, 1, "time", day)
    report = make(tmp_path)
    said = limited(report)
    assert set(said.values()) == {"too-much-time"}
    assert folder(1) in said
    assert all(path.startswith(folder(1)) for path in said), "and those that were seen are named"
    assert len(said) > 3
    assert report.failed == [label(1)]
    assert published(tmp_path / "output") == before, "what was live stays live"


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not say what a process took")
@pytest.mark.parametrize("markdown", ["native", "python-markdown"])
@pytest.mark.parametrize("seconds", [1, 2])
@pytest.mark.usefixtures("spoilt")
def test_all_workers_of_a_kim_have_the_time_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, markdown: str, seconds: int
) -> None:
    """However many of its posts are heavy; and those that were seen to be are named."""
    ends: list[Overrun] = []

    def noted(job: Job, end: Overrun) -> Job | None:
        ends.append(end)
        return again(job, end)

    monkeypatch.setattr("kimgen.job.again", noted)
    write_nation(tmp_path, 1)
    settings = f"judul: Portal uji\ncontoh: ya\nmarkdown: {markdown}\nbatas: {{waktu: {seconds}}}\n"
    write(tmp_path, "content/portal.yaml", settings)
    heavy = {spoil(tmp_path, 0, "time", day) for day in range(4, 18)}
    before = os.times()
    report = make(tmp_path, output=None, executor="serial")
    after = os.times()
    assert report.failed == [label(0)]
    bound = 2 * seconds + 0.5  # half a second: what units bring along, and ticks of clocks
    assert 1.5 * seconds < sum(end.seconds for end in ends) < bound
    # and so says the system, for which processes begin and end besides
    assert sum(after[2:4]) - sum(before[2:4]) < bound + 0.2 * len(ends)
    named = set(limited(report)) - {folder(0)}
    assert len(named) > 3
    assert named < heavy


def test_an_accident_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that somebody else ended is replaced, and its job is done."""
    write_nation(tmp_path, 1)
    plain = markdown.render

    def render(*more: Any) -> Any:
        if not (tmp_path / "once").exists():
            (tmp_path / "once").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(*more)

    monkeypatch.setattr("kimgen.site.render_markdown", render)
    report = make(tmp_path)
    assert (report.built, report.found) == ([label(0)], [])


DESERTED = """
import hashlib, sys
from datetime import date
from pathlib import Path
from kimgen import markdown
from kimgen.build import Settings, build
plain = markdown.render
def render(text, *more):
    if "SPOILT" in text:
        print("at work", flush=True)
        hashlib.pbkdf2_hmac("sha256", b"a", b"b", 30_000_000)
        print("to its end", flush=True)
    return plain(text, *more)
import kimgen.site
kimgen.site.render_markdown = render
root = Path(sys.argv[1])
build(Settings(root / "content", root / "output", today=date(2026, 11, 24), jobs=2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers see it later elsewhere")
def test_no_worker_outlives_who_was_killed(tmp_path: Path) -> None:
    """In the middle of C code; and nothing is written any more."""
    write_nation(tmp_path, 2)
    write(tmp_path, "content/portal.yaml", "judul: Portal uji\nbatas: {waktu: 600}\n")
    for number in range(2):
        spoil(tmp_path, number, "C")
    command = [sys.executable, "-c", DESERTED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        assert parent.stdout is not None
        assert [parent.stdout.readline() for _ in range(2)] == ["at work\n"] * 2
        parent.kill()
        # all may write to it: it ends when none of them is there
        assert parent.stdout.read() == ""
    assert not list((tmp_path / "output").rglob("*.html"))


def fail_at(numbers: Sequence[int]) -> list[int]:
    """13 does not end, others give their square."""
    if "KIMGEN_NO_TIMER" in os.environ:  # for those that are started
        guard.HAS_TIMER = False
    current().begin(1, 2, 10**9, "native")
    current()("thirteen" if numbers[0] == 13 else "other", 0)
    while numbers[0] == 13:
        pass
    current().end()
    return [number * number for number in numbers]


def begin_with(left: Sequence[float]) -> list[float]:
    """Jobs that have so many seconds and would take for ever."""
    current().begin(1, left[0], 10**9, "native")
    while True:
        pass


@pytest.mark.skipif(not guard.HAS_TIMER, reason="the system has no timer of CPU time")
@pytest.mark.parametrize("left", [0.01, 0.0, -guard._EACH, -1.0])
def test_who_has_no_time_left_ends_for_the_time(left: float) -> None:
    """And not for a timer that cannot be set: what was tried before may have taken more."""
    with contextlib.closing(Workers(1)) as crew:
        assert list(crew.run(begin_with, [left], 1)) == [(left, Overrun("", "time", whole=True))]


@pytest.mark.parametrize("timer", [True, False], ids=["timer", "no timer"])
@pytest.mark.parametrize("polls", [True, False], ids=["poll", "threads"])
@pytest.mark.parametrize("fork", [True, False], ids=["forked", "started"])
def test_workers_need_neither_fork_nor_timers(
    monkeypatch: pytest.MonkeyPatch, fork: bool, polls: bool, timer: bool
) -> None:
    """Where a system cannot end them itself, somebody looks at them."""
    monkeypatch.setattr(workers, "_POLLS", polls)
    if not timer:
        monkeypatch.setattr(guard, "HAS_TIMER", False)
        monkeypatch.setattr(workers, "_TICK", 0.05)
        monkeypatch.setattr(workers, "_PATIENCE", 0.2)
        monkeypatch.setenv("KIMGEN_NO_TIMER", "1")
    crew = Workers(2, fork=fork)
    with contextlib.closing(crew):
        done = dict(crew.run(fail_at, iter(range(20)), 20))
    assert done.pop(13) == Overrun("thirteen", "time")
    assert done == {number: number * number for number in range(20) if number != 13}
