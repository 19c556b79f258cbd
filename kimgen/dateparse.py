"""Days as people write them: text -> `When`, or a `DateProblem` that says why not.

Day first, always; the month may be a word, Indonesian or English. Nothing is
guessed: what could mean two days is refused with a suggestion. Pure, and never
raises, whatever the text.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from kimgen.clockparse import FIRST_YEAR, LAST_YEAR, DateProblem, is_clock, read_clock
from kimgen.datewords import MONTH_NUMBERS, RELATIVE_WORDS, WEEKDAY_NUMBERS, WORDS
from kimgen.when import When
from kimgen.zones import WIB

_LONGEST = 80  # characters; anything longer is a sentence, not a date


_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO_MOMENT = re.compile(rf"{_ISO_DAY.pattern}(?:[ T]([0-9]{{2}})[:.]([0-9]{{2}}))?")
_SEP = r"(?:\s*[-/.,]\s*|\s+)"
_WORD_SEP = r"[\s\-/.,]*"
_NTH = r"(?:st|nd|rd|th)?"
_YMD = re.compile(rf"([0-9]{{4}}){_SEP}([0-9]{{1,2}}){_SEP}([0-9]{{1,2}})(?![0-9])")
_DMY = re.compile(rf"([0-9]{{1,2}}){_SEP}([0-9]{{1,2}}){_SEP}([0-9]+)")
_D_MONTH_Y = re.compile(
    rf"([0-9]{{1,2}}){_NTH}{_WORD_SEP}(?:of\s+)?([a-z]{{3,}}){_WORD_SEP}([0-9]+)(?![0-9]|[.:][0-9])"
)
_MONTH_D_Y = re.compile(rf"([a-z]{{3,}}){_WORD_SEP}([0-9]{{1,2}}){_NTH}[\s,]+([0-9]+)(?![0-9])")
_D_MONTH = re.compile(rf"[0-9]{{1,2}}(?:{_SEP}[0-9]{{1,2}}|{_WORD_SEP}(?P<word>[a-z]{{3,}}))")
_MONTH_Y = re.compile(rf"(?:[0-9]{{1,2}}|(?P<word>[a-z]{{3,}})){_WORD_SEP}[0-9]{{4}}|[0-9]{{4}}")
_Y_MONTH = re.compile(rf"[0-9]{{4}}{_SEP}(?:[0-9]{{1,2}}|[a-z]{{3,}})")
_RANGE = re.compile(
    r"[0-9]{1,2}\s*(?:[a-z]{3,}\s*)?(?:-|s\.?\s?/?d\.?|sampai|hingga|dan|to)\s*[0-9]{1,2}\s*[a-z]{3,}"
)
_CLOCK_FIRST = re.compile(
    r"((?:pukul|pkl|jam)?\s*[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2})?(?:\s*wita?|\s*wib)?)[\s,]+(?=\S)"
)
_EIGHT = re.compile(r"[0-9]{8}")
_LEAD = re.compile(r"(?:(?:hari|tanggal|tgl|on)\b[.:]?\s*)+")
_WORD = re.compile(r"[a-z]+")

_DROPPED = dict.fromkeys(
    map(ord, "'`´‘’ʼ\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff")
)
_Style = Callable[[int, int, int], str]  # year, month, day -> a suggestion in its author's style

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def parse_when(
    text: str, offset: int = WIB.offset, day: dt.date | None = None
) -> When | DateProblem:
    """Read a day with an optional time.

    `offset`: minutes east of UTC of the village's own zone; an offset or zone
    word in the text overrides it and the result stays in that zone.
    `day`: what a text with nothing but a time refers to (`selesai: 11.00`).
    """
    quick = _ISO_MOMENT.fullmatch(text)
    if quick:
        year, month, number, hour, minute = quick.groups()
        found = _day(int(year), int(month), int(number), _iso)
        if hour is None:
            return When(found, None, offset) if isinstance(found, dt.date) else found
        if isinstance(found, dt.date) and hour <= "23" and minute <= "59":
            return When(found, dt.time(int(hour), int(minute)), offset)
    if len(text) > _LONGEST:
        return DateProblem("unreadable" if text.strip() else "empty")
    clean = _plain(text)
    if not clean:
        return DateProblem("empty")
    if day is not None:
        clock = read_clock(clean, offset, alone=True)
        if clock is not None:
            return clock if isinstance(clock, DateProblem) else When(day, *clock)
    clean = _without_weekday(clean)
    parts = _split(clean)
    ahead = _CLOCK_FIRST.match(clean)
    if ahead:
        behind = _split(_without_weekday(clean[ahead.end() :]))
        if not isinstance(behind, DateProblem) and not behind[1]:
            parts = (behind[0], f" {ahead[1]}")
    if isinstance(parts, DateProblem):
        return parts
    found, rest = parts
    clock = read_clock(rest, offset) if rest else (None, offset)
    if clock is None:
        clock = DateProblem("unreadable")
    if isinstance(found, DateProblem):
        if found.suggestion and not isinstance(clock, DateProblem) and clock[0] is not None:
            return DateProblem(found.reason, f"{found.suggestion} {clock[0]:%H:%M}")
        return found
    return clock if isinstance(clock, DateProblem) else When(found, *clock)


def parse_day(text: str) -> dt.date | DateProblem:
    """Read a day; a time behind it is allowed and ignored."""
    found = parse_when(text)
    return found if isinstance(found, DateProblem) else found.date


def split_file_date(stem: str) -> tuple[dt.date | DateProblem | None, str]:
    """The day in front of a file's name and the rest: `2026-11-24-panen` -> (day, `panen`).

    None when the name does not start like a date at all.
    """
    match = _ISO_DAY.match(stem)
    if not match or stem[match.end() : match.end() + 1].isdigit():
        return None, stem
    found = _day(int(match[1]), int(match[2]), int(match[3]), _iso)
    return found, stem[match.end() :].lstrip("-_ ")


def weekday_mismatch(text: str, when: When) -> int | None:
    """The true weekday (0 is Monday) where `text` names another one, else None."""
    if text.isascii() and text.lower() == text.upper():
        return None  # no letters, no weekday
    word = _WORD.search(_LEAD.sub("", _plain(text[:_LONGEST])))
    named = WEEKDAY_NUMBERS.get(word[0]) if word else None
    true = when.date.weekday()
    return None if named is None or named == true else true


def _plain(text: str) -> str:
    """Lower case, ASCII digits and hyphens, single spaces, no apostrophes, accents or marks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_DROPPED)).translate(_DASHES)
        text = "".join(
            char if char.isascii() else str(unicodedata.decimal(char, char))
            for char in text
            if not unicodedata.combining(char)
        )
    return " ".join(text.lower().replace("'", "").replace("`", "").split()).strip(" ,;.")


