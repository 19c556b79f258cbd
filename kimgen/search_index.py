"""The index of a site's search: what pages say, as small as it can be sent.

A script that assigns one value, for pages that are opened from a folder may load scripts and
nothing else. It has what is shown of each page, and the words of bodies as two texts:

- `words`: all of them in order, each as a capital letter that says how many letters it has in
  common with the one before it (A for none), then the rest of it;
- `lists`: for each word the numbers of the pages that have it, as steps from one to the next, a
  point between two words. Steps below 48 are one sign, others two.

What stands in the title, the tags or the excerpt of a page is not said again. Pure.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kimgen.search_words import body_words, words
from kimgen.values import value

FULL = 250
"""Pages whose bodies are searched."""
MOST = 2000
"""Pages that are found at all."""
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
    rows: list[tuple[object, ...]] = []
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in zip(range(MOST), entries, strict=False):
        tags, excerpt = entry.tags, entry.excerpt
        if number >= FULL:
            rows.append((entry.kind, entry.name, entry.title, entry.day, "", tags))
            continue
        rows.append((entry.kind, entry.name, entry.title, entry.day, excerpt, tags))
        for word in {*body_words(entry.html)}.difference(words(f"{entry.title} {tags} {excerpt}")):
            lists[word].append(number)
    names, numbers = _packed(lists)
    whole = {"kinds": kinds, "pages": rows, "full": FULL, "words": names, "lists": numbers}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    # these two end a line of a script, in browsers of before 2019
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"self.{NAME}={text}\n".encode()


def _packed(lists: dict[str, list[int]]) -> tuple[str, str]:
    """(words, lists) as texts."""
    names: list[str] = []
    numbers: list[str] = []
    steps, before = _STEPS, ""
    for word in sorted(lists):
        shared = 0
        for one, other in zip(before, word[:_LAST], strict=False):
            if one != other:
                break
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
