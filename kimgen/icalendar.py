"""Events as iCalendar text (RFC 5545). Times are UTC, so no zone table is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from kimgen.dates import When, ical_stamp


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What a calendar needs to know."""

    uid: str
    url: str
    title: str
    text: str
    place: str
    start: When
    end: When | None
    stamp: When
    """When the post was published; the clock is never asked."""


def calendar(events: Iterable[CalendarEvent], name: str) -> bytes:
    """A calendar of `events`, lines ended and folded as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kimgen//ID",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escape(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escape(event.uid)}",
            f"DTSTAMP:{ical_stamp(_timed(event.stamp))}",
            *_times(event),
            f"SUMMARY:{_escape(event.title)}",
            f"DESCRIPTION:{_escape(event.text)}",
            *([f"LOCATION:{_escape(event.place)}"] if event.place else []),
            f"URL:{event.url}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def _timed(when: When) -> When:
    import datetime as dt

    return when if when.has_time else When(when.date, dt.time(12), when.offset)


def _times(event: CalendarEvent) -> list[str]:
    if not event.start.has_time:
        last = (event.end or event.start).date + timedelta(days=1)
        return [
            f"DTSTART;VALUE=DATE:{event.start.date:%Y%m%d}",
            f"DTEND;VALUE=DATE:{last:%Y%m%d}",
        ]
    lines = [f"DTSTART:{ical_stamp(event.start)}"]
    if event.end and event.end.has_time:
        lines.append(f"DTEND:{ical_stamp(event.end)}")
    return lines


def _escape(text: str) -> str:
    clean = "".join(sign for sign in text if sign >= " " or sign == "\n")
    for sign in ("\\", ";", ","):
        clean = clean.replace(sign, "\\" + sign)
    return clean.replace("\n", "\\n")


def fold(line: str) -> bytes:
    """`line` in pieces of at most 75 octets, cut between characters."""
    out, piece = [], b""
    for sign in line:
        octets = sign.encode("utf-8", "replace")
        if len(piece) + len(octets) > 75:
            out.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*out, piece]) + b"\r\n"
