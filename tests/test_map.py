"""The national map: sizes, circles, words, and what stands in the page."""

from __future__ import annotations

import gzip
import math
import os
import random
import re
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kimgen import load_map
from kimgen.geo import Boundary, Grid, inside
from kimgen.load_theme import bundled_themes, load_theme
from kimgen.portal import placement
from kimgen.portal.drawing import NATION, WIDTH, Drawing, draw
from kimgen.portal.map import MapView, build_map, legend_for, level_of, steps_for
from kimgen.theme_environment import environment
from kimgen.wilayah.tables import villages
from tests.support import ROOT
from tests.test_geo import read_path

OFFICE = Path(os.environ.get("KIMGEN_OFFICE_MAP", ROOT.parent / "shared/peta"))
CODES = tuple(item.code for item in load_map.builtin_provinces())
COUNTS: dict[str, dict[str, int]] = {
    "none": {},
    "few": {"11": 1, "13": 2, "31": 1, "33": 3, "34": 1, "36": 1, "51": 1, "64": 2, "91": 1},
    "one each": dict.fromkeys(CODES, 1),
    "tens": {code: int(code) * 37 % 60 + 1 for code in CODES},
    "hundreds": {code: int(code) * 37 % 600 + 100 for code in CODES},
    "every village": dict(Counter(code[:2] for code in villages())),
    "more than villages": dict.fromkeys(CODES, 12_345),
}


def link(code: str) -> str:
    return f"wilayah/{code}.html"


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return draw(load_map.builtin_provinces(), load_map.builtin_around())


@pytest.fixture(scope="module")
def office() -> Drawing:
    if not (OFFICE / "provinsi.geojson").is_file():
        pytest.skip("an office's map files are no part of the project (KIMGEN_OFFICE_MAP)")
    found, findings = load_map.load_provinces(OFFICE, "provinsi.geojson")
    assert not findings
    return draw(found, load_map.builtin_around())


def rendered(view: MapView) -> str:
    theme = load_theme("lontar", (bundled_themes(),))
    template = environment(theme).get_template("portal/_map.html")
    return str(template.module.national_map(view))  # type: ignore[attr-defined]


def svg_of(html: str) -> str:
    return html[html.index("<svg") : html.index("</svg>") + 6]


def shapes(drawing: Drawing) -> dict[str, list[tuple[Grid, ...]]]:
    return {item.code: read_path(item.path) for item in drawing.outlines}


# --- outlines --------------------------------------------------------------------------


def test_no_province_vanishes(drawing: Drawing) -> None:
    assert [item.code for item in sorted(drawing.outlines, key=lambda o: o.code)] == list(CODES)
    assert all(item.path.startswith("m") and item.path.endswith("z") for item in drawing.outlines)
    east = [item.anchor[0] for item in drawing.outlines]
    assert east == sorted(east)


def test_the_map_is_small_whatever_it_shows(drawing: Drawing) -> None:
    for counts in COUNTS.values():
        svg = svg_of(rendered(build_map(drawing, counts, link))).encode()
        assert len(svg) < 40_000
        assert len(gzip.compress(svg)) < 12_000


def test_an_office_s_map_is_small_too(office: Drawing) -> None:
    svg = svg_of(rendered(build_map(office, COUNTS["tens"], link))).encode()
    assert len(svg) < 60_000
    assert len(gzip.compress(svg)) < 25_000


def test_a_map_in_full_detail_is_made_simple(drawing: Drawing) -> None:
    """As an office may export it: twenty times the points, a coast like lace."""
    detailed = [_lace(item) for item in load_map.builtin_provinces()]
    points = sum(len(ring) for item in detailed for part in item.polygons for ring in part)
    assert points > 140_000
    start = time.perf_counter()
    simple = draw(detailed, load_map.builtin_around())
    assert time.perf_counter() - start < 8
    svg = svg_of(rendered(build_map(simple, COUNTS["tens"], link))).encode()
    assert len(svg) < 60_000
    assert len(gzip.compress(svg)) < 25_000
    assert simple.borders


def _lace(item: Boundary) -> Boundary:
    """Nineteen points between any two, moved about; the same for both neighbours."""

    def between(a: tuple[float, float], b: tuple[float, float]) -> list[tuple[float, float]]:
        low, high = min(a, b), max(a, b)
        chance = random.Random(f"{low}{high}")
        size = math.dist(low, high) / 15
        line = [
            (
                low[0] + (high[0] - low[0]) * part / 20 + chance.uniform(-size, size),
                low[1] + (high[1] - low[1]) * part / 20 + chance.uniform(-size, size),
            )
            for part in range(1, 20)
        ]
        return [a, *(line if a == low else line[::-1])]

    polygons = tuple(
        tuple(
            tuple(
                point
                for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
                for point in between(a, b)
            )
            for ring in part
        )
        for part in item.polygons
    )
    return Boundary(item.code, item.name, polygons, item.uncertain)


