"""JSON Feed 1.1 (jsonfeed.org), an item a line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kimgen.feeds.entries import FeedEntry, FeedInfo, directed, stamps

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def json_feed(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The JSON Feed document."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": info.title,
        "home_page_url": info.home,
        "feed_url": info.json_url,
        "description": info.subtitle,
        "icon": info.icon,
        "language": info.lang,
        "authors": [{"name": info.author or info.title, "url": info.home}],
    }
    start = _to_json({key: value for key, value in data.items() if value})[:-1]
    items = ",\n".join(_to_json(_json_item(entry)) for entry in entries)
    text = f'{start}, "items": [\n{items}\n]}}\n' if items else f'{start}, "items": []}}\n'
    return text.encode("utf-8", "ignore")


def _json_item(entry: FeedEntry) -> dict[str, object]:
    published, updated = stamps(entry)
    item: dict[str, object] = {
        "id": entry.id or entry.url,
        "url": entry.url,
        "title": entry.title,
        "date_published": published,
        "language": entry.lang,
    }
    if entry.updated:
        item["date_modified"] = updated
    if entry.author:
        home = {"url": entry.author_url} if entry.author_url else {}
        item["authors"] = [{"name": entry.author, **home}]
    if entry.summary:
        item["summary"] = entry.summary
    if entry.content:
        item["content_html"] = directed(entry)
    else:
        item["content_text"] = entry.summary or entry.title
    if entry.categories:
        item["tags"] = entry.categories
    if entry.image:
        item["image"] = entry.image
    return item
