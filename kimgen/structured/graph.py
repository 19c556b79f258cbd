"""schema.org nodes as JSON-LD: their common parts, and text that is safe in a page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

Node = dict[str, object]
"""A schema.org object. Empty values may stand in it, but in no list; `markup` leaves them out."""

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

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def markup(nodes: Sequence[Node]) -> Markup:
    """One compact @graph, safe inside `<script type="application/ld+json">`.

    The same characters that would end the script element, or open a comment in
    it, are written as `\\u` sequences, which JSON reads as themselves.
    """
    data = {"@context": "https://schema.org", "@graph": [_full(node) for node in nodes]}
    return Markup(_UNSAFE.sub(_written_out, _encode(data)))


def _written_out(match: re.Match[str]) -> str:
    sign = ord(match[0])
    return "" if 0xD800 <= sign < 0xE000 else f"\\u{sign:04x}"  # a lone surrogate is no text


def _full(node: Node) -> Node:
    """`node` without empty values; 0 and False are values."""
    return {
        key: _full(value) if isinstance(value, dict) else value
        for key, value in node.items()
        if value or value == 0
    }


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


def breadcrumbs(url: str, trail: Trail) -> tuple[Node, ...]:
    """BreadcrumbList of the page at `url`; nothing for a trail of one step, the home page."""
    if len(trail) < 2:
        return ()
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(trail, 1)
    ]
    return ({"@type": "BreadcrumbList", "@id": f"{url}#jejak", "itemListElement": items},)
