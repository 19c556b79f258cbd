"""schema.org data and Open Graph pairs of every kind of page."""

from __future__ import annotations

import datetime as dt
import json
import timeit
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from markupsafe import Markup

from kimgen.dates import When
from kimgen.markdown import Article
from kimgen.model import (
    POST_KINDS,
    Album,
    Attachment,
    Decree,
    Detail,
    Event,
    FactCheck,
    Hosts,
    Kim,
    Notice,
    Officer,
    Portal,
    Post,
    Product,
    Proposal,
    Site,
    Village,
    WebLink,
)
from kimgen.schema import VERDICTS
from kimgen.structured import (
    Download,
    Image,
    home_graph,
    open_graph,
    page_graph,
    portal_graph,
    post_graph,
)
from kimgen.structured.details import RATINGS
from tests.support.hostile import ANY_TEXT, TEXTS

VILLAGE = Village(
    "64.02.06.1005", "Melayu", "Kelurahan", "Kecamatan Tenggarong",
    "Kabupaten Kutai Kartanegara", "Kalimantan Timur", "WITA", 480,
)  # fmt: skip
KIM = Kim(
    label="kim-melayu-berkarya",
    folder="64.02-kutai-kartanegara/64.02.06.1005-melayu/kim-melayu-berkarya",
    village=VILLAGE,
    name="KIM Melayu Berkarya",
    number="640206100501",
    decree=Decree("500/1/2024"),
    founded=dt.date(2024, 3, 1),
    description="Kabar dari Melayu.",
    officers=(Officer("Ketua", "Ketua Contoh"),),
    address="Jalan Contoh 1",
    whatsapp="6280000000000",
    email="kim@contoh.example",
    social=(WebLink("Facebook", "https://www.facebook.com/contoh"),),
    coordinates=(-0.41, 116.98),
)
SITE = Site(KIM, Portal(), Hosts(), dt.date(2026, 11, 24))
DAY = When(dt.date(2026, 11, 24), dt.time(10, 30), 480)
PHOTO = Image(SITE.url + "media/panen-1280.jpg", 1280, 720, "Padi menguning")
FILE = Download(SITE.url + "media/perdes.pdf", "perdes.pdf", "application/pdf", 120_000)

DETAILS: dict[str, Detail | None] = {
    "berita": None,
    "pengumuman": Notice(dt.date(2026, 12, 1)),
    "agenda": Event(DAY, replace(DAY, time=dt.time(12)), "Balai desa"),
    "usulan": Proposal("diteruskan", "Dinas Contoh"),
    "klarifikasi": FactCheck("Bansos cair lewat tautan.", "salah", ("https://a.example/b",)),
    "lapak": Product(35_000, "botol", "6280000000000", "20 botol"),
    "galeri": Album(),
    "dokumen": Attachment("media/perdes.pdf"),
}
TYPES = {
    "berita": "NewsArticle",
    "pengumuman": "NewsArticle",
    "agenda": "Event",
    "usulan": "NewsArticle",
    "klarifikasi": "ClaimReview",
    "lapak": "Product",
    "galeri": "ImageGallery",
    "dokumen": "DigitalDocument",
}


def a_post(kind: str = "berita", **changes: Any) -> Post:
    article = Article("<p>Isi.</p>", (), (), (), "Isi.", 1, ())
    post = Post(
        path=f"posts/2026-11-24-{kind}.md",
        slug="panen-raya",
        kind=kind,
        title="Panen raya",
        when=DAY,
        article=article,
        categories=("Pertanian",),
        tags=("padi", "panen"),
        reporter="Tim KIM",
        place="Dusun Timur",
        detail=DETAILS[kind],
    )
    return replace(post, **changes)


def url(post: Post) -> str:
    return SITE.url + post.permalink


def trail(post: Post) -> tuple[tuple[str, str], ...]:
    return (
        ("Beranda", SITE.url),
        (post.kind.capitalize(), f"{SITE.url}{post.kind}/index.html"),
        (post.title, url(post)),
    )


