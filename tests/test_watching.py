"""Watching, with real folders and the system's own events."""

from __future__ import annotations

import ctypes
import logging
import queue
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import (
    DirCreatedEvent,
    DirModifiedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)
from watchdog.observers import Observer

from kimgen.watching import Watcher, changed_paths, has_more_folders, most_folders
from tests.support.preview import PATIENCE, write

FOLDER = Path("/isi")
SATU, DUA, TIGA = "a/satu/kim-satu", "a/satu/kim-dua", "b/tiga/kim-tiga"


@pytest.mark.parametrize(
    ("event", "paths"),
    [
        (FileModifiedEvent("/isi/a/x.md"), ["a/x.md"]),
        (FileClosedEvent("/isi/a/x.md"), ["a/x.md"]),
        (FileOpenedEvent("/isi/a/x.md"), []),
        (FileClosedNoWriteEvent("/isi/a/x.md"), []),
        (DirModifiedEvent("/isi/a"), []),
        (DirCreatedEvent("/isi/a"), ["a"]),
        (DirCreatedEvent("/isi"), [""]),
        (FileModifiedEvent("/isi/a/.x.md.swp"), []),
        (FileModifiedEvent("/isi/.git/index"), []),
        (FileMovedEvent("/isi/a/.x.tmp", "/isi/a/x.md"), ["a/x.md"]),
        (FileMovedEvent("/isi/a/x.md", "/isi/a/.x.bak"), ["a/x.md"]),
        (FileMovedEvent("/isi/a/x.md", "/isi/b/x.md"), ["a/x.md", "b/x.md"]),
        (FileMovedEvent("/isi/a/.x", "/isi/a/.y"), []),
        (FileMovedEvent("/tmp/x.md", "/isi/a/x.md"), ["a/x.md"]),
        (FileModifiedEvent(b"/isi/a/x.md"), ["a/x.md"]),
    ],
    ids=repr,
)
def test_which_events_are_changes_and_of_what(event: FileSystemEvent, paths: list[str]) -> None:
    assert changed_paths(event, FOLDER) == paths


def test_a_hidden_folder_above_does_not_matter() -> None:
    place = Path("/home/x/.situs/content")
    assert changed_paths(FileModifiedEvent(str(place / "a" / "x.md")), place) == ["a/x.md"]


