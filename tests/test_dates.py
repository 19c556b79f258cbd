"""Dates: what people write, what readers see, what machines read."""

from __future__ import annotations

import datetime as dt
import pickle
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen import dates
from kimgen.dates import DateProblem, When, parse_day, parse_when
from kimgen.datewords import MONTH_NUMBERS, WEEKDAY_NUMBERS, WORDS

DAY = dt.date(2026, 11, 24)
WITA = dates.WITA.offset


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "24-11-2026",
        "24/11/2026",
        "24.11.2026",
        "24 11 2026",
        "2026/11/24",
        "24 November 2026",
        "24 november 2026",
        "24 Nopember 2026",
        "24 Nov 2026",
        "24 Nov. 2026",
        "24-Nov-2026",
        "24Nov2026",
        "Selasa, 24 November 2026",
        "selasa 24-11-2026",
        "Tuesday, November 24, 2026",
        "24th of November 2026",
        "Hari Selasa tanggal 24 November 2026",
        "Tgl. 24 Nov 2026",
        " 24–11–2026 ",
        "24\u00a0November\u00a02026",
        "\u200f٢٤-١١-٢٠٢٦",
        "２４/１１/２０２６",
        "24 November 2026.",
    ],
)
def test_a_day_is_read(text: str) -> None:
    assert parse_when(text, WITA) == When(DAY, None, WITA)
    assert parse_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-24T10:30", "2026-11-24T10:30:00+08:00"),
        ("2026-11-24 10:30:45", "2026-11-24T10:30:45+08:00"),
        ("2026-11-24T10:30:45.123+08:00", "2026-11-24T10:30:45+08:00"),
        ("2026-11-24T10:30:45Z", "2026-11-24T10:30:45+00:00"),
        ("2026-11-24T08:00-05:00", "2026-11-24T08:00:00-05:00"),
        ("2026-11-24 10:30 +0700", "2026-11-24T10:30:00+07:00"),
        ("24-11-2026 10.30", "2026-11-24T10:30:00+08:00"),
        ("24.11.2026 10.30", "2026-11-24T10:30:00+08:00"),
        ("24 November 2026, pukul 10.30", "2026-11-24T10:30:00+08:00"),
        ("24 November 2026 10.30 WIT", "2026-11-24T10:30:00+09:00"),
        ("24 November 2026 (10.30 wib)", "2026-11-24T10:30:00+07:00"),
        ("Selasa, 24 November 2026, jam 7 malam", "2026-11-24T19:00:00+08:00"),
        ("24/11/2026 pukul 3 sore", "2026-11-24T15:00:00+08:00"),
        ("24 Nov 2026 7 PM", "2026-11-24T19:00:00+08:00"),
        ("24 Nov 2026 12:15 am", "2026-11-24T00:15:00+08:00"),
        ("10.30 24-11-2026", "2026-11-24T10:30:00+08:00"),
        ("pukul 10.30, Selasa 24 November 2026", "2026-11-24T10:30:00+08:00"),
        ("24-11-2026 WIB", "2026-11-24"),
    ],
)
def test_a_time_is_read_in_its_zone(text: str, iso: str) -> None:
    found = parse_when(text, WITA)
    assert isinstance(found, When)
    assert found.iso == iso


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("", "empty", ""),
        (" \u200f , ", "empty", ""),
        ("2026-02-30", "no-such-day", "2026-02-28"),
        ("29-02-2025", "no-such-day", "28-02-2025"),
        ("31-11-2026 10.30", "no-such-day", "30-11-2026 10:30"),
        ("31 Juni 2026", "no-such-day", "30 Juni 2026"),
        ("45-11-2026", "no-such-day", ""),
        ("11-24-2026", "month-first", "24-11-2026"),
        ("11/24/2026", "month-first", "24-11-2026"),
        ("2026-24-11", "no-such-month", "2026-11-24"),
        ("24-13-2026", "no-such-month", ""),
        ("24 Novembar 2026", "no-such-month", "24 November 2026"),
        ("24 Sawah 2026", "no-such-month", ""),
        ("24-11-26", "two-digit-year", "24-11-2026"),
        ("24 Nov 98", "two-digit-year", "24 November 1998"),
        ("24-11-20266", "year-range", ""),
        ("0206-11-24", "year-range", ""),
        ("24 November", "no-year", ""),
        ("24/11", "no-year", ""),
        ("24 November 10:30", "no-year", ""),
        ("November 2026", "no-day", ""),
        ("2026-11", "no-day", ""),
        ("20261124", "no-separators", "2026-11-24"),
        ("24112026", "no-separators", "2026-11-24"),
        ("10:30", "time-only", ""),
        ("24-11-2026 25:00", "no-such-time", ""),
        ("24-11-2026 10:30 +25:00", "no-such-time", ""),
        ("5-7 Desember 2026", "range", ""),
        ("5 Desember 2026, 08.00-11.00", "range", ""),
        ("5 Desember 2026 08.00 s.d. selesai", "range", ""),
        ("hari ini", "relative", ""),
        ("Besok", "relative", ""),
        ("24-11-2026, di balai desa", "unreadable", ""),
        ("kapan-kapan", "unreadable", ""),
        ("9" * 5000, "unreadable", ""),
        ("1-1-" + "9" * 70, "year-range", ""),
    ],
)
def test_what_is_not_a_date_is_refused_with_a_reason(
    text: str, reason: str, suggestion: str
) -> None:
    assert parse_when(text) == DateProblem(reason, suggestion)
    assert reason in dates.REASONS


