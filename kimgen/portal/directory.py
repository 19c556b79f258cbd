"""Pages of the portal: the map, regions, fields, the list of all, news, about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kimgen import regionlinks
from kimgen.feeds import FeedEntry, FeedInfo, atom, json_feed
from kimgen.dates import DateProblem, parse_when, rfc3339
from kimgen.model import Kim
from kimgen.plan import FilePlan, PagePlan, Plan
from kimgen.portal.desk import Desk, Group
from kimgen.portal.map import build_map
from kimgen.portal_views import (
    Counter,
    DirectoryGroup,
    DirectoryView,
    FieldView,
    PortalAboutView,
    PortalHome,
    PortalNewsView,
    PortalNotFound,
    RegionRow,
    RegionView,
)
from kimgen.summary import PostBrief
from kimgen.views import Badge, Fact, Feed, Link, Pager
from kimgen.wilayah import region

PER_PAGE = 200
LEVELS = {2: "provinsi", 5: "kabupaten", 8: "kecamatan", 13: "desa"}


def _page(desk: Desk, path: str, template: str, view: object) -> PagePlan:
    return PagePlan(path, f"portal/{template}", desk.frame(path), view)


def _home_link(desk: Desk, root: str) -> Link:
    return Link(desk._("Peta"), root + regionlinks.HOME)


def provinces() -> tuple[str, ...]:
    """Codes of all provinces."""
    from kimgen.wilayah import children

    return tuple(item.code for item in children(""))


def home(desk: Desk) -> Iterator[Plan]:
    """index.html: the map is the page."""
    counts = {code: len(group.kims) for code, group in desk.regions.items() if len(code) == 2}
    names = {code: _title(code) for code in provinces()}
    drawn = build_map(
        desk.inputs.drawing, counts, regionlinks.region_page, names, desk.lang, desk._
    )
    levels = {length: 0 for length in LEVELS}
    for code in desk.regions:
        levels[len(code)] += 1
    figures = (
        *desk.counters(desk.nation)[:2],
        *(
            Counter(desk.figure(levels[length]), desk._(word))
            for length, word in (
                (2, "provinsi"), (5, "kabupaten dan kota"), (8, "kecamatan"), (13, "desa"),
            )  # fmt: skip
        ),
        desk.counters(desk.nation)[2],
    )
    newest = sorted(desk.kims, key=lambda kim: (str(kim.founded or ""), kim.label), reverse=True)
    view = PortalHome(
        head=desk.head(regionlinks.HOME, desk.portal.title),
        map=drawn,
        counters=figures,
        news=desk.items(desk.news[:12]),
        provinces=tuple(desk.row(code, "") for code in provinces()),
        fields=tuple(_field_row(desk, code, "") for code in _field_codes(desk)),
        newest=tuple(desk.card(kim, "") for kim in newest[:6]),
    )
    yield _page(desk, regionlinks.HOME, "home.html", view)


def _title(code: str) -> str:
    place = region(code)
    return place.title if place else code


def _field_codes(desk: Desk) -> tuple[str, ...]:
    listed = [item.code for item in desk.portal.fields]
    extra = sorted(code for code in desk.fields if code not in listed)
    return tuple(code for code in (*listed, *extra) if regionlinks.field_page(code))


def _field_row(desk: Desk, code: str, root: str) -> RegionRow:
    group = desk.fields.get(code) or Group()
    name = desk.portal.field_name(code)
    return RegionRow(name, root + regionlinks.field_page(code), len(group.kims), group.posts, code)


def regions(desk: Desk) -> Iterator[Plan]:
    """A page for each province, and for each smaller region that has a KIM."""
    children: dict[str, list[str]] = {}
    for code in sorted(desk.regions):
        if len(code) > 2:
            children.setdefault(code.rpartition(".")[0], []).append(code)
    for code in sorted({*provinces(), *desk.regions}):
        group = desk.regions.get(code) or Group()
        path = regionlinks.region_page(code)
        title = _title(code)
        parts = [code[:length] for length in LEVELS if length < len(code)]
        up = [Link(_title(part), "../" + regionlinks.region_page(part)) for part in parts]
        feed = None
        if len(code) == 2 and group.kims:
            feed = Feed(desk._("Umpan"), "../" + regionlinks.province_feed(code), "application/atom+xml")
            yield _feed(desk, regionlinks.province_feed(code), title, path, desk.region_news[code])
        view = RegionView(
            head=desk.head(path, title, f"{desk._('KIM di')} {title}"),
            title=title,
            level=Badge(LEVELS[len(code)], desk._(LEVELS[len(code)])),
            code=code,
            parent=", ".join(link.text for link in reversed(up)),
            facts=(Fact(desk._("Kode wilayah"), code),),
            counters=desk.counters(group),
            children=tuple(desk.row(child, "../") for child in children.get(code, ())),
            kims=tuple(desk.card(kim, "../") for kim in group.kims[:PER_PAGE]),
            news=desk.items(desk.region_news.get(code, ())),
            feed=feed,
            trail=(_home_link(desk, "../"), *up),
        )
        yield _page(desk, path, "region.html", view)


def fields(desk: Desk) -> Iterator[Plan]:
    """bidang/: a page for each field, and the list of them."""
    title = desk._("Bidang")
    rows = tuple(_field_row(desk, code, "../") for code in _field_codes(desk))
    path = regionlinks.FIELDS
    view = RegionView(
        head=desk.head(path, title),
        title=title,
        level=Badge("bidang", title),
        code="",
        parent="",
        facts=(),
        counters=desk.counters(desk.nation),
        children=rows,
        kims=(),
        news=(),
        feed=None,
        trail=(_home_link(desk, "../"),),
    )
    yield _page(desk, path, "fields.html", view)
    for code in _field_codes(desk):
        group = desk.fields.get(code) or Group()
        name, target = desk.portal.field_name(code), regionlinks.field_page(code)
        page = FieldView(
            head=desk.head(target, name),
            title=name,
            intro=desk._("KIM yang bergerak di bidang ini."),
            counters=desk.counters(group),
            kims=tuple(desk.card(kim, "../") for kim in group.kims[:PER_PAGE]),
            news=desk.items(desk.field_news.get(code, ())),
            trail=(_home_link(desk, "../"), Link(title, "../" + path)),
        )
        yield _page(desk, target, "field.html", page)


def directory(desk: Desk) -> Iterator[Plan]:
    """kim/: every KIM, by province, page by page."""
    title = desk._("Daftar KIM")
    total = max(1, -(-len(desk.kims) // PER_PAGE))
    for number in range(1, total + 1):
        path = regionlinks.directory_page(number)
        chunk = desk.kims[(number - 1) * PER_PAGE : number * PER_PAGE]
        links = tuple(
            Link(str(n), "../" + regionlinks.directory_page(n), n == number)
            for n in range(1, total + 1)
        )
        newer = Link(desk._("Sebelumnya"), links[number - 2].href) if number > 1 else None
        older = Link(desk._("Berikutnya"), links[number].href) if number < total else None
        groups = tuple(
            _group(desk, code, list(kims))
            for code, kims in groupby(chunk, key=lambda kim: kim.village.province_code)
        )
        view = DirectoryView(
            head=desk.head(path, title),
            title=title,
            intro="",
            groups=groups,
            pager=Pager(number, total, newer, older, links),
            trail=(_home_link(desk, "../"),),
        )
        yield _page(desk, path, "directory.html", view)


def _group(desk: Desk, code: str, kims: list[Kim]) -> DirectoryGroup:
    href = "../" + regionlinks.region_page(code)
    return DirectoryGroup(_title(code), href, tuple(desk.card(kim, "../") for kim in kims))


def fixed(desk: Desk) -> Iterator[Plan]:
    """News, about and 404."""
    title = desk._("Kabar dari desa")
    trail = (_home_link(desk, ""),)
    news = PortalNewsView(
        desk.head(regionlinks.NEWS, title), title, desk.items(desk.news[:50]), trail
    )
    yield _page(desk, regionlinks.NEWS, "news.html", news)
    title = desk._("Tentang portal ini")
    facts = (
        Fact("KIM", desk.portal.expansion),
        Fact(desk._("Batas provinsi"), desk._("Lima batas provinsi baru adalah perkiraan.")),
    )
    about = PortalAboutView(
        desk.head(regionlinks.ABOUT, title), title, facts, desk.credits(), trail
    )
    yield _page(desk, regionlinks.ABOUT, "about.html", about)
    title = desk._("Halaman tidak ada")
    text = desk._("Mungkin alamatnya salah ketik. Coba mulai dari peta.")
    lost = PortalNotFound(desk.head(regionlinks.NOT_FOUND, title), title, text)
    yield _page(desk, regionlinks.NOT_FOUND, "404.html", lost)


def _entry(desk: Desk, brief: PostBrief, kim: Kim) -> FeedEntry:
    when = parse_when(brief.moment, kim.village.offset)
    assert not isinstance(when, DateProblem)
    return FeedEntry(
        url=desk.inputs.hosts.site(kim.label) + brief.permalink,
        title=brief.title,
        published=rfc3339(when),
        summary=brief.excerpt,
        content="",
        author=kim.name,
        lang=brief.lang or kim.lang or desk.lang,
        categories=brief.categories,
    )


def _info(desk: Desk, path: str, title: str, page: str) -> FeedInfo:
    base = desk.inputs.hosts.portal()
    home_url = base + ("" if page == regionlinks.HOME else page)
    return FeedInfo(title, desk.portal.description, home_url, base + path, base + "feed.json", desk.lang)


def _feed(
    desk: Desk, path: str, title: str, page: str, rows: list[tuple[PostBrief, Kim]]
) -> FilePlan:
    entries = tuple(_entry(desk, brief, kim) for brief, kim in rows)
    return FilePlan(path, atom(_info(desk, path, title, page), entries))


def feeds(desk: Desk) -> Iterator[Plan]:
    """feed.xml and feed.json of the nation."""
    entries = tuple(_entry(desk, brief, kim) for brief, kim in desk.news[:30])
    info = _info(desk, "feed.xml", desk.portal.title, regionlinks.HOME)
    yield FilePlan("feed.xml", atom(info, entries))
    yield FilePlan("feed.json", json_feed(info, entries))
