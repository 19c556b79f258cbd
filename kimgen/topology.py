"""Shapes that share their borders: arcs, and making them simpler without gaps.

Neighbouring regions are cut into arcs at the points where three shapes meet, or
two and the sea. An arc that two regions share exists once, so it is simplified
once, and the two still fit. This needs data whose neighbours have the same points
along their border, as every file has that was made from one map; where a file
does not, the worst is a hairline.

Points are whole numbers on a grid (see `geo.Projection.grid`). Pure.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from kimgen.geo import Grid, area

Arc = tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """Regions as sequences of arcs."""

    arcs: tuple[Arc, ...]
    """Each once; a closed one repeats its first point."""
    owners: tuple[tuple[str, ...], ...]
    """For each arc the codes of the one or two regions that it bounds, sorted."""
    regions: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...]
    """(code, rings); a ring lists its arcs, `~i` for arc i backwards."""

    def ring(self, steps: Sequence[int]) -> tuple[Grid, ...]:
        """The points of a ring, open."""
        points: list[Grid] = []
        for step in steps:
            arc = self.arcs[step] if step >= 0 else self.arcs[~step][::-1]
            points += arc[:-1]
        return tuple(points)

    def is_island(self, steps: Sequence[int]) -> bool:
        """Whether a ring touches no other region: a single arc with a single owner."""
        return len(steps) == 1 and len(self.owner(steps[0])) == 1

    def owner(self, step: int) -> tuple[str, ...]:
        """The owners of the arc that a step of a ring follows."""
        return self.owners[step if step >= 0 else ~step]


def build(shapes: Mapping[str, Sequence[Sequence[Grid]]]) -> Topology:
    """Cut the rings of every region into arcs. Rings of fewer than three points go."""
    rings = [(code, ring) for code, found in shapes.items() for ring in found if len(ring) > 2]
    joints = _joints(ring for _, ring in rings)
    numbers: dict[Arc, int] = {}
    users: list[set[str]] = []
    regions: dict[str, list[tuple[int, ...]]] = {code: [] for code in shapes}
    for code, ring in rings:
        steps = []
        for arc in _cut(ring, joints):
            forward = min(arc, arc[::-1])
            number = numbers.setdefault(forward, len(numbers))
            if number == len(users):
                users.append(set())
            users[number].add(code)
            steps.append(number if arc == forward else ~number)
        regions[code].append(tuple(steps))
    return Topology(
        tuple(numbers),
        tuple(tuple(sorted(found)) for found in users),
        tuple((code, tuple(found)) for code, found in regions.items()),
    )


def _joints(rings: Iterable[Sequence[Grid]]) -> frozenset[Grid]:
    """Points that have different neighbours in different rings."""
    around: dict[Grid, tuple[Grid, Grid]] = {}
    joints = set()
    for ring in rings:
        before, here = ring[-2], ring[-1]
        for after in ring:
            pair = (before, after) if before < after else (after, before)
            if around.setdefault(here, pair) != pair:
                joints.add(here)
            before, here = here, after
    return frozenset(joints)


def _cut(ring: Sequence[Grid], joints: frozenset[Grid]) -> list[Arc]:
    """The arcs of a ring in order. One without joints is a single closed arc that starts
    at its smallest point, so that the same ring of a neighbour gives the same arc."""
    cuts = [number for number, point in enumerate(ring) if point in joints]
    if not cuts:
        cuts = [min(range(len(ring)), key=ring.__getitem__)]
    turned = (*ring[cuts[0] :], *ring[: cuts[0] + 1])
    places = [cut - cuts[0] for cut in cuts] + [len(ring)]
    return [tuple(turned[a : b + 1]) for a, b in pairwise(places)]


def drop_islands(shapes: Topology, smallest: float) -> Topology:
    """Leave out islands and lakes of less than `smallest` square grid units, but never the
    largest ring of a region."""
    gone: set[int] = set()
    regions = []
    for code, rings in shapes.regions:
        sizes = [abs(area(shapes.ring(ring))) / 2 for ring in rings]
        most = max(sizes, default=0.0)
        kept = []
        for ring, size in zip(rings, sizes, strict=True):
            if size >= smallest or size == most or not shapes.is_island(ring):
                kept.append(ring)
            else:
                gone.add(max(ring[0], ~ring[0]))
        regions.append((code, tuple(kept)))
    arcs = tuple(() if number in gone else arc for number, arc in enumerate(shapes.arcs))
    return Topology(arcs, shapes.owners, tuple(regions))


def simplify(shapes: Topology, smallest: float, most: int) -> Topology:
    """Drop the points that matter least (Visvalingam and Whyatt).

    A point matters by the area of the triangle that goes with it. Those below
    `smallest` (square grid units) go; if more than `most` points remain, more go,
    least first. The ends of arcs stay, and so do the corners of the largest triangle
    in a closed one, so no shape vanishes.
    """
    weights = [_weights(arc) for arc in shapes.arcs]
    every = [weight for found in weights for weight in found]
    loose = sorted((weight for weight in every if weight != inf), reverse=True)
    room = max(most - (len(every) - len(loose)), 0)
    limit = max(smallest, loose[room]) if len(loose) > room else smallest
    arcs = tuple(
        tuple(point for point, weight in zip(arc, found, strict=True) if weight > limit)
        for arc, found in zip(shapes.arcs, weights, strict=True)
    )
    return Topology(arcs, shapes.owners, shapes.regions)


def _weights(arc: Arc) -> list[float]:
    """For each point of an arc the area that vanishes with it, endless for fixed points."""
    last = len(arc) - 1
    weight = [inf] * (last + 1)
    if last < 2:
        return weight
    before = list(range(-1, last))
    after = list(range(1, last + 2))
    left = last - 1  # points between the ends

    def triangle(number: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = arc[before[number]], arc[number], arc[after[number]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    current = [0.0] * (last + 1)
    queue = []
    for number in range(1, last):
        current[number] = triangle(number)
        queue.append((current[number], number))
    heapq.heapify(queue)
    least = 2 if arc[0] == arc[-1] else 0  # a closed arc keeps a triangle
    highest = 0.0
    while queue and left > least:
        size, number = heapq.heappop(queue)
        if size != current[number] or weight[number] != inf:
            continue  # an entry from before a neighbour went
        highest = max(highest, size)
        weight[number] = highest
        left -= 1
        a, b = before[number], after[number]
        after[a], before[b] = b, a
        for neighbour in (a, b):
            if 0 < neighbour < last:
                current[neighbour] = triangle(neighbour)
                heapq.heappush(queue, (current[neighbour], neighbour))
    return weight


def coarser(shapes: Topology, factor: int) -> Topology:
    """The same on a grid `factor` times as coarse; points that fall together are joined."""
    arcs = []
    for arc in shapes.arcs:
        points = [(round(x / factor), round(y / factor)) for x, y in arc]
        inner = [b for a, b in pairwise(points) if a != b]
        arcs.append((*points[:1], *inner))
    return Topology(tuple(arcs), shapes.owners, shapes.regions)


def chain(arcs: Iterable[Arc]) -> list[Arc]:
    """Join arcs that end where another begins: fewer and longer lines."""
    lines: list[Arc] = []
    for arc in arcs:
        for number, line in enumerate(lines):
            for one in (arc, arc[::-1]):
                if line[-1] == one[0]:
                    lines[number] = line + one[1:]
                elif line[0] == one[-1]:
                    lines[number] = one[:-1] + line
                else:
                    continue
                break
            else:
                continue
            break
        else:
            lines.append(arc)
    return lines
