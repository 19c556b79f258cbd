"""The text of documents that are no text files: office files and PDF, to look for private data.

Enough of the text to find a number in it, not what it looks like. Office files are archives of
XML, which is cut up by its tags and never given to a parser: no entity, no schema and no address
in it does anything. Reading PDF takes pypdf, which is optional. Whoever calls this does it in a
process that may be stopped (`apart`): a file may be made to take long.
"""

from __future__ import annotations

import html
import logging
import re
import time
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any, BinaryIO, NamedTuple

OFFICE = {
    "docx": re.compile(r"word/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml"),
    "pptx": re.compile(r"ppt/(?:slides|notesSlides)/\w+\.xml"),
    "xlsx": re.compile(r"xl/worksheets/\w+\.xml"),
    **dict.fromkeys(("odt", "ods", "odp"), re.compile(r"content\.xml")),
}
"""Endings of office files -> the parts of the archive that hold text."""
ENDINGS = (*OFFICE, "pdf")

MOST = 4_000_000
"""Characters of XML, or of text, that are looked at."""
_MOST_PARTS = 200
_SECONDS = 2.0
"""CPU time after which the rest of a PDF is left."""

ENCRYPTED, DAMAGED, PARTLY = "encrypted", "damaged", "partly"


class Text(NamedTuple):
    """What a document says."""

    sheets: tuple[str, ...]
    """Its tables, a line for each row and tabs between cells; or one text."""
    lack: str = ""
    """`ENCRYPTED`, `DAMAGED`, `PARTLY`: why not all of it is there."""
    rows: bool = False
    """Lines are rows of a table, numbered as its program does it."""


def can_read(ending: str) -> bool:
    """Whether there is something to read documents of this kind with."""
    return ending in OFFICE or (ending == "pdf" and _has_pypdf())


@cache
def _has_pypdf() -> bool:
    return find_spec("pypdf") is not None


@cache
def ready(ending: str) -> None:
    """Load what reads, so that processes that are forked have it."""
    if ending == "pdf":
        import pypdf

        # its remarks on files that are not quite right
        logging.getLogger(pypdf.__name__).setLevel(logging.CRITICAL)


def text_of(file: BinaryIO, ending: str) -> Text:
    """The text of a document, read from its start. Never raises but for memory and the disk."""
    if ending == "pdf":
        return _pdf(file)
    try:
        return _office(file, ending)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError):
        return Text((), DAMAGED)
    except RuntimeError:  # the archive wants a password
        return Text((), ENCRYPTED)


# --- office files -------------------------------------------------------------------

_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(
    r"</(?:w:p|a:p|text:p|text:h|table:table-row)>|<(?:w:br|w:cr|text:line-break)\b[^<>]*>"
)
_GAP = re.compile(
    r"</(?:w:tc|a:tc)>|<(?:w:tab|text:tab|text:s)\b[^<>]*>|</?table:table-cell\b[^<>]*>"
)
_ROW = re.compile(r"<row\b")
_CELL = re.compile(r"<c\b")
_ITEM = re.compile(r"<si\b")
_READING = re.compile(r"<rPh\b")
"""How a word is pronounced; behind the words."""


def _office(file: BinaryIO, ending: str) -> Text:
    file.seek(0)
    left = MOST
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if OFFICE[ending].fullmatch(name)]
        strings: list[str] = []
        if ending == "xlsx" and "xl/sharedStrings.xml" in archive.namelist():
            shared = _part(archive, "xl/sharedStrings.xml", left)
            left -= len(shared)
            strings = [_words(_READING.split(item)[0]) for item in _ITEM.split(shared)[1:]]
        sheets = []
        for name in names[:_MOST_PARTS]:
            part = _part(archive, name, left)
            left -= len(part)
            sheets.append(_sheet(part, strings) if ending == "xlsx" else _prose(part))
            if left <= 0:
                break
    whole = left > 0 and len(names) <= _MOST_PARTS
    if ending == "xlsx":
        return Text(tuple(sheets), "" if whole else PARTLY, rows=True)
    return Text(("\n".join(sheets),), "" if whole else PARTLY)


def _part(archive: zipfile.ZipFile, name: str, most: int) -> str:
    """At most `most` characters of a part; a part may be a thousand times as long as its file."""
    with archive.open(name) as part:
        data = part.read(max(0, most))
    return decoded(data)


def decoded(data: bytes) -> str:
    """Text in UTF-16, as its mark at the start says, or UTF-8; what is neither is replaced."""
    sixteen = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if sixteen else "utf-8-sig", "replace")


def _prose(xml: str) -> str:
    return _words(_GAP.sub("\t", _BREAK.sub("\n", xml)))


def _words(xml: str) -> str:
    """What stands between tags; of what was cut at a tag the rest of it is no text."""
    if "<" in xml:
        xml = _TAG.sub("", xml)
    head, end, rest = xml.partition(">")
    if end and "<" not in head and (not head or head[0] in " /" or "=" in head):
        xml = rest
    return html.unescape(xml) if "&" in xml else xml


def _sheet(xml: str, strings: list[str]) -> str:
    """A table of a spreadsheet: line 7 is its row 7 where there are not too many empty ones."""
    lines: list[str] = []
    for row in _ROW.split(xml)[1:]:
        head, _, cells = row.partition(">")
        number = re.search(r'\br="([0-9]{1,7})"', head)
        if number and 0 < int(number[1]) - 1 - len(lines) < 10_000:
            lines += [""] * (int(number[1]) - 1 - len(lines))
        lines.append("\t".join(_cell(cell, strings) for cell in _CELL.split(cells)[1:]))
    return "\n".join(lines)


def _cell(cell: str, strings: list[str]) -> str:
    head, _, inner = cell.partition(">")
    if 't="inlineStr"' in head:
        return _words(inner).replace("\n", " ").replace("\t", " ")
    _, begun, value = inner.partition("<v>")
    value = value.partition("<")[0].strip() if begun else ""
    if 't="s"' in head:
        known = value.isascii() and value.isdigit() and len(value) < 9
        value = strings[int(value)] if known and int(value) < len(strings) else ""
    return html.unescape(value).replace("\n", " ").replace("\t", " ")


# --- PDF ----------------------------------------------------------------------------


def _pdf(file: BinaryIO) -> Text:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    begun = time.process_time()
    pieces: list[str] = []
    lack = ""
    file.seek(0)
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return Text((), ENCRYPTED)
        left = MOST
        for text in _pages(reader):
            pieces.append(text[:left])
            left -= len(text)
            if left <= 0 or time.process_time() - begun > _SECONDS:
                lack = PARTLY
                break
    except MemoryError:
        raise
    except PyPdfError:
        lack = DAMAGED
    except Exception as error:  # a damaged file makes pypdf raise whatever it happens upon
        lack = ENCRYPTED if type(error).__name__ == "DependencyError" else DAMAGED
    return Text(("\n".join(pieces),), lack)


def _pages(reader: Any) -> Iterator[str]:
    for page in reader.pages:
        yield str(page.extract_text())
