"""Indonesia's three time zones as fixed offsets.

No daylight saving time is kept in Indonesia (Keppres 41/1987 sets the three
zones), so an offset in minutes says everything. `zoneinfo` is not used: its
data is missing on Windows and on some phones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone of Indonesia."""

    key: str
    """IANA name: `Asia/Makassar`."""
    name: str
    """What people write: `WITA`."""
    offset: int
    """Minutes east of UTC."""


WIB = Zone("Asia/Jakarta", "WIB", 420)
WITA = Zone("Asia/Makassar", "WITA", 480)
WIT = Zone("Asia/Jayapura", "WIT", 540)

ZONES: dict[str, Zone] = {zone.name: zone for zone in (WIB, WITA, WIT)}
"""By the name that people write, upper case."""

_NAMES = {zone.offset: zone.name for zone in ZONES.values()}


def zone_name(offset: int) -> str:
    """The name of an offset in minutes: `WITA`, else `UTC`, `UTC+05:30`, `UTC-03:00`."""
    name = _NAMES.get(offset)
    if name:
        return name
    return "UTC" + offset_text(offset) if offset else "UTC"


@lru_cache(maxsize=64)
def offset_text(offset: int) -> str:
    """An offset in minutes as ISO 8601 writes it: `+08:00`."""
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02d}:{minutes:02d}"
