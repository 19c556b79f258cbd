"""The outlines of a map: boundaries in degrees -> paths that fit each other.

Nothing here knows a count, so a `Drawing` can be kept from build to build. What
stands on the map is added in `map.py`. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kimgen import topology
from kimgen.geo import (
    Boundary,
    Grid,
    Point,
    Polygon,
    Projection,
    area,
    centroid,
    path_text,
    roomiest,
)
from kimgen.marks import N_
from kimgen.portal.placement import Raster, rasterise

NATION = (94.6, -11.3, 141.9, 6.3)
"""West, south, east and north of Indonesia, in degrees, with a little sea around."""
WIDTH = 1840
"""Units of the viewBox: about one for each 2.8 km, and two for each pixel of a phone."""
FINENESS = 8
"""Parts of a unit in which borders are compared and simplified."""
SMALLEST_POINT = 1.0
"""Square units that a point must be worth."""
SMALLEST_ISLAND = 2.5
"""Square units; below a pixel on a phone."""
MOST_POINTS = 3600
"""Points of all arcs together: about 20 KB of path text."""

_SEAS = (
    (N_("Samudra Hindia"), 101.2, -8.2),
    (N_("Laut Natuna Utara"), 107.2, 5.2),
    (N_("Samudra Pasifik"), 135.6, 3.2),
    (N_("Laut Arafura"), 135.4, -9.6),
)
"""Names for the open sea, and where they stand (longitude, latitude): far from every
province, so that no circle needs their room."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A region ready to be drawn."""

    code: str
    name: str
    path: str
    """`d` of an SVG path."""
    anchor: Point
    room: float
    """Units from the anchor to the region's edge."""
    uncertain: bool
    """A part of its border is an approximation."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything about a map that does not depend on counts."""

    width: int
    height: int
    outlines: tuple[Outline, ...]
    """From west to east."""
    borders: str
    """Path of the borders between regions."""
    uncertain_borders: str
    """Path of those that are approximations."""
    around: str
    """Path of the neighbours' land, `''` for none."""
    seas: tuple[tuple[str, int, int], ...]
    """(name, x, y)"""
    raster: Raster
    """Which outline covers what, for the circles to keep off."""


def draw(
    boundaries: Sequence[Boundary],
    around: Iterable[Polygon] = (),
    bounds: tuple[float, float, float, float] = NATION,
) -> Drawing:
    """Project and simplify the regions of a map within `bounds` (degrees).

    `around` is land outside, drawn below and never linked. At most 255 regions.
    """
    boundaries = sorted(boundaries, key=lambda item: item.code)
    projection = Projection.fit(bounds, WIDTH)
    width, height = WIDTH, int(projection.height)
    fine = {
        item.code: [projection.grid(ring, FINENESS) for part in item.polygons for ring in part]
        for item in boundaries
    }
    square = FINENESS * FINENESS
    shapes, rings = fit_together(
        fine, FINENESS, SMALLEST_POINT * square, SMALLEST_ISLAND * square, MOST_POINTS
    )

    outlines = []
    for item in boundaries:
        drawn = rings[item.code]
        anchor, room = _middle(drawn)
        uncertain = bool(item.uncertain)
        outlines.append(Outline(item.code, item.name, path_text(drawn), anchor, room, uncertain))
    outlines.sort(key=lambda outline: (outline.anchor[0], outline.code))

    unsure = {frozenset((item.code, other)) for item in boundaries for other in item.uncertain}
    firm: list[topology.Arc] = []
    soft: list[topology.Arc] = []
    for arc, owners in zip(shapes.arcs, shapes.owners, strict=True):
        if len(owners) > 1:
            (soft if frozenset(owners) in unsure else firm).append(arc)
    beyond = [projection.grid(ring, 1) for part in around for ring in part]
    raster = rasterise([rings[outline.code] for outline in outlines], width, height)
    seas = []
    for name, lng, lat in _SEAS if bounds == NATION else ():
        x, y = projection.at(lng, lat)
        seas.append((name, round(x), round(y)))
    return Drawing(
        width,
        height,
        tuple(outlines),
        path_text(topology.chain(firm), closed=False),
        path_text(topology.chain(soft), closed=False),
        path_text(beyond),
        tuple(seas),
        raster,
    )


def fit_together(
    fine: Mapping[str, Sequence[Sequence[Grid]]],
    fineness: int,
    smallest_point: float,
    smallest_island: float,
    most: int,
) -> tuple[topology.Topology, dict[str, list[tuple[Grid, ...]]]]:
    """Simplify the rings of regions, on a grid of 1/fineness unit, so that neighbours fit.

    Gives the shared arcs and the rings by code, both in whole units; a region that is too
    small for them becomes a diamond, one without rings stays without. `smallest_point` and
    `smallest_island` are in squares of the fine grid.
    """
    shapes = topology.drop_islands(topology.build(fine), smallest_island)
    shapes = topology.simplify(shapes, smallest_point, most)
    shapes = topology.coarser(shapes, fineness)
    rings = {}
    for code, found in shapes.regions:
        drawn = [ring for ring in map(shapes.ring, found) if len(ring) > 2]
        rings[code] = drawn or ([_speck(fine[code], fineness)] if fine[code] else [])
    return shapes, rings


def _middle(rings: Sequence[tuple[Grid, ...]]) -> tuple[Point, float]:
    """Where a region's circle belongs, and the room around.

    On its largest island, or on one nearly as large that lies nearer to the middle of
    them all: Kepulauan Riau is more than Natuna.
    """
    sizes = [abs(area(ring)) for ring in rings]
    centres = [centroid(ring) for ring in rings]
    total = sum(sizes) or 1.0
    x = sum(size * centre[0] for size, centre in zip(sizes, centres, strict=True)) / total
    y = sum(size * centre[1] for size, centre in zip(sizes, centres, strict=True)) / total
    large = [number for number, size in enumerate(sizes) if size >= 0.4 * max(sizes)]
    best = min(large, key=lambda i: (centres[i][0] - x) ** 2 + (centres[i][1] - y) ** 2)
    return roomiest(rings[best])


def _speck(fine: Sequence[Sequence[Grid]], fineness: int) -> tuple[Grid, ...]:
    """A diamond for a region that is too small for the grid."""
    x, y = (value // fineness for value in next((ring[0] for ring in fine if ring), (0, 0)))
    return ((x - 2, y), (x, y - 2), (x + 2, y), (x, y + 2))
