"""What a site tells crawlers and home screens: sitemap, robots.txt, web app manifest.

All addresses in a sitemap are absolute; everything in a manifest is relative
to its own place, so that a site works in a subfolder too.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote

LIMIT = 50_000
"""Addresses in one file, by sitemaps.org."""
SHORT_NAME = 12
"""Characters that home screens show below an icon."""

BACKGROUND = "#ffffff"
"""What a home screen shows while a site opens."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
_RESERVED = "%/:?#[]@!$&'()*+,;=~"
_SMALL_WORDS = frozenset("dan di ke dari yang untuk atau".split())


class Address(NamedTuple):
    """A page in a sitemap."""

    url: str
    """Absolute."""
    day: str = ""
    """ISO 8601 date of its newest content, `''` for unknown."""
    images: tuple[str, ...] = ()
    """Absolute URLs of its pictures."""


class Icon(NamedTuple):
    """A picture for home screens."""

    path: str
    """In the site: `icon-192.png`."""
    type: str
    sizes: str
    """`192x192`, `any`."""
    purpose: str = ""
    """`maskable` for one that may be cut to any shape, `''` for any use."""


def sitemap(
    addresses: Sequence[Address], root: str, limit: int = LIMIT, part: str = "sitemap-{}.xml"
) -> tuple[tuple[str, bytes], ...]:
    """(path, content) of `sitemap.xml`.

    More than `limit` addresses go into numbered files named by `part`, and
    `sitemap.xml` is the index of these. `root` is the site's URL with a slash.
    """
    if len(addresses) <= limit:
        return (("sitemap.xml", _urlset(addresses)),)
    parts, rows = [], []
    for number, start in enumerate(range(0, len(addresses), limit), 1):
        chunk, name = addresses[start : start + limit], part.format(number)
        newest = max(address.day[:10] for address in chunk)
        parts.append((name, _urlset(chunk)))
        rows.append(f"  <sitemap><loc>{_url(root + name)}</loc>{_changed(newest)}</sitemap>")
    index = _document("sitemapindex", f'xmlns="{_NAMESPACE}"', rows)
    return (("sitemap.xml", index), *parts)


def _urlset(addresses: Iterable[Address]) -> bytes:
    rows, has_images = [], False
    for url, day, images in addresses:
        shown = ""
        for image in images:
            shown += f"<image:image><image:loc>{_url(image)}</image:loc></image:image>"
        has_images = has_images or bool(shown)
        rows.append(f"  <url><loc>{_url(url)}</loc>{_changed(day)}{shown}</url>")
    names = f'xmlns="{_NAMESPACE}"' + (f' xmlns:image="{_IMAGES}"' if has_images else "")
    return _document("urlset", names, rows)


def _document(name: str, names: str, rows: Iterable[str]) -> bytes:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f"<{name} {names}>", *rows, f"</{name}>\n"]
    return "\n".join(lines).encode()


def _changed(day: str) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""


def _url(url: str) -> str:
    """An address as a sitemap wants it: ASCII, percent-encoded, escaped."""
    text = quote(url, safe=_RESERVED, errors="ignore")
    return text.replace("&", "&amp;").replace("'", "&apos;")


def robots(sitemap_url: str = "") -> bytes:
    """robots.txt: everything may be fetched, also of a site that is not to be indexed.

    That such a site asks not to be indexed stands on each of its pages; a
    crawler that may not fetch them would never read it, and lists addresses it
    knows from elsewhere. Give such a site no `sitemap_url`.
    """
    found = f"\nSitemap: {sitemap_url}\n" if sitemap_url else ""
    return f"User-agent: *\nDisallow:\n{found}".encode()


# --- manifest ---------------------------------------------------------------------


def manifest(
    name: str,
    *,
    id: str,
    short: str,
    description: str,
    lang: str,
    dir: str,
    theme_colour: str,
    background: str,
    icons: Sequence[Icon],
) -> bytes:
    """manifest.webmanifest.

    `id` is the label, the host for the portal: it counts from the root of whatever
    host serves the file, so two sites that are mirrored in folders of one host stay
    two applications.
    """
    data = {
        "id": id,
        "name": name,
        "short_name": short,
        "description": description,
        "lang": lang,
        "dir": dir,
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": theme_colour,
        "background_color": background,
        "icons": [_icon(icon) for icon in icons],
    }
    kept = {key: value for key, value in data.items() if value}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "ignore")


def _icon(icon: Icon) -> dict[str, str]:
    data = {"src": icon.path, "type": icon.type, "sizes": icon.sizes}
    return data | {"purpose": icon.purpose} if icon.purpose else data


def short_name(name: str, fallback: str = "", expansion: str = "") -> str:
    """At most twelve characters that still tell a KIM from its neighbours.

    Whole words of `name` as far as they fit, `expansion` (what KIM stands for)
    taken back to KIM; where that leaves `KIM` alone, `fallback` (the village)
    or the next word, cut if need be. Never empty unless all are.
    """
    words = (name.replace(expansion, "KIM") if expansion else name).split()
    kept = _fitting(words)
    while len(kept) > 1 and len(kept) < len(words) and kept[-1].casefold() in _SMALL_WORDS:
        kept.pop()
    if kept and kept != ["KIM"]:
        return " ".join(kept)
    own = words[1:] if words[:1] == ["KIM"] else words
    rest = _fitting(fallback.split()) or own[:1] or words[:1] or fallback.split()[:1]
    return _cut(" ".join(rest))


def _fitting(words: Sequence[str]) -> list[str]:
    """As many first words as fit."""
    kept: list[str] = []
    for word in words:
        if len(" ".join([*kept, word])) > SHORT_NAME:
            break
        kept.append(word)
    return kept


def _cut(text: str) -> str:
    """The first characters, none torn from its marks."""
    end = min(len(text), SHORT_NAME)
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip(" -\u200d")
