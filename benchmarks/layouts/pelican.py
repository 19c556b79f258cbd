"""Pelican: a project for each KIM; the theme is read from its own folder."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.corpus import Kim, Post
from benchmarks.layouts.common import PROFILE, filled, linked_slug, media
from benchmarks.layouts.theme import style


def shared() -> Iterator[tuple[str, bytes]]:
    """Nothing: projects share no file."""
    yield from ()


def site(kim: Kim) -> Iterator[tuple[str, bytes]]:
    """One KIM's project."""
    yield "pelicanconf.py", _settings(kim).encode()
    yield "content/pages/profil.md", f"Title: Profil\nSlug: profil\n\n{PROFILE}".encode()
    for post in kim.posts:
        body = filled(post, "/media/", f"{linked_slug(post)}.html")
        yield f"content/tulisan/{post.slug}.md", f"{_head(post)}\n{body}".encode()
    yield "content/extra/style.css", style()
    yield from media(kim, "content/media")


def _head(post: Post) -> str:
    lines = [
        f"Title: {post.title}",
        f"Date: {post.day.isoformat()} {post.hour.replace('.', ':')}",
        f"Slug: {post.slug}",
        f"Jenis: {post.kind}",
        f"Category: {post.subject.code}",
    ]
    for key, value in (
        ("Tags", ", ".join(post.tags)),
        ("Author", post.reporter),
        ("Summary", post.summary),
        ("Image", post.picture and f"/media/{post.picture}"),
        ("Place", post.place),
    ):
        if value:
            lines.append(f"{key}: {value}")
    return "\n".join(lines) + "\n"


def _settings(kim: Kim) -> str:
    return f"""SITENAME = {kim.name!r}
SITEURL = "https://{kim.label}.kim.id"
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "Asia/Jakarta"
DEFAULT_LANG = "id"
ARTICLE_PATHS = ["tulisan"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["media", "extra/style.css"]
EXTRA_PATH_METADATA = {{"extra/style.css": {{"path": "style.css"}}}}
ARTICLE_URL = ARTICLE_SAVE_AS = "tulisan/{{slug}}.html"
PAGE_URL = PAGE_SAVE_AS = "{{slug}}.html"
CATEGORY_URL = CATEGORY_SAVE_AS = "kategori/{{slug}}.html"
TAG_URL = TAG_SAVE_AS = "tag/{{slug}}.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = ""
CATEGORIES_SAVE_AS = "kategori/index.html"
TAGS_SAVE_AS = "tag/index.html"
DIRECT_TEMPLATES = ["index", "categories", "tags", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
DEFAULT_PAGINATION = 10
PAGINATED_TEMPLATES = {{"index": None, "category": None, "tag": None}}
FEED_ALL_ATOM = "feed.xml"
FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {{
    "extension_configs": {{"markdown.extensions.extra": {{}}, "markdown.extensions.meta": {{}}}},
    "output_format": "html5",
}}
"""
