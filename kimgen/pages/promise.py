"""A page that is not made yet: its path, how it is made, and what of.

Most pages of a large site are those of its posts and of its lists. They are
promised first and made one by one where they are rendered, so that what is
taken together needs no room for all of them, several processes can share them,
and a page that would come out as it was is not made at all: `Keys` gives a word
for everything that a page is made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kimgen.model import Album, Attachment, Post
from kimgen.pages.context import Context
from kimgen.pages.details import is_over
from kimgen.plan import Plan
from kimgen.values import value
from kimgen.views import SiteView


@value
class Promise:
    """A page or file of a site. What it is made from beside its parts, `Keys` calls common."""

    path: str
    make: Callable[[], Plan]
    parts: Callable[[], Iterable[object]]
    """Posts and frames that it shows, and whatever else decides how, as values that say all of
    themselves in their `repr`."""
    source: str = ""
    """Content file that it comes from, for messages."""
    near: Post | None = None
    """A post from the middle of what it shows: neighbours have most of it in common."""


@dataclass(frozen=True, slots=True)
class Prints:
    """What stands for the content of a site."""

    posts: Mapping[str, str]
    """Path of a post -> a word for its text, and for all that the text's links lead to."""
    common: str
    """A word for all that every page may be made from: kimgen and its packages, the theme,
    the settings of the nation."""


class Keys:
    """promise -> a word: another one where anything that the page shows is another."""

    def __init__(self, context: Context, prints: Prints) -> None:
        site, kim = context.site, context.site.kim
        common = (
            kim, site.portal, site.hosts, site.preview, context.css, context.icons,
            context.media.get(kim.logo),
        )  # fmt: skip
        self._common = f"{prints.common}{common!r}"
        self._context = context
        self._prints = prints.posts
        self._known: dict[int, tuple[str, object]] = {}

    def __call__(self, promise: Promise) -> str:
        made = hashlib.blake2b(self._common.encode("utf-8", "surrogatepass"), digest_size=16)
        words = "\0".join([promise.path, *map(self._word, promise.parts())])
        made.update(words.encode("utf-8", "surrogatepass"))
        return made.hexdigest()

    def _word(self, part: object) -> str:
        """What `part` is; that of a post or a frame is looked for once."""
        if not isinstance(part, Post | SiteView):
            return repr(part)
        known = self._known.get(id(part))
        if known is None:  # kept with the part, so that no other one gets its number
            word = self._post(part) if isinstance(part, Post) else repr(part)
            known = self._known[id(part)] = (word, part)
        return known[0]

    def _post(self, post: Post) -> str:
        today = self._context.site.today
        shown = (
            self._prints[post.path],
            is_over(post.detail, today),
            post.when.date > today,
            *[self._context.media.get(name) for name in media_of(post)],
        )
        return repr(shown)


def media_of(post: Post) -> Iterator[str]:
    """The files that the fields of a post name. What its text names is known otherwise."""
    yield post.picture
    if isinstance(post.detail, Album):
        yield from (photo.name for photo in post.detail.photos)
    elif isinstance(post.detail, Attachment):
        yield post.detail.name
