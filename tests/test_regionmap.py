"""The maps of provinces and regencies: what is drawn, where dots stand, where they lead."""

from __future__ import annotations

import math
import posixpath
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen import load_map, wilayah
from kimgen.diagnostics import Severity
from kimgen.geo import Boundary, Grid, Position, area
from kimgen.load_map import builtin_points, builtin_provinces, load_atlas
from kimgen.model import Kim, MapFiles
from kimgen.portal.atlas import Atlas, atlas, position
from kimgen.portal.sheet import WIDTH, clip, sheet
from kimgen.portal_views import RegionMap
from kimgen.render import render
from kimgen.wilayah.tables import villages
from tests.test_geo import read_path
from tests.test_map import OFFICE
from tests.test_portal import MELAYU, PARIANGAN, PORTAL, inputs, kim, plan, region, summary, theme

BATUAH = "64.02.03.2006"
"""Another village of the regency of MELAYU, in another district."""


def square(code: str, west: float, south: float, side: float = 1.0) -> Boundary:
    east, north = west + side, south + side
    corners = ((west, south), (east, south), (east, north), (west, north))
    return Boundary(code, code, ((corners,),))


BUILT_IN = atlas(builtin_provinces(), (), builtin_points())
POINTS = {
    **builtin_points(), "64.02": (0.5, 116.5), "64.02.03": (0.4, 116.7),
    MELAYU: (0.5, 116.2), BATUAH: (0.5, 116.8),
}  # fmt: skip
OWN = atlas(
    (square("64", 115, -1, 3), square("63", 112, -1, 3)),
    (square("64.02", 116, 0), square("64.03", 117, 0), square("63.03", 114, 0)),
    POINTS,
)
"""Kutai Kartanegara in the middle, a neighbour on either side; other regencies are missing."""


def view(code: str, *records: Kim, found: Atlas = OWN) -> RegionMap | None:
    folder = {2: "provinsi", 5: "kabupaten", 8: "kecamatan"}[len(code)]
    return region(plan(inputs(*records, atlas=found)), f"{folder}/{code}.html").map


def drawn(code: str, *records: Kim, found: Atlas = OWN) -> RegionMap:
    made = view(code, *records, found=found)
    assert made is not None
    return made


def _position(found: Atlas, item: Kim) -> Position | None:
    return position(found, item.village.code, item.coordinates, item.village.coordinates)


# --- where a KIM is -----------------------------------------------------------------------


def test_the_most_exact_place_counts() -> None:
    one = kim("satu")
    village = replace(one.village, coordinates=(0.6, 116.3))
    away = (-0.45, 100.49)  # in Sumatra: a slip of the pen
    cases = (
        (replace(one, coordinates=(0.7, 116.4), village=village), (0.7, 116.4, "kim")),
        (replace(one, coordinates=away, village=village), (0.6, 116.3, "desa")),
        (replace(one, coordinates=away), (0.5, 116.2, "desa")),
        (kim("dua", "64.02.03.2001"), (0.4, 116.7, "kecamatan")),
        (kim("tiga", "64.02.05.2001"), (*POINTS["64.02"], "kabupaten")),
        (kim("empat", "62.08.01.1003"), (*POINTS["62"], "provinsi")),
    )
    for item, expected in cases:
        found = _position(OWN, item)
        assert found is not None
        assert (found.lat, found.lng, found.precision) == expected, item.label
    assert _position(Atlas(), one) is None
    assert _position(Atlas(), replace(one, coordinates=(0.7, 116.4))) is not None


def test_the_list_says_how_exact_a_dot_is() -> None:
    records = (kim("satu"), kim("dua", "64.02.05.2001"), kim("tiga", coordinates=(0.7, 116.4)))
    plans = plan(inputs(*records, atlas=OWN))
    spots = {card.name: card.spot for card in region(plans, "kabupaten/64.02.html").kims}
    assert spots == {
        "KIM Satu": "titik desanya",
        "KIM Dua": "titik kabupaten atau kotanya",
        "KIM Tiga": "titik yang ditulis KIM",
    }
    files, found = render(plans.values(), theme(), "id")
    assert not found
    html = {file.path: file.content.decode() for file in files}
    assert "di peta: titik desanya" in html["kabupaten/64.02.html"]
    assert "di peta:" not in html["kim/index.html"]


