"""What a page says in its <main>, as lines of text: enough to notice what is lost, and no more.

Kept are headings, links within the nation and to people, pictures, moments, lists of terms, and
the prose that volunteers write. Left out is what a theme words and arranges around them (minutes
to read, buttons, where one can share), so that work on themes does not touch what is expected.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HEADINGS = {"h1": "#", "h2": "##", "h3": "###", "h4": "####", "h5": "#####", "h6": "######"}
_BLOCKS = {"p", "li", "dt", "dd", "td", "th", "figcaption", "pre", "blockquote"}
_TEXTS = {"dt", "dd", "figcaption", "blockquote"}
"""Blocks whose text counts everywhere; that of the others counts in prose."""
_VOID = set("area base br col embed hr img input link meta source track wbr".split())
_SILENT = {"svg", "script", "style", "template", "button", "nav"}
_OURS = re.compile(r"mailto:|tel:|https://wa\.me/\d|https://([a-z0-9-]+\.)?kim\.id/")
_MEDIA = re.compile(r"((?:media|berkas)/[a-z0-9-]+?)(?:-\d+)?\.[0-9a-f]{8}\.\w+")
"""Width, hash and format of a picture depend on what makes pictures on the machine."""


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.parts: list[list[str]] = []
        """Text of the headings, blocks and links that are open, from outside to inside."""

    def inside(self, *names: str) -> bool:
        return any(name in names for name, _ in self.open)

    @property
    def in_prose(self) -> bool:
        return any("prose" in found.get("class", "").split() for _, found in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lines.append(f"lang={values.get('lang')} dir={values.get('dir')}")
        if self.inside("main") and not self.inside(*_SILENT):
            if "lang" in values:
                self.lines.append(f"lang={values['lang']} dir={values.get('dir', '')}".strip())
            if tag == "img" and values.get("class") != "dim":  # shown until a picture is there
                self.lines.append(f"picture: {values.get('alt', '')}".strip())
            if tag == "time":
                self.lines.append(f"time: {values.get('datetime', '')}")
        if tag == "br":
            self.handle_data(" ")
        if tag in _VOID:
            return
        self.open.append((tag, values))
        if tag in _HEADINGS or tag in _BLOCKS or tag == "a":
            self.parts.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag not in [name for name, _ in self.open]:
            return
        while self.open:
            name, values = self.open[-1]
            if name in _HEADINGS or name in _BLOCKS or name == "a":
                self._end(name, values, " ".join("".join(self.parts.pop()).split()))
            self.open.pop()
            if name == tag:
                return

    def _end(self, name: str, values: dict[str, str], text: str) -> None:
        if not self.inside("main") or self.inside(*_SILENT):
            return
        if name in _HEADINGS:
            self.lines.append(f"{_HEADINGS[name]} {text}")
        elif name == "a":
            href = values.get("href", "")
            if self.in_prose or "//" not in href or _OURS.match(href):
                href = _MEDIA.sub(r"\1", href.partition("?text=")[0])
                self.lines.append(f"[{text}] {href}")
        elif text and (self.in_prose or name in _TEXTS):
            self.lines.append(text)

    def handle_data(self, data: str) -> None:
        if not self.inside(*_SILENT):
            for part in self.parts:
                part.append(data)


def outline(html: str) -> str:
    """The lines of one page."""
    reader = _Outline()
    reader.feed(html)
    reader.close()
    return "".join(f"{line}\n" for line in reader.lines)
