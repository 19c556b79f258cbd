"""Findings that no folder of files can show: rights, what a job hands on, mended lines."""

from __future__ import annotations

import errno
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from kimgen import load, messages
from kimgen.contained import read_file
from kimgen.diagnostics import Diagnostic, Severity
from kimgen.frontmatter import Document, parse_post, parse_yaml
from kimgen.markdown import engine
from kimgen.model import Hosts, Kim, Portal
from kimgen.site import Options, SiteSource, make_site
from kimgen.validate import read_post, validate_kim, validate_post, village

MELAYU, _ = village("64.02.06.1005", None)
PATH = "content/a/b/kim-melayu/posts/2026-11-24-rapat.md"


def _of_post(front: str, path: str = PATH) -> list[tuple[str, int, int]]:
    document = parse_post(f"---\n{front}\n---\nIsi.\n".encode(), path)
    return _places(validate_post(document, MELAYU, Portal(categories=("a",))).found)


def _places(found: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(item.code, item.location.line, item.location.column) for item in found]


# --- one broken line, one message ------------------------------------------------------


def test_what_comes_of_a_mended_line_is_not_told() -> None:
    assert _of_post("judul: Rapat\nkategori: *a") == [("yaml-mended", 3, 1)]


def test_an_error_on_a_mended_line_is_told_in_its_place() -> None:
    assert _of_post("judul: Rapat\ntanggal: besok: pagi") == [("date-invalid", 3, 10)]


def test_other_lines_keep_their_findings() -> None:
    front = "judul: Rapat: kedua\nkategori: b"
    assert _of_post(front) == [("yaml-mended", 2, 1), ("category-unknown", 3, 11)]


def test_a_line_out_of_place_is_told_its_spaces() -> None:
    document = parse_post(b"---\njudul: Rapat\n  tag: a\n---\n", PATH)
    (found,) = document.found
    assert messages.text(found)[1] == "Banyaknya spasi di awal baris ini seharusnya 0."


def test_an_empty_value_is_one_missing_field() -> None:
    front = "judul: Rapat\njenis: agenda\nmulai:"
    assert [code for code, _, _ in _of_post(front)] == ["field-missing"]


# --- dates of file names ---------------------------------------------------------------


def test_a_bad_date_in_the_name_is_an_error_where_no_other_is_given() -> None:
    document = parse_post(b"---\njudul: Rapat\n---\nIsi.\n", PATH.replace("-11-", "-13-"))
    read = validate_post(document, MELAYU, Portal())
    assert read.post is None
    (found,) = read.found
    assert (found.code, found.severity) == ("file-name-date", Severity.ERROR)
    assert "2026-11-24-rapat.md" in messages.text(found)[1]


# --- places of words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("kategori: [a, b]", 15),
        ("kategori: a,  b", 15),
        ('kategori: "b"', 11),
        ("kategori: b", 11),
        ("kategori: [a, 'b']", 15),
    ],
)
def test_a_word_of_a_list_is_pointed_at(line: str, column: int) -> None:
    assert _of_post(f"judul: Rapat\n{line}") == [("category-unknown", 3, column)]


def test_a_record_without_its_name_is_told_of_as_a_whole() -> None:
    document = parse_yaml(b"status: menunggu\n", "content/kim.yaml")
    _, found = validate_kim(document, "a/b/kim-melayu", MELAYU, Portal())
    assert _places(found) == [("field-missing", 0, 0)]


# --- media -----------------------------------------------------------------------------


def _site(front: str, body: str, unusable: frozenset[str], logo: str = "") -> list[Diagnostic]:
    kim = Kim(label="kim-melayu", folder="a/b/kim-melayu", village=MELAYU, name="KIM", logo=logo)
    post = parse_post(f"---\n{front}\n---\n\n{body}\n".encode(), PATH)
    read = read_post(post, kim, Portal())
    source = SiteSource(kim, Portal(), Hosts(), (read,), (), (), unusable=unusable)
    return list(make_site(source, Options(date(2026, 11, 24)), engine("auto"))[1])


def test_a_picture_that_is_broken_is_not_missing_as_well() -> None:
    front, body = "judul: Rapat\ngambar: panen.jpg", "![Panen](media/panen%20raya.jpg)"
    assert _places(_site(front, body, frozenset())) == [
        ("picture-missing", 6, 10),
        ("picture-missing", 3, 9),
    ]
    broken = frozenset(("media/panen.jpg", "media/panen raya.jpg"))
    assert _site(front, body, broken) == []


def test_each_photo_of_an_album_has_its_place() -> None:
    front = "judul: Rapat\njenis: galeri\nfoto:\n  - a.jpg\n  - {berkas: b.jpg, keterangan: x}"
    assert _places(_site(front, "", frozenset())) == [
        ("picture-missing", 5, 5),
        ("picture-missing", 6, 14),
    ]


