"""What a preview knows and tells, without a server and without a watcher."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from kimgen.build import Report, Settings
from kimgen.preview import MANY, RECENT, Preview
from kimgen.rebuild import Hint
from kimgen.release import PORTAL
from tests.support.preview import PATIENCE, POST, VILLAGE, wait_for, write, write_kim, write_nation

FOLDER = VILLAGE.removeprefix("content/")


class Watched:
    """A watcher of a nation that is too large."""

    narrow = True

    def __init__(self) -> None:
        self.chosen: frozenset[str] = frozenset()
        self.is_lost = False

    def choose(self, folders: frozenset[str], /) -> frozenset[str]:
        before, self.chosen = self.chosen, folders
        return folders - before

    def tend(self) -> bool:
        began, self.is_lost = self.is_lost, False
        return began


class Previewed:
    """A preview, and what its builds were asked to look at."""

    def __init__(self, root: Path, only: tuple[str, ...] = ()) -> None:
        self.root = write_nation(root)
        self.said: list[str] = []
        settings = Settings(
            root / "content", root / "out", only=only, today=date(2026, 11, 24),
            base_domain="localhost", scheme="http", preview=True,
        )  # fmt: skip
        self.preview = Preview(settings, "id", self.said.append)
        self.hints: list[Hint] = []
        self.preview.build_once()

    def watch(self) -> Watched:
        watch = Watched()
        self.preview.watch = watch
        return watch

    def build(self) -> Hint:
        """Build, and return what was looked at."""
        self.preview.build_once()
        return self.hints[-1]

    def save(self, title: str, path: str = POST) -> None:
        write(self.root, path, f"---\njudul: {title}\n---\nIsi.\n")


@pytest.fixture
def previewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Previewed:
    return _previewed(tmp_path, monkeypatch)


def _previewed(
    root: Path, monkeypatch: pytest.MonkeyPatch, only: tuple[str, ...] = ()
) -> Previewed:
    from kimgen.rebuild import rebuild

    found = Previewed(root, only)

    def noted(settings: Settings, again: object, hint: Hint, *more: object) -> Report:
        found.hints.append(hint)
        return rebuild(settings, again, hint, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("kimgen.preview.rebuild", noted)
    return found


def test_only_what_was_saved_is_looked_at(previewed: Previewed) -> None:
    preview = previewed.preview
    preview.saved(f"{FOLDER}/kim-satu/posts/x.md")
    preview.saved(f"{FOLDER}/kim-satu/media/x.jpg")
    assert previewed.build().changed == frozenset((f"{FOLDER}/kim-satu",))
    assert previewed.build().changed == frozenset()
    for path in ("", "portal.yaml", f"{FOLDER}/desa.yaml", f"{FOLDER}/kim-satu/kim.yaml"):
        preview.saved(f"{FOLDER}/kim-satu/posts/x.md")
        preview.saved(path)
        preview.saved(f"{FOLDER}/kim-satu/posts/x.md")
        assert previewed.build().changed is None


def test_after_many_changes_everything_is_looked_at(previewed: Previewed) -> None:
    for number in range(MANY + 1):
        previewed.preview.saved(f"{FOLDER}/kim-{number}/posts/x.md")
    assert previewed.build().changed is None


def test_after_a_loss_everything_is_looked_at(previewed: Previewed) -> None:
    watch = previewed.watch()
    assert previewed.build().changed == frozenset()
    watch.is_lost = True
    assert previewed.build().changed is None
    assert previewed.build().changed == frozenset()


def test_a_site_whose_page_is_open_is_remembered_once(previewed: Previewed) -> None:
    preview = previewed.preview
    preview._again.memory.__init__()  # type: ignore[misc]
    before = list(previewed.said)
    channel = preview.listen("kim-satu")
    assert preview._changed.is_set()
    assert previewed.build() == Hint(
        frozenset(), frozenset(("kim-satu",)), frozenset(("kim-satu",))
    )
    assert previewed.said == before, "nothing changed, so there is nothing to say"
    preview.leave(channel)
    preview._changed.clear()
    for label in ("kim-satu", PORTAL, "kim-yang-tidak-ada"):
        preview.listen(label)
        assert not preview._changed.is_set(), label


def test_a_page_reloads_before_the_build_ends(
    previewed: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what is wrong by then; it is not told of what was wrong before."""
    preview = previewed.preview
    previewed.save("Salah: [")
    write(previewed.root, POST, "---\ntanggal: 2026-02-30\n---\nIsi.\n")
    preview.saved("")
    preview.build_once()
    channel = preview.listen("kim-satu")
    assert "date-invalid" in str(channel.get_nowait())
    heard = []

    def build_portal(*_: object) -> None:
        while not channel.empty():
            heard.append(channel.get_nowait())
        heard.append(("version", preview.version("kim-satu") != version))
        heard.append(("problems of a page that opens now", preview.problems()))

    monkeypatch.setattr("kimgen.build.Building.build_portal", build_portal)
    version = preview.version("kim-satu")
    previewed.save("Benar")
    preview.saved(POST.removeprefix("content/"))
    preview.build_once()
    assert heard == [
        ("problems", ""),
        ("reload", ""),
        ("version", True),
        ("problems of a page that opens now", ""),
    ]


