"""iCalendar: a real parser reads back what went in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen.dates import When
from kimgen.icalendar import CalendarEvent, calendar, escape, fold
from tests.support.hostile import ANY_TEXT, TEXTS

DAY = dt.date(2026, 12, 5)
EVENT = CalendarEvent(
    uid="gotong-royong@kim-contoh.kim.id",
    url="https://kim-contoh.kim.id/agenda/gotong-royong.html",
    title="Gotong royong",
    text="Bawa cangkul.",
    place="Balai desa, Desa Contoh",
    start=When(DAY, dt.time(8), 480),
    end=When(DAY, dt.time(11), 480),
    stamp=When(dt.date(2026, 11, 24), None, 480),
    lang="id",
)


def read(data: bytes) -> icalendar.Component:
    """The single event of a calendar."""
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert not event.errors
    return event


def span(start: When, end: When | None) -> tuple[object, object]:
    event = read(calendar([replace(EVENT, start=start, end=end)], "x"))
    return event.decoded("DTSTART"), event.decoded("DTEND", None)


def utc(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 12, day, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize("lang", ["", "id:x", "id\r\nATTACH:x", "id;X=1", 'a"b'])
def test_what_is_no_language_is_not_named(lang: str) -> None:
    event = read(calendar([replace(EVENT, lang=lang)], "x"))
    assert "LANGUAGE" not in event["SUMMARY"].params
    assert event["SUMMARY"] == EVENT.title


def test_a_calendar_finds_everything() -> None:
    data = calendar([replace(EVENT, coordinates=(-0.5, 117.1))], "KIM Contoh")
    whole = icalendar.Calendar.from_ical(data)
    assert whole["VERSION"] == "2.0"
    assert whole["X-WR-CALNAME"] == whole["NAME"] == "KIM Contoh"
    event = read(data)
    assert event["UID"] == EVENT.uid
    assert event["URL"] == EVENT.url
    assert event["SUMMARY"] == EVENT.title
    assert event["SUMMARY"].params["LANGUAGE"] == "id"
    assert event["DESCRIPTION"] == EVENT.text
    assert event["LOCATION"] == EVENT.place
    assert event.decoded("DTSTAMP") == dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (utc(5, 0), utc(5, 3))
    assert event["GEO"].to_ical() == "-0.5;117.1"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (When(DAY), None, (DAY, dt.date(2026, 12, 6))),
        (When(DAY), When(dt.date(2026, 12, 7)), (DAY, dt.date(2026, 12, 8))),
        (When(DAY), When(dt.date(2026, 12, 7), dt.time(9)), (DAY, dt.date(2026, 12, 8))),
        (When(DAY), When(dt.date(2026, 12, 1)), (DAY, dt.date(2026, 12, 6))),
        (When(DAY, dt.time(8), 420), None, (utc(5, 1), None)),
        (When(DAY, dt.time(8), 420), When(DAY, dt.time(7), 420), (utc(5, 1), None)),
        (When(DAY, dt.time(8), 420), When(DAY, dt.time(8), 420), (utc(5, 1), None)),
        (When(DAY, dt.time(8), 420), When(DAY, None, 420), (utc(5, 1), None)),
        (When(DAY, dt.time(8), 420), When(dt.date(2026, 12, 6), None, 420),
         (utc(5, 1), utc(6, 17))),
        (When(DAY, dt.time(6), 540), When(DAY, dt.time(9, 30), 540), (utc(4, 21), utc(5, 0, 30))),
    ],
)  # fmt: skip
def test_times_are_of_one_type_and_end_after_they_start(
    start: When, end: When | None, expected: tuple[object, object]
) -> None:
    assert span(start, end) == expected


WHENS = st.builds(
    When,
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 30)),
    st.none() | st.times().map(lambda time: time.replace(microsecond=0)),
    st.sampled_from((420, 480, 540)),
)


@given(WHENS, st.none() | WHENS)
def test_any_span_is_valid(start: When, end: When | None) -> None:
    first, last = span(start, end)
    if last is not None:
        assert type(first) is type(last)
        assert isinstance(first, dt.date)
        assert isinstance(last, dt.date)
        assert last > first


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_stay_in_their_field(text: str) -> None:
    data = calendar([replace(EVENT, title=text, text=text, place=text)], text)
    event = read(data)
    known = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL"}
    assert set(event) <= known
    if text == 'titik; koma, garis\\miring: "kutip" \\n':
        assert event["SUMMARY"] == text
    if text.startswith("baris"):
        assert event["SUMMARY"] == "baris\nbaris\nbaris\nbaris"


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_makes_valid_lines(title: str, text: str) -> None:
    data = calendar([replace(EVENT, title=title, text=text)], title)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    for line in lines:
        assert not set(line) & ({*range(32), 127} - {9})
        line.decode()  # folded between characters
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 1


@given(ANY_TEXT)
def test_unfolding_gives_the_line_back(text: str) -> None:
    line = "SUMMARY:" + escape(text)
    assert fold(line).replace(b"\r\n ", b"").decode() == line + "\r\n"


def test_a_calendar_of_nothing_and_of_many() -> None:
    assert not icalendar.Calendar.from_ical(calendar([], "x")).walk("VEVENT")
    many = [replace(EVENT, uid=f"{n}@x") for n in range(30)]
    found = icalendar.Calendar.from_ical(calendar(many, "x")).walk("VEVENT")
    assert [event["UID"] for event in found] == [event.uid for event in many]
