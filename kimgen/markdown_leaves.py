"""The small parts of Markdown: escapes, link targets, labels, table rows, open blocks.

What the block stage (`markdown_blocks.py`) and the inline stage (`markdown_inlines.py`) of the
pure-Python engine both build on. Each function reads one thing at one place of a text and says
where it ends; nothing here knows of documents. No disk, no clock.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from html.entities import html5
from xml.etree.ElementTree import Element

PUNCTUATION = r"!-/:-@\[-`{-~"
"""The ASCII punctuation that a backslash escapes, inside a character class."""

LABEL_LIMIT = 999
"""Characters that a label may have."""

_PARENTHESES_LIMIT = 32
_TAB = 4
_SPACES = re.compile(r"[ \t]*")
_UNESCAPE = re.compile(
    rf"\\([{PUNCTUATION}])"
    r"|&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]", re.DOTALL)
_ANGLE_TARGET = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_PLAIN_TARGET = re.compile(rf"(?:[^\x00-\x20()\\\x7f]|\\[{PUNCTUATION}]|\\)+|[()]")
_TITLE = re.compile(
    r'"((?:[^"\\]|\\.)*)"' r"|'((?:[^'\\]|\\.)*)'" r"|\(((?:[^()\\]|\\.)*)\)", re.DOTALL
)
_SPACE = re.compile(r"[ \t\n]*")
_HREF_UNSAFE = re.compile(r"[^A-Za-z0-9!#$%()*+,\-./:;=?@_~^&']")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKUP_QUOTED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
)
_DASHES = re.compile(r"[ \t]*(:?)-+(:?)[ \t]*")
_CELL = re.compile(r"(?:[^|\\]|\\\|?)*")
_BEFORE_TITLE = re.compile(r"[ \t]*\n?[ \t]*")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")


def escape(text: str) -> str:
    """`text` as HTML text."""
    return text.translate(_MARKUP)


def escape_attribute(text: str) -> str:
    """`text` as the value of a double-quoted attribute."""
    return text.translate(_MARKUP_QUOTED)


def escape_href(url: str) -> str:
    """`url` percent-encoded where a URL must be, as the value of an attribute."""
    url = _HREF_UNSAFE.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url)
    return url.replace("&", "&amp;").replace("'", "&#x27;")


@lru_cache(maxsize=512)
def entity(reference: str) -> str:
    """The character of `&...;`; the reference itself when there is none of that name."""
    if reference[1] != "#":
        return html5.get(reference[1:], reference)
    number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    valid = 0 < number < 0xD800 or 0xDFFF < number <= 0x10FFFF
    return chr(number) if valid else "\ufffd"


def unescape(text: str) -> str:
    """`text` without its backslash escapes and entities: a target, a title, an info string."""
    if "\\" not in text and "&" not in text:
        return text
    return _UNESCAPE.sub(lambda m: m[1] or entity(m[0]), text)


def normal_label(label: str) -> str:
    """The form in which labels of links and footnotes are compared."""
    return " ".join(label.split()).casefold()


def scan_target(text: str, at: int) -> tuple[str, int] | None:
    """A link target at `at`: its text without escapes and where it ends."""
    if text.startswith("<", at):
        found = _ANGLE_TARGET.match(text, at)
        return (unescape(found[1]), found.end()) if found else None
    start, depth = at, 0
    while piece := _PLAIN_TARGET.match(text, at):
        if piece[0] == "(":
            depth += 1
            if depth > _PARENTHESES_LIMIT:
                return None
        elif piece[0] == ")":
            if not depth:
                break
            depth -= 1
        at = piece.end()
    # A lone backslash that escapes nothing belongs to the target as it stands.
    return (unescape(text[start:at]), at) if not depth else None


def scan_title(text: str, at: int) -> tuple[str, int] | None:
    """A quoted title at `at`: its text without escapes and where it ends."""
    found = _TITLE.match(text, at)
    if not found:
        return None
    return unescape(found[found.lastindex or 0]), found.end()


def scan_label(text: str, at: int) -> tuple[str, int] | None:
    """`[label]` at `at`: the raw label and where it ends; None when it cannot be one."""
    found = _LABEL.match(text, at, at + LABEL_LIMIT + 2)
    return (found[1], found.end()) if found else None


def skip_space(text: str, at: int) -> int:
    """Where the white space that starts at `at` ends."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def is_rule(text: str) -> bool:
    """Whether `text`, to the end of its line, is a thematic break: three `*`, `-` or `_`."""
    first = text[0]
    return first in "*-_" and not text.strip(f"{first} \t") and text.count(first) > 2


