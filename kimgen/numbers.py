"""Numbers, prices and file sizes: as readers see them and as people write them.

Pure, without locale. Indonesian groups by `.` and has `,` for decimals, and so
do the languages of the villages; English the other way round; Jawi has the
digits and signs of Arabic.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from kimgen.digits import in_script

_LONGEST = 60  # characters of a price
HIGHEST_PRICE = 999_999_999_999
"""Rupiah; more is a slip."""


def format_number(value: int | float, lang: str = "id", decimals: int = 0) -> str:
    """`1.250.000`; with `decimals` at most that many, without final zeros: `1,5`."""
    text = f"{value:,.{decimals}f}" if decimals else f"{round(value):,d}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    if lang.partition("-")[0] == "en":
        return text
    if lang.endswith("-Arab"):
        return in_script(text, lang).translate(_ARABIC)
    return text.translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")
_ARABIC = str.maketrans(",.", "٬٫")


def format_rupiah(value: int, lang: str = "id") -> str:
    """`Rp 1.250.000`, in English `Rp 1,250,000`."""
    return f"{'-' if value < 0 else ''}Rp {format_number(abs(value), lang)}"


def format_size(size: int, lang: str = "id") -> str:
    """A file's size in decimal units, as phones show it: `512 B`, `84 KB`, `1,2 MB`."""
    if size < 1000:
        return f"{size} B"
    value = float(size)
    for unit in ("KB", "MB", "GB", "TB"):
        value /= 1000
        if round(value) < 1000 or unit == "TB":
            break
    return f"{format_number(value, lang, 1 if value < 9.95 else 0)} {unit}"


@dataclass(frozen=True, slots=True)
class Price:
    """What a text names as a price."""

    value: int
    """Rupiah."""
    unit: str = ""
    """What one costs so much, as written: `kg`; `''` when the text does not say."""


@dataclass(frozen=True, slots=True)
class PriceProblem:
    """Why a text is not a price."""

    reason: str
    """A key of `PRICE_REASONS`."""
    suggestion: str = ""
    """What was probably meant, ready to be pasted, or `''`."""


PRICE_REASONS: dict[str, tuple[str, str]] = {
    "empty": ("harganya kosong", "the price is empty"),
    "unreadable": ("tulisan ini tidak terbaca sebagai harga", "this does not read as a price"),
    "ambiguous": (
        "titik atau komanya bisa berarti dua hal; tulis angkanya utuh",
        "its dot or comma can mean two things; write the number in full",
    ),
    "fraction": ("harga ditulis dalam rupiah bulat", "a price is in whole rupiah"),
    "range": ("ini rentang harga; tulis satu harga", "this is a range; write one price"),
    "negative": ("harganya di bawah nol", "the price is below zero"),
    "too-large": ("harganya terlalu besar", "the price is too large"),
}
"""reason -> what to say, in Indonesian and in English, without a final stop."""

_FREE = frozenset(("gratis", "cuma-cuma", "free", "tidak dipungut biaya"))
_FACTORS = {
    **dict.fromkeys(("ribu", "rb", "rban", "k"), 1_000),
    **dict.fromkeys(("juta", "jt", "jutaan"), 1_000_000),
    **dict.fromkeys(("miliar", "milyar", "m"), 1_000_000_000),
}
_PRICE = re.compile(
    r"(?:@\s*)?(?:rp\.?|idr)?\s*(?P<sign>[-+])?\s*(?:rp\.?|idr)?\s*"
    r"(?P<number>[0-9][0-9.,]*(?:\s[0-9]{3})*)\s*"
    r"(?P<word>ribu|rban|rb|k|jutaan|juta|jt|miliar|milyar|m)?\b\s*"
    r"(?:rupiah|idr|perak)?\s*(?:,?-{1,2}|,?=)?\s*"
    r"(?:(?:/|per)\s*(?P<unit>\w[^<>]{0,30}))?"
)
_RANGE = re.compile(
    r"[0-9]\s*(?:rb|ribu|jt|juta|k)?\s*(?:-|–|s/?\.?d\.?|sampai|hingga)\s*(?:rp\.?\s*)?[0-9]"
)
_BRACKETS = str.maketrans("()", "  ")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,\s])[0-9]{3})(?:\1[0-9]{3})*")


def parse_price(text: str) -> Price | PriceProblem:
    """Read a price in rupiah: `35.000`, `Rp35.000,-`, `35 ribu`, `1,5 juta`, `12.500/kg`.

    Never raises. `gratis` is 0.
    """
    if len(text) > _LONGEST:
        return PriceProblem("unreadable")
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("–", "-").replace("—", "-")
        text = "".join(c if c.isascii() else str(unicodedata.decimal(c, c)) for c in text)
    clean = " ".join(text.lower().translate(_BRACKETS).split())
    if not clean:
        return PriceProblem("empty")
    if clean in _FREE:
        return Price(0)
    match = _PRICE.fullmatch(clean.rstrip(" ."))
    if not match:
        return PriceProblem("range" if _RANGE.search(clean) else "unreadable")
    value = _amount(match["number"].rstrip(".,"), _FACTORS.get(match["word"] or "", 1))
    if isinstance(value, PriceProblem):
        return value
    if match["sign"] == "-" and value:
        return PriceProblem("negative", str(value))
    if value > HIGHEST_PRICE:
        return PriceProblem("too-large")
    return Price(value, (match["unit"] or "").strip())


def _amount(number: str, factor: int) -> int | PriceProblem:
    """Whole rupiah of `number` times `factor`."""
    grouped = _GROUPED.fullmatch(number)
    if factor == 1 and grouped:
        return int(re.sub(r"[^0-9]", "", number))
    if number.isdigit():
        return int(number) * factor
    if " " in number:
        return PriceProblem("ambiguous")
    marks = re.sub(r"[0-9]", "", number)
    whole, _, decimals = number.rpartition(marks[-1])
    if (len(marks) > 1 and not _GROUPED.fullmatch(whole)) or marks[-1] in marks[:-1]:
        return PriceProblem("ambiguous")
    whole = re.sub(r"[^0-9]", "", whole)
    if factor == 1:
        if decimals.strip("0"):
            return PriceProblem("fraction" if len(marks) > 1 or len(whole) > 3 else "ambiguous")
        if len(marks) == 1 and len(whole) < 4 and len(decimals) != 2:
            return PriceProblem("ambiguous")  # 35.0, 35.0000
        if len(marks) == 1 and len(whole) < 3:
            return PriceProblem("ambiguous", f"{whole}000")  # 35.00: 35 rupiah or 35 thousand?
        return int(whole)
    if len(decimals) == 3 and marks == ".":
        return int(whole + decimals) * factor  # 1.500 ribu
    value = Decimal(f"{whole}.{decimals}") * factor
    return int(value) if value == value.to_integral_value() else PriceProblem("fraction")
