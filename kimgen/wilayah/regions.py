"""Administrative codes of Kemendagri: parsing, names, folders, time zones.

A code is text in dotted form: `64` a province, `64.02` a regency or city,
`64.02.06` a district, `64.02.06.1005` a village. Codes of BPS are numbers of
the same lengths that mean other places, so a code without dots is never taken
at its word. Names come from `tables` when they are asked for; nothing is
read by importing this. Import it from `kimgen.wilayah`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kimgen.slugs import slugify
from kimgen.wilayah.tables import larger_regions, official_name, villages
from kimgen.wilayah.units import UNIT_WORDS, district_unit, village_unit
from kimgen.zones import WIB, WIT, WITA, Zone

_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?")
_LEADING_CODE = re.compile(r"[0-9][0-9.]*")
_KINDS = re.compile(r"(Kabupaten Administrasi|Kota Administrasi|Kabupaten|Kota) (.+)", re.DOTALL)

LEVELS = {2: 1, 5: 2, 8: 3, 13: 4}
"""Length of a dotted code -> 1 province, 2 regency, 3 district, 4 village."""

_SHORT_NAMES = {
    "31": "DKI Jakarta",
    "34": "DI Yogyakarta",
}
_WITA = frozenset(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"))
_WIT = frozenset(("81", "82", "91", "92", "93", "94", "95", "96"))


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """Why a text is not a code."""

    reason: str
    """undotted (perhaps a BPS code), malformed, unknown, or level (of another level)."""
    candidate: str = ""
    """The dotted code that may have been meant, known to exist, or `''`."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region of any level."""

    code: str
    """Dotted."""
    name: str
    """Bare name: `Kutai Kartanegara`, `Tenggarong`, `DKI Jakarta`."""
    unit: str
    """Unit word: `Provinsi`, `Kabupaten`, `Kota`, `Kecamatan`, `Distrik`, `Kelurahan`, `Nagari`."""

    @property
    def level(self) -> int:
        """1 province, 2 regency, 3 district, 4 village."""
        return LEVELS[len(self.code)]

    @property
    def title(self) -> str:
        """With its unit word, `Kabupaten Kutai Kartanegara`; a province goes without."""
        return self.name if len(self.code) == 2 else f"{self.unit} {self.name}"


@dataclass(frozen=True, slots=True)
class Locality:
    """A village with everything it lies in."""

    code: str
    name: str
    """Bare name: `Melayu`."""
    unit: str
    """`Kelurahan`; a default that desa.yaml may override."""
    district: Region
    regency: Region
    province: Region
    zone: Zone

    @property
    def full_name(self) -> str:
        """`Kelurahan Melayu`"""
        return f"{self.unit} {self.name}"

    @property
    def place(self) -> str:
        """`Kecamatan Tenggarong, Kabupaten Kutai Kartanegara, Kalimantan Timur`"""
        return f"{self.district.title}, {self.regency.title}, {self.province.title}"


def parse_code(text: str) -> str | CodeProblem:
    """`text` as a dotted code of the right shape, whether it exists or not."""
    if _CODE.fullmatch(text):
        return text
    if len(text) > 40:
        return CodeProblem("malformed")
    text = text.strip()
    if _CODE.fullmatch(text):
        return text
    runs = re.findall(r"[0-9]+", text)
    digits = "".join(runs)
    whole = ".".join(run.zfill(2) for run in runs)  # 64-2-6-1005
    cut = ".".join(filter(None, (digits[:2], digits[2:4], digits[4:6], digits[6:])))
    candidates = (c for c in (whole, cut) if _CODE.fullmatch(c) and official_name(c) is not None)
    undotted = digits == text and len(digits) > 2
    return CodeProblem("undotted" if undotted else "malformed", next(candidates, ""))


def check_code(text: str, level: int = 0) -> str | CodeProblem:
    """`text` as the code of a region that exists, of `level` where that is not 0."""
    code = parse_code(text)
    if isinstance(code, CodeProblem):
        return code
    if level and LEVELS[len(code)] != level:
        return CodeProblem("level")
    return code if official_name(code) is not None else CodeProblem("unknown")


@lru_cache(maxsize=4096)
def region(code: str) -> Region | None:
    """The region with the dotted `code`, None when there is none."""
    name = official_name(code)
    if name is None:
        return None
    level = LEVELS[len(code)]
    if level == 1:
        return Region(code, _SHORT_NAMES.get(code, name), "Provinsi")
    if level == 2:
        match = _KINDS.fullmatch(name)
        unit, bare = match.groups() if match else ("Kabupaten", name)
        return Region(code, bare.replace("Kep. ", "Kepulauan "), unit)
    if level == 3:
        return Region(code, name, district_unit(code))
    return Region(code, name.removeprefix("Desa Adat "), village_unit(code))


def locality(code: str) -> Locality | None:
    """The village with the dotted `code` and what it lies in, None when there is none."""
    if len(code) != 13:
        return None
    village, district = region(code), region(code[:8])
    regency, province = region(code[:5]), region(code[:2])
    if village is None or district is None or regency is None or province is None:
        return None
    zone = time_zone(code)
    return Locality(code, village.name, village.unit, district, regency, province, zone)


@lru_cache(maxsize=64)
def children(code: str = "") -> tuple[Region, ...]:
    """The regions right below `code` in code order; the provinces for `''`."""
    size = {0: 2, 2: 5, 5: 8, 8: 13}.get(len(code))
    if size is None:
        return ()
    table = villages() if size == 13 else larger_regions()
    prefix = f"{code}." if code else ""
    found = (region(key) for key in table if len(key) == size and key.startswith(prefix))
    return tuple(item for item in found if item is not None)


def time_zone(code: str) -> Zone:
    """The zone of a region by its province; WIB for a code of no province."""
    province = code[:2]
    return WITA if province in _WITA else WIT if province in _WIT else WIB


def official_province(code: str) -> str:
    """The province's name in full: `Daerah Khusus Ibukota Jakarta`; `''` for none."""
    return larger_regions().get(code[:2], "")


def folder_name(code: str) -> str:
    """The folder of a region: `64.02-kutai-kartanegara`, `64.02.06.1005-melayu`.

    Raises KeyError for a code that does not exist.
    """
    found = region(code)
    if found is None:
        raise KeyError(code)
    return f"{code}-{slugify(found.name)}"


def parse_folder(name: str) -> tuple[str | CodeProblem, str]:
    """A folder's name as (code or why there is none, slug): `64.02.06.1005-melayu`."""
    match = _LEADING_CODE.match(name)
    if not match:
        return CodeProblem("malformed"), name
    return parse_code(match[0]), name[match.end() :].lstrip("-_ ")


def name_fits(code: str, slug: str) -> bool:
    """Whether `slug` is the name of the region `code`, with or without its unit word.

    Spaces, hyphens and apostrophes do not count: `sido-mulyo` is `Sidomulyo`.
    """
    found = region(code)
    official = official_name(code)
    if found is None or official is None:
        return False
    if slug and slug == slugify(found.name):
        return True
    given = _forms(slug)
    return bool(given & (_forms(found.name) | _forms(official)))


_UNIT_SLUGS = tuple(sorted((slugify(word) + "-" for word in UNIT_WORDS), key=len, reverse=True))


def _forms(text: str) -> frozenset[str]:
    """A name's slug without hyphens, as it is and without a unit word in front."""
    slug = slugify(text, 0)
    forms = {slug}
    if slug.startswith(_UNIT_SLUGS):
        forms.update(slug[len(unit) :] for unit in _UNIT_SLUGS if slug.startswith(unit))
    return frozenset(form.replace("-", "") for form in forms if form)
