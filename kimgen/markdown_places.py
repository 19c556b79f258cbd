"""Where in the Markdown stands what an engine's HTML shows: lines for findings. Text only.

The search goes on from what was found last, so a whole text is looked through about once. What
is not there costs a look at all of it, and is given up after a while: the line is unknown then.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_MOST_MISSES = 200
_BREAK = re.compile("\n")


class Places:
    """Finds pieces of one text, in the order of the text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._cursor = 0
        self._misses = 0
        self._breaks: list[int] | None = None

    def line(self, text: str) -> int:
        """The line where `text` next stands, from where the last one was, else from the start;
        0 where it does not."""
        where = self._find(text)
        if where < 0 and self._misses < _MOST_MISSES:
            where = self._source.find(text)
        return self._passed(where, text) if where >= 0 else 0

    def written(self, text: str) -> int | None:
        """The line where `text` next stands; 0 where a backslash before it says that it is meant
        to be seen, None where it is not found."""
        where = self._find(text)
        if where < 0:
            return None
        line = self._passed(where, text)
        return 0 if self._source[where - 1 : where] == "\\" else line

    def _find(self, text: str) -> int:
        if self._misses >= _MOST_MISSES:
            return -1
        where = self._source.find(text, self._cursor)
        self._misses += where < 0
        return where

    def _passed(self, where: int, text: str) -> int:
        """`text` was found at `where`; gives its line."""
        self._cursor = where + len(text)
        if self._breaks is None:
            self._breaks = [found.start() for found in _BREAK.finditer(self._source)]
        return bisect_left(self._breaks, where) + 1