def read(data: Markup) -> list[dict[str, Any]]:
    """The nodes, as a crawler takes them out of a page."""
    scripts: list[str] = []

    class Crawler(HTMLParser):
        def handle_data(self, data: str) -> None:
            scripts.append(data)

    page = f'<script type="application/ld+json">{data}</script>'
    crawler = Crawler()
    crawler.feed(page)
    crawler.close()
    assert "".join(scripts) == str(data), "the script element ended early"
    whole = json.loads(str(data))
    assert set(whole) == {"@context", "@graph"}
    nodes: list[dict[str, Any]] = whole["@graph"]
    return nodes


def node(nodes: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    (found,) = [item for item in nodes if item["@type"] == kind]
    return found


def full_graph(post: Post) -> list[dict[str, Any]]:
    return read(
        post_graph(
            SITE, post, url(post), PHOTO, trail=trail(post), logo=PHOTO, pictures=(PHOTO, PHOTO),
            download=FILE,
        )
    )  # fmt: skip


# --- the vocabulary ---------------------------------------------------------------

THING = set("name alternateName description identifier image mainEntityOfPage sameAs url".split())
WORK = THING | set(
    "about associatedMedia author citation contentLocation creativeWorkStatus datePublished "
    "encoding expires headline inLanguage isBasedOn isPartOf keywords mainEntity publisher".split()
)
MEDIA = WORK | set("caption contentSize contentUrl encodingFormat height width".split())
PLACE = THING | set("address containedInPlace geo".split())
PROPERTIES = {
    "AboutPage": WORK,
    "AdministrativeArea": PLACE,
    "BreadcrumbList": THING | {"itemListElement"},
    "Claim": WORK | {"text"},
    "ClaimReview": WORK | {"claimReviewed", "itemReviewed", "reviewRating"},
    "CollectionPage": WORK,
    "Country": PLACE,
    "DigitalDocument": WORK,
    "Event": THING
    | {"endDate", "eventAttendanceMode", "eventStatus", "inLanguage", "location", "organizer"}
    | {"startDate"},
    "GeoCoordinates": {"latitude", "longitude"},
    "ImageGallery": WORK,
    "ImageObject": MEDIA,
    "ItemList": THING | {"numberOfItems"},
    "ListItem": THING | {"position", "item"},
    "MediaObject": MEDIA,
    "NewsArticle": WORK | {"articleSection"},
    "Offer": THING | set("price priceCurrency priceSpecification availability seller".split()),
    "Organization": THING
    | set("address areaServed email foundingDate location logo telephone".split()),
    "Person": THING,
    "Place": PLACE,
    "PostalAddress": THING
    | set("streetAddress addressLocality addressRegion addressCountry".split()),
    "Product": THING | {"offers"},
    "PropertyValue": THING | {"value"},
    "Rating": THING | set("ratingValue bestRating worstRating".split()),
    "Thing": THING,
    "UnitPriceSpecification": THING | set("price priceCurrency unitText".split()),
    "WebPage": WORK,
    "WebSite": WORK,
}
"""Properties that schema.org gives to each type, as far as kimgen uses them."""


def objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from objects(item)


def check(nodes: list[dict[str, Any]]) -> None:
    """Only properties that the types have, no empty value, no address that is not whole."""
    for item in objects(nodes):
        if set(item) == {"@id"}:
            continue
        extra = set(item) - {"@type", "@id"} - PROPERTIES[item["@type"]]
        assert not extra, (item["@type"], extra)
        for key, value in item.items():
            assert value not in ("", [], {}, None), (item["@type"], key)
            if key in ("@id", "url", "item", "contentUrl", "mainEntityOfPage"):
                assert value.startswith("https://")
    defined = {item["@id"] for item in objects(nodes) if "@id" in item and len(item) > 1}
    referred = {item["@id"] for item in objects(nodes) if set(item) == {"@id"}}
    assert referred <= defined


@pytest.mark.parametrize("kind", POST_KINDS)
def test_every_jenis_speaks_the_vocabulary(kind: str) -> None:
    post = a_post(kind)
    nodes = full_graph(post)
    check(nodes)
    assert [item["@type"] for item in nodes] == [TYPES[kind], "Organization", "BreadcrumbList"]
    main = nodes[0]
    assert main.get("headline", main.get("name")) == "Panen raya"
    assert (main["url"], main["mainEntityOfPage"]) == (url(post), url(post))
    assert main["image"]["url"] == PHOTO.url
    bare = replace(post, categories=(), tags=(), reporter="", place="", summary="")
    check(read(post_graph(SITE, bare, url(bare))))


def test_news() -> None:
    main = full_graph(a_post(source="https://a.example/"))[0]
    assert main["datePublished"] == "2026-11-24T10:30:00+08:00"
    assert main["author"] == {"@type": "Organization", "name": "Tim KIM"}
    assert main["publisher"] == {"@id": SITE.url + "#kim"}
    assert main["articleSection"] == ["Pertanian"]
    assert main["keywords"] == ["padi", "panen"]
    assert main["contentLocation"]["name"] == "Dusun Timur"
    assert main["isBasedOn"] == "https://a.example/"
    assert main["inLanguage"] == "id"
    assert "isBasedOn" not in full_graph(a_post(source="Kantor desa"))[0]
    assert full_graph(a_post(lang="ms-Arab"))[0]["inLanguage"] == "ms-Arab"
    assert full_graph(a_post(when=When(DAY.date)))[0]["datePublished"] == "2026-11-24"


@pytest.mark.parametrize(
    ("reporter", "author"),
    [
        ("", {"@id": SITE.url + "#kim"}),
        ("KIM Melayu Berkarya", {"@id": SITE.url + "#kim"}),
        ("Redaksi", {"@type": "Organization", "name": "Redaksi"}),
        ("Warga Contoh", {"@type": "Person", "name": "Warga Contoh"}),
        ("Timah Contoh", {"@type": "Person", "name": "Timah Contoh"}),
    ],
)
def test_authors(reporter: str, author: dict[str, str]) -> None:
    assert full_graph(a_post(reporter=reporter))[0]["author"] == author


def test_what_the_kinds_add() -> None:
    assert full_graph(a_post("pengumuman"))[0]["expires"] == "2026-12-01"
    assert full_graph(a_post("usulan"))[0]["creativeWorkStatus"] == "Diteruskan"
    gallery = full_graph(a_post("galeri"))[0]
    assert [item["url"] for item in gallery["associatedMedia"]] == [PHOTO.url] * 2
    document = full_graph(a_post("dokumen"))[0]["encoding"]
    assert (document["contentUrl"], document["contentSize"]) == (FILE.url, "120000 B")


def test_events() -> None:
    event = full_graph(a_post("agenda"))[0]
    assert event["startDate"] == "2026-11-24T10:30:00+08:00"
    assert event["endDate"] == "2026-11-24T12:00:00+08:00"
    assert event["location"]["name"] == "Balai desa"
    assert event["location"]["address"]["addressCountry"] == "ID"
    backwards = Event(DAY, replace(DAY, time=dt.time(8)))
    early = full_graph(a_post("agenda", detail=backwards, place=""))[0]
    assert "endDate" not in early
    assert early["location"]["name"] == "Kelurahan Melayu"
    whole = full_graph(a_post("agenda", detail=Event(When(DAY.date))))[0]
    assert whole["startDate"] == "2026-11-24"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_verdicts(verdict: str) -> None:
    check_of = FactCheck("Klaim.", verdict, ("https://a.example/b",))
    review = full_graph(a_post("klarifikasi", detail=check_of))[0]
    assert review["claimReviewed"] == review["itemReviewed"]["text"] == "Klaim."
    assert review["citation"] == ["https://a.example/b"]
    rating = review["reviewRating"]
    assert rating["alternateName"] == verdict.capitalize()
    assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]


