"""YAML as a tree of texts with places.

YAML is read event by event, and no objects are made of it: every scalar stays
the text that somebody typed, so `33.10`, `0812`, `no` and `12:30:45` survive, and
`validate` decides by `schema.py` what they mean. Anchors, aliases, tags of other
types and merge keys are refused where they stand: a content file needs none of
them, and they are how small files become large ones. What is too long or too deep
is refused before it is read. Nothing in here knows a field or its type.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from kimgen.codes import problem
from kimgen.decoding import UNWANTED
from kimgen.diagnostics import Diagnostic, Location

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# libyaml where the wheel has it: 8 times as fast as the Python scanner.

MAX_LENGTH = 65_536
"""Longest YAML text that is looked at, in characters."""
MAX_ROWS = 1_000
"""Most lines and commas together: hundreds of photographs, and more than any other file needs."""
MAX_DEPTH = 20
"""Deepest nesting; the contract needs three."""


# Named tuples, and a `Location` only where it is asked for: every post makes twenty values,
# few of which anything is ever said about, and a frozen dataclass costs three times as much.


class Scalar(NamedTuple):
    """A single value, as typed."""

    text: str
    path: str
    line: int
    """1-based line of the file."""
    column: int
    """1-based, in characters."""
    quoted: bool = False
    rest: str = ""
    """What followed on the line from ` #` on: a comment, or a hash that was meant."""

    @property
    def at(self) -> Location:
        return Location(self.path, self.line, self.column)


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Value, ...]
    path: str
    line: int
    column: int

    @property
    def at(self) -> Location:
        return Location(self.path, self.line, self.column)


class Mapping(NamedTuple):
    """Keys and values in file order; duplicates have been reported and dropped."""

    pairs: tuple[tuple[Scalar, Value], ...]
    path: str
    line: int
    column: int

    @property
    def at(self) -> Location:
        return Location(self.path, self.line, self.column)

    def get(self, key: str) -> Value | None:
        """The value of `key`, None where it is missing."""
        return next((value for name, value in self.pairs if name.text == key), None)


Value = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Source:
    """Where a YAML text stands in its file."""

    path: str
    first_line: int = 1
    """1-based line of the file on which the YAML begins."""

    def at(self, mark: yaml.Mark) -> Location:
        """A 0-based YAML mark as a place in the file."""
        return Location(self.path, self.first_line + mark.line, mark.column + 1)


class TreeError(Exception):
    """A construct that content files may not use; carries the finding."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


# Tags that YAML itself would give to what people type without one; `!` asks for just that.
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
) | {"!"}
_BLOCK_STYLES = ("|", ">")
Event = Any
"""A `yaml.Event`; its stubs have a place that may be missing, and it never is."""
_BLANK = " \t"


def compose(text: str, source: Source) -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """Read `text` into a tree, with findings on duplicate keys.

    Returns None for an empty document. Raises `yaml.YAMLError` for a syntax
    error (the caller words it) and `TreeError` for a construct that is refused.
    """
    if len(text) > MAX_LENGTH:
        number = text.count("\n", 0, MAX_LENGTH)
        at = Location(source.path, source.first_line + number, 1)
        raise TreeError(problem("yaml-too-long", at, text.split("\n")[number]))
    if count_rows(text) > MAX_ROWS:
        at, first = Location(source.path, source.first_line, 1), text.partition("\n")[0]
        raise TreeError(problem("yaml-too-many", at, first, limit=str(MAX_ROWS)))
    loader = Loader(text)
    try:
        reader = _Reader(source, text.split("\n"), loader.get_event)
        return reader.document(), tuple(reader.found)
    finally:
        loader.dispose()


def count_rows(text: str) -> int:
    """Lines and commas of `text`: at least half as many as it can have values."""
    return text.count("\n") + text.count(",")


class _Reader:
    """Events -> values. The events are made as they are asked for, so nothing comes after what
    is refused; and nothing recurses deeper than `MAX_DEPTH`, here or in libyaml."""

    def __init__(self, source: Source, lines: list[str], event: Callable[[], Event]) -> None:
        self.source = source
        self.lines = lines
        self.event = event
        self.found: list[Diagnostic] = []

    def document(self) -> Value | None:
        """The one document of the text; None where there is none."""
        self.event()  # the stream begins
        if isinstance(self.event(), yaml.StreamEndEvent):
            return None
        value = self.value(self.event(), 0)
        self.event()  # the document ends
        event = self.event()
        if not isinstance(event, yaml.StreamEndEvent):
            raise yaml.MarkedYAMLError(problem="another document", problem_mark=event.start_mark)
        return value

    def value(self, event: Event, depth: int) -> Value:
        """The value that begins with `event`, `depth` levels down."""
        mark = event.start_mark
        if event.anchor is not None:  # an alias has one, too
            raise self._refused("yaml-alias", mark)
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            raise self._refused("yaml-tag", mark, tag=event.tag.rsplit(":", 1)[-1])
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, mark)
        if depth >= MAX_DEPTH:
            raise self._refused("yaml-too-deep", mark)
        line, column = self.source.first_line + mark.line, mark.column + 1
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._pairs(depth), self.source.path, line, column)
        items = []
        while not isinstance(event := self.event(), yaml.SequenceEndEvent):
            items.append(self.value(event, depth + 1))
        return Sequence(tuple(items), self.source.path, line, column)

    def _scalar(self, event: Event, mark: yaml.Mark) -> Scalar:
        quoted = event.style in ("'", '"')
        rest = ""
        if not quoted and event.style not in _BLOCK_STYLES:
            tail = self.line(event.end_mark.line)[event.end_mark.column :]
            if tail[:1] in _BLANK and tail.lstrip(_BLANK)[:1] == "#":
                rest = tail.strip(_BLANK)
        line, column = self.source.first_line + mark.line, mark.column + 1
        text = event.value
        if event.style == '"':  # where escapes may make what `decode` took out of the file
            unwanted = UNWANTED.search(text)
            if unwanted:
                at, name = Location(self.source.path, line, column), f"U+{ord(unwanted[0]):04X}"
                excerpt = self.line(mark.line)
                self.found.append(problem("control-character", at, excerpt, name=name))
                text = UNWANTED.sub("", text)
        return Scalar(text, self.source.path, line, column, quoted, rest)

    def _pairs(self, depth: int) -> tuple[tuple[Scalar, Value], ...]:
        """Keys and values up to the end of their mapping, which is `depth` levels down."""
        pairs: dict[str, tuple[Scalar, Value]] = {}
        while not isinstance(event := self.event(), yaml.MappingEndEvent):
            mark = event.start_mark
            if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
                raise self._refused("yaml-alias", mark)
            if isinstance(event, yaml.CollectionStartEvent):
                raise self._refused("yaml-key", mark)
            key = self.value(event, depth + 1)
            value = self.value(self.event(), depth + 1)
            assert isinstance(key, Scalar)
            first = pairs.setdefault(key.text, (key, value))[0]
            if first is not key:
                excerpt, line = self.line(mark.line), str(first.line)
                self.found.append(
                    problem("duplicate-key", key.at, excerpt, key=key.text, line=line)
                )
        return tuple(pairs.values())

    def _refused(self, code: str, mark: yaml.Mark, **params: str) -> TreeError:
        return TreeError(problem(code, self.source.at(mark), self.line(mark.line), **params))

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""
