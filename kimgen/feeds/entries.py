"""What a feed says, whatever its format: the feed, its entries, their time stamps.

Nothing here asks the clock: a feed is as new as its newest entry.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urljoin

from kimgen.dates import When, rfc3339

NEVER = date(2000, 1, 1)
"""`updated` of a feed with neither entries nor a founding day."""

_TAG = re.compile(r'<(?:a|img|source|video|audio)\s(?:[^">]|"[^"]*")*>')
_REFERENCE = re.compile(r'(\s(?:href|src|poster)=")(?![a-zA-Z][a-zA-Z0-9+.\-]*:)([^"]*)"')
_ATTRIBUTES = ("href=", "src", "poster=")
_SRCSET = re.compile(r'(\ssrcset=")([^"]*)"')
_DAY = 10  # characters of an ISO date


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """The feed itself."""

    title: str
    subtitle: str
    home: str
    """Absolute URL of the page that it belongs to; also the Atom id."""
    url: str
    """Absolute URL of the Atom file."""
    json_url: str
    """Absolute URL of the JSON file, `''` where there is none."""
    lang: str
    author: str = ""
    """Who publishes it; `''` for the title."""
    icon: str = ""
    """Absolute URL of a square picture."""
    since: date | None = None
    """Founding day: `updated` of a feed without entries."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One post."""

    url: str
    """Absolute permalink."""
    title: str
    published: When | str
    """A string is an ISO 8601 day (of western Indonesia), or day and time with offset."""
    summary: str
    content: str
    """HTML with absolute addresses (`absolute_html`), `''` for none."""
    author: str
    lang: str
    categories: tuple[str, ...] = ()
    image: str = ""
    """Absolute URL of a picture."""
    id: str = ""
    """IRI that never changes; `''` for the permalink."""
    updated: When | str = ""
    """`''` for never."""
    author_url: str = ""
    dir: str = "ltr"
    """`rtl` for a language written from right to left: Atom and JSON Feed have
    no direction of their own, so the content is wrapped in an element that has."""


def stamps(entry: FeedEntry) -> tuple[str, str]:
    """RFC 3339 stamps of (publication, last change)."""
    published = _stamp(entry.published)
    return published, _stamp(entry.updated) if entry.updated else published


def _stamp(moment: When | str) -> str:
    """RFC 3339. A bare day is stamped with its noon, as `rfc3339` explains."""
    if not isinstance(moment, str):
        return rfc3339(moment)
    return moment if len(moment) > _DAY else rfc3339(When(date.fromisoformat(moment)))


def newest_stamp(info: FeedInfo, changes: Iterable[str]) -> str:
    """Stamp of the newest entry. Stamps are compared as moments: zones differ."""
    newest = max(changes, key=datetime.fromisoformat, default="")
    return newest or rfc3339(When(info.since or NEVER))


def directed(entry: FeedEntry) -> str:
    """The content, in an element that tells its direction where that is not the usual one."""
    if entry.dir != "rtl":
        return entry.content
    return f'<div lang="{html.escape(entry.lang)}" dir="rtl">{entry.content}</div>'


def absolute_html(text: str, page: str) -> str:
    """HTML with every relative address made absolute, as seen from the URL `page`.

    Fragments lead to the page too: many entries share one reader's window.
    `text` is kimgen's own HTML, whose attributes are always in double quotes.
    """

    def whole(match: re.Match[str]) -> str:
        return f'{match[1]}{html.escape(_join(page, html.unescape(match[2])))}"'

    def sizes(match: re.Match[str]) -> str:
        parts = [part.split() for part in html.unescape(match[2]).split(",")]
        shown = (" ".join([_join(page, part[0]), *part[1:]]) for part in parts if part)
        return f'{match[1]}{html.escape(", ".join(shown))}"'

    def tag(match: re.Match[str]) -> str:
        return _SRCSET.sub(sizes, _REFERENCE.sub(whole, match[0]))

    if not any(map(text.__contains__, _ATTRIBUTES)):  # as good as always
        return text
    return _TAG.sub(tag, text)


def _join(page: str, address: str) -> str:
    try:
        return urljoin(page, address)
    except ValueError:  # such as `//[`
        return address