# --- what is drawn -------------------------------------------------------------------------


def test_an_offices_regencies_are_links_where_they_have_a_page() -> None:
    made = drawn("64", kim("satu"), kim("lain", "63.03.01.2001"))
    shapes = {item.code: item for item in made.shapes}
    assert shapes["64.02"].href == "../kabupaten/64.02.html"
    assert shapes["64.02"].label == "Kabupaten Kutai Kartanegara: 1 KIM"
    assert shapes["64.03"].href == "", "no page without KIMs"
    assert shapes["64.03"].label.endswith(": belum ada KIM")
    assert {code: item.role for code, item in shapes.items()} == {
        "63.03": "around", "64.02": "full", "64.03": "empty",
    }  # fmt: skip
    assert made.ground, "most regencies of the province have no boundary: its own lies below"
    assert made.borders, "64.02 and 64.03 touch"
    assert not replace(made, ground="").indicative or PORTAL.map.provinces == ""


def test_a_regency_is_drawn_with_its_neighbours() -> None:
    made = drawn("64.02", kim("satu"), kim("dua", BATUAH))
    shapes = {item.code: item for item in made.shapes}
    assert {item.code: item.role for item in made.shapes} == {"64.02": "full", "64.03": "around"}
    assert shapes["64.02"].href == "", "that is this page"
    assert not made.ground
    box = [point for ring in read_path(shapes["64.02"].path) for point in ring]
    left, right = min(x for x, _ in box), max(x for x, _ in box)
    top, bottom = min(y for _, y in box), max(y for _, y in box)
    assert 0 < left < right < made.width == WIDTH
    assert 0 < top < bottom < made.height


def test_without_an_offices_file_there_is_the_province() -> None:
    records = (kim("satu"), kim("jauh", PARIANGAN))
    for code in ("64", "64.02"):
        made = drawn(code, *records, found=BUILT_IN)
        own = [item for item in made.shapes if item.role != "around"]
        assert [item.code for item in own] == ["64"]
        assert own[0].href == ("" if code == "64" else "../provinsi/64.html")
        assert made.indicative
        assert [dot.label for dot in made.dots] == [
            "KIM Satu, Kelurahan Melayu (titik kabupaten atau kotanya)"
        ]


def test_without_map_data_there_is_no_map() -> None:
    for code in ("64", "64.02"):
        assert view(code, kim("satu"), found=Atlas()) is None
    assert view("64.02.06", kim("satu")) is None, "districts have no map"
    plans = plan(inputs(kim("satu"), atlas=Atlas()))
    files, found = render(plans.values(), theme(), "id")
    assert not found
    html = next(file.content for file in files if file.path == "provinsi/64.html")
    assert b"<svg" not in html
    assert b"map." not in html


def test_a_province_without_kims_has_a_map_without_dots() -> None:
    made = drawn("64", found=BUILT_IN)
    assert not made.dots
    assert [item.role for item in made.shapes if item.code == "64"] == ["empty"]


# --- dots ------------------------------------------------------------------------------------


def test_a_dot_leads_to_its_kim_and_stands_where_it_is() -> None:
    made = drawn("64.02", kim("satu"), kim("dua", BATUAH), kim("mati", status="dicabut"))
    assert [(dot.href, dot.label, dot.text) for dot in made.dots] == [
        ("https://dua.kim.id/index.html", "KIM Dua, Desa Batuah (titik desanya)", ""),
        ("https://satu.kim.id/index.html", "KIM Satu, Kelurahan Melayu (titik desanya)", ""),
    ]
    (batuah, melayu), shape = made.dots, made.shapes[0]
    assert melayu.x < batuah.x
    assert melayu.y == batuah.y
    xs = [x for ring in read_path(shape.path) for x, _ in ring]
    left, right = min(xs), max(xs)
    assert abs(melayu.x - (left + 0.2 * (right - left))) <= 2
    assert abs(batuah.x - (left + 0.8 * (right - left))) <= 2


