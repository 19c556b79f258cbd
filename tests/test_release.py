"""Publishing: each site is at any moment wholly the old one or wholly the new one.

What a killed process leaves is made here by an exception in place of the kill, at each step in
turn; `tests/torture` does it with real signals. Each test runs on a file system that lets folders
change places and on one that does not.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kimgen import exchange as exchanging
from kimgen import release as releasing
from kimgen.model import OutputFile
from kimgen.release import Release, with_state
from kimgen.state import State
from kimgen.write import adopt_site, manifest_path, read_manifest, write_site

OLD = {"index.html": "lama", "berita/a.html": "tetap", "berita/b.html": "pergi"}
NEW = {"index.html": "baru", "berita/a.html": "tetap", "agenda/c.html": "datang"}


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.fixture(params=[True, False], ids=["whole", "files"])
def swaps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether folders can change places."""
    possible = bool(request.param)
    if not possible:
        _without_exchange(monkeypatch)
    return possible


def _without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(one: str, other: str) -> None:
        raise OSError(errno.EINVAL, "no such thing here")

    monkeypatch.setattr(exchanging, "exchange", refuse)
    monkeypatch.setattr(releasing, "exchange", refuse)


def made(files: dict[str, str]) -> list[OutputFile]:
    return [OutputFile(path, text.encode()) for path, text in files.items()]


def live(output: Path, host: str) -> dict[str, str]:
    base = output / host
    return {
        path.relative_to(base).as_posix(): path.read_text()
        for path in sorted(base.rglob("*"))
        if path.is_file()
    }


def build(output: Path, **sites: dict[str, str]) -> None:
    """Publish sites by their labels; `portal` is the portal."""

    def work(state: State) -> None:
        release = Release(state)
        labels = set()
        for name, files in sites.items():
            label = "" if name == "portal" else name
            labels.add(label)
            release.add(label, f"{name}.id", write_site(release.aside, f"{name}.id", made(files)))
        release.publish(labels)

    with_state(output, work)


def rest(output: Path) -> list[str]:
    """What lies in .kimgen for nothing."""
    return sorted(path.name for path in (output / ".kimgen").glob("next/*"))


def test_a_site_becomes_another_and_unchanged_files_stay(tmp_path: Path, swaps: bool) -> None:
    build(tmp_path, a=OLD)
    same = (tmp_path / "a.id/berita/a.html").stat()
    build(tmp_path, a=NEW)
    assert live(tmp_path, "a.id") == NEW
    now = (tmp_path / "a.id/berita/a.html").stat()
    assert (now.st_ino, now.st_mtime_ns) == (same.st_ino, same.st_mtime_ns)
    assert read_manifest(manifest_path(tmp_path, "a.id")).keys() == NEW.keys()
    assert rest(tmp_path) == []


def test_nothing_is_laid_aside_for_a_site_that_stays(tmp_path: Path, swaps: bool) -> None:
    build(tmp_path, a=OLD)
    folder = (tmp_path / "a.id").stat().st_ino
    build(tmp_path, a=OLD)
    assert (tmp_path / "a.id").stat().st_ino == folder
    assert rest(tmp_path) == []


def test_nothing_is_seen_before_all_is_published(tmp_path: Path, swaps: bool) -> None:
    build(tmp_path, a=OLD, b=OLD)
    with closing(State(tmp_path)) as state:
        release = Release(state)
        for name in "ab":
            release.add(name, f"{name}.id", write_site(release.aside, f"{name}.id", made(NEW)))
            assert live(tmp_path, "a.id") == live(tmp_path, "b.id") == OLD
        release.publish("ab")
    assert live(tmp_path, "a.id") == live(tmp_path, "b.id") == NEW


