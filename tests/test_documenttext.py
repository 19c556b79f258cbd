"""What office files and PDF say is found in them, and nothing makes their reader fail or hang."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimgen import documents, documenttext
from kimgen.documents import UNREAD, Look, may_say_more, remarks
from kimgen.documenttext import DAMAGED, ENCRYPTED, ENDINGS, PARTLY, text_of
from kimgen.media import prepare
from kimgen.mediacache import Remark

NIK = "6402061201900003"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive(parts: dict[str, str], level: int = 9) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def docx(body: str) -> bytes:
    head = '<?xml version="1.0"?>'
    return archive({"word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body>"})


def xlsx(sheet: str, strings: str = "") -> bytes:
    parts = {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>"}
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst>{strings}</sst>"
    return archive(parts)


def odf(body: str) -> bytes:
    return archive({"content.xml": f"<office:document-content>{body}</office:document-content>"})


def pdf(words: str, password: str = "") -> bytes:
    """A page with `words`, made by hand: what a phone's "save as PDF" gives in the end."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    if not password:
        return bytes(out)
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(out))))
    writer.encrypt(password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def told(tmp_path: Path, ending: str, data: bytes) -> list[tuple[str, int]]:
    path = tmp_path / f"berkas.{ending}"
    path.write_bytes(data)
    return [(each.kind, each.line) for each in remarks(str(path), b"", Look(ending, 3.0))]


SPLIT = f"<w:p><w:r><w:t>NIK {NIK[:7]}</w:t></w:r><w:r><w:t>{NIK[7:]}</w:t></w:r></w:p>"
SAYING = {
    "docx": docx("<w:p><w:r><w:t>Daftar hadir</w:t></w:r></w:p>" + SPLIT),
    "docx table": docx(f"<w:tbl><w:tr><w:tc><w:p><w:t>{NIK}</w:t></w:p></w:tc></w:tr></w:tbl>"),
    "docx header": archive({"word/document.xml": "<w:p/>", "word/header1.xml": SPLIT}),
    "pptx": archive({"ppt/slides/slide3.xml": f"<a:p><a:r><a:t>NIK {NIK}</a:t></a:r></a:p>"}),
    "odt": odf(f"<text:p>NIK<text:s/>{NIK}</text:p>"),
    "ods": odf(f"<table:table-row><table:table-cell><text:p>{NIK}</text:p></table:table-cell>"),
    "odp": odf(f"<text:p><text:span>NIK {NIK}</text:span></text:p>"),
    "pdf": pdf(f"NIK {NIK}"),
}


@pytest.mark.parametrize("name", SAYING)
def test_a_number_is_found(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name.split(maxsplit=1)[0], SAYING[name]) == [("nik", 0)]


def test_rows_of_a_spreadsheet_are_told_by_their_number(tmp_path: Path) -> None:
    strings = f"<si><t>Nama</t></si><si><t>No. Rekening</t></si><si><r><t>{NIK}</t></r></si>"
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="7"><c r="A7" t="s"><v>2</v></c><c r="B7"><v>3201234567</v></c></row>'
        '<row r="9"><c r="A9" t="inlineStr"><is><t>WA 0812 3456 7890</t></is></c></row>'
    )
    assert told(tmp_path, "xlsx", xlsx(rows, strings)) == [
        ("nik", 7),
        ("rekening", 7),
        ("telepon", 9),
    ]


def test_each_sheet_has_columns_of_its_own(tmp_path: Path) -> None:
    def sheet(*cells: str) -> str:
        rows = (f'<row><c t="inlineStr"><is><t>{cell}</t></is></c></row>' for cell in cells)
        return f"<sheetData>{''.join(rows)}</sheetData>"

    data = archive({
        "xl/worksheets/sheet1.xml": sheet("Kode barang", "3201234567"),
        "xl/worksheets/sheet2.xml": sheet("Rekening", "3201234567"),
    })  # fmt: skip
    assert told(tmp_path, "xlsx", data) == [("rekening", 2)]


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("docx", docx("<w:p><w:t>Rp 1.250.000 pada 24-11-2026</w:t></w:p>")),
        ("xlsx", xlsx('<row r="1"><c><v>45987</v></c><c><v>6.4020612019E+15</v></c></row>')),
        ("odt", odf("<text:p>Musyawarah desa</text:p>")),
        ("pdf", pdf("Musyawarah desa, 24-11-2026")),
        ("zip", b"PK\x05\x06"),
        ("mp3", b"ID3"),
    ],
)
def test_nothing_is_said_of_what_tells_nothing(tmp_path: Path, ending: str, data: bytes) -> None:
    assert told(tmp_path, ending, data) == []


