"""Text of a content file -> its fields, each with its place, and its body.

python-frontmatter does the splitting, through `PlacedHandler`: it knows the
fences that phones auto-correct (`—--`), keeps line numbers and composes
the YAML (see `yamltree.py`) instead of making objects of it. Nothing in here
knows a field's meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache

import frontmatter as python_frontmatter
from frontmatter.default_handlers import BaseHandler

from kimgen.codes import problem
from kimgen.decoding import decode
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.values import value
from kimgen.yamlmend import read_mapping
from kimgen.yamltree import MAX_LENGTH, Mapping, Source

# Any mixture of dashes; auto-correction joins two hyphens into a dash.
_FENCE = re.compile(r"^[ \t]*[-‐‑‒–—―−]{1,8}[ \t]*$")
_LONGEST_FENCE = 40
_MOST_BYTES = 8 * MAX_LENGTH
"""Of a YAML file: what is longer has too many characters in any encoding."""
# A lone hyphen opens a YAML list item, so only longer rows or real dashes close.
_CLOSING = re.compile(r"\n([ \t]*(?:[-‐‑‒–—―−]{2,8}|[‐‑‒–—―−])[ \t]*)(?=\n|\Z)")


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

    def refuses(self, text: str, start: int, closing: re.Match[str]) -> bool:
        """Whether the front matter of `text`, from `start` to `closing`, is too long for a closer
        look."""
        opening = text.find("\n", start, start + _LONGEST_FENCE)
        limit = opening + 1 + MAX_LENGTH
        if opening < 0 or closing.start() < limit or not _FENCE.match(text[start:opening]):
            return False
        begin, end = text.rfind("\n", 0, limit) + 1, text.find("\n", limit)
        at = Location(self.path, text.count("\n", 0, limit) + 1, 1)
        self.found.append(problem("yaml-too-long", at, text[begin:end]))
        self.last_line = text.count("\n", 0, closing.end()) + 1
        return True

    def load(self, fm: str) -> dict[str, object]:
        """Read the fields into `self.fields`."""
        self.fields, found = read_mapping(fm, Source(self.path, self.first_line + 1))
        self.found.extend(found)
        return {}


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
    if not (closing and handler.refuses(text, start, closing)):
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
    if len(data) > _MOST_BYTES:
        too_long = problem("yaml-too-long", Location(path))
        return Document(path, Mapping((), path, 1, 1), "", 1, "", (too_long,))
    text, found = decode(data, path)
    broken = _unreadable(path, found)
    if broken is not None:
        return broken
    fields, more = read_mapping(text, Source(path))
    return Document(path, fields, "", text.count("\n") + 1, text, (*found, *more))
