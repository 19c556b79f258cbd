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
    """January first, at most four letters; in Jawi, which does not shorten, the same."""
    clock: str
    """Between hours and minutes: `.` in Indonesian, `:` in English."""
    today: str
    tomorrow: str
    yesterday: str
    days_ago: str
    """With `{n}`."""
    days_ahead: str
    """With `{n}`."""
    comma: str = ", "
    """Between parts of a date."""


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
    "jv": DateWords(
        ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Ahad"),
        (
            "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
            "Agustus", "September", "Oktober", "November", "Desember",
        ),
        ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"),
        ":", "dina iki", "sésuk", "wingi", "{n} dina kepungkur", "{n} dina maneh",
    ),
    "su": DateWords(
        ("Senén", "Salasa", "Rebo", "Kemis", "Jumaah", "Saptu", "Minggu"),
        (
            "Januari", "Pébruari", "Maret", "April", "Méi", "Juni", "Juli",
            "Agustus", "Séptémber", "Oktober", "Nopémber", "Désémber",
        ),
        ("Jan", "Péb", "Mar", "Apr", "Méi", "Jun", "Jul", "Ags", "Sép", "Okt", "Nop", "Dés"),
        ".", "dinten ieu", "énjing", "kamari", "{n} dinten kapengker", "{n} dinten deui",
    ),
    "min": DateWords(
        ("Sinayan", "Salasa", "Rabaa", "Kamih", "Jumaik", "Sabtu", "Akaik"),
        (
            "Januari", "Pebruari", "Maret", "April", "Mai", "Juni", "Juli",
            "Agustus", "September", "Oktober", "Nopember", "Desember",
        ),
        ("Jan", "Peb", "Mar", "Apr", "Mai", "Jun", "Jul", "Ags", "Sep", "Okt", "Nop", "Des"),
        ".", "hari ko", "isuak", "kapatang", "{n} hari nan lalu", "{n} hari lai",
    ),
    "ban": DateWords(
        ("Soma", "Anggara", "Buda", "Wraspati", "Sukra", "Saniscara", "Redité"),
        (
            "Januari", "Pébruari", "Maret", "April", "Méi", "Juni", "Juli",
            "Agustus", "Séptémber", "Oktober", "Nopémber", "Désémber",
        ),
        ("Jan", "Péb", "Mar", "Apr", "Méi", "Jun", "Jul", "Agu", "Sép", "Okt", "Nop", "Dés"),
        ".", "rahina mangkin", "bénjang", "dibi", "{n} rahina sané lintang", "{n} rahina malih",
    ),
    # Months as Acehnese is written in the news. Its encyclopaedia counts them (Buleuën Sa,
    # Buleuën Duwa, ...), which who reads a village's notices may not expect.
    "ace": DateWords(
        ("Seulanyan", "Seulasa", "Rabu", "Hamèh", "Jeumeu'at", "Sabtu", "Aleuhad"),
        (
            "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
            "Agustus", "September", "Oktober", "November", "Desember",
        ),
        ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
        ".", "uroe nyoe", "singoh", "baroe", "{n} uroe nyang ka", "{n} uroe teuk",
    ),
    "bug": DateWords(
        ("Aséneng", "Salasa", "Araba", "Kammisi", "Juma'", "Sattu", "Aha'"),
        (
            "Januari", "Fébruari", "Maré'", "April", "Méi", "Juni", "Juli",
            "Ogoso'", "September", "Oktober", "November", "Désémber",
        ),
        ("Jan", "Féb", "Mar", "Apr", "Méi", "Jun", "Jul", "Ogo", "Sep", "Okt", "Nov", "Dés"),
        # not known for sure: Indonesian
        ".", "hari ini", "besok", "kemarin", "{n} hari lalu", "{n} hari lagi",
    ),
    "bjn": DateWords(
        ("Sanayan", "Salasa", "Arba", "Kamis", "Jumahat", "Saptu", "Ahad"),
        (
            "Januari", "Pibuari", "Marit", "April", "Mai", "Juni", "Juli",
            "Agustus", "Siptimbir", "Uktubir", "Nupimbir", "Disimbir",
        ),
        ("Jan", "Pib", "Mar", "Apr", "Mai", "Jun", "Jul", "Agu", "Sip", "Ukt", "Nup", "Dis"),
        ".", "hari ini", "isuk", "kamarian", "{n} hari nang lalu", "{n} hari lagi",
    ),
    "mad": DateWords(
        ("Senin", "Salasa", "Rebbhu", "Kemmis", "Jhuma'at", "Satto", "Ahad"),
        (
            "Januari", "Fèbruari", "Maret", "April", "Mèi", "Juni", "Juli",
            "Agustus", "Sèptember", "Oktober", "Novèmber", "Dèsèmber",
        ),
        ("Jan", "Fèb", "Mar", "Apr", "Mèi", "Jun", "Jul", "Ags", "Sèp", "Okt", "Nov", "Dès"),
        ".", "satèya", "lagghu'", "bâri'", "{n} arè sè lèbât", "{n} arè agghi'",
    ),
    "ms-Arab": DateWords(
        ("اثنين", "ثلاث", "رابو", "خميس", "جمعة", "سبتو", "احد"),
        (
            "جانواري", "فيبواري", "مچ", "اڤريل", "مي", "جون", "جولاي",
            "اوݢوس", "سيڤتيمبر", "اوکتوبر", "نوۏيمبر", "ديسيمبر",
        ),
        (
            "جانواري", "فيبواري", "مچ", "اڤريل", "مي", "جون", "جولاي",
            "اوݢوس", "سيڤتيمبر", "اوکتوبر", "نوۏيمبر", "ديسيمبر",
        ),
        ":", "هاري اين", "ايسوق", "سمالم", "{n} هاري لالو", "{n} هاري لاݢي", "، ",
    ),
}  # fmt: skip
"""By language tag. Javanese, Sundanese and Jawi as the Unicode consortium's CLDR has them (the
tests compare, and say where we differ), the others as their encyclopaedias write them."""


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
    "januari january jan jn/februari february feb febr peb pebruari pib pibuari/"
    "maret march mar mrt mare marit/"
    "april apr apl/mei may mai/juni june jun/juli july jul/"
    "agustus august agu agt ags agst agust aug ogo ogoso/september sept sep sip siptimbir/"
    "oktober october okt oct ukt uktubir/november nopember nov nop nup nupimbir/"
    "desember december des dec dis disimbir"
)
"""Every accepted spelling of a month, lower case and without accents -> 1..12, old spellings and
those of all languages above but Jawi included."""

WEEKDAY_NUMBERS: dict[str, int] = {
    word: number - 1
    for word, number in _number(
        "senin sen isnin monday mon senen sinayan soma seulanyan aseneng sanayan/"
        "selasa sel slasa tuesday tue tues salasa anggara seulasa/"
        "rabu rab rebo wednesday wed rabaa buda araba arba rebbhu/"
        "kamis kam thursday thu thur thurs kemis kamih wraspati hameh kammisi kemmis/"
        "jumat jum jumaat friday fri jumaah jumaik sukra jeumeuat juma jumahat jhumaat/"
        "sabtu sab saturday sat saptu saniscara sattu satto/"
        "minggu min mgg ahad sunday sun akaik redite aleuhad aha"
    ).items()
}
"""Every accepted spelling of a weekday without apostrophes and accents, lower case -> 0 (Monday) ..
6."""

RELATIVE_WORDS = frozenset(
    {"hari", "ini", "sekarang", "besok", "kemarin", "lusa", "nanti", "tadi"}
    | {"today", "now", "tomorrow", "yesterday"}
)
"""Words whose day depends on when they were written: never accepted as a date."""
