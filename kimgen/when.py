"""`When`: a day, perhaps with a time, in a zone; and the rule of publication.

Pure: the clock is never asked, locale and system time zone play no part.
Import it from `kimgen.dates`.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from kimgen.values import value
from kimgen.zones import WIB, offset_text, zone_name

_EPOCH = dt.date(1970, 1, 1)
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2056, 12, 31)
"""Days that a clock may say: kimgen is not older, and hardly used that long."""


@value
class When:
    """A day, perhaps with a time of day, in a time zone."""

    date: dt.date
    """The day as written, in its own zone."""
    time: dt.time | None = None
    """Naive time of day, or None when only the day is known."""
    offset: int = WIB.offset
    """Minutes east of UTC."""

    @property
    def has_time(self) -> bool:
        return self.time is not None

    @property
    def zone(self) -> str:
        """WIB, WITA, WIT, or `UTC+05:30`."""
        return zone_name(self.offset)

    @property
    def instant(self) -> int:
        """Seconds since 1970 UTC; a day without a time counts from its first moment."""
        clock = self.time or dt.time()
        days = (self.date - _EPOCH).days
        seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
        return days * 86_400 + seconds - self.offset * 60

    @property
    def sort_key(self) -> tuple[int, bool, int]:
        """A total order that agrees with `==`."""
        return (self.instant, self.time is not None, self.offset)

    @property
    def iso(self) -> str:
        """ISO 8601: `2026-11-24T10:30:00+08:00`, or `2026-11-24` without a time."""
        return _iso(self.date, self.time, self.offset)

    def in_zone(self, offset: int) -> When:
        """The same moment on the clocks of another zone; a bare day stays the same day."""
        if self.time is None or offset == self.offset:
            return When(self.date, self.time, offset)
        moved = dt.datetime.combine(self.date, self.time)
        moved += dt.timedelta(minutes=offset - self.offset)
        return When(moved.date(), moved.time(), offset)

    def __lt__(self, other: When) -> bool:
        return self.sort_key < other.sort_key

    def __le__(self, other: When) -> bool:
        return self.sort_key <= other.sort_key

    def __gt__(self, other: When) -> bool:
        return self.sort_key > other.sort_key

    def __ge__(self, other: When) -> bool:
        return self.sort_key >= other.sort_key


@lru_cache(maxsize=1024)  # a page says its moment again and again
def _iso(date: dt.date, time: dt.time | None, offset: int) -> str:
    day = date.isoformat()
    return day if time is None else f"{day}T{time.isoformat('seconds')}{offset_text(offset)}"


def is_published(when: When, today: dt.date) -> bool:
    """Whether a post dated `when` is out on `today`, the village's own calendar day.

    Only the day counts: a post dated today is out at once, whatever hour it
    carries, because a build later today may never come.
    """
    return when.date <= today


def is_plausible(today: dt.date) -> bool:
    """Whether a clock may be right that says so: it is not earlier than this program, and not
    far beyond its time. A machine without a battery begins in 1970."""
    return FIRST <= today <= LAST


def local_date(now: dt.datetime, offset: int) -> dt.date:
    """The calendar day at the aware moment `now` in the zone `offset` minutes east of UTC."""
    return now.astimezone(dt.timezone(dt.timedelta(minutes=offset))).date()