def _without_weekday(clean: str) -> str:
    lead = _LEAD.match(clean)
    if lead:
        clean = clean[lead.end() :]
    word = _WORD.match(clean)
    if word and word[0] in WEEKDAY_NUMBERS and len(clean) > word.end():
        clean = clean[word.end() :].lstrip(" ,./-(")
        lead = _LEAD.match(clean)
        clean = clean[lead.end() :] if lead else clean
    return clean


def _split(clean: str) -> tuple[dt.date | DateProblem, str] | DateProblem:
    """The day (or why there is none) and what follows it."""
    match = _YMD.match(clean)
    if match:
        found = _day(int(match[1]), int(match[2]), int(match[3]), _iso)
        return found, clean[match.end() :]
    if _RANGE.match(clean):
        return DateProblem("range")
    match = _DMY.match(clean)
    if match:
        return _with_year(match[3], int(match[2]), int(match[1]), _dmy), clean[match.end() :]
    for pattern, day_group, word_group in ((_D_MONTH_Y, 1, 2), (_MONTH_D_Y, 2, 1)):
        match = pattern.match(clean)
        if match and match[word_group] not in WEEKDAY_NUMBERS.keys() - MONTH_NUMBERS.keys():
            month = _month(match[word_group])
            found = _with_year(match[3], abs(month), int(match[day_group]), _words)
            if month < 0 and isinstance(found, dt.date):
                found = DateProblem("no-such-month", _words(found.year, -month, found.day))
            elif month == 0:
                found = DateProblem("no-such-month")
            return found, clean[match.end() :]
    return _incomplete(clean)


