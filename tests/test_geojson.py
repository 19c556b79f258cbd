"""Map files as an office may hand them in: right, and wrong in every way we know."""

from __future__ import annotations

import json

import pytest

from kimgen import geojson
from kimgen.geojson import MAP_REASONS, MapProblem, parse_boundaries, parse_points

RING = [[107.0, -7.0], [108.0, -7.0], [108.0, -6.0], [107.0, -7.0]]
HOLE = [[107.5, -6.8], [107.6, -6.8], [107.6, -6.7], [107.5, -6.8]]
EXPECTED = {"32": "Jawa Barat", "33": "Jawa Tengah"}


def feature(code: object = "32", name: object = "Jawa Barat", **geometry: object) -> object:
    shape = {"type": "Polygon", "coordinates": [RING]} | geometry
    return {"type": "Feature", "properties": {"kode": code, "nama": name}, "geometry": shape}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def moved(lng: float, lat: float) -> list[list[list[float]]]:
    return [[[x + lng, y + lat] for x, y in RING]]


def test_regions_are_read_and_sorted() -> None:
    two = feature("33", " Jawa Tengah ", type="MultiPolygon", coordinates=[[RING, HOLE], [RING]])
    found, problems = parse_boundaries(collection(two, feature()), EXPECTED, complete=True)
    assert not problems
    assert [(item.code, item.name, len(item.polygons)) for item in found] == [
        ("32", "Jawa Barat", 1),
        ("33", "Jawa Tengah", 2),
    ]
    assert found[0].polygons[0] == (((107.0, -7.0), (108.0, -7.0), (108.0, -6.0)),)
    assert len(found[1].polygons[0]) == 2


def test_a_province_may_be_a_number_and_points_may_have_a_height() -> None:
    high = feature(32, coordinates=[[[x, y, 12.5] for x, y in RING]])
    found, problems = parse_boundaries(collection(high), EXPECTED)
    assert not problems
    assert found[0].code == "32"


def test_uncertain_borders_are_kept() -> None:
    text = json.loads(collection(feature()))
    text["features"][0]["properties"]["perkiraan"] = ["33"]
    found, _ = parse_boundaries(json.dumps(text))
    assert found[0].uncertain == ("33",)


WRONG = [
    ("not-json", '{"type": "FeatureCollection",\n "features": [}', 2, ""),
    ("not-json", "[" * 100_000, 0, ""),
    ("not-geojson", "[]", 0, "type list"),
    ("not-geojson", '{"type": "Topology", "objects": {}}', 0, "type Topology"),
    ("not-geojson", collection(), 0, "type FeatureCollection"),
    ("no-code", collection({"type": "Feature"}), 0, "feature 1"),
    ("no-code", collection(feature(), feature(33.1)), 0, "feature 2, kode 33.1"),
    ("no-code", collection(feature(True)), 0, "feature 1, kode true"),
    ("no-name", collection(feature(name=None)), 0, "feature 1, kode 32"),
    ("code-unknown", collection(feature("3273")), 0, "feature 1, kode 3273"),
    ("code-twice", collection(feature(), feature()), 0, "feature 2, kode 32"),
    ("geometry", collection(feature(type="Point")), 0, "feature 1, kode 32, type Point"),
    ("geometry", collection({"properties": {"kode": "32", "nama": "x"}, "geometry": None}), 0,
     "feature 1, kode 32, type None"),
    ("geometry", collection(feature(coordinates=RING)), 0, "feature 1, kode 32, coordinates"),
    ("geometry", collection(feature(coordinates=[RING[:2]])), 0,
     "feature 1, kode 32, coordinates"),
    ("geometry", collection(feature(coordinates=[])), 0, "feature 1, kode 32, coordinates []"),
    ("geometry", collection(feature(type="MultiPolygon", coordinates=[])), 0,
     "feature 1, kode 32, coordinates []"),
    ("swapped", collection(feature(coordinates=[[[y, x] for x, y in RING]])), 0,
     "feature 1, kode 32, -7, 107"),
    ("outside", collection(feature(coordinates=moved(-90, 40))), 0, "feature 1, kode 32, 17, 33"),
    ("outside", collection(feature(coordinates=moved(780_000, 9_200_000))), 0,
     "feature 1, kode 32, 780107, 9199993"),
    ("incomplete", collection(feature()), 0, "1: 33"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "line", "where"), WRONG)
