"""Hugo: a site for each KIM; or all KIMs as sections of one site."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.corpus import Kim
from benchmarks.layouts.common import PROFILE, filled, front_matter, linked_slug, media, quoted
from benchmarks.layouts.theme import style

# Out of all lists, so that the theme need not filter them anew on each of a thousand pages.
_PROFILE = f"---\ntitle: Profil\nbuild: {{list: never}}\n---\n\n{PROFILE}"


def shared() -> Iterator[tuple[str, bytes]]:
    """Nothing: the theme is read from its own folder."""
    yield from ()


def site(kim: Kim) -> Iterator[tuple[str, bytes]]:
    """One KIM's project."""
    yield "hugo.toml", _config(kim.label, kim.name).encode()
    yield "content/profil.md", _PROFILE.encode()
    for post in kim.posts:
        body = filled(post, "/media/", f"{linked_slug(post)}.html")
        text = f"{front_matter(post)}{body}"
        yield f"content/tulisan/{post.slug}.md", text.encode()
    yield "static/style.css", style()
    yield from media(kim, "static/media")


def shared_of_one() -> Iterator[tuple[str, bytes]]:
    """The one site that holds every KIM."""
    yield "hugo.toml", _config("semua", "Semua KIM").encode()
    yield "content/profil.md", _PROFILE.encode()
    yield "static/style.css", style()


def section(kim: Kim) -> Iterator[tuple[str, bytes]]:
    """One KIM as a section of it."""
    for post in kim.posts:
        body = filled(post, f"/{kim.label}/media/", f"{linked_slug(post)}.html")
        front = front_matter(post).replace('"/media/', f'"/{kim.label}/media/')
        yield f"content/{kim.label}/{post.slug}.md", f"{front}{body}".encode()
    yield from media(kim, f"static/{kim.label}/media")


def _config(label: str, name: str) -> str:
    return (
        f'baseURL = "https://{label}.kim.id/"\n'
        f"title = {quoted(name)}\n"
        'locale = "id"\n'
        'timeZone = "Asia/Jakarta"\n'
        "uglyURLs = true\n"
        'disableKinds = ["section"]\n'
        "[pagination]\n"
        "pagerSize = 10\n"
        "disableAliases = true\n"
        "[outputs]\n"
        'home = ["html", "rss"]\n'
        'taxonomy = ["html"]\n'
        'term = ["html"]\n'
        "[services.rss]\n"
        "limit = 20\n"
    )
