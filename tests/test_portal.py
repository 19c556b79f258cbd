"""The national portal: what counts, what is listed, where links lead."""

from __future__ import annotations

import json
import posixpath
import random
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from types import FrameType
from urllib.parse import unquote, urlsplit

import pytest

from kimgen import wilayah
from kimgen.load_map import builtin_around, builtin_provinces
from kimgen.load_theme import load_theme, theme_folders
from kimgen.model import Bidang, Decree, Hosts, Kim, MapFiles, Portal, Village, WebLink
from kimgen.plan import FilePlan, PagePlan, Plan
from kimgen.portal.build import build_portal
from kimgen.portal.drawing import Drawing, draw
from kimgen.portal.fold import Nation, fold, when_of
from kimgen.portal.inputs import Nationwide, PortalInputs
from kimgen.portal_views import (
    DirectoryView,
    FieldView,
    PortalHome,
    PortalNewsView,
    PortalView,
    RegionView,
)
from kimgen.render import RenderError, render
from kimgen.summary import PostBrief, SiteSummary, headline
from kimgen.theme import Theme

TODAY = date(2026, 11, 24)
MELAYU = "64.02.06.1005"
"""Kelurahan Melayu, Kutai Kartanegara: WITA."""
PARIANGAN = "13.04.09.2005"
"""A nagari: WIB."""
PORTAL = Portal(
    title="Portal KIM Uji",
    description="Kabar desa untuk diuji.",
    fields=(Bidang("pertanian", "Pertanian"), Bidang("umkm", "UMKM")),
)
_SKIPPED = ("http://", "https://", "geo:", "mailto:", "data:", "#")


@cache
def theme() -> Theme:
    return load_theme("lontar", theme_folders(None))


@cache
def drawing() -> Drawing:
    return draw(builtin_provinces(), builtin_around())


