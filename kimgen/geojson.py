"""Map files as text -> boundaries and points, and what is wrong with them.

GeoJSON (RFC 7946) with polygons, and CSV with the columns kode, lat, lng. Both
may come from an office, so everything is doubted, and each kind of mistake gives
one finding, with the first place where it occurs and how often. Reading files is
`load_map.py`'s business; this is pure.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kimgen.geo import PRECISIONS, Boundary, Point, Polygon, distance_km

LIMITS = (94.0, -12.0, 142.5, 7.0)
"""West, south, east and north of all that can be Indonesia, in degrees."""
FAR_KM = 300.0
"""A village farther than this from the middle of its district is a slip of the pen.
(Mapia belongs to a district 212 km away: distances up to that are real.)"""
_SHOWN = 5
"""How many codes a message lists."""


@dataclass(frozen=True, slots=True)
class MapProblem:
    """A mistake in a map file, told once for all places where it occurs."""

    reason: str
    """A key of `MAP_REASONS`."""
    where: str = ""
    """The first place in the terms of the file, the same in every language: `kode 64.99`."""
    line: int = 0
    """1-based line of the file, 0 for unknown."""
    column: int = 0
    count: int = 1
    """How often."""

    @property
    def skips(self) -> bool:
        """Whether the row is left out and the rest used; else the file is not used."""
        return self.reason in SKIPS


MAP_REASONS: dict[str, tuple[str, str]] = {
    "not-json": ("isinya bukan JSON yang utuh", "it is not complete JSON"),
    "not-geojson": (
        "isinya bukan FeatureCollection yang berisi wilayah",
        "it is not a FeatureCollection with regions",
    ),
    "no-code": (
        'ada wilayah tanpa properti kode berupa teks, misalnya "64.02"',
        'a region lacks the property kode as text, such as "64.02"',
    ),
    "no-name": ("ada wilayah tanpa properti nama", "a region lacks the property nama"),
    "code-unknown": (
        "ada kode yang tidak dikenal; pakai kode Kemendagri, bukan kode BPS",
        "a code is unknown; use Kemendagri's codes, not those of BPS",
    ),
    "code-twice": ("ada wilayah yang muncul dua kali", "a region occurs twice"),
    "geometry": (
        "ada wilayah yang bentuknya bukan Polygon atau MultiPolygon",
        "a region has a shape other than Polygon or MultiPolygon",
    ),
    "swapped": (
        "bujur dan lintang tertukar: GeoJSON menulis bujur dulu, CSV punya kolom lat dan lng",
        "longitude and latitude are swapped: GeoJSON has longitude first, CSV columns lat and lng",
    ),
    "outside": (
        "ada titik di luar Indonesia; koordinat ditulis dalam derajat (WGS84)",
        "a point lies outside Indonesia; coordinates are in degrees (WGS84)",
    ),
    "incomplete": ("belum semua wilayah ada", "not every region is there"),
    "columns": (
        "baris pertama harus menyebut kolom kode, lat, lng",
        "the first line must name the columns kode, lat, lng",
    ),
    "too-large": ("berkasnya terlalu besar", "the file is too large"),
    "elsewhere": ("letaknya di luar folder content", "it lies outside the folder content"),
    "not-text": ("isinya bukan teks UTF-8", "it is not UTF-8 text"),
    "not-gzip": ("arsip .gz-nya rusak", "the .gz archive is broken"),
    "row-unreadable": ("kode, lat, atau lng tidak terbaca", "kode, lat or lng cannot be read"),
    "row-code": (
        "kodenya bukan kode Kemendagri yang bertitik",
        "the code is not one of Kemendagri's, with dots",
    ),
    "row-twice": ("kodenya sudah ada di baris lain", "the code is on another line too"),
    "row-outside": ("titiknya di luar Indonesia", "the point lies outside Indonesia"),
    "row-far": (
        "titik desanya terlalu jauh dari titik kecamatannya",
        "the village's point is too far from that of its district",
    ),
}
"""reason -> what to say, in Indonesian and in English, without a final stop."""
SKIPS = frozenset(reason for reason in MAP_REASONS if reason.startswith("row-"))


class _Notes:
    """Problems by reason: the first place of each, and how many there are."""

    def __init__(self) -> None:
        self._found: dict[str, MapProblem] = {}

    def add(self, reason: str, where: str = "", line: int = 0, column: int = 0) -> None:
        first = self._found.get(reason, MapProblem(reason, where[:80], line, column, 0))
        self._found[reason] = replace(first, count=first.count + 1)

    def all(self) -> tuple[MapProblem, ...]:
        return tuple(self._found.values())


class _FeatureError(Exception):
    """Why a feature cannot be used: args are a reason and a place."""


def parse_boundaries(
    text: str, expected: Collection[str] | None = None, complete: bool = False
) -> tuple[tuple[Boundary, ...], tuple[MapProblem, ...]]:
    """The regions of a GeoJSON text, sorted by code.

    Each feature needs the properties `kode` (text) and `nama`, and a Polygon or
    MultiPolygon in degrees, longitude first. `expected` holds the codes that exist
    (of one level; None takes any); with `complete` each of them must be there. A property
    `perkiraan` may list the codes of neighbours to which the border is uncertain.
    With any problem the result is not to be used.
    """
    notes = _Notes()
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        notes.add("not-json", "", error.lineno, error.colno)
        return (), notes.all()
    except (ValueError, RecursionError):  # a number or a nesting without end
        notes.add("not-json")
        return (), notes.all()
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        kind = data.get("type") if isinstance(data, dict) else type(data).__name__
        notes.add("not-geojson", f"type {kind}")
        return (), notes.all()
    found: dict[str, Boundary] = {}
    for number, feature in enumerate(features, 1):
        try:
            boundary = _boundary(feature, expected)
        except _FeatureError as error:
            reason, where = error.args
            notes.add(reason, f"feature {number}{', ' * bool(where)}{where}")
            continue
        if boundary.code in found:
            notes.add("code-twice", f"feature {number}, kode {boundary.code}")
        found[boundary.code] = boundary
    problems = notes.all()
    missing = sorted(set(expected or ()) - set(found))
    if complete and missing and not problems:  # else the rest may follow from the first
        some = ", ".join(missing[:_SHOWN]) + ", ..." * (len(missing) > _SHOWN)
        notes.add("incomplete", f"{len(missing)}: {some}")
        problems = notes.all()
    return tuple(found[code] for code in sorted(found)), problems


def _boundary(feature: Any, expected: Collection[str] | None) -> Boundary:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        properties = {}
    code, name = properties.get("kode"), properties.get("nama")
    if isinstance(code, int) and not isinstance(code, bool) and 0 < code < 100:
        code = str(code)  # a province; a number with a point has lost its zeros
    if not isinstance(code, str) or not code.strip():
        raise _FeatureError("no-code", "" if code is None else f"kode {json.dumps(code)}")
    code = code.strip()
    if not isinstance(name, str) or not name.strip():
        raise _FeatureError("no-name", f"kode {code}")
    if expected is not None and code not in expected:
        raise _FeatureError("code-unknown", f"kode {code}")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _FeatureError("geometry", f"kode {code}, type {kind}")
    try:
        parts = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
        polygons = tuple(tuple(_ring(ring) for ring in part) for part in parts if part)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError):
        raise _FeatureError("geometry", f"kode {code}, coordinates") from None
    if not polygons:
        raise _FeatureError("geometry", f"kode {code}, coordinates []")
    _check_place(code, polygons)
    uncertain = properties.get("perkiraan")
    others = tuple(map(str, uncertain)) if isinstance(uncertain, list) else ()
    return Boundary(code, name.strip(), polygons, others)


def _ring(raw: Any) -> tuple[Point, ...]:
    """An open ring of floats. Raises what a wrong shape raises."""
    points = [(float(point[0]), float(point[1])) for point in raw]
    if points and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        raise ValueError("fewer than three points")
    return tuple(points)


def _check_place(code: str, polygons: Iterable[Polygon]) -> None:
    xs, ys = [], []
    for part in polygons:
        for ring in part:
            xs += [point[0] for point in ring]
            ys += [point[1] for point in ring]
    box = (min(xs), min(ys), max(xs), max(ys))
    if _within(box[0], box[1]) and _within(box[2], box[3]) and not _odd(sum(xs) + sum(ys)):
        return
    where = f"kode {code}, {xs[0]:.10g}, {ys[0]:.10g}"
    swapped = _within(box[1], box[0]) and _within(box[3], box[2])
    raise _FeatureError("swapped" if swapped else "outside", where)


def _within(lng: float, lat: float) -> bool:
    west, south, east, north = LIMITS
    return west <= lng <= east and south <= lat <= north


def _odd(value: float) -> bool:
    """Not a number: JSON as Python reads it may hold NaN."""
    return value != value


def parse_points(text: str) -> tuple[dict[str, Point], tuple[MapProblem, ...]]:
    """(lat, lng) by code from a CSV text whose first line names kode, lat and lng.

    Other columns are ignored. A row that cannot be used is left out and reported,
    one finding for each kind of mistake. Codes are checked by their form alone: a
    point for a code that nobody has does no harm.
    """
    notes = _Notes()
    lines = text.removeprefix("\ufeff").splitlines()
    header = lines[0] if lines else ""
    mark = max(",;\t", key=header.count)
    names = [name.strip().strip('"').lower() for name in header.split(mark)]
    try:
        at_code, at_lat, at_lng = (names.index(name) for name in ("kode", "lat", "lng"))
    except ValueError:
        notes.add("columns", header, 1)
        return {}, notes.all()
    points: dict[str, Point] = {}
    swapped = 0
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        row = line.split(mark)
        try:
            code = row[at_code].strip('" ')
            lat, lng = float(row[at_lat].strip('" ')), float(row[at_lng].strip('" '))
        except (IndexError, ValueError):
            notes.add("row-unreadable", line, number)
            continue
        if not _within(lng, lat):
            swapped += _within(lat, lng)
            notes.add("row-outside", f"kode {code}, lat {lat:.10g}, lng {lng:.10g}", number)
        elif len(code) not in PRECISIONS:  # without dots it may be BPS's, and another place
            notes.add("row-code", f"kode {code}", number)
        elif code in points:
            notes.add("row-twice", f"kode {code}", number)
        else:
            points[code] = (lat, lng)
    if swapped > len(points):
        return {}, (MapProblem("swapped", header[:80], 1, count=swapped),)
    for code in far_villages(points):
        notes.add("row-far", f"kode {code}")
        del points[code]
    return points, notes.all()


def far_villages(points: Mapping[str, Point]) -> list[str]:
    """Codes of the villages that lie absurdly far from the middle of their district."""
    found = []
    for code, point in points.items():
        if len(code) != 13:
            continue
        middle = points.get(code[:8], point)
        # The cheap test first: almost every village is near.
        near = abs(point[0] - middle[0]) < 1 and abs(point[1] - middle[1]) < 1
        if not near and distance_km(point, middle) > FAR_KM:
            found.append(code)
    return found
