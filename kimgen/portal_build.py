"""The portal's edge: whether anything that it shows changed, and what comes of it.

What makes its pages (`portal_files.py`) is loaded only where something did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kimgen import __version__
from kimgen.codec import encode
from kimgen.diagnostics import Diagnostic
from kimgen.model import Hosts, Portal
from kimgen.registry import Record
from kimgen.release import PORTAL, Release
from kimgen.state import State, digest
from kimgen.theme import Theme
from kimgen.theme import digest as theme_digest
from kimgen.write import Written, manifest_path, read_manifest, write_site


@dataclass(frozen=True, slots=True)
class PortalOutcome:
    """What became of the portal."""

    found: tuple[Diagnostic, ...]
    pages: int = 0
    """HTML pages."""
    written: Written | None = None


def build_portal(
    content: Path,
    release: Release | None,
    portal: Portal,
    hosts: Hosts,
    records: Sequence[Record],
    state: State,
    today: date,
    theme: Theme,
) -> PortalOutcome:
    """Make the portal ready, or without a `release` only check it, from `records` and the
    summaries in `state`.

    Nothing is read where nothing changed; where something did, only the pages
    that show it are made again.
    """
    maps = _map_stamp(content, portal)
    words = {item.label: _shown(item, state) for item in records}
    shared = (encode(portal), encode(hosts), theme_digest(theme), __version__, maps)
    key = digest(shared, today.isoformat(), sorted(words.items()), sorted(state.rows))
    host = hosts.domain.partition(":")[0]
    output = state.output
    is_there = output is not None and (output / host / "index.html").is_file()
    if is_there and state.meta("portal") == key:
        found = state.meta_value("portal_found", tuple[Diagnostic, ...]) or ()
        return PortalOutcome(found, state.meta_value("portal_pages", int) or 0)
    from kimgen.known import nationwide
    from kimgen.portal_files import Kept, PortalFiles

    known = nationwide(records, state)

    def made(pages: Mapping[str, str], there: Iterable[str]) -> tuple[PortalFiles, Written | None]:
        kept = Kept(words, pages, frozenset(there), shared)
        files = PortalFiles(content, portal, hosts, known, today, theme, maps, kept)
        if files.plan is None:
            return files, None
        if release:
            return files, write_site(release.aside, host, files, files.plan.kept)
        for _ in files:  # a check: only what is found counts
            pass
        return files, None

    there = read_manifest(manifest_path(output, host)) if output and is_there else {}
    try:
        files, written = made(state.pages() if is_there else {}, there)
    except FileNotFoundError:  # somebody removed a page that was to be kept
        files, written = made({}, ())
    if files.plan is None:  # the theme is broken: what is live stays live
        return PortalOutcome(tuple(files.found))
    found = tuple(files.found)
    keys = {path: word for path, word in files.plan.keys.items() if path not in files.broken}
    state.keep_pages(keys)
    state.keep_meta("portal", "" if files.broken else key)
    state.keep_meta_value("portal_found", found)
    pages = files.plan.pages - len(files.plan.keys) + len(keys)
    state.keep_meta_value("portal_pages", pages)
    if release and written:
        release.add(PORTAL, host, written)
    return PortalOutcome(found, pages, written)


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