def test_a_missing_logo_is_told() -> None:
    (found,) = _site("judul: Rapat", "", frozenset(), "media/logo.png")
    assert found.code == "picture-missing"
    assert found.location.path == "content/a/b/kim-melayu/kim.yaml"
    assert _site("judul: Rapat", "", frozenset(("media/logo.png",)), "media/logo.png") == []


# --- files that cannot be read -----------------------------------------------------------


def _kim(folder: str = "a/b/kim-melayu") -> Kim:
    return Kim(label="kim-melayu", folder=folder, village=MELAYU, name="KIM")


def _loaded(content: Path) -> list[tuple[str, str, str]]:
    """What is told of a KIM from which nothing may be published."""
    with pytest.raises(load.Unreliable) as told:
        load.load_site(content, _kim())
    assert not told.value.torn
    found = told.value.found
    return [(i.location.path, i.code, dict(i.params).get("reason", "")) for i in found]


def test_a_linked_folder_is_not_read(tmp_path: Path) -> None:
    kim = tmp_path / "a" / "b" / "kim-melayu"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "2026-11-24-rahasia.md").write_text("---\njudul: x\n---\n")
    kim.mkdir(parents=True)
    (kim / "posts").symlink_to(tmp_path / "elsewhere")
    (kim / "media").write_text("not a folder")
    assert _loaded(tmp_path) == [
        ("content/a/b/kim-melayu/media", "file-unreadable", "ENOTDIR"),
        ("content/a/b/kim-melayu/posts", "file-unreadable", "ELOOP"),
    ]


def test_a_folder_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b" / "kim-melayu" / "posts").mkdir(parents=True)
    scan = os.scandir

    def refused(path: Path) -> object:
        if Path(path).name == "posts":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert _loaded(tmp_path) == [("content/a/b/kim-melayu/posts", "file-unreadable", "EACCES")]


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EIO, errno.ENOMEM])
@pytest.mark.parametrize("what", ["scandir", "open"])
def test_what_the_machine_refuses_is_no_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, what: str
) -> None:
    """Else a site would lose its posts to a full table of open files."""
    posts = tmp_path / "a" / "b" / "kim-melayu" / "posts"
    posts.mkdir(parents=True)
    (posts / "2026-11-24-kabar.md").write_text("---\njudul: x\n---\n")

    def refuse(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, what, refuse)
    with pytest.raises(OSError, match=re.escape(os.strerror(number))):
        load.load_site(tmp_path, _kim())


def test_what_is_refused_once_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = tmp_path / "a" / "b" / "kim-melayu" / "posts"
    posts.mkdir(parents=True)
    (posts / "2026-11-24-kabar.md").write_text("---\njudul: x\n---\n")
    refused: list[str] = []

    def once(root: str, name: str, most: int) -> bytes:
        if name not in refused:
            refused.append(name)
            raise PermissionError(errno.EACCES, "a scanner has it")
        return read_file(root, name, most)

    monkeypatch.setattr(load, "read_file", once)
    (post,) = load.load_site(tmp_path, _kim()).posts
    assert post.path.endswith("posts/2026-11-24-kabar.md")


def test_a_folder_that_is_being_removed_is_not_taken_for_what_is_left_of_it(
    tmp_path: Path,
) -> None:
    posts = tmp_path / "a" / "b" / "kim-melayu" / "posts"
    posts.mkdir(parents=True)
    for number in range(3):
        (posts / f"2026-11-2{number}-kabar.md").write_text("---\njudul: x\n---\n")

    def parse(data: bytes, path: str) -> Document:
        shutil.rmtree(posts, ignore_errors=True)
        return parse_post(data, path)

    with pytest.raises(load.Unreliable) as told:
        load.load_site(tmp_path, _kim(), parse)
    assert told.value.torn


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_the_systems_words_are_translated(lang: str) -> None:
    for number in (errno.EACCES, errno.ELOOP, errno.EISDIR, errno.ENOTDIR, errno.EIO):
        made = load._unreadable("content/a", OSError(number, os.strerror(number)))
        said, _ = messages.text(made, lang)
        assert os.strerror(number) not in said
        assert errno.errorcode[number] not in said


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", ["file-broken"]),
        (bytes(100), ["file-broken"]),
        ("---\njudul: x\n---\n".encode("utf-16"), ["encoding"]),
        ("---\njudul: x\n---\n".encode("utf-16-le"), ["file-broken"]),
        (b"---\njudul: x\n---\n" + b"Isi " * 10 + b"\x00", ["control-character"]),
        ("---\njudul: kafé\n---\n".encode("cp1252"), ["encoding"]),
    ],
)
def test_what_is_no_text_is_told_once(data: bytes, codes: list[str]) -> None:
    assert [item.code for item in parse_post(data, PATH).found] == codes
    fields = data.replace(b"---", b"") if not data.startswith(b"\xff\xfe") else data
    assert {item.code for item in parse_yaml(fields, "kim.yaml").found} >= set(codes[:1])
