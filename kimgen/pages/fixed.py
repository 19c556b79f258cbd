"""Pages that stand for themselves: free pages, profil, kontak, aksesibilitas, 404, retired."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kimgen import sharing
from kimgen.model import Page
from kimgen.pages.context import ACCESSIBILITY, OWN_PAGES, Context
from kimgen.pages.heads import head, trail
from kimgen.pages.home import about, sections
from kimgen.pages.posts import toc
from kimgen.pages.words import direction, language_name
from kimgen.plan import PagePlan, Plan
from kimgen.views import (
    AccessibilityView,
    ContactView,
    NotFoundView,
    PageView,
    ProfileView,
    RetiredView,
)

TAKEN = frozenset(("index", "404", "feed", "sitemap", "robots"))
"""Names at the root that are not for free pages."""


def free_pages(context: Context) -> Iterator[Plan]:
    """pages/<slug>.md, those left out that add to a page which every site has."""
    for page in context.site.pages:
        if page.slug in OWN_PAGES:
            continue
        lang = page.lang or context.declared
        view = PageView(
            head=head(context, page.permalink, page.title, page.summary or page.article.excerpt),
            title=page.title,
            body=context.body(page.article.html, ""),
            toc=toc(page.article.headings, page.article.words),
            lang=lang,
            dir=direction(lang),
            trail=trail(context, ""),
        )
        frame = context.frame(page.permalink)
        yield PagePlan(page.permalink, "page.html", frame, view, page.path)


def _own(context: Context, slug: str) -> Page | None:
    return next((page for page in context.site.pages if page.slug == slug), None)


def profile(context: Context) -> Iterator[Plan]:
    """profil.html: the text of pages/profil.md and what kim.yaml says."""
    page = _own(context, "profil")
    title = page.title if page else context._("Profil")
    lang = (page.lang if page else "") or context.declared
    view = ProfileView(
        head=head(context, "profil.html", title, page.article.excerpt if page else ""),
        title=title,
        body=context.body(page.article.html, "") if page else Markup(""),
        lang=lang,
        dir=direction(lang),
        about=about(context),
        trail=trail(context, ""),
    )
    frame = context.frame("profil.html")
    yield PagePlan("profil.html", "profile.html", frame, view, page.path if page else "")


def contact(context: Context) -> Iterator[Plan]:
    """kontak.html: how to reach the KIM."""
    page = _own(context, "kontak")
    title = page.title if page else context._("Kontak")
    lang = (page.lang if page else "") or context.declared
    place = context.site.kim.coordinates or context.site.kim.village.coordinates
    view = ContactView(
        head=head(context, "kontak.html", title),
        title=title,
        body=context.body(page.article.html, "") if page else Markup(""),
        lang=lang,
        dir=direction(lang),
        map_href=sharing.geo(*place) if place else "",
        trail=trail(context, ""),
    )
    frame = context.frame("kontak.html")
    yield PagePlan("kontak.html", "contact.html", frame, view, page.path if page else "")


def accessibility(context: Context) -> Iterator[Plan]:
    """aksesibilitas.html: who can use the site and how, and whom to tell what is in the way."""
    page = _own(context, "aksesibilitas")
    title = page.title if page else context._("Aksesibilitas")
    own = context.declared
    others = dict.fromkeys(post.lang for post in context.site.posts if post.lang)
    others.pop(own, None)
    view = AccessibilityView(
        head=head(context, ACCESSIBILITY, title),
        title=title,
        body=context.body(page.article.html, "") if page else Markup(""),
        language=context._(language_name(own)),
        languages=tuple(context._(language_name(lang)) for lang in others),
        trail=trail(context, ""),
    )
    frame = context.frame(ACCESSIBILITY)
    yield PagePlan(ACCESSIBILITY, "accessibility.html", frame, view, page.path if page else "")


def not_found(context: Context) -> Iterator[Plan]:
    """404.html, served at any depth."""
    title = context._("Halaman tidak ada")
    text = context.marked("Mungkin alamatnya salah ketik, atau tulisannya sudah dipindah.")
    view = NotFoundView(head(context, "404.html", title), title, text, sections(context, "/"))
    yield PagePlan("404.html", "404.html", context.frame("404.html"), view)


def retired(context: Context) -> Iterator[Plan]:
    """All that is left of a KIM whose registration was withdrawn."""
    title = context._("Situs ini sudah ditutup")
    text = context.marked("Pendaftaran KIM ini sudah dicabut. Kabar desa ada di portal.")
    for path in ("index.html", "404.html"):
        view = RetiredView(head(context, path, title), title, text)
        yield PagePlan(path, "retired.html", context.frame(path), view)
