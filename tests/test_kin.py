"""Related posts: the quick way gives what the plain definition says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kimgen.dates import When
from kimgen.markdown import Article
from kimgen.model import Post
from kimgen.pages.kin import RELATED, WINDOW, Kin

NOTHING = Article("", (), (), (), "", 0, ())
DAY = When(dt.date(2026, 11, 24))

Marks = tuple[tuple[str, ...], tuple[str, ...], str]
"""Tags, categories, jenis."""

names = st.lists(st.sampled_from("abcdef"), max_size=4).map(tuple)
marks = st.tuples(names, names, st.sampled_from(("berita", "agenda", "usulan")))


def a_post(number: int, tags: tuple[str, ...], categories: tuple[str, ...], kind: str) -> Post:
    slug = f"{number * 7919 % 1000:03}-{number}"  # so that the order of time is not that of names
    return Post(f"posts/{number}.md", slug, kind, "Judul", DAY, NOTHING, categories, tags)


def related(posts: list[Post]) -> list[list[Post]]:
    kin = Kin(posts)
    return [kin.of(index) for index in range(len(posts))]


def plainly(posts: list[Post], index: int) -> list[Post]:
    """Three for each shared tag, two for each category, one for the jenis; then near in time."""
    post = posts[index]
    rows = []
    for place, other in enumerate(posts):
        score = 3 * len({*post.tags} & {*other.tags})
        score += 2 * len({*post.categories} & {*other.categories})
        score += post.kind == other.kind
        gap = abs(place - index)
        if 0 < gap <= WINDOW and score:
            rows.append((-score, gap, other.permalink, other))
    return [row[3] for row in sorted(rows, key=lambda row: row[:3])[:RELATED]]


@given(st.lists(marks, max_size=2 * WINDOW + 20))
def test_kin_are_those_that_share_most_and_are_near(rows: list[Marks]) -> None:
    posts = [a_post(number, *row) for number, row in enumerate(rows)]
    assert related(posts) == [plainly(posts, index) for index in range(len(posts))]


def test_kin_across_the_stretches_of_a_long_site() -> None:
    base = a_post(0, ("panen",), (), "berita")
    posts = [
        replace(base, path=f"posts/{n}.md", slug=f"p-{n}", tags=(f"tag-{n // 5}",))
        for n in range(1_000)
    ]
    assert related(posts) == [plainly(posts, index) for index in range(len(posts))]


def test_nothing_in_common_is_no_kin() -> None:
    posts = [a_post(0, ("a",), (), "berita"), a_post(1, ("b",), (), "agenda")]
    assert related(posts) == [[], []]
