"""How long the value of a field may be: what is longer is cut, with a word about it.

A title stands on every list of its site and in the portal, so one as long as a book would fill
the pages of others. How many values a list may have is said in `schema`.
"""

from __future__ import annotations

LONGEST = {"line": 300, "text": 5_000, "words": 100}
"""Type of a field -> characters of a value, of one word for `words`."""
LONGEST_OTHER = 2_000
"""Characters of a value of any other type: nothing can be cut from an address, so it is none."""


def shortened(text: str, most: int) -> str:
    """`text` of at most `most` characters, `…` at its end where it was cut, between words where
    that loses little."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > most // 2 else head).rstrip() + "…"
