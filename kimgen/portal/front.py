"""The front page, the news, the page about the portal, and the one for a wrong address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kimgen import regionlinks
from kimgen.dates import long_date
from kimgen.pages.words import language_name
from kimgen.plan import PagePlan
from kimgen.portal.counters import national
from kimgen.portal.fields import field_rows
from kimgen.portal.fold import Nation
from kimgen.portal.frame import Frame
from kimgen.portal.map import MapView, build_map
from kimgen.portal.promise import Promise, key_of
from kimgen.portal.regions import provinces, rows
from kimgen.portal_views import (
    PortalAboutView,
    PortalAccessibility,
    PortalHome,
    PortalNewsView,
    PortalNotFound,
)
from kimgen.structured.graph import markup
from kimgen.views import Fact

LATEST = 12
NEWEST = 5


def front_pages(frame: Frame, nation: Nation) -> Iterator[Promise]:
    """The pages of which there is one."""
    word = nation.total.word
    day = frame.inputs.today.isoformat()
    yield Promise(regionlinks.HOME, key_of(word), partial(_home, frame, nation))
    yield Promise(regionlinks.NEWS, key_of(word), partial(_news, frame, nation))
    yield Promise(regionlinks.ABOUT, key_of(word, day), partial(_about, frame, nation))
    yield Promise(regionlinks.ACCESSIBILITY, key_of(), partial(_accessibility, frame))
    yield Promise(regionlinks.NOT_FOUND, key_of(), partial(_not_found, frame))


def _home(frame: Frame, nation: Nation) -> PagePlan:
    """index.html: the map is the page."""
    path = regionlinks.HOME
    portal = frame.inputs.portal
    url = frame.url(path)
    page: dict[str, object] = {"@type": "WebSite", "name": portal.title, "url": url}
    page["inLanguage"] = frame.declared
    view = PortalHome(
        head=frame.head(path, portal.title, _description(frame), markup([page])),
        map=_map(frame, nation),
        counters=national(frame, nation.total),
        news=frame.news(nation.total.news(frame.inputs.known.summaries)[:LATEST]),
        provinces=rows(frame, [item.code for item in provinces()], nation, ""),
        fields=field_rows(nation, ""),
        newest=tuple(frame.card(entry, "") for entry in nation.newest[:NEWEST]),
    )
    return PagePlan(path, "portal/home.html", frame.view(path), view)


def _map(frame: Frame, nation: Nation) -> MapView:
    all_provinces = provinces()
    return build_map(
        frame.inputs.drawing,
        {code: nation.regions[code].kims for code in nation.total.children},
        regionlinks.region_page,
        {item.code: item.title for item in all_provinces},
        frame.lang,
        frame._,
    )


def _description(frame: Frame) -> str:
    portal = frame.inputs.portal
    if portal.description:
        return portal.description
    return frame._("Kabar desa dari %s di seluruh Indonesia.") % portal.expansion


def _news(frame: Frame, nation: Nation) -> PagePlan:
    """kabar.html: the newest posts of all KIMs."""
    path, title = regionlinks.NEWS, frame._("Kabar dari desa")
    step = (title, path)
    about = frame._("Tulisan terbaru dari semua KIM.")
    head = frame.head(path, title, about, frame.breadcrumbs(step))
    news = frame.news(nation.total.news(frame.inputs.known.summaries))
    view = PortalNewsView(head, title, news, frame.trail(path, step))
    return PagePlan(path, "portal/news.html", frame.view(path), view)


def _about(frame: Frame, nation: Nation) -> PagePlan:
    """tentang.html: what the portal is and where its data comes from."""
    path, title = regionlinks.ABOUT, frame._("Tentang portal ini")
    step = (title, path)
    inputs, total = frame.inputs, nation.total
    live = frame._("%s dengan %s") % (
        frame._n("%d KIM", total.kims),
        frame._n("%d tulisan", total.posts),
    )
    what = frame._("%s: warga desa yang mengumpulkan kabar dan membagikannya kepada sesama.")
    borders: tuple[Fact, ...] = ()
    if not inputs.portal.map.provinces:
        guess = frame._("Lima batas provinsi baru adalah perkiraan.")
        borders = (Fact(frame._("Batas provinsi"), guess),)
    facts = (
        Fact("KIM", what % inputs.portal.expansion),
        Fact(frame._("Isi portal"), live, f"{frame.root(path)}{regionlinks.DIRECTORY}"),
        Fact(
            frame._("Yang tampil"),
            frame._("KIM yang sudah terdaftar, punya nomor induk, dan punya SK."),
        ),
        Fact(
            frame._("Ingin bergabung?"),
            frame._("Tanyakan ke Dinas Kominfo kabupaten atau kota tempat desa berada."),
        ),
        *borders,
        Fact(frame._("Diperbarui"), long_date(inputs.today, frame.lang)),
    )
    head = frame.head(path, title, _description(frame), frame.breadcrumbs(step))
    view = PortalAboutView(head, title, facts, frame.credits(), frame.trail(path, step))
    return PagePlan(path, "portal/about.html", frame.view(path), view)


def _accessibility(frame: Frame) -> PagePlan:
    """aksesibilitas.html: who can use the portal and how, and whom to tell what is in the way."""
    path, title = regionlinks.ACCESSIBILITY, frame._("Aksesibilitas")
    step = (title, path)
    head = frame.head(path, title, _description(frame), frame.breadcrumbs(step))
    language = frame._(language_name(frame.declared))
    view = PortalAccessibility(head, title, language, frame.trail(path, step))
    return PagePlan(path, "portal/accessibility.html", frame.view(path), view)


def _not_found(frame: Frame) -> PagePlan:
    """404.html; it is served at any depth."""
    path, title = regionlinks.NOT_FOUND, frame._("Halaman tidak ada")
    text = frame._("Mungkin alamatnya salah ketik. Coba mulai dari peta.")
    view = PortalNotFound(frame.head(path, title, text), title, text)
    return PagePlan(path, "portal/404.html", frame.view(path), view)
