"""The portal's edge: map data from disk, the pure portal, its rendered files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from kimgen import __version__
from kimgen.codec import encode
from kimgen.compiled import warm
from kimgen.diagnostics import Diagnostic
from kimgen.load_map import builtin_around, load_atlas, load_provinces
from kimgen.model import Hosts, Kim, OutputFile, Portal
from kimgen.portal.build import build_portal as portal_plans
from kimgen.portal.drawing import Drawing, draw
from kimgen.portal.inputs import PortalInputs
from kimgen.registry import Record
from kimgen.render import RenderError, render
from kimgen.state import State, digest
from kimgen.summary import SiteSummary
from kimgen.theme import Theme
from kimgen.theme import digest as theme_digest
from kimgen.write import write_site


@dataclass(frozen=True, slots=True)
class PortalOutcome:
    """What became of the portal."""

    found: tuple[Diagnostic, ...]
    pages: int = 0
    """HTML pages."""
    written: int = 0
    """Files that are new or changed."""


@lru_cache(maxsize=4)
def _drawing(content: Path, provinces: str, stamp: str) -> tuple[Drawing, tuple[Diagnostic, ...]]:
    boundaries, found = load_provinces(content, provinces)
    return draw(boundaries, builtin_around()), tuple(found)


def build_portal(
    content: Path,
    output: Path | None,
    portal: Portal,
    hosts: Hosts,
    records: Sequence[Record],
    state: State,
    today: date,
    theme: Theme,
    cache: Path,
) -> PortalOutcome:
    """Write the portal, or only check it, from `records` and the summaries in `state`."""
    maps = _map_stamp(content, portal)
    shown = [(item.label, _shown(item, state)) for item in records]
    live = sorted(state.rows)
    settings = (encode(portal), encode(hosts), theme_digest(theme), __version__, maps)
    key = digest(settings, today.isoformat(), shown, live)
    host = hosts.domain.partition(":")[0]
    if output and state.meta("portal") == key and (output / host / "index.html").is_file():
        found = state.meta_value("portal_found", tuple[Diagnostic, ...]) or ()
        return PortalOutcome(found, int(state.meta("portal_pages") or 0))
    warm(theme, portal.lang, cache, ())
    summaries = dict(state.each("summary", SiteSummary))
    kims = tuple(record.kim for record in records)
    files, found, complete = portal_files(
        content, portal, hosts, kims, summaries, today, theme, maps
    )
    if not files:  # the theme is broken: what is live stays live
        return PortalOutcome(found)
    pages = sum(file.path.endswith(".html") for file in files)
    written = write_site(output, host, files).new if output else 0
    state.keep_meta("portal", key if complete else "")
    state.keep_meta_value("portal_found", found)
    state.keep_meta("portal_pages", str(pages))
    return PortalOutcome(found, pages, written)


def portal_files(
    content: Path,
    portal: Portal,
    hosts: Hosts,
    kims: tuple[Kim, ...],
    summaries: Mapping[str, SiteSummary],
    today: date,
    theme: Theme,
    maps: str = "",
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...], bool]:
    """(files, findings, whether every page could be rendered). No files where the theme
    has no style sheet for the portal. `maps` changes when the office's map files do."""
    drawing, found = _drawing(content, portal.map.provinces, maps)
    atlas, more = load_atlas(content, portal.map, maps)
    found = (*found, *more)
    # A site with a summary was built, by this run or by an earlier one, and is in the output.
    live = frozenset(summaries)
    inputs = PortalInputs(portal, hosts, kims, summaries, live, today, theme, drawing, atlas)
    try:
        plans, clashes = portal_plans(inputs)
    except RenderError as error:
        return (), (*found, error.diagnostic), False
    files, broken = render(plans, theme, portal.lang)
    return files, (*found, *clashes, *broken), not broken


def _shown(record: Record, state: State) -> str:
    """A word for all that the portal shows of a KIM."""
    row = state.rows.get(record.label)
    return row.digest if row and record.known else digest(encode(record.kim), row and row.digest)


def _map_stamp(content: Path, portal: Portal) -> str:
    """A word for the office's map files, which are too large to read each time."""
    rows = []
    for name in encode(portal.map):  # type: ignore[attr-defined]
        try:
            found = (content / name).stat() if name else None
        except OSError:
            found = None
        rows.append((name, found and (found.st_size, found.st_mtime_ns, found.st_ino)))
    return repr(rows)
