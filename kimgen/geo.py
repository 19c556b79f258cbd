"""Plane geometry of the maps: projection, rings, points, and the text of SVG paths.

A point is (x, y): longitude and latitude in degrees (WGS84) before projection,
units of a viewBox after it. A ring is open: its last point is not its first
again. Nothing here knows what a province is; what shapes share is the business
of `topology.py`, files that of `geojson.py`. Pure, standard library only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Grid = tuple[int, int]
"""A point in whole units."""
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""An outline, then its holes."""

KM_A_DEGREE = 111.3
"""Kilometres of a degree on a great circle."""

PRECISIONS = {2: "provinsi", 5: "kabupaten", 8: "kecamatan", 13: "desa"}
"""Length of a dotted code -> how exact a position taken from it is."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A region with its outline."""

    code: str
    """Dotted Kemendagri code."""
    name: str
    polygons: tuple[Polygon, ...]
    """In degrees, longitude first."""
    uncertain: tuple[str, ...] = ()
    """Codes of the neighbours to which the border is only an approximation."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular: true to scale along one parallel, fine this near the equator."""

    west: float
    north: float
    width: float
    """Of the frame, in units of the viewBox."""
    height: float
    across: float
    """Units of a degree of longitude."""
    down: float
    """Units of a degree of latitude."""

    @classmethod
    def fit(cls, bounds: tuple[float, float, float, float], width: int) -> Projection:
        """The one that shows `bounds` (west, south, east, north; degrees) `width` units wide."""
        west, south, east, north = bounds
        across = width / (east - west)
        down = across / math.cos(math.radians((south + north) / 2))
        return cls(west, north, width, float(math.ceil((north - south) * down)), across, down)

    def at(self, lng: float, lat: float) -> Point:
        """Where a place lies in the viewBox, y downwards."""
        return (lng - self.west) * self.across, (self.north - lat) * self.down

    def grid(self, ring: Iterable[Point], fineness: int) -> tuple[Grid, ...]:
        """A ring on a grid of 1/fineness unit, points that fall together joined."""
        x0, y0 = self.west, self.north
        across, down = self.across * fineness, self.down * fineness
        points = [(round((x - x0) * across), round((y0 - y) * down)) for x, y in ring]
        kept = [b for a, b in pairwise([points[-1], *points]) if a != b] if points else []
        return tuple(kept)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a region or a KIM is, and how sure that is."""

    lat: float
    lng: float
    precision: str
    """desa, kecamatan, kabupaten or provinsi: what the point is the middle of."""


def locate(points: Mapping[str, Point], code: str) -> Position | None:
    """The position of a region: its own point, else that of the smallest region around it
    that has one. `points` gives (lat, lng) by dotted code; None where not even the
    province is known."""
    while True:
        found = points.get(code)
        if found is not None:
            return Position(found[0], found[1], PRECISIONS[len(code)])
        if len(code) <= 2:
            return None
        code = code[: code.rfind(".")]


def distance_km(a: Point, b: Point) -> float:
    """Kilometres between two (lat, lng), good to a percent within Indonesia."""
    east = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return KM_A_DEGREE * math.hypot(a[0] - b[0], east)


def area(ring: Sequence[Point]) -> float:
    """Twice the signed area: positive where the ring runs clockwise with y downwards."""
    if not ring:
        return 0.0
    x0, y0 = ring[-1]
    total = 0.0
    for x1, y1 in ring:
        total += x0 * y1 - x1 * y0
        x0, y0 = x1, y1
    return total


def centroid(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a ring; the mean of its points where it has no area."""
    twice, x, y = 0.0, 0.0, 0.0
    x0, y0 = ring[-1]
    ox, oy = x0, y0  # far from the origin the products would lose their last digits
    for x1, y1 in ring:
        cross = (x0 - ox) * (y1 - oy) - (x1 - ox) * (y0 - oy)
        twice += cross
        x += (x0 + x1 - 2 * ox) * cross
        y += (y0 + y1 - 2 * oy) * cross
        x0, y0 = x1, y1
    if abs(twice) < 1e-12:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return ox + x / (3 * twice), oy + y / (3 * twice)


def inside(point: Point, rings: Iterable[Sequence[Point]]) -> bool:
    """Whether a point lies in a polygon, or in one of several: even-odd over all rings."""
    x, y = point
    odd = False
    for ring in rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                odd = not odd
            x0, y0 = x1, y1
    return odd


def clearance(point: Point, ring: Sequence[Point]) -> float:
    """Distance of a point from the nearest edge of a ring."""
    px, py = point
    best = math.inf
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        u, v = x1 - x0, y1 - y0
        length = u * u + v * v
        t = ((px - x0) * u + (py - y0) * v) / length if length else 0.0
        t = 0.0 if t < 0 else 1.0 if t > 1 else t
        dx, dy = px - x0 - t * u, py - y0 - t * v
        distance = dx * dx + dy * dy
        if distance < best:
            best = distance
        x0, y0 = x1, y1
    return math.sqrt(best)


def spans(rings: Iterable[Sequence[Point]], y: float) -> list[tuple[float, float]]:
    """The stretches of a horizontal line that lie inside, from left to right."""
    cuts = []
    for ring in rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if (y0 > y) != (y1 > y):
                cuts.append(x0 + (y - y0) * (x1 - x0) / (y1 - y0))
            x0, y0 = x1, y1
    cuts.sort()
    return list(zip(cuts[::2], cuts[1::2], strict=False))


def roomiest(ring: Sequence[Point], lines: int = 12) -> tuple[Point, float]:
    """A point well inside a ring and its clearance, good for a label.

    The candidates are the centroid and the middles of the widest stretches of some
    horizontal lines: enough for the shapes of islands, and many times faster than
    the exact pole of inaccessibility.
    """
    top, bottom = min(p[1] for p in ring), max(p[1] for p in ring)
    candidates = []
    middle = centroid(ring)
    if inside(middle, (ring,)):
        candidates.append(middle)
    for number in range(lines):
        y = top + (number + 0.5) * (bottom - top) / lines
        widest = sorted(spans((ring,), y), key=lambda span: span[0] - span[1])[:2]
        candidates += [((left + right) / 2, y) for left, right in widest]
    if not candidates:
        return middle, 0.0
    rooms = [clearance(candidate, ring) for candidate in candidates]
    best = max(range(len(rooms)), key=rooms.__getitem__)
    return candidates[best], rooms[best]


def path_text(rings: Iterable[Sequence[Grid]], closed: bool = True) -> str:
    """The `d` of an SVG path: relative moves, no separator that is not needed.

    Rings of fewer than three points (lines of fewer than two) draw nothing and are
    left out.
    """
    parts: list[str] = []
    here = (0, 0)
    for ring in rings:
        if len(ring) < (3 if closed else 2):
            continue
        x, y = ring[0]
        numbers = [x - here[0], y - here[1]]
        for x1, y1 in ring[1:]:
            numbers += (x1 - x, y1 - y)
            x, y = x1, y1
        body = " ".join(map(str, numbers)).replace(" -", "-")
        parts.append(f"m{body}z" if closed else f"m{body}")
        here = ring[0] if closed else (x, y)
    # The first move of a path is absolute either way.
    return "".join(parts)
