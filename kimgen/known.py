"""What is known of all KIMs, for the portal: a line of each at once, the rest one by one.

Records and summaries of a nation are more than should be held in memory. They
are read from the state when a page shows them; those of the last pages are
kept, since pages that follow each other show the same KIMs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from kimgen.portal.inputs import Nationwide
from kimgen.registry import Record
from kimgen.state import State
from kimgen.summary import Headline, SiteSummary, headline

V = TypeVar("V")

REMEMBERED = 2_000
"""Records, and summaries, that are kept."""


def nationwide(records: Sequence[Record], state: State) -> Nationwide:
    """All that the portal is made from, of the KIMs in `records`. A site with a row in the
    state was built, by this build or by an earlier one, and is in the output."""
    by_label = {record.label: record for record in records}
    summaries = Lookup(state.rows.keys(), lambda label: state.large(label, "summary", SiteSummary))
    kims = Lookup(by_label.keys(), lambda label: by_label[label].kim)
    return Nationwide(
        tuple(_headlines(records, state, summaries)), kims, summaries, frozenset(state.rows)
    )


def _headlines(
    records: Sequence[Record], state: State, summaries: Mapping[str, SiteSummary]
) -> Iterator[Headline]:
    kept = dict(state.each("headline", Headline))
    for record in records:
        found = kept.get(record.label) if record.known else None
        yield found or headline(record.kim, summaries.get(record.label))


class Lookup(Mapping[str, V]):
    """Values that are read when they are asked for."""

    def __init__(self, labels: Collection[str], read: Callable[[str], V | None]) -> None:
        self._labels = labels
        self._read = lru_cache(REMEMBERED)(read)

    def __getitem__(self, label: str) -> V:
        found = self._read(label) if label in self._labels else None
        if found is None:
            raise KeyError(label)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)
