"""Feeds from plain entries, for sites and for the portal: the one place to import them from.

`entries` says what a feed holds, `atomxml` and `jsonfeed` write it. Both write
one entry after the other in lines, so that a new post changes few bytes.
"""

from __future__ import annotations

from kimgen.feeds.atomxml import atom
from kimgen.feeds.entries import NEVER, FeedEntry, FeedInfo, absolute_html
from kimgen.feeds.jsonfeed import json_feed

__all__ = ["NEVER", "FeedEntry", "FeedInfo", "absolute_html", "atom", "json_feed"]
