"""cari.html, which searches and can be browsed, and the two scripts that it takes to search."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from kimgen.digits import in_script
from kimgen.marks import N_
from kimgen.model import Post
from kimgen.numbers import format_number
from kimgen.pages.context import SEARCH, Context, term_slug
from kimgen.pages.heads import head, trail
from kimgen.pages.promise import Promise
from kimgen.pages.words import KIND_NAMES
from kimgen.plan import FilePlan, PagePlan, Plan
from kimgen.search_index import FULL, MOST, Entry, index
from kimgen.search_words import STOP_WORDS
from kimgen.theme import MINISEARCH, Theme, fingerprint
from kimgen.views import SearchView, Term, TermGroup

INDEX = "cari-indeks.js"
_OWN = ("search/kata.js", "search/cari.js")
TERMS = 40
"""Categories, and tags, in sight; the rest is one page away."""


def search(context: Context) -> Iterator[Plan | Promise]:
    """The page; where there is an engine its script and the index."""
    site = context.site
    if not site.posts:
        return
    script = engine(context.theme)
    title = context._("Cari") if script else context._("Telusuri")
    view = SearchView(
        head=head(context, SEARCH, title, hidden=True),
        title=title,
        intro="",
        script=script[0] if script else "",
        index=INDEX if script else "",
        note=_note(context) if script else "",
        groups=tuple(_groups(context)),
        trail=trail(context, ""),
    )
    yield PagePlan(SEARCH, "search.html", context.frame(SEARCH), view)
    if script:
        yield FilePlan(*script)
        kinds = tuple((kind, context._(KIND_NAMES[kind])) for kind in context.by_kind)
        pages = tuple(
            (page.slug, page.title, page.summary or page.article.excerpt, page.article.html)
            for page in site.pages
        )
        posts = site.posts[:MOST]
        make = partial(_index, kinds, context._("Halaman"), pages, posts)
        yield Promise(INDEX, make, posts, how=repr((kinds, pages)))


@lru_cache(maxsize=8)
def engine(theme: Theme) -> tuple[str, bytes] | None:
    """(path, content) of the script that searches: MiniSearch, the words that do not count, and
    what the theme makes of both. None where this kimgen was built without MiniSearch."""
    static = theme.static_files()
    names = (MINISEARCH, *_OWN)
    if not all(name in static for name in names):
        return None
    common = json.dumps(" ".join(sorted(STOP_WORDS)))
    content = b"".join(static[name] for name in names)
    content += f"self.kataUmum={common}.split(' ');\n".encode()
    return f"aset/cari.{fingerprint(content)}.js", content


def _note(context: Context) -> str:
    """What is not searched in full."""
    posts = context.site.posts
    if len(posts) + len(context.site.pages) <= FULL:
        return ""
    numbers = (format_number(n, context.lang) for n in (FULL, MOST))
    if len(posts) + len(context.site.pages) <= MOST:
        text = context.marked(
            "Isi %s tulisan terbaru ikut dicari; yang lebih lama menurut judul dan kata kuncinya."
        )
        return text % next(numbers)
    text = context.marked(
        "Isi %s tulisan terbaru ikut dicari; yang lebih lama menurut judul dan kata kuncinya, "
        "sampai %s tulisan. Yang lain ada di arsip."
    )
    return text % tuple(numbers)


def _groups(context: Context) -> Iterator[TermGroup]:
    """What there is to browse."""
    site = context.site
    kinds = tuple(
        Term(context._(KIND_NAMES[kind]), f"{kind}/index.html", len(posts))
        for kind, posts in context.by_kind.items()
    )
    yield TermGroup(context._("Jenis tulisan"), "", len(kinds), kinds)
    for folder, word, attribute in (
        ("kategori", N_("Kategori"), "categories"),
        ("tag", N_("Kata kunci"), "tags"),
    ):
        counts: Counter[str] = Counter()
        names: dict[str, str] = {}
        for post in site.posts:
            slugs = set()
            for name in getattr(post, attribute):
                slug = term_slug(name)
                names.setdefault(slug, name)
                slugs.add(slug)
            counts.update(slugs)
        most = sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:TERMS]
        rows = tuple(
            Term(names[slug], f"{folder}/{slug}.html", count) for slug, count in sorted(most)
        )
        if rows:
            yield TermGroup(context._(word), f"{folder}/index.html", len(counts), rows)
    years = Counter(post.when.date.year for post in site.posts)
    rows = tuple(
        Term(in_script(str(year), context.lang), f"arsip/{year}.html", count)
        for year, count in sorted(years.items(), reverse=True)
    )
    yield TermGroup(context._("Arsip"), "arsip/index.html", len(years), rows)


def _index(
    kinds: Sequence[tuple[str, str]],
    page_word: str,
    pages: Sequence[tuple[str, str, str, str]],
    posts: Sequence[Post],
) -> FilePlan:
    """The index. `kinds`: (jenis, name); `pages`: slug, title, excerpt and body of free pages."""
    places = {kind: number for number, (kind, _) in enumerate(kinds)}
    # free pages are few and long wanted: they come before the posts
    entries = [
        Entry(len(kinds), slug, title, 0, excerpt, "", html) for slug, title, excerpt, html in pages
    ]
    entries += [_entry(post, places[post.kind]) for post in posts]
    starts = [*((f"{kind}/", name) for kind, name in kinds), ("", page_word)]
    return FilePlan(INDEX, index(starts, entries))


def _entry(post: Post, kind: int) -> Entry:
    day = post.when.date
    return Entry(
        kind,
        post.slug,
        post.title,
        day.year * 10_000 + day.month * 100 + day.day,
        post.excerpt,
        ", ".join((*post.categories, *post.tags)),
        post.article.html,
    )