STEPS = ("sync", "_move", "exchange", "_take_manifest", "sync_names", "_clear")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("after", [True, False], ids=["after", "before"])
def test_a_build_that_ends_anywhere_is_carried_through_or_was_not(
    tmp_path: Path, swaps: bool, step: str, at: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it ends before or after the `at`-th time that it does `step`."""
    build(tmp_path, a=OLD, b=OLD, portal=OLD)
    real: Callable[..., object] = getattr(releasing, step)
    calls = 0

    def killed(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == at and not after:
            raise Killed
        done = real(*arguments)
        if calls == at:
            raise Killed
        return done

    # a process that is killed undoes nothing
    monkeypatch.setattr(releasing.Release, "_undo", lambda *_: None)
    with monkeypatch.context() as patch:
        patch.setattr(releasing, step, killed)
        try:
            build(tmp_path, a=NEW, b=NEW, c=NEW, portal=NEW)
        except Killed:
            pass
        else:
            assert calls < at, "it went on"
    # each site is whole even before anything is mended, where folders can change places
    if swaps:
        assert live(tmp_path, "a.id") in (OLD, NEW)
        assert live(tmp_path, "b.id") in (OLD, NEW)
        assert live(tmp_path, "c.id") in ({}, NEW)
        if live(tmp_path, "portal.id") == NEW:
            assert live(tmp_path, "a.id") == live(tmp_path, "c.id") == NEW, "the portal is last"
    with_state(tmp_path, lambda state: Release(state).publish(()))
    sites = [live(tmp_path, f"{name}.id") for name in ("a", "b", "portal")]
    assert sites in ([OLD] * 3, [NEW] * 3)
    for name in ("a", "b", "portal"):
        manifest = read_manifest(manifest_path(tmp_path, f"{name}.id"))
        assert manifest.keys() == live(tmp_path, f"{name}.id").keys()
    build(tmp_path, a=NEW, b=NEW, c=NEW, portal=NEW)
    assert [live(tmp_path, f"{name}.id") for name in ("a", "b", "c", "portal")] == [NEW] * 4
    assert rest(tmp_path) == []


def test_what_cannot_be_moved_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, a=OLD, b=OLD)
    real = exchanging.exchange

    def refuse(one: str, other: str) -> None:
        if other.endswith("b.id"):
            raise OSError(errno.EPERM, "immutable", other)
        real(one, other)

    with monkeypatch.context() as patch:
        patch.setattr(releasing, "exchange", refuse)
        with pytest.raises(OSError, match="immutable"):
            build(tmp_path, a=NEW, b=NEW, c=NEW)
    assert live(tmp_path, "a.id") == live(tmp_path, "b.id") == OLD
    assert not (tmp_path / "c.id").exists()
    # what was made is not made again
    with closing(State(tmp_path)) as state:
        release = Release(state)
        assert release.has("c.id")
        release.publish("abc")
    assert [live(tmp_path, f"{name}.id") for name in "abc"] == [NEW] * 3


def test_what_waits_is_not_trusted_after_the_machine_started_anew(
    tmp_path: Path, swaps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(State(tmp_path)) as state:
        release = Release(state)
        release.add("a", "a.id", write_site(release.aside, "a.id", made(NEW)))
        state.save()
    with closing(State(tmp_path)) as state:
        assert Release(state).has("a.id")
        state.save()
    monkeypatch.setattr(releasing, "_boot", lambda: "another")
    with closing(State(tmp_path)) as state:
        assert not Release(state).has("a.id")


@pytest.mark.parametrize("what", ["file", "link", "nothing"])
def test_whatever_lies_in_the_place_of_a_site_is_replaced(
    tmp_path: Path, swaps: bool, what: str
) -> None:
    output, elsewhere = tmp_path / "output", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("milik orang")
    build(output, b=OLD)
    if what == "file":
        (output / "a.id").write_text("bukan folder")
    elif what == "link":
        (output / "a.id").symlink_to(elsewhere)
    build(output, a=NEW)
    assert live(output, "a.id") == NEW
    assert not (output / "a.id").is_symlink()
    assert (elsewhere / "index.html").read_text() == "milik orang"


def test_a_link_in_a_site_is_not_followed(tmp_path: Path) -> None:
    output, other = tmp_path / "output", tmp_path / "other"
    other.write_text("lama")
    build(output, a=OLD)
    page = output / "a.id/index.html"
    page.unlink()
    page.symlink_to(other)
    build(output, a=OLD)
    assert live(output, "a.id") == OLD
    assert not page.is_symlink()


@pytest.mark.parametrize("harm", ["gone", "folder", "text", "flipped"])
def test_a_manifest_may_be_lost(tmp_path: Path, harm: str) -> None:
    """Then what the site does not have any more is still found."""
    build(tmp_path, a=OLD)
    manifest = Path(manifest_path(tmp_path, "a.id"))
    content = manifest.read_bytes()
    manifest.unlink()
    if harm == "folder":
        (manifest / "inside").mkdir(parents=True)
    elif harm == "text":
        manifest.write_text("bukan JSON")
    elif harm == "flipped":
        manifest.write_bytes(content.replace(b"b.html", b"x.html"))
    left = {path: text for path, text in OLD.items() if path != "berita/b.html"}
    build(tmp_path, a=left)
    assert live(tmp_path, "a.id") == left
    assert read_manifest(str(manifest)).keys() == left.keys()


def test_a_file_without_room_for_another_name_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, a=OLD)
    link = os.link

    def refuse(source: str, target: str, **more: bool) -> None:
        if source.endswith("berita/a.html"):
            raise OSError(errno.EMLINK, "too many names")
        link(source, target, **more)

    monkeypatch.setattr(os, "link", refuse)
    build(tmp_path, a=NEW)
    assert live(tmp_path, "a.id") == NEW


def test_sites_of_another_output_are_taken_over(tmp_path: Path, swaps: bool) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    build(one, a=OLD)
    build(other, a=NEW)
    with closing(State(one)) as state:
        release = Release(state)
        written = adopt_site(release.aside, "a.id", other)
        assert (written.new, written.kept, written.removed) == (2, 1, ("berita/b.html",))
        release.add("a", "a.id", written)
        release.publish("a")
    assert live(one, "a.id") == NEW


def test_everything_is_on_the_disk_before_anything_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def note(name: str) -> None:
        real = getattr(releasing, name)

        def noted(*arguments: object) -> object:
            done.append(name)
            return real(*arguments)

        monkeypatch.setattr(releasing, name, noted)

    for name in ("sync", "_move", "sync_names"):
        note(name)
    build(tmp_path, a=OLD, b=OLD)
    assert done == ["sync", "_move", "_move", "sync_names"], "one sync a release"


def test_a_preview_publishes_at_once_and_waits_for_no_disk(
    tmp_path: Path, swaps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releasing, "sync", lambda _: pytest.fail("a preview does not wait"))
    with closing(State(tmp_path, durable=False)) as state:
        release = Release(state, at_once=True)
        release.add("a", "a.id", write_site(release.aside, "a.id", made(OLD)))
        assert live(tmp_path, "a.id") == OLD
        release.publish("a")
    assert rest(tmp_path) == []


def test_a_copied_file_that_was_cut_short_is_laid_again(tmp_path: Path, swaps: bool) -> None:
    """The path of a picture tells its content: only its size tells that it came to harm."""
    output, picture = tmp_path / "output", tmp_path / "foto-1234.jpg"
    picture.write_bytes(b"a picture")
    files = [OutputFile("media/foto-1234.jpg", source=str(picture))]

    def lay(state: State) -> int:
        release = Release(state)
        written = write_site(release.aside, "satu.id", files)
        release.add("satu", "satu.id", written)
        release.publish({"satu"})
        return written.new

    assert with_state(output, lay) == 1
    assert with_state(output, lay) == 0
    live_one = output / "satu.id/media/foto-1234.jpg"
    live_one.unlink()
    live_one.write_bytes(b"a pic")
    assert with_state(output, lay) == 1
    assert live_one.read_bytes() == b"a picture"
