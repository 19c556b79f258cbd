"""Files of a site for machines: feeds, calendars, sitemap, robots, manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kimgen.colours import accents
from kimgen.dates import rfc3339
from kimgen.feeds import FeedEntry, FeedInfo, absolute_html, atom, json_feed
from kimgen.headers import HEADERS, headers_file
from kimgen.icalendar import CalendarEvent, calendar
from kimgen.markdown import ROOT
from kimgen.model import Event, Post
from kimgen.pages.context import ACCESSIBILITY, OWN_PAGES, Context
from kimgen.pages.heads import image_of
from kimgen.pages.promise import Promise
from kimgen.pages.words import direction
from kimgen.plan import FilePlan, Plan
from kimgen.sitemap import BACKGROUND, Address, Icon, short_name
from kimgen.sitemap import manifest as manifest_bytes
from kimgen.sitemap import robots as robots_bytes
from kimgen.sitemap import sitemap as sitemap_files

FEED_LENGTH = 20
SMALL_ICONS = ("favicon.png", "apple-touch-icon")
"""Icons for tabs and for Apple's home screens, which pages name and the manifest does not."""


def feeds(context: Context) -> Iterator[Plan]:
    """feed.xml and feed.json: the newest posts, complete."""
    site = context.site
    info = FeedInfo(
        title=site.kim.name,
        subtitle=site.kim.description,
        home=context.home,
        url=context.home + "feed.xml",
        json_url=context.home + "feed.json",
        lang=context.declared,
        since=site.kim.founded,
    )
    entries = tuple(_entry(context, post) for post in site.posts[:FEED_LENGTH])
    yield FilePlan("feed.xml", atom(info, entries))
    yield FilePlan("feed.json", json_feed(info, entries))


def _entry(context: Context, post: Post) -> FeedEntry:
    image = image_of(context, post.picture, post.title)
    url = context.url(post.permalink)
    lang = post.lang or context.declared
    return FeedEntry(
        url=url,
        title=post.title,
        published=rfc3339(post.when),
        summary=post.excerpt,
        content=absolute_html(post.article.html.replace(ROOT, context.home), url),
        author=post.reporter or context.site.kim.name,
        lang=lang,
        dir=direction(lang),
        categories=post.categories,
        image=image.url if image else "",
    )


def calendars(context: Context) -> Iterator[Promise]:
    """agenda/<slug>.ics for each event, agenda.ics for all of them."""
    events = [post for post in context.site.posts if isinstance(post.detail, Event)]
    if not events:
        return
    for post in events:
        path = f"agenda/{post.slug}.ics"
        make = partial(_calendar, context, path, (post,), post.title)
        yield Promise(path, make, (post,), source=post.path)
    make = partial(_calendar, context, "agenda.ics", events, context.site.kim.name)
    yield Promise("agenda.ics", make, events)


def _calendar(context: Context, path: str, posts: Sequence[Post], title: str) -> FilePlan:
    events = [
        _calendar_event(context, post, post.detail)
        for post in posts
        if isinstance(post.detail, Event)
    ]
    return FilePlan(path, calendar(events, title))


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
        lang=post.lang or context.declared,
    )


def sitemap(context: Context) -> Iterator[Plan]:
    """sitemap.xml: every page a reader may look for."""
    site = context.site
    newest = site.posts[0].when.date.isoformat() if site.posts else ""
    rows = [("index.html", newest), ("profil.html", ""), ("kontak.html", "")]
    rows.append((ACCESSIBILITY, ""))
    rows += [(f"{kind}/index.html", "") for kind in context.by_kind]
    rows += [(post.permalink, post.when.date.isoformat()) for post in site.posts]
    rows += [(p.permalink, "") for p in site.pages if p.slug not in OWN_PAGES]
    addresses = [Address(context.url(path), day) for path, day in rows]
    for path, content in sitemap_files(addresses, context.home):
        yield FilePlan(path, content)


def hosting(context: Context) -> Iterator[Plan]:
    """_headers: what a host has to send with the files."""
    yield FilePlan(HEADERS, headers_file(context.site.portal.picture_hosts))


def robots(context: Context) -> Iterator[Plan]:
    """robots.txt. A site that asks not to be indexed says so on each page, which
    a crawler can only read if it may fetch it."""
    retired = context.site.kim.status == "dicabut"
    yield FilePlan("robots.txt", robots_bytes("" if retired else f"{context.home}sitemap.xml"))


def _home_screen_icons(icons: tuple[tuple[str, str, str], ...]) -> list[Icon]:
    """The icons that are large enough; where none is, what there is."""
    large = [icon for icon in icons if not icon[0].startswith(SMALL_ICONS)]
    return [
        Icon(path, kind, sizes, "maskable" if "maskable" in path else "")
        for path, kind, sizes in large or icons
    ]


def manifest(context: Context) -> Iterator[Plan]:
    """manifest.webmanifest"""
    kim = context.site.kim
    light, _ = accents(kim.colour or context.theme.colour)
    short = short_name(kim.name, kim.village.name, context.site.portal.expansion)
    content = manifest_bytes(
        kim.name,
        id=kim.label,
        short=short,
        description=kim.description,
        lang=context.declared,
        dir=direction(context.declared),
        theme_colour=light,
        background=BACKGROUND,
        icons=_home_screen_icons(context.icons),
    )
    yield FilePlan("manifest.webmanifest", content)