class Heard:
    """What a watcher tells."""

    def __init__(self) -> None:
        self.paths: queue.SimpleQueue[str] = queue.SimpleQueue()

    def changed(self, path: str) -> None:
        self.paths.put(path)

    def wait(self, path: str) -> list[str]:
        """Wait until `path` is told; returns what was told before it."""
        passed: list[str] = []
        latest = time.monotonic() + PATIENCE
        while True:
            try:
                found = self.paths.get(timeout=max(0.0, latest - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"{path} was not told, only {len(passed)} others: {passed[-9:]}")
            if found == path:
                return passed
            passed.append(found)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    for folder in (SATU, DUA, TIGA):
        write(tmp_path, f"content/{folder}/kim.yaml", "nama: KIM\n")
        write(tmp_path, f"content/{folder}/posts/x.md", "awal")
    write(tmp_path, "content/portal.yaml", "judul: Uji\n")
    write(tmp_path, "themes/khusus/theme.toml", "")
    return tmp_path


@pytest.fixture
def narrow(nation: Path, heard: Heard) -> Iterator[Watcher]:
    watcher = Watcher(nation / "content", nation / "themes", heard.changed, most=5)
    assert watcher.narrow
    yield watcher
    watcher.stop()


def test_a_small_nation_is_watched_as_a_whole(nation: Path, heard: Heard) -> None:
    watcher = Watcher(nation / "content", nation / "themes", heard.changed)
    try:
        assert not watcher.narrow
        assert watcher.choose({SATU}) == frozenset()
        for folder in (SATU, DUA, TIGA):
            write(nation, f"content/{folder}/posts/x.md", "baru")
            heard.wait(f"{folder}/posts/x.md")
        write(nation, "content/c/empat/kim-empat/posts/x.md", "dalam folder yang baru")
        heard.wait("c/empat/kim-empat/posts/x.md")
        write(nation, "themes/khusus/templates/404.html", "x")
        heard.wait("")
    finally:
        watcher.stop()


def test_a_large_one_is_watched_where_it_is_chosen(
    nation: Path, heard: Heard, narrow: Watcher
) -> None:
    assert narrow.choose({SATU}) == {SATU}
    write(nation, f"content/{TIGA}/posts/x.md", "tidak diawasi")
    write(nation, f"content/{SATU}/posts/x.md", "baru")
    told = heard.wait(f"{SATU}/posts/x.md")
    # what lies beside it in the village, too
    write(nation, "content/a/satu/desa.yaml", "sebutan: nagari\n")
    told += heard.wait("a/satu/desa.yaml")
    for path in ("portal.yaml", "peta/batas.geojson"):
        (nation / "content/peta").mkdir(exist_ok=True)
        narrow.tend()
        write(nation, f"content/{path}", "x")
        told += heard.wait(path)
    write(nation, "themes/khusus/theme.toml", "x")
    told += heard.wait("")
    assert not [path for path in told if path.startswith("b")]


def test_what_is_chosen_no_more_is_no_more_watched(
    nation: Path, heard: Heard, narrow: Watcher
) -> None:
    assert narrow.choose({SATU, TIGA}) == {SATU, TIGA}
    assert narrow.choose({SATU, DUA}) == {DUA}, "its village was watched, itself not looked at"
    write(nation, f"content/{TIGA}/posts/x.md", "tidak diawasi")
    write(nation, f"content/{SATU}/posts/x.md", "baru")
    assert not [path for path in heard.wait(f"{SATU}/posts/x.md") if path.startswith("b")]
    assert narrow.choose({TIGA}) == {TIGA}, "what happened meanwhile is not known"
    write(nation, f"content/{TIGA}/posts/x.md", "lagi")
    heard.wait(f"{TIGA}/posts/x.md")


def test_a_folder_that_comes_back_is_watched_again(nation: Path, heard: Heard) -> None:
    watcher = Watcher(nation / "content", nation / "themes", heard.changed)
    try:
        assert not watcher.tend(), "nothing was wrong"
        (nation / "content").rename(nation / "aside")
        shutil.copytree(nation / "aside", nation / "content2")
        shutil.rmtree(nation / "aside")
        heard.wait("")
        (nation / "content2").rename(nation / "content")
        latest = time.monotonic() + PATIENCE
        while not watcher.tend():
            assert time.monotonic() < latest
        write(nation, f"content/{SATU}/posts/x.md", "baru")
        heard.wait(f"{SATU}/posts/x.md")
    finally:
        watcher.stop()


def _full(self: object, *_: object, **__: object) -> None:
    raise OSError(28, "inotify watch limit reached")


def test_where_watches_have_run_out_folders_are_read(
    nation: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Observer, "start", _full)
    watcher = Watcher(nation / "content", nation / "tidak-ada", heard.changed)
    try:
        write(nation, f"content/{SATU}/posts/y.md", "baru")
        heard.wait(f"{SATU}/posts/y.md")
    finally:
        watcher.stop()


def test_where_they_run_out_later_folders_are_read_from_then_on(
    nation: Path, heard: Heard, narrow: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Observer, "schedule", _full)
    assert narrow.choose({SATU}) == {SATU}
    write(nation, f"content/{SATU}/posts/y.md", "baru")
    heard.wait(f"{SATU}/posts/y.md")


_QUEUE = Path("/proc/sys/fs/inotify/max_queued_events")


@pytest.mark.skipif(not _QUEUE.exists(), reason="a queue of Linux")
def test_events_that_the_system_drops_are_told_of(nation: Path, heard: Heard) -> None:
    """More files are written than the system's queue holds, while no thread of ours may run."""
    many = int(_QUEUE.read_text("ascii")) // 2 + 1_000  # each of them is made, and closed
    script = (
        "import pathlib, sys\n"
        "for number in range(int(sys.argv[2])):\n"
        "    pathlib.Path(sys.argv[1], f'{number}.md').touch()\n"
    )
    watcher = Watcher(nation / "content", None, heard.changed)
    try:
        folder = nation / f"content/{SATU}/posts"
        with subprocess.Popen((sys.executable, "-c", script, str(folder), str(many))) as writer:
            ctypes.PyDLL(None).waitpid(writer.pid, None, 0)  # keeps the interpreter for itself
        assert (folder / f"{many - 1}.md").exists()
        heard.wait("")
        assert watcher.tend()
        assert not watcher.tend()
        write(nation, f"content/{DUA}/posts/x.md", "baru")
        heard.wait(f"{DUA}/posts/x.md")
    finally:
        watcher.stop()
    logging.getLogger("watchdog").warning("overflow")
    heard.changed("akhir")
    assert "" not in heard.wait("akhir"), "it listens no more"


def test_folders_are_counted_no_further_than_needed(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"a/{number}").mkdir(parents=True)
    assert has_more_folders(tmp_path, 3)
    assert not has_more_folders(tmp_path, 4)
    assert not has_more_folders(tmp_path / "tidak-ada", 0)
    assert 0 < most_folders() <= 8_000
