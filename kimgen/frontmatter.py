"""Text of a content file -> its fields, each with its place, and its body.

python-frontmatter does the splitting, through `PlacedHandler`: it knows the
fences that phones auto-correct (`—--`), keeps line numbers and composes
the YAML (see `yamltree.py`) instead of making objects of it. Bytes become text
here too, because that is where BOMs, old encodings and control characters are
met. Nothing in here knows a field's meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache

import frontmatter as python_frontmatter
from frontmatter.default_handlers import BaseHandler

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.values import value
from kimgen.yamlmend import read_mapping
from kimgen.yamltree import Mapping, Source

# Any mixture of dashes; auto-correction joins two hyphens into a dash.
_FENCE = re.compile(r"^[ \t]*[-‐‑‒–—―−]{1,8}[ \t]*$")
# A lone hyphen opens a YAML list item, so only longer rows or real dashes close.
_CLOSING = re.compile(r"\n([ \t]*(?:[-‐‑‒–—―−]{2,8}|[‐‑‒–—―−])[ \t]*)(?=\n|\Z)")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000]"
)
_ORDINARY = bytes([*b"\t\n", *range(32, 127)])
"""Bytes that need no second look."""
_BINARY_SHARE = 10
"""One NUL in so many bytes, and the file is no text with an accident in it."""


@value
class Document:
    """A content file, split."""

    path: str
    fields: Mapping
    body: str
    body_line: int
    """1-based line of the file on which `body` begins."""
    text: str
    """The whole file, for excerpts."""
    found: tuple[Diagnostic, ...] = ()

    def excerpt(self, line: int) -> str:
        """Line `line` of the file, `''` outside of it."""
        lines = _lines(self.text)
        return lines[line - 1] if 0 < line <= len(lines) else ""


@lru_cache(maxsize=1)  # findings come file by file
def _lines(text: str) -> list[str]:
    return text.split("\n")


class PlacedHandler(BaseHandler):
    """A python-frontmatter handler for one text; keeps what it found.

    `load` gives python-frontmatter nothing to merge, so that a field with a
    name of its own (`content`, `handler`) cannot break it.
    """

    FM_BOUNDARY = _FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, path: str, first_line: int) -> None:
        super().__init__()
        self.path = path
        self.first_line = first_line
        self.fields = Mapping((), path, 1, 1)
        self.found: list[Diagnostic] = []
        self.last_line = 0
        """Of the closing fence; 0 where there is no front matter."""

    def split(self, text: str) -> tuple[str, str]:
        """(front matter, what follows it); `ValueError` where there is no front matter."""
        first, _, _ = text.partition("\n")
        if not _FENCE.match(first):
            raise ValueError("no front matter")
        closing = _CLOSING.search(text, len(first))
        if closing is None:
            at = Location(self.path, self.first_line, 1)
            self.found.append(problem("front-matter-open", at, first))
            raise ValueError("front matter is not closed")
        last = text.count("\n", 0, closing.end())
        for index, line in ((0, first), (last, closing.group(1))):
            if line.rstrip() != "---":
                at = Location(self.path, self.first_line + index, 1)
                self.found.append(problem("front-matter-dashes", at, line, seen=line.strip()))
        self.last_line = self.first_line + last
        return text[len(first) + 1 : closing.start()], text[closing.end() + 1 :]

    def load(self, fm: str) -> dict[str, object]:
        """Read the fields into `self.fields`."""
        self.fields, found = read_mapping(fm, Source(self.path, self.first_line + 1))
        self.found.extend(found)
        return {}


def decode(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""Bytes of a content file -> text with `\n` line ends, and findings.

    A BOM is dropped. UTF-16 and Windows-1252, which old editors write, are read
    with a warning; control characters and marks that hide or reverse text are
    taken out with a warning. What is no text at all gives `''` and one error.
    """
    try:
        # most texts have a few quotes and dashes besides; only these are looked at one by one
        if not _UNWANTED.search(data.translate(None, _ORDINARY).decode()):
            return _with_plain_ends(data.decode("utf-8-sig")), ()
    except UnicodeDecodeError:
        pass
    found: list[Diagnostic] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
        found.append(problem("encoding", Location(path), name="UTF-16"))
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if b"\0" in data:
                return "", (problem("file-broken", Location(path), name=_name(path)),)
            text = data.decode("cp1252", errors="replace")  # one byte, one character
            at, excerpt = _place(text, error.start, path)
            found.append(problem("encoding", at, excerpt, name="Windows-1252"))
        if data.count(b"\0") * _BINARY_SHARE > len(data):
            return "", (problem("file-broken", Location(path), name=_name(path)),)
    text = _with_plain_ends(text)
    match = _UNWANTED.search(text)
    if match:
        at, excerpt = _place(text, match.start(), path)
        name = f"U+{ord(match.group()):04X}"
        found.append(problem("control-character", at, excerpt, name=name))
        text = _UNWANTED.sub("", text)
    return text, tuple(found)


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _place(text: str, index: int, path: str) -> tuple[Location, str]:
    """Where character `index` of `text` stands, and its line."""
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    line = text[start:] if end < 0 else text[start:end]
    return Location(path, text.count("\n", 0, index) + 1, index - start + 1), line.rstrip("\r")


def _unreadable(path: str, found: tuple[Diagnostic, ...]) -> Document | None:
    """The empty document of a file that is no text, so that no more is said of it."""
    if not any(item.severity is Severity.ERROR for item in found):
        return None
    return Document(path, Mapping((), path, 1, 1), "", 1, "", found)


def parse_post(data: bytes, path: str) -> Document:
    """A Markdown file with front matter -> fields and body. Never raises."""
    text, found = decode(data, path)
    broken = _unreadable(path, found)
    if broken is not None:
        return broken
    start = len(text) - len(text.lstrip())
    first_line = text.count("\n", 0, start) + 1
    handler = PlacedHandler(path, first_line)
    # python-frontmatter copies its text a few times, so it is not given the body
    closing = _CLOSING.search(text, start)
    end = closing.end() if closing else len(text)
    python_frontmatter.parse(text[:end], handler=handler)
    if not handler.last_line:
        if not handler.found:
            lines = text.split("\n")
            first_line = min(first_line, len(lines))
            at = Location(path, first_line, 1)
            handler.found.append(problem("front-matter-missing", at, lines[first_line - 1]))
        return Document(path, handler.fields, text, 1, text, (*found, *handler.found))
    body = text[end + 1 :].rstrip()
    return Document(
        path, handler.fields, body, handler.last_line + 1, text, (*found, *handler.found)
    )


def parse_yaml(data: bytes, path: str) -> Document:
    """A YAML file (kim.yaml, desa.yaml, portal.yaml) -> fields. Never raises."""
    text, found = decode(data, path)
    broken = _unreadable(path, found)
    if broken is not None:
        return broken
    fields, more = read_mapping(text, Source(path))
    return Document(path, fields, "", text.count("\n") + 1, text, (*found, *more))
