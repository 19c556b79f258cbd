"""What machines read on a page: schema.org data and Open Graph pairs.

The one place to import them from. `graph` is the vocabulary's form, `actors`
the KIM and its place, `details` what each jenis adds, `pages` one graph for
each kind of page, `opengraph` what chats and social networks show of a link.
"""

from __future__ import annotations

from kimgen.structured.graph import Download, Image, Trail
from kimgen.structured.opengraph import Pairs, open_graph
from kimgen.structured.pages import home_graph, page_graph, portal_graph, post_graph

__all__ = [
    "Download",
    "Image",
    "Pairs",
    "Trail",
    "home_graph",
    "open_graph",
    "page_graph",
    "portal_graph",
    "post_graph",
]
