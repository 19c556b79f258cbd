"""The sample nation has what every other test and reader expects to find in it.

Read as plain files: nothing here needs kimgen, so a bug there cannot hide a gap here.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.support import ROOT

CONTENT = ROOT / "content"
KINDS = {
    "berita",
    "pengumuman",
    "agenda",
    "usulan",
    "klarifikasi",
    "lapak",
    "galeri",
    "dokumen",
}
ZONES = {
    **dict.fromkeys(("11", "13", "12", "18", "21", "32", "34", "35"), "WIB"),
    **dict.fromkeys(("51", "53", "63", "64", "73"), "WITA"),
    **dict.fromkeys(("81", "91", "96"), "WIT"),
}
PICTURES = {".jpg", ".png", ".webp"}


@cache
def _kims() -> dict[str, Path]:
    """Label -> folder."""
    return {path.parent.name: path.parent for path in sorted(CONTENT.glob("*/*/*/kim.yaml"))}


@cache
def _record(label: str) -> dict[str, object]:
    record = yaml.safe_load((_kims()[label] / "kim.yaml").read_text(encoding="utf-8"))
    assert isinstance(record, dict)
    return record


@cache
def _posts() -> tuple[tuple[Path, dict[str, object], str], ...]:
    """(file, front matter, body) of every post."""
    found = []
    for path in sorted(CONTENT.glob("*/*/*/posts/*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        found.append((path, yaml.safe_load(front), body))
    return tuple(found)


@cache
def _media() -> tuple[Path, ...]:
    return tuple(sorted(CONTENT.glob("*/*/*/media/*")))


def test_kims_stand_in_many_provinces_and_all_zones() -> None:
    provinces = {path.relative_to(CONTENT).parts[0][:2] for path in _kims().values()}
    assert len(_kims()) >= 16
    assert len(provinces) >= 11
    assert {ZONES[code] for code in provinces} == {"WIB", "WITA", "WIT"}


def test_a_village_has_three_kims_and_villages_of_every_rank() -> None:
    villages = Counter(path.parent.name for path in _kims().values())
    assert max(villages.values()) == 3
    assert {name[9] for name in villages} == {"1", "2", "3"}


def test_every_status_occurs() -> None:
    statuses = {_record(label)["status"] for label in _kims()}
    assert statuses == {"terdaftar", "menunggu", "nonaktif", "dicabut"}


def test_sites_of_every_size() -> None:
    sizes = {label: len(list((path / "posts").glob("*.md"))) for label, path in _kims().items()}
    assert max(sizes.values()) >= 25
    assert 0 in sizes.values()
    assert 2 in sizes.values()
    assert sum(sizes.values()) >= 120


def test_every_kind_of_post_and_each_of_its_states() -> None:
    fronts = [front for _, front, _ in _posts()]
    assert {front.get("jenis", "berita") for front in fronts} == KINDS
    assert {front.get("status") for front in fronts if front.get("jenis") == "usulan"} == {
        "masuk",
        "diteruskan",
        "ditindaklanjuti",
        "selesai",
        "ditolak",
    }
    assert {front.get("putusan") for front in fronts if "putusan" in front} == {
        "benar",
        "salah",
        "menyesatkan",
        "belum terbukti",
    }


def test_languages() -> None:
    languages = Counter(front.get("bahasa", "id") for _, front, _ in _posts())
    assert set(languages) == {"id", "jv", "su", "min", "ms-Arab"}
    assert min(languages[code] for code in ("jv", "su", "min")) >= 3


def test_jawi_posts_are_written_in_arabic_letters() -> None:
    for path, front, body in _posts():
        letters = re.findall(r"[^\W\d_]", body)
        arabic = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
        assert (arabic > len(letters) / 2) == (front.get("bahasa") == "ms-Arab"), path.name


def test_dates_lie_around_the_day_of_the_sample() -> None:
    days = [path.name[:10] for path, _, _ in _posts()]
    assert days.count("2026-11-24") >= 3
    assert min(days) >= "2025-09-01"
    assert sum(day > "2026-11-24" for day in days) == 1
    assert [path.name for path, front, _ in _posts() if "draf" in front] == [
        "2026-11-23-cerita-tukang-ketinting.md"
    ]


def test_pictures_are_many_and_the_whole_stays_small() -> None:
    pictures = [path for path in _media() if path.suffix in PICTURES]
    assert len(pictures) >= 40
    assert sum(path.stat().st_size for path in CONTENT.rglob("*") if path.is_file()) < 6_300_000


def test_every_media_file_is_used_and_every_mentioned_one_is_there() -> None:
    for folder in _kims().values():
        texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.md")]
        texts.append((folder / "kim.yaml").read_text(encoding="utf-8"))
        mentioned = set(re.findall(r"media/([\w.-]+\.\w+)", "\n".join(texts)))
        present = {path.name for path in (folder / "media").glob("*")}
        assert mentioned == present, folder.name


def test_photos_carry_orientation_and_place_as_phones_write_them() -> None:
    image = pytest.importorskip("PIL.Image", reason="reading EXIF needs Pillow")
    turned, placed = set(), 0
    for path in _media():
        if path.suffix == ".jpg":
            with image.open(path) as picture:
                exif = picture.getexif()
                turned.add(exif.get(0x0112, 1))
                placed += bool(exif.get_ifd(0x8825))
    assert turned == {1, 3, 6, 8}
    assert placed >= 3


def test_every_site_says_that_it_is_an_example_and_names_nobody() -> None:
    for label, folder in _kims().items():
        record = _record(label)
        assert "contoh" in str(record["deskripsi"]).lower(), label
        profile = (folder / "pages" / "profil.md").read_text(encoding="utf-8")
        assert "contoh" in profile.lower(), label
        officers = record["pengurus"]
        assert isinstance(officers, list)
        assert all(officer["nama"].endswith("(contoh)") for officer in officers), label


def test_telephone_numbers_belong_to_nobody() -> None:
    for path in CONTENT.rglob("*"):
        if path.suffix in {".md", ".yaml"}:
            for number in re.findall(r'whatsapp: "?(\d+)', path.read_text(encoding="utf-8")):
                assert re.fullmatch(r"(62|0)8?0{6,9}\d{1,2}", number), (path.name, number)