def alignments(line: str) -> tuple[str, ...]:
    """The columns of a row of dashes ('', 'left', 'center', 'right'); () when it is none."""
    text = line.strip(" \t")
    if "|" not in text:
        return ()
    parts = text.removeprefix("|").removesuffix("|").split("|")
    found = []
    for part in parts:
        dashes = _DASHES.fullmatch(part)
        if dashes is None:
            return ()
        left, right = dashes.groups()
        found.append(("center" if right else "left") if left else ("right" if right else ""))
    return tuple(found)


def cells(line: str) -> list[str]:
    """The cells of a row, `\\|` made `|`; [] when the line has no cell."""
    line = line.strip(" \t")
    at, end = 0, len(line)
    found: list[str] = []
    while True:
        if line.startswith("|", at):
            at += 1
        cell = _CELL.match(line, at)
        stop = cell.end() if cell else end
        text = line[at:stop].strip(" \t")
        if stop >= end:
            if text:
                found.append(text)
            break
        found.append(text)
        at = stop
    return [text.replace("\\|", "|") for text in found]


def count_cells(line: str) -> int:
    """How many cells the head row has; 0 when it cannot be one."""
    backslashes = len(line) - len(line.rstrip("\\"))
    if backslashes % 2 or "|" not in line.replace("\\|", ""):
        return 0
    return len(cells(line))


def take_definition(text: str) -> tuple[str, str, str, int] | None:
    """The link definition at the start of `text`: (normal label, target, title, where it ends)."""
    start = skip_space(text, 0)
    scanned = None if text.startswith("[^", start) else scan_label(text, start)
    if scanned is None or not scanned[0].strip() or not text.startswith(":", scanned[1]):
        return None
    label, at = scanned
    at = skip_line_break(text, at + 1)
    target = scan_target(text, at)
    if target is None or target[1] == at:
        return None
    url, at = target
    title, end = "", _LINE_END.match(text, at)
    before = skip_line_break(text, at)
    if before > at and (titled := scan_title(text, before)):
        closing = _LINE_END.match(text, titled[1])
        if closing:
            title, end = titled[0], closing
    return (normal_label(label), url, title, end.end()) if end else None


def skip_line_break(text: str, at: int) -> int:
    """Past white space with at most one line break in it."""
    found = _BEFORE_TITLE.match(text, at)
    return found.end() if found else at


class Kind(Enum):
    ROOT = 0
    QUOTE = 1
    ITEM = 2
    NOTE = 3


class List:
    """An open list: the kind of its markers, and whether blank lines part its items."""

    __slots__ = ("element", "marker")

    def __init__(self, element: Element, marker: str) -> None:
        self.element, self.marker = element, marker


class Container:
    """An open container; `indent` is where the content of an item starts, in columns."""

    __slots__ = ("element", "empty", "indent", "items", "kind", "parent_list")

    def __init__(
        self, kind: Kind, element: Element, indent: int = 0, parent_list: List | None = None
    ) -> None:
        self.kind, self.element, self.indent = kind, element, indent
        self.parent_list = parent_list
        self.items: List | None = None
        """The list that a next item may join."""
        self.empty = True


class Leaf:
    """The open leaf: a paragraph, a code block or a table."""

    __slots__ = ("columns", "element", "fence", "indent", "is_task", "kind", "lines")

    def __init__(self, kind: str, element: Element) -> None:
        self.kind, self.element = kind, element
        self.lines: list[str] = []
        self.fence = ""
        self.indent = 0
        self.is_task = False
        self.columns: tuple[str, ...] = ()


class Line:
    """One line with a reading position that knows its column, for tabs."""

    __slots__ = ("column", "position", "text")

    def __init__(self, text: str) -> None:
        self.text, self.position, self.column = text, 0, 0

    def indent(self) -> tuple[int, int]:
        """(where the next visible character stands, how many columns of space before it)"""
        match = _SPACES.match(self.text, self.position)
        end = match.end() if match else self.position
        if "\t" not in self.text[self.position : end]:
            return end, end - self.position
        column = self.column
        for char in self.text[self.position : end]:
            column += _TAB - column % _TAB if char == "\t" else 1
        return end, column - self.column

    def advance(self, columns: int) -> None:
        """Go `columns` of white space on; a tab may be used in part."""
        while columns > 0 and self.position < len(self.text):
            char = self.text[self.position]
            width = _TAB - self.column % _TAB if char == "\t" else 1
            self.position += 1
            if width > columns:
                self.text = " " * (width - columns) + self.text[self.position :]
                self.position = 0
            self.column += min(width, columns)
            columns -= width

    def jump(self, position: int) -> None:
        """Go to `position`; there is no tab on the way."""
        self.column += position - self.position
        self.position = position

    def rest(self) -> str:
        return self.text[self.position :]
