"""What every page of a site shares: the frame, cards, pictures, links.

Pages lie at the root or one folder deep, so there are two prefixes, and all
that depends on a prefix is made once for each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import unescape

from markupsafe import Markup

from kimgen import __version__, regionlinks, sharing
from kimgen.colours import accents
from kimgen.dates import When, long_date, long_when, script_words, short_date
from kimgen.headers import page_policy
from kimgen.markdown import ROOT
from kimgen.model import POST_KINDS, Kim, Media, Post, Site
from kimgen.ornament import PATTERNS
from kimgen.pages.details import detail_view
from kimgen.pages.words import KIND_NAMES, STATUS_NAMES, direction
from kimgen.resolve import destination, leaves, srcset
from kimgen.slugs import slugify
from kimgen.theme import Theme
from kimgen.translate import Words, interface, words_of
from kimgen.values import later
from kimgen.views import (
    Badge,
    Colours,
    DateView,
    Feed,
    Link,
    Picture,
    PlaceView,
    PostCard,
    SiteView,
)

MENU_LENGTH = 5
SEARCH = "cari.html"
ACCESSIBILITY = "aksesibilitas.html"
OWN_PAGES = frozenset(("profil", "kontak", "aksesibilitas"))
"""Files in pages/ that add to a page which every site has."""
_ARTICLE_IMAGE = re.compile(
    rf'<img src="{ROOT}([^"]*)"(?: srcset="[^"]*"( sizes="[^"]*"))?(?: [a-z]+="[^"]*")*>'
)
"""As the sanitiser leaves them."""


@dataclass(slots=True)
class Context:
    """One site being planned, with what has been made of it so far."""

    site: Site
    theme: Theme
    css: str
    """Path of the style sheet in the site."""
    icons: tuple[tuple[str, str, str], ...] = ()
    """(path, type, sizes)."""
    seal: str = ""
    """Stands for the contents of the icons."""
    media: dict[str, Media] = field(init=False)
    home: str = field(init=False)
    """Absolute URL of the site, with final slash."""
    lang: str = field(init=False)
    """The language of the interface."""
    declared: str = field(init=False)
    """The language of the site, as its KIM says."""
    by_kind: dict[str, list[Post]] = field(init=False)
    """jenis -> its posts, newest first; only those that have posts, in the order of menus."""
    _modern: dict[str, str] = field(init=False)
    """Path of a picture's fallback -> its `srcset` of AVIF in an article."""
    _words: Words = field(init=False)
    _frames: dict[tuple[str, str], SiteView] = field(default_factory=dict)
    _cards: defaultdict[str, dict[str, PostCard]] = field(init=False)
    """root -> path of a post -> its card."""
    _kinds: dict[tuple[str, str], Badge] = field(default_factory=dict)
    _terms: dict[tuple[str, str, str], Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        site = self.site
        # of a KIM that is retired nothing is published
        shown = site.media if site.kim.status != "dicabut" else ()
        self.media = {item.name: item for item in shown}
        self._modern = {item.plain.path: srcset(item.modern, ROOT) for item in shown if item.modern}
        self.home = site.url
        self.declared = site.kim.lang or site.portal.lang
        self.lang = interface(self.declared)
        of_kind: dict[str, list[Post]] = {kind: [] for kind in POST_KINDS}
        for post in site.posts:
            of_kind[post.kind].append(post)
        self.by_kind = {kind: posts for kind, posts in of_kind.items() if posts}
        self._words = words_of(self.lang)
        self._cards = defaultdict(dict)

    def _(self, text: str) -> str:
        return self._words(text)

    def _n(self, text: str, number: int) -> str:
        """`text` for so many things, with the number in it."""
        return self._words.count(text, number)

    def marked(self, text: str) -> str:
        """A sentence that stands between tags: marked as Indonesian where it is."""
        return self._words.marked(text)

    # --- frame -------------------------------------------------------------------

    def frame(self, path: str) -> SiteView:
        """The frame of the page at `path`."""
        root = "/" if path == "404.html" else "../" * path.count("/")
        section = path.partition("/")[0] if "/" in path else path
        key = (root, section)
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._frame(root, section)
        return frame

    def _frame(self, root: str, section: str) -> SiteView:
        site, kim = self.site, self.site.kim
        colour = kim.colour or self.theme.colour
        light, dark = accents(colour)
        menu, more = self._menu(root, section)
        retired = kim.status == "dicabut"  # such a site is a notice: nothing to follow or install
        place = kim.village
        return SiteView(
            name=kim.name,
            expansion=site.portal.expansion,
            description=kim.description,
            label=kim.label,
            host=f"{kim.label}.{site.hosts.domain}",
            lang=self.declared,
            interface=self.lang,
            words=script_words(self.lang),
            unreviewed=self._words.unreviewed,
            dir=direction(self.declared),
            place=PlaceView(
                place.full_name,
                place.district,
                place.regency,
                place.province,
                place.code,
                place.zone,
                kim.coordinates or place.coordinates,
            ),
            home=f"{root}index.html",
            root=root,
            css=f"{root}{self.css}",
            colours=Colours(light, dark),
            ornament=PATTERNS[place.province_code],
            logo=self.picture(kim.logo, root, kim.name),
            header=self.picture(kim.header, root, kim.header_text),
            icons=tuple(
                (f"{root}{p}", kind, sizes)
                for p, kind, sizes in self.icons
                if not p.startswith("icon-")  # these stand in the manifest
            ),
            manifest="" if retired else f"{root}manifest.webmanifest",
            bulletin=f"{root}cetak/index.html" if site.posts and not retired else "",
            board=f"{root}papan/index.html" if site.posts and not retired else "",
            offline="" if retired else f"{root}luring.html",
            menu=menu,
            more=more,
            feeds=() if retired else self._feeds(root),
            contact=sharing.contacts(kim, self._, direction(self.declared)),
            social=tuple(Link(item.title, item.url) for item in kim.social),
            portal=Link(site.portal.title, site.hosts.portal() + "index.html"),
            village_page=self._village_page(),
            status=Badge(kim.status, self._(STATUS_NAMES[kim.status])),
            notice=self._notice(kim),
            example=self._example(),
            generator=f"kimgen {__version__}",
            accessibility="" if retired else f"{root}{ACCESSIBILITY}",
            search=f"{root}{SEARCH}" if site.posts and not retired else "",
            policy=page_policy(site.portal.picture_hosts),
        )

    def _feeds(self, root: str) -> tuple[Feed, ...]:
        return (
            Feed(self._("Umpan Atom"), f"{root}feed.xml", "application/atom+xml"),
            Feed(self._("Umpan JSON"), f"{root}feed.json", "application/feed+json"),
        )

    def _village_page(self) -> Link:
        """The portal's page of the village; of the province where the portal does not
        list this KIM, so that the village may have no page."""
        kim, portal = self.site.kim, self.site.hosts.portal()
        place = kim.village
        if kim.is_live or kim.status == "nonaktif":
            return Link(place.full_name, portal + regionlinks.village_page(place.code))
        return Link(place.province, portal + regionlinks.province_page(place.code))

    def _notice(self, kim: Kim) -> str:
        if kim.status == "nonaktif":
            return self.marked("KIM ini sedang tidak aktif. Tulisan lama tetap bisa dibaca.")
        if not kim.is_live and kim.status != "dicabut":
            return self.marked("Pratinjau: KIM ini belum terdaftar, situs ini belum terbit.")
        return ""

    def _example(self) -> str:
        if not self.site.portal.example:
            return ""
        return self.marked("Situs contoh: semua nama, orang, dan peristiwa di sini rekaan.")

    def _menu(self, root: str, section: str) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
        """(what is in sight, the rest) of the KIM's own menu and then what it leaves out: no page
        without a way to it."""
        here = (f"{root}{section}", f"{root}{section}/index.html")
        own = []
        for entry in self.site.kim.menu:
            found = destination(entry.target, self.by_kind, self.site.pages)
            if found:  # what is not there yet appears when it is
                href = found if leaves(found) else root + found
                own.append(Link(entry.title, href, href in here))
        named = {link.href for link in own}
        rest = (link for link in self._whole_menu(root, section) if link.href not in named)
        menu = (*own, *rest)
        in_sight = min(len(own) or MENU_LENGTH, MENU_LENGTH)
        return menu[:in_sight], menu[in_sight:]

    def _whole_menu(self, root: str, section: str) -> tuple[Link, ...]:
        site = self.site
        links = [Link(self._("Beranda"), f"{root}index.html", section == "index.html")]
        links += [
            Link(self._(KIND_NAMES[kind]), f"{root}{kind}/index.html", section == kind)
            for kind in self.by_kind
        ]
        links.insert(
            min(len(links), MENU_LENGTH - 1),
            Link(self._("Profil"), f"{root}profil.html", section == "profil.html"),
        )
        links += [
            Link(page.title, f"{root}{page.permalink}", section == page.permalink)
            for page in site.pages
            if page.slug not in OWN_PAGES
        ]
        links.append(Link(self._("Kontak"), f"{root}kontak.html", section == "kontak.html"))
        if site.posts:
            links.append(Link(self._("Arsip"), f"{root}arsip/index.html", section == "arsip"))
        return tuple(links)

    # --- values ------------------------------------------------------------------

    def date(self, when: When) -> DateView:
        text, short, day, month, year = _day(when.date, self.lang)
        if when.time is not None:
            text = long_when(when, self.lang)
        return DateView(when.iso, text, short, day, month, year)

    def picture(
        self, name: str, root: str, alt: str, caption: str = "", href: str = ""
    ) -> Picture | None:
        """A picture of the KIM's media, None where it is missing or no picture."""
        item = self.media.get(name)
        if item is None or item.kind != "picture":
            return None
        plain = item.plain
        return Picture(
            src=f"{root}{plain.path}",
            width=plain.width,
            height=plain.height,
            alt=alt,
            caption=caption,
            srcset=srcset(item.variants, root) if item.fallback else "",
            href=href,
            modern=srcset(item.modern, root),
            placeholder=item.placeholder,
        )

    def body(self, html: str, root: str) -> Markup:
        """Article HTML with its internal addresses as seen from a page at `root`, and its
        pictures as AVIF, too, where they are smaller so: an article names one file of each."""
        if self._modern and "<img " in html:
            html = _ARTICLE_IMAGE.sub(self._with_modern, html)
        return Markup(html.replace(ROOT, root))

    def _with_modern(self, image: re.Match[str]) -> str:
        modern = self._modern.get(unescape(image[1]))
        if modern is None:
            return image[0]
        return (
            f'<picture><source type="image/avif" srcset="{modern}"{image[2]}>{image[0]}</picture>'
        )

    def cards(self, posts: Iterable[Post], root: str) -> tuple[PostCard, ...]:
        """The cards of `posts` on pages at `root`."""
        known = self._cards[root]
        return tuple([known.get(post.path) or self.card(post, root) for post in posts])

    def card(self, post: Post, root: str) -> PostCard:
        """The card of `post` on pages at `root`."""
        known = self._cards[root]
        card = known.get(post.path)
        if card is None:
            card = known[post.path] = self._card(post, root)
        return card

    def _card(self, post: Post, root: str) -> PostCard:
        lang = post.lang or self.declared
        href = f"{root}{post.permalink}"
        mark = "draf" if post.draft else ""
        if not mark and post.when.date > self.site.today:
            mark = "terjadwal"
        return PostCard(
            href=href,
            title=post.title,
            kind=self._kind(post.kind, root),
            date=self.date(post.when),
            excerpt=post.excerpt,
            picture=self.picture(
                post.picture, root, post.caption or post.title, post.caption, href
            ),
            place=post.place,
            lang=lang,
            dir=direction(lang),
            categories=tuple([self.term("kategori", name, root) for name in post.categories]),
            detail=None if post.detail is None else later(detail_view, self, post, root),
            mark=mark,
            foreign=lang != self.lang or direction(lang) != direction(self.declared),
        )

    def _kind(self, kind: str, root: str) -> Badge:
        """The jenis `kind`, with its list."""
        badge = self._kinds.get((kind, root))
        if badge is None:
            href = f"{root}{kind}/index.html"
            badge = self._kinds[kind, root] = Badge(kind, self._(KIND_NAMES[kind]), href)
        return badge

    def term(self, folder: str, name: str, root: str) -> Link:
        """Link to the page of a category or tag."""
        key = (folder, name, root)
        link = self._terms.get(key)
        if link is None:
            link = self._terms[key] = Link(name, f"{root}{folder}/{term_slug(name)}.html")
        return link

    def url(self, path: str) -> str:
        """Absolute URL of a page of this site."""
        return self.home if path == "index.html" else self.home + path


@lru_cache(maxsize=4096)  # the posts of a nation share their days
def _day(day: date, lang: str) -> tuple[str, str, str, str, str]:
    """A day as readers see it: in full, in short, and its parts."""
    short = short_date(day, lang)
    number, month, year = short.split(" ")
    return long_date(day, lang), short, number, month, year


@lru_cache(maxsize=4096)  # the sites of a nation share most of their tags
def term_slug(name: str) -> str:
    """The slug of a category or tag."""
    return slugify(name) or "lain"
