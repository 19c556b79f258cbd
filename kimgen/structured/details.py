"""What each jenis is for schema.org: post -> the parts of its node that are its own.

A product has no `inLanguage` and an event no `datePublished` there, so each
kind names what it takes; `pages.post_graph` adds only what all of them have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kimgen.markdown_links import web_address
from kimgen.model import Event, FactCheck, Notice, Post, Product, Proposal, Site
from kimgen.structured.actors import address, kim_id
from kimgen.structured.graph import Download, Image, Node, picture

RATINGS = {"benar": 5, "belum terbukti": 3, "menyesatkan": 2, "salah": 1}
"""Verdict -> ClaimReview rating, 5 true to 1 false."""

_GROUP = re.compile(
    r"\bKIM\b|\b(?i:tim|redaksi|pemerintah|pemdes|kelompok|karang taruna|pkk|komunitas)\b"
)
_SOLD_OUT = re.compile(r"\b(?:habis|kosong|tidak ada|0)\b", re.I)
_TO_ORDER = re.compile(r"\b(?:pesan dulu|po|pre-?order)\b", re.I)
_SCHEMA = "https://schema.org/"


def detail_node(
    site: Site, post: Post, lang: str, pictures: Sequence[Image], download: Download | None
) -> Node:
    """The node of `post` as far as its jenis decides it."""
    detail = post.detail
    if isinstance(detail, Event):
        own = _event(site, post, detail)
        return {"@type": "Event", "name": post.title, "inLanguage": lang, **own}
    if isinstance(detail, Product):
        return {"@type": "Product", "name": post.title, "offers": _offer(site, detail)}
    written = _written(site, post, lang)
    if isinstance(detail, FactCheck):
        return {"@type": "ClaimReview", **written, **_review(detail)}
    if post.kind == "galeri":
        shown = [picture(image) for image in pictures]
        return {"@type": "ImageGallery", **written, "associatedMedia": shown}
    if post.kind == "dokumen":
        return {"@type": "DigitalDocument", **written, "encoding": _file(download)}
    node = {"@type": "NewsArticle", **written}
    if isinstance(detail, Notice) and detail.until:
        node["expires"] = detail.until.isoformat()
    if isinstance(detail, Proposal):
        node["creativeWorkStatus"] = detail.status.capitalize()
    return node


def _written(site: Site, post: Post, lang: str) -> Node:
    """What every text has."""
    return {
        "headline": post.title,
        "inLanguage": lang,
        "datePublished": post.when.iso,
        "author": _author(site, post.reporter),
        "publisher": {"@id": kim_id(site)},
        "articleSection": post.categories if post.kind in _ARTICLES else None,
        "keywords": post.tags,
        "contentLocation": {"@type": "Place", "name": post.place} if post.place else None,
        "isBasedOn": web_address(post.source) or None,
    }


_ARTICLES = frozenset(("berita", "pengumuman", "usulan"))


def _author(site: Site, reporter: str) -> Node:
    """A person, unless the name is plainly that of a group."""
    if not reporter or reporter == site.kim.name:
        return {"@id": kim_id(site)}
    kind = "Organization" if _GROUP.search(reporter) else "Person"
    return {"@type": kind, "name": reporter}


def _event(site: Site, post: Post, event: Event) -> Node:
    village = site.kim.village
    place = event.place or post.place
    end = event.end if event.end and event.end >= event.start else None
    return {
        "startDate": event.start.iso,
        "endDate": end.iso if end else None,
        "eventStatus": f"{_SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{_SCHEMA}OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": place or village.full_name,
            "address": address(village),
        },
        "organizer": {"@id": kim_id(site)},
    }


def _offer(site: Site, product: Product) -> Node | None:
    if product.price is None:
        return None
    unit = {
        "@type": "UnitPriceSpecification",
        "price": product.price,
        "priceCurrency": "IDR",
        "unitText": product.unit,
    }
    return {
        "@type": "Offer",
        "price": product.price,
        "priceCurrency": "IDR",
        "priceSpecification": unit if product.unit else None,
        "availability": _availability(product.stock),
        "seller": {"@id": kim_id(site)},
    }


def _availability(stock: str) -> str | None:
    """What a note on the stock says; nothing where there is none."""
    if not stock:
        return None
    if _SOLD_OUT.search(stock) and not re.search(r"[1-9]", stock):
        return f"{_SCHEMA}OutOfStock"
    return f"{_SCHEMA}PreOrder" if _TO_ORDER.search(stock) else f"{_SCHEMA}InStock"


def _review(check: FactCheck) -> Node:
    return {
        "claimReviewed": check.claim,
        "itemReviewed": {"@type": "Claim", "text": check.claim},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[check.verdict],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": check.verdict.capitalize(),
        },
        "citation": check.references,
    }


def _file(download: Download | None) -> Node | None:
    if download is None:
        return None
    return {
        "@type": "MediaObject",
        "contentUrl": download.url,
        "name": download.name,
        "encodingFormat": download.type,
        "contentSize": f"{download.size} B",
    }
