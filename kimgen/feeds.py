"""Atom 1.0 and JSON Feed 1.1 from plain entries; for sites and for the portal.

Nothing here asks the clock: a feed is as new as its newest entry. Ids are
permalinks. Characters that XML 1.0 cannot hold are dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEVER = "2000-01-01T00:00:00Z"
"""`updated` of a feed without entries."""


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """The feed itself."""

    title: str
    subtitle: str
    home: str
    """Absolute URL of the page that it belongs to."""
    url: str
    """Absolute URL of the Atom file."""
    json_url: str
    lang: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One post."""

    url: str
    title: str
    published: str
    """RFC 3339."""
    summary: str
    content: str
    """HTML with absolute addresses, `''` for none."""
    author: str
    lang: str
    categories: tuple[str, ...] = ()
    image: str = ""


def atom(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The Atom document."""
    updated = max((entry.published for entry in entries), default=NEVER)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang={_attr(info.lang)}>",
        f"  <title>{_text(info.title)}</title>",
        *([f"  <subtitle>{_text(info.subtitle)}</subtitle>"] if info.subtitle else []),
        f"  <id>{_text(info.home)}</id>",
        f"  <updated>{updated}</updated>",
        f"  <link href={_attr(info.home)}/>",
        f'  <link rel="self" type="application/atom+xml" href={_attr(info.url)}/>',
        f"  <author><name>{_text(info.title)}</name></author>",
    ]
    for entry in entries:
        lines += [
            f"  <entry xml:lang={_attr(entry.lang)}>",
            f"    <title>{_text(entry.title)}</title>",
            f"    <id>{_text(entry.url)}</id>",
            f"    <link href={_attr(entry.url)}/>",
            f"    <published>{entry.published}</published>",
            f"    <updated>{entry.published}</updated>",
            f"    <author><name>{_text(entry.author)}</name></author>",
            *(f"    <category term={_attr(name)}/>" for name in entry.categories),
            f"    <summary>{_text(entry.summary)}</summary>",
        ]
        if entry.content:
            lines.append(f'    <content type="html">{_text(entry.content)}</content>')
        lines.append("  </entry>")
    lines.append("</feed>\n")
    return "\n".join(lines).encode()


def json_feed(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The JSON Feed document."""
    items = []
    for entry in entries:
        item: dict[str, object] = {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "date_published": entry.published,
            "summary": entry.summary,
            "language": entry.lang,
            "authors": [{"name": entry.author}],
        }
        item["content_html" if entry.content else "content_text"] = entry.content or entry.summary
        if entry.categories:
            item["tags"] = list(entry.categories)
        if entry.image:
            item["image"] = entry.image
        items.append(item)
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": info.title,
        "home_page_url": info.home,
        "feed_url": info.json_url,
        "description": info.subtitle,
        "language": info.lang,
        "items": items,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _attr(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("", text))
