"""Markdown text -> `Article`: the dialect of kimgen, whichever engine parses it.

An engine is one small function, text -> HTML without raw HTML in it. What comes before it is in
`markdown_source.py`, what comes after it in `markdown_pass.py` and `sanitiser.py`, and all of it
is shared by the engines. docs/markdown.md describes the dialect. No disk, no clock, no network.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Protocol

from kimgen.limits import DEFAULTS, Limits
from kimgen.markdown_limits import beyond, grown_beyond
from kimgen.markdown_links import strip_tags, without_tags
from kimgen.markdown_pass import Pass
from kimgen.markdown_source import prepare
from kimgen.markdown_types import ROOT, Finding, Heading, PictureAttributes, Resolver
from kimgen.sanitiser import TooDeepError, sanitiser
from kimgen.values import value

__all__ = [
    "ROOT",
    "Article",
    "Engine",
    "Finding",
    "Heading",
    "PictureAttributes",
    "Resolver",
    "engine",
    "made_by",
    "render",
]

EXCERPT = 160
"""Characters of an excerpt, at most."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BLOCK = re.compile(r"<(p|li|h[2-6]|t[hd]|blockquote|figcaption)(?=[ >])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000\ufdd0-\ufdef\ufffe\uffff]")
_PARAGRAPH = re.compile(r"<p(?: dir=\"auto\")?>")
_LONG = 10_000
"""Characters of HTML that hold an excerpt, whatever else is in them."""
_SHAPE = bytes(32 if chr(n).isspace() else 120 for n in range(256))
"""Every ASCII white space becomes a space, all else an x."""
_NOTE_LINK = re.compile(r"<sup><a [^>]*>\d+</a></sup>")


@value
class Article:
    """A rendered body."""

    html: str
    """Valid HTML, a block a line; internal addresses begin with `ROOT`."""
    headings: tuple[Heading, ...]
    """In order, for a table of contents."""
    links: tuple[str, ...]
    """Where the links lead, as written into `html`."""
    images: tuple[str, ...]
    """The pictures shown, as written into `html`."""
    excerpt: str
    """The beginning as plain text, at most `EXCERPT` characters and `…` where cut."""
    words: int
    """Number of words."""
    findings: tuple[Finding, ...]
    """What a volunteer should know, in the order of the text."""


class Engine(Protocol):
    """The seam: Markdown text -> HTML in the form of the CommonMark specification.

    Raw HTML comes out as text. Text is what `markdown_source.prepare` gives.
    """

    name: str
    version: str

    def to_html(self, text: str) -> str:
        """The HTML of `text`; `ValueError` when it is nested beyond reason."""


@lru_cache(maxsize=4)
def engine(setting: str) -> Engine:
    """The engine for a `markdown` setting: auto, native or python-markdown.

    Raises `ValueError` for another word, or where the native one is not installed.
    """
    if setting not in {"auto", "native", "python-markdown"}:
        raise ValueError(f"markdown: {setting} (auto, native, python-markdown)")
    if setting != "python-markdown":
        try:
            from kimgen.markdown_native import NativeEngine
        except ImportError:
            if setting == "native":
                raise ValueError("markdown: native (pip install 'kimgen[native]')") from None
        else:
            return NativeEngine()
    from kimgen.markdown_python import PythonEngine

    return PythonEngine()


def made_by(engine: Engine) -> str:
    """Names and versions of all that makes an article: part of what a site is made from."""
    last = sanitiser()
    return f"{engine.name} {engine.version}, {last.name} {last.version}"


def render(
    text: str,
    engine: Engine,
    resolver: Resolver,
    picture_hosts: frozenset[str] = frozenset(),
    limits: Limits = DEFAULTS,
) -> Article:
    """Render a body; never raises for any text.

    `picture_hosts` are hosts whose pictures are shown from there; all other remote pictures
    become links. A text beyond the limits gives one finding `markdown-limit` and no more than its
    beginning as plain text.
    """
    source = prepare(text)
    if not source.strip():
        return Article("", (), (), (), "", 0, ())
    if reason := beyond(source, limits):
        return _plain(source, reason)
    try:
        parsed = engine.to_html(source)
    except ValueError:
        return _plain(source, "too-deep")
    if "&" in source and "&#" in source:
        parsed = _CONTROL.sub("", parsed)
    if reason := grown_beyond(parsed, source, limits):
        return _plain(source, reason)
    work = Pass(resolver, source, picture_hosts)
    html = work.run(parsed).strip("\n")
    if not html.isascii() and _RIGHT_TO_LEFT.search(html):
        html = _BLOCK.sub(r'<\1 dir="auto"', html)
    try:
        html = sanitiser().clean(html, picture_hosts)
    except TooDeepError:
        return _plain(source, "too-deep")
    if len(html) > limits.output:
        return _plain(source, "too-large")
    body = html
    if work.has_notes:
        body = _NOTE_LINK.sub("", html.partition('<section class="footnotes"')[0])
    return Article(
        html=html,
        headings=tuple(work.headings),
        links=tuple(work.links),
        images=tuple(work.images),
        excerpt=_excerpt(body),
        words=_words(without_tags(body).replace("&nbsp;", " ")),
        findings=tuple(work.findings),
    )


def _plain(source: str, reason: str) -> Article:
    """What is left of a text beyond the limits; `reason` is a word of `markdown_limits`."""
    start = " ".join(source[:2000].split())
    finding = Finding("markdown-limit", 0, reason)
    shown = f"<p>{escape(_cut(start))}</p>"
    return Article(shown, (), (), (), _cut(start), start.count(" ") + 1, (finding,))


def _words(text: str) -> int:
    """Number of words, as `len(text.split())` in half the time: no word is made."""
    if not text.isascii():
        return len(text.split())
    shape = text.encode().translate(_SHAPE)
    return shape.count(b" x") + shape.startswith(b"x")


def _excerpt(html: str) -> str:
    """The first paragraphs as plain text, all of the text where there are none."""
    parts: list[str] = []
    size = end = 0
    while size <= EXCERPT and (start := _PARAGRAPH.search(html, end)):
        end = html.find("</p>", start.end())
        if end < 0:
            break
        text = " ".join(strip_tags(_start_of(html[start.end() : end])).split())
        if text:
            parts.append(text)
            size += len(text) + 1
    return _cut(" ".join(parts or strip_tags(_start_of(html)).split()))


def _start_of(html: str) -> str:
    """As much of `html` as an excerpt can need, cut after a tag where it has any."""
    if len(html) <= _LONG:
        return html
    return html[: html.rfind(">", 0, _LONG) + 1 or _LONG]


def _cut(text: str) -> str:
    """`text` cut at a word, `…` after it."""
    if len(text) <= EXCERPT:
        return text
    head = text[:EXCERPT].rpartition(" ")[0] if " " in text[1:EXCERPT] else text[: EXCERPT - 1]
    return head.rstrip(" ,.;:-–—") + "…"