def test_ratings_keep_their_order() -> None:
    assert sorted(RATINGS, key=RATINGS.__getitem__) == [
        "salah", "menyesatkan", "belum terbukti", "benar",
    ]  # fmt: skip
    assert (RATINGS["benar"], RATINGS["salah"]) == (5, 1)


@pytest.mark.parametrize(
    ("stock", "availability"),
    [
        ("", None),
        ("20 botol", "InStock"),
        ("habis", "OutOfStock"),
        ("Kosong", "OutOfStock"),
        ("0 botol", "OutOfStock"),
        ("10 botol, sabtu sering habis", "InStock"),
        ("pre-order", "PreOrder"),
        ("PO 3 hari", "PreOrder"),
    ],
)
def test_offers(stock: str, availability: str | None) -> None:
    product = Product(35_000, "botol", "", stock)
    offer = full_graph(a_post("lapak", detail=product))[0]["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (35_000, "IDR")
    assert offer["priceSpecification"]["unitText"] == "botol"
    shown = f"https://schema.org/{availability}" if availability else None
    assert offer.get("availability") == shown


def test_a_price_of_nothing_is_a_price_and_none_is_none() -> None:
    assert full_graph(a_post("lapak", detail=Product(0)))[0]["offers"]["price"] == 0
    assert "offers" not in full_graph(a_post("lapak", detail=Product()))[0]


def test_breadcrumbs() -> None:
    post = a_post()
    crumbs = node(full_graph(post), "BreadcrumbList")["itemListElement"]
    assert [(item["name"], item["item"]) for item in crumbs] == list(trail(post))
    assert [item["position"] for item in crumbs] == [1, 2, 3]


# --- other pages ------------------------------------------------------------------


def test_home() -> None:
    nodes = read(home_graph(SITE, PHOTO))
    check(nodes)
    kim = node(nodes, "Organization")
    assert kim["alternateName"] == "Komunitas Informasi Masyarakat Melayu Berkarya"
    assert kim["identifier"]["value"] == "640206100501"
    assert kim["foundingDate"] == "2024-03-01"
    assert kim["logo"]["url"] == PHOTO.url
    assert kim["telephone"] == "+6280000000000"
    assert kim["sameAs"] == ["https://www.facebook.com/contoh"]
    assert kim["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Jalan Contoh 1",
        "addressLocality": "Kelurahan Melayu, Kecamatan Tenggarong",
        "addressRegion": "Kabupaten Kutai Kartanegara, Kalimantan Timur",
        "addressCountry": "ID",
    }
    names, place = [], kim["areaServed"]
    while place:
        names.append((place.get("identifier"), place["name"]))
        place = place.get("containedInPlace")
    assert names == [
        ("64.02.06.1005", "Kelurahan Melayu"),
        ("64.02.06", "Kecamatan Tenggarong"),
        ("64.02", "Kabupaten Kutai Kartanegara"),
        ("64", "Kalimantan Timur"),
        (None, "Indonesia"),
    ]
    assert node(nodes, "WebSite")["publisher"] == {"@id": kim["@id"]}
    assert "Ketua Contoh" not in str(home_graph(SITE))


def test_a_kim_with_nothing_but_its_name() -> None:
    bare = Kim(label="x", folder="x", village=VILLAGE, name="Suara Melayu")
    nodes = read(home_graph(replace(SITE, kim=bare)))
    check(nodes)
    assert not {"alternateName", "identifier", "logo", "email"} & set(nodes[0])


def test_pages_and_the_portal() -> None:
    here = SITE.url + "berita/index.html"
    nodes = read(
        page_graph(
            SITE.url, "Berita", here, lang="id", kind="CollectionPage", count=0,
            trail=(("Beranda", SITE.url), ("Berita", here)),
        )
    )  # fmt: skip
    check(nodes)
    assert nodes[0]["mainEntity"] == {"@type": "ItemList", "numberOfItems": 0}
    assert [item["@type"] for item in nodes] == ["CollectionPage", "BreadcrumbList"]
    check(read(page_graph(SITE.url, "x", here, lang="id", trail=(("Beranda", SITE.url),))))
    portal = read(portal_graph(Portal(), "https://kim.id/"))
    check(portal)
    assert portal[0]["@type"] == "WebSite"


# --- safety -----------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", POST_KINDS)
def test_hostile_texts_stay_inside_the_script(kind: str, text: str) -> None:
    post = a_post(kind, title=text, summary=text, place=text, reporter=text, tags=(text,))
    data = post_graph(SITE, post, url(post), Image(PHOTO.url, 0, 0, text))
    main = read(data)[0]
    whole = "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff")
    assert main.get("headline", main.get("name", "")) == whole
    assert not set(str(data)) & set("<>&\u2028\u2029\x00\x7f\x85\ufffe")


