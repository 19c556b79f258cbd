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


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as typed."""

    text: str
    at: Location
    quoted: bool = False
    rest: str = ""
    """What followed on the line from ` #` on: a comment, or a hash that was meant."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Value, ...]
    at: Location


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in file order; duplicates have been reported and dropped."""

    pairs: tuple[tuple[Scalar, Value], ...]
    at: Location

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
        at = self.source.at(node.start_mark)
        excerpt = self.line(node.start_mark.line)
        # compose gives an alias the very node of its anchor
        if id(node) in self._seen:
            raise TreeError(problem("yaml-alias", at, excerpt))
        self._seen.add(id(node))
        if depth > MAX_DEPTH:
            raise TreeError(problem("yaml-too-deep", at, excerpt))
        if excerpt[node.start_mark.column :].startswith("&"):
            raise TreeError(problem("yaml-alias", at, excerpt))
        if node.tag not in _PLAIN_TAGS:
            raise TreeError(problem("yaml-tag", at, excerpt, tag=node.tag.rsplit(":", 1)[-1]))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, at)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self.value(item, depth + 1) for item in node.value), at)
        return self._mapping(node, at, depth)

    def _scalar(self, node: yaml.ScalarNode, at: Location) -> Scalar:
        quoted = node.style in ("'", '"')
        rest = ""
        if not quoted and node.style not in _BLOCK_STYLES:
            tail = self.line(node.end_mark.line)[node.end_mark.column :]
            match = _COMMENT.match(tail)
            rest = match.group(1) if match else ""
        return Scalar(node.value, at, quoted, rest)

    def _mapping(self, node: yaml.Node, at: Location, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Value]] = []
        first: dict[str, Location] = {}
        for key_node, value_node in node.value:
            where = self.source.at(key_node.start_mark)
            excerpt = self.line(key_node.start_mark.line)
            if not isinstance(key_node, yaml.ScalarNode):
                raise TreeError(problem("yaml-key", where, excerpt))
            if key_node.value == "<<" and not key_node.style:
                raise TreeError(problem("yaml-alias", where, excerpt))
            key = self.value(key_node, depth + 1)
            value = self.value(value_node, depth + 1)
            assert isinstance(key, Scalar)
            if key.text in first:
                line = str(first[key.text].line)
                self.found.append(
                    problem("duplicate-key", where, excerpt, key=key.text, line=line)
                )
                continue
            first[key.text] = where
            pairs.append((key, value))
        return Mapping(tuple(pairs), at)

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""
