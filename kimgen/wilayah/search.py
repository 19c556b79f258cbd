"""Finding a village by what a person types: names, area words, typing slips, codes.

The first search folds all 84,000 names (0.1 s); later ones take a few
milliseconds. Import it from `kimgen.wilayah`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from kimgen.wilayah.regions import Locality, locality
from kimgen.wilayah.tables import larger_regions, villages
from kimgen.wilayah.units import UNIT_WORDS

_CODE_START = re.compile(r"[0-9]{2}(?:\.[0-9]*){0,3}")
_NOISE = re.compile(r"[^a-z0-9 ]+")
# Words that are never part of a village's name where another word stands beside them.
_TITLES = frozenset(
    {"desa", "ds", "kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab", "kim"}
    | {"provinsi", "propinsi", "prov", "distrik", "kapanewon", "kemantren"}
)
_LONGEST = 100  # characters of a query
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Index:
    codes: list[str]
    """All village codes, sorted."""
    names: list[str]
    """Folded names in the same order, each with a space in front: ` tanjung baru`."""
    tight: list[str]
    """The same without any space: `tanjungbaru`."""
    areas: dict[str, str]
    """District code -> folded words of district, regency and province, a space in front."""


def find_villages(query: str, within: str | None = None, limit: int = 20) -> tuple[Locality, ...]:
    """The villages that `query` may mean, best first, at most `limit`.

    `sidomulyo sleman`, `kel. melayu, tenggarong`, `sido mulyo`, `sidomuljo`, or
    the beginning of a dotted code. Each word must begin a word of the village's
    name or of what it lies in. Only where nothing fits are misspellings tried.
    `within`: a dotted code; only villages inside it. A number without dots
    finds nothing: `parse_code` says why.
    """
    index, span = _index(), _span(within or "")
    query = query[:_LONGEST].strip().lower()
    if _CODE_START.fullmatch(query):
        low, high = _prefix_rows(index.codes, query)
        codes = index.codes[max(low, span.start) : min(high, span.stop)]
        return _localities(codes, limit)
    words = tuple(dict.fromkeys(_folded(query).split()))[:_MOST_WORDS]
    for attempt in _attempts(index, words):
        rows = _matches(index, attempt, span)
        if rows:
            return _localities((index.codes[row] for row in rows), limit)
    return ()


def _localities(codes: Iterable[str], limit: int) -> tuple[Locality, ...]:
    found = (locality(code) for code in islice(codes, max(limit, 0)))
    return tuple(item for item in found if item is not None)


@cache
def _index() -> _Index:
    table = villages()
    names = _folded_lines("\n".join(table.values()))
    larger = larger_regions()
    districts = [code for code in larger if len(code) == 8]
    words = _folded_lines("\n".join(_around(larger, code) for code in districts))
    return _Index(
        codes=list(table),
        names=[f" {name}" for name in names],
        tight=[name.replace(" ", "") for name in names],
        areas={code: f" {area}" for code, area in zip(districts, words, strict=True)},
    )


def _around(larger: dict[str, str], district: str) -> str:
    """All words of what a village of `district` lies in, short forms included."""
    province, regency = district[:2], larger[district[:5]].replace("Kep. ", "Kep Kepulauan ")
    return f"{larger[district]} {regency} {larger[province]} {_SHORT.get(province, '')}"


_SHORT = {"31": "dki", "34": "diy di jogja", "52": "ntb", "53": "ntt"}
_FOLD = str.maketrans({"'": "", "’": "", "`": ""} | dict.fromkeys("-/().,", " "))


def _folded_lines(text: str) -> list[str]:
    return text.lower().translate(_FOLD).split("\n")


def _folded(text: str) -> str:
    return " ".join(_NOISE.sub(" ", text.lower().translate(_FOLD)).split())


def _prefix_rows(codes: list[str], prefix: str) -> tuple[int, int]:
    return bisect_left(codes, prefix), bisect_left(codes, prefix + "\x7f")


def _span(within: str) -> range:
    """Rows of the villages inside the region `within`."""
    codes = _index().codes
    return range(*_prefix_rows(codes, within)) if within else range(len(codes))


def _attempts(index: _Index, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The query, then without titles, then without any unit word, then with slips mended."""
    tried: list[tuple[str, ...]] = []
    for dropped in (_TITLES, _TITLES | UNIT_WORDS):
        kept = tuple(word for word in words if word not in dropped) or words
        if kept and kept not in tried:
            tried.append(kept)
            yield kept
    for kept in tried[-1:]:
        options = [(word,) if _known(index, word) else _similar(index, word) for word in kept]
        for mended in islice(product(*options), 12):
            if mended != kept:
                yield mended


def _known(index: _Index, word: str) -> bool:
    start = f" {word}"
    return any(start in name for name in index.names) or any(
        start in area for area in index.areas.values()
    )


def _similar(index: _Index, word: str) -> tuple[str, ...]:
    import difflib  # only for a query that found nothing

    if len(word) < 4:
        return (word,)
    near = [
        other
        for other in _vocabulary()
        if abs(len(other) - len(word)) <= 2 and (other[0] == word[0] or other[1:3] == word[1:3])
    ]
    return tuple(difflib.get_close_matches(word, near, 3, 0.72)) or (word,)


@cache
def _vocabulary() -> tuple[str, ...]:
    index = _index()
    words = set(" ".join(index.names).split())
    words.update(" ".join(index.areas.values()).split())
    return tuple(sorted(word for word in words if len(word) > 2))


def _matches(index: _Index, words: tuple[str, ...], span: range) -> list[int]:
    """Rows in which every word fits and at least one fits the village's own name, best first."""
    names, codes, areas = index.names, index.codes, index.areas
    starts = [f" {word}" for word in words]
    in_area = [{code for code, area in areas.items() if start in area} for start in starts]
    scored: dict[int, tuple[int, int, int]] = {}
    rows: set[int] = set()
    for start in starts:
        rows.update(row for row in span if start in names[row])
    for row in rows:
        name, district = names[row], codes[row][:8]
        own = [start in name for start in starts]
        if all(mine or district in area for mine, area in zip(own, in_area, strict=True)):
            padded = name + " "
            whole = sum(f"{start} " in padded for start in starts)
            extra = name.count(" ") - sum(own)
            exact = extra <= 0 and whole >= name.count(" ")
            leading = any(name.startswith(start) for start in starts)
            scored[row] = (0 if exact else 1 if leading else 2, max(extra, 0), -whole)
    # `sido mulyo` means Sidomulyo too: the first words run together are the whole name.
    for count in range(1, len(words) + 1):
        joined, spaced = "".join(words[:count]), "".join(starts[:count])
        rest = in_area[count:]
        for row in span:
            if index.tight[row] == joined and all(codes[row][:8] in area for area in rest):
                scored[row] = (-1, int(names[row] != spaced), -count)
    return sorted(scored, key=lambda row: (scored[row], _area_rank(areas, codes[row], starts), row))


def _area_rank(areas: dict[str, str], code: str, starts: list[str]) -> int:
    """Fewer is better: words of the query that stand whole in what the village lies in."""
    area = areas[code[:8]] + " "
    return -sum(f"{start} " in area for start in starts)
