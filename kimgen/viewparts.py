"""The small values that views are made of: links, dates, pictures, cards of posts.

Part of the theme contract; see `views.py`, which hands them on.
"""

from __future__ import annotations

from typing import TypeAlias

from markupsafe import Markup

from kimgen.values import late, value

# --- small values ---------------------------------------------------------------

Sentence: TypeAlias = str | Markup
"""A text of the interface that may be HTML; it is escaped where it is not."""


@value
class Link:
    """Something to follow."""

    text: str
    href: str
    current: bool = False
    """True on the page that it leads to, or inside the section it opens."""
    lang: str = ""
    """Language of `text` where that is not the one of the page, as far as it is known."""


@value
class Badge:
    """A value from a closed list: a kind of post, a status, a verdict, a field."""

    code: str
    """Stable ASCII word, good for class names and for choosing a sign."""
    text: str
    """What readers see."""
    href: str = ""
    """Its own list, where it has one."""


@value
class Feed:
    """A feed to announce in `<head>` and in the footer."""

    title: str
    href: str
    type: str


@value
class Colours:
    """Accent colours, each with at least 4.5:1 against its ground."""

    light: str
    """#rrggbb on the light ground; white text on it is readable too."""
    dark: str
    """#rrggbb on the dark ground."""


@value
class PlaceView:
    """Where a KIM is."""

    village: str
    """With its own unit word: `Nagari Pariangan`."""
    district: str
    """`Kecamatan Pariangan`."""
    regency: str
    """`Kabupaten Tanah Datar`."""
    province: str
    code: str
    """Kemendagri code of the village."""
    zone: str
    """WIB, WITA or WIT."""
    coordinates: tuple[float, float] | None
    """(latitude, longitude) in degrees, or None."""

    @property
    def line(self) -> str:
        """Village, district and regency in one line."""
        return f"{self.village}, {self.district}, {self.regency}"


@value
class DateView:
    """A moment as readers see it. Relative words are the script's work: what is
    written into a file would be wrong tomorrow."""

    iso: str
    """For `<time datetime>`: a date, or a date and time with offset."""
    text: str
    """In full: `Selasa, 24 November 2026, 10.30 WITA`."""
    short: str
    """`24 Nov 2026`."""
    day: str
    """`24`."""
    month: str
    """`Nov`."""
    year: str
    """`2026`."""


@value
class Picture:
    """A picture with everything that keeps the page from jumping."""

    src: str
    width: int
    height: int
    alt: str
    caption: str = ""
    srcset: str = ""
    """Ready for `srcset`, `''` where there is one size only."""
    href: str = ""
    """Where a click leads: the large picture, or the post."""
    modern: str = ""
    """A `srcset` of AVIF, `''` where that is not clearly smaller."""
    placeholder: str = ""
    """A `data:` address of a few blurred dots, `''` for none."""


@value
class Fact:
    """A row of a calm table."""

    term: str
    text: str
    href: str = ""


@value
class Heading:
    """A line of a table of contents."""

    id: str
    text: str
    level: int
    """2 is the first level inside an article."""


# --- what the kinds of posts add ------------------------------------------------


@value
class NoticeView:
    """pengumuman"""

    until: DateView | None
    expired: bool
    """Its last day is over: step back."""


@value
class EventView:
    """agenda"""

    start: DateView
    when: str
    """`Sabtu, 5 Desember 2026, 08.00–11.00 WIB`."""
    place: str
    past: bool
    calendar: str
    """href of the iCalendar file."""


@value
class StepView:
    """One step of a proposal's trail."""

    status: Badge
    date: DateView | None
    text: str
    state: str
    """`done`, `current` or `ahead`."""


@value
class ProposalView:
    """usulan"""

    status: Badge
    agency: str
    """Who has to answer; may be empty."""
    trail: tuple[StepView, ...]
    """The five stations in short: masuk, diteruskan, ditindaklanjuti, and the end."""
    history: tuple[StepView, ...]
    """What really happened, oldest first."""


@value
class FactCheckView:
    """klarifikasi"""

    claim: str
    verdict: Badge
    """code: benar, salah, menyesatkan, belum-terbukti."""
    references: tuple[Link, ...]


@value
class ProductView:
    """lapak"""

    price: str
    """`Rp 35.000`, or `''`."""
    unit: str
    stock: str
    whatsapp: str
    """wa.me link with a first sentence, or `''`."""


@value
class AlbumView:
    """galeri"""

    pictures: tuple[Picture, ...]


@value
class DocumentView:
    """dokumen"""

    href: str
    name: str
    size: str
    """`1,2 MB`."""
    format: str
    """`PDF`."""


Detail = (
    NoticeView | EventView | ProposalView | FactCheckView | ProductView | AlbumView | DocumentView
)


@value
class PostCard:
    """A post as it appears in lists."""

    href: str
    title: str
    kind: Badge
    """code: berita, pengumuman, agenda, usulan, klarifikasi, lapak, galeri, dokumen."""
    date: DateView
    excerpt: str
    picture: Picture | None
    place: str
    lang: str
    """BCP 47 language of the post."""
    dir: str
    """`ltr` or `rtl`."""
    categories: tuple[Link, ...]
    detail: Detail | None = late()
    """The view that belongs to `kind.code`; None for berita."""
    mark: str = ""
    """`draf` or `terjadwal` in a preview, else `''`."""
    foreign: bool = False
    """In another language or direction than its site, so that the page has to say so."""


@value
class Poster:
    """A post on paper or on a wall: who sees it there cannot follow a link."""

    card: PostCard
    body: Markup
    """The whole text of a short announcement, else `''`."""
    qr: str = late()
    """QR code of the post as the `src` of a picture, without a quiet zone; `''` where it has an
    address that is too long for one."""
    address: str
    """Its address as people write it down: without `https://`."""


# --- pieces of pages ------------------------------------------------------------


@value
class Term:
    """An entry of an index: a category, a tag, a month."""

    text: str
    href: str
    count: int


@value
class TermGroup:
    """Terms under one heading: the months of a year."""

    title: str
    href: str
    count: int
    terms: tuple[Term, ...]


@value
class ShareView:
    """Ways to pass a post on."""

    whatsapp: str
    facebook: str
    x: str
    telegram: str
    url: str
    """Absolute URL, to copy."""
    text: str
