"""The index of a site's search: what pages say, as small as it can be sent.

A script that assigns one value, for pages that are opened from a folder may load scripts and
nothing else. It has what is shown of each page, and the words of bodies as two texts:

- `words`: all of them in order, each as a capital letter that says how many letters it has in
  common with the one before it (A for none), then the rest of it;
- `lists`: for each word the numbers of the pages that have it, as steps from one to the next, a
  point between two words. Steps below 48 are one sign, others two.

What stands in the title, the tags or the excerpt of a page is not said again. There is room for so
much a page; where that is not enough the longest bodies lose the words that tell least. Pure.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from kimgen.search_words import best_words, body_words, telling, words
from kimgen.values import value

FULL = 250
"""Pages whose bodies are searched."""
MOST = 2000
"""Pages that are found at all."""
ROOM = 440
"""Bytes for each page whose body is searched, as sent (gzipped): 43 KiB for a hundred."""
FEWEST = 100
"""A site of fewer pages has the room of so many."""
NAME = "cariIndeks"
"""What the script assigns, a property of the window."""
_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
_SHORT = 48
_STEPS = tuple(
    _DIGITS[n] if n < _SHORT else _DIGITS[_SHORT + n // _SHORT - 1] + _DIGITS[n % _SHORT]
    for n in range(_SHORT * (len(_DIGITS) - _SHORT + 1))
)
assert len(_STEPS) >= FULL
_SHARED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LAST = len(_SHARED) - 1

Lists = dict[str, list[int]]
"""Word -> numbers of the pages that have it, in their order."""


@value
class Entry:
    """A page that can be found."""

    kind: int
    """Place in the list of kinds."""
    name: str
    """The rest of its address: `panen-raya` of `berita/panen-raya.html`."""
    title: str
    day: int
    """20261124; 0 for none."""
    excerpt: str
    tags: str
    """Categories and tags, with commas."""
    html: str
    """Its body."""


def index(kinds: Sequence[tuple[str, str]], entries: Iterable[Entry]) -> bytes:
    """The script. `kinds`: (what addresses begin with, name); `entries`: newest first, of which
    the first `FULL` are searched in full and `MOST` at all; the others have no excerpt either."""
    left = iter(entries)
    rows: list[object] = []
    full: list[tuple[str, list[str]]] = []
    lists: Lists = defaultdict(list)
    for number, entry in enumerate(islice(left, FULL)):
        excerpt, tags, html = entry.excerpt, entry.tags, entry.html
        rows.append((entry.kind, entry.name, entry.title, entry.day, excerpt, tags))
        said = words(f"{entry.title} {tags} {excerpt}")
        full.append((html, said))
        for word in body_words(html, said):
            lists[word].append(number)
    names, numbers = _fitting(lists, full, _json(rows))
    rows += [(e.kind, e.name, e.title, e.day, "", e.tags) for e in islice(left, MOST - FULL)]
    text = _json({"kinds": kinds, "pages": rows, "full": FULL, "words": names, "lists": numbers})
    # these two end a line of a script, in browsers of before 2019
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"self.{NAME}={text}\n".encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _fitting(lists: Lists, full: Sequence[tuple[str, list[str]]], rows: str) -> tuple[str, str]:
    """(words, lists), with as much of `lists` as there is room for beside `rows`. `full`: bodies,
    and what is said of them already."""
    room = ROOM * max(len(full), FEWEST)
    packed = _packed(lists)
    if _at_most(rows, *packed) <= room or (size := _compressed(rows, *packed)) <= room:
        return packed
    alone = _compressed(rows)
    ranked = [best_words(html, said) for html, said in full]
    bodies = ranked
    while size > room and any(bodies):
        fits = max(0, room - alone) / (size - alone)
        # more than so many go: of a word that some pages lose others still need the letters
        most = _even([*map(len, bodies)], fits**1.5)
        bodies = [body[:most] for body in ranked]
        lists = defaultdict(list)
        for number, body in enumerate(bodies):
            for word in body:
                lists[word].append(number)
        packed = _packed(lists)
        size = _compressed(rows, *packed)
    return packed


def _even(lengths: list[int], share: float) -> int:
    """How long each may be for all to come to that share of what they are: the longest give."""
    left = int(share * sum(lengths))
    for place, length in enumerate(sorted(lengths)):
        most = left // (len(lengths) - place)
        if most < length:
            return most
        left -= length
    return max(lengths)


def _at_most(rows: str, names: str, numbers: str) -> int:
    """What these come to at most, compressed, if they are language: this is known at once."""
    return int(0.45 * len(rows.encode()) + 0.58 * len(names.encode()) + 0.7 * len(numbers))


def _compressed(*texts: str) -> int:
    return len(zlib.compress("".join(texts).encode(), 6))


def _packed(lists: Lists) -> tuple[str, str]:
    """(words, lists) as texts."""
    names: list[str] = []
    numbers: list[str] = []
    steps, before = _STEPS, ""
    for word in sorted(filter(telling, lists)):
        shared, most = 0, min(len(word), len(before), _LAST)
        # scripts count letters above U+FFFF as two
        while shared < most and word[shared] == before[shared] <= "\uffff":
            shared += 1
        names.append(_SHARED[shared] + word[shared:])
        pages = lists[word]
        if len(pages) == 1:  # half of all words
            numbers.append(steps[pages[0]])
        else:
            ends = pairwise((-1, *pages))
            numbers.append("".join([steps[after - last - 1] for last, after in ends]))
        before = word
    return "".join(names), ".".join(numbers)
