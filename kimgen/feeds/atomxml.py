"""Atom 1.0 (RFC 4287). What XML 1.0 cannot hold is dropped."""

from __future__ import annotations

from collections.abc import Sequence

from kimgen.feeds.entries import FeedEntry, FeedInfo, directed, newest_stamp, stamps

_ILLEGAL_BYTES = bytes({*range(32), 127} - {9, 10, 13})
_PICTURE_TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "gif": "image/gif", "avif": "image/avif",
}  # fmt: skip


def atom(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """The Atom document."""
    times = [stamps(entry) for entry in entries]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_attr(info.lang)}">',
        f"  <title>{_text(info.title)}</title>",
        f"  <subtitle>{_text(info.subtitle)}</subtitle>" if info.subtitle else "",
        f"  <id>{_text(info.home)}</id>",
        f"  <updated>{newest_stamp(info, (updated for _, updated in times))}</updated>",
        f'  <link href="{_attr(info.home)}" type="text/html"/>',
        f'  <link rel="self" href="{_attr(info.url)}" type="application/atom+xml"/>',
        f"  <author><name>{_text(info.author or info.title)}</name></author>",
        f"  <icon>{_text(info.icon)}</icon>" if info.icon else "",
    ]
    for entry, (published, updated) in zip(entries, times, strict=True):
        lines += _atom_entry(entry, published, updated)
    lines.append("</feed>\n")
    return _xml_bytes("\n".join(filter(None, lines)))


def _atom_entry(entry: FeedEntry, published: str, updated: str) -> list[str]:
    home = f"<uri>{_text(entry.author_url)}</uri>" if entry.author_url else ""
    kind = _PICTURE_TYPES.get(entry.image.rpartition(".")[2].lower()) if entry.image else None
    content = directed(entry) if entry.content else ""
    return [
        f'  <entry xml:lang="{_attr(entry.lang)}">',
        f"    <title>{_text(entry.title)}</title>",
        f"    <id>{_text(entry.id or entry.url)}</id>",
        f'    <link href="{_attr(entry.url)}" type="text/html"/>',
        f'    <link rel="enclosure" href="{_attr(entry.image)}" type="{kind}"/>' if kind else "",
        f"    <published>{published}</published>",
        f"    <updated>{updated}</updated>",
        f"    <author><name>{_text(entry.author)}</name>{home}</author>" if entry.author else "",
        *(f'    <category term="{_attr(name)}"/>' for name in entry.categories),
        f"    <summary>{_text(entry.summary)}</summary>" if entry.summary else "",
        f'    <content type="html">{_text(content)}</content>' if content else "",
        "  </entry>",
    ]


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attr(text: str) -> str:
    return _text(text).replace('"', "&quot;")


def _xml_bytes(text: str) -> bytes:
    """UTF-8 without what XML 1.0 forbids, by a few passes in C over the finished document."""
    if "\ufffe" in text or "\uffff" in text:
        text = text.replace("\ufffe", "").replace("\uffff", "")
    # Lone surrogates have no UTF-8; control characters are single bytes there.
    return text.encode("utf-8", "ignore").translate(None, _ILLEGAL_BYTES)
