"""Builds that follow each other in one process: what they look at, and what they tell.

That they write what a clean build writes is held by test_incremental.py.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kimgen.build import Building, Report, Settings
from kimgen.diagnostics import Diagnostic
from kimgen.rebuild import Again, Hint, kim_of, rebuild
from kimgen.registry import Record, Registry
from kimgen.release import PORTAL
from tests.support.preview import POST, VILLAGE, write, write_kim, write_nation

FOLDER = VILLAGE.removeprefix("content/")
SATU, DUA = f"{FOLDER}/kim-satu", f"{FOLDER}/kim-dua"


class Session:
    """One process, its nation and what it tells."""

    def __init__(self, root: Path, only: tuple[str, ...] = ()) -> None:
        self.root = write_nation(root)
        self.again = Again()
        self.told: list[str] = []
        self.only = only
        self.build(Hint())

    def build(self, hint: Hint) -> Report:
        self.told.clear()

        def told(label: str, _: list[Diagnostic]) -> None:
            self.told.append(label)

        settings = Settings(
            self.root / "content", self.root / "output", self.root / "themes", jobs=1,
            only=self.only, today=date(2026, 11, 24),
        )  # fmt: skip
        return rebuild(settings, self.again, hint, told)

    def page(self, label: str) -> str:
        return (self.root / f"output/{label}.kim.id/index.html").read_text("utf-8")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


def changed(*folders: str) -> Hint:
    return Hint(frozenset(folders))


def save(session: Session, title: str, path: str = POST) -> None:
    write(session.root, path, f"---\njudul: {title}\n---\nIsi.\n")


@pytest.fixture
def no_registry(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nation must not be read any more."""

    def read(*_: object, **__: object) -> None:
        pytest.fail("the nation was read")

    monkeypatch.setattr("kimgen.build.load_registry", read)


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("a/b/c/posts/x.md", "a/b/c"),
        ("a/b/c/media", "a/b/c"),
        ("a/b/c/catatan.txt", "a/b/c"),
        ("a/b/c/media/dalam/x.jpg", "a/b/c"),
        ("a/b/c/kim.yaml", None),
        ("a/b/c", None),
        ("a/b/desa.yaml", None),
        ("a/b", None),
        ("portal.yaml", None),
        ("peta/batas.geojson", None),
        ("", None),
    ],
)
def test_what_stays_within_a_kim(path: str, folder: str | None) -> None:
    assert kim_of(path) == folder


def test_a_post_is_built_without_reading_the_nation(session: Session, no_registry: None) -> None:
    save(session, "Judul baru")
    report = session.build(changed(SATU))
    assert report.built == ["kim-satu"]
    assert report.kept == ["kim-dua"]
    assert session.told == ["kim-satu", PORTAL]
    assert "Judul baru" in session.page("kim-satu")
    # the other is not looked at, though it changed: nobody said so
    save(session, "Lain", POST.replace("satu", "dua"))
    assert session.build(changed(SATU)).built == []
    assert session.told == []
    assert session.build(changed(SATU, DUA)).built == ["kim-dua"]


def test_days_pass_also_where_nothing_is_saved(session: Session, no_registry: None) -> None:
    (session.root / "output/kim-dua.kim.id/index.html").unlink()
    report = session.build(changed())
    assert report.reasons == {"kim-dua": ("missing",)}


def test_what_is_not_told_of_is_found_when_everything_is_looked_at(session: Session) -> None:
    save(session, "Lain", POST.replace("satu", "dua"))
    assert session.build(Hint()).built == ["kim-dua"]


def test_a_record_that_changed_unheard_is_not_taken_for_the_new_one(session: Session) -> None:
    """Its folder's id is new with the post: were it kept with the record of before, nobody would
    read the new one any more."""
    kim = f"{VILLAGE}/kim-satu/kim.yaml"
    text = (session.root / kim).read_text("utf-8")
    save(session, "Judul baru")
    write(session.root, kim, text.replace("KIM Satu", "KIM Bernama Baru"))
    session.build(changed(SATU))
    assert "KIM Bernama Baru" in session.page("kim-satu")
    write(session.root, kim, text.replace("KIM Satu", "["))
    save(session, "Judul lagi")
    assert session.build(changed(SATU)).failed == ["kim-satu"]
    (session.root / kim).unlink()
    assert [item.code for item in session.build(changed(SATU)).found] == ["kim-yaml-missing"]