def test_a_suggestion_can_be_pasted() -> None:
    for text in ("2026-02-30", "31-11-2026 10.30", "24 Novembar 2026", "11-24-2026", "24-11-26"):
        found = parse_when(text)
        assert isinstance(found, DateProblem)
        assert isinstance(parse_when(found.suggestion), When)


@pytest.mark.parametrize(
    "text", ["", "24-11-2026", "pukul", "T10", "٢٤", "\ud800", "\x00", "1" * 79, "-" * 80, "(" * 80]
)
def test_odd_texts_do_not_raise(text: str) -> None:
    assert isinstance(parse_when(text), When | DateProblem)


@given(st.text(max_size=90))
def test_no_text_raises(text: str) -> None:
    assert isinstance(parse_when(text, WITA), When | DateProblem)
    assert isinstance(parse_when(text, WITA, DAY), When | DateProblem)
    dates.split_file_date(text)
    dates.weekday_mismatch(text, When(DAY))


@given(
    st.text("0123456789-/.,:+ TtZz" + "novemberselasapukulwitajm’'٠١٢s.d", max_size=40),
)
def test_no_text_of_dates_raises(text: str) -> None:
    found = parse_when(text, WITA)
    assert isinstance(found, When | DateProblem)
    if isinstance(found, DateProblem):
        assert found.reason in dates.REASONS


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    st.times(),
    st.sampled_from([420, 480, 540, 0, -300, 345]),
)
def test_what_is_written_is_read_back(day: dt.date, time: dt.time, offset: int) -> None:
    minute = time.replace(second=0, microsecond=0)
    when = When(day, minute, offset)
    assert parse_when(when.iso) == when
    for lang in WORDS.keys() - {"ms-Arab"}:  # Jawi is shown; front matter has Latin dates
        assert parse_day(dates.long_date(day, lang)) == day
        assert parse_day(dates.short_date(day, lang)) == day
        assert dates.weekday_mismatch(dates.long_date(day, lang), when) is None
        if offset in (420, 480, 540, 0):
            assert parse_when(dates.long_when(when, lang)) == when
    stamp = dt.datetime.fromisoformat(dates.rfc3339(when))
    assert stamp.timestamp() == when.instant
    moved = when.in_zone(0)
    assert moved.instant == when.instant


@given(st.dates(dt.date(1900, 1, 2), dt.date(2199, 12, 30)))
def test_a_bare_day_is_the_same_day_all_over_indonesia_and_in_utc(day: dt.date) -> None:
    for zone in dates.ZONES.values():
        stamp = dt.datetime.fromisoformat(dates.rfc3339(When(day, None, zone.offset)))
        for other in (*dates.ZONES.values(), dates.Zone("UTC", "UTC", 0)):
            assert dates.local_date(stamp, other.offset) == day


