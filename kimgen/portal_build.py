"""The portal's edge: map data from disk, the pure portal, its rendered files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from kimgen.diagnostics import Diagnostic
from kimgen.load_map import builtin_around, load_atlas, load_provinces
from kimgen.model import Hosts, Kim, OutputFile, Portal
from kimgen.portal.build import build_portal
from kimgen.portal.drawing import Drawing, draw
from kimgen.portal.inputs import PortalInputs
from kimgen.render import RenderError, render
from kimgen.summary import SiteSummary
from kimgen.theme import Theme


@lru_cache(maxsize=4)
def _drawing(content: Path, provinces: str) -> tuple[Drawing, tuple[Diagnostic, ...]]:
    boundaries, found = load_provinces(content, provinces)
    return draw(boundaries, builtin_around()), tuple(found)


def build_portal_files(
    content: Path,
    portal: Portal,
    hosts: Hosts,
    kims: tuple[Kim, ...],
    summaries: Mapping[str, SiteSummary],
    today: date,
    theme: Theme,
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...], int]:
    """(files, findings, HTML pages) of the portal."""
    drawing, found = _drawing(content, portal.map.provinces)
    atlas, more = load_atlas(content, portal.map)
    found = (*found, *more)
    # A site with a summary was built, by this run or by an earlier one, and is in the output.
    live = frozenset(summaries)
    inputs = PortalInputs(portal, hosts, kims, summaries, live, today, theme, drawing, atlas)
    try:
        plans, clashes = build_portal(inputs)
    except RenderError as error:
        return (), (*found, error.diagnostic), 0
    files, broken = render(plans, theme, portal.lang)
    pages = sum(file.path.endswith(".html") for file in files)
    return files, (*found, *clashes, *broken), pages
