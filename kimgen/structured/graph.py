"""schema.org nodes as JSON-LD: their common parts, and text that is safe in a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import NamedTuple

from markupsafe import Markup

Node = dict[str, object]
"""A schema.org object. Empty values may stand in it, but in no list; `markup` leaves them out.
A tuple holds texts, a list anything."""

Trail = Sequence[tuple[str, str]]
"""Breadcrumbs, home first, the page itself last: (name, absolute URL)."""


class Image(NamedTuple):
    """A picture."""

    url: str
    """Absolute."""
    width: int
    height: int
    """Pixels."""
    alt: str = ""


class Download(NamedTuple):
    """A file to download."""

    url: str
    """Absolute."""
    name: str
    type: str
    """Media type: `application/pdf`."""
    size: int
    """Bytes."""


_UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What may not stand in a script element, or in HTML at all."""

_encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def markup(nodes: Iterable[Node]) -> Markup:
    """One compact @graph, safe inside `<script type="application/ld+json">`."""
    return document([encoded(node) for node in nodes])


def document(nodes: Sequence[str]) -> Markup:
    """The @graph of nodes that are `encoded` already.

    The same characters that would end the script element, or open a comment in
    it, are written as `\\u` sequences, which JSON reads as themselves.
    """
    text = '{"@context":"https://schema.org","@graph":[' + ",".join(nodes) + "]}"
    if not text.isascii() or "&" in text or "<" in text or ">" in text or "\x7f" in text:
        text = _UNSAFE.sub(_written_out, text)
    return Markup(text)


def encoded(node: Node) -> str:
    """`node` as JSON, without its empty values; 0 and False are values."""
    parts = []
    for key, value in node.items():
        if not value and value != 0:
            continue
        if isinstance(value, str):  # as nearly all are: the shortest way for them
            parts.append(f'"{key}":{encode_basestring(value)}')
        elif isinstance(value, dict):
            parts.append(f'"{key}":{encoded(value)}')
        elif isinstance(value, tuple):
            parts.append(f'"{key}":[{",".join(map(encode_basestring, value))}]')
        else:
            parts.append(f'"{key}":{_encode(value)}')
    return "{" + ",".join(parts) + "}"


def _written_out(match: re.Match[str]) -> str:
    sign = ord(match[0])
    return "" if 0xD800 <= sign < 0xE000 else f"\\u{sign:04x}"  # a lone surrogate is no text


def picture(image: Image | None, caption: str = "") -> Node | None:
    """ImageObject"""
    if image is None:
        return None
    node: Node = {"@type": "ImageObject", "url": image.url}
    if image.width and image.height:
        node |= {"width": image.width, "height": image.height}
    if caption or image.alt:
        node["caption"] = caption or image.alt
    return node


def breadcrumbs(url: str, trail: Trail) -> tuple[str, ...]:
    """BreadcrumbList of the page at `url`, encoded; nothing for a trail of one step, the
    home page."""
    if len(trail) < 2:
        return ()
    *above, (name, address) = trail
    steps = [_known_step(number, *step) for number, step in enumerate(above, 1)]
    steps.append(_step(len(trail), name, address))
    key = encode_basestring(f"{url}#jejak")
    items = ",".join(steps)
    return (f'{{"@type":"BreadcrumbList","@id":{key},"itemListElement":[{items}]}}',)


def _step(number: int, name: str, address: str) -> str:
    return (
        f'{{"@type":"ListItem","position":{number},"name":{encode_basestring(name)},'
        f'"item":{encode_basestring(address)}}}'
    )


_known_step = lru_cache(maxsize=256)(_step)
"""What lies above a page is above many others, too."""