def test_a_time_alone_needs_a_day() -> None:
    assert parse_when("11.00", WITA, DAY) == When(DAY, dt.time(11), WITA)
    assert parse_when("pukul 11 WIB", WITA, DAY) == When(DAY, dt.time(11), 420)
    assert parse_when("25-11-2026 11.00", WITA, DAY) == When(
        dt.date(2026, 11, 25), dt.time(11), WITA
    )
    assert parse_when("25.00", WITA, DAY) == DateProblem("no-such-time")


def test_the_wrong_weekday_is_noticed() -> None:
    when = When(DAY)
    assert dates.weekday_mismatch("Senin, 24 November 2026", when) == 1
    assert dates.weekday_mismatch("Hari Selasa, 24 November 2026", when) is None
    assert dates.weekday_mismatch("Jum'at 24-11-2026", when) == 1
    assert dates.weekday_mismatch("24 November 2026", when) is None


def test_the_date_in_a_files_name() -> None:
    assert dates.split_file_date("2026-11-24-panen-raya") == (DAY, "panen-raya")
    assert dates.split_file_date("2026-11-24") == (DAY, "")
    assert dates.split_file_date("panen-raya") == (None, "panen-raya")
    assert dates.split_file_date("2026-11-245") == (None, "2026-11-245")
    found, rest = dates.split_file_date("2026-02-30-panen")
    assert (found, rest) == (DateProblem("no-such-day", "2026-02-28"), "panen")


def test_order_follows_the_moment_and_agrees_with_equality() -> None:
    early = When(DAY, dt.time(8), 420)
    late = When(DAY, dt.time(8, 30), 420)
    same_moment = When(DAY, dt.time(9), 480)
    assert early < late
    assert early.instant == same_moment.instant
    assert early < same_moment  # told apart by zone, since they are not equal
    assert sorted([late, When(DAY), early]) == [When(DAY), early, late]
    assert late > early
    assert late >= early >= early
    assert early <= late
    assert pickle.loads(pickle.dumps(early)) == early
    assert len({early, When(DAY, dt.time(8), 420)}) == 1


def test_todays_post_is_published_whatever_its_hour() -> None:
    assert dates.is_published(When(DAY, dt.time(23, 59), WITA), DAY)
    assert dates.is_published(When(DAY), DAY)
    assert not dates.is_published(When(DAY + dt.timedelta(1)), DAY)


def test_today_differs_between_the_zones() -> None:
    evening = dt.datetime(2026, 11, 24, 16, 30, tzinfo=dt.UTC)  # 23.30 WIB, 00.30 WITA
    assert dates.local_date(evening, dates.WIB.offset) == DAY
    assert dates.local_date(evening, dates.WITA.offset) == DAY + dt.timedelta(1)


def test_words_for_readers() -> None:
    when = When(DAY, dt.time(10, 30), WITA)
    assert dates.long_when(when) == "Selasa, 24 November 2026, 10.30 WITA"
    assert dates.long_when(when, "en") == "Tuesday, 24 November 2026, 10:30 WITA"
    assert dates.long_when(When(DAY)) == "Selasa, 24 November 2026"
    assert dates.short_date(when) == "24 Nov 2026"
    assert dates.month_year(2026, 8) == "Agustus 2026"
    assert dates.month_name(5, "en") == "May"
    assert dates.weekday_name(4) == "Jumat"
    assert dates.long_when(when, "bbc") == dates.long_when(when)  # it has no table
    assert dates.long_when(when, "su") == "Salasa, 24 Nopémber 2026, 10.30 WITA"
    assert dates.long_when(when, "ms-Arab") == "ثلاث، ٢٤ نوۏيمبر ٢٠٢٦، ١٠:٣٠ WITA"
    assert dates.long_when(When(DAY, dt.time(10), 345)) == (
        "Selasa, 24 November 2026, 10.00 UTC+05:45"
    )


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("5-12-2026 08.00", "5-12-2026 11.00", "Sabtu, 5 Desember 2026, 08.00–11.00 WIB"),
        ("5-12-2026 08.00", "", "Sabtu, 5 Desember 2026, 08.00 WIB"),
        ("5-12-2026", "", "Sabtu, 5 Desember 2026"),
        ("5-12-2026", "5-12-2026", "Sabtu, 5 Desember 2026"),
        ("5-12-2026", "7-12-2026", "5–7 Desember 2026"),
        ("30-11-2026", "2-12-2026", "30 November – 2 Desember 2026"),
        ("30-12-2026", "2-1-2027", "30 Desember 2026 – 2 Januari 2027"),
        (
            "5-12-2026 20.00",
            "6-12-2026 04.00",
            "Sabtu, 5 Desember 2026, 20.00 WIB – Minggu, 6 Desember 2026, 04.00 WIB",
        ),
        ("5-12-2026 08.00", "5-12-2026 12.00 WITA", "Sabtu, 5 Desember 2026, 08.00–11.00 WIB"),
        ("5-12-2026 08.00", "4-12-2026", "Sabtu, 5 Desember 2026, 08.00 WIB"),
        ("5-12-2026 11.00", "5-12-2026 08.00", "Sabtu, 5 Desember 2026, 11.00 WIB"),
    ],
)
def test_spans(start: str, end: str, text: str) -> None:
    first, last = parse_when(start), parse_when(end) if end else None
    assert isinstance(first, When)
    assert not isinstance(last, DateProblem)
    assert dates.span(first, last) == text


