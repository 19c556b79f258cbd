"""The nouns of kimgen as plain, frozen values: village, KIM, post, page, site.

They are what `validate` makes of content files and what `pages` and `portal`
turn into views. Everything here is hashable, comparable and picklable, so that
a site can be handed to another process whole. Nothing is computed beyond what
a property can say in a line.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter

from kimgen.dates import When
from kimgen.details import PROPOSAL_STATIONS as PROPOSAL_STATIONS
from kimgen.details import Album as Album
from kimgen.details import Attachment as Attachment
from kimgen.details import Detail as Detail
from kimgen.details import Event as Event
from kimgen.details import FactCheck as FactCheck
from kimgen.details import Notice as Notice
from kimgen.details import Photo as Photo
from kimgen.details import Product as Product
from kimgen.details import Proposal as Proposal
from kimgen.details import Step as Step
from kimgen.discretion import WARNED
from kimgen.discretion import Discretion as Discretion
from kimgen.limits import DEFAULTS, Limits
from kimgen.markdown import Article
from kimgen.values import value

POST_KINDS = (
    "berita",
    "pengumuman",
    "agenda",
    "usulan",
    "klarifikasi",
    "lapak",
    "galeri",
    "dokumen",
)
"""Every jenis, in the order in which menus and indexes show them."""


@dataclass(frozen=True, slots=True)
class WebLink:
    """A titled address outside the site."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Village:
    """A village (desa, kelurahan, nagari ...) and everything it lies in."""

    code: str
    """Kemendagri code, dotted: `64.02.06.1005`."""
    name: str
    """Bare name: `Melayu`."""
    unit: str
    """Its own unit word: `Kelurahan`, `Nagari`, `Gampong` ..."""
    district: str
    """With unit word: `Kecamatan Tenggarong`."""
    regency: str
    """With unit word: `Kabupaten Kutai Kartanegara`."""
    province: str
    """`Kalimantan Timur`."""
    zone: str
    """WIB, WITA or WIT."""
    offset: int
    """Minutes east of UTC."""
    coordinates: tuple[float, float] | None = None
    """(latitude, longitude) in degrees from desa.yaml, else None."""
    links: tuple[WebLink, ...] = ()

    @property
    def full_name(self) -> str:
        """Unit word and name: `Nagari Pariangan`."""
        return f"{self.unit} {self.name}"

    @property
    def province_code(self) -> str:
        return self.code[:2]

    @property
    def regency_code(self) -> str:
        return self.code[:5]

    @property
    def district_code(self) -> str:
        return self.code[:8]


@dataclass(frozen=True, slots=True)
class Decree:
    """Surat keputusan that registers a KIM."""

    number: str
    day: date | None = None
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class Officer:
    """A member of the board."""

    office: str
    name: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One size of a picture, as a file of the site."""

    path: str
    """Path in the site: `media/panen-640.webp`."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    source: str
    """Opaque to the pure core: where the edge finds the bytes to publish."""
    size: int = 0
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file of a KIM's media folder, as readers may get it."""

    name: str
    """Path below the KIM's folder as posts write it: `media/panen.jpg`."""
    kind: str
    """`picture` or `document`."""
    variants: tuple[Variant, ...]
    """Sizes, smallest first; a document has one, its width and height are 0."""
    original_size: int = 0
    """Bytes of the file as it was committed."""
    fallback: Variant | None = None
    """A picture's JPEG, as large as the largest, where the sizes are WebP; else None."""
    stilled: bool = False
    """The picture moved; readers get its first frame."""
    modern: tuple[Variant, ...] = ()
    """The same sizes as AVIF, where that is clearly smaller."""
    placeholder: str = ""
    """A `data:` address of a few blurred dots, to be shown until the picture is there."""

    @property
    def largest(self) -> Variant:
        return self.variants[-1]

    @property
    def plain(self) -> Variant:
        """What everything can show: for `src`, feeds and og:image."""
        return self.fallback or self.largest

    @property
    def files(self) -> tuple[Variant, ...]:
        """All files to publish."""
        plain = () if self.fallback is None else (self.fallback,)
        return (*self.variants, *self.modern, *plain)


@value
class Post:
    """A post that passed validation."""

    path: str
    """Its file, relative to the KIM's folder: `posts/2026-11-24-panen-raya.md`."""
    slug: str
    kind: str
    """One of `POST_KINDS`."""
    title: str
    when: When
    article: Article
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    reporter: str = ""
    summary: str = ""
    picture: str = ""
    """`media/panen.jpg`, or `''`."""
    caption: str = ""
    place: str = ""
    source: str = ""
    lang: str = "id"
    draft: bool = False
    detail: Detail | None = None

    def with_article(self, article: Article) -> Post:
        """The same with its body rendered; `replace` takes five times as long."""
        return Post(
            self.path, self.slug, self.kind, self.title, self.when, article, *_rest_of(self)
        )

    @property
    def permalink(self) -> str:
        """Path of its page in the site."""
        return f"{self.kind}/{self.slug}.html"

    @property
    def excerpt(self) -> str:
        return self.summary or self.article.excerpt


