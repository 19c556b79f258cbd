"""Borders are simplified once for both sides, and nothing gets lost."""

from __future__ import annotations

import random
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimgen import topology
from kimgen.geo import Grid, area

Shapes = dict[str, list[tuple[Grid, ...]]]


def quilt(seed: int, side: int = 3, size: int = 100) -> Shapes:
    """A square of side x side regions that share jagged borders."""
    chance = random.Random(seed)
    edges: dict[tuple[Grid, Grid], tuple[Grid, ...]] = {}

    def edge(a: Grid, b: Grid) -> tuple[Grid, ...]:
        """Points from a to b, b left out."""
        low, high = min(a, b), max(a, b)
        if (low, high) not in edges:
            line = [low]
            for part in range(1, 10):
                x = low[0] + (high[0] - low[0]) * part // 10 + chance.randint(-4, 4)
                y = low[1] + (high[1] - low[1]) * part // 10 + chance.randint(-4, 4)
                line.append((x, y))
            edges[low, high] = (*line, high)
        line = list(edges[low, high])
        return tuple(line[:-1] if a == low else line[:0:-1])

    shapes: Shapes = {}
    for row in range(side):
        for column in range(side):
            x, y = column * size, row * size
            corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
            ring: tuple[Grid, ...] = ()
            for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
                ring += edge(a, b)
            shapes[f"{row}{column}"] = [ring]
    return shapes


def sizes(shapes: topology.Topology) -> dict[str, float]:
    return {
        code: sum(area(shapes.ring(ring)) for ring in rings) / 2 for code, rings in shapes.regions
    }


def outer_area(shapes: topology.Topology) -> float:
    """The area within the arcs that one region has to itself."""
    total = 0.0
    for _, rings in shapes.regions:
        for ring in rings:
            for step in ring:
                if len(shapes.owner(step)) == 1:
                    arc = shapes.arcs[step] if step >= 0 else shapes.arcs[~step][::-1]
                    total += sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(arc))
    return total / 2


@given(st.integers(0, 10_000), st.floats(0, 400), st.integers(0, 250))
@settings(max_examples=60, deadline=None)
def test_neighbours_fit_after_any_simplification(seed: int, smallest: float, most: int) -> None:
    whole = topology.build(quilt(seed))
    simple = topology.simplify(whole, smallest, most)
    coarse = topology.coarser(simple, 4)
    for shapes in (whole, simple, coarse):
        # No gap and no overlap: what the regions cover is what their common coast encloses.
        assert sum(sizes(shapes).values()) == pytest.approx(outer_area(shapes))
    # Each border between two regions is one and the same line for both.
    inner = [owners for owners in simple.owners if len(owners) == 2]
    assert len(inner) == 12
    assert len(set(inner)) == 12
    assert all(size > 0 for size in sizes(simple).values())


def test_what_nothing_needs_goes_first() -> None:
    spike = ((0, 0), (50, 1), (100, 0), (110, 50), (100, 100), (0, 100))
    simple = topology.simplify(topology.build({"a": [spike]}), 60, 100)
    left = simple.ring(simple.regions[0][1][0])
    assert set(spike) - set(left) == {(50, 1)}


def test_a_budget_of_points_is_kept() -> None:
    shapes = topology.build(quilt(1, side=4))
    assert sum(map(len, shapes.arcs)) == 40 * 11 - 4
    simple = topology.simplify(shapes, 0, 200)
    assert 150 < sum(map(len, simple.arcs)) <= 200
    # Ends of arcs stay whatever the budget.
    least = topology.simplify(shapes, 0, 0)
    assert all(len(arc) == 2 for arc in least.arcs)


def test_an_enclave_shares_its_ring_with_the_hole_around() -> None:
    outer = ((0, 0), (90, 0), (90, 90), (0, 90))
    inner = ((30, 30), (60, 30), (61, 45), (60, 60), (30, 60))
    turned = (*inner[2:], *inner[:2])[::-1]
    shapes = topology.build({"around": [outer, turned], "within": [inner]})
    assert sorted(shapes.owners) == [("around",), ("around", "within")]
    assert sizes(shapes)["around"] == 90 * 90 - sizes(shapes)["within"]
    # Large or small, it belongs to two regions, so it is no island to be dropped.
    assert topology.drop_islands(shapes, 1_000_000).regions == shapes.regions


def test_small_islands_go_but_no_region_vanishes() -> None:
    def islet(x: int, side: int) -> tuple[Grid, ...]:
        return ((x, 0), (x + side, 0), (x + side, side), (x, side))

    shapes = topology.build({"a": [islet(0, 20), islet(100, 2)], "b": [islet(200, 3)]})
    left = topology.drop_islands(shapes, 50)
    assert [len(rings) for _, rings in left.regions] == [1, 1]
    assert left.ring(left.regions[1][1][0]) == shapes.ring(shapes.regions[1][1][0])
    simple = topology.simplify(left, 1_000, 0)
    assert all(abs(size) > 0 for size in sizes(simple).values())


def test_lines_are_chained_both_ways() -> None:
    arcs = [((0, 0), (1, 0)), ((2, 0), (1, 0)), ((2, 0), (3, 0)), ((9, 9), (8, 8))]
    assert topology.chain(arcs) == [((0, 0), (1, 0), (2, 0), (3, 0)), ((9, 9), (8, 8))]


def test_large_maps_take_no_time() -> None:
    shapes = topology.build(quilt(3, side=20))
    points = sum(map(len, shapes.arcs))
    simple = topology.simplify(shapes, 0, ceil(points / 4))
    assert sum(map(len, simple.arcs)) <= ceil(points / 4)