def test_spans_in_jawi() -> None:
    first, last = parse_when("5-12-2026 08.00"), parse_when("5-12-2026 11.00")
    assert isinstance(first, When)
    assert isinstance(last, When)
    assert dates.span(first, last, "ms-Arab") == "سبتو، ٥ ديسيمبر ٢٠٢٦، ٠٨:٠٠–١١:٠٠ WIB"
    assert dates.span(When(first.date), When(first.date + dt.timedelta(2)), "ms-Arab") == (
        "٥–٧ ديسيمبر ٢٠٢٦"
    )


def test_relative_days() -> None:
    def said(days: int, lang: str = "id") -> str:
        return dates.relative_day(DAY + dt.timedelta(days), DAY, lang)

    assert [said(n) for n in (-1, 0, 1)] == ["kemarin", "hari ini", "besok"]
    assert [said(n) for n in (-3, 12)] == ["3 hari lalu", "12 hari lagi"]
    assert said(-2, "en") == "2 days ago"
    assert said(-40) == "15 Okt 2026"


def test_stamps_for_machines() -> None:
    when = When(DAY, dt.time(10, 30), WITA)
    assert dates.rfc3339(when) == "2026-11-24T10:30:00+08:00"
    assert dates.rfc3339(When(DAY)) == "2026-11-24T12:00:00+07:00"
    assert dates.rfc5322(when) == "Tue, 24 Nov 2026 10:30:00 +0800"
    assert dates.ical_stamp(when) == "20261124T023000Z"
    assert dates.ical_stamp(When(DAY, dt.time(3), 540)) == "20261123T180000Z"
    assert dates.ical_stamp(When(DAY)) == "20261124"
    assert dates.iso_span(when, When(DAY, dt.time(12), WITA)) == (
        "2026-11-24T10:30:00+08:00/2026-11-24T12:00:00+08:00"
    )


def test_tables_are_whole() -> None:
    def plain(word: str) -> str:
        parts = unicodedata.normalize("NFKD", word.lower().replace("'", ""))
        return "".join(char for char in parts if not unicodedata.combining(char))

    for lang, words in WORDS.items():
        assert (len(words.weekdays), len(words.months), len(words.short_months)) == (7, 12, 12)
        for number, names in enumerate(zip(words.months, words.short_months, strict=True), 1):
            if lang != "ms-Arab":
                assert {MONTH_NUMBERS[plain(name)] for name in names} == {number}, lang
        for number, name in enumerate(words.weekdays):
            assert lang == "ms-Arab" or WEEKDAY_NUMBERS[plain(name)] == number


def test_no_zone_data_is_needed() -> None:
    assert "zoneinfo" not in vars(sys.modules["kimgen.zones"])
    assert {zone.key: zone.offset for zone in dates.ZONES.values()} == {
        "Asia/Jakarta": 420,
        "Asia/Makassar": 480,
        "Asia/Jayapura": 540,
    }
