"""Eleventy: a project for each KIM, with the theme in it as its projects have it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.corpus import Kim
from benchmarks.layouts.common import PROFILE, filled, front_matter, linked_slug, media
from benchmarks.layouts.theme import style, theme_files


def shared() -> Iterator[tuple[str, bytes]]:
    """Nothing: projects share no file."""
    yield from ()


def site(kim: Kim) -> Iterator[tuple[str, bytes]]:
    """One KIM's project."""
    yield from theme_files("eleventy")
    data = {"title": kim.name, "url": f"https://{kim.label}.kim.id"}
    yield "_data/site.json", json.dumps(data, ensure_ascii=False).encode()
    front = "---\ntitle: Profil\nlayout: page.njk\npermalink: /profil.html\n---\n\n"
    yield "profil.md", f"{front}{PROFILE}".encode()
    for post in kim.posts:
        body = filled(post, "/media/", f"{linked_slug(post)}.html")
        yield f"tulisan/{post.slug}.md", f"{front_matter(post)}{body}".encode()
    yield "style.css", style()
    yield from media(kim, "media")
