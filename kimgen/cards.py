"""The card of a post that chats show beside a link: what is on it, and what its file is called.

Nothing is drawn here; `cardpress` does that. A card is named after all that is drawn on it, so that
one that is there is the right one. Pure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache

from kimgen.values import value

WIDTH, HEIGHT = 1200, 630
"""Pixels; what every chat and network takes for a large card."""
MOST = 60_000
"""Bytes."""
RECIPE = 1
"""Raise it when the same card is drawn in another way."""
FOLDER = "kartu"
LONGEST = 200
"""Characters of a title that may be on a card."""

LATIN, EXTENDED, ARABIC = (
    "noto-sans-latin-700-normal.woff",
    "noto-sans-latin-ext-700-normal.woff",
    "noto-naskh-arabic-arabic-700-normal.woff",
)
"""Fonts in `kimgen/data/vendor`. Each begins where another has no letters."""
_SCRIPTS = (
    (LATIN, r" -\xff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2010-\u2014\u2018-\u201d"
     r"\u2022\u2026\u2032\u2033\u20ac\u2122\u2212"),
    (EXTENDED, r"\u0100-\u02ba\u02bd-\u02c5\u1e00-\u1e9f\u1ef2-\u1eff"),
    (ARABIC, r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u200c\u200d"),
)  # fmt: skip
"""(font, the signs that are drawn with it); what stands in two is the first one's."""
_SPACES = re.compile(r"( +)")
_RUN = re.compile("|".join(f"([{signs}]+)" for _, signs in _SCRIPTS))


@value
class Card:
    """What is drawn."""

    title: str
    rtl: bool
    """The title runs from right to left."""
    kind: str
    """`Agenda`, and the day: one line below the title."""
    name: str
    """Of the KIM."""
    place: str
    colour: str
    """Ground, `#rrggbb`, on which white can be read."""
    photo: str
    """Path in the site of the picture that is on it, `''` for none: it carries a hash."""

    @property
    def key(self) -> str:
        """Hex digest of all of it."""
        parts = (self.title, self.kind, self.name, self.place, self.colour, self.photo)
        text = f"{RECIPE}{self.rtl:d}" + "\0".join(parts)
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


@lru_cache(maxsize=1024)  # names, places and days come again with each post
def drawable(text: str) -> str:
    """`text` with what no font of ours has left out, as emoji; `''` where that is most of it."""
    text = " ".join(text.split())[:LONGEST].rstrip()
    if text.isascii() and text.isprintable():  # as most are
        return text if any(map(str.isalnum, text)) else ""
    kept = " ".join("".join(match[0] for match in _RUN.finditer(text)).split())
    letters = sum(sign.isalnum() for sign in text)
    left = sum(sign.isalnum() for sign in kept)
    return kept if left and left * 10 >= letters * 9 else ""


def runs(text: str) -> Iterator[tuple[str, str]]:
    """(font, piece) of what `drawable` left, in the order of the text; spaces stand alone."""
    for match in _RUN.finditer(text):
        index = match.lastindex
        assert index
        for piece in _SPACES.split(match[0]):
            if piece:
                yield _SCRIPTS[index - 1][0], piece


def visual(text: str, rtl: bool) -> list[tuple[str, str]]:
    """The pieces of a line from left to right, as they are seen. Each is shaped as a whole: words
    of the other direction keep their order among themselves."""
    groups: list[tuple[bool, list[tuple[str, str]]]] = []
    waiting: list[tuple[str, str]] = []
    for font, piece in runs(text):
        if not any(sign.isalnum() for sign in piece):  # belongs to what is on both sides of it
            waiting.append((font, piece))
            continue
        way = font == ARABIC
        if groups and groups[-1][0] == way:
            groups[-1][1].extend(waiting)
        elif waiting:
            groups.append((rtl, waiting))
        waiting = []
        if groups and groups[-1][0] == way:
            groups[-1][1].append((font, piece))
        else:
            groups.append((way, [(font, piece)]))
    if waiting:
        groups.append((rtl, waiting))
    if rtl:
        groups.reverse()
    return [item for way, items in groups for item in (reversed(items) if way else items)]
