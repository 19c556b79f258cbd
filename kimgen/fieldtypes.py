"""How the types of `schema.py` are read: a scalar's text -> a value, or why not.

Each reader takes the text and the village's offset from UTC in minutes and
returns the value or a `Bad`. Nothing here knows a field's name or its place.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from kimgen import colours
from kimgen.dates import DateProblem, parse_day, parse_when
from kimgen.markdown_links import web_address
from kimgen.numbers import PriceProblem, parse_price
from kimgen.schema import LANGUAGES
from kimgen.slugs import slugify


@dataclass(frozen=True, slots=True)
class Bad:
    """A text that is no value of its type."""

    suggestion: str = ""
    """What was probably meant, `''` for no idea."""
    reason: str = ""
    """For dates and prices: a key of their tables of reasons."""
    code: str = "value-invalid"
    """Code of the finding."""


Reader = Callable[[str, int], object]

_SPACE = re.compile(r"\s+")
_YES = frozenset("ya y yes true benar on 1 iya".split())
_NO = frozenset("tidak t no n false off 0 bukan nggak tdk".split())
_EMAIL = re.compile(r"^[^@\s<>\"']+@[^@\s<>\"']+\.[A-Za-z]{2,}$")
_DOMAIN = re.compile(
    r"^(?=.{1,200}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9-]{1,63})*(:\d{1,5})?$"
)
_HOST = re.compile(
    r"^(?=.{4,200}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\Z"
)
_PHONE_SIGNS = re.compile(r"[\s().\-–/]+")
_HANDLE = re.compile(r"^@?[\w.\-]{1,80}$")
_NUMBER_12 = re.compile(r"^\d{12}$")
_COORDINATE = re.compile(r"[-−]?\d{1,3}(?:\.\d+)?")
_SIZE = re.compile(r"^([0-9]{1,9}(?:[.,][0-9]{1,3})?) ?(|B|KB|MB|GB)$", re.IGNORECASE)
_UNITS = {"": 1, "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
LATITUDES = (-11.5, 6.5)
"""South and north ends of Indonesia, degrees."""
LONGITUDES = (94.5, 141.5)
"""West and east ends of Indonesia, degrees."""


def line(text: str, offset: int) -> object:
    return " ".join(text.split())


def paragraph(text: str, offset: int) -> object:
    return text.strip()


def moment(text: str, offset: int) -> object:
    when = parse_when(text, offset)
    if isinstance(when, DateProblem):
        return Bad(when.suggestion or "", when.reason, "date-invalid")
    return when


def day(text: str, offset: int) -> object:
    found = parse_day(text)
    if isinstance(found, DateProblem):
        return Bad(found.suggestion or "", found.reason, "date-invalid")
    return found


def yes_no(text: str, offset: int) -> object:
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else Bad("ya")


def whole(text: str, offset: int) -> object:
    digits = text.strip().replace(".", "")
    if re.fullmatch(r"[0-9]{1,9}", digits):
        return int(digits)
    match = re.match(r"\s*([0-9]{1,9})\b", text)
    return Bad(match.group(1) if match else "")


def count(text: str, offset: int) -> object:
    found = whole(text, offset)
    return found if isinstance(found, Bad) or found else Bad("1")


def size(text: str, offset: int) -> object:
    """`2 MB` -> bytes."""
    match = _SIZE.match(text.strip())
    if not match:
        return Bad("2 MB")
    number = float(match[1].replace(",", ".")) * _UNITS[match[2].upper()]
    return int(number) if number >= 1 else Bad("2 MB")


def price(text: str, offset: int) -> object:
    found = parse_price(text)
    if isinstance(found, PriceProblem):
        return Bad(found.suggestion or "", found.reason, "price-invalid")
    return found


def phone(text: str, offset: int) -> object:
    """Indonesian and international numbers -> digits with country code."""
    digits = _PHONE_SIGNS.sub("", text.strip()).removeprefix("+")
    if digits.startswith("https:wa.me"):
        digits = digits.removeprefix("https:wa.me")
    if not re.fullmatch(r"[0-9]{8,15}", digits):
        return Bad()
    if digits.startswith("0"):
        return "62" + digits[1:]
    # YAML editors drop the leading zero of 0812...
    return "62" + digits if digits.startswith("8") and len(digits) <= 13 else digits


def email(text: str, offset: int) -> object:
    return text.strip() if _EMAIL.match(text.strip()) and len(text) < 255 else Bad()


def url(text: str, offset: int) -> object:
    address = text.strip()
    if " " not in address and (known := web_address(address)):
        return known
    bare = re.match(r"^(?:www\.)?[\w-]+(\.[\w-]+)+(/[^\s<>\"]*)?$", address)
    return Bad(f"https://{address}" if bare else "")


def social(text: str, offset: int) -> object:
    value = text.strip()
    if " " not in value and (known := web_address(value)):
        return known
    return value.removeprefix("@") if _HANDLE.match(value) else Bad()


def media(text: str, offset: int) -> object:
    name = text.strip().replace("\\", "/").removeprefix("./").removeprefix("../").lstrip("/")
    if re.match(r"^[a-z]+:", name) or ".." in name.split("/"):
        return Bad()
    return name if name.startswith("media/") else f"media/{name}"


def colour(text: str, offset: int) -> object:
    return colours.parse(text) or Bad("#0b6e4f")


def language(text: str, offset: int) -> object:
    wanted = text.strip().replace("_", "-")
    named = _LANGUAGE_NAMES.get(wanted.casefold())
    if named:
        return named
    codes = {code.casefold(): code for code in LANGUAGES}
    if wanted.casefold() in codes:
        return codes[wanted.casefold()]
    near = difflib.get_close_matches(wanted.casefold()[:40], (*_LANGUAGE_NAMES, *codes), 1, 0.7)
    meant = (_LANGUAGE_NAMES.get(near[0]) or codes[near[0]]) if near else ""
    return Bad(meant, code="language-unknown")


def slug(text: str, offset: int) -> object:
    clean = slugify(text)
    return clean or Bad()


def domain(text: str, offset: int) -> object:
    name = text.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    return name if _DOMAIN.match(name) else Bad("kim.id")


def host(text: str, offset: int) -> object:
    """A host in lower case, as it stands in an address: no port, no wildcard."""
    name = text.strip()
    if _HOST.match(name):
        return name
    near = name.lower().removeprefix("https://").removeprefix("http://").partition("/")[0]
    return Bad(near if _HOST.match(near) else "")


def path(text: str, offset: int) -> object:
    name = text.strip().replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        return Bad()
    return name


def registry_number(text: str, offset: int) -> object:
    return _SPACE.sub("", text)


def is_usual_number(text: str) -> bool:
    """A village code plus two digits, the one form that has been seen."""
    return bool(_NUMBER_12.match(text))


def coordinates(texts: tuple[str, ...]) -> object:
    """Two texts, or one with both -> (latitude, longitude) within Indonesia."""
    found = [float(part.replace("−", "-")) for text in texts for part in _COORDINATE.findall(text)]
    if len(found) != 2:
        return Bad("[-6.2, 106.8]")
    first, second = found
    if _inside(first, second):
        return (first, second)
    return Bad(f"[{second}, {first}]") if _inside(second, first) else Bad("[-6.2, 106.8]")


def _inside(latitude: float, longitude: float) -> bool:
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


_LANGUAGE_NAMES = {
    "indonesia": "id", "bahasa indonesia": "id", "jawa": "jv", "sunda": "su", "inggris": "en",
    "minang": "min", "minangkabau": "min", "bali": "ban", "aceh": "ace", "bugis": "bug",
    "banjar": "bjn", "madura": "mad", "melayu": "ms", "jawi": "ms-Arab", "batak toba": "bbc",
    "sasak": "sas", "makassar": "mak", "betawi": "bew",
}  # fmt: skip

READERS: dict[str, Reader] = {
    "line": line,
    "text": paragraph,
    "moment": moment,
    "day": day,
    "yes_no": yes_no,
    "whole": whole,
    "count": count,
    "size": size,
    "price": price,
    "phone": phone,
    "email": email,
    "url": url,
    "social": social,
    "picture": media,
    "media": media,
    "colour": colour,
    "language": language,
    "theme": slug,
    "slug": slug,
    "domain": domain,
    "host": host,
    "path": path,
    "registry_number": registry_number,
}
"""Types of a single scalar. `choice`, `words`, `coordinates`, `table`, `tables` and `anything`,
and the types of `LISTS`, are read by `validate.fields`, which sees their shape."""

LISTS = {"urls": "url", "hosts": "host"}
"""Type of a list -> that of its items."""

FREE_TEXT = frozenset(("line", "text"))
"""Types for which a ` #` on the line was meant as text."""
