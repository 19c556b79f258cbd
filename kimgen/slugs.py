"""Slugs: text -> the part of an address that people read.

Pure string work only; nothing here knows about posts, sites or files.
"""

from __future__ import annotations

import re
import unicodedata

# Apostrophes and their look-alikes are dropped, not turned into hyphens: Jum'at -> jumat.
_APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’‚‛ʹʻʼʽʾʿˈ′＇"))
# Letters that Unicode does not decompose, as Indonesian and its neighbours would spell them.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d",
        "Đ": "d", "ð": "d", "Ð": "d", "ł": "l", "Ł": "l", "þ": "th", "Þ": "th", "ŋ": "ng",
        "Ŋ": "ng", "ı": "i", "ə": "e", "Ə": "e",
    }
)  # fmt: skip
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))]
)
"""On Windows no file can be called so, whatever its ending."""
_RUNS = re.compile(r"[^a-z0-9]+")


def slugify(text: str, max_length: int = 80) -> str:
    """Lower-case ASCII words joined by single hyphens: `Panen Raya Jum'at` -> `panen-raya-jumat`.

    Accents are folded, apostrophes dropped, every other run of characters
    becomes one hyphen; what Windows takes for a device gets a number. At most
    `max_length` characters (0 for no limit), cut between words unless that
    would lose half of them. Text without any ASCII letter
    or digit, such as Jawi or Javanese script, gives `''`: callers choose a
    fallback. Never raises.
    """
    if not text.isascii():
        text = text.translate(_APOSTROPHES).translate(_LETTERS)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    else:
        text = text.replace("'", "").replace("`", "")
    words = text.lower().split()
    if "".join(words).isalnum() and text.isascii():  # as most titles are: nothing but words
        slug = "-".join(words)
    else:
        slug = _RUNS.sub("-", text.lower()).strip("-")
    if max_length and len(slug) > max_length:
        head = slug[: max_length + 1]
        cut = head.rfind("-")
        slug = head[:cut] if cut > max_length // 2 else head[:max_length].strip("-")
    return f"{slug}-1" if slug in _DEVICES else slug
