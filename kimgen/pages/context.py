"""What every page of a site shares: the frame, cards, pictures, links.

Pages lie at the root or one folder deep, so there are two prefixes, and all
that depends on a prefix is made once for each.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from markupsafe import Markup

from kimgen import __version__, regionlinks, sharing
from kimgen.colours import accents
from kimgen.dates import When, long_when, month_name, short_date
from kimgen.markdown import ROOT
from kimgen.model import POST_KINDS, Kim, Media, Post, Site
from kimgen.ornament import PATTERNS
from kimgen.pages.details import detail_view
from kimgen.pages.words import KIND_NAMES, STATUS_NAMES, direction, translate
from kimgen.slugs import slugify
from kimgen.theme import Theme
from kimgen.views import (
    Badge,
    Colours,
    DateView,
    Fact,
    Feed,
    Link,
    Picture,
    PlaceView,
    PostCard,
    SiteView,
)

MENU_LENGTH = 5


@dataclass(slots=True)
class Context:
    """One site being planned, with what has been made of it so far."""

    site: Site
    theme: Theme
    css: str
    """Path of the style sheet in the site."""
    icons: tuple[tuple[str, str, str], ...] = ()
    """(path, type, sizes)."""
    media: dict[str, Media] = field(default_factory=dict)
    _frames: dict[tuple[str, str], SiteView] = field(default_factory=dict)
    _cards: dict[tuple[str, str], PostCard] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.media = {item.name: item for item in self.site.media}

    @property
    def lang(self) -> str:
        return self.site.kim.lang or self.site.portal.lang

    def _(self, text: str) -> str:
        return translate(text, self.lang)

    # --- frame -------------------------------------------------------------------

    def frame(self, path: str) -> SiteView:
        """The frame of the page at `path`."""
        root = "/" if path == "404.html" else "../" * path.count("/")
        section = path.partition("/")[0] if "/" in path else path
        key = (root, section)
        if key not in self._frames:
            self._frames[key] = self._frame(root, section)
        return self._frames[key]

    def _frame(self, root: str, section: str) -> SiteView:
        site, kim = self.site, self.site.kim
        colour = kim.colour or self.theme.colour
        light, dark = accents(colour)
        menu = self._menu(root, section)
        in_sight = min(len(kim.menu) or MENU_LENGTH, MENU_LENGTH)
        retired = kim.status == "dicabut"  # such a site is a notice: nothing to follow or install
        place = kim.village
        return SiteView(
            name=kim.name,
            expansion=site.portal.expansion,
            description=kim.description,
            label=kim.label,
            host=f"{kim.label}.{site.hosts.domain}",
            lang=self.lang,
            dir=direction(self.lang),
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
            logo=self.picture(kim.logo, root, kim.name) if kim.logo else None,
            icons=tuple(
                (f"{root}{p}", kind, sizes)
                for p, kind, sizes in self.icons
                if not p.startswith("icon-")  # these stand in the manifest
            ),
            manifest="" if retired else f"{root}manifest.webmanifest",
            menu=menu[:in_sight],
            more=menu[in_sight:],
            feeds=() if retired else self._feeds(root),
            contact=contact_facts(kim, self),
            social=tuple(Link(item.title, item.url) for item in kim.social),
            portal=Link(site.portal.title, site.hosts.portal() + "index.html"),
            village_page=self._village_page(),
            status=Badge(kim.status, self._(STATUS_NAMES[kim.status])),
            notice=self._notice(kim),
            example=self._example(),
            generator=f"kimgen {__version__}",
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
            return self._("KIM ini sedang tidak aktif. Tulisan lama tetap bisa dibaca.")
        if not kim.is_live and kim.status != "dicabut":
            return self._("Pratinjau: KIM ini belum terdaftar, situs ini belum terbit.")
        return ""

    def _example(self) -> str:
        if not self.site.portal.example:
            return ""
        return self._("Situs contoh: semua nama, orang, dan peristiwa di sini rekaan.")

    def _menu(self, root: str, section: str) -> tuple[Link, ...]:
        """The KIM's own menu, then what it leaves out: no page without a way to it."""
        here = (f"{root}{section}", f"{root}{section}/index.html")
        own = []
        for entry in self.site.kim.menu:
            href = self.target(entry.target, root)
            own.append(Link(entry.title, href, href in here))
        named = {link.href for link in own}
        rest = (link for link in self._whole_menu(root, section) if link.href not in named)
        return (*own, *rest)

    def _whole_menu(self, root: str, section: str) -> tuple[Link, ...]:
        site = self.site
        links = [Link(self._("Beranda"), f"{root}index.html", section == "index.html")]
        kinds = [kind for kind in POST_KINDS if any(p.kind == kind for p in site.posts)]
        links += [
            Link(self._(KIND_NAMES[kind]), f"{root}{kind}/index.html", section == kind)
            for kind in kinds
        ]
        links.insert(
            min(len(links), MENU_LENGTH - 1),
            Link(self._("Profil"), f"{root}profil.html", section == "profil.html"),
        )
        links += [
            Link(page.title, f"{root}{page.permalink}", section == page.permalink)
            for page in site.pages
            if page.slug not in ("profil", "kontak")
        ]
        links.append(Link(self._("Kontak"), f"{root}kontak.html", section == "kontak.html"))
        if site.posts:
            links.append(Link(self._("Arsip"), f"{root}arsip/index.html", section == "arsip"))
        return tuple(links)

    def target(self, text: str, root: str) -> str:
        """What a menu entry means: an address, a jenis, a page, or a path."""
        if "://" in text or text.startswith(("mailto:", "tel:")):
            return text
        word = slugify(text.removesuffix(".html").removesuffix(".md"))
        if word in POST_KINDS:
            return f"{root}{word}/index.html"
        if word == "beranda":
            return f"{root}index.html"
        if word == "arsip":
            return f"{root}arsip/index.html"
        return f"{root}{word}.html"

    # --- values ------------------------------------------------------------------

    def date(self, when: When) -> DateView:
        return DateView(
            iso=when.iso,
            text=long_when(when, self.lang),
            short=short_date(when, self.lang),
            day=str(when.date.day),
            month=month_name(when.date.month, self.lang)[:3],
            year=str(when.date.year),
        )

    def picture(
        self, name: str, root: str, alt: str, caption: str = "", href: str = ""
    ) -> Picture | None:
        """A picture of the KIM's media, None where it is missing or no picture."""
        item = self.media.get(name)
        if item is None or item.kind != "picture":
            return None
        plain = item.plain
        srcset = ", ".join(f"{root}{v.path} {v.width}w" for v in item.variants)
        return Picture(
            src=f"{root}{plain.path}",
            width=plain.width,
            height=plain.height,
            alt=alt,
            caption=caption,
            srcset=srcset if item.fallback else "",
            href=href,
        )

    def body(self, html: str, root: str) -> Markup:
        """Article HTML with its internal addresses as seen from a page at `root`."""
        return Markup(html.replace(ROOT, root))

    def card(self, post: Post, root: str) -> PostCard:
        """The card of `post` on pages at `root`."""
        key = (post.permalink, root)
        if key not in self._cards:
            self._cards[key] = self._card(post, root)
        return self._cards[key]

    def _card(self, post: Post, root: str) -> PostCard:
        lang = post.lang or self.lang
        href = f"{root}{post.permalink}"
        mark = "draf" if post.draft else ""
        if not mark and post.when.date > self.site.today:
            mark = "terjadwal"
        return PostCard(
            href=href,
            title=post.title,
            kind=Badge(post.kind, self._(KIND_NAMES[post.kind]), f"{root}{post.kind}/index.html"),
            date=self.date(post.when),
            excerpt=post.excerpt,
            picture=self.picture(
                post.picture, root, post.caption or post.title, post.caption, href
            ),
            place=post.place,
            lang=lang,
            dir=direction(lang),
            categories=tuple(self.term("kategori", name, root) for name in post.categories),
            detail=detail_view(self, post, root),
            mark=mark,
        )

    def term(self, folder: str, name: str, root: str) -> Link:
        """Link to the page of a category or tag."""
        return Link(name, f"{root}{folder}/{slugify(name) or 'lain'}.html")

    def url(self, path: str) -> str:
        """Absolute URL of a page of this site."""
        return self.site.url + ("" if path == "index.html" else path)

    def absolute(self, href: str) -> str:
        """Absolute URL of an href made with root ''."""
        return href if "://" in href else self.site.url + posixpath.normpath(href)


def contact_facts(kim: Kim, context: Context) -> tuple[Fact, ...]:
    """Ways to reach the KIM."""
    facts = []
    if kim.address:
        facts.append(Fact(context._("Alamat"), kim.address))
    if kim.whatsapp:
        facts.append(Fact("WhatsApp", f"+{kim.whatsapp}", sharing.whatsapp_chat(kim.whatsapp)))
    if kim.email:
        facts.append(Fact(context._("Surel"), kim.email, f"mailto:{kim.email}"))
    return tuple(facts)
