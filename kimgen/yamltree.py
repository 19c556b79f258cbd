"""YAML as a tree of texts with places.

YAML is composed, never constructed: every scalar stays the text that somebody
typed, so `33.10`, `0812`, `no` and `12:30:45` survive, and `validate` decides
by `schema.py` what they mean. Aliases, anchors used twice, tags of other types
and merge keys are refused here: a content file needs none of them, and they are
how small files become large ones. Nothing in here knows a field or its type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# libyaml where the wheel has it: 8 times as fast as the Python scanner.

MAX_LENGTH = 65_536
"""Longest YAML text that is looked at, in characters."""
MAX_EXCERPT = 2_000
"""Longest line that a finding carries, in characters."""
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


# Tags that YAML itself gives to what people type without a tag.
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "value", "merge")
)
_COMMENT = re.compile(r"[ \t]+(#.*?)[ \t]*$")
_INDENTED = re.compile(rf"^[ ?-]{{{8 * MAX_DEPTH + 1}}}", re.MULTILINE)
_BLOCK_STYLES = ("|", ">")


def compose(text: str, source: Source) -> tuple[Value | None, tuple[Diagnostic, ...]]:
    """Compose `text` into a tree, with findings on duplicate keys.

    Returns None for an empty document. Raises `yaml.YAMLError` for a syntax
    error (the caller words it) and `TreeError` for a construct that is refused.
    """
    if len(text) > MAX_LENGTH:
        number = text.count("\n", 0, MAX_LENGTH)
        at = Location(source.path, source.first_line + number, 1)
        raise TreeError(problem("yaml-too-long", at, text.split("\n")[number][:MAX_EXCERPT]))
    _refuse_depth(text, source)
    node = yaml.compose(text, Loader=Loader)
    if node is None:
        return None, ()
    walker = _Walker(source, text.split("\n"))
    return walker.value(node, 0), tuple(walker.found)


def _refuse_depth(text: str, source: Source) -> None:
    """libyaml recurses in C, so a depth bomb is met before it gets there."""
    if text.count("[") + text.count("{") <= MAX_DEPTH and not _INDENTED.search(text):
        return
    depth = 0
    for number, line in enumerate(text.split("\n")):
        opened = line.count("[") + line.count("{")
        indent = len(line) - len(line.lstrip(" "))
        dashes = len(line) - len(line.lstrip(" -?"))
        depth = max(0, depth + opened - line.count("]") - line.count("}"))
        if depth > MAX_DEPTH or indent > 8 * MAX_DEPTH or dashes > 8 * MAX_DEPTH:
            at = Location(source.path, source.first_line + number, indent + 1)
            raise TreeError(problem("yaml-too-deep", at, line[:MAX_EXCERPT]))


class _Walker:
    """Nodes -> values; keeps what was seen so that no node is walked twice."""

    def __init__(self, source: Source, lines: list[str]) -> None:
        self.source = source
        self.lines = lines
        self.found: list[Diagnostic] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, depth: int) -> Value:
        mark = node.start_mark
        # compose gives an alias the very node of its anchor
        if id(node) in self._seen:
            raise self._refused("yaml-alias", mark)
        self._seen.add(id(node))
        if depth > MAX_DEPTH:
            raise self._refused("yaml-too-deep", mark)
        if self.line(mark.line).startswith("&", mark.column):
            raise self._refused("yaml-alias", mark)
        if node.tag not in _PLAIN_TAGS:
            raise self._refused("yaml-tag", mark, tag=node.tag.rsplit(":", 1)[-1])
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, mark)
        line, column = self.source.first_line + mark.line, mark.column + 1
        if isinstance(node, yaml.SequenceNode):
            items = tuple([self.value(item, depth + 1) for item in node.value])
            return Sequence(items, self.source.path, line, column)
        return Mapping(self._pairs(node, depth), self.source.path, line, column)

    def _scalar(self, node: yaml.ScalarNode, mark: yaml.Mark) -> Scalar:
        quoted = node.style in ("'", '"')
        rest = ""
        if not quoted and node.style not in _BLOCK_STYLES:
            tail = self.line(node.end_mark.line)[node.end_mark.column :]
            match = _COMMENT.match(tail) if tail else None
            rest = match.group(1) if match else ""
        line, column = self.source.first_line + mark.line, mark.column + 1
        return Scalar(node.value, self.source.path, line, column, quoted, rest)

    def _pairs(self, node: yaml.Node, depth: int) -> tuple[tuple[Scalar, Value], ...]:
        pairs: dict[str, tuple[Scalar, Value]] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._refused("yaml-key", mark)
            if key_node.value == "<<" and not key_node.style:
                raise self._refused("yaml-alias", mark)
            key = self.value(key_node, depth + 1)
            value = self.value(value_node, depth + 1)
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
