"""The YAML that nearly everyone writes, read without the machinery of YAML.

Keys with a text on their line, with a list or a table in brackets, or with more
lines below them, indented; and no character that YAML might take for anything
else. Such a text has one meaning, and this finds it in an eighth of the time.
For whatever else there is the answer is None, and `yamltree` reads it. Tests
hold both to the same tree for any text.
"""

from __future__ import annotations

from kimgen.yamltree import (
    MAX_LENGTH,
    MAX_ROWS,
    Mapping,
    Scalar,
    Sequence,
    Source,
    Value,
    count_rows,
)

_DEEPEST = 8
"""Columns of indentation; far less than what `yamltree` has to refuse."""
_HARMLESS = dict.fromkeys(map(ord, " .-_/()'"))
"""Besides letters and digits, what may stand within a word in brackets."""


def plain_mapping(text: str, source: Source) -> Mapping | None:
    """The tree of a plain text; None where YAML itself has to be asked."""
    # what cannot be printed, and any space but the plain one, may mean something to YAML
    if len(text) > MAX_LENGTH or not text.replace("\n", "").isprintable():
        return None
    if count_rows(text) > MAX_ROWS:
        return None
    rows = []
    for number, line in enumerate(text.split("\n"), source.first_line):
        written = line.strip(" ")
        if written and written[0] != "#":
            rows.append((number, line.index(written), written))
    if not rows:
        return None
    try:
        return _Reader(source.path, rows).mapping(0)
    except _NotPlainError:
        return None


class _NotPlainError(Exception):
    """Something that is not read here."""


class _Reader:
    """Rows (line, indentation, text) -> values."""

    __slots__ = ("next", "path", "rows")

    def __init__(self, path: str, rows: list[tuple[int, int, str]]) -> None:
        self.path = path
        self.rows = rows
        self.next = 0
        """Index of the row that comes next."""

    def mapping(self, indent: int) -> Mapping:
        """The keys at `indent`, up to a row that stands further left."""
        pairs: dict[str, tuple[Scalar, Value]] = {}
        path, rows, first = self.path, self.rows, self.rows[self.next][0]
        while self.next < len(rows):
            line, column, text = rows[self.next]
            if column < indent:
                break
            key, colon, rest = text.partition(": ")
            if not colon:
                key = text[:-1] if text[-1] == ":" else ""
            if column > indent or not key.isidentifier() or key in pairs:
                raise _NotPlainError
            self.next += 1
            if colon:
                written = rest.lstrip(" ")
                value = self._value(written, line, indent + len(text) - len(written) + 1)
            else:
                value = self._below(indent)
            pairs[key] = (Scalar(key, path, line, indent + 1), value)
        return Mapping(tuple(pairs.values()), path, first, indent + 1)

    def _below(self, indent: int) -> Value:
        """What belongs to a key at `indent` that has nothing on its line."""
        if self.next < len(self.rows):
            _, column, text = self.rows[self.next]
            if text.startswith("- ") and indent <= column <= _DEEPEST:
                return self._sequence(column)
            if indent < column <= _DEEPEST:
                return self.mapping(column)
        raise _NotPlainError

    def _sequence(self, indent: int) -> Sequence:
        """The items at `indent`, each with its own dash."""
        items: list[Value] = []
        rows, first = self.rows, self.rows[self.next][0]
        while self.next < len(rows):
            line, column, text = rows[self.next]
            if column != indent or not text.startswith("- "):
                break
            written = text[2:].lstrip(" ")
            column += len(text) - len(written)
            key, colon, _ = written.partition(": ")
            if key.isidentifier() if colon else written[-1] == ":":
                rows[self.next] = (line, column, written)
                items.append(self.mapping(column))
            else:
                self.next += 1
                items.append(self._value(written, line, column + 1))
        return Sequence(tuple(items), self.path, first, indent + 1)

    def _value(self, written: str, line: int, column: int) -> Value:
        """A value that begins at `column` and ends with its line."""
        first, last, path = written[0], written[-1], self.path
        if first.isalnum():
            if ": " in written or " #" in written or last == ":":
                raise _NotPlainError
            return Scalar(written, path, line, column)
        if first == "[" and last == "]":
            items = [self._word(*part, line) for part in _parts(written, column)]
            return Sequence(tuple(items), path, line, column)
        if first == "{" and last == "}":
            pairs: dict[str, tuple[Scalar, Value]] = {}
            for part, place in _parts(written, column):
                key, _, rest = part.partition(": ")
                if not key.isidentifier() or key in pairs:
                    raise _NotPlainError
                word = rest.lstrip(" ")
                value = self._word(word, place + len(part) - len(word), line)
                pairs[key] = (Scalar(key, path, line, place), value)
            return Mapping(tuple(pairs.values()), path, line, column)
        if first == last and first in "\"'" and len(written) > 1:
            inner = written[1:-1]
            if first not in inner and "\\" not in inner:
                return Scalar(inner, path, line, column, quoted=True)
        raise _NotPlainError

    def _word(self, word: str, column: int, line: int) -> Scalar:
        begin = word[1:2] if word[:1] == "-" else word[:1]  # [-6.2, 106.8]
        if begin.isalnum() and word.translate(_HARMLESS).isalnum():
            return Scalar(word, self.path, line, column)
        raise _NotPlainError


def _parts(written: str, column: int) -> list[tuple[str, int]]:
    """What stands between the commas of `[a, b]` at `column`, each with its own column."""
    found = []
    for part in written[1:-1].split(","):
        column += 1
        found.append((part.strip(" "), column + len(part) - len(part.lstrip(" "))))
        column += len(part)
    return found
