"""What is out of date, and why: one pure function.

A site's output is made from its folder, the theme, a few settings, kimgen and
its Markdown engine, and from the day only where a date makes a difference: a
post that waits for its day, an event or a notice that is over. Each of these is
one word here, so that the answer names what changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

REASONS = (
    "new", "missing", "moved", "source", "theme", "settings", "engine", "day",
)  # fmt: skip
"""Every reason there is; the words for them are the command line's."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that the output of a site is made from, but the day."""

    folder: str
    """Below content/: it says in which village the KIM is."""
    source: str
    """Id of what lies in the folder; '' where that is not known."""
    theme: str
    """Digest of the theme."""
    settings: str
    """Digest of what portal.yaml and the command line say."""
    engine: str
    """Versions of kimgen and of its Markdown engine."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days, both included, on which a site looks the same."""

    first: str = ""
    """ISO day; '' for always."""
    last: str = ""
    """ISO day; '' for ever."""

    def holds(self, today: str) -> bool:
        """Whether the site still looks the same on the ISO day `today`."""
        return self.first <= today and (not self.last or today <= self.last)


ALWAYS = Days()


def days_around(today: date, changes: Iterable[date]) -> Days:
    """The days around `today` in which none of `changes` lies: a change is the first day
    on which something looks different."""
    before = [day for day in changes if day <= today]
    after = [day for day in changes if day > today]
    first = max(before).isoformat() if before else ""
    last = date.fromordinal(min(after).toordinal() - 1).isoformat() if after else ""
    return Days(first, last)


def reasons(now: Inputs, built: Inputs | None, days: Days, today: str) -> tuple[str, ...]:
    """Why a site has to be built; nothing where it is up to date.

    `built` and `days` are what the last build was made from; None where there
    was none. `today` is an ISO day in the zone of the KIM's village.
    """
    if built is None:
        return ("new",)
    found = []
    if now.folder != built.folder:
        found.append("moved")
    if now.source != built.source or not now.source:
        found.append("source")
    if now.theme != built.theme:
        found.append("theme")
    if now.settings != built.settings:
        found.append("settings")
    if now.engine != built.engine:
        found.append("engine")
    if not days.holds(today):
        found.append("day")
    return tuple(found)
