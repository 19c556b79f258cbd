"""What the portal needs to know of a built site: a few KB, plain JSON.

A job returns one; the state keeps it, so that the portal is a fold over
summaries, kept ones included, without reading any post again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from kimgen.dates import When
from kimgen.model import Kim, Post, Site

LATEST = 10
"""Posts that a summary carries."""


@dataclass(frozen=True, slots=True)
class PostBrief:
    """A post as the portal lists it."""

    title: str
    permalink: str
    """Path in the KIM's site."""
    kind: str
    day: str
    """ISO date in the village's zone."""
    moment: str
    """ISO date or date and time with offset; sorts within a day."""
    excerpt: str
    lang: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """What the portal has to know of all KIMs at once. The rest of a KIM is read where a page
    shows it."""

    label: str
    name: str
    code: str
    """Of its village."""
    offset: int
    """Zone of the village, minutes east of UTC."""
    registered: bool
    """`Kim.is_live`"""
    status: str
    members: int
    fields: tuple[str, ...]
    decree: date | None
    """Day of its decree."""
    coordinates: tuple[float, float] | None
    """Its own: latitude, longitude."""
    village: tuple[float, float] | None
    """Those that its record gives for the village."""
    posts: int
    newest: str
    """ISO date or moment of its newest post; '' for none."""


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """One site in a few KB."""

    label: str
    posts: int
    kinds: tuple[tuple[str, int], ...]
    """(jenis, number of posts), jenis that occur."""
    months: tuple[tuple[str, int], ...]
    """(`2026-11`, number of posts), oldest first."""
    latest: tuple[PostBrief, ...]
    """The newest posts, newest first."""


def brief(post: Post) -> PostBrief:
    """`post` as the portal lists it."""
    when: When = post.when
    return PostBrief(
        title=post.title,
        permalink=post.permalink,
        kind=post.kind,
        day=when.date.isoformat(),
        moment=when.iso,
        excerpt=post.excerpt,
        lang=post.lang,
        categories=post.categories,
    )


def summarise(site: Site) -> SiteSummary:
    """The summary of `site`. Drafts and future posts of a preview do not count."""
    posts = [post for post in site.posts if not post.draft and post.when.date <= site.today]
    kinds = Counter(post.kind for post in posts)
    months = Counter(post.when.date.isoformat()[:7] for post in posts)
    return SiteSummary(
        label=site.kim.label,
        posts=len(posts),
        kinds=tuple(sorted(kinds.items())),
        months=tuple(sorted(months.items())),
        latest=tuple(brief(post) for post in posts[:LATEST]),
    )


def headline(kim: Kim, summary: SiteSummary | None) -> Headline:
    """A KIM in a line; `summary` is None where nothing is known of its site."""
    return Headline(
        label=kim.label,
        name=kim.name,
        code=kim.village.code,
        offset=kim.village.offset,
        registered=kim.is_live,
        status=kim.status,
        members=kim.members or 0,
        fields=kim.fields,
        decree=kim.decree.day if kim.decree else None,
        coordinates=kim.coordinates,
        village=kim.village.coordinates,
        posts=summary.posts if summary else 0,
        newest=summary.latest[0].moment if summary and summary.latest else "",
    )
