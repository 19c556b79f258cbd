"""Files of the portal for machines: feeds, sitemap, robots, manifest, icon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from kimgen import regionlinks
from kimgen.colours import accents, contrast
from kimgen.dates import rfc3339
from kimgen.feeds import FeedEntry, FeedInfo, atom, json_feed
from kimgen.headers import HEADERS, headers_file
from kimgen.pages.words import direction
from kimgen.plan import FilePlan
from kimgen.portal.fold import Nation, News, Tally
from kimgen.portal.frame import ICON, Frame
from kimgen.portal.promise import Promise, key_of
from kimgen.portal.regions import title as region_title
from kimgen.sitemap import BACKGROUND, LIMIT, SHORT_NAME, Address, Icon
from kimgen.sitemap import manifest as manifest_bytes
from kimgen.sitemap import robots as robots_bytes
from kimgen.sitemap import sitemap as sitemap_files

MASKABLE = "icon-maskable.svg"
MOST_URLS = LIMIT
"""A sitemap may not name more."""


def feeds(frame: Frame, nation: Nation) -> Iterator[Promise]:
    """The nation's feeds, and one for each province that has KIMs."""
    portal = frame.inputs.portal
    info = FeedInfo(
        title=portal.title,
        subtitle=portal.description,
        home=frame.url(regionlinks.HOME),
        url=frame.url("feed.xml"),
        json_url=frame.url("feed.json"),
        lang=frame.declared,
    )

    def entries(tally: Tally) -> list[FeedEntry]:
        return [_entry(frame, item) for item in tally.news(frame.inputs.known.summaries)]

    key, total = key_of(nation.total.word), nation.total
    yield Promise("feed.xml", key, lambda: FilePlan("feed.xml", atom(info, entries(total))))
    yield Promise("feed.json", key, lambda: FilePlan("feed.json", json_feed(info, entries(total))))
    for code in nation.total.children:
        path, tally = regionlinks.province_feed(code), nation.regions[code]
        own = FeedInfo(
            title=f"{region_title(frame, code)} - {portal.title}",
            subtitle="",
            home=frame.url(regionlinks.region_page(code)),
            url=frame.url(path),
            json_url="",
            lang=frame.declared,
        )
        yield Promise(path, key_of(tally.word), partial(_feed, path, own, tally, entries))


def _feed(
    path: str, info: FeedInfo, tally: Tally, entries: Callable[[Tally], list[FeedEntry]]
) -> FilePlan:
    return FilePlan(path, atom(info, entries(tally)))


def _entry(frame: Frame, item: News) -> FeedEntry:
    kim, brief = frame.inputs.known.kims[item.entry.label], item.brief
    return FeedEntry(
        url=frame.inputs.hosts.site(kim.label) + brief.permalink,
        title=brief.title,
        published=rfc3339(item.when),
        summary=brief.excerpt,
        content="",
        author=kim.name,
        lang=brief.lang or kim.lang or frame.declared,
        categories=brief.categories,
    )


def sitemap(frame: Frame, nation: Nation, pages: Iterable[Promise]) -> Iterator[FilePlan]:
    """sitemap.xml with every page, or an index of several where one may not hold them."""
    days = {
        regionlinks.region_page(code): tally.newest.newest.date.isoformat()
        for code, tally in nation.regions.items()
        if tally.newest and tally.newest.newest
    }
    if nation.total.newest and nation.total.newest.newest:
        newest = nation.total.newest.newest.date.isoformat()
        days |= {regionlinks.HOME: newest, regionlinks.NEWS: newest}
    addresses = [
        Address(frame.url(page.path), days.get(page.path, ""))
        for page in pages
        if page.path != regionlinks.NOT_FOUND
    ]
    root = frame.inputs.hosts.portal()
    for path, content in sitemap_files(addresses, root, MOST_URLS, part="sitemap.{}.xml"):
        yield FilePlan(path, content)


def hosting(frame: Frame) -> FilePlan:
    """_headers: what a host has to send with the files."""
    return FilePlan(HEADERS, headers_file(frame.inputs.portal.picture_hosts))


def robots(frame: Frame) -> FilePlan:
    """robots.txt; an example asks on each page not to be indexed, so crawlers may read it."""
    return FilePlan("robots.txt", robots_bytes(frame.inputs.hosts.portal() + "sitemap.xml"))


def manifest(frame: Frame) -> FilePlan:
    """manifest.webmanifest"""
    portal = frame.inputs.portal
    content = manifest_bytes(
        portal.title,
        id=frame.inputs.hosts.domain.partition(":")[0],
        short=portal.title if len(portal.title) <= SHORT_NAME else "KIM",
        description=portal.description,
        lang=frame.declared,
        dir=direction(frame.declared),
        theme_colour=_accent(frame),
        background=BACKGROUND,
        icons=(
            Icon(ICON, "image/svg+xml", "any"),
            Icon(MASKABLE, "image/svg+xml", "any", "maskable"),
        ),
    )
    return FilePlan("manifest.webmanifest", content)


def icons(frame: Frame) -> Iterator[FilePlan]:
    """The four petals of a kawung, readable at 16 pixels: with round corners for tabs, and
    on a full square with the petals drawn in, for systems that cut out a shape."""
    yield FilePlan(ICON, _kawung(frame, 'rx="12" ', ""))
    inwards = ' transform="translate(7 7) scale(.78)"'
    yield FilePlan(MASKABLE, _kawung(frame, "", inwards))


def _kawung(frame: Frame, corners: str, petals_at: str) -> bytes:
    ground = _accent(frame)
    ink = "#ffffff" if contrast("#ffffff", ground) >= contrast("#1c1a17", ground) else "#1c1a17"
    petals = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="12" ry="7" transform="rotate({turn} {x} {y})"/>'
        for x, y, turn in ((22, 22, 45), (42, 22, -45), (22, 42, -45), (42, 42, 45))
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" {corners}fill="{ground}"/>'
        f'<g fill="{ink}"{petals_at}>{petals}</g></svg>\n'
    )
    return svg.encode()


def _accent(frame: Frame) -> str:
    light, _ = accents(frame.inputs.portal.colour or frame.inputs.theme.colour)
    return light