def locked_zip() -> bytes:
    """An archive that says that its part is locked."""
    data = bytearray(docx(SPLIT))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


LACKING: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "cut": ("docx", lambda: docx(SPLIT)[:-30], DAMAGED),
    "no archive": ("xlsx", lambda: b"PK\x03\x04" + os.urandom(200), DAMAGED),
    "locked": ("docx", locked_zip, ENCRYPTED),
    "locked PDF": ("pdf", lambda: pdf(f"NIK {NIK}", "rahasia"), ENCRYPTED),
    "no PDF": ("pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", DAMAGED),
    "a bomb": ("docx", lambda: docx("<w:p>" + "a" * 30_000_000), PARTLY),
    "a long row": ("xlsx", lambda: xlsx("<row>" + "<c>" * 3_000_000), PARTLY),
}  # fmt: skip


@pytest.mark.parametrize("name", LACKING)
def test_what_cannot_be_looked_at_is_said(tmp_path: Path, name: str) -> None:
    ending, make, lack = LACKING[name]
    path = tmp_path / f"berkas.{ending}"
    path.write_bytes(make())
    said = remarks(str(path), b"", Look(ending, 3.0))
    assert [(each.kind, each.shown) for each in said] == [(UNREAD, lack)]


def test_an_empty_password_is_none(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(f"NIK {NIK}"))))
    writer.encrypt("", "pemilik", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    assert told(tmp_path, "pdf", target.getvalue()) == [("nik", 0)]


def test_a_reader_that_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forever(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(documenttext, "text_of", forever)
    path = tmp_path / "berkas.docx"
    path.write_bytes(docx(SPLIT))
    (said,) = remarks(str(path), b"", Look("docx", 0.2))
    assert (said.kind, said.shown) == (UNREAD, "too-much-time")


def test_without_a_reader_a_pdf_is_looked_at_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "media"
    folder.mkdir()
    path = folder / "daftar.pdf"
    path.write_bytes(pdf(f"NIK {NIK}"))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    with monkeypatch.context() as absent:
        absent.setattr(documenttext, "can_read", lambda ending: ending != "pdf")
        media, found = prepare(path, "media/daftar.pdf", tmp_path / "cache")
    assert media is not None
    assert found == ()
    again, found = prepare(path, "media/daftar.pdf", tmp_path / "cache")
    assert again == media
    assert [item.code for item in found] == ["private-nik"]


def test_a_document_for_which_there_was_no_time_is_looked_at_later(tmp_path: Path) -> None:
    path = tmp_path / "daftar.docx"
    path.write_bytes(docx(SPLIT))
    media, found = prepare(path, "media/daftar.docx", tmp_path / "cache", seconds=0.0)
    assert media is not None
    assert [item.code for item in found] == ["document-unread"]
    again, found = prepare(path, "media/daftar.docx", tmp_path / "cache")
    assert again == media
    assert [item.code for item in found] == ["private-nik"]


def test_what_is_kept_is_whole_unless_time_or_a_reader_lacked() -> None:
    assert not may_say_more((), Look("docx", 3.0))
    whole = (Remark("nik", 0, 0, "", "", ""), documents._unread(DAMAGED))
    assert not may_say_more(whole, Look("docx", 3.0))
    assert not may_say_more((documents._unread("no-time-left"),), Look("docx", 0.0))


PIECES = st.sampled_from(
    "<w:p> </w:p> <w:t> </w:t> <row <c <v> </v> <si <rPh > < & &#0; &#x110000; 0 99 "
    'r="9" r="9999999" t="s" t="inlineStr" 640206 \n \t <table:table-cell <text:p>'.split(" ")
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(sorted(documenttext.OFFICE)))
def test_no_xml_makes_the_reader_fail(xml: str, ending: str) -> None:
    names = {"docx": "word/document.xml", "pptx": "ppt/slides/a.xml",
             "xlsx": "xl/worksheets/a.xml"}  # fmt: skip
    parts = {names.get(ending, "content.xml"): xml}
    if ending == "xlsx":
        parts["xl/sharedStrings.xml"] = xml
    text = text_of(io.BytesIO(archive(parts, 1)), ending)
    assert text.lack in ("", PARTLY)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_damage_makes_the_reader_fail(data: st.DataObject) -> None:
    ending = data.draw(st.sampled_from(ENDINGS))
    whole = bytearray(next(v for k, v in [*SAYING.items(), ("xlsx", xlsx("<row>"))] if k == ending))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    assert text_of(io.BytesIO(bytes(whole[:cut])), ending).lack in ("", DAMAGED, ENCRYPTED, PARTLY)
