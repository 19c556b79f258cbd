"""What machines read on a page: Open Graph pairs and schema.org data."""

from __future__ import annotations

import json

from markupsafe import Markup

from kimgen.dates import rfc3339
from kimgen.model import Event, FactCheck, Kim, Post, Product, Site

Image = tuple[str, int, int, str]
"""(absolute URL, width, height, alternative text)."""

_RATINGS = {"benar": 5, "belum terbukti": 3, "menyesatkan": 2, "salah": 1}
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026",
            0x2028: "\\u2028", 0x2029: "\\u2029"}  # fmt: skip
_LOCALES = {"id": "id_ID", "en": "en_US", "jv": "jv_ID", "su": "su_ID"}
_TYPES = {"galeri": "ImageGallery", "dokumen": "DigitalDocument"}


def open_graph(
    site: Site, title: str, text: str, url: str, image: Image | None, post: Post | None
) -> tuple[tuple[str, str], ...]:
    """Open Graph and Twitter pairs of a page."""
    lang = (post.lang if post else "") or site.kim.lang or site.portal.lang
    pairs = [
        ("og:type", "article" if post else "website"),
        ("og:site_name", site.kim.name),
        ("og:title", title),
        ("og:description", text),
        ("og:url", url),
        ("og:locale", _LOCALES.get(lang, "id_ID")),
    ]
    if image:
        address, width, height, alt = image
        pairs += [
            ("og:image", address),
            ("og:image:width", str(width)),
            ("og:image:height", str(height)),
            ("og:image:alt", alt or title),
        ]
    if post:
        pairs.append(("article:published_time", rfc3339(post.when)))
        pairs += [("article:section", name) for name in post.categories[:1]]
        pairs += [("article:tag", name) for name in post.tags]
    pairs.append(("twitter:card", "summary_large_image" if image and post else "summary"))
    return tuple(pairs)


def graph(*nodes: dict[str, object]) -> Markup:
    """schema.org nodes as text that is safe inside a script element."""
    data = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))


def organisation(site: Site) -> dict[str, object]:
    """The KIM itself."""
    kim: Kim = site.kim
    place = kim.village
    node: dict[str, object] = {
        "@type": "Organization",
        "@id": f"{site.url}#kim",
        "name": kim.name,
        "url": site.url,
        "areaServed": f"{place.full_name}, {place.regency}",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": kim.address or place.full_name,
            "addressLocality": place.regency,
            "addressRegion": place.province,
            "addressCountry": "ID",
        },
    }
    if kim.description:
        node["description"] = kim.description
    if kim.number:
        node["identifier"] = kim.number
    if kim.email:
        node["email"] = kim.email
    if kim.social:
        node["sameAs"] = [item.url for item in kim.social]
    return node


def home_graph(site: Site) -> Markup:
    """Data of the front page."""
    page: dict[str, object] = {"@type": "WebSite", "name": site.kim.name, "url": site.url,
            "publisher": {"@id": f"{site.url}#kim"}}  # fmt: skip
    return graph(organisation(site), page)


def post_graph(site: Site, post: Post, url: str, image: str) -> Markup:
    """Data of a post, by its jenis."""
    node = _node(post)
    node |= {
        "@id": url,
        "url": url,
        "inLanguage": post.lang or site.kim.lang or site.portal.lang,
        "description": post.excerpt,
    }
    if image:
        node["image"] = image
    kim = {
        "@type": "Organization",
        "@id": f"{site.url}#kim",
        "name": site.kim.name,
        "url": site.url,
    }
    if node["@type"] in ("NewsArticle", "ImageGallery", "DigitalDocument", "ClaimReview"):
        node["datePublished"] = rfc3339(post.when)
        node["author"] = {"@type": "Organization", "name": post.reporter or site.kim.name}
        node["publisher"] = kim
    elif node["@type"] == "Event":
        node["organizer"] = kim
        node["location"] = _location(site, post)
    return graph(node)


def _location(site: Site, post: Post) -> dict[str, object]:
    place = site.kim.village
    name = post.detail.place if isinstance(post.detail, Event) else ""
    return {"@type": "Place", "name": name or place.full_name,
            "address": f"{place.full_name}, {place.regency}, {place.province}"}  # fmt: skip


def _node(post: Post) -> dict[str, object]:
    detail = post.detail
    if isinstance(detail, Event):
        node: dict[str, object] = {
            "@type": "Event",
            "name": post.title,
            "startDate": detail.start.iso,
        }
        if detail.end:
            node["endDate"] = detail.end.iso
        return node
    if isinstance(detail, Product):
        node = {"@type": "Product", "name": post.title}
        if detail.price is not None:
            node["offers"] = {"@type": "Offer", "price": detail.price, "priceCurrency": "IDR"}
        return node
    if isinstance(detail, FactCheck):
        return {
            "@type": "ClaimReview",
            "name": post.title,
            "claimReviewed": detail.claim,
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": _RATINGS[detail.verdict],
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": detail.verdict.capitalize(),
            },
        }
    kind = _TYPES.get(post.kind, "NewsArticle")
    return {"@type": kind, "headline" if kind == "NewsArticle" else "name": post.title}
