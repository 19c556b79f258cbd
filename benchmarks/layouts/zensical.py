"""Zensical: a project for each KIM. It is made for documentation and has neither feeds nor tag
pages, so it writes less than the others; what it lists stands in an index page that we write."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.corpus import Kim, Post
from benchmarks.layouts.common import PROFILE, filled, linked_slug, media, quoted
from benchmarks.layouts.theme import style, theme_files


def shared() -> Iterator[tuple[str, bytes]]:
    """Nothing: projects share no file."""
    yield from ()


def site(kim: Kim) -> Iterator[tuple[str, bytes]]:
    """One KIM's project."""
    yield "zensical.toml", _settings(kim).encode()
    for path, content in theme_files("zensical"):
        yield f"overrides/{path}", content
    yield "docs/index.md", _index(kim).encode()
    yield "docs/profil.md", f"# Profil\n\n{PROFILE}".encode()
    for post in kim.posts:
        body = filled(post, "../media/", f"{linked_slug(post)}.md")
        yield f"docs/tulisan/{post.slug}.md", f"{_head(post)}\n{body}".encode()
    yield "docs/style.css", style()
    yield from media(kim, "docs/media")


def _head(post: Post) -> str:
    lines = [
        f"title: {quoted(post.title)}",
        f"jenis: {post.kind}",
        f"kategori: {post.subject.code}",
    ]
    if post.tags:
        lines.append(f"tags: [{', '.join(post.tags)}]")
    lines.append(f"tanggal: {quoted(f'{post.day} {post.hour}')}")
    for key, value in (
        ("author", post.reporter),
        ("description", post.summary),
        ("image", post.picture and f"../media/{post.picture}"),
        ("place", post.place),
    ):
        if value:
            lines.append(f"{key}: {quoted(value)}")
    return "---\n" + "\n".join(lines) + "\n---\n"


def _index(kim: Kim) -> str:
    rows = [f"- [{post.title}](tulisan/{post.slug}.md), {post.day}" for post in kim.posts]
    return f"# {kim.name}\n\n" + "\n".join(rows) + "\n"


def _settings(kim: Kim) -> str:
    return f"""[project]
site_name = {quoted(kim.name)}
site_url = "https://{kim.label}.kim.id/"
use_directory_urls = false
nav = [{{"Kabar" = "index.md"}}, {{"Profil" = "profil.md"}}]
extra_css = ["style.css"]

[project.theme]
custom_dir = "overrides"
language = "id"

[project.markdown_extensions.tables]
[project.markdown_extensions.toc]
"""
