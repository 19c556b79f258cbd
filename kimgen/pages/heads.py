"""The invisible part of every page: titles, canonical address, Open Graph."""

from __future__ import annotations

from markupsafe import Markup

from kimgen.model import Post
from kimgen.pages.context import Context
from kimgen.pages.postcard import card_image
from kimgen.structured import Image, Pairs, open_graph
from kimgen.values import later
from kimgen.views import Head, Link

_NO_DATA = Markup("")


def head(
    context: Context,
    path: str,
    title: str,
    description: str = "",
    *,
    post: Post | None = None,
    jsonld: Markup | None = None,
    prev: str = "",
    next: str = "",
    hidden: bool = False,
) -> Head:
    """The head of the page at `path`. `title` is the page's own; the site's name is added.
    `hidden`: search engines are to leave it out."""
    site = context.site
    name = site.kim.name
    full = name if title == name else f"{title} - {name}"
    url = context.url(path)
    text = description or site.kim.description or f"{name}, {site.kim.village.full_name}"
    hidden = hidden or site.portal.example or not site.kim.is_live or path == "404.html"
    return Head(
        title=full,
        description=text,
        canonical=url,
        robots="noindex" if hidden else "",
        og=later(_open_graph, context, title, text, url, post),
        jsonld=_NO_DATA if jsonld is None else jsonld,
        prev=prev,
        next=next,
    )


def _open_graph(context: Context, title: str, text: str, url: str, post: Post | None) -> Pairs:
    kim = context.site.kim
    if post:
        card = card_image(context, post)
        image = card or image_of(context, post.picture, post.caption)
    else:
        image = image_of(context, kim.header, kim.header_text or kim.name)
        image = image or image_of(context, kim.logo, kim.name)
    lang = (post.lang if post else "") or context.declared
    return open_graph(kim.name, title, text, url, lang=lang, image=image, post=post)


def trail(context: Context, root: str, *steps: Link) -> tuple[Link, ...]:
    """Breadcrumbs, home first."""
    return (Link(context._("Beranda"), f"{root}index.html"), *steps)


def image_of(context: Context, name: str, alt: str) -> Image | None:
    """A picture of the KIM's media for machines, with an absolute address."""
    item = context.media.get(name)
    if item is None or item.kind != "picture":
        return None
    plain = item.plain
    return Image(context.home + plain.path, plain.width, plain.height, alt)
