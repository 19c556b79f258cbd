"""Map files as text -> boundaries and points, and what is wrong with them.

GeoJSON (RFC 7946) with polygons, and CSV with the columns kode, lat, lng. Both
may come from an office, so everything is doubted, and each kind of mistake gives
one finding, with the first place where it occurs and how often. Reading files is
`load_map.py`'s business; this is pure.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
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
    """A mistake in a map file."""

    code: str
    """Diagnostic code."""
    line: int
    """1-based line of the file, 0 for the file as a whole."""
    params: tuple[tuple[str, str], ...]
    column: int = 0


class _Notes:
    """Problems by code: the first of each with the number of its kind."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[int, int, dict[str, str]]] = {}
        self._count: dict[str, int] = {}

    def add(self, code: str, line: int = 0, column: int = 0, **params: str) -> None:
        self._found.setdefault(code, (line, column, params))
        self._count[code] = self._count.get(code, 0) + 1

    def all(self) -> tuple[MapProblem, ...]:
        return tuple(
            MapProblem(code, line, (*params.items(), ("count", str(self._count[code]))), column)
            for code, (line, column, params) in self._found.items()
        )


class _FeatureError(Exception):
    """Why a feature cannot be used: args are a code and its params."""


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
        notes.add("map-not-json", error.lineno, error.colno, detail=error.msg)
        return (), notes.all()
    except (ValueError, RecursionError):  # a number or a nesting without end
        notes.add("map-not-json", detail="limit")
        return (), notes.all()
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        kind = data.get("type") if isinstance(data, dict) else type(data).__name__
        notes.add("map-not-geojson", found=str(kind)[:40])
        return (), notes.all()
    found: dict[str, Boundary] = {}
    for number, feature in enumerate(features, 1):
        try:
            boundary = _boundary(feature, expected)
        except _FeatureError as error:
            notes.add(error.args[0], number=str(number), **error.args[1])
            continue
        if boundary.code in found:
            notes.add("map-code-twice", number=str(number), kode=boundary.code)
        found[boundary.code] = boundary
    problems = notes.all()
    missing = sorted(set(expected or ()) - set(found))
    if complete and missing and not problems:  # else the rest may follow from the first
        some = ", ".join(missing[:_SHOWN])
        notes.add("map-incomplete", missing=str(len(missing)), expected=str(len(expected or ())),
                  codes=some)  # fmt: skip
        problems = notes.all()
    return tuple(found[code] for code in sorted(found)), problems


def _boundary(feature: Any, expected: Collection[str] | None) -> Boundary:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        properties = {}
    code, name = properties.get("kode"), properties.get("nama")
    if isinstance(code, int) and not isinstance(code, bool) and 0 < code < 100:
        code = str(code)  # a province; a number with a point has lost its zeros
    if not isinstance(code, str) or not code:
        found = "-" if code is None else json.dumps(code)[:40]
        raise _FeatureError("map-property", {"field": "kode", "found": found})
    if not isinstance(name, str) or not name.strip():
        found = "-" if name is None else json.dumps(name)[:40]
        raise _FeatureError("map-property", {"field": "nama", "found": found})
    code = code.strip()
    if expected is not None and code not in expected:
        raise _FeatureError("map-code-unknown", {"kode": code[:40]})
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _FeatureError("map-geometry", {"kode": code, "found": str(kind)[:40]})
    try:
        parts = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
        polygons = tuple(tuple(_ring(ring) for ring in part) for part in parts)
    except (KeyError, TypeError, ValueError, IndexError):
        raise _FeatureError("map-geometry", {"kode": code, "found": f"{kind} ?"}) from None
    if not any(part and part[0] for part in polygons):
        raise _FeatureError("map-geometry", {"kode": code, "found": f"{kind} 0"})
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
    where = {"kode": code, "lng": f"{xs[0]:.10g}", "lat": f"{ys[0]:.10g}"}
    if _within(box[1], box[0]) and _within(box[3], box[2]):
        raise _FeatureError("map-swapped", where)
    raise _FeatureError("map-outside", where)


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
        notes.add("map-columns", 1, found=header[:80])
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
            notes.add("map-row", number, row=line[:60])
            continue
        if not _within(lng, lat):
            swapped += _within(lat, lng)
            notes.add("map-point-outside", number, kode=code[:40], lat=f"{lat:.10g}",
                      lng=f"{lng:.10g}")  # fmt: skip
        elif len(code) not in PRECISIONS:  # without dots it may be BPS's, and another place
            notes.add("map-code-unknown", number, number=str(number), kode=code[:40])
        elif code in points:
            notes.add("map-code-twice", number, number=str(number), kode=code)
        else:
            points[code] = (lat, lng)
    if swapped > len(points):
        swap = _Notes()
        swap.add("map-swapped", 1, kode="", lat="", lng="")
        return {}, swap.all()
    for code in far_villages(points):
        notes.add("map-point-far", 0, kode=code)
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
