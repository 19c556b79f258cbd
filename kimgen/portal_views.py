"""What a portal template may see; the second half of the theme contract.

A portal template gets `site` (a `PortalView`) and `page` (one of the views
below). See `views.py` for the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kimgen.views import Badge, Colours, DateView, Fact, Feed, Head, Link, Pager, Sentence

if TYPE_CHECKING:
    from kimgen.portal.map import MapView


@dataclass(frozen=True, slots=True)
class PortalView:
    """The frame of every page of the portal."""

    name: str
    expansion: str
    description: str
    host: str
    lang: str
    """BCP 47 language that it is in."""
    interface: str
    """The language of the interface: `lang`, or `id` where kimgen does not speak it."""
    words: str
    """For scripts, what dates are made of; see `dateformat.script_words`."""
    unreviewed: Sentence
    """Says that nobody has checked the interface in this language, `''` where somebody has."""
    dir: str
    home: str
    root: str
    """Prefix of every portal file from this page: `''`, `'../'` or `/`."""
    css: str
    colours: Colours
    ornament: str
    icons: tuple[tuple[str, str, str], ...]
    manifest: str
    contact: tuple[Fact, ...]
    """Address, WhatsApp, e-mail of who runs the portal."""
    accessibility: str
    """The page about it."""
    offline: str
    """As in a `SiteView`; the portal keeps nothing."""
    menu: tuple[Link, ...]
    feeds: tuple[Feed, ...]
    example: str
    credits: tuple[Link, ...]
    """Where map and place data come from."""
    generator: str
    policy: str
    """The content security policy, which stands in the head of each page: kimgen puts it there."""


@dataclass(frozen=True, slots=True)
class KimCard:
    """A KIM in a list of the portal."""

    name: str
    href: str
    """Its own site, absolute; `''` for one that is not live."""
    description: str
    place: str
    """`Desa Melayu, Kecamatan Tenggarong, Kabupaten Kutai Kartanegara`."""
    place_href: str
    """The portal's page of the village."""
    status: Badge
    number: str
    """Nomor induk, `''` for none."""
    fields: tuple[Badge, ...]
    """bidang, each with its page."""
    members: int | None
    posts: int
    last: DateView | None
    """Newest post."""
    spot: str = ""
    """What its dot on a map stands for: `titik desanya`; `''` where it can have none."""


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A post of some KIM."""

    title: str
    href: str
    """Absolute."""
    kind: Badge
    date: DateView
    excerpt: str
    lang: str
    dir: str
    kim: Link
    place: str
    """Village and regency."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A figure with its word: (12, `KIM`)."""

    value: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region inside a region."""

    name: str
    href: str
    kims: int
    posts: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class PortalHome:
    """portal/home.html"""

    head: Head
    map: MapView
    counters: tuple[Counter, ...]
    news: tuple[NewsItem, ...]
    provinces: tuple[RegionRow, ...]
    """The map as a list, all 38."""
    fields: tuple[RegionRow, ...]
    """bidang with their counts."""
    newest: tuple[KimCard, ...]


@dataclass(frozen=True, slots=True)
class RegionShape:
    """A region on the map of a province or regency."""

    code: str
    name: str
    href: str
    """Its page, `''` where it has none or it is this one."""
    label: str
    """For tooltips and screen readers: `Kabupaten Garut: 12 KIM`."""
    path: str
    """`d` of an SVG path."""
    role: str
    """`full` with KIM, `empty` without, `around` for a neighbour."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A KIM on the map, or several that stand at one place."""

    x: int
    y: int
    radius: int
    href: str
    """Its site; the page that lists them for several."""
    label: str
    """`KIM Melayu Berkarya, Kelurahan Melayu (titik desanya)`."""
    text: str
    """How many, `''` for one."""


@dataclass(frozen=True, slots=True)
class RegionMap:
    """The map of a province or regency, and what lies around it."""

    width: int
    height: int
    around: str
    """Path of neighbouring countries, `''` for none."""
    ground: str
    """Path of the land below where some regencies have no boundary, else `''`."""
    shapes: tuple[RegionShape, ...]
    borders: str
    dots: tuple[Dot, ...]
    """KIMs that stand close share one, so there are a few dozen at most."""
    indicative: bool
    """The borders are kimgen's own, some of them approximations."""


@dataclass(frozen=True, slots=True)
class RegionView:
    """portal/region.html: a province, a regency, a district or a village."""

    head: Head
    title: str
    """`Kabupaten Kutai Kartanegara`."""
    level: Badge
    """code: provinsi, kabupaten, kecamatan, desa."""
    code: str
    parent: str
    """What it lies in, in words."""
    facts: tuple[Fact, ...]
    counters: tuple[Counter, ...]
    children: tuple[RegionRow, ...]
    kims: tuple[KimCard, ...]
    news: tuple[NewsItem, ...]
    feed: Feed | None
    trail: tuple[Link, ...]
    map: RegionMap | None = None
    """Of a province or a regency, where there is map data."""


@dataclass(frozen=True, slots=True)
class FieldsView:
    """portal/fields.html: every bidang."""

    head: Head
    title: str
    intro: Sentence
    counters: tuple[Counter, ...]
    fields: tuple[RegionRow, ...]
    """Each with its page and its counts."""
    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """portal/field.html: a bidang."""

    head: Head
    title: str
    intro: Sentence
    counters: tuple[Counter, ...]
    kims: tuple[KimCard, ...]
    news: tuple[NewsItem, ...]
    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DirectoryGroup:
    """The KIMs of a province."""

    title: str
    href: str
    kims: tuple[KimCard, ...]


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """portal/directory.html: every KIM, accessible and complete, page by page."""

    head: Head
    title: str
    intro: Sentence
    groups: tuple[DirectoryGroup, ...]
    pager: Pager
    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PortalNewsView:
    """portal/news.html: the newest posts of all KIMs."""

    head: Head
    title: str
    news: tuple[NewsItem, ...]
    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PortalAboutView:
    """portal/about.html: what the portal is and where its data comes from."""

    head: Head
    title: str
    facts: tuple[Fact, ...]
    credits: tuple[Link, ...]
    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PortalAccessibility:
    """portal/accessibility.html: who can use the portal and how."""

    head: Head
    title: str
    language: str
    """Name of the portal's language."""
    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PortalNotFound:
    """portal/404.html; `site.root` is `/` there."""

    head: Head
    title: str
    text: str


PORTAL_PAGES: dict[str, type] = {
    "portal/home.html": PortalHome,
    "portal/region.html": RegionView,
    "portal/fields.html": FieldsView,
    "portal/field.html": FieldView,
    "portal/directory.html": DirectoryView,
    "portal/news.html": PortalNewsView,
    "portal/about.html": PortalAboutView,
    "portal/accessibility.html": PortalAccessibility,
    "portal/404.html": PortalNotFound,
}
"""Every template of the portal and what it gets as `page`."""
