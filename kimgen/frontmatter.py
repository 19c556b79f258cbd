"""Text of a content file -> its fields, each with its place, and its body.

python-frontmatter does the splitting, through `PlacedHandler`: it knows the
fences that phones auto-correct (`—--`), keeps line numbers and composes
the YAML (see `yamltree.py`) instead of making objects of it. Bytes become text
here too, because that is where BOMs, old encodings and control characters are
met. Nothing in here knows a field's meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import frontmatter as python_frontmatter
from frontmatter.default_handlers import BaseHandler

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.yamlmend import read_mapping
from kimgen.yamltree import Mapping, Source

# Any mixture of dashes; auto-correction joins two hyphens into a dash.
_FENCE = re.compile(r"^[ \t]*[-‐‑‒–—―−]{1,8}[ \t]*$")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000]"
)
_BINARY_SHARE = 10
"""One NUL in so many bytes, and the file is no text with an accident in it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A content file, split."""

    path: str
    fields: Mapping
    body: str
    body_line: int
    """1-based line of the file on which `body` begins."""
    lines: tuple[str, ...]
    """The file's lines, for excerpts."""
    found: tuple[Diagnostic, ...] = ()

    def excerpt(self, line: int) -> str:
        """Line `line` of the file, `''` outside of it."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""


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
        self.fields = Mapping((), Location(path, 1, 1))
        self.found: list[Diagnostic] = []
        self.body_line = first_line
        self.body: str | None = None

    def split(self, text: str) -> tuple[str, str]:
        """(front matter, body); `ValueError` where there is no front matter."""
        lines = text.split("\n")
        if not _FENCE.match(lines[0]):
            raise ValueError("no front matter")
        last = next((i for i in range(1, len(lines)) if _closes(lines[i])), None)
        if last is None:
            at = Location(self.path, self.first_line, 1)
            self.found.append(problem("front-matter-open", at, lines[0]))
            raise ValueError("front matter is not closed")
        for index in (0, last):
            if lines[index].rstrip() != "---":
                at = Location(self.path, self.first_line + index, 1)
                seen = lines[index].strip()
                self.found.append(problem("front-matter-dashes", at, lines[index], seen=seen))
        self.body_line = self.first_line + last + 1
        self.body = "\n".join(lines[last + 1 :])
        return "\n".join(lines[1:last]), self.body

    def load(self, fm: str) -> dict[str, object]:
        """Read the fields into `self.fields`."""
        self.fields, found = read_mapping(fm, Source(self.path, self.first_line + 1))
        self.found.extend(found)
        return {}


def _closes(line: str) -> bool:
    """A lone hyphen opens a YAML list item, so only longer rows or real dashes close."""
    return bool(_FENCE.match(line)) and line.strip() != "-"


def decode(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""Bytes of a content file -> text with `\n` line ends, and findings.

    A BOM is dropped. UTF-16 and Windows-1252, which old editors write, are read
    with a warning; control characters and marks that hide or reverse text are
    taken out with a warning. What is no text at all gives `''` and one error.
    """
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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _UNWANTED.search(text)
    if match:
        at, excerpt = _place(text, match.start(), path)
        name = f"U+{ord(match.group()):04X}"
        found.append(problem("control-character", at, excerpt, name=name))
        text = _UNWANTED.sub("", text)
    return text, tuple(found)


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
    return Document(path, Mapping((), Location(path, 1, 1)), "", 1, (), found)


def parse_post(data: bytes, path: str) -> Document:
    """A Markdown file with front matter -> fields and body. Never raises."""
    text, found = decode(data, path)
    broken = _unreadable(path, found)
    if broken is not None:
        return broken
    blank = len(text) - len(text.lstrip())
    first_line = text.count("\n", 0, blank) + 1
    handler = PlacedHandler(path, first_line)
    lines = tuple(text.split("\n"))
    python_frontmatter.parse(text, handler=handler)
    if handler.body is None:
        if not handler.found:
            first_line = min(first_line, len(lines))
            at = Location(path, first_line, 1)
            handler.found.append(problem("front-matter-missing", at, lines[first_line - 1]))
        return Document(path, handler.fields, text, 1, lines, (*found, *handler.found))
    return Document(
        path, handler.fields, handler.body, handler.body_line, lines, (*found, *handler.found)
    )


def parse_yaml(data: bytes, path: str) -> Document:
    """A YAML file (kim.yaml, desa.yaml, portal.yaml) -> fields. Never raises."""
    text, found = decode(data, path)
    broken = _unreadable(path, found)
    if broken is not None:
        return broken
    lines = tuple(text.split("\n"))
    fields, more = read_mapping(text, Source(path))
    return Document(path, fields, "", len(lines), lines, (*found, *more))
