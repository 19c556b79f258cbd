"""Plane geometry: projection, rings, labels, positions, the text of paths."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen import geo

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))
HOLE = ((4, 4), (6, 4), (6, 6), (4, 6))
C_SHAPE = ((0, 0), (12, 0), (12, 3), (3, 3), (3, 9), (12, 9), (12, 12), (0, 12))
"""Its centre of gravity lies in the opening."""


def read_path(d: str) -> list[tuple[tuple[int, int], ...]]:
    """The rings or lines of a path of relative moves, as a browser reads them."""
    rings = []
    x = y = 0
    for part in re.findall(r"m([^mz]*)(z?)", d):
        numbers = [int(found) for found in re.findall(r"-?\d+", part[0])]
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        if part[1]:
            x, y = points[0]
        rings.append(tuple(points))
    return rings


def test_a_projection_fills_its_frame() -> None:
    projection = geo.Projection.fit((95.0, -11.0, 141.0, 6.0), 1840)
    assert projection.at(95, 6) == (0, 0)
    x, y = projection.at(141, -11)
    assert x == pytest.approx(1840)
    assert projection.height - 1 < y <= projection.height
    # A degree of latitude is a little longer than one of longitude away from the equator.
    assert 1 < projection.down / projection.across < 1.01


def test_points_that_fall_together_are_joined() -> None:
    projection = geo.Projection.fit((0.0, 0.0, 10.0, 10.0), 10)
    ring = ((0.0, 10.0), (0.1, 9.9), (5.0, 9.9), (5.0, 5.0), (0.2, 10.0))
    assert projection.grid(ring, 1) == ((5, 0), (5, 5), (0, 0))
    assert len(projection.grid(ring, 100)) == 5


def test_rings_have_area_centre_and_inside() -> None:
    assert geo.area(SQUARE) == 200
    assert geo.area(SQUARE[::-1]) == -200
    assert geo.centroid(SQUARE) == pytest.approx((5, 5))
    assert geo.centroid(((1, 1), (3, 1), (2, 1))) == pytest.approx((2, 1))
    assert geo.inside((1, 5), (SQUARE, HOLE))
    assert not geo.inside((5, 5), (SQUARE, HOLE))
    assert not geo.inside((11, 5), (SQUARE, HOLE))
    assert geo.clearance((2, 5), SQUARE) == pytest.approx(2)
    assert geo.clearance((13, 14), SQUARE) == pytest.approx(5)


def test_a_label_stands_inside_its_shape() -> None:
    assert not geo.inside(geo.centroid(C_SHAPE), (C_SHAPE,))
    point, room = geo.roomiest(C_SHAPE)
    assert geo.inside(point, (C_SHAPE,))
    assert room == pytest.approx(geo.clearance(point, C_SHAPE))
    assert room > 1.3
    assert geo.roomiest(SQUARE) == ((5, 5), 5)


points = st.tuples(st.integers(-2000, 2000), st.integers(-2000, 2000))
lines = st.lists(st.lists(points, min_size=3, max_size=9).map(tuple), max_size=5)


@given(lines, st.booleans())
def test_a_path_says_what_its_rings_are(rings: list[tuple[geo.Grid, ...]], closed: bool) -> None:
    assert read_path(geo.path_text(rings, closed)) == rings


def test_a_path_leaves_out_what_draws_nothing() -> None:
    assert geo.path_text([((1, 1), (2, 2))]) == ""
    assert geo.path_text([((5, 5),)], closed=False) == ""
    assert geo.path_text([((10, 20), (13, 20), (12, 19))]) == "m10 20 3 0-1-1z"


def test_a_position_comes_from_the_smallest_region_that_has_one() -> None:
    known = {"64": (0.5, 116.4), "64.02": (-0.4, 117.0), "64.02.06.1005": (-0.47, 117.1)}
    assert geo.locate(known, "64.02.06.1005") == geo.Position(-0.47, 117.1, "desa")
    assert geo.locate(known, "64.02.06.1006") == geo.Position(-0.4, 117.0, "kabupaten")
    assert geo.locate(known, "64.03.01.2001") == geo.Position(0.5, 116.4, "provinsi")
    assert geo.locate(known, "65.01") is None
    assert geo.locate({"64.02.06": (0.0, 1.0)}, "64.02.06.1005") == geo.Position(
        0.0, 1.0, "kecamatan"
    )


def test_distances_are_in_kilometres() -> None:
    jakarta, surabaya = (-6.2, 106.82), (-7.25, 112.75)
    assert geo.distance_km(jakarta, surabaya) == pytest.approx(665, rel=0.01)
