"""The map data of a nation as one value, and where a KIM stands on it.

What the files hold is read by `load_map.py`; what a page shows of it is drawn by
`sheet.py`. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kimgen.geo import Boundary, Point, Polygon, Position, distance_km, locate
from kimgen.geojson import FAR_KM

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """Boundaries and points. Two are the same only if they are one object, so that what was
    drawn from an atlas can be kept for as long as it lives."""

    provinces: Mapping[str, Boundary] = field(default_factory=dict)
    """By code."""
    regencies: Mapping[str, Boundary] = field(default_factory=dict)
    """By code; those that the office's file has, none without one."""
    points: Mapping[str, Point] = field(default_factory=dict)
    """(lat, lng) by dotted code of any level."""
    around: tuple[Polygon, ...] = ()
    """The neighbours' land."""
    boxes: Mapping[str, Box] = field(default_factory=dict)
    """What each boundary covers, by code."""


def atlas(
    provinces: tuple[Boundary, ...],
    regencies: tuple[Boundary, ...],
    points: Mapping[str, Point],
    around: tuple[Polygon, ...] = (),
) -> Atlas:
    """The atlas of these boundaries and points."""
    boxes = {item.code: _box(item) for item in (*provinces, *regencies)}
    return Atlas(
        {item.code: item for item in provinces},
        {item.code: item for item in regencies},
        points,
        around,
        boxes,
    )


def _box(boundary: Boundary) -> Box:
    xs = [x for part in boundary.polygons for x, _ in part[0]]
    ys = [y for part in boundary.polygons for _, y in part[0]]
    return min(xs), min(ys), max(xs), max(ys)


def position(
    found: Atlas,
    code: str,
    own: tuple[float, float] | None,
    village: tuple[float, float] | None,
) -> Position | None:
    """Where a KIM is, as exactly as anybody has told: its own coordinates, those of its
    village's record, else the point of the smallest region that has one. `precision` is
    `kim` for its own.

    Coordinates that lie absurdly far from that region are a slip of the pen: left out.
    """
    known = locate(found.points, code)
    for place, precision in ((own, "kim"), (village, "desa")):
        if place and (known is None or distance_km(place, (known.lat, known.lng)) < FAR_KM):
            return Position(*place, precision)
    return known
