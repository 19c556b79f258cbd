"""Files of a site for machines: feeds, calendars, sitemap, robots, manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.sax.saxutils import escape

from kimgen.colours import accents
from kimgen.dates import rfc3339
from kimgen.feeds import FeedEntry, FeedInfo, absolute_html, atom, json_feed
from kimgen.icalendar import CalendarEvent, calendar
from kimgen.model import POST_KINDS, Event, Post
from kimgen.pages.context import Context
from kimgen.pages.heads import image_of
from kimgen.pages.words import direction
from kimgen.plan import FilePlan, Plan
from kimgen.sitemap import robots as sitemap_robots

FEED_LENGTH = 20


def feeds(context: Context) -> Iterator[Plan]:
    """feed.xml and feed.json: the newest posts, complete."""
    site = context.site
    info = FeedInfo(
        title=site.kim.name,
        subtitle=site.kim.description,
        home=site.url,
        url=site.url + "feed.xml",
        json_url=site.url + "feed.json",
        lang=context.lang,
        since=site.kim.founded,
    )
    entries = tuple(_entry(context, post) for post in site.posts[:FEED_LENGTH])
    yield FilePlan("feed.xml", atom(info, entries))
    yield FilePlan("feed.json", json_feed(info, entries))


def _entry(context: Context, post: Post) -> FeedEntry:
    image = image_of(context, post.picture, post.title)
    url = context.url(post.permalink)
    lang = post.lang or context.lang
    return FeedEntry(
        url=url,
        title=post.title,
        published=rfc3339(post.when),
        summary=post.excerpt,
        content=absolute_html(str(context.body(post.article.html, context.site.url)), url),
        author=post.reporter or context.site.kim.name,
        lang=lang,
        dir=direction(lang),
        categories=post.categories,
        image=image.url if image else "",
    )


def calendars(context: Context) -> Iterator[Plan]:
    """agenda/<slug>.ics for each event, agenda.ics for all of them."""
    events = [(p, p.detail) for p in context.site.posts if isinstance(p.detail, Event)]
    if not events:
        return
    made = []
    for post, detail in events:
        event = _calendar_event(context, post, detail)
        made.append(event)
        yield FilePlan(f"agenda/{post.slug}.ics", calendar([event], post.title), post.path)
    yield FilePlan("agenda.ics", calendar(made, context.site.kim.name))


def _calendar_event(context: Context, post: Post, detail: Event) -> CalendarEvent:
    place = context.site.kim.village
    return CalendarEvent(
        uid=f"{post.slug}@{context.site.kim.label}.{context.site.portal.base_domain}",
        url=context.url(post.permalink),
        title=post.title,
        text=post.excerpt,
        place=", ".join(filter(None, (detail.place or post.place, place.full_name))),
        start=detail.start,
        end=detail.end,
        stamp=post.when,
    )


def sitemap(context: Context) -> Iterator[Plan]:
    """sitemap.xml: every page a reader may look for."""
    site = context.site
    kinds = [kind for kind in POST_KINDS if any(post.kind == kind for post in site.posts)]
    newest = site.posts[0].when.date.isoformat() if site.posts else ""
    rows = [("index.html", newest), ("profil.html", ""), ("kontak.html", "")]
    rows += [(f"{kind}/index.html", "") for kind in kinds]
    rows += [(post.permalink, post.when.date.isoformat()) for post in site.posts]
    rows += [(p.permalink, "") for p in site.pages if p.slug not in ("profil", "kontak")]
    yield FilePlan("sitemap.xml", sitemap_xml([(context.url(path), day) for path, day in rows]))


def sitemap_xml(rows: list[tuple[str, str]]) -> bytes:
    """(absolute URL, ISO date or `''`) rows -> a sitemap."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for url, day in rows:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"  <url><loc>{escape(url)}</loc>{changed}</url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()


def robots(context: Context) -> Iterator[Plan]:
    """robots.txt. A site that asks not to be indexed says so on each page, which
    a crawler can only read if it may fetch it."""
    retired = context.site.kim.status == "dicabut"
    yield FilePlan(
        "robots.txt", sitemap_robots("" if retired else f"{context.site.url}sitemap.xml")
    )


def robots_txt(url: str) -> bytes:
    """Everything may be fetched; the sitemap is named."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {url}sitemap.xml\n".encode()


def manifest(context: Context) -> Iterator[Plan]:
    """manifest.webmanifest"""
    kim = context.site.kim
    light, _ = accents(kim.colour or context.theme.colour)
    short = kim.name if len(kim.name) <= 12 else kim.village.name[:12].strip()
    yield FilePlan(
        "manifest.webmanifest",
        manifest_json(kim.name, short, kim.description, context.lang, light, context.icons),
    )


def manifest_json(
    name: str,
    short: str,
    text: str,
    lang: str,
    colour: str,
    icons: tuple[tuple[str, str, str], ...],
) -> bytes:
    """A web app manifest; everything in it is relative to its own place."""
    data = {
        "id": "./index.html",
        "name": name,
        "short_name": short,
        "description": text,
        "lang": lang,
        "dir": direction(lang),
        "start_url": "./index.html",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": colour,
        "background_color": "#ffffff",
        "icons": [{"src": path, "type": kind, "sizes": sizes} for path, kind, sizes in icons],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
