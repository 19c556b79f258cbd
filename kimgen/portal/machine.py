"""Files of the portal for machines: feeds, sitemap, robots, manifest, icon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from kimgen import regionlinks
from kimgen.colours import accents, contrast
from kimgen.dates import rfc3339
from kimgen.feeds import FeedEntry, FeedInfo, atom, json_feed
from kimgen.pages.machine import manifest_json, robots_txt, sitemap_xml
from kimgen.plan import FilePlan, PagePlan
from kimgen.portal.fold import Nation, News
from kimgen.portal.frame import ICON, Frame
from kimgen.portal.regions import title as region_title

MOST_URLS = 50_000
"""A sitemap may not name more."""


def feeds(frame: Frame, nation: Nation) -> Iterator[FilePlan]:
    """The nation's feeds, and one for each province that has KIMs."""
    portal = frame.inputs.portal
    info = FeedInfo(
        title=portal.title,
        subtitle=portal.description,
        home=frame.url(regionlinks.HOME),
        url=frame.url("feed.xml"),
        json_url=frame.url("feed.json"),
        lang=frame.lang,
    )
    entries = [_entry(frame, item) for item in nation.total.news]
    yield FilePlan("feed.xml", atom(info, entries))
    yield FilePlan("feed.json", json_feed(info, entries))
    for code in nation.total.children:
        path = regionlinks.province_feed(code)
        own = FeedInfo(
            title=f"{region_title(code)} - {portal.title}",
            subtitle="",
            home=frame.url(regionlinks.region_page(code)),
            url=frame.url(path),
            json_url="",
            lang=frame.lang,
        )
        yield FilePlan(path, atom(own, [_entry(frame, n) for n in nation.regions[code].news]))


def _entry(frame: Frame, item: News) -> FeedEntry:
    kim, brief = item.entry.kim, item.brief
    return FeedEntry(
        url=frame.inputs.hosts.site(kim.label) + brief.permalink,
        title=brief.title,
        published=rfc3339(item.when),
        summary=brief.excerpt,
        content="",
        author=kim.name,
        lang=brief.lang or kim.lang or frame.lang,
        categories=brief.categories,
    )


def sitemap(frame: Frame, nation: Nation, pages: Iterable[PagePlan]) -> Iterator[FilePlan]:
    """sitemap.xml with every page, or an index of several where one may not hold them."""
    days = {
        regionlinks.region_page(code): tally.news[0].when.date.isoformat()
        for code, tally in nation.regions.items()
        if tally.news
    }
    if nation.total.news:
        newest = nation.total.news[0].when.date.isoformat()
        days |= {regionlinks.HOME: newest, regionlinks.NEWS: newest}
    urls = [
        (frame.url(page.path), days.get(page.path, ""))
        for page in pages
        if page.path != regionlinks.NOT_FOUND
    ]
    if len(urls) <= MOST_URLS:
        yield FilePlan("sitemap.xml", sitemap_xml(urls))
        return
    names = []
    for number, start in enumerate(range(0, len(urls), MOST_URLS), 1):
        names.append(f"sitemap.{number}.xml")
        yield FilePlan(names[-1], sitemap_xml(urls[start : start + MOST_URLS]))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"  <sitemap><loc>{escape(frame.url(name))}</loc></sitemap>" for name in names),
        "</sitemapindex>\n",
    ]
    yield FilePlan("sitemap.xml", "\n".join(lines).encode())


def robots(frame: Frame) -> FilePlan:
    """robots.txt; an example asks on each page not to be indexed, so crawlers may read it."""
    return FilePlan("robots.txt", robots_txt(frame.inputs.hosts.portal()))


def manifest(frame: Frame) -> FilePlan:
    """manifest.webmanifest"""
    portal = frame.inputs.portal
    short = portal.title if len(portal.title) <= MOST_LETTERS else "KIM"
    icons = ((ICON, "image/svg+xml", "any"),)
    colour = _accent(frame)
    text = portal.description
    content = manifest_json(portal.title, short, text, frame.lang, colour, icons)
    return FilePlan("manifest.webmanifest", content)


MOST_LETTERS = 12
"""What a launcher shows below an icon."""


def icon(frame: Frame) -> FilePlan:
    """favicon.svg: the four petals of a kawung, readable at 16 pixels."""
    ground = _accent(frame)
    ink = "#ffffff" if contrast("#ffffff", ground) >= contrast("#1c1a17", ground) else "#1c1a17"
    petals = "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="12" ry="7" transform="rotate({turn} {x} {y})"/>'
        for x, y, turn in ((22, 22, 45), (42, 22, -45), (22, 42, -45), (42, 42, 45))
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="12" fill="{ground}"/>'
        f'<g fill="{ink}">{petals}</g></svg>\n'
    )
    return FilePlan(ICON, svg.encode())


def _accent(frame: Frame) -> str:
    light, _ = accents(frame.inputs.portal.colour or frame.inputs.theme.colour)
    return light
