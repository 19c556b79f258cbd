"""What the portal needs to know of a built site: a few KB, plain JSON.

A job returns one; the state keeps it, so that the portal is a fold over
summaries, kept ones included, without reading any post again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

from kimgen.dates import When
from kimgen.model import Post, Site

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


def to_json(summary: SiteSummary) -> dict[str, object]:
    """JSON-ready form."""
    return asdict(summary)


def from_json(data: dict[str, object]) -> SiteSummary:
    """Inverse of `to_json`; raises `KeyError`, `TypeError` or `ValueError` on
    anything else, which the state takes for "not known"."""
    latest = data["latest"]
    kinds, months = data["kinds"], data["months"]
    if not (isinstance(latest, list) and isinstance(kinds, list) and isinstance(months, list)):
        raise TypeError("not a summary")
    return SiteSummary(
        label=str(data["label"]),
        posts=int(str(data["posts"])),
        kinds=tuple((str(name), int(count)) for name, count in kinds),
        months=tuple((str(name), int(count)) for name, count in months),
        latest=tuple(
            PostBrief(**{**item, "categories": tuple(item["categories"])}) for item in latest
        ),
    )
