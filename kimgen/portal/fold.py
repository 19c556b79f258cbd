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
from heapq import nsmallest
from operator import itemgetter

from kimgen.model import Portal
from kimgen.portal.inputs import PortalInputs
from kimgen.regionlinks import field_page
from kimgen.summary import Headline, PostBrief, SiteSummary
from kimgen.when import When

LENGTHS = (2, 5, 8, 13)
"""Length of the code of a province, a regency, a district and a village."""
NEWS_KEPT = 50
"""Newest posts kept for the nation and for each province, as many as a feed has."""
NEWS_BELOW = 12
"""Newest posts kept for every smaller region and for each field."""

_first = itemgetter(0)


Order = tuple[int, bool, int, str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A listed KIM."""

    head: Headline
    live: bool
    newest: When | None
    """Date of its newest post; None where it is not live."""
    word: str = ""
    """For all that pages show of it."""
    latest: Order | None = None
    """Where its newest post stands among those of others."""

    @property
    def label(self) -> str:
        return self.head.label

    @property
    def code(self) -> str:
        """Of its village."""
        return self.head.code

    @property
    def posts(self) -> int:
        return self.head.posts if self.live else 0


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """A post of a live KIM."""

    entry: Entry
    brief: PostBrief
    when: When


@dataclass(slots=True)
class Tally:
    """What a region or a field holds."""

    limit: int = NEWS_BELOW
    """Posts in `news`."""
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
    newest: Entry | None = None
    """Who has the newest post."""
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
            self.members += entry.head.members
            self.posts += entry.posts
        if entry.latest:
            newest = self.newest and self.newest.latest
            if not newest or entry.latest < newest:
                self.newest = entry

    def news(self, summaries: Mapping[str, SiteSummary]) -> list[News]:
        """The newest posts, newest first. Only summaries that may have one are looked at."""
        found: list[News] = []
        ranked = [(item.latest, item) for item in self.entries if item.latest]
        ranked.sort(key=_first)
        for latest, entry in ranked:
            if len(found) == self.limit and latest > _newest_first(found[-1]):
                break  # nor has any that follows
            summary = summaries.get(entry.label)
            if summary:
                found += [
                    News(entry, brief, when_of(brief.moment, entry.head.offset))
                    for brief in summary.latest
                ]
                found = nsmallest(self.limit, found, key=_newest_first)
        return found


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
    entries = [_entry(head, inputs) for head in inputs.known.headlines if _is_listed(head)]
    entries.sort(key=lambda e: (e.code, e.head.name, e.label))
    total = Tally(NEWS_KEPT)
    regions: dict[str, Tally] = {}
    fields = _fields(inputs.portal, entries)
    by_path = {item.path: item for item in fields}
    for entry in entries:
        total.add(entry)
        for length in LENGTHS:
            tally = regions.get(entry.code[:length])
            if tally is None:
                limit = NEWS_KEPT if length == LENGTHS[0] else NEWS_BELOW
                tally = regions[entry.code[:length]] = Tally(limit)
            tally.add(entry)
        for path in _paths(entry.head):
            by_path[path].tally.add(entry)
    regions = dict(sorted(regions.items()))
    _link(total, regions)
    registered = [
        (entry.head.decree, entry)
        for entry in entries
        if entry.live and entry.head.registered and entry.head.decree
    ]
    registered.sort(key=lambda pair: pair[0], reverse=True)  # stable: then by code and name
    return Nation(total, regions, fields, tuple(entry for _, entry in registered))


def _is_listed(head: Headline) -> bool:
    return head.registered or head.status == "nonaktif"


def _entry(head: Headline, inputs: PortalInputs) -> Entry:
    word = f"{head.label} {inputs.words.get(head.label, '')} "
    if head.label not in inputs.known.live:
        return Entry(head, False, None, word)
    newest = when_of(head.newest, head.offset) if head.newest else None
    latest = _order(newest, head.label, "") if newest else None
    return Entry(head, True, newest, f"{word}live ", latest)


def when_of(moment: str, offset: int) -> When:
    """The moment of a post, which is ISO text; a bare day belongs to the zone of its village."""
    if "T" not in moment:
        return When(dt.date.fromisoformat(moment), None, offset)
    found = dt.datetime.fromisoformat(moment)
    own = (found.utcoffset() or dt.timedelta()) // dt.timedelta(minutes=1)
    return When(found.date(), found.time(), own)


def _paths(head: Headline) -> Iterable[str]:
    """Pages of the fields of a KIM, each once."""
    return dict.fromkeys(path for code in head.fields if (path := field_page(code)))


def _fields(portal: Portal, entries: list[Entry]) -> tuple[FieldTally, ...]:
    found: dict[str, FieldTally] = {}
    for item in portal.fields:
        path = field_page(item.code)
        if path:
            found.setdefault(path, FieldTally(item.name, path, Tally()))
    others = sorted({code for entry in entries for code in entry.head.fields})
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


def _newest_first(item: News) -> Order:
    return _order(item.when, item.entry.label, item.brief.permalink)


def _order(when: When, label: str, permalink: str) -> Order:
    """By the day that readers see, then by the moment; a bare day comes last in its day."""
    timed = when.time is not None
    return (-when.date.toordinal(), not timed, -when.instant if timed else 0, label, permalink)
