"""Addresses that lead from a page into other applications: sharing, chats, maps.

Plain links, no script of anybody else: nothing is sent before a reader taps.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from kimgen.views import ShareView

X_LENGTH = 240
"""Characters of a title in a post on X, which allows 280 with the address counted as 23."""

_SPECIAL = re.compile(r"[^A-Za-z0-9_.~\-]+")


def share(title: str, url: str) -> ShareView:
    """Ways to pass on the page `title` at the absolute `url`."""
    text, address = _quoted(title), _quoted(url)
    short = text if len(title) <= X_LENGTH else _quoted(title[: X_LENGTH - 1].rstrip() + "…")
    return ShareView(
        whatsapp=f"https://wa.me/?text={text}%0A{address}",
        facebook=f"https://www.facebook.com/sharer/sharer.php?u={address}",
        x=f"https://x.com/intent/post?text={short}&url={address}",
        telegram=f"https://t.me/share/url?url={address}&text={text}",
        url=url,
        text=title,
    )


def whatsapp_chat(number: str, text: str = "") -> str:
    """wa.me address of a chat with `number` (digits with country code), `text` already typed."""
    return f"https://wa.me/{number}" + (f"?text={_quoted(text)}" if text else "")


def product_chat(number: str, title: str, url: str, price: str = "", unit: str = "") -> str:
    """wa.me address that asks the seller of a product for it.

    Indonesian whatever the site's language: it is read by the seller. `price`
    is ready to print (`Rp 35.000`), `unit` what one costs so much (`kg`).
    """
    cost = f" ({price} per {unit})" if price and unit else f" ({price})" if price else ""
    return whatsapp_chat(
        number, f"Halo, saya tertarik dengan {title}{cost}. Apakah masih ada?\n{url}"
    )


def geo(latitude: float, longitude: float, label: str = "") -> str:
    """Address that opens a map application (RFC 5870), degrees with six decimals.

    With `label`, Android shows a pin with that name.
    """
    place = f"{_degrees(latitude)},{_degrees(longitude)}"
    return f"geo:{place}?q={place}({_quoted(label)})" if label else f"geo:{place}"


def _degrees(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _quoted(text: str) -> str:
    """Percent-encoded for a query; a lone surrogate is no character and is dropped."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return text.replace(" ", "%20")  # as most titles are
    return _SPECIAL.sub(_encoded, text)


def _encoded(found: re.Match[str]) -> str:
    return _percent(found[0])


@lru_cache(maxsize=1024)  # spaces, full stops and slashes: the same few in every text
def _percent(signs: str) -> str:
    return quote(signs, safe="", errors="ignore")
