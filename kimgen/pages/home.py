"""index.html: the front page of a KIM, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kimgen.dates import short_date
from kimgen.model import Kim
from kimgen.pages.context import Context
from kimgen.pages.details import is_over, start_key
from kimgen.pages.heads import head, image_of
from kimgen.pages.words import KIND_NAMES
from kimgen.plan import PagePlan, Plan
from kimgen.structured import home_graph
from kimgen.values import later
from kimgen.views import AboutView, AlbumView, Badge, Fact, HomeView, Picture, PostCard

NEWS = 6
PHOTOS = 6


def home(context: Context) -> Iterator[Plan]:
    """The front page. Sections without posts stay empty and vanish in the template."""
    today = context.site.today

    def newest(kind: str, count: int) -> tuple[PostCard, ...]:
        return context.cards(context.by_kind.get(kind, ())[:count], "")

    current = [
        post for post in context.by_kind.get("pengumuman", ()) if not is_over(post.detail, today)
    ]
    events = sorted(
        (p for p in context.by_kind.get("agenda", ()) if not is_over(p.detail, today)),
        key=start_key,
    )
    news = newest("berita", NEWS)
    notices = context.cards(current[:3], "")
    view = HomeView(
        head=head(context, "index.html", context.site.kim.name, jsonld=later(_graph, context)),
        pinned=notices[0] if notices else None,
        lead=news[0] if news else None,
        news=news[1:],
        notices=notices[1:],
        agenda=context.cards(events[:3], ""),
        proposals=newest("usulan", 3),
        fact_checks=newest("klarifikasi", 2),
        products=newest("lapak", 4),
        photos=_photos(context),
        documents=newest("dokumen", 3),
        sections=sections(context, ""),
        about=about(context),
    )
    yield PagePlan("index.html", "home.html", context.frame("index.html"), view)


def _graph(context: Context) -> Markup:
    """schema.org data of the KIM."""
    kim = context.site.kim
    return home_graph(context.site, image_of(context, kim.logo, kim.name))


def sections(context: Context, root: str) -> tuple[Badge, ...]:
    """Every jenis that has posts, with its list."""
    return tuple(
        Badge(kind, context._(KIND_NAMES[kind]), f"{root}{kind}/index.html")
        for kind in context.by_kind
    )


def _photos(context: Context) -> tuple[Picture, ...]:
    """A strip of the newest album pictures, each leading to its album."""
    strip: list[Picture] = []
    for post in context.by_kind.get("galeri", ()):
        card = context.card(post, "")
        if isinstance(card.detail, AlbumView):
            for shown in card.detail.pictures:
                strip.append(
                    Picture(
                        shown.src,
                        shown.width,
                        shown.height,
                        shown.alt,
                        shown.caption,
                        shown.srcset,
                        card.href,
                        shown.modern,
                    )
                )
        if len(strip) >= PHOTOS:
            break
    return tuple(strip[:PHOTOS])


def about(context: Context) -> AboutView:
    """Who the KIM is, as a calm table."""
    kim = context.site.kim
    return AboutView(
        text=kim.description,
        facts=tuple(_facts(context, kim)),
        officers=tuple(Fact(item.office, item.name) for item in kim.officers),
    )


def _facts(context: Context, kim: Kim) -> Iterator[Fact]:
    lang = context.lang
    if kim.number:
        yield Fact(context._("Nomor induk"), kim.number)
    if kim.decree:
        day = f", {short_date(kim.decree.day, lang)}" if kim.decree.day else ""
        by = f", {kim.decree.signatory}" if kim.decree.signatory else ""
        yield Fact(context._("SK"), f"{kim.decree.number}{day}{by}")
    if kim.founded:
        yield Fact(context._("Berdiri"), short_date(kim.founded, lang))
    if kim.term:
        yield Fact(context._("Masa bakti"), kim.term)
    if kim.fields:
        names = ", ".join(context.site.portal.field_name(code) for code in kim.fields)
        yield Fact(context._("Bidang"), names)
    if kim.members is not None:
        yield Fact(context._("Anggota"), context._n("%d orang", kim.members))
