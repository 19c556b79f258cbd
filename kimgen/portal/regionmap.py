"""The map on the page of a province or regency: its sheet, with who is where.

A dot is a KIM; several that stand close are one dot with their number, which leads to the
page that lists them. So a map stays small, however many KIMs there are. Dots are for
the eye and the pointer: the list below says the same in words. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kimgen import regionlinks
from kimgen.geo import Grid
from kimgen.portal.fold import LENGTHS, Entry, Nation
from kimgen.portal.frame import Frame
from kimgen.portal.placement import CELL, Circle, Raster
from kimgen.portal.placement import place as place_circles
from kimgen.portal.sheet import Sheet, sheet
from kimgen.portal_views import Dot, RegionMap, RegionShape
from kimgen.wilayah import region as official

APART = 20
"""Units between the middles of two dots of one region."""
CROWD = 40
"""KIMs that may have dots of their own; of more, each region below has one."""
RADIUS = (7, 11, 12, 15, 19)
"""Radius of a dot by the digits in it; the last for all that are longer."""
KNOWN = {"provinsi": 2, "kabupaten": 5}
"""Length of the code that a position was taken from; more exact ones are on every map."""
LIST = "#daftar"
"""Where the list of KIMs of a page begins."""


@dataclass(slots=True)
class Cluster:
    """KIMs that share a dot."""

    at: Grid
    entries: list[Entry] = field(default_factory=list)


def region_map(frame: Frame, code: str, nation: Nation) -> RegionMap | None:
    """The map of a province or regency; None for other levels and without map data."""
    if len(code) > 5:
        return None
    drawn = sheet(frame.inputs.atlas, code)
    if drawn is None:
        return None
    root = frame.root(regionlinks.region_page(code))
    tally = nation.regions.get(code)
    clusters = gather(frame, drawn, code, tally.entries if tally else ())
    names = {land.code: _name(land.code, land.name) for land in drawn.lands}
    shapes = tuple(
        RegionShape(
            code=land.code,
            name=names[land.code],
            href=_href(land.code, code, nation, root),
            label=_label(frame, land.code, names[land.code], nation),
            path=land.path,
            role=_role(land.code, code, nation, drawn),
        )
        for land in drawn.lands
    )
    return RegionMap(
        width=drawn.width,
        height=drawn.height,
        around=drawn.around,
        ground=drawn.ground,
        shapes=shapes,
        borders=drawn.borders,
        dots=tuple(_dot(frame, cluster, code, root) for cluster in clusters),
        indicative=not frame.inputs.portal.map.provinces and not drawn_by_office(drawn),
    )


def drawn_by_office(drawn: Sheet) -> bool:
    """The shapes are regencies, which kimgen has none of."""
    return any(len(land.code) > 2 for land in drawn.lands)


def gather(frame: Frame, drawn: Sheet, code: str, entries: Iterable[Entry]) -> list[Cluster]:
    """Dots for live KIMs.

    Those of one region below that are close share a dot; where there are many, all of such a
    region do. A KIM that is known no closer than the region's own surroundings has no place
    on its map.
    """
    length = LENGTHS[LENGTHS.index(len(code)) + 1]
    spots: list[tuple[Entry, Grid]] = []
    for entry in entries:
        place = frame.position(entry) if entry.live else None
        if place is not None and KNOWN.get(place.precision, 13) >= len(code):
            at = drawn.at(place.lng, place.lat)
            if at is not None:
                spots.append((entry, at))
    reach = APART
    if len(spots) > CROWD:
        reach = 1
        spots = [(entry, _middle(frame, drawn, entry, length) or at) for entry, at in spots]
    groups: dict[str, list[Cluster]] = {}
    for entry, at in spots:
        mates = groups.setdefault(entry.code[:length], [])
        for mate in mates:
            if _square(mate.at, at) < reach * reach:
                mate.entries.append(entry)
                break
        else:
            mates.append(Cluster(at, [entry]))
    # Regions without a point of their own stand at that of the region around: one dot.
    dots: dict[Grid, Cluster] = {}
    for mate in (mate for mates in groups.values() for mate in mates):
        dots.setdefault(mate.at, Cluster(mate.at)).entries.extend(mate.entries)
    return _apart(list(dots.values()), drawn)


def _middle(frame: Frame, drawn: Sheet, entry: Entry, length: int) -> Grid | None:
    """The point of the region below that a KIM lies in, where it has one of its own."""
    found = frame.inputs.atlas.points.get(entry.code[:length])
    return drawn.at(found[1], found[0]) if found else None


def _apart(clusters: list[Cluster], drawn: Sheet) -> list[Cluster]:
    """Move dots that would touch, as little as possible."""
    circles = [
        Circle(number, cluster.at, radius, radius)
        for number, cluster in enumerate(clusters)
        for radius in (_radius(len(cluster.entries)),)
    ]
    columns, rows = -(-drawn.width // CELL), -(-drawn.height // CELL)
    sea = Raster(columns, rows, bytes(columns * rows))
    for cluster, (x, y) in zip(
        clusters, place_circles(circles, sea, drawn.width, drawn.height), strict=True
    ):
        cluster.at = (round(x), round(y))
    return clusters


def _radius(count: int) -> int:
    return RADIUS[min(len(str(count)) if count > 1 else 0, len(RADIUS) - 1)]


def _square(a: Grid, b: Grid) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _dot(frame: Frame, cluster: Cluster, code: str, root: str) -> Dot:
    x, y = cluster.at
    first = frame.inputs.known.kims[cluster.entries[0].label]
    if len(cluster.entries) == 1:
        spot = frame.spot(cluster.entries[0])
        label = f"{first.name}, {first.village.full_name} ({spot})"
        return Dot(x, y, RADIUS[0], frame.site(cluster.entries[0]), label, "")
    shared = _shared([entry.code for entry in cluster.entries])
    text = frame.number(len(cluster.entries))
    radius = _radius(len(cluster.entries))
    if len(shared) <= len(code):  # from all over the region: only this page has them all
        where, href = "", LIST
    else:
        name = first.village.full_name if len(shared) == 13 else _name(shared, shared)
        where, href = f", {name}", f"{root}{regionlinks.region_page(shared)}"
    return Dot(x, y, radius, href, f"{text} KIM{where}", text)


def _shared(codes: list[str]) -> str:
    """The smallest region that all villages lie in."""
    for length in (13, 8, 5, 2):
        if len({code[:length] for code in codes}) == 1:
            return codes[0][:length]
    return ""


def _name(code: str, fallback: str) -> str:
    found = official(code)
    return found.title if found else fallback


def _href(land: str, code: str, nation: Nation, root: str) -> str:
    """The page of a region, where there is one and it is not this."""
    if land == code or not (len(land) == 2 or land in nation.regions):
        return ""
    return f"{root}{regionlinks.region_page(land)}"


def _label(frame: Frame, land: str, name: str, nation: Nation) -> str:
    tally = nation.regions.get(land)
    if tally is None or not tally.kims:
        return frame._("%s: belum ada KIM") % name
    return f"{name}: {frame.number(tally.kims)} KIM"


def _role(land: str, code: str, nation: Nation, drawn: Sheet) -> str:
    """`around` for a neighbour, else `full` or `empty`."""
    if not (land.startswith(code) or code.startswith(land)):
        return "around"
    tally = nation.regions.get(land)
    return "full" if tally is not None and tally.kims else "empty"
