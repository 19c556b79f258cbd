"""What the card of a post says, which chats show beside its link."""

from __future__ import annotations

from kimgen.cards import FOLDER, HEIGHT, WIDTH, Card, drawable
from kimgen.colours import accents
from kimgen.dates import short_date
from kimgen.model import Event, Post
from kimgen.pages.context import Context
from kimgen.pages.words import KIND_NAMES, direction
from kimgen.structured import Image


def post_card(context: Context, post: Post) -> Card | None:
    """The card of `post`; None where none are drawn, or none of its letters could be."""
    site = context.site
    if not site.cards:
        return None
    title = drawable(post.title)
    if not title:
        return None
    kim, place, detail = site.kim, site.kim.village, post.detail
    day = detail.start if isinstance(detail, Event) else post.when
    photo = context.media.get(post.picture) if post.picture else None
    lang = post.lang or context.declared
    return Card(
        title=title,
        rtl=direction(lang) == "rtl",
        kind=drawable(f"{context._(KIND_NAMES[post.kind])} · {short_date(day, context.lang)}"),
        name=drawable(kim.name),
        place=drawable(f"{place.full_name}, {place.regency}"),
        colour=accents(kim.colour or context.theme.colour)[0],
        photo=photo.plain.path if photo and photo.kind == "picture" else "",
    )


def card_path(card: Card) -> str:
    """Where the card lies in the site."""
    return f"{FOLDER}/{card.key}.jpg"


def card_image(context: Context, post: Post) -> Image | None:
    """The card of `post` for machines, with an absolute address."""
    card = post_card(context, post)
    if card is None:
        return None
    return Image(context.home + card_path(card), WIDTH, HEIGHT, post.title)
