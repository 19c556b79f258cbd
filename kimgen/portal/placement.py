"""Where the circles with the counts stand on the map.

A circle stands in the middle of its province where there is room. Where there is
none (Jakarta, Yogyakarta, Bali) it moves, as little as it can, into the sea or at
least off its neighbours, and never onto another circle. The same counts give the
same places: no chance, no iteration that depends on an order of dictionaries.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kimgen.geo import Grid, Point, spans

CELL = 8
"""Side of a cell of the land raster, in units of the viewBox."""
GAP = 5
"""Free units between two circles."""
STEP = 9
"""Units between the rings of places that are tried."""
FARTHEST = 260
"""Units that a circle may move; on the built-in map none needs half of it."""
_DIRECTIONS = tuple(
    (math.cos(turn * math.pi / 12), math.sin(turn * math.pi / 12)) for turn in range(24)
)
_OTHERS_LAND = 1.6
"""What covering a neighbour costs, in units of distance for each unit of radius."""
_LINE_ACROSS = 60
"""What it costs, in units of distance, to pull a leader line through another circle."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Which region covers which cell."""

    columns: int
    rows: int
    cells: bytes
    """Row by row: number of the region + 1, 0 for the sea."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle to place."""

    number: int
    """Of its region, as in the raster."""
    anchor: Point
    room: float
    """Distance from the anchor to the region's edge."""
    radius: float


def rasterise(regions: Sequence[Sequence[Sequence[Grid]]], width: int, height: int) -> Raster:
    """Paint the rings of each region (at most 255) onto cells; the last one wins."""
    columns, rows = -(-width // CELL), -(-height // CELL)
    cells = bytearray(columns * rows)
    for number, rings in enumerate(regions, 1):
        ys = [y for ring in rings for _, y in ring]
        if not ys:
            continue
        for row in range(max(min(ys) // CELL, 0), min(max(ys) // CELL + 1, rows)):
            for left, right in spans(rings, (row + 0.5) * CELL):
                first = max(round(left / CELL), 0)
                last = min(round(right / CELL), columns)
                if last > first:
                    start = row * columns
                    cells[start + first : start + last] = bytes((number,)) * (last - first)
    return Raster(columns, rows, bytes(cells))


def place(circles: Sequence[Circle], raster: Raster, width: int, height: int) -> list[Point]:
    """A centre for each circle, in the order given.

    The roomiest provinces choose first: their circles can stay in the middle, and
    the cramped ones find their way around them.
    """
    order = sorted(circles, key=lambda c: (c.room < c.radius, -c.room, c.number))
    placed: list[tuple[Circle, Point]] = []
    for circle in order:
        placed.append((circle, _best(circle, placed, raster, width, height)))
    centres: Mapping[int, Point] = {circle.number: centre for circle, centre in placed}
    return [centres[circle.number] for circle in circles]


def _best(
    circle: Circle,
    placed: Sequence[tuple[Circle, Point]],
    raster: Raster,
    width: int,
    height: int,
) -> Point:
    """The cheapest place that touches no circle and no edge; the anchor if there is none."""
    ax, ay = circle.anchor
    radius = circle.radius
    best, least = circle.anchor, math.inf
    for ring in range(FARTHEST // STEP + 1):
        distance = ring * STEP
        if distance >= least:
            break  # nothing farther out can cost less
        for cos, sin in _DIRECTIONS if ring else _DIRECTIONS[:1]:
            x, y = float(round(ax + distance * cos)), float(round(ay + distance * sin))
            if not (radius <= x <= width - radius and radius <= y <= height - radius):
                continue
            if any(
                math.hypot(x - cx, y - cy) < radius + other.radius + GAP
                for other, (cx, cy) in placed
            ):
                continue
            cost = distance + _OTHERS_LAND * radius * _covered(circle, x, y, raster)
            if distance > radius:
                cost += _LINE_ACROSS * sum(
                    _crosses((ax, ay), (x, y), centre, other.radius) for other, centre in placed
                )
            if cost < least:
                best, least = (x, y), cost
    return best


def _covered(circle: Circle, x: float, y: float, raster: Raster) -> float:
    """Share of the circle that lies on other regions."""
    radius, own = circle.radius, circle.number + 1
    low, high = max(int((y - radius) // CELL), 0), min(int((y + radius) // CELL) + 1, raster.rows)
    others = total = 0
    for row in range(low, high):
        reach = radius * radius - ((row + 0.5) * CELL - y) ** 2
        if reach <= 0:
            continue
        half = math.sqrt(reach)
        first = max(round((x - half) / CELL), 0)
        last = min(round((x + half) / CELL), raster.columns)
        start = row * raster.columns
        cells = raster.cells[start + first : start + last]
        total += len(cells)
        others += len(cells) - cells.count(0) - cells.count(own)
    return others / total if total else 0.0


def _crosses(a: Point, b: Point, centre: Point, radius: float) -> bool:
    """Whether the line from a to b runs through a circle."""
    u, v = b[0] - a[0], b[1] - a[1]
    length = u * u + v * v
    t = ((centre[0] - a[0]) * u + (centre[1] - a[1]) * v) / length if length else 0.0
    t = min(max(t, 0.0), 1.0)
    return math.hypot(a[0] + t * u - centre[0], a[1] + t * v - centre[1]) < radius
