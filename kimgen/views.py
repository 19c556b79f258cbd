"""What a template may see: one dataclass for each kind of page.

This module is the theme contract, version 1 (`theme.CONTRACT`). A template gets two variables:
`site` (a `SiteView`, or a `PortalView` on the portal) and `page` (one of the
page views below). Every `href` and `src` is ready to print: relative to the
page it is printed on, or absolute where it leaves the site. Every text is plain
and must be escaped (autoescape does); only the fields typed `Markup` are HTML. A `Sentence` of
the interface may bring a tag that says its language: it stands between tags, not in an attribute.

A new field may be added at any time; one may be renamed or removed only with a
new contract version. Nothing here computes: views are filled by `pages/` and
`portal/`.
"""

from __future__ import annotations

from markupsafe import Markup

from kimgen.values import late, value
from kimgen.viewparts import AlbumView as AlbumView
from kimgen.viewparts import Badge as Badge
from kimgen.viewparts import Colours as Colours
from kimgen.viewparts import DateView as DateView
from kimgen.viewparts import Detail as Detail
from kimgen.viewparts import DocumentView as DocumentView
from kimgen.viewparts import EventView as EventView
from kimgen.viewparts import Fact as Fact
from kimgen.viewparts import FactCheckView as FactCheckView
from kimgen.viewparts import Feed as Feed
from kimgen.viewparts import Heading as Heading
from kimgen.viewparts import Link as Link
from kimgen.viewparts import NoticeView as NoticeView
from kimgen.viewparts import Picture as Picture
from kimgen.viewparts import PlaceView as PlaceView
from kimgen.viewparts import PostCard as PostCard
from kimgen.viewparts import Poster as Poster
from kimgen.viewparts import ProductView as ProductView
from kimgen.viewparts import ProposalView as ProposalView
from kimgen.viewparts import Sentence as Sentence
from kimgen.viewparts import ShareView as ShareView
from kimgen.viewparts import StepView as StepView
from kimgen.viewparts import Term as Term
from kimgen.viewparts import TermGroup as TermGroup

# --- what every page has ---------------------------------------------------------


@value
class Head:
    """The invisible part of a page."""

    title: str
    """Complete title for `<title>`."""
    description: str
    canonical: str
    """Absolute URL."""
    robots: str
    """Content of the robots meta tag, `''` for none."""
    og: tuple[tuple[str, str], ...] = late()
    """Open Graph and Twitter pairs: (property, content)."""
    jsonld: Markup = late()
    """schema.org data, safe inside `<script type="application/ld+json">`; may be empty."""
    prev: str = ""
    next: str = ""
    """Neighbours for `<link rel>`."""


@value
class SiteView:
    """The frame of every page of a microsite."""

    name: str
    """`KIM Melayu Berkarya`."""
    expansion: str
    """What KIM stands for: `Komunitas Informasi Masyarakat`."""
    description: str
    label: str
    host: str
    """`kim-melayu-berkarya.kim.id`."""
    lang: str
    interface: str
    """The language of the interface: `lang`, or `id` where kimgen does not speak it."""
    words: str  # of dates, for scripts: `dateformat.script_words`
    unreviewed: Sentence
    """Says that nobody has checked the interface in this language, `''` where somebody has."""
    dir: str
    place: PlaceView
    home: str
    root: str
    """Prefix of every site file from this page: `''` or `'../'`."""
    css: str
    colours: Colours
    ornament: str
    """Name of the pattern for this province: kawung, parang, ulos, ..."""
    logo: Picture | None
    header: Picture | None
    """The picture that the KIM chose for the head of its front page; its `alt` is `''` where
    nobody said what it shows."""
    icons: tuple[tuple[str, str, str], ...]
    """(href, type, sizes) of favicons, and of `apple-touch-icon.png` where there is one."""
    manifest: str
    bulletin: str
    """The bulletin to print, `''` where there is none, as without posts."""
    board: str
    """The slide show for a screen on the wall; the same."""
    accessibility: str
    """The page about it; `''` where a site is retired."""
    offline: str
    """The page that lists what a reader's device keeps; `''` where a site has none."""
    menu: tuple[Link, ...]
    """At most five."""
    more: tuple[Link, ...]
    """The rest, under "Lainnya"."""
    feeds: tuple[Feed, ...]
    contact: tuple[Fact, ...]
    """Address, WhatsApp, e-mail."""
    social: tuple[Link, ...]
    portal: Link
    village_page: Link
    """The portal's page of this village."""
    status: Badge
    """terdaftar, menunggu, nonaktif, dicabut."""
    notice: Sentence
    """A sentence for the top of every page, `''` for none."""
    example: Sentence
    """The sentence that says that this is an example, `''` for none."""
    generator: str
    """`kimgen 0.1.0`."""
    search: str
    """The page for searching and browsing; `''` where there is nothing to find."""
    policy: str
    """The content security policy, which stands in the head of each page: kimgen puts it there."""


@value
class Pager:
    """Where a list goes on."""

    number: int
    total: int
    newer: Link | None
    older: Link | None
    pages: tuple[Link, ...] = late()


# --- pages of a microsite ----------------------------------------------------------


@value
class AboutView:
    """Who the KIM is."""

    text: str
    facts: tuple[Fact, ...]
    """Nomor induk, SK, since when, fields, members ..."""
    officers: tuple[Fact, ...]
    """term: office, text: name."""


