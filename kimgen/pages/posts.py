"""One page a post."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator

from markupsafe import Markup

from kimgen import sharing
from kimgen.markdown import Heading as ArticleHeading
from kimgen.model import Album, Attachment, Post
from kimgen.pages.context import Context
from kimgen.pages.heads import head, image_of, trail
from kimgen.pages.words import KIND_NAMES
from kimgen.plan import PagePlan, Plan
from kimgen.structured import Download, Image, post_graph
from kimgen.views import Heading, Link, PostView

ROOT = "../"
TOC_WORDS = 500
"""A text at least this long gets a table of contents."""
TOC_HEADINGS = 3
WORDS_A_MINUTE = 180
RELATED = 3


def posts(context: Context) -> Iterator[Plan]:
    """A page for each post, with neighbours and kin."""
    ordered = context.site.posts
    kin = _kin(ordered)
    for index, post in enumerate(ordered):
        newer = _link(ordered[index - 1]) if index else None
        older = _link(ordered[index + 1]) if index + 1 < len(ordered) else None
        yield _page(context, post, newer, older, kin(post, index))


def _link(post: Post) -> Link:
    return Link(post.title, ROOT + post.permalink)


def _page(
    context: Context, post: Post, newer: Link | None, older: Link | None, related: list[Post]
) -> PagePlan:
    article = post.article
    url = context.url(post.permalink)
    section = Link(context._(KIND_NAMES[post.kind]), f"{ROOT}{post.kind}/index.html")
    view = PostView(
        head=head(
            context,
            post.permalink,
            post.title,
            post.excerpt,
            post=post,
            jsonld=_graph(context, post, url, section.text),
        ),
        card=context.card(post, ROOT),
        body=context.body(article.html, ROOT),
        toc=toc(article.headings, article.words),
        reporter=post.reporter or context.site.kim.name,
        minutes=max(1, round(article.words / WORDS_A_MINUTE)),
        source=post.source,
        source_href=post.source if post.source.startswith(("http://", "https://")) else "",
        tags=tuple(context.term("tag", name, ROOT) for name in post.tags),
        newer=newer,
        older=older,
        related=tuple(context.card(other, ROOT) for other in related),
        share=sharing.share(post.title, url),
        trail=trail(context, ROOT, section),
    )
    path = post.path
    return PagePlan(post.permalink, "post.html", context.frame(post.permalink), view, path)


def _graph(context: Context, post: Post, url: str, section: str) -> Markup:
    """schema.org data of a post."""
    site = context.site
    steps = (
        (context._("Beranda"), site.url),
        (section, context.url(f"{post.kind}/index.html")),
        (post.title, url),
    )
    pictures: tuple[Image, ...] = ()
    download = None
    if isinstance(post.detail, Album):
        found = (image_of(context, photo.name, photo.caption) for photo in post.detail.photos)
        pictures = tuple(image for image in found if image)
    elif isinstance(post.detail, Attachment):
        item = context.media.get(post.detail.name)
        if item:
            name = post.detail.name.rpartition("/")[2]
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            download = Download(site.url + item.largest.path, name, kind, item.original_size)
    return post_graph(
        site,
        post,
        url,
        image_of(context, post.picture, post.caption or post.title),
        trail=steps,
        logo=image_of(context, site.kim.logo, site.kim.name),
        pictures=pictures,
        download=download,
    )


def toc(headings: tuple[ArticleHeading, ...], words: int) -> tuple[Heading, ...]:
    """Table of contents of a long text, else nothing."""
    if words < TOC_WORDS or len(headings) < TOC_HEADINGS:
        return ()
    return tuple(Heading(h.id, h.text, h.level) for h in headings)


def _kin(ordered: tuple[Post, ...]) -> Callable[[Post, int], list[Post]]:
    """A function (post, index) -> related posts: same tags, categories, jenis; near in time."""
    window = 40
    marks = [(set(post.tags), set(post.categories)) for post in ordered]

    def related(post: Post, index: int) -> list[Post]:
        tags, categories = marks[index]
        scored = []
        for place in range(max(0, index - window), min(len(ordered), index + window + 1)):
            if place == index:
                continue
            other, (their_tags, their_categories) = ordered[place], marks[place]
            score = 3 * len(tags & their_tags) + 2 * len(categories & their_categories)
            score += other.kind == post.kind
            if score:
                scored.append((-score, abs(index - place), other.permalink, other))
        scored.sort(key=lambda item: item[:3])
        return [item[3] for item in scored[:RELATED]]

    return related
