"""Addresses that lead from a page into other applications: sharing, chats, maps.

Plain links, no script of anybody else: nothing is sent before a reader taps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import quote

from kimgen.model import Kim, Portal
from kimgen.views import Fact, ShareView

X_LENGTH = 240
"""Characters of a title in a post on X, which allows 280 with the address counted as 23."""

GROUP_LENGTH = 700
"""Characters of a text for a WhatsApp group: what a phone shows of a message before "more"."""
GROUP_TITLE = 200

_COMMON = (("%", "%25"), (" ", "%20"), (",", "%2C"), ("/", "%2F"), ("\n", "%0A"))
_SPECIAL = re.compile(r"[^A-Za-z0-9_.~%\-]+")


def group_text(title: str, url: str, summary: str = "", facts: tuple[str, ...] = ()) -> str:
    """What a village's WhatsApp group gets of the page at `url`: the title in bold, `facts` as when
    and where, a line that says what it is about, and the address at the end, which WhatsApp makes a
    card of. At most `GROUP_LENGTH` characters besides the address; asterisks of the title itself
    would end the bold, and are left out."""
    bold = _one_line(title.replace("*", ""), GROUP_TITLE)
    lines = [f"*{bold}*" if bold else "", *(_one_line(fact, 120) for fact in facts[:2])]
    left = GROUP_LENGTH - sum(len(line) + 1 for line in lines)
    lines += [_one_line(summary, left), url]
    return "\n".join(filter(None, lines))


def _one_line(text: str, most: int) -> str:
    """`text` without line ends, cut between words after at most `most` characters."""
    if "  " in text or not text.isprintable() or text != text.strip(" "):
        text = " ".join(text.split())
    if len(text) <= most:
        return text
    return (text[: most - 1].rpartition(" ")[0] or text[: most - 1]) + "…"


def share(title: str, url: str, summary: str = "", facts: tuple[str, ...] = ()) -> ShareView:
    """Ways to pass on the page `title` at the absolute `url`; WhatsApp gets the text that
    `group_text` makes of it."""
    text, address = _quoted(title), _quoted(url)
    short = text if len(title) <= X_LENGTH else _quoted(title[: X_LENGTH - 1].rstrip() + "…")
    return ShareView(
        whatsapp="https://wa.me/?text=" + _quoted(group_text(title, url, summary, facts)),
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
    # What most texts are full of first: a pattern takes ten times as long
    for sign, code in _COMMON:
        text = text.replace(sign, code)
    return _SPECIAL.sub(_encoded, text)


def _encoded(found: re.Match[str]) -> str:
    return _percent(found[0])


@lru_cache(maxsize=1024)  # spaces, full stops and slashes: the same few in every text
def _percent(signs: str) -> str:
    return quote(signs, safe="", errors="ignore")


def contacts(
    who: Kim | Portal, _: Callable[[str], str], direction: str = "ltr"
) -> tuple[Fact, ...]:
    """Ways to reach a KIM, or who runs the portal, for a page in `direction`."""
    return tuple(_contacts(who, _, direction))


def _contacts(who: Kim | Portal, _: Callable[[str], str], direction: str) -> Iterator[Fact]:
    if who.address:
        yield Fact(_("Alamat"), who.address)
    if who.whatsapp:
        number = f"+{who.whatsapp}"
        if direction == "rtl":
            number = f"\u2066{number}\u2069"  # else the plus would follow the digits
        yield Fact("WhatsApp", number, whatsapp_chat(who.whatsapp))
    if who.email:
        yield Fact(_("Surel"), who.email, f"mailto:{who.email}")
