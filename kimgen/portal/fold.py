"""Records and summaries, folded into regions and fields in one pass.

What counts is decided here and nowhere else. A KIM is listed when it is
registered with number and decree, or no longer active; one that waits or whose
registration was withdrawn does not exist for the portal. Of the listed ones
those with a site in the output are live: only these are counted, linked and
quoted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kimgen.model import Kim, Portal, Village
from kimgen.portal.inputs import PortalInputs
from kimgen.regionlinks import field_page
from kimgen.summary import PostBrief, SiteSummary
from kimgen.when import When

LENGTHS = (2, 5, 8, 13)
"""Length of the code of a province, a regency, a district and a village."""
NEWS_KEPT = 50
"""Newest posts kept for the nation and for each province, as many as a feed has."""
NEWS_BELOW = 12
"""Newest posts kept for every smaller region and for each field."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A listed KIM."""

    kim: Kim
    live: bool
    summary: SiteSummary | None
    """None where it is not live or nothing is known of its site."""
    newest: When | None
    """Date of its newest post."""
    word: str = ""
    """For all that pages show of it."""

    @property
    def posts(self) -> int:
        return self.summary.posts if self.summary else 0


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """A post of a live KIM."""

    entry: Entry
    brief: PostBrief
    when: When


@dataclass(slots=True)
class Tally:
    """What a region or a field holds."""

    entries: list[Entry] = field(default_factory=list)
    """Listed KIMs by code of the village, name and label."""
    kims: int = 0
    """Live ones."""
    members: int = 0
    posts: int = 0
    parts: dict[int, int] = field(default_factory=dict)
    """Length of a code -> regions of that level inside that have live KIMs."""
    children: list[str] = field(default_factory=list)
    """Codes right below, in order, that have listed KIMs."""
    news: list[News] = field(default_factory=list)
    """Newest first."""
    _word: str = ""

    @property
    def word(self) -> str:
        """Stands for all that can be shown of it."""
        if not self._word:
            made = hashlib.sha256()
            for entry in self.entries:
                made.update(entry.word.encode())
            self._word = made.hexdigest()
        return self._word

    def add(self, entry: Entry) -> None:
        """Count one more KIM."""
        self.entries.append(entry)
        if entry.live:
            self.kims += 1
            self.members += entry.kim.members or 0
            self.posts += entry.posts


@dataclass(frozen=True, slots=True)
class FieldTally:
    """A bidang with what belongs to it."""

    name: str
    path: str
    """Its page on the portal."""
    tally: Tally


@dataclass(frozen=True, slots=True)
class Nation:
    """Everything, by region and by field."""

    total: Tally
    """`children` are the provinces."""
    regions: Mapping[str, Tally]
    """Dotted code of any level -> tally, in code order; only regions with listed KIMs."""
    fields: tuple[FieldTally, ...]
    """In the order of portal.yaml, then those that only KIMs name, by name."""
    newest: tuple[Entry, ...]
    """Live KIMs, the latest decree first; those whose decree has no day are left out."""


def fold(inputs: PortalInputs) -> Nation:
    """Group everything once: linear in KIMs and posts, but for sorting."""
    entries = [_entry(kim, inputs) for kim in inputs.records if _is_listed(kim)]
    entries.sort(key=lambda e: (e.kim.village.code, e.kim.name, e.kim.label))
    total = Tally()
    regions: dict[str, Tally] = {}
    fields = _fields(inputs.portal, entries)
    by_path = {item.path: item for item in fields}
    for entry in entries:
        total.add(entry)
        code = entry.kim.village.code
        for length in LENGTHS:
            regions.setdefault(code[:length], Tally()).add(entry)
        for path in _paths(entry.kim):
            by_path[path].tally.add(entry)
    regions = dict(sorted(regions.items()))
    _link(total, regions)
    _spread_news(total, regions, by_path, entries)
    registered = [
        (entry.kim.decree.day, entry)
        for entry in entries
        if entry.live and entry.kim.is_live and entry.kim.decree and entry.kim.decree.day
    ]
    registered.sort(key=lambda pair: pair[0], reverse=True)  # stable: then by code and name
    return Nation(total, regions, fields, tuple(entry for _, entry in registered))


def _is_listed(kim: Kim) -> bool:
    return kim.is_live or kim.status == "nonaktif"


def _entry(kim: Kim, inputs: PortalInputs) -> Entry:
    word = f"{kim.label} {inputs.words.get(kim.label, '')} "
    if kim.label not in inputs.live:
        return Entry(kim, False, None, None, word)
    summary = inputs.summaries.get(kim.label)
    newest = when_of(summary.latest[0], kim.village) if summary and summary.latest else None
    return Entry(kim, True, summary, newest, f"{word}live ")


def when_of(brief: PostBrief, village: Village) -> When:
    """The moment of a post; a bare day belongs to the zone of its village."""
    if "T" not in brief.moment:
        return When(dt.date.fromisoformat(brief.moment), None, village.offset)
    moment = dt.datetime.fromisoformat(brief.moment)
    offset = (moment.utcoffset() or dt.timedelta()) // dt.timedelta(minutes=1)
    return When(moment.date(), moment.time(), offset)


def _paths(kim: Kim) -> Iterable[str]:
    """Pages of the fields of a KIM, each once."""
    return dict.fromkeys(path for code in kim.fields if (path := field_page(code)))


def _fields(portal: Portal, entries: list[Entry]) -> tuple[FieldTally, ...]:
    found: dict[str, FieldTally] = {}
    for item in portal.fields:
        path = field_page(item.code)
        if path:
            found.setdefault(path, FieldTally(item.name, path, Tally()))
    others = sorted({code for entry in entries for code in entry.kim.fields})
    for code in others:
        path = field_page(code)
        if path:
            found.setdefault(path, FieldTally(code, path, Tally()))
    return tuple(found.values())


def _link(total: Tally, regions: Mapping[str, Tally]) -> None:
    """Tell each region what lies in it."""
    for code, tally in regions.items():
        above = [total, *(regions[code[:n]] for n in LENGTHS if n < len(code))]
        above[-1].children.append(code)
        if tally.kims:
            for region in above:
                region.parts[len(code)] = region.parts.get(len(code), 0) + 1


def _spread_news(
    total: Tally,
    regions: Mapping[str, Tally],
    fields: Mapping[str, FieldTally],
    entries: list[Entry],
) -> None:
    """Hand the posts round, newest first, until each list is full."""
    items = [
        News(entry, brief, when_of(brief, entry.kim.village))
        for entry in entries
        if entry.summary
        for brief in entry.summary.latest
    ]
    items.sort(key=_newest_first)
    for item in items:
        kim = item.entry.kim
        _keep(total.news, item, NEWS_KEPT)
        for length in LENGTHS:
            limit = NEWS_KEPT if length == LENGTHS[0] else NEWS_BELOW
            _keep(regions[kim.village.code[:length]].news, item, limit)
        for path in _paths(kim):
            _keep(fields[path].tally.news, item, NEWS_BELOW)


def _keep(news: list[News], item: News, limit: int) -> None:
    if len(news) < limit:
        news.append(item)


def _newest_first(item: News) -> tuple[int, bool, int, str, str]:
    """By the day that readers see, then by the moment; a bare day comes last in its day."""
    when = item.when
    timed = when.time is not None
    key = (-when.date.toordinal(), not timed, -when.instant if timed else 0)
    return (*key, item.entry.kim.label, item.brief.permalink)
