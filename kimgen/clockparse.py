"""Times of day as people write them, and why a date or a time is not one.

`10:30`, `10.30`, `pukul 7 malam`, `10.30 WITA`, `T10:30:45+08:00`. The text is
expected as `dateparse` cleans it: lower case, ASCII digits, single spaces.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kimgen.zones import ZONES

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside are slips of the finger (`0206`, `20226`)."""


@dataclass(frozen=True, slots=True)
class DateProblem:
    """Why a text is not a date."""

    reason: str
    """One of `REASONS`."""
    suggestion: str = ""
    """What was probably meant, ready to be pasted, or `''`."""


REASONS: dict[str, tuple[str, str]] = {
    "empty": ("tanggalnya kosong", "the date is empty"),
    "unreadable": ("tulisan ini tidak terbaca sebagai tanggal", "this does not read as a date"),
    "relative": (
        "“hari ini” atau “besok” berubah tiap hari, jadi tulis tanggalnya",
        "words such as “today” change every day, so write the date",
    ),
    "no-day": ("tanggalnya belum lengkap: harinya belum ada", "the day is missing"),
    "no-year": ("tahunnya belum ada", "the year is missing"),
    "time-only": ("baru ada jamnya, tanggalnya belum", "there is a time but no date"),
    "two-digit-year": ("tahun ditulis empat angka", "the year needs four digits"),
    "year-range": (
        f"tahunnya di luar {FIRST_YEAR} sampai {LAST_YEAR}",
        f"the year is not between {FIRST_YEAR} and {LAST_YEAR}",
    ),
    "month-first": (
        "bulannya ditulis sebelum tanggalnya; urutannya tanggal, bulan, tahun",
        "the month comes before the day; write day, month, year",
    ),
    "no-such-month": ("tidak ada bulan itu", "there is no such month"),
    "no-such-day": ("tanggal itu tidak ada di bulan itu", "that month has no such day"),
    "no-such-time": ("tidak ada jam itu", "there is no such time"),
    "no-separators": (
        "tanggal, bulan, dan tahun perlu dipisah",
        "day, month and year need separators",
    ),
    "range": ("ini rentang waktu, bukan satu saat", "this is a span of time, not one moment"),
}
"""reason -> what to say, in Indonesian and in English, without a final stop."""

_CLOCK = re.compile(
    r"(?P<lead>(?:pukul|pkl|jam|at)\b\.?\s*)?"
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]+)?)?)?"
    r"(?:\s*(?P<part>[ap]\.?m\b\.?|pagi|siang|sore|petang|malam))?"
)
_ZONE = re.compile(
    r"(?P<word>wib|wita|wit)"
    r"|(?:utc|gmt)?\s*(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?"
    r"|(?P<utc>utc|gmt|z)"
)
_UNTIL = re.compile(r"-|s\.?\s?/?d\b|sampai|hingga|selesai|to\b")


def read_clock(
    rest: str, offset: int, alone: bool = False
) -> tuple[dt.time | None, int] | DateProblem | None:
    """Read `rest` as a time with an optional zone; None when it is something else.

    `alone`: no day stands before it, so a bare number is not taken for an hour.
    """
    exact = rest.startswith("t") and rest[1:2].isdigit()  # ISO 8601: an offset may follow a minus
    rest = rest.lstrip("t ,;-(").rstrip(" )") if not alone else rest
    if not rest:
        return None, offset
    match = _CLOCK.match(rest)
    if not match:
        zone = _zone(rest, offset, True)
        return (None, zone) if zone is not None and not alone else None
    tail = rest[match.end() :].strip(" ,(")
    marked = match["lead"] or match["part"] or (tail and _zone(tail, offset, exact) is not None)
    if match["minute"] is None and (not marked or (alone and not match["lead"])):
        return None
    if tail and _UNTIL.match(tail) and not (exact or match["second"]):
        return DateProblem("range")
    zone = _zone(tail, offset, True) if tail else offset
    if zone is None:
        return None
    hour = _hour(int(match["hour"]), match["part"] or "")
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 59 or not -720 <= zone <= 840:
        return DateProblem("no-such-time")
    return dt.time(hour, minute, second), zone


def is_clock(text: str) -> bool:
    """Whether `text` is a time of day and nothing else."""
    clock = read_clock(text, 0, alone=True)
    return clock is not None and not isinstance(clock, DateProblem) and clock[0] is not None


def _hour(hour: int, part: str) -> int:
    """`7 malam` -> 19. An hour above 12 already says it all."""
    if part.startswith("a") or part == "pagi":
        return 0 if hour == 12 and part != "pagi" else hour
    if part.startswith("p") and part != "petang":
        return hour + 12 if hour < 12 else hour
    if part in ("sore", "petang") or (part == "siang" and hour < 10):
        return hour + 12 if hour < 12 else hour
    if part == "malam":
        return hour + 12 if 5 < hour < 12 else hour % 12 if hour == 12 else hour
    return hour


def _zone(text: str, offset: int, exact: bool) -> int | None:
    """Minutes east of UTC that `text` names, None when it names no zone."""
    match = _ZONE.fullmatch(text)
    if not match:
        return None
    if match["word"]:
        return ZONES[match["word"].upper()].offset
    if match["utc"]:
        return 0
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    if int(match["minutes"] or 0) > 59:
        minutes = 9999  # refused by the caller as a time that does not exist
    return -minutes if match["sign"] == "-" else minutes
