"""Where in the HTML of a template each value stands, and whether it is safe there.

Autoescape makes a value safe as text and in a quoted attribute, nowhere else. This walks through
the source as a browser's tokeniser would, template tags aside: branches begin where their `if`
began. It is for authors who err, not for themes that mean harm: those are never installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import jinja2
from jinja2 import nodes


class Fault(NamedTuple):
    """Something that does not go into a page."""

    code: str
    line: int
    column: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the HTML a template's text has come to."""

    inside: str = "text"
    """text, tag, equals, bare, '"', "'", comment, or the element whose text is no HTML."""
    tag: str = ""
    name: str = ""
    """Of the attribute."""
    value: str = ""
    """Of the attribute, as far as it is written out."""
    data: bool = False
    """A script that is none: JSON-LD."""


_ANY = "\0"
"""Stands for a value in what is written out."""

_PIECE = re.compile(
    r"\{#.*?#\}"
    r"|\{\{(?P<value>(?:\"[^\"]*\"|'[^']*'|.)*?)\}\}"
    r"|\{%-?\s*(?P<word>\w+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|.)*?)%\}",
    re.DOTALL,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)|<!--")
_IN_TAG = re.compile(r"(?P<end>>)|(?P<name>[^\s/>=\"']+)|(?P<equals>=)|\s+|[/\"']")
_TEXT_ELEMENTS = frozenset(("script", "style", "title", "textarea"))
_CODE = frozenset(("script", "style"))
_ADDRESSES = frozenset(("href", "src", "action", "formaction", "srcset", "poster", "data"))
_OUR_SCRIPTS = frozenset(("page.script", "page.index"))
"""Addresses in views that kimgen alone makes."""
_RUNS = re.compile(r"[\s\x00-\x20]*(?:javascript|vbscript|data):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_LOADS = frozenset(("script", "link", "img", "source", "video", "audio"))
_REFUSED = frozenset(("base", "embed", "form", "frame", "iframe", "object"))


def faults(source: str, environment: jinja2.Environment) -> tuple[Fault, ...]:
    """What is wrong in the template `source`, in its order, one for each place."""
    return tuple(_Scan(source, environment).run())


class _Scan:
    def __init__(self, source: str, environment: jinja2.Environment) -> None:
        self._source = source
        self._environment = environment
        self._place = _Place()
        self._stack: list[_Place] = []
        self._inline = 0
        """Where the script or style begins that stands in the page itself."""
        self._told = False
        """Something was found in it: that is enough."""
        self._macros = frozenset(
            re.findall(r"\{%-?\s*macro\s+(\w+)", source)
            + [
                name.split()[-1]
                for names in re.findall(r"\{%-?\s*from\s+\S+\s+import\s+([^%]*?)-?%\}", source)
                for name in names.split(",")
                if name.split()
            ]
        )

    def run(self) -> Iterator[Fault]:
        last = 0
        for piece in _PIECE.finditer(self._source):
            yield from self._text(last, piece.start())
            last = piece.end()
            if piece["value"] is not None:
                yield from self._value(piece)
            elif piece["word"]:
                yield from self._statement(piece)
        yield from self._text(last, len(self._source))

    def _fault(self, code: str, at: int) -> Fault:
        line = self._source.count("\n", 0, at) + 1
        return Fault(code, line, at - self._source.rfind("\n", 0, at))

    # -- template tags ---------------------------------------------------------------------

    def _statement(self, piece: re.Match[str]) -> Iterator[Fault]:
        word, rest = piece["word"], piece["rest"]
        if word in {"if", "for"}:
            self._stack.append(self._place)
        elif word == "macro" or (word == "set" and "=" not in rest):
            self._stack.append(self._place)
            self._place = _Place()
        elif word in {"elif", "else"} and self._stack:
            self._place = self._stack[-1]
        elif word in {"endif", "endfor"} and self._stack:
            self._stack.pop()
        elif word in {"endmacro", "endset"} and self._stack:
            self._place = self._stack.pop()
        elif word == "autoescape":
            yield self._fault("template-safe", piece.start())
        if re.search(r"\|\s*safe\b|\bMarkup\b", rest):
            yield self._fault("template-safe", piece.start())

    def _value(self, piece: re.Match[str]) -> Iterator[Fault]:
        tree = self._parsed(piece["value"])
        if tree is None:  # it is no expression, which compiling has said
            return
        parts = (tree, *tree.find_all((nodes.Filter, nodes.Name)))
        if any(getattr(item, "name", "") in {"safe", "Markup"} for item in parts):
            yield self._fault("template-safe", piece.start())
            return
        place = self._place
        code = self._unsafe(place, tree)
        if code and not (place.inside in _CODE and self._told):
            yield self._fault(code, piece.start())
            self._told = place.inside in _CODE
        if place.inside == "tag":
            self._place = replace(place, name=_ANY)
        elif place.inside == "equals":
            self._place = replace(place, inside="bare", value=_ANY)
        elif place.inside in {'"', "'", "bare"}:
            self._place = replace(place, value=place.value + _ANY)

    def _unsafe(self, place: _Place, tree: nodes.Expr) -> str:
        """The code of what is wrong with a value at `place`, '' where it may stand there."""
        match place.inside:
            case "text" | "title" | "textarea" | "comment":
                return ""
            case "script" | "style":
                is_ours = place.data and _dotted(tree) == "page.head.jsonld"
                return "" if is_ours else "template-script"
            case "tag" | "equals" | "bare":
                return "" if self._is_harmless(tree) else "template-unquoted"
        if place.name == "srcdoc":
            return "template-script"
        if place.tag == "script" and place.name == "src" and not place.value:
            asks = isinstance(tree, nodes.Call) and _dotted(tree.node) == "asset"
            return "" if asks or _dotted(tree) in _OUR_SCRIPTS else "template-script"
        return ""  # quoted; what is written out around it, `_close` has seen

    def _parsed(self, text: str) -> nodes.Expr | None:
        """The expression in `{{ text }}`."""
        try:
            tree = self._environment.parse("{{" + text.strip("-") + "}}")
        except jinja2.TemplateError:
            return None
        output = next(iter(tree.find_all(nodes.Output)), None)
        return output.nodes[0] if output and output.nodes else None

    def _is_harmless(self, tree: nodes.Expr) -> bool:
        """Whether it prints nothing that could begin another attribute: a word that is written
        out, a whole number, or what a macro prints, which is looked at where it stands."""
        match tree:
            case nodes.Const() | nodes.TemplateData():
                return True
            case nodes.CondExpr():
                other = tree.expr2 is None or self._is_harmless(tree.expr2)
                return self._is_harmless(tree.expr1) and other
            case nodes.Filter():
                return tree.name in {"int", "length", "count"}
            case nodes.Call():
                return _dotted(tree.node) in {*self._macros, "super"}
        return _dotted(tree).startswith(("loop.index", "loop.length", "loop.revindex"))

    # -- HTML ------------------------------------------------------------------------------

    def _text(self, at: int, end: int) -> Iterator[Fault]:
        """Walk through what stands in the source from `at` to `end`."""
        while at < end:
            before = at
            match self._place.inside:
                case "text":
                    found = _TAG.search(self._source, at, end)
                    if found is None:
                        return
                    at = found.end()
                    if found[2] is None:
                        self._place = _Place("comment")
                    else:
                        yield from self._opens(found)
                case "comment":
                    close = self._source.find("-->", at, end)
                    at = end if close < 0 else close + 3
                    self._place = self._place if close < 0 else _Place()
                case "tag" | "equals":
                    at, found_here = self._tag(at, end)
                    yield from found_here
                case '"' | "'" | "bare":
                    at, found_here = self._attribute(at, end)
                    yield from found_here
                case element:
                    close = self._source.lower().find(f"</{element}", at, end)
                    written = self._source[at : end if close < 0 else close].strip()
                    if written and element in _CODE and not self._place.data:
                        self._inline = self._inline or at
                    at = end if close < 0 else close
                    if close >= 0 or end == len(self._source):
                        self._place = _Place()
                        if self._inline and not self._told:
                            yield self._fault("template-policy", self._inline)
                        self._inline, self._told = 0, False
            assert at > before or self._place.inside in {"text", "tag", '"', "'", "bare"}

    def _opens(self, found: re.Match[str]) -> Iterator[Fault]:
        slash, name = found[1], found[2].lower()
        self._place = _Place("tag", "" if slash else name)
        if name in _REFUSED and not slash:
            yield self._fault("template-policy", found.start())

    def _tag(self, at: int, end: int) -> tuple[int, list[Fault]]:
        """Go on inside a tag, outside of values."""
        place = self._place
        if place.inside == "equals":
            rest = self._source[at:end].lstrip()
            at = end - len(rest)
            if not rest:
                return end, []
            quoted = rest[0] in "\"'"
            self._place = replace(place, inside=rest[0] if quoted else "bare", value="")
            return at + quoted, []
        found = _IN_TAG.match(self._source, at, end)
        assert found is not None
        if found["end"]:
            inner = place.tag in _TEXT_ELEMENTS
            self._place = _Place(place.tag if inner else "text", data=place.data)
            return found.end(), []
        name = (found["name"] or "").lower()
        faults: list[Fault] = []
        if name.startswith("on") and len(name) > 2 and place.tag:
            faults.append(self._fault("template-handler", at))
        elif name == "style" and place.tag:
            faults.append(self._fault("template-policy", at))
        if name:
            self._place = replace(place, name=name)
        elif found["equals"] and place.name:
            self._place = replace(place, inside="equals", value="")
        return found.end(), faults

    def _attribute(self, at: int, end: int) -> tuple[int, list[Fault]]:
        """Go on inside a value."""
        place = self._place
        stop = re.compile(r"[\s>]" if place.inside == "bare" else place.inside)
        close = stop.search(self._source, at, end)
        until = close.start() if close else end
        value = place.value + self._source[at:until]
        self._place = replace(place, value=value)
        faults: list[Fault] = []
        if self._runs(value) and not self._runs(place.value):
            faults.append(self._fault("template-url", at))
        elif place.name in {"src", "href"} and self._loads(value) and not self._loads(place.value):
            faults.append(self._fault("template-policy", at))
        if close is None:
            return end, faults
        data = place.data or (
            place.tag == "script" and place.name == "type" and "json" in value.lower()
        )
        self._place = _Place("tag", place.tag, data=data)
        return close.end() if place.inside != "bare" else close.start(), faults

    def _runs(self, value: str) -> bool:
        """Whether the value is an address that is run, or shown as a page. A picture is neither."""
        place = self._place
        return place.name in _ADDRESSES and place.tag != "img" and bool(_RUNS.match(value))

    def _loads(self, value: str) -> bool:
        """Whether the value names a file of another site that the element loads."""
        return self._place.tag in _LOADS and bool(_ELSEWHERE.match(value))


def _dotted(tree: nodes.Node) -> str:
    """`page.head.jsonld` of such an expression, '' of another."""
    match tree:
        case nodes.Name():
            return tree.name
        case nodes.Getattr():
            inner = _dotted(tree.node)
            return f"{inner}.{tree.attr}" if inner else ""
    return ""
