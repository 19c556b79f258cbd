"""Numbers that belong to a person: NIK, family card, tax number, bank account, phone.

What a number is follows from its digits and from the words before it; whether
one is a NIK is for lokal-id to say. Its detector of sentences takes over a
millisecond for some lines, looks for names and addresses besides, and takes
dates beside the word "mandiri" for accounts. Prices, dates, coordinates, codes of regions and
numbers of documents are none of these. Text in, spans out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kimgen.discretion import ACCOUNT, FAMILY_CARD, NIK, PHONE, TAX_NUMBER
from kimgen.wilayah.tables import larger_regions


class Hit(NamedTuple):
    """Something private in a text."""

    kind: str
    """One of `discretion.KINDS`."""
    start: int
    end: int


_GAP = " .()\\-\u00a0\u2009\u202f\u2010-\u2013"
_NUMBER = re.compile(
    r"(?:(?<![0-9A-Za-z])|(?<=[Nn][Ii][Kk])|(?<=[Kk][Tt][Pp])|(?<=[Kk][Kk]))"
    rf"\+?\(?[0-9](?:[{_GAP}]{{0,2}}[0-9]){{8,23}}(?![0-9A-Za-z])"
)
"""Nine digits or more with gaps in between."""
_PARTS = re.compile(r"[0-9]+")
_SOLID = re.compile(r"[0-9]{3}.*[ \u00a0]")
_CENTURY = date(2000, 1, 1)
"""Which century a year of two digits means changes no day that there is."""
_BEFORE = 48
"""Characters before a number in which a word says what it is."""

_DATE = re.compile(
    r"(?:(?:19|20)\d\d[-. ]\d{1,2}[-. ]\d{1,2}|\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)\d\d)(?!\d)"
)
_PRICE = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_TAX_FORM = re.compile(r"\d\d\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}$")

# What stands right before the number: nothing but words without digits in between.
_CARD = re.compile(r"\b(?:kk|kartu\s+keluarga|family\s+card)\b[^0-9]*$", re.I)
_NIK = re.compile(r"\b(?:nik|ktp|kependudukan)\b", re.I)
_TAX = re.compile(r"\bnpwp\b[^0-9]*$", re.I)
_BANK = re.compile(
    r"\b(?:no(?:mor|\.)?\s*rek(?:ening)?|norek|rek(?:ening)?|virtual\s+account|a/c|va|bank"
    r"|(?:bank\s+)?(?:bri|bni|bca|bsi|btn|bpd|bpr|cimb|ocbc|danamon|permata|muamalat|mega)"
    r"|bank\s*\w+|transfer)\b[^0-9]*$",
    re.I,
)
_ACCOUNT_COLUMN = re.compile(r"\brek(?:ening)?\b|norek|no_rek|nomor_rekening|\bbank account", re.I)
_OTHER = re.compile(
    r"(?:\brp\.?|\bisbn|\bissn|\bnip|\bnisn?|\bnpsn|\bnuptk|\bnib|\bnop|\bimei|\bresi|\binvoice"
    r"|\bfaktur|\bbarcode|\bkode|\bno(?:mor|\.)?\s+(?:surat|sk|dokumen|agenda|registrasi)"
    r"|\bnomor\s+induk\s+(?:kom\w+|kim|pegawai|siswa|berusaha)|\btanggal|\bpukul)[^0-9]*$",
    re.I,
)
_GLUED = re.compile(r"([0-9a-z.]*)[-/]$", re.I)
_LABELS = frozenset(
    "hp no nomor nohp telp tlp tel telepon telpon phone handphone mobile wa whatsapp wa.me nowa "
    "sms cp kontak contact".split()
)


def numbers(text: str) -> Iterator[Hit]:
    """Every number in `text` that is a person's, in reading order."""
    for match in _NUMBER.finditer(text):
        start, found = match.span()[0], match.group()
        whole = _kind(text, start, found)
        if whole:
            yield Hit(whole, start, start + len(found))
        elif _SOLID.search(found):
            yield from _inside(text, start, found)


def accounts(table: str) -> Iterator[Hit]:
    """Bank accounts in the columns of a CSV file that are called so in its first line."""
    head, _, _ = table.partition("\n")
    sign = max(",;\t|", key=head.count)
    columns = [n for n, cell in enumerate(head.split(sign)) if _ACCOUNT_COLUMN.search(cell)]
    at = len(head) + 1
    for line in table[at:].split("\n") if columns else ():
        start = at
        for number, cell in enumerate(line.split(sign)):
            found = _NUMBER.search(cell) if number in columns else None
            if found and 10 <= sum(map(str.isdigit, cell)) <= 18 and not _PRICE.match(found[0]):
                yield Hit(ACCOUNT, start + found.start(), start + found.end())
            start += len(cell) + 1
        at += len(line) + 1


