"""`kimgen merge`: what several machines built, each a part of the KIMs, becomes one output.

The rows of the parts go into the state of the output, their sites beside it by
hard links, and the portal is built from all. Nothing is built that a part did
not build; what is missing or was made from something else is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter

from kimgen.build import Building, Report, Settings
from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.model import Kim
from kimgen.owners import moved
from kimgen.parts import Part
from kimgen.registry import Record, Registry, say_moved
from kimgen.release import with_state
from kimgen.state import COLUMNS, LARGE, State
from kimgen.write import adopt_site

_SHOWN = 5
"""Labels that a finding names."""
_STAMP, _LIVE = COLUMNS.index("stamp"), COLUMNS.index("live")
_RECORD = len(COLUMNS) + LARGE.index("record")
Raw = tuple[object, ...]
"""A row of a state."""


def merge(parts: Sequence[Part], settings: Settings) -> Report:
    """Fold `parts` into the output of `settings`. Raises `PartError`, `BusyError`, `OSError`."""
    begun = perf_counter()

    def work(state: State) -> Report:
        building = Building(settings, state, Report(), None)
        _merge(parts, building)
        return building.report

    report = with_state(settings.output if settings.content.is_dir() else None, work)
    report.found.sort(key=lambda item: item.sort_key)
    report.seconds = perf_counter() - begun
    return report


def _merge(parts: Sequence[Part], building: Building) -> None:
    state, report = building.state, building.report
    came, before = _fold(parts, state)
    registry = building.load()
    if registry is None:
        return
    registry = _without_moved(registry, before, came, building)
    usable = building.usable(registry)
    building.stale(usable)
    _prefer_fitting([item for item in usable if item.label in before], before, came, building)
    new = _adopt(came, building)
    rows = [record for record in usable if record.label in state.rows]
    building.keep(rows)
    report.built = [label for label in report.kept if label in new]
    report.kept = [label for label in report.kept if label not in new]
    _say_failed(parts, usable, report)
    report.found.extend(_differing(usable, came, building))
    absent = [
        record.label
        for record in usable
        if record.label not in state.rows and record.label not in report.failed
    ]
    if absent:
        report.found.append(_missing(absent, parts))
    report.reasons.clear()
    building.build_portal(registry)
    building.publish()


def _fold(parts: Iterable[Part], state: State) -> tuple[dict[str, Part], dict[str, Raw]]:
    """Put the rows of `parts` into `state`; (label -> part, rows that had another content)."""
    came: dict[str, Part] = {}
    before: dict[str, Raw] = {}
    for part in parts:
        for row in part.rows():
            label = str(row[0])
            known = state.whole(label)
            came[label] = part
            if known is None:
                state.take(row)
            elif _unstamped(known) != _unstamped(row):
                before.setdefault(label, known)
                state.take(row)
    return came, before


def _without_moved(
    registry: Registry, before: Mapping[str, Raw], came: dict[str, Part], building: Building
) -> Registry:
    """The registry without those whose label was somebody else's, as a build leaves them out."""
    state, portal = building.state, registry.portal
    lost = set()
    for record in registry.records:
        old = before.get(record.label)
        new = state.whole(record.label) if old else None
        if not old or not new or not old[_LIVE] or old[_RECORD] == new[_RECORD]:
            continue
        after = state.large(record.label, "record", Kim)
        state.take(old)
        known = state.large(record.label, "record", Kim)
        move = moved(known, after, portal.transfers) if known and after and portal else None
        if move is None:
            state.take(new)
            continue
        lost.add(record.label)
        came.pop(record.label)
        building.report.found.append(say_moved(record, move))
        building.report.failed.append(record.label)
    kept = tuple(record for record in registry.records if record.label not in lost)
    return replace(registry, records=kept)


def _unstamped(row: Raw) -> Raw:
    """A row without what differs from machine to machine."""
    return (*row[:_STAMP], *row[_STAMP + 1 :])


def _prefer_fitting(
    records: Iterable[Record],
    before: Mapping[str, Raw],
    came: dict[str, Part],
    building: Building,
) -> None:
    """Where a part brought what is out of date, and what was there is not, leave that."""
    state, reasons = building.state, building.report.reasons
    for record in records:
        label = record.label
        found = reasons.pop(label, ())
        if not _amiss(found):
            continue
        brought = state.whole(label)
        state.take(before[label])
        building.stale([record])
        if not _amiss(reasons.get(label, ())):
            del came[label]
        elif brought:
            state.take(brought)
            reasons[label] = found


def _amiss(reasons: Iterable[str]) -> tuple[str, ...]:
    """Those that say that a site was made from something else; a site may lie elsewhere."""
    return tuple(reason for reason in reasons if reason not in ("new", "missing"))


def _adopt(came: Mapping[str, Part], building: Building) -> frozenset[str]:
    """Take the sites that came with their parts; labels of those that changed."""
    report = building.report
    release = building.release
    assert release is not None
    new = set()
    for label, part in came.items():
        host = building.host(label)
        if part.sites is None or not os.path.isfile(f"{part.sites}/{host}/index.html"):  # noqa: PTH113
            continue
        written = adopt_site(release.aside, host, part.sites)
        release.add(label, host, written)
        report.files_written += written.new
        if written.number:
            new.add(label)
    return frozenset(new)


def _say_failed(parts: Iterable[Part], usable: Iterable[Record], report: Report) -> None:
    """Say again what a part could not build."""
    labels = {record.label for record in usable}
    for part in parts:
        for label, found in part.failed.items():
            if label in labels and label not in report.failed:
                report.failed.append(label)
                known = frozenset(report.found)
                report.found.extend(item for item in found if item not in known)


def _differing(
    records: Iterable[Record], came: Mapping[str, Part], building: Building
) -> Iterable[Diagnostic]:
    """A finding for each part and reason, which several of its sites may share."""
    report = building.report
    groups: dict[tuple[str, str], list[str]] = {}
    for record in records:
        if record.label in report.failed:
            continue
        part = came.get(record.label)
        name = part.name if part else str(building.settings.output)
        for reason in _amiss(report.reasons.get(record.label, ())):
            groups.setdefault((name, f"part-{reason}"), []).append(record.label)
    for (name, reason), labels in sorted(groups.items()):
        yield problem(
            "shard-differs",
            Location(name),
            count=str(len(labels)),
            labels=_listed(labels),
            reason=reason,
        )


def _missing(labels: Sequence[str], parts: Iterable[Part]) -> Diagnostic:
    given = {part.shard for part in parts if part.shard}
    counts = {shard.count for shard in given}
    lost: list[str] = []
    if len(counts) == 1:
        any_one = next(iter(given))
        every = (replace(any_one, number=number + 1) for number in range(any_one.count))
        lost = [str(shard) for shard in every if shard not in given]
    return problem(
        "shard-missing",
        Location("content"),
        count=str(len(labels)),
        labels=_listed(labels),
        shards=", ".join(lost[:_SHOWN]),
    )


def _listed(labels: Sequence[str]) -> str:
    more = len(labels) - _SHOWN
    return ", ".join(labels[:_SHOWN]) + (f", … (+{more})" if more > 0 else "")
