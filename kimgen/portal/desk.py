"""What all pages of the portal share: grouping, the frame, cards, heads.

One pass over records and summaries makes every group that a page needs; nothing
here is quadratic in the number of KIMs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from kimgen import __version__, regionlinks
from kimgen.colours import accents
from kimgen.dates import DateProblem, long_when, month_name, parse_when, short_date
from kimgen.model import Hosts, Kim, Portal
from kimgen.numbers import format_number
from kimgen.pages.words import KIND_NAMES, STATUS_NAMES, direction, translate
from kimgen.portal.drawing import Drawing
from kimgen.portal_views import Counter, KimCard, NewsItem, PortalView, RegionRow
from kimgen.summary import PostBrief, SiteSummary
from kimgen.theme import Theme
from kimgen.views import Badge, Colours, DateView, Feed, Head, Link
from kimgen.wilayah import region

SHOWN = ("terdaftar", "nonaktif")
"""Statuses of the KIMs that the public portal shows."""


@dataclass(frozen=True, slots=True)
class PortalInputs:
    """All that the portal is made from."""

    portal: Portal
    hosts: Hosts
    kims: tuple[Kim, ...]
    """Every KIM with a readable record."""
    summaries: Mapping[str, SiteSummary]
    today: date
    theme: Theme
    drawing: Drawing


@dataclass(slots=True)
class Group:
    """The KIMs of a region or a field."""

    kims: list[Kim] = field(default_factory=list)
    posts: int = 0
    members: int = 0

    def add(self, kim: Kim, posts: int) -> None:
        self.kims.append(kim)
        self.posts += posts
        self.members += kim.members or 0


class Desk:
    """The portal being planned."""

    def __init__(self, inputs: PortalInputs, css: str) -> None:
        self.inputs = inputs
        self.portal = inputs.portal
        self.lang = inputs.portal.lang
        self.css = css
        self.kims = sorted(
            (kim for kim in inputs.kims if kim.status == "nonaktif" or kim.is_live),
            key=lambda kim: (kim.village.code, kim.name, kim.label),
        )
        self.regions: dict[str, Group] = defaultdict(Group)
        self.fields: dict[str, Group] = defaultdict(Group)
        self.nation = Group()
        self.news: list[tuple[PostBrief, Kim]] = []
        for kim in self.kims:
            summary = inputs.summaries.get(kim.label)
            posts = summary.posts if summary else 0
            self.nation.add(kim, posts)
            for length in (2, 5, 8, 13):
                self.regions[kim.village.code[:length]].add(kim, posts)
            for code in dict.fromkeys(kim.fields):
                self.fields[code].add(kim, posts)
            if summary:
                self.news.extend((brief, kim) for brief in summary.latest)
        self.news.sort(key=lambda item: (item[0].day, item[0].moment, item[1].label), reverse=True)
        self.region_news: dict[str, list[tuple[PostBrief, Kim]]] = defaultdict(list)
        self.field_news: dict[str, list[tuple[PostBrief, Kim]]] = defaultdict(list)
        for item in self.news:
            for length in (2, 5, 8, 13):
                rows = self.region_news[item[1].village.code[:length]]
                if len(rows) < 12:
                    rows.append(item)
            for code in item[1].fields:
                if len(self.field_news[code]) < 12:
                    self.field_news[code].append(item)

    def _(self, text: str) -> str:
        return translate(text, self.lang)

    def figure(self, number: int) -> str:
        return format_number(number, self.lang)

    # --- frame ----------------------------------------------------------------------

    def frame(self, path: str) -> PortalView:
        """The frame of the page at `path`."""
        root = "/" if path == regionlinks.NOT_FOUND else "../" * path.count("/")
        light, dark = accents(self.portal.colour or self.inputs.theme.colour)
        entries = (
            ("Peta", regionlinks.HOME),
            ("Kabar", regionlinks.NEWS),
            ("Daftar KIM", regionlinks.DIRECTORY),
            ("Bidang", regionlinks.FIELDS),
            ("Tentang", regionlinks.ABOUT),
        )
        menu = tuple(Link(self._(text), root + target, target == path) for text, target in entries)
        example = "Portal contoh: semua KIM, orang, dan peristiwa di sini rekaan."
        return PortalView(
            name=self.portal.title,
            expansion=self.portal.expansion,
            description=self.portal.description,
            host=self.inputs.hosts.domain,
            lang=self.lang,
            dir=direction(self.lang),
            home=root + regionlinks.HOME,
            root=root,
            css=root + self.css,
            colours=Colours(light, dark),
            ornament="kawung",
            icons=((f"{root}favicon.svg", "image/svg+xml", "any"),),
            manifest=f"{root}manifest.webmanifest",
            menu=menu,
            feeds=(
                Feed(self._("Umpan Atom"), f"{root}feed.xml", "application/atom+xml"),
                Feed(self._("Umpan JSON"), f"{root}feed.json", "application/feed+json"),
            ),
            example=self._(example) if self.portal.example else "",
            credits=self.credits(),
            generator=f"kimgen {__version__}",
        )

    def credits(self) -> tuple[Link, ...]:
        """Where map and place data come from; the licences ask for it."""
        return (
            Link(self._("Batas wilayah: Natural Earth"), "https://www.naturalearthdata.com/"),
            Link(self._("Letak kota: GeoNames (CC BY 4.0)"), "https://www.geonames.org/"),
            Link(self._("Kode wilayah: Kemendagri"), "https://www.kemendagri.go.id/"),
        )

    def head(self, path: str, title: str, description: str = "") -> Head:
        """The head of the page at `path`."""
        name = self.portal.title
        url = self.inputs.hosts.portal() + ("" if path == regionlinks.HOME else path)
        text = description or self.portal.description or f"{name}: {self.portal.expansion}"
        hidden = self.portal.example or path == regionlinks.NOT_FOUND
        return Head(
            title=title if title == name else f"{title} - {name}",
            description=text,
            canonical=url,
            robots="noindex" if hidden else "",
            og=(
                ("og:type", "website"),
                ("og:site_name", name),
                ("og:title", title),
                ("og:description", text),
                ("og:url", url),
            ),
            jsonld=Markup(""),
        )

    # --- values ----------------------------------------------------------------------

    def date(self, iso: str) -> DateView:
        """The view of an ISO date or moment."""
        when = parse_when(iso)
        assert not isinstance(when, DateProblem)
        day = when.date
        month = month_name(day.month, self.lang)[:3]
        return DateView(
            iso, long_when(when, self.lang), short_date(when, self.lang),
            str(day.day), month, str(day.year),
        )  # fmt: skip

    def card(self, kim: Kim, root: str) -> KimCard:
        """A KIM in a list on a page at `root`."""
        summary = self.inputs.summaries.get(kim.label)
        newest = summary.latest[0] if summary and summary.latest else None
        place = kim.village
        return KimCard(
            name=kim.name,
            href=self.inputs.hosts.site(kim.label) + "index.html" if summary else "",
            description=kim.description,
            place=f"{place.full_name}, {place.district}, {place.regency}",
            place_href=root + regionlinks.village_page(place.code),
            status=Badge(kim.status, self._(STATUS_NAMES[kim.status])),
            number=kim.number,
            fields=tuple(self.field_badge(code, root) for code in kim.fields),
            members=kim.members,
            posts=summary.posts if summary else 0,
            last=self.date(newest.day) if newest else None,
        )

    def field_badge(self, code: str, root: str) -> Badge:
        target = regionlinks.field_page(code)
        return Badge(code, self.portal.field_name(code), root + target if target else "")

    def news_item(self, brief: PostBrief, kim: Kim) -> NewsItem:
        """A post in a list of news."""
        site = self.inputs.hosts.site(kim.label)
        lang = brief.lang or kim.lang or self.lang
        return NewsItem(
            title=brief.title,
            href=site + brief.permalink,
            kind=Badge(brief.kind, self._(KIND_NAMES[brief.kind])),
            date=self.date(brief.moment),
            excerpt=brief.excerpt,
            lang=lang,
            dir=direction(lang),
            kim=Link(kim.name, site + "index.html"),
            place=f"{kim.village.full_name}, {kim.village.regency}",
        )

    def items(self, rows: Iterable[tuple[PostBrief, Kim]]) -> tuple[NewsItem, ...]:
        return tuple(self.news_item(brief, kim) for brief, kim in rows)

    def row(self, code: str, root: str) -> RegionRow:
        """A region with its counts."""
        group = self.regions.get(code) or Group()
        place = region(code)
        name = place.title if place else code
        return RegionRow(name, root + regionlinks.region_page(code), len(group.kims), group.posts, code)

    def counters(self, group: Group) -> tuple[Counter, ...]:
        """KIM, members and posts of a group."""
        return (
            Counter(self.figure(len(group.kims)), "KIM"),
            Counter(self.figure(group.members), self._("anggota")),
            Counter(self.figure(group.posts), self._("tulisan")),
        )
