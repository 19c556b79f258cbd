"""Reading without a network: the worker of a site, its offline page, what is kept by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from kimgen.headers import WORKER
from kimgen.pages.context import SEARCH, Context
from kimgen.pages.heads import head
from kimgen.pages.search import INDEX, engine
from kimgen.plan import FilePlan, PagePlan, Plan
from kimgen.render import cached_environment, render_page
from kimgen.theme import assets, fingerprint, tight
from kimgen.views import OfflineView

NEWEST = 10
"""Posts that are kept by themselves where the connection is not metered."""


def offline(context: Context) -> Iterator[Plan]:
    """luring.html, luring.json, sw.js."""
    path, title = "luring.html", context._("Bacaan luring")
    text = context.marked("Halaman yang pernah dibuka bisa dibaca lagi tanpa jaringan.")
    frame, view = (
        context.frame(path),
        OfflineView(head(context, path, title, hidden=True), title, text),
    )
    plan = PagePlan(path, "offline.html", frame, view)
    try:
        page = render_page(plan, cached_environment(context.theme, context.lang)).encode()
    except Exception:  # said when the page is rendered once more; the worker that is there goes on
        yield plan
        return
    yield FilePlan(path, page)
    yield FilePlan("luring.json", json.dumps([*_kept(context)]).encode())
    parts = [place for place, _ in assets(context.theme).values() if place.encode() in page]
    icons = [place for place, _, _ in context.icons if place.startswith("favicon")]
    shell = [path, context.css, *parts, *icons]
    mark = fingerprint(repr((shell, context.seal)).encode() + page)
    names = json.dumps([mark, *shell], separators=(",", ":"))
    yield FilePlan(WORKER, f"const SHELL={names};\n".encode() + _script("sw"))


def _kept(context: Context) -> Iterator[str]:
    """What is kept by itself where the connection is not metered."""
    posts = context.site.posts
    yield from ("index.html", "profil.html", *(post.permalink for post in posts[:NEWEST]))
    script = engine(context.theme)
    if posts and script:
        yield from (SEARCH, script[0], INDEX)


def farewell(context: Context) -> Iterator[Plan]:
    """sw.js that removes itself and all that the one before it kept."""
    yield FilePlan(WORKER, _script("farewell"))


@lru_cache(maxsize=2)
def _script(name: str) -> bytes:
    source = resources.files("kimgen").joinpath("data", "worker", f"{name}.js")
    return tight(source.read_bytes())
