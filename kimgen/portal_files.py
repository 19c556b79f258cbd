"""The portal's files: map data from disk, the pure portal, its rendered pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from kimgen.compiled import warm
from kimgen.diagnostics import Diagnostic
from kimgen.load_map import builtin_around, load_atlas, load_provinces
from kimgen.model import Hosts, OutputFile, Portal
from kimgen.portal.build import PortalPlans, build_portal
from kimgen.portal.drawing import Drawing, draw
from kimgen.portal.inputs import Nationwide, PortalInputs
from kimgen.render import RenderError, Rendering
from kimgen.theme import Theme


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier build left of the portal."""

    words: Mapping[str, str] = field(default_factory=dict)
    """Label -> a word for all that is shown of a KIM now."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Path -> what its page was made from."""
    there: frozenset[str] = frozenset()
    """Paths in the output."""
    shared: object = None
    """What all pages are made from now."""


NOTHING = Kept()


@lru_cache(maxsize=4)
def _drawing(content: Path, provinces: str, stamp: str) -> tuple[Drawing, tuple[Diagnostic, ...]]:
    boundaries, found = load_provinces(content, provinces)
    return draw(boundaries, builtin_around()), tuple(found)


class PortalFiles:
    """The files to write, each made when it is asked for: those of a nation are more than
    should be held at once."""

    def __init__(
        self,
        content: Path,
        portal: Portal,
        hosts: Hosts,
        known: Nationwide,
        today: date,
        theme: Theme,
        maps: str = "",
        kept: Kept = NOTHING,
    ) -> None:
        """`maps` changes when the office's map files do."""
        warm(theme, portal.lang, ())
        drawing, found = _drawing(content, portal.map.provinces, maps)
        atlas, more = load_atlas(content, portal.map, maps)
        inputs = PortalInputs(portal, hosts, known, today, theme, drawing, atlas, kept.words)
        self.found = [*found, *more]
        """All that was found, once the files have been asked for."""
        self.broken: set[str] = set()
        """Paths of pages that could not be made."""
        self.plan: PortalPlans | None = None
        """None where the theme has no style sheet for the portal."""
        self._render = Rendering(theme, portal.lang)
        try:
            self.plan = build_portal(inputs, kept.keys, kept.there, kept.shared)
        except RenderError as error:
            self.found.append(error.diagnostic)
        else:
            self.found += self.plan.found

    def __iter__(self) -> Iterator[OutputFile]:
        for plan in self.plan.plans if self.plan else ():
            file = self._render(plan)
            if file:
                yield file
            else:
                self.broken.add(plan.path)
        self.found += self._render.found
