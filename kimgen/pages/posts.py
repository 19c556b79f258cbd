"""One page a post."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from kimgen import sharing
from kimgen.markdown import Heading as ArticleHeading
from kimgen.markdown_links import web_address
from kimgen.model import Album, Attachment, Post
from kimgen.pages.context import Context
from kimgen.pages.heads import head, image_of, trail
from kimgen.pages.kin import Kin
from kimgen.pages.promise import Promise
from kimgen.pages.words import KIND_NAMES
from kimgen.plan import PagePlan
from kimgen.qr import qr_code
from kimgen.structured import Download, Image, post_graph
from kimgen.values import later
from kimgen.views import (
    EventView,
    FactCheckView,
    Heading,
    Link,
    NoticeView,
    PostCard,
    PostView,
    ProductView,
    ShareView,
    SiteView,
)

ROOT = "../"
TOC_WORDS = 500
"""A text at least this long gets a table of contents."""
TOC_HEADINGS = 3
WORDS_A_MINUTE = 180


def posts(context: Context) -> Iterator[Promise]:
    """A page for each post, with neighbours and kin."""
    ordered = context.site.posts
    sections = {kind: _section(context, kind) for kind in context.by_kind}
    links = [_link(context, post) for post in ordered]
    newer = [None, *links]
    older = [*links[1:], None]
    kin = Kin(ordered)
    for index, post in enumerate(ordered):
        section, near = sections[post.kind], partial(kin.of, index)
        yield Promise(
            post.permalink,
            partial(_page, context, section, post, newer[index], older[index], near),
            (ordered[index - 1] if index else None, post, *ordered[index + 1 : index + 2]),
            section.frame,
            late=("related", near),
            source=post.path,
        )


def _link(context: Context, post: Post) -> Link:
    lang = post.lang or context.declared
    return Link(post.title, ROOT + post.permalink, False, "" if lang == context.lang else lang)


def _related(context: Context, kin: Callable[[], list[Post]]) -> tuple[PostCard, ...]:
    return context.cards(kin(), ROOT)


class _Section(NamedTuple):
    """What the pages of one jenis share."""

    frame: SiteView
    trail: tuple[Link, ...]
    steps: tuple[tuple[str, str], ...]
    """The trail for machines: (name, absolute URL)."""


def _section(context: Context, kind: str) -> _Section:
    name, path = context._(KIND_NAMES[kind]), f"{kind}/index.html"
    return _Section(
        context.frame(path),
        trail(context, ROOT, Link(name, ROOT + path)),
        ((context._("Beranda"), context.home), (name, context.home + path)),
    )


def _page(
    context: Context,
    section: _Section,
    post: Post,
    newer: Link | None,
    older: Link | None,
    kin: Callable[[], list[Post]],
) -> PagePlan:
    article, path = post.article, post.permalink
    url = context.home + path
    jsonld = later(_graph, context, post, url, section)
    view = PostView(
        head=head(context, path, post.title, post.excerpt, post=post, jsonld=jsonld),
        card=context.card(post, ROOT),
        body=context.body(article.html, ROOT),
        toc=toc(article.headings, article.words),
        reporter=post.reporter or context.site.kim.name,
        minutes=max(1, round(article.words / WORDS_A_MINUTE)),
        source=post.source,
        source_href=web_address(post.source),
        tags=tuple([context.term("tag", name, ROOT) for name in post.tags]),
        newer=newer,
        older=older,
        related=later(_related, context, kin),
        share=later(_share, context, post, url),
        qr=later(qr_code, url),
        trail=section.trail,
    )
    return PagePlan(path, "post.html", section.frame, view, post.path)


def _share(context: Context, post: Post, url: str) -> ShareView:
    """Ways to pass on a post: of an event with when and where, of a product with its price."""
    detail = context.card(post, ROOT).detail if post.detail is not None else None
    facts: tuple[str, ...] = ()
    if isinstance(detail, EventView):
        facts = (detail.when, detail.place)
    elif isinstance(detail, NoticeView) and detail.until:
        facts = (context._("Berlaku sampai") + " " + detail.until.text,)
    elif isinstance(detail, ProductView):
        facts = (f"{detail.price} / {detail.unit}" if detail.unit else detail.price,)
    elif isinstance(detail, FactCheckView):
        facts = (detail.verdict.text,)
    return sharing.share(post.title, url, post.excerpt, facts)


def _graph(context: Context, post: Post, url: str, section: _Section) -> Markup:
    """schema.org data of a post."""
    site = context.site
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
            download = Download(context.home + item.largest.path, name, kind, item.original_size)
    return post_graph(
        site,
        post,
        url,
        image_of(context, post.picture, post.caption or post.title),
        trail=(*section.steps, (post.title, url)),
        logo=image_of(context, site.kim.logo, site.kim.name),
        pictures=pictures,
        download=download,
    )


def toc(headings: tuple[ArticleHeading, ...], words: int) -> tuple[Heading, ...]:
    """Table of contents of a long text, else nothing."""
    if words < TOC_WORDS or len(headings) < TOC_HEADINGS:
        return ()
    return tuple(Heading(h.id, h.text, h.level) for h in headings)
