"""The portal's files: map data from disk, the pure portal, its rendered pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from kimgen.compiled import warm
from kimgen.diagnostics import Diagnostic
from kimgen.load_map import builtin_around, load_atlas, load_provinces
from kimgen.model import Hosts, Kim, OutputFile, Portal
from kimgen.portal.build import PortalPlans, build_portal
from kimgen.portal.drawing import Drawing, draw
from kimgen.portal.inputs import PortalInputs
from kimgen.render import RenderError, render
from kimgen.summary import SiteSummary
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


def portal_files(
    content: Path,
    portal: Portal,
    hosts: Hosts,
    kims: tuple[Kim, ...],
    summaries: Mapping[str, SiteSummary],
    today: date,
    theme: Theme,
    maps: str = "",
    kept: Kept = NOTHING,
) -> tuple[tuple[OutputFile, ...], PortalPlans | None, tuple[Diagnostic, ...]]:
    """(files to write, the plans that they come from, findings). `maps` changes when the
    office's map files do. No plans where the theme has no style sheet for the portal."""
    warm(theme, portal.lang, ())
    inputs, found = _inputs(content, portal, hosts, kims, summaries, today, theme, maps)
    try:
        plan = build_portal(
            replace(inputs, words=kept.words), kept.keys, kept.there, kept.shared
        )
    except RenderError as error:
        return (), None, (*found, error.diagnostic)
    files, broken = render(plan.plans, theme, portal.lang)
    return files, plan, (*found, *plan.found, *broken)


def _inputs(
    content: Path,
    portal: Portal,
    hosts: Hosts,
    kims: tuple[Kim, ...],
    summaries: Mapping[str, SiteSummary],
    today: date,
    theme: Theme,
    maps: str,
) -> tuple[PortalInputs, tuple[Diagnostic, ...]]:
    drawing, found = _drawing(content, portal.map.provinces, maps)
    atlas, more = load_atlas(content, portal.map, maps)
    # A site with a summary was built, by this run or by an earlier one, and is in the output.
    live = frozenset(summaries)
    inputs = PortalInputs(portal, hosts, kims, summaries, live, today, theme, drawing, atlas)
    return inputs, (*found, *more)
