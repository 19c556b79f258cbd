"""What a village reads without a phone: cetak/index.html, a bulletin to print for the notice
board, and papan/index.html, a slide show for a screen on the wall.

Both show the month up to the newest post, not up to today: what was built once stays right.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from markupsafe import Markup

from kimgen.dates import short_date
from kimgen.marks import N_
from kimgen.model import Post
from kimgen.pages.context import Context
from kimgen.pages.details import is_over, start_key
from kimgen.pages.heads import head, trail
from kimgen.pages.promise import Promise
from kimgen.plan import PagePlan
from kimgen.qr import qr_code
from kimgen.values import later
from kimgen.views import BoardView, Poster

ROOT = "../"
BULLETIN = "cetak/index.html"
BOARD = "papan/index.html"
DAYS = 31
NOTICES = 6
EVENTS = 6
POSTS = 16
SLIDES = 8
"""Posts besides announcements and events, on paper and on the screen."""
WHOLE_WORDS = 120
"""An announcement of at most so many words stands there whole."""


def boards(context: Context) -> Iterator[Promise]:
    """The bulletin and the slide show of a site that has something to show."""
    posts, today = context.site.posts, context.site.today
    if not posts:
        return
    since, newest = first_day(posts), posts[0].when.date
    current = [p for p in context.by_kind.get("pengumuman", ()) if not is_over(p.detail, today)]
    notices = [p for p in current if p.when.date >= since][:NOTICES]
    coming = (p for p in context.by_kind.get("agenda", ()) if not is_over(p.detail, today))
    events = sorted(coming, key=start_key)[:EVENTS]
    rest = [
        post
        for post in posts
        if post.when.date >= since and post.kind not in ("pengumuman", "agenda")
    ]
    for path, template, count in (
        (BULLETIN, "bulletin.html", POSTS), (BOARD, "board.html", SLIDES),
    ):  # fmt: skip
        shown = rest[:count]
        make = partial(
            _page,
            context,
            path,
            template,
            (since, newest),
            notices,
            events,
            shown,
            len(rest) - len(shown),
        )
        yield Promise(
            path,
            make,
            (*notices, None, *events, None, *shown, posts[0]),
            context.frame(path),
            how=str(len(rest) - len(shown)),
        )


def first_day(posts: tuple[Post, ...]) -> date:
    """The first day of the month up to the newest of `posts`."""
    newest = posts[0].when.date
    return newest - timedelta(days=min(DAYS - 1, newest.toordinal() - 1))


def _page(
    context: Context,
    path: str,
    template: str,
    period: tuple[date, date],
    notices: list[Post],
    events: list[Post],
    posts: list[Post],
    more: int,
) -> PagePlan:
    names = {BULLETIN: N_("Buletin warga"), BOARD: N_("Papan layar")}
    title = context._(names[path])
    since, newest = period
    view = BoardView(
        head=head(context, path, title, hidden=True),
        title=title,
        period=f"{short_date(since, context.lang)} – {short_date(newest, context.lang)}",
        notices=tuple([_poster(context, post) for post in notices]),
        agenda=tuple([_poster(context, post) for post in events]),
        posts=tuple([_poster(context, post) for post in posts]),
        more=more,
        qr=later(qr_code, context.home),
        address=_spoken(context.home),
        trail=trail(context, ROOT),
    )
    return PagePlan(path, template, context.frame(path), view)


def _poster(context: Context, post: Post) -> Poster:
    url = context.home + post.permalink
    article = post.article
    # Headings and anchors have their place on the post's own page alone
    whole = (
        post.kind == "pengumuman"
        and article.words <= WHOLE_WORDS
        and not article.headings
        and ' id="' not in article.html
    )
    return Poster(
        card=context.card(post, ROOT),
        body=context.body(article.html, ROOT) if whole else Markup(""),
        qr=later(qr_code, url),
        address=_spoken(url),
    )


def _spoken(url: str) -> str:
    """An address as people write it down."""
    return url.partition("://")[2].rstrip("/")
