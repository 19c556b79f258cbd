"""Addresses outside the site that pages lead to: sharing, chats, maps."""

from __future__ import annotations

from urllib.parse import quote

from kimgen.views import ShareView


def share(title: str, url: str) -> ShareView:
    """Ways to pass on the page `title` at `url`."""
    text, address = quote(title, safe=""), quote(url, safe="")
    return ShareView(
        whatsapp=f"https://wa.me/?text={text}%0A{address}",
        facebook=f"https://www.facebook.com/sharer/sharer.php?u={address}",
        x=f"https://x.com/intent/post?text={text}&url={address}",
        telegram=f"https://t.me/share/url?url={address}&text={text}",
        url=url,
        text=title,
    )


def whatsapp_chat(number: str, text: str = "") -> str:
    """wa.me address of a chat with `number` (digits with country code)."""
    return f"https://wa.me/{number}" + (f"?text={quote(text, safe='')}" if text else "")


def geo(latitude: float, longitude: float) -> str:
    """RFC 5870 address that opens a map application."""
    return f"geo:{latitude:.6f},{longitude:.6f}"