@pytest.mark.parametrize(
    ("codes", "href", "label"),
    [
        ((MELAYU, MELAYU), f"../desa/{MELAYU}.html", "2 KIM, Kelurahan Melayu"),
        (("64.02.06.1001", MELAYU), "../kecamatan/64.02.06.html", "2 KIM, Kecamatan Tenggarong"),
        (("64.02.06.1001", "64.02.05.2001"), "#daftar", "2 KIM"),
    ],
)
def test_kims_at_one_place_share_a_dot(codes: tuple[str, ...], href: str, label: str) -> None:
    points = {code: value for code, value in POINTS.items() if len(code) < 8}
    records = [kim(f"kim-{n}", code) for n, code in enumerate(codes)]
    plans = plan(inputs(*records, atlas=replace(OWN, points=points)))
    made = region(plans, "kabupaten/64.02.html").map
    assert made is not None
    (dot,) = made.dots
    assert (dot.href, dot.label, dot.text) == (href, label, "2")
    if not href.startswith("#"):
        assert href.removeprefix("../") in plans


def test_a_place_known_no_closer_than_the_province_is_on_its_map_alone() -> None:
    lost = kim("satu", "62.08.01.1003")
    assert len(drawn("62", lost, found=BUILT_IN).dots) == 1
    assert not drawn("62.08", lost, found=BUILT_IN).dots


def test_a_kim_without_a_site_has_no_dot() -> None:
    made = region(plan(inputs(kim("satu"), live=set(), atlas=OWN)), "provinsi/64.html").map
    assert made is not None
    assert not made.dots


def every_village(province: str) -> list[Kim]:
    codes = sorted(code for code in villages() if code.startswith(province))
    return [kim(f"kim-{number}", code) for number, code in enumerate(codes)]


def check_crowd(made: RegionMap, count: int) -> None:
    shown = sum(int(dot.text.replace(".", "") or 1) for dot in made.dots)
    assert 0.98 * count <= shown <= count
    assert 1 < len(made.dots) <= 50
    for a, b in combinations(made.dots, 2):
        assert math.hypot(a.x - b.x, a.y - b.y) > a.radius + b.radius, (a.label, b.label)


def test_a_map_stays_small_however_many_kims_there_are() -> None:
    records = every_village("34")
    made = drawn("34", *records, found=BUILT_IN)
    check_crowd(made, len(records))


def test_the_order_of_records_does_not_move_a_dot() -> None:
    records = every_village("34")[::7]
    assert drawn("34", *records, found=BUILT_IN) == drawn("34", *records[::-1], found=BUILT_IN)


# --- cutting -----------------------------------------------------------------------------------

POINT = st.tuples(st.integers(-50, 150), st.integers(-50, 150))
LIMITS = (0, 0, 100, 80)


@given(st.lists(POINT, min_size=3, max_size=12))
def test_what_is_cut_lies_within(ring: list[Grid]) -> None:
    cut = clip(ring, LIMITS)
    assert all(0 <= x <= 100 and 0 <= y <= 80 for x, y in cut)
    assert all(a != b for a, b in pairwise(cut))


def test_cutting_keeps_the_area_that_lies_within() -> None:
    inner = ((10, 10), (60, 10), (60, 50), (10, 50))
    assert clip(inner, LIMITS) == inner
    over = ((-50, 10), (50, 10), (50, 50), (-50, 50))
    assert abs(area(clip(over, LIMITS))) / 2 == 50 * 40
    around = ((-10, -10), (110, -10), (110, 90), (-10, 90))
    assert abs(area(clip(around, LIMITS))) / 2 == 100 * 80
    assert clip(((-30, 5), (-5, 5), (-5, 60)), LIMITS) == ()