@given(ANY_TEXT)
def test_any_text_is_safe_in_a_page(text: str) -> None:
    data = post_graph(SITE, a_post(title=text, summary=text), url(a_post()))
    assert not set(str(data)) & set("<>&")
    str(data).encode()
    read(data)


# --- Open Graph -------------------------------------------------------------------


def pairs(**changes: Any) -> dict[str, str]:
    given_ = {"lang": "id", "image": PHOTO, "post": a_post(), "section": "Berita", **changes}
    found = open_graph("KIM Melayu Berkarya", "Panen raya", "Isi.", url(a_post()), **given_)
    assert all(content for _, content in found)
    return dict(found)


def test_an_article_shows_its_picture() -> None:
    assert pairs() == {
        "og:type": "article",
        "og:site_name": "KIM Melayu Berkarya",
        "og:title": "Panen raya",
        "og:description": "Isi.",
        "og:url": url(a_post()),
        "og:locale": "id_ID",
        "og:image": PHOTO.url,
        "og:image:width": "1280",
        "og:image:height": "720",
        "og:image:alt": "Padi menguning",
        "article:published_time": "2026-11-24T10:30:00+08:00",
        "article:section": "Pertanian",
        "article:tag": "panen",
        "twitter:card": "summary_large_image",
    }
    many = open_graph("x", "x", "x", "x", lang="id", post=a_post())
    assert [text for name, text in many if name == "article:tag"] == ["padi", "panen"]


