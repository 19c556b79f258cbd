"""A page that is not made yet: its path, how it is made, and what of.

Most pages of a large site are those of its posts and of its lists. They are
promised first and made one by one where they are rendered, so that what is
taken together needs no room for all of them, several processes can share them,
and a page that would come out as it was is not made at all: `Keys` gives a word
for everything that a page is made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kimgen.model import Album, Attachment, Post
from kimgen.pages.context import Context
from kimgen.pages.details import is_over
from kimgen.plan import PagePlan, Plan
from kimgen.values import is_late, value
from kimgen.views import SiteView

_WITH_LATE = "+"
"""How a key ends in which `Promise.late` counts."""


@value
class Promise:
    """A page or file of a site. It is made from what is named here, from what these posts name
    of the media folder, and from what `Keys` takes for common."""

    path: str
    make: Callable[[], Plan]
    posts: Sequence[Post | None]
    """Posts that it shows; None says where there is none."""
    frame: SiteView | None = None
    how: str = ""
    """Whatever else decides how."""
    late: tuple[str, Callable[[], Sequence[Post]]] | None = None
    """(field of the view, posts): what it shows if its template asks for that field."""
    source: str = ""
    """Content file that it comes from, for messages."""

    @property
    def near(self) -> Post | None:
        """A post from the middle of what it shows: neighbours have most of it in common."""
        return self.posts[len(self.posts) // 2] if self.posts else None


@dataclass(frozen=True, slots=True)
class Prints:
    """What stands for the content of a site."""

    posts: Mapping[str, str]
    """Path of a post -> a word for its text, and for all that the text's links lead to."""
    common: str
    """A word for all that every page may be made from: kimgen and its packages, the theme,
    the settings of the nation."""


class Keys:
    """Words for promises: another one where anything that the page shows is another."""

    def __init__(self, context: Context, prints: Prints) -> None:
        self._common = _digest(prints.common, repr(_common(context)))
        self._words = _Words(context, prints.posts)
        self._frames: dict[int, tuple[str, SiteView]] = {}

    def holds(self, promise: Promise, key: str) -> bool:
        """Whether the page would come out as the one that got `key`."""
        return self._key(promise, key.endswith(_WITH_LATE)) == key

    def of(self, promise: Promise, plan: Plan) -> str:
        """The key of a page that was made, and rendered."""
        late = promise.late
        unread = late and isinstance(plan, PagePlan) and is_late(plan.page, late[0])
        return self._key(promise, bool(late) and not unread)

    def _key(self, promise: Promise, late: bool) -> str:
        words = self._words
        posts = [words[post.path] if post else "" for post in promise.posts]
        if late and promise.late:
            posts += [words[post.path] for post in promise.late[1]()]
        frame = self._frame(promise.frame) if promise.frame else ""
        made = _digest(self._common, promise.path, frame, promise.how, *posts)
        return made + _WITH_LATE if late else made

    def _frame(self, frame: SiteView) -> str:
        known = self._frames.get(id(frame))
        if known is None:  # kept with the frame, so that no other one gets its number
            known = self._frames[id(frame)] = (_digest(repr(frame)), frame)
        return known[0]


class _Words(dict[str, str]):
    """Path of a post -> a word for the post and the files that its fields name, today."""

    def __init__(self, context: Context, prints: Mapping[str, str]) -> None:
        self._posts = {post.path: post for post in context.site.posts}
        self._media = context.media
        self._today = context.site.today
        self._prints = prints

    def __missing__(self, path: str) -> str:
        post, today = self._posts[path], self._today
        word = self._prints[path]
        over, waiting = is_over(post.detail, today), post.when.date > today
        media = [self._media.get(name) for name in media_of(post) if name]
        if over or waiting or media:
            word = _digest(word, repr((over, waiting, media)))
        self[path] = word
        return word


def media_of(post: Post) -> Iterator[str]:
    """The files that the fields of a post name. What its text names is known otherwise."""
    yield post.picture
    if isinstance(post.detail, Album):
        yield from (photo.name for photo in post.detail.photos)
    elif isinstance(post.detail, Attachment):
        yield post.detail.name


def _common(context: Context) -> tuple[object, ...]:
    site, kim = context.site, context.site.kim
    logo = context.media.get(kim.logo)
    how = (site.preview, site.cards)
    return kim, site.portal, site.hosts, how, context.css, context.icons, logo


def _digest(*words: str) -> str:
    text = "\0".join(words).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).hexdigest()