def test_each_mistake_gives_one_message(reason: str, text: str, line: int, where: str) -> None:
    _, problems = parse_boundaries(text, EXPECTED, complete=True)
    (problem,) = problems
    assert (problem.reason, problem.line, problem.count) == (reason, line, 1)
    assert problem.where == where
    assert not problem.skips


def test_not_a_number_is_no_place() -> None:
    text = collection(feature()).replace("-7.0", "NaN", 1)
    _, (problem,) = parse_boundaries(text)
    assert problem.reason == "outside"


def test_the_same_mistake_is_told_once_with_its_number() -> None:
    many = [feature(None, "x") for _ in range(38)]
    _, problems = parse_boundaries(collection(*many), EXPECTED, complete=True)
    # Not also "incomplete", which follows from it.
    assert problems == (MapProblem("no-code", "feature 1", count=38),)


CSV = "kode,lat,lng\n32,-6.9,107.6\n32.73,-6.91,107.61\n"


@pytest.mark.parametrize(
    "text",
    [
        CSV,
        "\ufeff" + CSV.replace("\n", "\r\n"),
        CSV.replace(",", ";"),
        'KODE,nama,"LAT",LNG\n"32",Jawa Barat,"-6.9",107.6\n"32.73",Bandung,"-6.91",107.61\n\n',
    ],
)
def test_points_are_read_however_the_office_saves_them(text: str) -> None:
    found, problems = parse_points(text)
    assert not problems
    assert found == {"32": (-6.9, 107.6), "32.73": (-6.91, 107.61)}


WRONG_ROWS = [
    ("row-unreadable", "32.75,x,107\n", 4, "32.75,x,107", 1),
    ("row-unreadable", "32.74\n32.75,,\n", 4, "32.74", 2),
    ("row-outside", "32.74,16.9,107.6\n", 4, "kode 32.74, lat 16.9, lng 107.6", 1),
    ("row-outside", "32.74,nan,107.6\n", 4, "kode 32.74, lat nan, lng 107.6", 1),
    ("row-outside", "32.74,107.6,-6.9\n", 4, "kode 32.74, lat 107.6, lng -6.9", 1),
    ("row-code", "3274,-6.9,107.6\n", 4, "kode 3274", 1),
    ("row-twice", "32.73,-6.9,107.6\n", 4, "kode 32.73", 1),
]


@pytest.mark.parametrize(("reason", "rows", "line", "where", "count"), WRONG_ROWS)
def test_a_wrong_row_costs_itself(
    reason: str, rows: str, line: int, where: str, count: int
) -> None:
    found, (problem,) = parse_points(CSV + rows)
    assert (problem.reason, problem.line, problem.where) == (reason, line, where)
    assert problem.count == count
    assert problem.skips
    assert {"32", "32.73"} <= set(found)


def test_a_list_with_swapped_columns_is_refused_as_a_whole() -> None:
    found, problems = parse_points("kode,lat,lng\n32,107.6,-6.9\n33,110.2,-7.1\n")
    assert not found
    assert problems == (MapProblem("swapped", "kode,lat,lng", 1, count=2),)


@pytest.mark.parametrize("text", ["", "32,-6.9,107.6\n", "kode,lintang,bujur\n32,-6.9,107.6\n"])
def test_a_list_needs_its_columns(text: str) -> None:
    found, (problem,) = parse_points(text)
    assert not found
    assert (problem.reason, problem.line) == ("columns", 1)


def test_a_village_far_from_its_district_is_left_out() -> None:
    text = "kode,lat,lng\n81.01.01,-4.5,129.9\n81.01.01.2001,-4.6,129.8\n81.01.01.2021,-4.5,133.1\n"
    found, (problem,) = parse_points(text)
    assert set(found) == {"81.01.01", "81.01.01.2001"}
    assert (problem.reason, problem.where) == ("row-far", "kode 81.01.01.2021")
    # Mapia, and a village whose district has no point, are believed.
    far = "kode,lat,lng\n91.19.05,-0.7,135.4\n91.19.05.2007,0.85,134.25\n53.01.01.2001,-9,124\n"
    assert parse_points(far)[1] == ()


def test_every_reason_is_met_by_a_test() -> None:
    files = {"columns", "too-large", "elsewhere", "not-text", "not-gzip"}  # see test_load_map
    met = {case[0] for case in WRONG} | {case[0] for case in WRONG_ROWS} | files | {"row-far"}
    assert met == set(MAP_REASONS)
    assert all(id_ and en and not id_.endswith(".") for id_, en in MAP_REASONS.values())
    assert all(reason in MAP_REASONS for reason in geojson.SKIPS)