def test_pages_without_post_or_picture() -> None:
    plain = pairs(post=None, image=None)
    assert plain["og:type"] == "website"
    assert plain["twitter:card"] == "summary"
    assert not [name for name in plain if name.startswith(("article:", "og:image"))]
    assert pairs(post=a_post(categories=()))["article:section"] == "Berita"
    assert "article:section" not in pairs(post=a_post(categories=()), section="")


@pytest.mark.parametrize(("width", "height"), [(200, 100), (600, 900), (0, 0)])
def test_small_or_upright_pictures_make_small_cards(width: int, height: int) -> None:
    assert pairs(image=Image(PHOTO.url, width, height))["twitter:card"] == "summary"


@pytest.mark.parametrize(
    ("lang", "locale"), [("id", "id_ID"), ("en", "en_US"), ("jv", "jv_ID"), ("min", "id_ID")]
)
def test_locales(lang: str, locale: str) -> None:
    assert pairs(lang=lang)["og:locale"] == locale


def test_long_descriptions_are_cut_between_words() -> None:
    shown = dict(open_graph("x", "x", "kata\nlain " * 100, "x", lang="id"))["og:description"]
    assert len(shown) <= 300
    assert shown.startswith("kata lain kata")
    assert shown.endswith(("kata…", "lain…"))
    unbroken = dict(open_graph("x", "x", "a" * 999, "x", lang="id"))["og:description"]
    assert len(unbroken) == 300


@given(ANY_TEXT)
def test_any_description_is_one_short_line(text: str) -> None:
    shown = dict(open_graph("x", "x", text, "x", lang="id")).get("og:description", "")
    assert len(shown) <= 300
    assert shown == " ".join(shown.split())


def test_a_graph_costs_little() -> None:
    post = a_post()
    steps = trail(post)
    seconds = timeit.timeit(
        lambda: post_graph(SITE, post, url(post), PHOTO, trail=steps, logo=PHOTO), number=100
    )
    assert seconds / 100 < 0.002, "far more than the 50 microseconds it should take"
