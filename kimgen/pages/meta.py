"""schema.org nodes as text for a page; the nodes of sites are in `structured`."""

from __future__ import annotations

import json

from markupsafe import Markup

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026",
            0x2028: "\\u2028", 0x2029: "\\u2029"}  # fmt: skip


def graph(*nodes: dict[str, object]) -> Markup:
    """schema.org nodes as text that is safe inside a script element."""
    data = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))
