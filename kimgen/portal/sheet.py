"""The map of one province or regency: a frame, the land in it, and nothing counted yet.

The shapes are the regencies of an office's file; where it has none, the provinces. What
lies around is drawn as well, so that a coast can be told from a border. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kimgen.geo import Boundary, Grid, Projection, path_text
from kimgen.portal.atlas import Atlas, Box
from kimgen.portal.drawing import fit_together
from kimgen.wilayah import children

WIDTH = 480
"""Units of the viewBox, one and a half for a pixel of a phone."""
FINENESS = 8
"""Parts of a unit in which borders are compared and simplified."""
SMALLEST_POINT = 1.0
SMALLEST_ISLAND = 2.0
"""Square units."""
MOST_POINTS = 900
"""Points of all arcs together: about 5 KB of path text."""
MARGIN = 0.05
"""Sea or neighbours around, as a share of the longer side."""
FLATTEST, STEEPEST = 2.2, 1.5
"""Width for each unit of height, at most and at least."""


@dataclass(frozen=True, slots=True)
class Land:
    """A region of the sheet."""

    code: str
    name: str
    """As in the boundary file."""
    path: str
    """`d` of an SVG path."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of a regional map that does not depend on counts."""

    projection: Projection
    width: int
    height: int
    lands: tuple[Land, ...]
    """In code order."""
    borders: str
    """Path of the lines between them."""
    around: str
    """Path of the land of neighbouring countries, `''` for none."""
    ground: str
    """Path of the province where some of its regencies have no boundary, else `''`."""

    def at(self, lng: float, lat: float) -> Grid | None:
        """Where a place lies on the sheet; None beyond its edges."""
        x, y = self.projection.at(lng, lat)
        if 0 <= x <= self.width and 0 <= y <= self.height:
            return round(x), round(y)
        return None


@lru_cache(maxsize=1024)
def sheet(atlas: Atlas, code: str) -> Sheet | None:
    """The sheet of a province or regency; of its province for a regency without a boundary.
    None where there is nothing to draw. Kept, since outlines do not change with counts."""
    if len(code) == 5 and code not in atlas.regencies:
        return sheet(atlas, code[:2])
    box = atlas.boxes.get(code)
    if box is None:
        return None
    own = [item for key, item in atlas.regencies.items() if key.startswith(code)]
    level = atlas.regencies if own else atlas.provinces
    bounds = _frame(box)
    projection = Projection.fit(bounds, WIDTH)
    near = [item for key, item in level.items() if _meet(atlas.boxes[key], bounds)]
    rings, borders = _fitted(near, projection, MOST_POINTS)
    beyond = [clip(projection.grid(ring, 1), _limits(projection, 1)) for part in atlas.around
              for ring in part]  # fmt: skip
    ground = ""
    if len(code) == 2 and own and len(own) < len(children(code)):
        below, _ = _fitted([atlas.provinces[code]], projection, MOST_POINTS // 3)
        ground = path_text(below[code])
    lands = tuple(
        Land(item.code, item.name, text)
        for item in sorted(near, key=lambda item: item.code)
        if (text := path_text(rings[item.code]))
    )
    height = int(projection.height)
    return Sheet(projection, WIDTH, height, lands, borders, path_text(beyond), ground)


def _fitted(
    boundaries: Iterable[Boundary], projection: Projection, most: int
) -> tuple[dict[str, list[tuple[Grid, ...]]], str]:
    """(rings by code, path of the borders), cut to the sheet and simplified."""
    limits = _limits(projection, FINENESS)
    fine = {
        item.code: [
            cut
            for part in item.polygons
            for ring in part
            if (cut := clip(projection.grid(ring, FINENESS), limits))
        ]
        for item in boundaries
    }
    square = FINENESS * FINENESS
    shapes, rings = fit_together(
        fine, FINENESS, SMALLEST_POINT * square, SMALLEST_ISLAND * square, most
    )
    between = [
        arc for arc, owners in zip(shapes.arcs, shapes.owners, strict=True) if len(owners) > 1
    ]
    return rings, path_text(between, closed=False)


def _limits(projection: Projection, fineness: int) -> tuple[int, int, int, int]:
    """The sheet on a grid of 1/fineness unit, and a little more: no cut is in sight."""
    edge = 2 * fineness
    bottom = math.ceil(projection.height) * fineness
    return -edge, -edge, WIDTH * fineness + edge, bottom + edge


def _frame(box: Box) -> Box:
    """A box with room around it, neither too flat nor too steep for a page."""
    west, south, east, north = box
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * squeeze, north - south
    room = 2 * MARGIN * max(wide, high, 0.01)
    wide, high = wide + room, high + room
    wide, high = max(wide, high * STEEPEST), max(high, wide / FLATTEST)
    x, y = (west + east) / 2, (south + north) / 2
    half = wide / squeeze / 2
    return x - half, y - high / 2, x + half, y + high / 2


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def clip(ring: Sequence[Grid], limits: tuple[int, int, int, int]) -> tuple[Grid, ...]:
    """The part of a ring within (left, top, right, bottom), edge by edge (Sutherland and
    Hodgman). Parts that fall apart stay joined along the edge, which nobody sees."""
    points = [b for a, b in pairwise((*ring[-1:], *ring)) if a != b]
    for axis, limit, sign in ((0, limits[0], 1), (0, limits[2], -1),
                              (1, limits[1], 1), (1, limits[3], -1)):  # fmt: skip
        if not points:
            break
        if all((point[axis] - limit) * sign >= 0 for point in points):
            continue
        kept: list[Grid] = []
        before = points[-1]
        for point in points:
            inside, was = (point[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
            if inside != was:
                kept.append(_crossing(min(before, point), max(before, point), axis, limit))
            if inside:
                kept.append(point)
            before = point
        points = [b for a, b in pairwise((*kept[-1:], *kept)) if a != b]
    return tuple(points) if len(points) > 2 else ()


def _crossing(a: Grid, b: Grid, axis: int, limit: int) -> Grid:
    """Where the line from a to b crosses an edge. Neighbours ask from either side, so the
    caller orders the points: both get the same answer."""
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = round(a[1 - axis] + share * (b[1 - axis] - a[1 - axis]))
    return (limit, other) if axis == 0 else (other, limit)
