"""The portal's edge: map data from disk, the pure portal, its rendered files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from kimgen.write import read_manifest, write_site


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
) -> PortalOutcome:
    """Write the portal, or only check it, from `records` and the summaries in `state`.

    Nothing is read where nothing changed; where something did, only the pages
    that show it are made again.
    """
    maps = _map_stamp(content, portal)
    words = {item.label: _shown(item, state) for item in records}
    shared = (encode(portal), encode(hosts), theme_digest(theme), __version__, maps)
    key = digest(shared, today.isoformat(), sorted(words.items()), sorted(state.rows))
    host = hosts.domain.partition(":")[0]
    is_there = output is not None and (output / host / "index.html").is_file()
    if is_there and state.meta("portal") == key:
        found = state.meta_value("portal_found", tuple[Diagnostic, ...]) or ()
        return PortalOutcome(found, int(state.meta("portal_pages") or 0))
    warm(theme, portal.lang, ())
    inputs, found = _inputs(
        content,
        portal,
        hosts,
        tuple(record.kim for record in records),
        dict(state.each("summary", SiteSummary)),
        today,
        theme,
        maps,
    )
    known = state.pages() if is_there else {}
    there = read_manifest(output, host) if output and is_there else {}
    try:
        plan = portal_plans(replace(inputs, words=words), known, there, shared)
    except RenderError as error:  # the theme is broken: what is live stays live
        return PortalOutcome((*found, error.diagnostic))
    files, broken = render(plan.plans, theme, portal.lang)
    found = (*found, *plan.found, *broken)
    written = write_site(output, host, files, plan.kept).new if output else 0
    made = {file.path for file in files}.union(plan.kept)
    state.keep_pages({path: word for path, word in plan.keys.items() if path in made})
    state.keep_meta("portal", "" if broken else key)
    state.keep_meta_value("portal_found", found)
    pages = plan.pages - len(plan.keys.keys() - made)
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
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...]]:
    """The whole portal and what is wrong with it; no files where the theme has no style
    sheet for it."""
    inputs, found = _inputs(content, portal, hosts, kims, summaries, today, theme, "")
    try:
        plan = portal_plans(inputs)
    except RenderError as error:
        return (), (*found, error.diagnostic)
    files, broken = render(plan.plans, theme, portal.lang)
    return files, (*found, *plan.found, *broken)


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
