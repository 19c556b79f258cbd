"""The built-in map data, and an office's own files."""

from __future__ import annotations

import gzip
import json
import os
import time
from collections import Counter
from pathlib import Path

import pytest

from kimgen import load_map
from kimgen.diagnostics import Diagnostic, Severity
from kimgen.geo import Boundary, Point, inside, locate
from kimgen.wilayah import children, official_province
from kimgen.wilayah.tables import larger_regions, villages
from tests.support import ROOT

OFFICE = Path(os.environ.get("KIMGEN_OFFICE_MAP", ROOT.parent / "shared/peta"))
"""An office's real files, not part of the project: provinsi.geojson, kabkota.geojson,
titik.csv.gz."""


@pytest.fixture(scope="module")
def office() -> Path:
    if not (OFFICE / "titik.csv.gz").is_file():
        pytest.skip("an office's map files are no part of the project (KIMGEN_OFFICE_MAP)")
    return OFFICE


def reasons(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{item.code} {dict(item.params)['reason']}" for item in findings]


# --- built in ------------------------------------------------------------------------


def test_the_built_in_map_has_all_provinces() -> None:
    found = load_map.builtin_provinces()
    assert len(found) == 38
    assert {item.code: item.name for item in found} == {
        item.code: official_province(item.code) for item in children("")
    }


def test_uncertain_borders_are_uncertain_from_both_sides() -> None:
    unsure = {item.code: set(item.uncertain) for item in load_map.builtin_provinces()}
    assert {code for code, others in unsure.items() if others} == {
        "64", "65", "91", "92", "93", "94", "95", "96",
    }  # fmt: skip
    for code, others in unsure.items():
        assert all(code in unsure[other] for other in others)


def test_neighbours_share_their_points() -> None:
    """Borders fit only if both sides have the same corners: every province that has a
    neighbour shares points with it, and no edge has more than two owners."""
    edges: Counter[frozenset[Point]] = Counter()
    owners: dict[frozenset[Point], set[str]] = {}
    for item in load_map.builtin_provinces():
        for ring in (ring for part in item.polygons for ring in part):
            for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
                edge = frozenset((a, b))
                edges[edge] += 1
                owners.setdefault(edge, set()).add(item.code)
    assert max(edges.values()) == 2
    shared = {frozenset(codes) for codes in owners.values() if len(codes) == 2}
    islands = {item.code for item in load_map.builtin_provinces()} - {c for s in shared for c in s}
    assert islands == {"19", "21", "51", "52", "53", "81", "82"}
    assert {frozenset(("93", "95")), frozenset(("64", "65")), frozenset(("92", "96"))} <= shared


def test_each_province_has_a_point_inside() -> None:
    points = load_map.builtin_points()
    for item in load_map.builtin_provinces():
        lat, lng = points[item.code]
        assert inside((lng, lat), [ring for part in item.polygons for ring in part]), item.name


def test_nearly_every_regency_has_its_seat() -> None:
    points = load_map.builtin_points()
    regencies = {code for code in larger_regions() if len(code) == 5}
    seats = {code for code in points if len(code) == 5}
    assert len(regencies) == 514
    assert seats < regencies
    assert regencies - seats == {
        "12.04", "31.72", "31.73", "31.74", "31.75", "62.08", "74.11", "76.01",
    }  # fmt: skip
    assert set(points) - seats == {item.code for item in load_map.builtin_provinces()}


def test_seats_lie_in_their_provinces() -> None:
    wrong = []
    areas = {
        item.code: [ring for part in item.polygons for ring in part]
        for item in load_map.builtin_provinces()
    }
    for code, (lat, lng) in load_map.builtin_points().items():
        home = [other for other, rings in areas.items() if inside((lng, lat), rings)]
        # A harbour may lie a little off the simplified coast, in no province.
        if home not in ([], [code[:2]]):
            wrong.append((code, home))
    # Wiralaga stands on the river that is the border.
    assert wrong == [("18.11", ["16"])]


def test_every_village_has_a_position() -> None:
    points = load_map.builtin_points()
    start = time.perf_counter()
    exact = Counter(getattr(locate(points, code), "precision", "none") for code in villages())
    assert time.perf_counter() - start < 2
    assert sum(exact.values()) == 83_762
    assert set(exact) == {"kabupaten", "provinsi"}
    assert exact["provinsi"] < 1_000


# --- an office's own files --------------------------------------------------------------


def square(code: str, name: str = "x") -> str:
    shape = {"type": "Polygon", "coordinates": [[[107, -7], [108, -7], [108, -6], [107, -7]]]}
    feature = {"type": "Feature", "properties": {"kode": code, "nama": name}, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_without_a_setting_the_built_in_data_is_used(tmp_path: Path) -> None:
    assert load_map.load_provinces(tmp_path, "") == (load_map.builtin_provinces(), ())
    assert load_map.load_regencies(tmp_path, "", ()) == ((), ())
    assert load_map.load_points(tmp_path, "") == (load_map.builtin_points(), ())


@pytest.mark.parametrize("packed", [False, True])
def test_files_may_be_packed(tmp_path: Path, packed: bool) -> None:
    regency, points = square("32.73").encode(), b"\xef\xbb\xbfkode,lat,lng\n32.73,-6.5,107.5\n"
    (tmp_path / "peta").mkdir()
    for name, data in (("peta/a", regency), ("peta/b", points)):
        (tmp_path / name).write_bytes(gzip.compress(data) if packed else data)
    found, findings = load_map.load_regencies(tmp_path, "peta/a", {"32.73"})
    assert [item.code for item in found] == ["32.73"]
    assert not findings
    known, findings = load_map.load_points(tmp_path, "peta/b")
    assert not findings
    assert known["32.73"] == (-6.5, 107.5)
    assert known["33"] == load_map.builtin_points()["33"]


def test_a_map_without_every_province_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "p.geojson").write_text(square("32"), encoding="utf-8")
    found, (finding,) = load_map.load_provinces(tmp_path, "p.geojson")
    assert found == load_map.builtin_provinces()
    assert str(finding.location) == "content/p.geojson"
    assert finding.severity is Severity.ERROR
    assert dict(finding.params) == {
        "name": "p.geojson", "reason": "incomplete", "where": "37: 11, 12, 13, 14, 15, ...",
        "count": "1",
    }  # fmt: skip


def test_rows_that_are_left_out_are_a_warning(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("kode,lat,lng\n32,x,y\n33,-7,110\n", encoding="utf-8")
    points, (finding,) = load_map.load_points(tmp_path, "t.csv")
    assert points["33"] == (-7.0, 110.0)
    assert (finding.severity, finding.code) == (Severity.WARNING, "map-row-skipped")
    assert str(finding.location) == "content/t.csv:2:0"


def test_files_that_cannot_be_read_say_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "folder").mkdir()
    os.mkfifo(content / "pipe")
    (tmp_path / "outside.csv").write_text("kode,lat,lng\n", encoding="utf-8")
    (content / "link.csv").symlink_to(tmp_path / "outside.csv")
    (content / "latin.csv").write_bytes(
        "kode,lat,lng,tempat\n32,-6,107,caf\xe9\n".encode("latin-1")
    )
    (content / "cut.csv.gz").write_bytes(gzip.compress(b"kode,lat,lng\n" * 50)[:-9])
    (content / "big.csv.gz").write_bytes(gzip.compress(b"kode,lat,lng\n" + b" " * 100_000))
    monkeypatch.setattr(load_map, "MOST_BYTES", 50_000)
    expected = {
        "none.csv": "file-unreadable ENOENT",
        "folder": "file-unreadable EISDIR",
        "pipe": "file-unreadable not a regular file",
        "nul\0": "file-unreadable EIO",
        "../outside.csv": "map-file-invalid elsewhere",
        "link.csv": "file-unreadable ELOOP",
        str(tmp_path / "outside.csv"): "map-file-invalid elsewhere",
        "latin.csv": "map-file-invalid not-text",
        "cut.csv.gz": "map-file-invalid not-gzip",
        "big.csv.gz": "map-file-invalid too-large",
    }
    for name, reason in expected.items():
        points, findings = load_map.load_points(content, name)
        assert points == load_map.builtin_points()
        assert reasons(findings) == [reason], name
        assert load_map.load_provinces(content, name)[0] == load_map.builtin_provinces()


# --- real files of an office ------------------------------------------------------------


def test_real_files_are_read(office: Path) -> None:
    start = time.perf_counter()
    provinces, findings = load_map.load_provinces(office, "provinsi.geojson")
    assert not findings
    assert provinces != load_map.builtin_provinces()
    known = {code for code in larger_regions() if len(code) == 5}
    regencies, findings = load_map.load_regencies(office, "kabkota.geojson", known)
    assert not findings
    assert {item.code for item in regencies} == known
    points, findings = load_map.load_points(office, "titik.csv.gz")
    # Its one known fault: a village 354 km off.
    assert reasons(findings) == ["map-row-skipped row-far"]
    assert dict(findings[0].params)["where"] == "kode 81.01.01.2021"
    exact = Counter(getattr(locate(points, code), "precision", "none") for code in villages())
    assert exact == {"desa": 83_402, "kecamatan": 360}
    assert time.perf_counter() - start < 3


def _home(lng: float, lat: float, boxes: list[tuple[Boundary, list[tuple[Point, ...]], tuple[
    float, float, float, float]]]) -> str:  # fmt: skip
    for item, rings, (west, south, east, north) in boxes:
        if west <= lng <= east and south <= lat <= north and inside((lng, lat), rings):
            return item.code
    return ""


def test_villages_lie_in_their_derived_provinces(office: Path) -> None:
    """The check that docs/peta.md reports: of all villages that lie in some province of the
    built-in map, at least 98.5 % lie in their own, and at least 91 % of each province."""
    boxes = []
    for item in load_map.builtin_provinces():
        rings = [ring for part in item.polygons for ring in part]
        xs, ys = [p[0] for r in rings for p in r], [p[1] for r in rings for p in r]
        boxes.append((item, rings, (min(xs), min(ys), max(xs), max(ys))))
    points, _ = load_map.load_points(office, "titik.csv.gz")
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for code in (c for i, c in enumerate(sorted(points)) if len(c) == 13 and i % 10 == 0):
        lat, lng = points[code]
        home = _home(lng, lat, boxes)
        if home:  # the rest lies off a simplified coast, on islands too small for the map
            all_[code[:2]] += 1
            right[code[:2]] += home == code[:2]
    assert len(all_) == 38
    assert sum(right.values()) / sum(all_.values()) > 0.985
    shares = {code: right[code] / all_[code] for code in all_}
    assert min(shares.values()) > 0.9, shares
