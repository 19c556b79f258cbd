"""Dates for readers and for machines: `When` -> text. No locale, no clock.

`lang` is a language tag; one without a table in `datewords` gets Indonesian.
"""

from __future__ import annotations

import datetime as dt

from kimgen.datewords import words_for
from kimgen.digits import in_script
from kimgen.when import When
from kimgen.zones import offset_text

_NOON = dt.time(12)


def _date(day: dt.date | When) -> dt.date:
    return day.date if isinstance(day, When) else day


def weekday_name(weekday: int, lang: str = "id") -> str:
    """Name of a weekday, 0 for Monday: `Senin`."""
    return words_for(lang).weekdays[weekday]


def month_name(month: int, lang: str = "id") -> str:
    """Name of a month, 1 to 12: `November`."""
    return words_for(lang).months[month - 1]


def month_year(year: int, month: int, lang: str = "id") -> str:
    """`November 2026`"""
    return f"{words_for(lang).months[month - 1]} {in_script(str(year), lang)}"


def clock_text(time: dt.time, lang: str = "id") -> str:
    """`10.30`, in English `10:30`; seconds are for machines."""
    return in_script(f"{time.hour:02d}{words_for(lang).clock}{time.minute:02d}", lang)


def short_date(day: dt.date | When, lang: str = "id") -> str:
    """`24 Nov 2026`"""
    date = _date(day)
    month = words_for(lang).short_months[date.month - 1]
    return in_script(f"{date.day} {month} {date.year}", lang)


def long_date(day: dt.date | When, lang: str = "id") -> str:
    """`Selasa, 24 November 2026`"""
    date, words = _date(day), words_for(lang)
    month = words.months[date.month - 1]
    written = in_script(f"{date.day} {month} {date.year}", lang)
    return f"{words.weekdays[date.weekday()]}{words.comma}{written}"


def long_when(when: When, lang: str = "id") -> str:
    """`Selasa, 24 November 2026, 10.30 WITA`; only the day where no time is known."""
    if when.time is None:
        return long_date(when, lang)
    day = f"{long_date(when, lang)}{words_for(lang).comma}"
    return f"{day}{clock_text(when.time, lang)} {when.zone}"


def span(start: When, end: When | None = None, lang: str = "id") -> str:
    """From `start` to `end` as a notice writes it.

    `Sabtu, 5 Desember 2026, 08.00–11.00 WIB`; `5–7 Desember 2026`;
    `30 November – 2 Desember 2026`; with times on different days both moments
    in full. An end before its start is left out.
    """
    if end is not None and end.offset != start.offset:
        end = end.in_zone(start.offset)
    if end is None or (end < start and end.date <= start.date):
        return long_when(start, lang)
    if end.date == start.date:
        if start.time is None or end.time is None or start.time == end.time:
            return long_when(start if start.time is not None else end, lang)
        until = f"{clock_text(start.time, lang)}–{clock_text(end.time, lang)}"
        return f"{long_date(start, lang)}{words_for(lang).comma}{until} {start.zone}"
    if start.time is not None or end.time is not None:
        return f"{long_when(start, lang)} – {long_when(end, lang)}"
    months = words_for(lang).months
    first, last = start.date, end.date
    return in_script(_days(first, last, months), lang)


def _days(first: dt.date, last: dt.date, months: tuple[str, ...]) -> str:
    tail = f"{last.day} {months[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{tail}"
    head = f"{first.day} {months[first.month - 1]}"
    return f"{head} – {tail}" if first.year == last.year else f"{head} {first.year} – {tail}"


def script_words(lang: str) -> str:
    """What a page's scripts say of dates, with `|` between: yesterday, today, tomorrow, days ago
    and ahead (`%d`), seven weekdays from Monday, twelve months, the comma, what stands between
    hours and minutes, ten digits where they are not those of the keyboard. Of a language that
    every browser knows the first five: what is near need not wait for a browser's own data."""
    words, plain = words_for(lang), "0123456789"
    days = (text.replace("{n}", "%d") for text in (words.days_ago, words.days_ahead))
    digits = in_script(plain, lang)
    near = (words.yesterday, words.today, words.tomorrow, *days)
    if lang in ("id", "en"):
        return "|".join(near)
    parts = (*near, *words.weekdays, *words.months)
    return "|".join((*parts, words.comma, words.clock, "" if digits == plain else digits))


def days_between(day: dt.date | When, today: dt.date) -> int:
    """Days from `today` to `day`; negative for the past."""
    return (_date(day) - today).days


def relative_day(day: dt.date | When, today: dt.date, lang: str = "id") -> str:
    """`hari ini`, `besok`, `kemarin`, `3 hari lagi`, `3 hari lalu`; after 30 days the date."""
    days, words = days_between(day, today), words_for(lang)
    if abs(days) > 30:
        return short_date(day, lang)
    near = {0: words.today, 1: words.tomorrow, -1: words.yesterday}.get(days)
    if near:
        return near
    text = (words.days_ahead if days > 0 else words.days_ago).format(n=abs(days))
    return in_script(text, lang)


def rfc3339(when: When) -> str:
    """A full time stamp for Atom, JSON Feed and sitemaps.

    A day without a time is stamped with noon of its own zone, not midnight:
    midnight in Jayapura is still yesterday in Jakarta and in UTC, and a reader
    there would show the wrong day. At noon every zone from UTC-3 to UTC+14
    agrees on the day.
    """
    time = when.time or _NOON
    return f"{when.date.isoformat()}T{time.isoformat('seconds')}{offset_text(when.offset)}"


def rfc5322(when: When) -> str:
    """A stamp as RSS and mail write it: `Tue, 24 Nov 2026 10:30:00 +0800`."""
    words, date, time = words_for("en"), when.date, when.time or _NOON
    day = words.weekdays[date.weekday()][:3]
    month = words.short_months[date.month - 1]
    offset = offset_text(when.offset).replace(":", "")
    return f"{day}, {date.day:02d} {month} {date.year} {time:%H:%M:%S} {offset}"


def ical_stamp(when: When) -> str:
    """A value for iCalendar: `20261124T023000Z` in UTC, or the day `20261124` (VALUE=DATE)."""
    if when.time is None:
        return f"{when.date:%Y%m%d}"
    utc = when.in_zone(0)
    return f"{utc.date:%Y%m%d}T{utc.time:%H%M%S}Z"


def iso_span(start: When, end: When | None = None) -> str:
    """ISO 8601 interval `start/end`, or the start alone."""
    return start.iso if end is None or end < start else f"{start.iso}/{end.iso}"