def test_a_village_that_changed_unheard_is_read(session: Session) -> None:
    assert "Kampung Pariangan" not in session.page("kim-satu")
    write(session.root, f"{VILLAGE}/desa.yaml", "sebutan: kampung\n")
    save(session, "Judul baru")
    session.build(changed(SATU))
    assert "Kampung Pariangan" in session.page("kim-satu")


def test_a_kim_that_is_not_known_makes_it_look_at_all(session: Session) -> None:
    write_kim(session.root, "kim-tiga")
    assert session.build(changed(f"{FOLDER}/kim-tiga")).built == ["kim-tiga"]
    assert session.again.folders["kim-tiga"] == f"{FOLDER}/kim-tiga"


def test_findings_of_before_are_said_again(session: Session) -> None:
    write(session.root, f"{VILLAGE}/catatan.txt", "x")
    write(session.root, POST.replace("satu", "dua"), "---\ntanggal: 2026-02-30\n---\nIsi.\n")
    first = session.build(Hint())
    assert {"file-unexpected", "date-invalid"} <= {item.code for item in first.found}
    save(session, "Judul baru")
    again = session.build(changed(SATU))
    assert again.built == ["kim-satu"]
    assert again.found == first.found


def test_after_a_bug_everything_is_looked_at(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("rusak")

    save(session, "Judul baru")
    for place in ("kimgen.site.make_site", "kimgen.build.Building.keep"):
        with monkeypatch.context() as patch:
            patch.setattr(place, broken)
            if place.endswith("keep"):
                with pytest.raises(RuntimeError):
                    session.build(changed(SATU))
            else:
                assert session.build(changed(SATU)).exit_code == 3
        # nobody tells of it again
        session.build(changed())
        assert "Judul baru" in session.page("kim-satu")
        save(session, "Judul baru: lagi")


def test_what_somebody_looks_at_comes_first(session: Session) -> None:
    write(session.root, "content/portal.yaml", "judul: Portal lain\ncontoh: tidak\n")
    session.build(Hint(None, frozenset(("kim-satu",))))
    assert session.told == ["kim-satu", "kim-dua", PORTAL]


def test_a_site_is_built_once_to_be_remembered(session: Session, no_registry: None) -> None:
    session.again.memory.__init__()  # type: ignore[misc]
    hint = Hint(frozenset(), frozenset(), frozenset(("kim-satu", "kim-lain")))
    report = session.build(hint)
    assert (report.built, report.reasons, report.files_written) == (["kim-satu"], {}, 0)
    assert session.told == []
    assert session.build(hint).built == []


def test_only_those_that_are_asked_for(tmp_path: Path) -> None:
    session = Session(tmp_path, only=("kim-dua",))
    save(session, "Judul baru")
    assert session.build(changed(SATU)).built == []
    save(session, "Lain", POST.replace("satu", "dua"))
    assert session.build(changed(SATU, DUA)).built == ["kim-dua"]
    assert session.told == ["kim-dua"]


def test_a_theme_that_changes_during_a_build_and_back(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The theme that a job has read is not taken for the one that its build had seen."""

    def save_theme(word: str) -> None:
        page = f"<!doctype html><title>x</title><body>{word}</body>"
        write(session.root, "themes/khusus/templates/404.html", page)

    def usable(building: Building, registry: Registry) -> list[Record]:
        save_theme("dua")
        return seen(building, registry)

    write(session.root, "content/portal.yaml", "judul: Portal\ntema: khusus\n")
    seen = Building.usable
    save_theme("satu")
    with monkeypatch.context() as patch:
        patch.setattr(Building, "usable", usable)
        session.build(Hint())
    for word in ("dua", "satu"):
        save_theme(word)
        session.build(Hint())
        page = session.root / "output/kim-satu.kim.id/404.html"
        assert f"<body>{word}" in page.read_text("utf-8")