def village(code: str, **fields: object) -> Village:
    place = wilayah.locality(code)
    assert place is not None, code
    made = Village(
        code, place.name, place.unit, place.district.title, place.regency.title,
        place.province.name, place.zone.name, place.zone.offset,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def kim(label: str, code: str = MELAYU, **fields: object) -> Kim:
    made = Kim(
        label=label,
        folder=f"x/{label}",
        village=village(code),
        name=f"KIM {label.title()}",
        number=f"{code.replace('.', '')}01",
        decree=Decree("1/2026", date(2026, 1, 2)),
        fields=("pertanian",),
        members=10,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def summary(label: str, *moments: str, posts: int | None = None) -> SiteSummary:
    latest = tuple(
        PostBrief(f"Kabar {label} {m}", f"berita/{n}.html", "berita", m[:10], m, "Isi.", "id")
        for n, m in enumerate(moments)
    )
    return SiteSummary(label, len(moments) if posts is None else posts, (), (), latest)


def nationwide(
    records: Iterable[Kim], summaries: Mapping[str, SiteSummary], live: frozenset[str]
) -> Nationwide:
    kims = {item.label: item for item in records}
    lines = tuple(headline(item, summaries.get(item.label)) for item in kims.values())
    return Nationwide(lines, kims, summaries, live)


def inputs(*records: Kim, live: set[str] | None = None, **fields: object) -> PortalInputs:
    summaries = fields.pop("summaries", {item.label: summary(item.label) for item in records})
    made = PortalInputs(
        portal=PORTAL,
        hosts=Hosts(),
        known=nationwide(
            records,
            summaries,  # type: ignore[arg-type]
            frozenset({item.label for item in records} if live is None else live),
        ),
        today=TODAY,
        theme=theme(),
        drawing=drawing(),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def plan(made: PortalInputs) -> dict[str, Plan]:
    made_of = build_portal(made)
    plans = tuple(made_of.plans)
    assert not made_of.found, made_of.found
    assert len({item.path.casefold() for item in plans}) == len(plans)
    return {item.path: item for item in plans}


def page(plans: dict[str, Plan], path: str) -> PagePlan:
    found = plans[path]
    assert isinstance(found, PagePlan)
    return found


def region(plans: dict[str, Plan], path: str) -> RegionView:
    view = page(plans, path).page
    assert isinstance(view, RegionView)
    return view


def front(plans: dict[str, Plan]) -> PortalHome:
    view = page(plans, "index.html").page
    assert isinstance(view, PortalHome)
    return view


def content(plans: dict[str, Plan], path: str) -> bytes:
    found = plans[path]
    assert isinstance(found, FilePlan)
    return found.content


# --- what is listed, what counts ------------------------------------------------------

STATUSES = (
    kim("aktif", members=7),
    kim("lama", status="nonaktif", members=5),
    kim("nanti", status="menunggu", members=100),
    kim("tanpa-sk", decree=None, members=100),
    kim("tanpa-nomor", number="", members=100),
    kim("batal", status="dicabut", members=100),
    kim("belum-jadi", members=100),
)


def test_only_registered_and_inactive_kims_are_listed() -> None:
    live = {item.label for item in STATUSES} - {"belum-jadi"}
    plans = plan(inputs(*STATUSES, live=live))
    cards = {card.name: card for card in region(plans, f"desa/{MELAYU}.html").kims}
    assert set(cards) == {"KIM Aktif", "KIM Lama", "KIM Belum-Jadi"}
    assert cards["KIM Aktif"].href == "https://aktif.kim.id/index.html"
    assert cards["KIM Aktif"].status.code == "terdaftar"
    assert cards["KIM Lama"].status.code == "nonaktif"
    assert cards["KIM Lama"].status.text == "Tidak aktif"
    assert cards["KIM Belum-Jadi"].href == "", "nothing to link to"


def test_only_kims_with_a_site_are_counted() -> None:
    live = {item.label for item in STATUSES} - {"belum-jadi"}
    summaries = {item.label: summary(item.label, posts=3) for item in STATUSES}
    made = inputs(*STATUSES, live=live, summaries=summaries)
    total = fold(made).total
    assert (total.kims, total.members, total.posts) == (2, 12, 6)
    counters = {item.text: item.value for item in front(plan(made)).counters}
    assert counters["KIM"] == "2"
    assert counters["anggota"] == "12"
    assert counters["tulisan"] == "6"


def test_a_withdrawn_or_waiting_kim_leaves_no_trace() -> None:
    hidden = (kim("nanti", status="menunggu"), kim("batal", PARIANGAN, status="dicabut"))
    news = {item.label: summary(item.label, "2026-11-20") for item in hidden}
    plans = plan(inputs(*hidden, summaries=news))
    files, _ = render(plans.values(), theme(), "id")
    for file in files:
        assert b"nanti.kim.id" not in file.content
        assert b"batal.kim.id" not in file.content
    assert f"desa/{MELAYU}.html" not in plans
    assert "provinsi/13.xml" not in plans


def test_three_kims_share_a_village() -> None:
    records = [kim(label, members=n) for n, label in enumerate(("c", "a", "b"), 1)]
    plans = plan(inputs(*records, kim("lain", PARIANGAN)))
    view = region(plans, f"desa/{MELAYU}.html")
    assert [card.name for card in view.kims] == ["KIM A", "KIM B", "KIM C"]
    assert [(c.value, c.text) for c in view.counters] == [
        ("3", "KIM"), ("6", "anggota"), ("0", "tulisan"),
    ]  # fmt: skip
    counters = {item.text: item.value for item in front(plans).counters}
    assert counters["KIM"] == "4"
    assert counters["desa/kelurahan"] == counters["provinsi"] == "2"


def test_a_bidang_named_twice_counts_once() -> None:
    one = kim("satu", fields=("umkm", "UMKM", "tenun ikat", "織"))
    nation = fold(inputs(one))
    assert [(item.name, item.tally.kims) for item in nation.fields] == [
        ("Pertanian", 0), ("UMKM", 1), ("tenun ikat", 1),
    ]  # fmt: skip
    card = region(plan(inputs(one)), f"desa/{MELAYU}.html").kims[0]
    assert [(item.text, item.href) for item in card.fields] == [
        ("UMKM", "../bidang/umkm.html"), ("tenun ikat", "../bidang/tenun-ikat.html"), ("織", ""),
    ]  # fmt: skip


# --- counts against an independent count ----------------------------------------------


def many(count: int, seed: int = 1) -> PortalInputs:
    """`count` KIMs of every status all over the country, three villages with several."""
    chance = random.Random(seed)
    provinces = wilayah.children()
    codes: list[str] = []
    while len(codes) < min(count, 400):
        code = chance.choice(provinces).code
        while len(code) < 13:
            code = chance.choice(wilayah.children(code)).code
        codes.append(code)
    records, summaries = [], {}
    for number in range(count):
        label = f"kim-{number}"
        status = chance.choice(("terdaftar",) * 6 + ("nonaktif", "menunggu", "dicabut"))
        records.append(
            kim(
                label,
                codes[number % len(codes)],
                status=status,
                members=chance.choice((None, 3, 25)),
                fields=tuple(chance.sample(("pertanian", "umkm", "wisata"), chance.randint(0, 2))),
                decree=Decree("1", date(2024, 1 + number % 12, 1 + number % 28)),
            )
        )
        moments = sorted(f"2026-{m:02}-{chance.randint(1, 28):02}" for m in range(1, 8))[::-1]
        summaries[label] = summary(label, *moments, posts=chance.randint(7, 90))
    live = {item.label for item in records if chance.random() < 0.9}
    return inputs(*records, live=live, summaries=summaries)


def counted(made: PortalInputs) -> list[Kim]:
    return [
        item
        for item in made.known.kims.values()
        if item.label in made.known.live and item.status in ("terdaftar", "nonaktif")
    ]


def test_counts_agree_with_an_independent_count() -> None:
    made = many(300)
    plans = plan(made)
    alive = counted(made)
    assert len(alive) > 150

    def figures(prefix: str) -> tuple[int, int, int]:
        inside = [item for item in alive if item.village.code.startswith(prefix)]
        return (
            len(inside),
            sum(item.members or 0 for item in inside),
            sum(made.known.summaries[item.label].posts for item in inside),
        )

    def shown(values: dict[str, str]) -> tuple[int, int, int]:
        return tuple(  # type: ignore[return-value]
            int(values[word].replace(".", "")) for word in ("KIM", "anggota", "tulisan")
        )

    home = front(plans)
    counters = {item.text: item.value for item in home.counters}
    assert shown(counters) == figures("")
    sizes = {2: "provinsi", 5: "kabupaten/kota", 8: "kecamatan", 13: "desa/kelurahan"}
    for size, word in sizes.items():
        assert int(counters[word]) == len({item.village.code[:size] for item in alive})
    for row in home.provinces:
        assert (row.kims, row.posts) == (figures(row.code)[0], figures(row.code)[2])
    assert {p.code: p.count for p in home.map.provinces} == {
        row.code: row.kims for row in home.provinces
    }
    checked = 0
    for item in plans.values():
        if not isinstance(item, PagePlan) or not isinstance(item.page, RegionView):
            continue
        view = item.page
        if view.counters and view.code:
            assert shown({c.text: c.value for c in view.counters}) == figures(view.code)
            checked += 1
        for child in view.children if view.code else ():
            assert (child.kims, child.posts) == (figures(child.code)[0], figures(child.code)[2])
    assert checked > 100
    for row in home.fields:
        code = posixpath.basename(row.href).removesuffix(".html")
        assert row.kims == sum(code in item.fields for item in alive)


def test_the_directory_lists_every_kim_once() -> None:
    made = many(700)
    plans = plan(made)
    names: list[str] = []
    pages = 0
    for number in range(1, 100):
        path = "kim/index.html" if number == 1 else f"kim/index.{number}.html"
        if path not in plans:
            break
        view = page(plans, path).page
        assert isinstance(view, DirectoryView)
        assert view.pager.number == number
        shown = [card for group in view.groups for card in group.kims]
        assert len(shown) <= 200
        names += [card.name for card in shown]
        pages += 1
    records = made.known.kims.values()
    listed = [item for item in records if item.is_live or item.status == "nonaktif"]
    assert pages == -(-len(listed) // 200) > 1
    assert sorted(names) == sorted(item.name for item in listed)
    second = page(plans, "kim/index.2.html").page
    assert isinstance(second, DirectoryView)
    assert second.head.prev == "../kim/index.html"
    assert second.groups[0].title.endswith(" (lanjutan)")


# --- pages and links --------------------------------------------------------------------


class Anchors(HTMLParser):
    """Collects every address and id of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            elif name == "id" and value:
                self.ids.append(value)


@pytest.mark.parametrize("count", [0, 60])
def test_every_internal_link_leads_to_a_file(count: int) -> None:
    plans = plan(many(count))
    files, found = render(plans.values(), theme(), "id")
    assert not found, found
    paths = {file.path for file in files}
    assert paths == set(plans)
    pages = links = 0
    for file in files:
        if not file.path.endswith(".html"):
            continue
        anchors = Anchors()
        anchors.feed(file.content.decode())
        assert len(set(anchors.ids)) == len(anchors.ids), file.path
        pages += 1
        for link in anchors.links:
            if link.startswith(_SKIPPED):
                continue
            target = unquote(urlsplit(link).path)
            base = "" if file.path == "404.html" else posixpath.dirname(file.path)
            assert target.startswith("/") == (file.path == "404.html"), link
            full = posixpath.normpath(posixpath.join(base, target.removeprefix("/")))
            assert full in paths, f"{file.path}: {link}"
            links += 1
    assert pages >= 38 + 6
    assert links > 300


def test_every_province_has_a_page_and_a_place_on_the_map() -> None:
    plans = plan(inputs(kim("satu")))
    home = front(plans)
    codes = [item.code for item in wilayah.children()]
    assert len(codes) == 38
    assert [row.code for row in home.provinces] == codes
    assert sorted(item.code for item in home.map.provinces) == codes
    for item in home.map.provinces:
        assert item.href == f"provinsi/{item.code}.html"
        assert item.href in plans
    empty = region(plans, "provinsi/95.html")
    assert not empty.counters
    assert "menunggu KIM pertamanya" in empty.parent
    full = region(plans, "provinsi/64.html")
    assert [row.href for row in full.children] == ["../kabupaten/64.02.html"]


def test_a_village_says_where_it_is() -> None:
    nagari = village(
        PARIANGAN,
        unit="Nagari",
        coordinates=(-0.45, 100.49),
        links=(WebLink("Situs nagari", "https://pariangan.example/profil"),),
    )
    plans = plan(inputs(kim("satu", village=nagari)))
    view = region(plans, f"desa/{PARIANGAN}.html")
    assert view.title == "Nagari Pariangan"
    assert [link.text for link in view.trail] == [
        "Beranda", "Sumatera Barat", "Kabupaten Tanah Datar", "Kecamatan Pariangan",
        "Nagari Pariangan",
    ]  # fmt: skip
    assert [link.current for link in view.trail] == [False] * 4 + [True]
    assert view.trail[1].href == "../provinsi/13.html"
    facts = {fact.term: fact for fact in view.facts}
    assert facts["Zona waktu"].text == "WIB"
    assert facts["Titik koordinat"].href == "geo:-0.45,100.49"
    assert facts["Situs nagari"].text == "pariangan.example"
    data = json.loads(str(view.head.jsonld))
    last = data["@graph"][0]["itemListElement"][-1]
    assert last["item"] == f"https://kim.id/desa/{PARIANGAN}.html" == view.head.canonical


def test_a_crowded_province_shows_the_busiest_and_says_so() -> None:
    records = [kim(f"kim-{number:03}") for number in range(120)]
    news = {item.label: summary(item.label) for item in records}
    news["kim-119"] = summary("kim-119", "2026-11-20")
    plans = plan(inputs(*records, summaries=news))
    province = region(plans, "provinsi/64.html")
    assert len(province.kims) == 100
    assert province.kims[0].name == "KIM Kim-119"
    assert "100 KIM yang paling baru menulis" in province.parent
    assert province.counters[0].value == "120"
    assert len(region(plans, f"desa/{MELAYU}.html").kims) == 120


# --- news, feeds, files -------------------------------------------------------------------


def test_news_is_newest_first_all_over_the_country() -> None:
    records = (kim("barat", PARIANGAN), kim("tengah"))
    news = {
        "barat": summary("barat", "2026-11-24T09:30:00+07:00", "2026-11-20"),
        "tengah": summary("tengah", "2026-11-24T10:00:00+08:00", "2026-11-24", "2026-11-21"),
    }
    plans = plan(inputs(*records, summaries=news))
    view = page(plans, "kabar.html").page
    assert isinstance(view, PortalNewsView)
    assert [(item.kim.text, item.date.iso) for item in view.news] == [
        ("KIM Barat", "2026-11-24T09:30:00+07:00"),  # 02.30 UTC
        ("KIM Tengah", "2026-11-24T10:00:00+08:00"),  # 02.00 UTC
        ("KIM Tengah", "2026-11-24"),
        ("KIM Tengah", "2026-11-21"),
        ("KIM Barat", "2026-11-20"),
    ]
    assert view.news[1].date.text == "Selasa, 24 November 2026, 10.00 WITA"
    assert view.news[1].href == "https://tengah.kim.id/berita/0.html"
    assert view.news[1].place == "Kelurahan Melayu, Kabupaten Kutai Kartanegara"


def test_lists_of_news_have_their_lengths() -> None:
    records = [kim(f"kim-{n}") for n in range(10)]
    days = [f"2026-10-{day:02}" for day in range(28, 18, -1)]
    plans = plan(inputs(*records, summaries={k.label: summary(k.label, *days) for k in records}))
    view = page(plans, "kabar.html").page
    field = page(plans, "bidang/pertanian.html").page
    assert isinstance(view, PortalNewsView)
    assert isinstance(field, FieldView)
    assert len(view.news) == 50
    assert len(front(plans).news) == 12
    assert len(field.news) == len(region(plans, "provinsi/64.html").news) == 12


def test_a_bare_day_stays_in_its_own_zone() -> None:
    assert when_of("2026-11-24", village(MELAYU).offset).offset == 480
    assert when_of("2026-11-24T10:00:00+08:00", village(PARIANGAN).offset).zone == "WITA"


def test_feeds_name_the_posts_of_their_region() -> None:
    records = (kim("barat", PARIANGAN), kim("tengah", name="KIM <Tengah> & Co"))
    news = {item.label: summary(item.label, "2026-11-24", "2026-11-20") for item in records}
    plans = plan(inputs(*records, summaries=news))
    atom = "{http://www.w3.org/2005/Atom}"

    def ids(path: str) -> list[str]:
        tree = ET.fromstring(content(plans, path))
        return [str(entry.findtext(f"{atom}id")) for entry in tree.iter(f"{atom}entry")]

    assert len(ids("feed.xml")) == 4
    assert ids("provinsi/13.xml") == [
        "https://barat.kim.id/berita/0.html", "https://barat.kim.id/berita/1.html",
    ]  # fmt: skip
    assert region(plans, "provinsi/13.html").feed is not None
    assert region(plans, "provinsi/95.html").feed is None
    assert "provinsi/95.xml" not in plans
    data = json.loads(content(plans, "feed.json"))
    assert data["home_page_url"] == "https://kim.id/"
    assert len(data["items"]) == 4
    tengah = next(item for item in data["items"] if "tengah" in item["url"])
    assert tengah["authors"] == [{"name": "KIM <Tengah> & Co"}]
    assert tengah["date_published"] == "2026-11-24T12:00:00+08:00"


def test_the_sitemap_names_every_page_but_the_one_for_wrong_addresses() -> None:
    made = inputs(kim("satu"), summaries={"satu": summary("satu", "2026-11-20")})
    plans = plan(made)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = {
        str(item.findtext(f"{space}loc")): item.findtext(f"{space}lastmod")
        for item in ET.fromstring(content(plans, "sitemap.xml"))
    }
    pages = {item.path for item in plans.values() if isinstance(item, PagePlan)}
    expected = {f"https://kim.id/{path}" for path in pages - {"404.html", "index.html"}}
    assert set(urls) == expected | {"https://kim.id/"}
    assert urls[f"https://kim.id/desa/{MELAYU}.html"] == "2026-11-20"
    assert urls["https://kim.id/provinsi/95.html"] is None
    assert b"Sitemap: https://kim.id/sitemap.xml" in content(plans, "robots.txt")


def test_a_sitemap_that_grows_too_large_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kimgen.portal.machine.MOST_URLS", 30)
    plans = plan(inputs(kim("satu")))
    names = sorted(path for path in plans if path.startswith("sitemap."))
    assert names[:2] == ["sitemap.1.xml", "sitemap.2.xml"]
    index = content(plans, "sitemap.xml").decode()
    assert "https://kim.id/sitemap.2.xml" in index
    urls = sum(content(plans, name).count(b"<url>") for name in names if name != "sitemap.xml")
    assert urls == sum(isinstance(item, PagePlan) for item in plans.values()) - 1


def test_an_example_asks_not_to_be_indexed() -> None:
    for example in (True, False):
        plans = plan(inputs(kim("satu"), portal=replace(PORTAL, example=example)))
        for item in plans.values():
            if isinstance(item, PagePlan):
                robots = item.page.head.robots  # type: ignore[attr-defined]
                hidden = example or item.path == "404.html"
                assert robots == ("noindex" if hidden else ""), item.path
                assert isinstance(item.site, PortalView)
                assert bool(item.site.example) == example


def test_the_style_sheet_is_named_by_its_content() -> None:
    plans = plan(inputs())
    styles = [path for path in plans if path.startswith("aset/style.")]
    assert len(styles) == 1
    view = page(plans, "kim/index.html").site
    assert isinstance(view, PortalView)
    assert view.css == f"../{styles[0]}"
    assert content(plans, styles[0])


def test_without_a_style_sheet_there_is_no_portal() -> None:
    broken = Theme("rusak", "Rusak", 1, (("portal/style.css", "a{{ site.nothing }}"),), (), theme())
    with pytest.raises(RenderError) as error:
        build_portal(inputs(kim("satu"), theme=broken))
    where = error.value.diagnostic.location
    assert str(where).startswith("themes/rusak/templates/portal/style.css:1")


def test_credits_name_the_source_of_the_borders_shown() -> None:
    def texts(portal: Portal) -> str:
        view = page(plan(inputs(portal=portal)), "index.html").site
        assert isinstance(view, PortalView)
        return " ".join(link.text for link in view.credits)

    assert "Natural Earth" in texts(PORTAL)
    assert "Natural Earth" not in texts(replace(PORTAL, map=MapFiles(provinces="peta/a.geojson")))


def test_the_portal_speaks_english() -> None:
    made = inputs(kim("satu"), portal=replace(PORTAL, lang="en"))
    view = page(plan(made), "index.html").site
    assert isinstance(view, PortalView)
    assert [link.text for link in view.menu] == ["Home", "News", "All KIM", "Fields", "About"]


# --- order and speed -------------------------------------------------------------------------


def test_the_order_of_records_does_not_matter() -> None:
    made = many(120)
    mixed = list(made.known.headlines)
    random.Random(3).shuffle(mixed)
    other = replace(made, known=replace(made.known, headlines=tuple(mixed)))
    assert list(plan(made).items()) == list(plan(other).items())
    assert build_portal(made).keys == build_portal(other).keys


def test_folding_is_not_quadratic() -> None:
    def calls(count: int) -> tuple[int, Nation]:
        """(calls of functions that a fold makes, the fold)"""
        made, number = many(count), 0

        def count_call(frame: FrameType, event: str, argument: object) -> None:
            nonlocal number
            number += "call" in event

        sys.setprofile(count_call)
        try:
            nation = fold(made)
        finally:
            sys.setprofile(None)
        return number, nation

    few, _ = calls(500)
    lots, nation = calls(8_000)
    assert len(nation.total.entries) > 4_000
    assert lots < 24 * few, "16 times the KIMs may not cost 256 times the work"


def test_news_reads_few_summaries_and_is_what_sorting_all_gives() -> None:
    made = many(400)
    asked: list[str] = []

    class Noted(dict[str, SiteSummary]):
        def get(self, label: str, default: object = None) -> SiteSummary | None:  # type: ignore[override]
            asked.append(label)
            return super().get(label)

    total = fold(made).total
    found = total.news(Noted(made.known.summaries))
    every = [
        (when_of(brief.moment, entry.head.offset), entry.label, brief.permalink)
        for entry in total.entries
        if entry.live
        for brief in made.known.summaries[entry.label].latest
    ]
    every.sort(key=lambda item: (
        -item[0].date.toordinal(), item[0].time is None,
        -item[0].instant if item[0].time else 0, *item[1:],
    ))  # fmt: skip
    shown = [(item.when, item.entry.label, item.brief.permalink) for item in found]
    assert len(shown) == 50
    assert shown == every[:50]
    assert len(asked) == len(set(asked)) < len(total.entries)