@pytest.mark.parametrize("source", ["drawing", "office"])
def test_provinces_neither_overlap_nor_gap(source: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(source)
    areas = shapes(drawing)
    chance = random.Random(7)
    for _ in range(1_500):
        x, y = chance.uniform(0, drawing.width), chance.uniform(0, drawing.height)
        assert sum(inside((x, y), rings) for rings in areas.values()) < 2, (x, y)
    gaps = []
    for line in read_path(drawing.borders) + read_path(drawing.uncertain_borders):
        for (x0, y0), (x1, y1) in pairwise(line):
            # Just left and right of the middle of a border there is land on both sides.
            length = math.dist((x0, y0), (x1, y1))
            dx, dy = (y1 - y0) / length / 8, (x0 - x1) / length / 8
            for sign in (-1, 1):
                point = ((x0 + x1) / 2 + sign * dx, (y0 + y1) / 2 + sign * dy)
                if not any(inside(point, rings) for rings in areas.values()):
                    gaps.append(point)
    assert len(gaps) <= 2, gaps  # a border may run along the coast for a unit


def test_a_region_too_small_for_the_map_is_still_a_link() -> None:
    speck = ((106.8, -6.2), (106.801, -6.2), (106.8, -6.199))
    outline = draw([Boundary("31", "DKI Jakarta", ((speck,),))]).outlines[0]
    ((*corners,),) = read_path(outline.path)
    assert len(corners) == 4
    assert inside(outline.anchor, (corners,))


def test_the_drawing_does_not_depend_on_order(drawing: Drawing) -> None:
    turned = draw(load_map.builtin_provinces()[::-1], load_map.builtin_around())
    assert turned == drawing


def test_other_bounds_show_other_maps() -> None:
    java = [item for item in load_map.builtin_provinces() if item.code.startswith("3")]
    near = draw(java, bounds=(105.0, -9.0, 115.0, -5.5))
    assert near.width == WIDTH
    assert not near.seas
    assert len(near.outlines[0].path) > 0
    assert draw(java, bounds=NATION).seas


# --- circles ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("source", ["drawing", "office"])
def test_circles_never_touch(name: str, source: str, request: pytest.FixtureRequest) -> None:
    drawing: Drawing = request.getfixturevalue(source)
    view = build_map(drawing, COUNTS[name], link)
    circles = [p for p in view.provinces if p.radius]
    assert len(circles) == len(COUNTS[name])
    for number, a in enumerate(circles):
        assert a.radius <= a.label_x <= view.width - a.radius
        assert a.radius <= a.label_y <= view.height - a.radius
        for b in circles[number + 1 :]:
            distance = math.dist((a.label_x, a.label_y), (b.label_x, b.label_y))
            assert distance >= a.radius + b.radius, (a.name, b.name)


def test_a_circle_that_moved_has_a_line_to_its_province(drawing: Drawing) -> None:
    view = build_map(drawing, COUNTS["one each"], link)
    anchors = {item.code: item.anchor for item in drawing.outlines}
    ends = {line[0]: line[1] for line in read_lines(view.leaders)}
    moved = {
        p.code
        for p in view.provinces
        if math.dist(anchors[p.code], (p.label_x, p.label_y)) > p.radius + 1
    }
    assert "31" in moved  # Jakarta is smaller than its circle
    for code in moved:
        province = next(p for p in view.provinces if p.code == code)
        x, y = anchors[code]
        assert ends[round(x), round(y)] == (province.label_x, province.label_y)
    assert len(ends) < 8
    # The roomy ones stay where they are.
    assert not moved & {"33", "35", "61", "62", "64", "93", "94"}


def read_lines(d: str) -> list[tuple[Grid, Grid]]:
    return [(line[0], line[1]) for line in read_path(d)]


def test_moved_circles_prefer_the_sea(drawing: Drawing) -> None:
    view = build_map(drawing, {"31": 1, "32": 1, "36": 1, "33": 1, "34": 1}, link)
    areas = shapes(drawing)
    jakarta = next(p for p in view.provinces if p.code == "31")
    assert not any(inside((jakarta.label_x, jakarta.label_y), rings) for rings in areas.values())


def test_a_full_sea_is_no_reason_to_fail() -> None:
    raster = placement.rasterise([[((0, 0), (40, 0), (40, 40), (0, 40))]], 40, 40)
    crowd = [placement.Circle(0, (20, 20), 20, 19), placement.Circle(1, (20, 20), 0, 19)]
    assert placement.place(crowd, raster, 40, 40) == [(20, 20), (20, 20)]


def test_the_map_is_made_in_no_time(drawing: Drawing) -> None:
    start = time.perf_counter()
    draw(load_map.builtin_provinces(), load_map.builtin_around())
    build_map(drawing, COUNTS["every village"], link)
    assert time.perf_counter() - start < 1


# --- words and colours ----------------------------------------------------------------------


@pytest.mark.parametrize("largest", [0, 1, 3, 5, 6, 25, 26, 99, 100, 101, 500, 501, 8_579, 83_762])
def test_steps_are_five_and_rise(largest: int) -> None:
    steps = steps_for(largest)
    assert len(steps) == 5
    assert list(steps) == sorted(set(steps))
    assert steps[0] == 1
    assert level_of(0, steps) == 0
    assert level_of(1, steps) == 1 or not largest
    # The colours are used: the largest count has at least the third of the five.
    if largest >= 5:
        assert level_of(largest, steps) >= 3


def test_the_legend_names_every_colour_once() -> None:
    for counts in COUNTS.values():
        largest = max(counts.values(), default=0)
        steps = steps_for(largest)
        legend = legend_for(steps, largest, "id", str)
        assert {level_of(count, steps) for count in (0, *counts.values())} <= {
            item.level for item in legend
        }
        assert len({item.text for item in legend}) == len(legend)
    assert [item.text for item in legend_for((1, 10, 25, 50, 75), 80, "id", str)] == [
        "Belum ada KIM", "1–9 KIM", "10–24 KIM", "25–49 KIM", "50–74 KIM", "75 KIM atau lebih",
    ]  # fmt: skip
    assert [item.text for item in legend_for((1, 2, 3, 4, 5), 2, "id", str)] == [
        "Belum ada KIM", "1 KIM", "2 KIM",
    ]  # fmt: skip


def test_provinces_say_what_they_are(drawing: Drawing) -> None:
    names = {"33": "Jawa Tengah", "31": "DKI Jakarta"}
    view = build_map(drawing, {"33": 8_579}, link, names)
    by_code = {p.code: p for p in view.provinces}
    assert by_code["33"].label == "Jawa Tengah: 8.579 KIM"
    assert by_code["33"].text == "8.579"
    assert by_code["33"].level == 5
    assert by_code["31"].label == "DKI Jakarta: belum ada KIM"
    assert (by_code["31"].level, by_code["31"].radius, by_code["31"].text) == (0, 0, "")
    assert by_code["31"].href == "wilayah/31.html"
    english = build_map(drawing, {"33": 12_345}, link, lang="en")
    assert next(p.text for p in english.provinces if p.code == "33") == "12.3k"


def test_uncertain_borders_are_drawn_apart_and_explained(drawing: Drawing) -> None:
    view = build_map(drawing, {}, link)
    assert view.uncertain_borders
    assert view.note == "Garis putus-putus: batas perkiraan, bukan batas resmi."
    sure = [Boundary(b.code, b.name, b.polygons) for b in load_map.builtin_provinces()]
    plain = build_map(draw(sure), {}, link)
    assert (plain.uncertain_borders, plain.note) == ("", "")
    assert len(plain.borders) > len(view.borders)


# --- the template -----------------------------------------------------------------------------


def test_the_page_holds_a_list_of_links_and_no_script(drawing: Drawing) -> None:
    view = build_map(drawing, COUNTS["tens"], link)
    html = rendered(view)
    assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:", html)
    root = ElementTree.fromstring(html)
    links = [item for item in root.iter("a") if (item.get("class") or "").startswith("map-land")]
    assert [item.get("href") for item in links] == [p.href for p in view.provinces]
    assert [item.findtext("title") for item in links] == [p.label for p in view.provinces]
    assert all(item.get("tabindex") is None for item in links)
    again = [item for item in root.iter("a") if item.get("class") == "map-count"]
    assert len(again) == 38
    assert {item.get("tabindex") for item in again} == {"-1"}
    ids = [item.attrib["id"] for item in root.iter() if "id" in item.attrib]
    jumps = [
        str(item.get("href"))[1:] for item in root.iter("a") if item.get("href", "")[:1] == "#"
    ]
    assert sorted(ids) == sorted(jumps) == ["peta-barat", "peta-tengah", "peta-timur"]
    assert [step.text for step in view.legend] == [
        "".join(item.itertext()) for item in root.findall("ul[@class='map-legend']/li")
    ][: len(view.legend)]


def test_names_are_escaped(drawing: Drawing) -> None:
    view = build_map(drawing, {}, lambda code: f'x"><b>{code}', {"33": "<script>&"})
    html = rendered(view)
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;&amp;: belum ada KIM" in html


def test_every_class_of_the_templates_is_in_the_style_sheet() -> None:
    theme = bundled_themes() / "lontar"
    template = "".join(
        (theme / "templates/portal" / name).read_text(encoding="utf-8")
        for name in ("_map.html", "_regionmap.html")
    )
    css = (theme / "static/portal/map.css").read_text(encoding="utf-8")
    names = {name for found in re.findall(r'class="([^"{]+)', template) for name in found.split()}
    names = (names - {"map-"}) | {f"map-{level}" for level in range(6)}  # class="map-{{ level }}"
    names |= {"map-full", "map-empty"}  # class="map-{{ role }}"
    assert len(names) > 20
    assert not [name for name in names if not re.search(rf"\.{name}\b", css)]
