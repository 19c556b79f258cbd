"""Findings for people and machines: text with a caret, JSON, GitHub annotations.

The words come from `messages`; here they get their form. The three formats are
pure functions of the findings; only `write` and `wants_colour` look at a stream
and its environment. What a build did beyond its findings is for the caller to
say (`summary` of the JSON).
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from kimgen import messages
from kimgen.diagnostics import Diagnostic, Severity
from kimgen.privacy import discreet

FORMATS = ("text", "json", "github")

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_TAB = 4
_INDENT = "  "


def ordered(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings by file, line and column, each once, and without private data."""
    once = sorted(dict.fromkeys(found), key=lambda item: (item.sort_key, item.params))
    return tuple(discreet(item) for item in once)


def as_text(
    found: Iterable[Diagnostic], lang: str = "id", *, colour: bool = False, width: int = 100
) -> str:
    """`path:line:col: error: message [code]`, the line, a caret, the hint; `''` for none.

    `width` is how many columns a source line may take; longer ones are cut
    around the caret. Characters that steer a terminal are taken out.
    """
    paint = _painter(colour)
    blocks: list[str] = []
    path = None
    for item in ordered(found):
        if path is not None and path != item.location.path:
            blocks.append("")
        path = item.location.path
        message, hint = messages.text(item, lang)
        place = paint("1", _clean(str(item.location)))
        word = paint(_COLOURS[item.severity], item.severity.word)
        blocks.append(f"{place}: {word}: {_clean(message)} [{item.code}]")
        if item.excerpt.strip() and item.location.line:
            line, caret = _pointed(item.excerpt, item.location.column, width - len(_INDENT))
            blocks.append(_INDENT + line)
            if caret:
                blocks.append(_INDENT + paint(_COLOURS[item.severity], caret))
        if hint:
            blocks.append(_INDENT + _clean(hint))
        trace = dict(item.params).get("detail", "").strip().split("\n")
        if len(trace) > 1:  # a traceback, to be pasted into a report
            blocks.extend(_INDENT * 2 + _clean(line) for line in trace)
    return "".join(f"{block}\n" for block in blocks)


def _painter(colour: bool) -> Callable[[str, str], str]:
    if not colour:
        return lambda _, text: text
    return lambda style, text: f"\x1b[{style}m{text}\x1b[0m"


def _clean(text: str) -> str:
    """One line without characters that steer a terminal, reorder it or cannot be written."""
    if text.isascii() and text.isprintable():
        return text
    kept = (
        " " if char.isspace() else "�" if unicodedata.category(char) in _STEERING else char
        for char in text
    )
    return "".join(kept)


_STEERING = frozenset(("Cc", "Cf", "Cs"))


def _pointed(excerpt: str, column: int, width: int) -> tuple[str, str]:
    """The line as it can be shown, and the caret line below it (`''` for column 0)."""
    cells: list[str] = []  # what each character of the excerpt shows
    starts: list[int] = []  # and in which screen column it begins
    used = 0
    for char in excerpt.rstrip("\r\n"):
        shown = " " * (_TAB - used % _TAB) if char == "\t" else _clean(char)
        cells.append(shown)
        starts.append(used)
        used += _width(shown)
    last = len(cells) - 1
    target = min(column - 1, last + 1) if column else 0
    at = starts[target] if target <= last else used
    if used <= width:
        return "".join(cells).rstrip(), " " * at + "^" if column else ""
    left = max(0, min(at - width // 2, used - width))
    inside = [i for i, start in enumerate(starts) if start >= left + bool(left)]
    first = inside[0]
    head = "…" if first else ""
    room = width - len(head) - 1
    end = next((i for i in inside if starts[i] + _width(cells[i]) - starts[first] > room), last + 1)
    tail = "…" if end <= last else ""
    line = f"{head}{''.join(cells[first:end])}{tail}"
    return line.rstrip(), " " * (at - starts[first] + len(head)) + "^" if column else ""


def _width(text: str) -> int:
    """Columns that `text` takes on a screen of fixed-width characters."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def counts(found: Iterable[Diagnostic]) -> dict[str, int]:
    """Number of errors, warnings and infos."""
    severities = [item.severity for item in found]
    return {f"{level.word}s": severities.count(level) for level in reversed(Severity)}


def as_json(
    found: Iterable[Diagnostic], lang: str = "id", summary: Mapping[str, object] | None = None
) -> str:
    """One object: `diagnostics`, a list, and `summary`: the counts and what the caller adds."""
    items = ordered(found)
    rows = []
    for item in items:
        message, hint = messages.text(item, lang)
        rows.append(
            {
                "path": item.location.path,
                "line": item.location.line,
                "column": item.location.column,
                "severity": item.severity.word,
                "code": item.code,
                "message": message,
                "hint": hint,
                "params": dict(item.params),
                "excerpt": item.excerpt,
            }
        )
    whole = {"diagnostics": rows, "summary": {**counts(items), **(summary or {})}}
    return json.dumps(whole, indent=2) + "\n"


def as_github(found: Iterable[Diagnostic], lang: str = "id") -> str:
    """Workflow commands that GitHub shows at the line of a pull request."""
    lines = []
    for item in ordered(found):
        message, hint = messages.text(item, lang)
        where = item.location
        fields = {"file": where.path, "title": item.code}
        if where.line:
            fields["line"] = str(where.line)
        if where.column:
            fields["col"] = str(where.column)
        text = ",".join(f"{key}={_property(value)}" for key, value in fields.items())
        said = f"{message}\n{hint}" if hint else message
        lines.append(f"::{_ANNOTATIONS[item.severity]} {text}::{_data(said)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def wants_colour(stream: TextIO, environ: Mapping[str, str] | None = None) -> bool:
    """Whether `stream` is a terminal whose owner has not asked for plain text."""
    known = os.environ if environ is None else environ
    return stream.isatty() and not known.get("NO_COLOR") and known.get("TERM") != "dumb"


def write(
    found: Iterable[Diagnostic],
    stream: TextIO,
    form: str = "text",
    lang: str = "id",
    summary: Mapping[str, object] | None = None,
) -> None:
    """Write findings to `stream` as one of `FORMATS`.

    What the stream's encoding lacks is replaced, never an error.
    """
    if form == "json":
        text = as_json(found, lang, summary)
    elif form == "github":
        text = as_github(found, lang)
    else:
        width = os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 100
        text = as_text(found, lang, colour=wants_colour(stream), width=max(width, 30))
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))
