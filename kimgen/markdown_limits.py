"""What a text may ask of an engine, and what may come of it: quick looks, in linear time.

What is beyond a limit is known by a word: `too-long`, `too-deep`, `too-many-cells`,
`too-many-headings`, `too-many-marks`, `too-large`; '' is none. Tables are looked at before an
engine fills in the cells that their rows lack.
"""

from __future__ import annotations

import re

from kimgen.limits import Limits

LENGTH_LIMIT = 300_000
"""Characters of one text, some 50,000 words."""

_HEADINGS = 5_000
"""Of one text; each gets a name of its own."""

_TAGS = 8
"""For each cell that a text may have; no prose has nearly as many."""

_DELIMITERS = re.compile(r"^(?=[^\n]*\|)(?=[^\n]*-)[ \t>|:*+0-9.)-]+$", re.MULTILINE)
"""What may be the line of dashes below the head of a table, wherever it stands."""
_GUESS = 10
"""An estimate of cells is at most so far from the truth, for what anybody writes."""
_SMALL = 1_000
"""A text of a few characters may grow as if it had so many."""
_NESTING = re.compile(r"<(/?)(?:li|blockquote|em|strong|del)\b")


def beyond(source: str, limits: Limits) -> str:
    """What is too much about a text, before an engine sees it."""
    if len(source) > LENGTH_LIMIT:
        return "too-long"
    if "|" in source and "-" in source and _DELIMITERS.search(source):
        return "too-many-cells" if _cells_at_most(source) > _GUESS * limits.cells else ""
    return ""


def _cells_at_most(source: str) -> int:
    """No fewer cells than its tables can have: each row of a block has the most columns."""
    cells = columns = 0
    for line in source.split("\n"):
        if _DELIMITERS.match(line):
            columns = max(columns, line.count("|") + 1)
            cells += 2 * columns  # and the head above it
        elif not line.strip(" \t>"):
            columns = 0
        else:
            cells += columns
    return cells


def grown_beyond(html: str, source: str, limits: Limits) -> str:
    """What is too much about an engine's HTML of `source`."""
    size = len(html)
    if size > limits.output or size > limits.growth * max(len(source), _SMALL):
        return "too-large"
    if html.count("<") > _TAGS * limits.cells:
        return "too-many-marks"
    if html.count("</h") > _HEADINGS:
        return "too-many-headings"
    if "<table" in html:
        cells = html.count("<td") + html.count("<th") - html.count("<thead")
        if cells > limits.cells:
            return "too-many-cells"
    return "too-deep" if _is_deeper(html, limits.depth) else ""


def _is_deeper(html: str, limit: int) -> bool:
    if html.count("<") <= limit or html.count("</") <= limit:
        return False
    depth = 0
    for slash in _NESTING.findall(html):
        depth += -1 if slash else 1
        if depth > limit:
            return True
    return False
