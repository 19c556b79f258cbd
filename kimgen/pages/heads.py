"""The invisible part of every page: titles, canonical address, Open Graph."""

from __future__ import annotations

from markupsafe import Markup

from kimgen.model import Post
from kimgen.pages.context import Context
from kimgen.pages.meta import open_graph
from kimgen.views import Head, Link


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
) -> Head:
    """The head of the page at `path`. `title` is the page's own; the site's name is added."""
    site = context.site
    name = site.kim.name
    full = name if title == name else f"{title} - {name}"
    url = context.url(path)
    text = description or site.kim.description or f"{name}, {site.kim.village.full_name}"
    picture = context.media.get(post.picture if post else site.kim.logo)
    image = None
    if picture is not None and picture.kind == "picture":
        plain = picture.plain
        image = (site.url + plain.path, plain.width, plain.height, post.caption if post else name)
    hidden = site.portal.example or not site.kim.is_live or path == "404.html"
    return Head(
        title=full,
        description=text,
        canonical=url,
        robots="noindex" if hidden else "",
        og=open_graph(site, title, text, url, image, post),
        jsonld=jsonld or Markup(""),
        prev=prev,
        next=next,
    )


def trail(context: Context, root: str, *steps: Link) -> tuple[Link, ...]:
    """Breadcrumbs, home first."""
    return (Link(context._("Beranda"), f"{root}index.html"), *steps)
