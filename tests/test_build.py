"""Whole builds of little nations: same bytes everywhere, trouble stays at home."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kimgen import atomic, regionlinks, render
from kimgen.build import Report, Settings, build
from kimgen.plan import PagePlan
from kimgen.templating import ThemeEnvironment
from kimgen.write import manifest_path, read_manifest

TODAY = date(2026, 11, 24)
VILLAGE = "content/13.04-tanah-datar/13.04.09.2005-pariangan"

KIM = """nama: KIM {name}
nomor_induk: "130409200501"
status: terdaftar
sk: {{nomor: "1/2025", tanggal: 2025-03-01}}
deskripsi: Contoh.
"""


def write(root: Path, path: str, text: str) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    """Two KIMs in one village, five posts each."""
    write(tmp_path, "content/portal.yaml", "judul: Portal\ncontoh: ya\n")
    for label in ("kim-satu", "kim-dua"):
        write(tmp_path, f"{VILLAGE}/{label}/kim.yaml", KIM.format(name=label[4:].title()))
        write(tmp_path, f"{VILLAGE}/{label}/pages/profil.md", "---\njudul: Profil\n---\nKami.\n")
        for day in range(1, 6):
            text = f"---\njudul: Kabar {day}\ntag: [padi]\n---\nIsi **kabar** {day}.\n"
            write(tmp_path, f"{VILLAGE}/{label}/posts/2026-11-{day:02}-kabar-{day}.md", text)
    return tmp_path


def make(root: Path, **settings: object) -> Report:
    values: dict[str, object] = {
        "content": root / "content",
        "output": root / "output",
        "today": TODAY,
        "jobs": 1,
        **settings,
    }
    return build(Settings(**values))  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, str]:
    """path -> digest of every published file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".kimgen" not in path.parts
    }


def codes(report: Report) -> list[str]:
    return [item.code for item in report.found]


def test_a_clean_nation_builds(nation: Path) -> None:
    report = make(nation)
    assert (report.exit_code, codes(report)) == (0, [])
    assert sorted(report.built) == ["kim-dua", "kim-satu"]
    assert report.posts == 10
    assert (nation / "output" / "kim-satu.kim.id" / "berita" / "kabar-1.html").is_file()
    assert (nation / "output" / "kim.id" / "desa" / "13.04.09.2005.html").is_file()