def _inside(text: str, start: int, found: str) -> Iterator[Hit]:
    """The numbers of a row of numbers with nothing but gaps between them."""
    spans = [part.span() for part in _PARTS.finditer(found)]
    first = 0
    while first < len(spans):
        begin, end = spans[first]
        last = first + 1
        # a part that is long alone, or begins like a phone, or groups that make 16 digits
        ends = [end] if end - begin >= 10 else []
        digits = end - begin
        while last < len(spans) and digits < 16 and last - first < 4:
            left, right = spans[last]
            if right - left < 3:
                break
            digits += right - left
            last += 1
            if digits == 16 or (digits >= 10 and found.startswith(("0", "62"), begin)):
                ends.append(right)
        for end in reversed(ends):
            at = start + begin - (begin > 0 and found[begin - 1] == "+")
            kind = _kind(text, at, text[at : start + end])
            if kind:
                yield Hit(kind, at, start + end)
                first = next(n for n, span in enumerate(spans) if span[1] == end)
                break
        first += 1


def _kind(text: str, start: int, found: str) -> str:
    """What the number `found` at `start` is, '' where it is nobody's."""
    parts = _PARTS.findall(found)
    digits = "".join(parts)
    length = len(digits)
    if not 10 <= length <= 18:
        return ""
    before = text[max(0, start - _BEFORE) : start]
    before = before[before.rfind("\n") + 1 :]
    # with a zero too many it may be the code of a place in province 62
    is_code = digits.startswith("6208") and not (found[0] == "+" or before.endswith(("+", "+(")))
    if digits.startswith(("0", "62")) and not is_code and _is_phone(digits, before):
        return PHONE
    said = before.upper() != before.lower()  # in rows of numbers there is no word to look for
    if (said and _OTHER.search(before)) or _DATE.match(found):
        return ""
    if length == 16 and _is_grouped(found, parts):
        if said and _TAX.search(before):
            return TAX_NUMBER
        if said and _CARD.search(before):
            return FAMILY_CARD
        if _decodes(digits, before):
            return NIK
    if length == 15 and (_TAX_FORM.match(found) or (said and _TAX.search(before))):
        return TAX_NUMBER
    if not _PRICE.match(found):
        alone = not before.strip(" \t|*_:-")
        if (alone or said) and _BANK.search(_line_above(text, start) if alone else before):
            return ACCOUNT
    return ""


def _is_phone(digits: str, before: str) -> bool:
    """Whether it is the number of a mobile phone, and not a part of some code."""
    national = digits
    if digits.startswith(("628", "00628", "6208", "006208")):
        national = "0" + digits[digits.index("8") :]
    if not (national.startswith("08") and 10 <= len(national) <= 13):
        return False
    glued = before.endswith(("-", "/")) and _GLUED.search(before)
    if glued and any(char.isalpha() for char in glued[1]):
        word = glued[1].lower()
        return word in _LABELS or word.endswith("wa.me")
    return True


def _is_grouped(found: str, parts: list[str]) -> bool:
    """Whether gaps stand where people put them in a number of 16 digits. One point alone makes
    a decimal number."""
    if len(parts) == 2 and "." in found:
        return False
    at = 0
    for part in parts[:-1]:
        at += len(part)
        if at % 2:
            return False
    return True


def _decodes(digits: str, before: str) -> bool:
    """Whether 16 digits are the code of a district, a day of birth and a number.

    One that nobody calls a NIK has to begin with a regency of today; cards keep the codes of
    regencies that were divided since.
    """
    # a woman's day is 40 more; most numbers end here
    if not ("01" <= digits[6:8] <= "31" or "41" <= digits[6:8] <= "71"):
        return False
    if not "01" <= digits[8:10] <= "12":
        return False
    regency = f"{digits[:2]}.{digits[2:4]}"
    if regency not in larger_regions() and not _NIK.search(before):
        return False
    from lokal.nik import parse_nik

    return bool(parse_nik(digits, reference_date=_CENTURY).valid)


def _line_above(text: str, start: int) -> str:
    """The end of the line above the one that begins shortly before `start`, empty ones aside."""
    head = text[max(0, start - 3 * _BEFORE) : start].rstrip(" \t|*_:-")
    if not head.endswith("\n"):
        return ""
    head = head.rstrip()
    return head[head.rfind("\n") + 1 :][-_BEFORE:]
