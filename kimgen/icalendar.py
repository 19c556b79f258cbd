"""Events as iCalendar text (RFC 5545), for calendars on phones.

Times are UTC, so no zone table is needed: Indonesia's offsets never change.
The clock is never asked; the same events give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kimgen.dates import When, ical_stamp

_OCTETS = 75
"""Longest line, its end not counted."""
_NOON = dt.time(12)
_MIDNIGHT = dt.time()
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LANGUAGE = re.compile("[A-Za-z0-9-]+")
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))
"""The backslash first, for the others bring one."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What a calendar needs to know."""

    uid: str
    """The same in every build, unique in the world."""
    url: str
    title: str
    text: str
    place: str
    start: When
    end: When | None
    stamp: When
    """When the post was published."""
    lang: str = ""
    coordinates: tuple[float, float] | None = None
    """(latitude, longitude) in degrees, of the event itself."""


def calendar(events: Iterable[CalendarEvent], name: str) -> bytes:
    """A calendar of `events`, lines ended and folded as the standard asks."""
    title = escape(name)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kimgen//kimgen//ID",
        "CALSCALE:GREGORIAN",
        f"NAME:{title}",
        f"X-WR-CALNAME:{title}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def _lines(event: CalendarEvent) -> Iterable[str]:
    language = f";LANGUAGE={event.lang}" if _LANGUAGE.fullmatch(event.lang) else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(event.uid)}"
    yield f"DTSTAMP:{_utc(event.stamp, _NOON)}"
    yield from _times(event.start, event.end)
    yield f"SUMMARY{language}:{escape(event.title)}"
    if event.text:
        yield f"DESCRIPTION{language}:{escape(event.text)}"
    if event.place:
        yield f"LOCATION{language}:{escape(event.place)}"
    if event.coordinates:
        latitude, longitude = event.coordinates
        yield f"GEO:{latitude:.6f};{longitude:.6f}"
    yield f"URL:{_clean(event.url)}"
    yield "END:VEVENT"


def _times(start: When, end: When | None) -> Iterable[str]:
    """DTSTART, and DTEND where the end is known; both of one type, the end after the start.

    A DTEND is the first moment or day that no longer belongs to the event.
    """
    if not start.has_time:
        last = max(start.date, end.date) if end else start.date
        yield f"DTSTART;VALUE=DATE:{start.date:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{_next(last):%Y%m%d}"
        return
    yield f"DTSTART:{ical_stamp(start)}"
    if end is None:
        return
    if not end.has_time:
        # Until a later day: until that day is over. The same day says nothing new.
        if end.date <= start.date:
            return
        end = When(_next(end.date), _MIDNIGHT, end.offset)
    if end.instant > start.instant:
        yield f"DTEND:{ical_stamp(end)}"


def _next(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)


def _utc(when: When, time: dt.time) -> str:
    """A moment in UTC; a bare day at `time` of its own zone."""
    return ical_stamp(when if when.has_time else When(when.date, time, when.offset))


# --- text -------------------------------------------------------------------------


def escape(text: str) -> str:
    """`text` as a TEXT value: signs escaped, every kind of line break as `\\n`, no controls."""
    if not text.isprintable():
        text = _CONTROL.sub("", _BREAK.sub("\n", text))
    for sign, written in _ESCAPES:
        text = text.replace(sign, written)
    return text


def _clean(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub("", _BREAK.sub("", text))


def fold(line: str) -> bytes:
    """`line` in pieces of at most 75 octets, cut between characters, ended with CRLF."""
    data = line.encode()
    if len(data) <= _OCTETS:
        return data + b"\r\n"
    pieces, start, room = [], 0, _OCTETS
    while len(data) - start > room:
        cut = start + room
        while data[cut] & 0xC0 == 0x80:  # inside a character
            cut -= 1
        pieces.append(data[start:cut])
        start, room = cut, _OCTETS - 1  # a space begins each further line
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"
