"""The style sheet of a site, made once for all sites that look the same.

A style sheet may use anything of the frame, and uses next to nothing: two
colours and an ornament. What it read is noted, and a site whose frame says the
same there gets the same bytes.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from kimgen.render import render_style
from kimgen.theme import Theme, fingerprint
from kimgen.views import SiteView

Style = tuple[str, bytes]
"""(path in the site, content); the path carries the hash."""

_MOST = 256
"""Style sheets that are kept, of each theme and language; enough for a nation's."""


class _Reading:
    """Stands for a frame, and notes what is read of it."""

    def __init__(self, frame: SiteView) -> None:
        self._frame = frame
        self._read: set[str] = set()

    def __getattr__(self, name: str) -> object:
        value = getattr(self._frame, name)
        self._read.add(name)
        return value


_Memory = dict[tuple[str, ...], dict[Hashable, Style]]
"""Names that were read -> their values -> the style sheet. There is one set of
names, unless a theme decides by one value whether it reads another."""


@lru_cache(maxsize=16)
def _memory(theme: Theme, lang: str) -> _Memory:
    return {}


def site_style(frame: SiteView, theme: Theme, lang: str) -> Style:
    """The style sheet of a site with `frame`. Raises `RenderError`."""
    memory = _memory(theme, lang)
    for names, styles in memory.items():
        known = styles.get(_values(frame, names))
        if known is not None:
            return known
    reading = _Reading(frame)
    content = render_style("style.css", reading, theme, lang)
    made = (f"aset/style.{fingerprint(content)}.css", content)
    names = tuple(sorted(reading._read))
    styles = memory.setdefault(names, {})
    if len(styles) >= _MOST:
        styles.clear()
    styles[_values(frame, names)] = made
    return made


def _values(frame: SiteView, names: tuple[str, ...]) -> Hashable:
    return tuple([getattr(frame, name) for name in names])