def test_neighbours_are_cut_at_the_same_points() -> None:
    left = ((-40, -7), (33, -7), (41, 93), (-40, 93))
    right = ((33, -7), (140, -7), (140, 93), (41, 93))
    shared = [
        {point for point in clip(ring, LIMITS) if 30 < point[0] < 45} for ring in (left, right)
    ]
    assert shared[0] == shared[1]
    assert len(shared[0]) == 2


# --- files ---------------------------------------------------------------------------------------


def test_mistakes_in_an_offices_files_are_reported(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("kode,lat,lng\n64.02,x,y\n", encoding="utf-8")
    (tmp_path / "k.geojson").write_text("{", encoding="utf-8")
    made, found = load_atlas(tmp_path, MapFiles("", "k.geojson", "t.csv"))
    assert [(item.code, item.severity) for item in found] == [
        ("map-file-invalid", Severity.ERROR), ("map-row-skipped", Severity.WARNING),
    ]  # fmt: skip
    assert not made.regencies
    assert len(made.provinces) == 38
    assert made.points["64.02"] == builtin_points()["64.02"]


@pytest.fixture(scope="module")
def office() -> Atlas:
    if not (OFFICE / "titik.csv.gz").is_file():
        pytest.skip("an office's map files are no part of the project (KIMGEN_OFFICE_MAP)")
    made, _ = load_atlas(OFFICE, MapFiles("provinsi.geojson", "kabkota.geojson", "titik.csv.gz"))
    return made


def test_real_files_give_every_region_a_map(office: Atlas) -> None:
    for province in wilayah.children():
        made = sheet(office, province.code)
        assert made is not None
        own = [land for land in made.lands if land.code.startswith(province.code)]
        assert len(own) == len(wilayah.children(province.code)), province
        assert not made.ground
        size = sum(len(land.path) for land in made.lands) + len(made.borders)
        assert size < 14_000, f"{province.title}: {size}"
        assert 200 <= made.height <= 330
    for regency in wilayah.children("81"):
        made = sheet(office, regency.code)
        assert made is not None
        assert regency.code in {land.code for land in made.lands}


def test_all_villages_of_a_province_are_where_they_are(office: Atlas) -> None:
    records = every_village("33")
    made = drawn("33", *records, found=office)
    check_crowd(made, len(records))
    counts = Counter(posixpath.dirname(dot.href) for dot in made.dots)
    assert counts == {"../kabupaten": 35}
    within = [item for item in records if item.village.code.startswith("33.01")]
    assert {posixpath.dirname(dot.href) for dot in drawn("33.01", *within, found=office).dots} == {
        "../kecamatan"
    }


# --- the template ---------------------------------------------------------------------------------


def test_the_page_needs_no_script_and_names_every_link() -> None:
    records = (kim("satu"), kim("dua", BATUAH, name='KIM <b>"Dua"</b>'), kim("tiga"))
    made = inputs(*records, atlas=OWN, summaries={"satu": summary("satu")})
    files, found = render(plan(made).values(), theme(), "id")
    assert not found
    html = next(file.content.decode() for file in files if file.path == "kabupaten/64.02.html")
    svg = ElementTree.fromstring(re.findall(r"<svg.*?</svg>", html, re.DOTALL)[0])
    links = list(svg.iter("a"))
    assert len(links) == 2
    assert all(link.findtext("title") for link in links)
    dots = [link for link in links if link.get("class") == "map-dot"]
    assert {dot.get("tabindex") for dot in dots} == {"-1"}
    assert "<b>" not in html.partition("<svg")[2].partition("</svg>")[0]
    assert not re.search(r"\sstyle=|\son\w+=", html)


def test_an_atlas_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_atlas(tmp_path, MapFiles())
    monkeypatch.setattr(load_map, "load_points", lambda *_: pytest.fail("read again"))
    assert load_atlas(tmp_path, MapFiles()) is first
    monkeypatch.undo()
    files = MapFiles(points="t.csv")
    for lat in (-1, -2):  # the file changes, and with it the stamp
        text = f"kode,lat,lng\n64.02,{lat},116\n"
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        made, _ = load_atlas(tmp_path, files, str(lat))
        assert made.points["64.02"] == (lat, 116)
