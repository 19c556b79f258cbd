"""The fast engine: pyromark, which wraps the Rust parser pulldown-cmark.

pulldown-cmark lets raw HTML through, as CommonMark asks, and has no switch for it. So every `<`
that opens neither an autolink nor a link target is exchanged for a stand-in before parsing, and
the stand-in for `&lt;` after it: what never reaches the parser as `<` cannot become markup. A `<`
that stays because a link target seems to begin there is checked against the parser's own events.

No disk, no clock. `pyromark` is an extra: this module may be imported only where it is installed.
"""

from __future__ import annotations

import re

import pyromark

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)

STAND_IN = "\U00010a50"
"""Stands for a `<`: punctuation like it, so that emphasis comes out the same, of a script nobody
writes any more. `markdown_source.py` takes it out of what people write."""

_NO_TARGET = "\x01" + STAND_IN
"""Stands for a `<` where a link target would begin: a control character can be no target's."""

_STAND_IN_URL = "%F0%90%A9%90"
_LESS = re.compile(
    r"(?P<target>\]\(\s*<(?:[^<>\n\\]|\\.)*>|\]:[\s>]*<(?:[^<>\n\\]|\\.)*>)"
    r"|(?P<broken>\]\(\s*|\]:[\s>]*)<"
    r"|\\[\\<]"
    r"|<[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\x00-\x20<>]*>"
    r"|<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]+@[A-Za-z0-9.\-]+>"
    r"|(?P<plain><)"
)
_ROUNDS = 8


class NativeEngine:
    """Implements `markdown.Engine` with pyromark."""

    name = "pyromark"
    version = pyromark.__version__

    def __init__(self) -> None:
        self._markdown = pyromark.Markdown(options=_OPTIONS)

    def to_html(self, text: str) -> str:
        """HTML of `text`, raw HTML shown as text."""
        if "<" not in text:
            return self._markdown.html(text)
        targets = False

        def guard(found: re.Match[str]) -> str:
            nonlocal targets
            if found["plain"]:
                return STAND_IN
            if found["broken"] is not None:
                return found["broken"] + _NO_TARGET
            targets = targets or found["target"] is not None
            return found[0]

        guarded = _LESS.sub(guard, text)
        if targets:
            guarded = self._without_html(guarded)
        html = self._markdown.html(guarded).replace(_NO_TARGET, "&lt;").replace(STAND_IN, "&lt;")
        return html.replace(_STAND_IN_URL, "%3C") if _STAND_IN_URL in html else html

    def _without_html(self, text: str) -> str:
        """`text` with stand-ins where a kept `<` was raw HTML after all."""
        for _ in range(_ROUNDS):
            data = text.encode()
            marks: list[int] = []
            for event, place in self._markdown.events_with_range(text):
                if isinstance(event, dict) and ("Html" in event or "InlineHtml" in event):
                    mark = data.find(b"<", place["start"], place["end"])
                    if mark >= 0:
                        marks.append(mark)
            if not marks:
                return text
            kept, last = [], 0
            for mark in marks:
                kept.append(data[last:mark])
                last = mark + 1
            kept.append(data[last:])
            text = _NO_TARGET.encode().join(kept).decode()
        return _LESS.sub(lambda found: found[0].replace("<", _NO_TARGET), text)
