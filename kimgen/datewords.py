"""Names of days and months, by language: tables, and nothing else.

Output names for each interface language, and the spellings that people use
when they write a date, Indonesian and English mixed. A language is added by
one more `DateWords`; until it has one its dates are shown in Indonesian.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class DateWords:
    """How one language writes dates."""

    weekdays: tuple[str, ...]
    """Monday first, as `date.weekday()` counts."""
    months: tuple[str, ...]
    """January first."""
    short_months: tuple[str, ...]
    """January first, at most four letters."""
    clock: str
    """Between hours and minutes: `.` in Indonesian, `:` in English."""
    today: str
    tomorrow: str
    yesterday: str
    days_ago: str
    """With `{n}`."""
    days_ahead: str
    """With `{n}`."""


WORDS: dict[str, DateWords] = {
    "id": DateWords(
        ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
        (
            "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
            "Agustus", "September", "Oktober", "November", "Desember",
        ),
        ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
        ".", "hari ini", "besok", "kemarin", "{n} hari lalu", "{n} hari lagi",
    ),
    "en": DateWords(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        (
            "January", "February", "March", "April", "May", "June", "July",
            "August", "September", "October", "November", "December",
        ),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        ":", "today", "tomorrow", "yesterday", "{n} days ago", "in {n} days",
    ),
}  # fmt: skip
"""By language tag."""


@lru_cache(maxsize=64)
def words_for(lang: str) -> DateWords:
    """The table of `lang`; Indonesian for a language that has none yet."""
    return WORDS.get(lang) or WORDS.get(lang.partition("-")[0]) or WORDS["id"]


def _number(spellings: str) -> dict[str, int]:
    """`a b/c d` -> {a: 1, b: 1, c: 2, d: 2}"""
    return {
        word: number
        for number, group in enumerate(spellings.split("/"), 1)
        for word in group.split()
    }


MONTH_NUMBERS: dict[str, int] = _number(
    "januari january jan jn/februari february feb febr peb pebruari/maret march mar mrt/"
    "april apr apl/mei may/juni june jun/juli july jul/"
    "agustus august agu agt ags agst agust aug/september sept sep/"
    "oktober october okt oct/november nopember nov nop/desember december des dec"
)
"""Every accepted spelling of a month, lower case -> 1..12, old spellings included."""

WEEKDAY_NUMBERS: dict[str, int] = {
    word: number - 1
    for word, number in _number(
        "senin sen isnin monday mon/selasa sel slasa tuesday tue tues/rabu rab rebo wednesday wed/"
        "kamis kam thursday thu thur thurs/jumat jum jumaat friday fri/sabtu sab saturday sat/"
        "minggu min mgg ahad sunday sun"
    ).items()
}
"""Every accepted spelling of a weekday without apostrophes, lower case -> 0 (Monday) .. 6."""

RELATIVE_WORDS = frozenset(
    {"hari", "ini", "sekarang", "besok", "kemarin", "lusa", "nanti", "tadi"}
    | {"today", "now", "tomorrow", "yesterday"}
)
"""Words whose day depends on when they were written: never accepted as a date."""
