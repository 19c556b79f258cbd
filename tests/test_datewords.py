"""Days and months of each language, beside those of CLDR (through Babel) where it knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal

from kimgen.dateformat import clock_text, long_date, relative_day, short_date
from kimgen.dateparse import parse_when
from kimgen.datewords import MONTH_NUMBERS, WEEKDAY_NUMBERS, WORDS
from kimgen.digits import in_script
from kimgen.numbers import format_number, format_rupiah
from kimgen.schema import LANGUAGES as OF_POSTS
from kimgen.translate import LANGUAGES
from kimgen.when import When

KNOWN = {"id": "id", "en": "en_001", "jv": "jv", "su": "su", "ms-Arab": "ms_Arab"}
"""Language of the interface -> the locale that CLDR has of it. English as outside of America: the
day comes first."""

UNKNOWN = {"min", "ban", "ace", "bug", "bjn", "mad"}
"""Languages of the interface that CLDR does not know: nothing to compare with."""

ELSEWHERE = {"ms", "bew", "ar"}
"""Languages of posts that CLDR knows, and the interface does not speak: their dates are Indonesian,
as all that stands around them."""

OTHERWISE = {
    ("en", "short", 9): (
        "Sep",
        "Sept",
        "CLDR's en_001 shortens as Britain does; all have 3 letters",
    ),
    ("ms-Arab", "month", 8): ("اوݢوس", "ݢوس", "CLDR lost the first letter of Ogos"),
}
"""(language, what, number) -> ours, theirs, why."""

DAY = dt.date(2026, 3, 5)


def _both(lang: str) -> Iterator[tuple[str, int, str, str]]:
    """(what, number, ours, theirs) of each word."""
    words, locale = WORDS[lang], Locale.parse(KNOWN[lang])
    for number in range(1, 13):
        theirs = locale.months["format"]
        yield "month", number, words.months[number - 1], theirs["wide"][number]
        yield "short", number, words.short_months[number - 1], theirs["abbreviated"][number]
    for number in range(7):
        yield "day", number, words.weekdays[number], locale.days["format"]["wide"][number]


def test_every_language_is_compared_or_named() -> None:
    """A language that is new, here or in CLDR, has to be put into one of the lists."""
    assert set(LANGUAGES) == set(WORDS) == set(KNOWN) | UNKNOWN
    theirs = {name.partition("_")[0] for name in locale_identifiers()}
    assert not UNKNOWN & theirs
    rest = {lang for lang in OF_POSTS if lang not in LANGUAGES}
    assert rest & theirs == ELSEWHERE


@pytest.mark.parametrize("lang", KNOWN)
def test_names_are_those_of_cldr(lang: str) -> None:
    for what, number, ours, theirs in _both(lang):
        kind = "month" if what == "short" and lang == "ms-Arab" else what
        differs = OTHERWISE.get((lang, kind, number))
        assert (ours, theirs) == (differs[:2] if differs else (theirs, theirs)), (lang, what)


@pytest.mark.parametrize("lang", KNOWN)
def test_the_order_is_that_of_cldr(lang: str) -> None:
    """But for the full Indonesian date, in which CLDR writes `05`: nobody in a village does."""
    locale = Locale.parse(KNOWN[lang])
    full = locale.date_formats["full"].pattern.replace("dd", "d" if lang == "id" else "dd")
    assert full == f"EEEE{WORDS[lang].comma}d MMMM y"
    assert locale.date_formats["long"].pattern == "d MMMM y"
    # a short date with the month in words; CLDR's Jawi has it in figures
    medium = locale.date_formats["medium"].pattern
    assert medium == ("dd/MM/y" if lang == "ms-Arab" else "d MMM y")
    # hours from 0 to 23 with two digits in every language, as Indonesian notices have them
    assert WORDS[lang].clock in locale.time_formats["short"].pattern


@pytest.mark.parametrize("lang", KNOWN)
def test_amounts_are_those_of_cldr(lang: str) -> None:
    """Jawi apart: CLDR gives it the digits of Europe; ours are those of its books and signs."""
    if lang == "ms-Arab":
        assert format_number(1250000.5, lang, 1) == "١٬٢٥٠٬٠٠٠٫٥"
        theirs = format_decimal(1250000.5, locale="ar_EG", numbering_system="arab")
        assert format_number(1250000.5, lang, 1) == in_script(theirs, lang)
    else:
        theirs = format_decimal(1250000.5, locale=KNOWN[lang])
        assert format_number(1250000.5, lang, 1) == theirs


def test_prices() -> None:
    assert format_rupiah(1_250_000) == "Rp 1.250.000"
    assert {format_rupiah(1_250_000, lang) for lang in LANGUAGES} == {
        "Rp 1.250.000", "Rp 1,250,000", "Rp ١٬٢٥٠٬٠٠٠",
    }  # fmt: skip
    assert format_rupiah(1_250_000, "en") == "Rp 1,250,000"
    assert format_rupiah(-500, "jv") == "-Rp 500"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_is_whole(lang: str) -> None:
    words = WORDS[lang]
    assert len(set(words.months)) == len(set(words.short_months)) == 12
    assert len(set(words.weekdays)) == 7
    assert lang == "ms-Arab" or all(len(word) <= 4 for word in words.short_months)
    assert not any(" " in word for word in (*words.months, *words.short_months))
    assert "{n}" in words.days_ago
    assert "{n}" in words.days_ahead
    assert len({relative_day(DAY + dt.timedelta(n), DAY, lang) for n in (-9, -1, 0, 1, 9)}) == 5
    assert long_date(DAY, lang).count(words.months[2]) == 1
    assert len(short_date(DAY, lang).split(" ")) == 3


def test_the_clock() -> None:
    said = {lang: clock_text(dt.time(8, 5), lang) for lang in ("id", "en", "jv", "min", "ms-Arab")}
    assert said == {
        "id": "08.05", "en": "08:05", "jv": "08:05", "min": "08.05", "ms-Arab": "٠٨:٠٥",
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_is_shown_can_be_read_back(lang: str) -> None:
    for number, month in enumerate(WORDS[lang].months, 1):
        assert MONTH_NUMBERS[month.lower()] == number
    for number, day in enumerate(WORDS[lang].weekdays):
        assert WEEKDAY_NUMBERS[day.lower()] == number
    assert parse_when(long_date(DAY, lang)) == When(DAY)