def test_where_not_all_is_watched_an_open_page_chooses(previewed: Previewed) -> None:
    preview, watch = previewed.preview, previewed.watch()
    previewed.build()
    assert watch.chosen == frozenset()
    # somebody saved where nobody watched
    previewed.save("Tidak terdengar")
    channel = preview.listen("kim-satu")
    assert preview._changed.is_set()
    channel.get_nowait()
    assert previewed.build().changed == frozenset((f"{FOLDER}/kim-satu",))
    assert watch.chosen == {f"{FOLDER}/kim-satu"}
    assert [channel.get_nowait()[0] for _ in range(2)] == ["problems", "reload"]
    # a page reloads, or is hidden: that is no reason to look again
    preview.leave(channel)
    preview._changed.clear()
    preview.listen("kim-satu")
    assert not preview._changed.is_set()


def test_the_sites_opened_last_stay_watched(previewed: Previewed) -> None:
    preview, watch = previewed.preview, previewed.watch()
    labels = [f"kim-{number:02}" for number in range(RECENT + 2)]
    for label in labels:
        write_kim(previewed.root, label)
    previewed.build()
    preview.saved("")
    kept = preview.listen(labels[0])
    for label in labels[1:]:
        preview.leave(preview.listen(label))
    previewed.build()
    wanted = {labels[0], *labels[2:]}
    assert watch.chosen == {f"{FOLDER}/{label}" for label in wanted}
    previewed.build()  # of what is watched since the last one
    # one that is watched no more has to be looked at when it is opened again
    preview._changed.clear()
    preview.leave(kept)
    preview.listen(labels[1])
    assert previewed.build().changed == frozenset((f"{FOLDER}/{labels[1]}",))
    wanted = {labels[1], *labels[3:]}
    assert watch.chosen == {f"{FOLDER}/{label}" for label in wanted}


def test_a_site_that_is_not_known_is_looked_for_when_its_page_is_opened(
    previewed: Previewed,
) -> None:
    preview, watch = previewed.preview, previewed.watch()
    previewed.build()
    write_kim(previewed.root, "kim-tiga")
    channel = preview.listen("kim-tiga")
    channel.get_nowait()
    assert previewed.build().changed is None
    assert preview.folder("kim-tiga")
    assert watch.chosen == {f"{FOLDER}/kim-tiga"}, "known only after the build"
    assert preview._changed.is_set(), "so it is looked at once more"
    assert [channel.get_nowait()[0] for _ in range(2)] == ["problems", "reload"]


def test_with_only_those_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    previewed = _previewed(tmp_path, monkeypatch, ("kim-dua",))
    watch = previewed.watch()
    previewed.preview.listen("kim-satu")
    previewed.build()
    assert watch.chosen == {f"{FOLDER}/kim-dua"}


def test_a_long_build_gives_way_to_a_save(
    previewed: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody looks at is built first, and the rest afterwards: nothing is lost."""
    preview = previewed.preview
    labels = [f"kim-{number}" for number in range(6)]
    for label in labels:
        write_kim(previewed.root, label)
    preview.listen("kim-5")
    order: list[str] = []
    told = preview._built

    def built(label: str, *more: object) -> None:
        order.append(label)
        if len(order) == 2:  # while the second of them is built, somebody saves
            previewed.save("Mendadak", POST.replace("satu", "dua"))
            preview.listen("kim-dua")
            preview.saved(f"{FOLDER}/kim-dua/posts/x.md")
        told(label, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(preview, "_built", built)
    loop = threading.Thread(target=preview.loop, daemon=True)
    loop.start()
    preview.saved("")
    wait_for(lambda: PORTAL in order)
    preview.stop()
    loop.join(PATIENCE)
    assert order[0] == "kim-5"
    assert order[2] == "kim-dua"
    assert sorted(order) == sorted([PORTAL, "kim-dua", *labels])
    assert {*labels, "kim-satu", "kim-dua"} == preview.labels