_rest_of = attrgetter(*[item.name for item in fields(Post)][6:])
"""What comes after the article."""


@dataclass(frozen=True, slots=True)
class Page:
    """A free page: pages/<slug>.md."""

    path: str
    slug: str
    title: str
    article: Article
    lang: str = "id"
    summary: str = ""
    draft: bool = False

    @property
    def permalink(self) -> str:
        return f"{self.slug}.html"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An entry of `menu` in kim.yaml."""

    title: str
    target: str
    """A page slug, a jenis, a path of the site, or an absolute URL."""


@dataclass(frozen=True, slots=True)
class Kim:
    """The registry record of one KIM."""

    label: str
    """Its folder and its host name: `kim-melayu-berkarya`."""
    folder: str
    """Path of its folder below content/, with forward slashes."""
    village: Village
    name: str
    number: str = ""
    """Nomor Induk Komunitas."""
    status: str = "terdaftar"
    """terdaftar, menunggu, nonaktif or dicabut."""
    decree: Decree | None = None
    founded: date | None = None
    term: str = ""
    """masa_bakti as written: `2024-2027`."""
    level: str = "desa"
    fields: tuple[str, ...] = ()
    """bidang codes."""
    description: str = ""
    officers: tuple[Officer, ...] = ()
    members: int | None = None
    address: str = ""
    whatsapp: str = ""
    email: str = ""
    social: tuple[WebLink, ...] = ()
    coordinates: tuple[float, float] | None = None
    logo: str = ""
    header: str = ""
    """Picture at the head of its front page: `media/desa.jpg`, or `''`."""
    header_text: str = ""
    """What that shows."""
    colour: str = ""
    """Accent colour as `#rrggbb`, `''` for the theme's own."""
    lang: str = ""
    theme: str = ""
    menu: tuple[MenuEntry, ...] = ()
    shown: tuple[str, ...] = ()
    """Kinds of private data that it shows on purpose, of `discretion.KINDS`."""

    @property
    def is_live(self) -> bool:
        """Only a registered KIM, with number and decree, is published."""
        return self.status == "terdaftar" and bool(self.number) and self.decree is not None


@dataclass(frozen=True, slots=True)
class Bidang:
    """A field of activity."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MapFiles:
    """An office's own boundary and centroid files, as paths below content/."""

    provinces: str = ""
    regencies: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A label that goes from one KIM to another."""

    label: str
    before: str
    """Code of the village, or number, of the KIM that had it."""
    after: str
    """The same of the one that gets it."""


@dataclass(frozen=True, slots=True)
class Portal:
    """portal.yaml: the national portal and the defaults of all KIMs."""

    title: str = "Portal KIM"
    description: str = ""
    base_domain: str = "kim.id"
    expansion: str = "Komunitas Informasi Masyarakat"
    lang: str = "id"
    theme: str = "lontar"
    example: bool = False
    fields: tuple[Bidang, ...] = ()
    categories: tuple[str, ...] = ()
    """Allowed kategori; empty allows any."""
    markdown: str = "auto"
    map: MapFiles = MapFiles()
    reserved: tuple[str, ...] = ()
    """Further labels that no KIM may take."""
    colour: str = ""
    limits: Limits = DEFAULTS
    discretion: Discretion = WARNED
    """What becomes of files that tell private data."""
    picture_hosts: tuple[str, ...] = ()
    """Other hosts whose pictures articles may show."""
    transfers: tuple[Transfer, ...] = ()
    """Labels that may go to another KIM."""
    address: str = ""
    whatsapp: str = ""
    email: str = ""
    cards: bool = True
    """Each post has a card that chats show beside its link."""

    def field_name(self, code: str) -> str:
        """Name of a bidang; the code itself where it is not listed."""
        return next((item.name for item in self.fields if item.code == code), code)


@dataclass(frozen=True, slots=True)
class Hosts:
    """How absolute addresses are made; a preview uses other ones."""

    scheme: str = "https"
    domain: str = "kim.id"

    def site(self, label: str) -> str:
        """Root URL of a microsite, with final slash."""
        return f"{self.scheme}://{label}.{self.domain}/"

    def portal(self) -> str:
        """Root URL of the portal, with final slash."""
        return f"{self.scheme}://{self.domain}/"


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the pages of one microsite are made from."""

    kim: Kim
    portal: Portal
    hosts: Hosts
    today: date
    """The day of the build in the village's own zone."""
    posts: tuple[Post, ...] = ()
    """Published posts, newest first."""
    pages: tuple[Page, ...] = ()
    """Free pages by slug."""
    media: tuple[Media, ...] = ()
    preview: bool = False
    """True shows drafts and future posts, marked."""
    changes: tuple[date, ...] = ()
    """Days from which on something looks different, oldest first."""
    cards: bool = False
    """Cards are drawn for its posts."""

    @property
    def url(self) -> str:
        return self.hosts.site(self.kim.label)


@value
class OutputFile:
    """One file of a site: its bytes, or where the edge finds them."""

    path: str
    """Path in the site, with forward slashes."""
    content: bytes = b""
    source: str = ""
    """Where to copy from instead; opaque to the pure core."""