@value
class HomeView:
    """home.html"""

    head: Head
    pinned: PostCard | None
    """An announcement that has not run out."""
    lead: PostCard | None
    """The newest news."""
    news: tuple[PostCard, ...]
    """The news after it."""
    notices: tuple[PostCard, ...]
    """More announcements, the pinned one left out."""
    agenda: tuple[PostCard, ...]
    """The next three events, soonest first."""
    proposals: tuple[PostCard, ...]
    fact_checks: tuple[PostCard, ...]
    products: tuple[PostCard, ...]
    photos: tuple[Picture, ...]
    """A strip; each leads to its album."""
    documents: tuple[PostCard, ...]
    sections: tuple[Badge, ...]
    """Every kind that has posts, with its list."""
    about: AboutView


@value
class ListView:
    """list.html: the posts of a kind, a category, a tag or a month."""

    head: Head
    title: str
    intro: Sentence
    kind: Badge | None
    """The kind of post where all are of one, else None."""
    posts: tuple[PostCard, ...]
    past: tuple[PostCard, ...]
    """Events that are over and announcements that have run out."""
    pager: Pager
    trail: tuple[Link, ...]
    """Breadcrumbs, home first."""


@value
class IndexView:
    """index.html of the archive, the categories or the tags: terms.html"""

    head: Head
    title: str
    intro: Sentence
    groups: tuple[TermGroup, ...]
    trail: tuple[Link, ...]


@value
class SearchView:
    """search.html: a field, and below it what a reader without a script browses."""

    head: Head
    title: str
    intro: Sentence
    script: str
    """What searches, for a `<template>` in `.search`, whence `site.js` takes it with the first
    key; `''` where this kimgen was built without MiniSearch."""
    index: str
    """The index, which belongs there, too."""
    note: Sentence
    """What is not searched in full, `''` for nothing."""
    groups: tuple[TermGroup, ...]
    """Kinds of posts, categories, tags, years."""
    trail: tuple[Link, ...]


@value
class PostView:
    """post.html"""

    head: Head
    card: PostCard
    body: Markup
    toc: tuple[Heading, ...]
    """Empty for a short post."""
    reporter: str
    """For "Pewarta:"."""
    minutes: int  # of reading
    source: str
    source_href: str
    tags: tuple[Link, ...]
    newer: Link | None
    older: Link | None
    related: tuple[PostCard, ...] = late()
    share: ShareView = late()
    qr: str = late()  # its address as a picture, for paper; '' for one that is too long
    trail: tuple[Link, ...]


@value
class PageView:
    """page.html: a free page."""

    head: Head
    title: str
    body: Markup
    toc: tuple[Heading, ...]
    lang: str
    dir: str
    trail: tuple[Link, ...]


@value
class ProfileView:
    """profile.html"""

    head: Head
    title: str
    body: Markup
    """pages/profil.md; may be empty."""
    lang: str
    dir: str
    about: AboutView
    trail: tuple[Link, ...]


@value
class ContactView:
    """contact.html"""

    head: Head
    title: str
    body: Markup
    """pages/kontak.md; may be empty."""
    lang: str
    dir: str
    map_href: str
    """geo: link, or `''`."""
    trail: tuple[Link, ...]


@value
class AccessibilityView:
    """accessibility.html"""

    head: Head
    title: str
    body: Markup
    """pages/aksesibilitas.md; may be empty."""
    language: str
    """Name of the site's language."""
    languages: tuple[str, ...]
    """Names of the others that posts are in."""
    trail: tuple[Link, ...]


@value
class BoardView:
    """bulletin.html, to print for a notice board, and board.html, for a screen on the wall: the
    month up to the newest post."""

    head: Head
    title: str
    period: str
    """`25 Okt 2026 – 24 Nov 2026`."""
    notices: tuple[Poster, ...]
    """Announcements that have not run out."""
    agenda: tuple[Poster, ...]
    """Events to come, soonest first."""
    posts: tuple[Poster, ...]
    """All other kinds, newest first."""
    more: int
    """Posts of the month that did not fit."""
    qr: str = late()
    """QR code of the site, for `src`."""
    address: str
    trail: tuple[Link, ...]


@value
class NotFoundView:
    """404.html. It can be served at any depth, so its links are absolute paths
    on the site's own host: `site.root` is `/` there."""

    head: Head
    title: str
    text: Sentence
    sections: tuple[Badge, ...]


@value
class RetiredView:
    """retired.html: all that is left of a KIM whose registration was withdrawn."""

    head: Head
    title: str
    text: Sentence


@value
class OfflineView:
    """offline.html: what a reader's device keeps; a script lists it."""

    head: Head
    title: str
    text: Sentence


SITE_PAGES: dict[str, type] = {
    "home.html": HomeView,
    "list.html": ListView,
    "terms.html": IndexView,
    "search.html": SearchView,
    "post.html": PostView,
    "page.html": PageView,
    "profile.html": ProfileView,
    "contact.html": ContactView,
    "accessibility.html": AccessibilityView,
    "bulletin.html": BoardView,
    "board.html": BoardView,
    "404.html": NotFoundView,
    "offline.html": OfflineView,
    "retired.html": RetiredView,
}
"""Every template of a microsite and what it gets as `page`. `style.css` gets `site` only."""
