"""The last thing done to an article before a template gets it, whichever engine made it.

What the pass over an engine's HTML makes is clean; should a mistake in it or in an engine let
something through, it ends here. nh3, which wraps the Rust sanitiser ammonia, parses the HTML as
browsers do and writes it anew from `allowlist.ELEMENTS`; where it is not installed, what is not
on the list is escaped. Pure: HTML in, HTML out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from kimgen.allowlist import ELEMENTS, SCHEMES, escape_rest, keeps

DEPTH_LIMIT = 400
"""Elements inside one another. nh3 takes time with the square of it: 2 ms for so many, 120 s
for the 200,000 of a megabyte. An article that reaches it has been refused long before."""

MANY_REFERENCES = 2_000
"""Character references, or wide gaps, from which on nh3 does not get to see those of the text: it
takes time with the square of them, 2 s for 120,000."""
_STAND_INS = {
    "\ufdd0": ("&amp;", "&amp;"), "\ufdd1": ("&lt;", "&lt;"), "\ufdd2": ("&gt;", "&gt;"),
    "\ufdd3": ("&quot;", '"'), "\ufdd4": ("\u00a0", "&nbsp;"),
}  # fmt: skip
"""No characters at all, which `markdown_source` takes out of what people write -> what an engine
writes, what nh3 does."""
_TEXT = re.compile(r"(?:^|>)[^<]+")
_ANY_STAND_IN = re.compile(f"[{''.join(_STAND_INS)}]")

_NESTING = re.compile(r"<(/?)(?!(?:br|hr|img)\b)([a-zA-Z][^\s/>]*)")
_LEAF = re.compile(r"<([a-z]+[1-6]?)(?: [^<>]*)?>[^<]*</\1>")


class TooDeepError(ValueError):
    """More elements inside one another than `DEPTH_LIMIT`."""


class Sanitiser(Protocol):
    """The seam: HTML -> HTML that holds nothing but what is on the list.

    Its name and version are part of what a site is made from, as the engine's are.
    """

    name: str
    version: str

    def clean(self, html: str, hosts: frozenset[str] = frozenset()) -> str:
        """`html` as it may be shown; `hosts` may serve its pictures. Raises `TooDeepError`."""


@lru_cache(maxsize=1)
def sanitiser() -> Sanitiser:
    """nh3 where it is installed, else the one that escapes."""
    try:
        import nh3  # noqa: F401 - asked for here, so that `--version` is quick
    except ImportError:
        return Escaping()
    return Ammonia()


class Ammonia:
    """Implements `Sanitiser` with nh3; one cleaner is made and used for all articles."""

    name = "nh3"

    def __init__(self) -> None:
        import nh3

        self.version = str(vars(nh3)["__version__"])  # which its types do not mention
        attributes = {name: set(known) - {"class"} for name, known in ELEMENTS.items()}
        attributes["code"].add("class")
        cleaner = nh3.Cleaner(
            tags=set(ELEMENTS),
            attributes=attributes,
            allowed_classes={
                "div": {"table-scroll"}, "li": {"task"}, "section": {"footnotes"},
                "span": {"check"}, "td": {"left", "right", "center"},
                "th": {"left", "right", "center"},
            },
            url_schemes=set(SCHEMES),
            link_rel=None,  # the pass writes it; `keeps` sees that it is there
        )  # fmt: skip
        self._clean = cleaner.clean

    def clean(self, html: str, hosts: frozenset[str] = frozenset()) -> str:
        """`Sanitiser.clean`"""
        refuse_deep(html)
        gaps = 0 if html.isascii() else html.count("\u00a0")
        if html.count("&") + gaps < MANY_REFERENCES:
            made = self._clean(html)
        else:
            made = _shown_again(self._clean(_TEXT.sub(_hidden, _ANY_STAND_IN.sub("", html))))
        return made if keeps(made, hosts) else escape_rest(made, hosts)


class Escaping:
    """Implements `Sanitiser` without compiled code."""

    name = "kimgen-escape"
    version = "1"

    def clean(self, html: str, hosts: frozenset[str] = frozenset()) -> str:
        """`Sanitiser.clean`"""
        refuse_deep(html)
        return escape_rest(html, hosts)


def _hidden(found: re.Match[str]) -> str:
    """A text without what takes nh3 long."""
    text = found[0]
    for sign, (reference, _) in _STAND_INS.items():
        text = text.replace(reference, sign)
    return text


def _shown_again(html: str) -> str:
    """With the references as nh3 writes them. What was text is text again, wherever it stands."""
    for sign, (_, reference) in _STAND_INS.items():
        html = html.replace(sign, reference)
    return html


def refuse_deep(html: str) -> None:
    """Raise `TooDeepError` where elements, closed or not, are nested beyond the limit."""
    if html.count("<") <= DEPTH_LIMIT:
        return
    # what has nothing in it is most of any text; without it the rest is shallower by one
    html = _LEAF.sub("", _LEAF.sub("", html))
    limit = DEPTH_LIMIT - 2
    if html.count("<") <= limit:
        return
    depth = 0
    opened: dict[str, int] = {}
    for slash, name in _NESTING.findall(html):
        count = opened.get(name, 0)
        if not slash:
            opened[name] = count + 1
            depth += 1
            if depth > limit:
                raise TooDeepError
        elif count:  # what closes nothing makes nothing shallower
            opened[name] = count - 1
            depth -= 1
