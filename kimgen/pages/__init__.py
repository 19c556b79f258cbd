"""The pages of a microsite: one kind a module, listed here in the order in which they are made.

Each kind is a function from the context of a site to plans, or to promises of
plans where there are many. To add one, write the function and put it into
`PAGES`; see CONTRIBUTING.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kimgen.model import Site
from kimgen.pages.boards import boards
from kimgen.pages.context import Context
from kimgen.pages.fixed import accessibility, contact, free_pages, not_found, profile, retired
from kimgen.pages.home import home
from kimgen.pages.lists import archive, kind_lists, terms
from kimgen.pages.machine import calendars, feeds, hosting, manifest, robots, sitemap
from kimgen.pages.offline import farewell, offline
from kimgen.pages.posts import posts
from kimgen.pages.promise import Promise
from kimgen.pages.search import search
from kimgen.pages.style import site_style
from kimgen.plan import CopyPlan, FilePlan, Plan
from kimgen.theme import SEARCH_PARTS, Theme, assets, fingerprint

PageKind = Callable[[Context], Iterator[Plan | Promise]]

PAGES: tuple[PageKind, ...] = (
    home,
    posts,
    kind_lists,
    archive,
    terms,
    search,
    free_pages,
    profile,
    contact,
    accessibility,
    boards,
    not_found,
    feeds,
    calendars,
    sitemap,
    robots,
    manifest,
    hosting,
    offline,
)
"""Every kind of page of a site that is alive."""

RETIRED_PAGES: tuple[PageKind, ...] = (retired, robots, hosting, farewell)
"""What a withdrawn registration leaves."""

STYLE = "aset/style.css"
PORTAL_ONLY = "portal/"
"""Folder of a theme's static files that no microsite needs."""


def make_context(
    site: Site,
    theme: Theme,
    lang: str,
    icons: tuple[tuple[str, bytes, str, str], ...],
) -> tuple[Context, list[Plan]]:
    """The context of `site`, and the files that its pages refer to: style sheet,
    the theme's static files, icons, media."""
    shown = tuple((path, kind, sizes) for path, _, kind, sizes in icons)
    draft = Context(site, theme, STYLE, shown)
    plans: list[Plan] = []
    css, style = site_style(draft.frame("index.html"), theme, lang)
    plans.append(FilePlan(css, style))
    plans += [
        FilePlan(path, content)
        for name, (path, content) in assets(theme).items()
        if not name.startswith((PORTAL_ONLY, SEARCH_PARTS))
    ]
    plans += [FilePlan(path, content) for path, content, _, _ in icons]
    if site.kim.status != "dicabut":
        for item in site.media:
            where = f"content/{site.kim.folder}/{item.name}"
            plans += [CopyPlan(file.path, file.source, where) for file in item.files]
    seal = fingerprint(b"".join(content for _, content, _, _ in icons))
    return Context(site, theme, css, shown, seal), plans
