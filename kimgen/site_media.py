"""What readers get of one KIM's media folder: each file by `media.prepare`, the icons of the site,
and the cards of its posts. Pictures that come to nothing cost their site, not the build.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kimgen.cardpress import place, press, recipe
from kimgen.diagnostics import Diagnostic
from kimgen.guard import current
from kimgen.icons import site_icons
from kimgen.media import prepare
from kimgen.model import Kim, Media, Portal
from kimgen.pages.postcard import card_path, post_card
from kimgen.pictures import SECONDS, PictureSettings
from kimgen.plan import CopyPlan
from kimgen.site import SitePlan
from kimgen.theme import Theme


def icons(
    logo: Media | None, kim: Kim, theme: Theme, cache: Path
) -> tuple[tuple[str, bytes, str, str], ...]:
    """(path, content, type, sizes) of favicons, kept in `cache`."""
    words = [word for word in kim.name.split() if word[:1].isalnum() and word.upper() != "KIM"]
    initials = "".join(word[0] for word in words[:2]).upper() or "K"
    return site_icons(logo, initials, kim.colour or theme.colour, cache)


def has_cards(portal: Portal, drafts: bool) -> bool:
    """Whether posts get cards. A preview has none: nobody passes its links on."""
    return portal.cards and not drafts and bool(recipe())


def with_cards(plan: SitePlan, cache: Path) -> SitePlan:
    """`plan` with the cards of its posts, those that nobody drew yet drawn. Raises `OSError`."""
    site, context, guard = plan.site, plan.context, current()
    if not site.cards:
        return plan
    cards, drew = [], False
    for post in site.posts:
        card = post_card(context, post)
        if card is None:
            continue
        target, there = place(card, cache)
        if not there:
            guard.apart(post.path, SECONDS)
            press(card, context.media[post.picture].plain.source if card.photo else "", target)
            drew = True
        cards.append(CopyPlan(card_path(card), target, post.path))
    if drew:
        guard("", 0)
    return replace(plan, plans=(*plan.plans, *{card.path: card for card in cards}.values()))


def media(
    content: Path, kim: Kim, names: tuple[str, ...], portal: Portal, cache: Path,
    found: list[Diagnostic],
) -> Iterator[Media]:  # fmt: skip
    """What becomes of the files `names` (`media/panen.jpg`)."""
    limits, guard = portal.limits, current()
    pictures = PictureSettings(
        max_pixels=limits.pixels, max_frames=limits.frames, max_memory=limits.memory
    )
    rules = replace(portal.discretion, shown=kim.shown)
    lost = 0.0
    for name in names:
        where = f"content/{kim.folder}/{name}"
        guard.apart(where, SECONDS)
        before = _children_time()
        given = (cache, where, pictures, _seconds_left(lost), rules, str(content))
        item, more = prepare(content / kim.folder / name, name, *given)
        found.extend(more)
        if item is None or item.kind == "document":
            lost += _children_time() - before
        if item is not None:
            yield item
    guard("", 0)


def _seconds_left(lost: float) -> float:
    """CPU time for the next file of a site whose documents, and pictures that came to nothing, took
    `lost`.

    One that is stopped costs that picture alone, for the others need far less; a folder full
    of them costs its site.
    """
    if lost < SECONDS - 0.5:
        return SECONDS
    return 0.5 if lost < SECONDS + 1.5 else 0.0


def _children_time() -> float:
    """CPU time of the processes that pictures were made in."""
    times = os.times()
    return times.children_user + times.children_system
