"""Lists: each jenis, the archive, categories and tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from kimgen.dates import month_name, month_year
from kimgen.digits import in_script
from kimgen.marks import N_
from kimgen.model import Post
from kimgen.pages.context import Context, term_slug
from kimgen.pages.details import is_over, start_key
from kimgen.pages.heads import head, trail
from kimgen.pages.promise import Promise
from kimgen.pages.words import KIND_INTROS, KIND_NAMES
from kimgen.plan import PagePlan
from kimgen.values import later, value
from kimgen.views import Badge, IndexView, Link, ListView, Pager, Term, TermGroup

PAGE = 10
"""Posts on a page of a list."""
NEAR = 2
"""Neighbours that a long list of pages links on each side."""


def kind_lists(context: Context) -> Iterator[Promise]:
    """<jenis>/index.html and its further pages."""
    for kind, posts in context.by_kind.items():
        name = context._(KIND_NAMES[kind])
        badge = Badge(kind, name)
        current, past = _split(posts, context)
        yield from _pages(
            context, f"{kind}/index", name, KIND_INTROS[kind], current, past, badge, ()
        )


def _split(posts: list[Post], context: Context) -> tuple[list[Post], list[Post]]:
    """Current posts, and those whose day is over."""
    today = context.site.today
    current: list[Post] = []
    past: list[Post] = []
    for post in posts:
        (past if is_over(post.detail, today) else current).append(post)
    if posts[0].kind == "agenda":
        current.sort(key=start_key)
        past.sort(key=start_key, reverse=True)
    return current, past


def terms(context: Context) -> Iterator[PagePlan | Promise]:
    """kategori/ and tag/: an index each, and a list for each term."""
    kinds = (("kategori", N_("Kategori"), "categories"), ("tag", N_("Kata kunci"), "tags"))
    for folder, title, attribute in kinds:
        groups: dict[str, tuple[str, list[Post]]] = {}
        for post in context.site.posts:
            for name in getattr(post, attribute):
                slug = term_slug(name)
                _, posts = groups.setdefault(slug, (name, []))
                if not posts or posts[-1] is not post:
                    posts.append(post)
        if not groups:
            continue
        word = context._(title)
        ordered = sorted(groups.items())
        rows = tuple(
            Term(name, f"../{folder}/{slug}.html", len(posts)) for slug, (name, posts) in ordered
        )
        path = f"{folder}/index.html"
        view = IndexView(
            head=head(context, path, word),
            title=word,
            intro="",
            groups=(TermGroup("", "", len(context.site.posts), rows),),
            trail=trail(context, "../"),
        )
        yield PagePlan(path, "terms.html", context.frame(path), view)
        up = (Link(word, "../" + path),)
        for slug, (name, posts) in ordered:
            yield from _pages(context, f"{folder}/{slug}", name, "", posts, [], None, up)


def archive(context: Context) -> Iterator[PagePlan | Promise]:
    """arsip/: an index by year and month, a list for each year and month."""
    posts = context.site.posts
    if not posts:
        return
    years: dict[int, list[Post]] = defaultdict(list)
    parts: dict[int, dict[int, list[Post]]] = defaultdict(lambda: defaultdict(list))
    for post in posts:
        day = post.when.date
        years[day.year].append(post)
        parts[day.year][day.month].append(post)
    lang, word = context.lang, context._("Arsip")
    groups = []
    for year, months in sorted(parts.items(), reverse=True):
        rows = tuple(
            Term(month_name(month, lang), f"../arsip/{year}-{month:02}.html", len(items))
            for month, items in sorted(months.items(), reverse=True)
        )
        groups.append(
            TermGroup(in_script(str(year), lang), f"../arsip/{year}.html", len(years[year]), rows)
        )
    path = "arsip/index.html"
    view = IndexView(head(context, path, word), word, "", tuple(groups), trail(context, "../"))
    yield PagePlan(path, "terms.html", context.frame(path), view)
    up = (Link(word, "../" + path),)
    for year, all_year in years.items():
        said = in_script(str(year), lang)
        yield from _pages(context, f"arsip/{year}", said, "", all_year, [], None, up)
        for month, items in parts[year].items():
            title = month_year(year, month, lang)
            yield from _pages(context, f"arsip/{year}-{month:02}", title, "", items, [], None, up)


@value
class _Listing:
    """One list, which runs over several pages."""

    context: Context
    stem: str
    title: str
    intro: str
    posts: Sequence[Post]
    """What is current, then what is past."""
    current: int
    kind: Badge | None
    up: tuple[Link, ...]

    @property
    def total(self) -> int:
        return max(1, -(-len(self.posts) // PAGE))

    def path(self, number: int) -> str:
        return f"{self.stem}.html" if number == 1 else f"{self.stem}.{number}.html"

    def shown(self, number: int) -> Sequence[Post]:
        """The posts on page `number`."""
        return self.posts[(number - 1) * PAGE : number * PAGE]

    def over(self, number: int) -> int:
        """From which of its posts on page `number` shows what is past."""
        return max(0, self.current - (number - 1) * PAGE)


def _pages(
    context: Context,
    stem: str,
    title: str,
    intro: str,
    posts: Sequence[Post],
    past: Sequence[Post],
    kind: Badge | None,
    up: tuple[Link, ...],
) -> Iterator[Promise]:
    """The pages of one list: `stem.html`, `stem.2.html`, ... What is past follows
    what is current, and the pages run over both."""
    listing = _Listing(context, stem, title, intro, [*posts, *past], len(posts), kind, up)
    frame, total = context.frame(stem), listing.total
    # its path says which page it is
    how = repr((title, intro, kind, up, total))
    for number in range(1, total + 1):
        yield Promise(
            listing.path(number),
            partial(_page, listing, number),
            listing.shown(number),
            frame,
            f"{how} {listing.over(number)}",
        )


def _page(listing: _Listing, number: int) -> PagePlan:
    context, path, total = listing.context, listing.path(number), listing.total
    title, intro, over = listing.title, listing.intro, listing.over(number)
    cards = context.cards(listing.shown(number), "../")
    newer = older = None
    if number > 1:
        newer = Link(context._("Lebih baru"), "../" + listing.path(number - 1))
    if number < total:
        older = Link(context._("Lebih lama"), "../" + listing.path(number + 1))
    shown = (
        title
        if number == 1
        else context._("%s (halaman %s)") % (title, in_script(str(number), context.lang))
    )
    view = ListView(
        head=head(
            context,
            path,
            shown,
            context._(intro),
            prev=newer.href if newer else "",
            next=older.href if older else "",
        ),
        title=title,
        intro=context.marked(intro),
        kind=listing.kind,
        posts=cards[:over],
        past=cards[over:],
        pager=Pager(number, total, newer, older, later(_numbers, listing, number)),
        trail=trail(context, "../", *listing.up),
    )
    return PagePlan(path, "list.html", context.frame(path), view)


def _numbers(listing: _Listing, number: int) -> tuple[Link, ...]:
    """Links to the pages of a list: the ends, what is near page `number`, gaps between."""
    total = listing.total
    shown = sorted(
        n for n in {1, total, *range(number - NEAR, number + NEAR + 1)} if 1 <= n <= total
    )
    links: list[Link] = []
    for before, n in zip([0, *shown], shown, strict=False):
        if n > before + 1:
            links.append(Link("…", ""))
        text = in_script(str(n), listing.context.lang)
        links.append(Link(text, "../" + listing.path(n), n == number))
    return tuple(links)