@pytest.mark.parametrize(
    ("zone", "lang", "jobs"),
    [("Asia/Jayapura", "C", "4"), ("America/New_York", "tr_TR.UTF-8", "1")],
)
def test_the_same_bytes_anywhere(
    nation: Path, tmp_path: Path, zone: str, lang: str, jobs: str
) -> None:
    make(nation)
    other = tmp_path / "elsewhere" / "deep"
    other.mkdir(parents=True)
    command = [
        sys.executable, "-m", "kimgen", "build", "--today", "2026-11-24", "--jobs", jobs,
        "--content", str(nation / "content"), "--output", str(other / "out"),
    ]  # fmt: skip
    env = {**os.environ, "TZ": zone, "LANG": lang, "LC_ALL": lang, "PYTHONHASHSEED": "7"}
    done = subprocess.run(command, cwd=other, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(other / "out") == tree(nation / "output")


def test_a_second_build_keeps_everything(nation: Path) -> None:
    make(nation)
    before = {p: p.stat().st_mtime_ns for p in (nation / "output").rglob("*.html")}
    report = make(nation)
    assert sorted(report.kept) == ["kim-dua", "kim-satu"]
    assert report.built == []
    assert report.files_written == 0
    assert {p: p.stat().st_mtime_ns for p in (nation / "output").rglob("*.html")} == before


Edit = Callable[[Path], object]


def _add(root: Path) -> None:
    write(root, f"{VILLAGE}/kim-satu/posts/2026-11-20-baru.md", "---\njudul: Baru\n---\nIsi.\n")


def _change(root: Path) -> None:
    write(root, f"{VILLAGE}/kim-satu/posts/2026-11-01-kabar-1.md", "---\njudul: Lain\n---\nLain.\n")


def _remove(root: Path) -> None:
    (root / f"{VILLAGE}/kim-dua/posts/2026-11-05-kabar-5.md").unlink()


def _rename(root: Path) -> None:
    old = root / f"{VILLAGE}/kim-dua/posts/2026-11-04-kabar-4.md"
    old.rename(old.with_name("2026-11-04-ganti-nama.md"))


def _move(root: Path) -> None:
    old = root / f"{VILLAGE}/kim-dua/posts/2026-11-03-kabar-3.md"
    old.rename(root / f"{VILLAGE}/kim-satu/posts/2026-11-03-pindahan.md")


def _setting(root: Path) -> None:
    write(root, "content/portal.yaml", "judul: Portal lain\ncontoh: tidak\n")


def test_an_incremental_build_equals_a_clean_one(nation: Path) -> None:
    make(nation)
    for edit in (_add, _change, _remove, _rename, _move, _setting):
        edit(nation)
        make(nation)
        make(nation, output=nation / edit.__name__)
        assert tree(nation / "output") == tree(nation / edit.__name__), edit.__name__


def test_a_broken_post_is_left_out_and_the_rest_builds(nation: Path) -> None:
    path = f"{VILLAGE}/kim-satu/posts/2026-11-09-salah.md"
    write(nation, path, "---\njudul: Salah\ntanggal: 2026-02-30\n---\nIsi.\n")
    report = make(nation)
    assert report.exit_code == 1
    (item,) = report.found
    at = item.location
    assert (item.code, at.path, at.line, at.column) == ("date-invalid", path, 3, 10)
    site = nation / "output" / "kim-satu.kim.id"
    assert not (site / "berita" / "salah.html").exists()
    assert (site / "berita" / "kabar-1.html").is_file()


def test_a_broken_record_leaves_what_is_live(nation: Path) -> None:
    make(nation)
    before = tree(nation / "output" / "kim-satu.kim.id")
    write(nation, f"{VILLAGE}/kim-satu/kim.yaml", "nama: [\n  x: {{{\n")
    report = make(nation)
    assert report.exit_code == 1
    assert report.failed == ["kim-satu"]
    assert tree(nation / "output" / "kim-satu.kim.id") == before


def test_a_folder_that_cannot_be_read_leaves_what_is_live(nation: Path) -> None:
    """Nothing is known of its posts: they are not gone."""
    make(nation)
    before = tree(nation / "output" / "kim-satu.kim.id")
    posts = nation / f"{VILLAGE}/kim-satu/posts"
    posts.rename(nation / "elsewhere")
    posts.symlink_to(nation / "elsewhere")
    report = make(nation)
    assert (report.exit_code, report.failed) == (1, ["kim-satu"])
    assert codes(report) == ["file-unreadable"]
    assert tree(nation / "output" / "kim-satu.kim.id") == before


def test_what_the_machine_refuses_publishes_nothing(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(nation)
    before = tree(nation / "output")
    _add(nation)
    _move(nation)
    create = atomic.create

    def full(target: str, content: bytes) -> None:
        if "kim-dua" in target:
            raise OSError(errno.ENOSPC, "full", target)
        create(target, content)

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "create", full)
        with pytest.raises(OSError, match="full"):
            make(nation)
    assert tree(nation / "output") == before
    make(nation)
    assert tree(nation / "output") == tree(_clean(nation))


def test_names_that_are_too_long_for_the_disk_cost_their_site_alone(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = atomic.create

    def refuse(target: str, content: bytes) -> None:
        if "kim-dua" in target:
            raise OSError(errno.ENAMETOOLONG, "too long", target)
        create(target, content)

    monkeypatch.setattr(atomic, "create", refuse)
    report = make(nation)
    assert (report.exit_code, report.failed) == (1, ["kim-dua"])
    assert "kim-satu" in report.built


def test_a_broken_portal_file_is_fatal(nation: Path) -> None:
    write(nation, "content/portal.yaml", "contoh: barangkali\n")
    report = make(nation)
    assert report.exit_code == 2
    assert codes(report) == ["value-invalid"]


def test_a_label_taken_twice_names_both_files(nation: Path) -> None:
    other = "content/51.03-badung/51.03.01.1003-kedonganan/kim-satu"
    write(nation, f"{other}/kim.yaml", KIM.format(name="Lain"))
    report = make(nation)
    found = [item for item in report.found if item.code == "label-taken"]
    places = {item.location.path for item in found}
    assert places == {f"{VILLAGE}/kim-satu/kim.yaml", f"{other}/kim.yaml"}
    assert dict(found[0].params)["other"] in places


def test_check_writes_nothing(nation: Path) -> None:
    before = sorted(nation.rglob("*"))
    report = make(nation, output=None)
    assert report.exit_code == 0
    assert [p for p in sorted(nation.rglob("*")) if ".kimgen" not in p.parts] == [
        p for p in before if ".kimgen" not in p.parts
    ]


def test_only_builds_what_it_names(nation: Path) -> None:
    report = make(nation, only=("kim-satu",))
    assert report.built == ["kim-satu"]
    assert make(nation, only=("kim-sato",)).exit_code == 2


def test_a_post_rewrites_only_the_portal_pages_that_show_its_kim(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages of its village and of the regions above it; not those of another province."""
    far = "content/64.02-kutai-kartanegara/64.02.06.1005-melayu/kim-jauh"
    write(nation, f"{far}/kim.yaml", KIM.format(name="Jauh"))
    write(nation, f"{far}/posts/2026-11-02-jauh.md", "---\njudul: Jauh\n---\nIsi.\n")
    make(nation)
    made: list[str] = []
    render_page = render.render_page

    def seen(plan: PagePlan, env: ThemeEnvironment) -> str:
        made.append(plan.path)
        return render_page(plan, env)

    monkeypatch.setattr(render, "render_page", seen)
    write(nation, f"{VILLAGE}/kim-satu/posts/2026-11-07-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    report = make(nation)
    assert report.built == ["kim-satu"]
    regions = [path for path in made if path.partition("/")[0] in regionlinks.FOLDERS.values()]
    assert sorted(regions) == [
        "desa/13.04.09.2005.html",
        "kabupaten/13.04.html",
        "kecamatan/13.04.09.html",
        "provinsi/13.html",
    ]
    assert tree(nation / "output") == tree(_clean(nation))
    assert "provinsi/64.html" in read_manifest(manifest_path(nation / "output", "kim.id"))


def _clean(nation: Path) -> Path:
    """The same nation built from nothing."""
    make(nation, output=nation / "clean")
    return nation / "clean"