def _incomplete(clean: str) -> DateProblem:
    """Name what is missing from a text that holds no whole date."""
    words = _WORD.findall(clean)
    if words and RELATIVE_WORDS.issuperset(words):
        return DateProblem("relative")
    if _EIGHT.fullmatch(clean):
        year_first = _day(int(clean[:4]), int(clean[4:6]), int(clean[6:]), _iso)
        day_first = _day(int(clean[4:]), int(clean[2:4]), int(clean[:2]), _iso)
        for found in (year_first, day_first):
            if isinstance(found, dt.date):
                return DateProblem("no-separators", found.isoformat())
    month = _D_MONTH.match(clean)
    if month:
        rest = clean[month.end() :]
        named = _month(month["word"]) if month["word"] else not rest and _in_day_month(clean)
        if named and (not rest or is_clock(rest.strip(" ,"))):
            return DateProblem("no-year")
    if is_clock(clean):
        return DateProblem("time-only")
    month = _MONTH_Y.fullmatch(clean)
    if (month and (month["word"] is None or _month(month["word"]))) or _Y_MONTH.fullmatch(clean):
        return DateProblem("no-day")
    return DateProblem("unreadable")


def _in_day_month(clean: str) -> bool:
    day, month = (int(number) for number in re.findall(r"[0-9]+", clean)[:2])
    return 1 <= day <= 31 and 1 <= month <= 12


def _month(word: str) -> int:
    """1..12; negative for a misspelling of that month; 0 for anything else."""
    number = MONTH_NUMBERS.get(word)
    if number:
        return number
    import difflib  # costs 2 ms, and misspelt months are rare

    near = difflib.get_close_matches(word[:20], MONTH_NUMBERS, 1, 0.75) if len(word) > 3 else []
    return -MONTH_NUMBERS[near[0]] if near else 0


def _with_year(year: str, month: int, day: int, style: _Style) -> dt.date | DateProblem:
    if len(year) == 2:
        number = int(year)
        whole = _day(number + (2000 if number <= 60 else 1900), month, day, style)
        if isinstance(whole, dt.date):
            return DateProblem("two-digit-year", style(whole.year, month, day))
        return DateProblem("two-digit-year", whole.suggestion)
    if len(year) != 4:
        return DateProblem("year-range")
    return _day(int(year), month, day, style)


def _day(year: int, month: int, day: int, style: _Style) -> dt.date | DateProblem:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DateProblem("year-range")
    if 12 < month <= 31 and 1 <= day <= 12:
        swapped = _day(year, day, month, style)
        if isinstance(swapped, dt.date):
            reason = "no-such-month" if style is _iso else "month-first"
            return DateProblem(reason, style(year, day, month))
    if not 1 <= month <= 12:
        return DateProblem("no-such-month")
    last = 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    if month == 2 and year % 4 == 0 and (year % 100 or year % 400 == 0):
        last = 29
    if 1 <= day <= last:
        return dt.date(year, month, day)
    return DateProblem("no-such-day", style(year, month, last) if last < day <= 31 else "")


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _dmy(year: int, month: int, day: int) -> str:
    return f"{day:02d}-{month:02d}-{year:04d}"


def _words(year: int, month: int, day: int) -> str:
    return f"{day} {WORDS['id'].months[month - 1]} {year:04d}"
