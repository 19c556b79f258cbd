"""`kimgen new kim` and `kimgen new post`: what they write passes validation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kimgen.commands.new import new
from kimgen.diagnostics import Severity
from kimgen.frontmatter import parse_post, parse_yaml
from kimgen.load import load_site
from kimgen.model import POST_KINDS, Portal, Post
from kimgen.registry import load_registry
from kimgen.scaffold import kim_text, one_line, post_name, post_text, profile_text
from kimgen.validate import validate_kim, validate_page, validate_post, village

CODE = "64.02.06.1005"
FOLDER = "64.02-kutai-kartanegara/64.02.06.1005-melayu"
MELAYU, _ = village(CODE, None)


def _new(*args: str | Path, answers: str = "") -> Result:
    return CliRunner().invoke(new, [str(arg) for arg in args], input=answers)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


@pytest.fixture
def kim(content: Path) -> Path:
    result = _new("kim", "--village", CODE, "--label", "kim-melayu", "--yes", "--content", content)
    assert result.exit_code == 0, result.output
    return content / FOLDER / "kim-melayu"


# --- new kim ------------------------------------------------------------------------


def test_a_new_kim_is_read_without_a_finding(content: Path, kim: Path) -> None:
    registry = load_registry(content)
    assert registry.found == ()
    (record,) = registry.kims
    assert (record.label, record.name, record.status) == ("kim-melayu", "KIM Melayu", "menunggu")
    files = load_site(content, record)
    assert files.found == ()
    (profile,) = files.pages
    page, body, found = validate_page(profile)
    assert found == ()
    assert page is not None
    assert page.title == "Tentang KIM Melayu"
    assert "Kelurahan Melayu" in body


def test_number_and_decree_make_it_live(content: Path) -> None:
    args = ("--number", "640206100501", "--decree", "188/12/2025", "--yes", "--content", content)
    assert _new("kim", "--village", CODE, *args).exit_code == 0
    (record,) = load_registry(content).kims
    assert record.is_live
    assert record.decree is not None
    assert record.decree.number == "188/12/2025"


def test_a_village_is_chosen_by_number(content: Path) -> None:
    result = _new("kim", "--village", "melayu", "--within", "tenggarong", "--content", content,
                  answers="KIM Tepian\n2\n")  # fmt: skip
    assert result.exit_code == 0, result.output
    (record,) = load_registry(content).kims
    assert record.village.code == CODE
    assert record.name == "KIM Tepian"
    assert record.label == "kim-melayu", "the second offer"


def test_everything_is_asked(content: Path) -> None:
    answers = "cibuntu\n99\n2\n\nwww\nkim-cibuntu-jaya\n"
    result = _new("kim", "--content", content, answers=answers)
    assert result.exit_code == 0, result.output
    for shown in ("1. Desa Cibuntu", "Kecamatan", "Kabupaten", "Tulis angka", "sudah dipesan"):
        assert shown in " ".join(result.output.split())
    (record,) = load_registry(content).kims
    assert (record.label, record.name) == ("kim-cibuntu-jaya", "KIM Cibuntu")


@pytest.mark.parametrize("flags", [("--yes",), ()])
def test_an_ambiguous_village_lists_the_matches(content: Path, flags: tuple[str, ...]) -> None:
    result = _new("kim", "--village", "sidomulyo", *flags, "--content", content)
    assert result.exit_code == 2
    text = " ".join(result.stderr.split())
    assert "1. " in text
    assert "Kecamatan" in text
    assert "--within" in text
    assert list(content.iterdir()) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("6402061005", "64.02.06.1005"),
        ("64.02.06.9999", "Tidak ada desa dengan kode"),
        ("qqqqzzzz", "Tidak ada desa bernama"),
    ],
)
def test_a_village_that_is_none_is_refused(content: Path, query: str, said: str) -> None:
    result = _new("kim", "--village", query, "--yes", "--content", content)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_labels_in_use_are_neither_offered_nor_taken(content: Path, kim: Path) -> None:
    again = _new("kim", "--village", CODE, "--yes", "--content", content)
    assert again.exit_code == 0, again.output
    labels = {record.label for record in load_registry(content).kims}
    assert len(labels) == 2
    for label in ("kim-melayu", "www", "Kim_X", "kominf0"):
        result = _new("kim", "--village", CODE, "--label", label, "--yes", "--content", content)
        assert result.exit_code == 2, label
        assert "masih bebas" in " ".join(result.stderr.split())


def test_reserved_names_of_the_portal_are_respected(content: Path) -> None:
    text = "label:\n  reserved: [kim-melayu]\n"
    (content / "portal.yaml").write_text(text, encoding="utf-8")
    assert _new("kim", "--village", CODE, "--yes", "--content", content).exit_code == 0
    (record,) = load_registry(content).kims
    assert record.label != "kim-melayu"


def test_existing_folders_are_used(content: Path) -> None:
    there = content / "64.02-kab-kutai-kartanegara" / "64.02.06.1005-kelurahan-melayu"
    there.mkdir(parents=True)
    assert _new("kim", "--village", CODE, "--yes", "--content", content).exit_code == 0
    assert [path.name for path in there.iterdir()] == ["kim-melayu"]


def test_a_folder_with_something_in_it_is_not_touched(content: Path) -> None:
    folder = content / FOLDER / "kim-lama"
    folder.mkdir(parents=True)
    (folder / "catatan.txt").write_text("x", encoding="utf-8")
    result = _new("kim", "--village", CODE, "--label", "kim-lama", "--yes", "--content", content)
    assert result.exit_code == 2
    assert [path.name for path in folder.iterdir()] == ["catatan.txt"]


@given(st.text(max_size=80))
def test_any_name_makes_a_record_that_is_read(name: str) -> None:
    name = one_line(name)
    document = parse_yaml(kim_text(name or "KIM", "640206100501", name).encode(), "kim.yaml")
    record, found = validate_kim(document, f"{FOLDER}/kim-melayu", MELAYU, Portal())
    assert [item for item in found if item.severity is Severity.ERROR] == []
    assert record is not None
    assert record.name == (name or "KIM")
    page, _, found = validate_page(parse_post(profile_text(name, "Desa X").encode(), "profil.md"))
    assert page is not None
    assert found == ()


def test_every_optional_field_of_a_record_can_be_switched_on() -> None:
    text = "".join(
        line.removeprefix("# ") + "\n"
        for line in kim_text("KIM Melayu").splitlines()
        if not line.startswith(("# Data", "# Boleh", "# Ganti"))
    )
    document = parse_yaml(text.encode(), "kim.yaml")
    record, found = validate_kim(document, f"{FOLDER}/kim-melayu", MELAYU, Portal())
    assert found == ()
    assert record is not None
    assert record.officers
    assert record.decree is not None


# --- new post -----------------------------------------------------------------------


def _read(text: str, name: str = "2026-11-24-x.md") -> Post:
    read = validate_post(parse_post(text.encode(), f"posts/{name}"), MELAYU, Portal())
    assert read.found == ()
    assert read.post is not None
    return read.post


@pytest.mark.parametrize("kind", POST_KINDS)
def test_a_new_post_of_every_kind_passes(content: Path, kim: Path, kind: str) -> None:
    result = _new("post", "kim-melayu", "--title", "Panen: Raya #1", "--kind", kind,
                  "--date", "24-11-2026 10.30", "--content", content)  # fmt: skip
    assert result.exit_code == 0, result.output
    path = kim / "posts" / "2026-11-24-panen-raya-1.md"
    assert path.name in result.output
    post = _read(path.read_text(encoding="utf-8"), path.name)
    assert (post.kind, post.title) == (kind, "Panen: Raya #1")
    assert (post.when.date, post.when.time) == (dt.date(2026, 11, 24), dt.time(10, 30))


@pytest.mark.parametrize("kind", POST_KINDS)
def test_every_optional_field_of_a_post_can_be_switched_on(kind: str) -> None:
    text = post_text(kind, "Judul", "2026-11-24 10.30")
    lines = [
        line.removeprefix("# ")
        for line in text.split("\n")
        if not line.startswith(("# Ganti", "# Boleh", "# Hapus"))
    ]
    _read("\n".join(lines))


@settings(max_examples=300)
@given(st.text(max_size=120), st.sampled_from(POST_KINDS))
def test_any_title_reads_back_as_it_was(title: str, kind: str) -> None:
    title = one_line(title) or "x"
    assert _read(post_text(kind, title, "2026-11-24")).title == title


@pytest.mark.parametrize(
    "title",
    ['"Kutip" di awal', "- strip", "no", "33.10", "0812", "&Kopi", "!Penting", "Jum'at #1",
     "a: b", "---", "# pagar", "tr\\ue", "قريه کامي", "12:30:45", "[x]", "{hari-1}", "null", "* *"],
)  # fmt: skip
def test_titles_that_yaml_would_take_for_something_else(title: str) -> None:
    assert _read(post_text("berita", title, "2026-11-24")).title == title


def test_values_may_be_given(content: Path, kim: Path) -> None:
    result = _new("post", "kim-melayu", "--title", "Madu", "--kind", "lapak", "--date",
                  "2026-11-24", "--set", "harga=Rp 35.000", "--set", "whatsapp=0812-3456-7890",
                  "--set", "satuan=botol", "--content", content)  # fmt: skip
    assert result.exit_code == 0, result.output
    text = (kim / "posts" / "2026-11-24-madu.md").read_text(encoding="utf-8")
    detail = _read(text).detail
    assert repr(detail) == (
        "Product(price=35000, unit='botol', whatsapp='6281234567890', stock='')"
    )
    assert "# satuan" not in text


def test_a_value_that_breaks_the_post_is_refused(content: Path, kim: Path) -> None:
    result = _new("post", "kim-melayu", "--title", "Rapat", "--kind", "agenda",
                  "--set", "mulai=besok", "--content", content)  # fmt: skip
    assert result.exit_code == 2
    assert "date-invalid" in result.stderr
    assert not list((kim / "posts").glob("*.md"))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("kim-melay", "--title", "x"), "kim-melayu"),
        (("kim-melayu", "--title", "x", "--kind", "brita"), "berita"),
        (("kim-melayu", "--title", "x", "--date", "31 Februari 2026"), "tidak ada di bulan"),
        (("kim-melayu", "--title", "x", "--set", "tempt=y", "--kind", "agenda"), "tempat"),
        (("kim-melayu", "--title", " "), "--title"),
        (("kim-melayu",), "--title"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_hint(
    content: Path, kim: Path, args: tuple[str, ...], said: str
) -> None:
    result = _new("post", *args, "--content", content)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert not list((kim / "posts").glob("*.md"))


def test_a_document_waits_for_its_file(content: Path, kim: Path) -> None:
    args = ("post", "kim-melayu", "--title", "Perdes", "--kind", "dokumen", "--content", content)
    assert _new(*args, "--date", "2026-11-24").exit_code == 0
    text = (kim / "posts" / "2026-11-24-perdes.md").read_text(encoding="utf-8")
    assert _read(text).draft
    named = (*args, "--date", "2026-11-25", "--set", "berkas=perdes.pdf")
    assert _new(*named).exit_code == 2
    (kim / "media" / "perdes.pdf").write_bytes(b"%PDF-1.4")
    assert _new(*named).exit_code == 0
    text = (kim / "posts" / "2026-11-25-perdes-2.md").read_text(encoding="utf-8")
    assert not _read(text).draft


def test_a_missing_content_folder_is_refused(tmp_path: Path) -> None:
    for command in (("kim", "--yes", "--village", CODE), ("post", "kim-x", "--title", "x")):
        result = _new(*command, "--content", tmp_path / "none")
        assert result.exit_code == 2
        assert "kimgen init" in " ".join(result.stderr.split())


def test_nothing_is_overwritten(content: Path, kim: Path) -> None:
    for _ in range(3):
        args = ("--title", "Panen", "--date", "2026-11-24", "--content", content)
        assert _new("post", "kim-melayu", *args).exit_code == 0
    names = sorted(path.name for path in (kim / "posts").glob("*.md"))
    assert names == [
        "2026-11-24-panen-2.md", "2026-11-24-panen-3.md", "2026-11-24-panen.md",
    ]  # fmt: skip


def test_addresses_of_other_days_are_taken_too() -> None:
    day = dt.date(2026, 11, 24)
    assert post_name(day, "Panen", ["2026-01-02-panen.md"]) == "2026-11-24-panen-2.md"
    assert post_name(day, "Panen", ["panen.md"]) == "2026-11-24-panen-2.md"
    assert post_name(day, "قريه", []) == "2026-11-24-tulisan.md"


def test_a_post_without_a_date_is_dated_today(content: Path, kim: Path) -> None:
    assert _new("post", "kim-melayu", "--title", "Kini", "--content", content).exit_code == 0
    (path,) = (kim / "posts").glob("*.md")
    now = dt.datetime.now(dt.timezone(dt.timedelta(hours=8)))
    written = _read(path.read_text(encoding="utf-8"), path.name).when.date
    assert abs(written - now.date()) <= dt.timedelta(days=1)


def test_prompts_and_reports_fit_a_narrow_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.chdir(tmp_path)
    Path("content").mkdir()
    result = _new("kim", "--village", "cibuntu", answers="2\n\n\n")
    assert result.exit_code == 0, result.output
    wide = [line for line in result.output.splitlines() if len(line) > 40 and " " in line.strip()]
    assert wide == []
