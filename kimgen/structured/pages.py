"""One @graph for each kind of page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from kimgen.model import Portal, Post, Site
from kimgen.structured.actors import language, organisation, publisher, website
from kimgen.structured.details import detail_node
from kimgen.structured.graph import (
    Download,
    Image,
    Node,
    Trail,
    breadcrumbs,
    document,
    encoded,
    markup,
    picture,
)


def home_graph(site: Site, logo: Image | None = None) -> Markup:
    """The front page of a KIM: who it is, where, and its website."""
    return markup((organisation(site, logo), website(site)))


def post_graph(
    site: Site,
    post: Post,
    url: str,
    image: Image | None = None,
    *,
    trail: Trail = (),
    logo: Image | None = None,
    pictures: Sequence[Image] = (),
    download: Download | None = None,
) -> Markup:
    """A post by its jenis, its publisher, and the way to it.

    `url` is its absolute permalink, `pictures` are those of a galeri,
    `download` is the file of a dokumen, `logo` that of the KIM.
    """
    node: Node = {
        **detail_node(site, post, post.lang or language(site), pictures, download),
        "@id": f"{url}#isi",
        "url": url,
        "mainEntityOfPage": url,
        "description": post.excerpt,
        "image": picture(image, post.caption),
    }
    by = _publisher(site.url, site.kim.name, logo)
    return document((encoded(node), by, *breadcrumbs(url, trail)))


@lru_cache(maxsize=64)  # the same for all posts of a KIM
def _publisher(home: str, name: str, logo: Image | None) -> str:
    return encoded(publisher(home, name, logo))


def page_graph(
    home: str,
    title: str,
    url: str,
    *,
    lang: str,
    text: str = "",
    kind: str = "WebPage",
    trail: Trail = (),
    count: int | None = None,
) -> Markup:
    """Any other page, of a KIM or of the portal whose site is at `home`.

    `kind` is WebPage, CollectionPage (lists, regions), AboutPage or ContactPage;
    `count` the number of entries of a list.
    """
    entries = {"@type": "ItemList", "numberOfItems": count} if count is not None else None
    node: Node = {
        "@type": kind,
        "@id": f"{url}#isi",
        "url": url,
        "name": title,
        "description": text,
        "inLanguage": lang,
        "isPartOf": {"@type": "WebSite", "@id": f"{home}#situs", "url": home},
        "mainEntity": entries,
    }
    return document((encoded(node), *breadcrumbs(url, trail)))


def portal_graph(portal: Portal, home: str) -> Markup:
    """The front page of the portal at `home`."""
    return markup(
        (
            {
                "@type": "WebSite",
                "@id": f"{home}#situs",
                "name": portal.title,
                "url": home,
                "description": portal.description,
                "inLanguage": portal.lang,
                "about": {"@type": "Thing", "name": portal.expansion},
            },
        )
    )
