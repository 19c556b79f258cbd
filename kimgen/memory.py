"""What a process that builds a site again and again remembers of it: `kimgen serve`.

A shortcut and nothing else: a value is taken from here only where all that it
was made from is what it was, so a build with a memory gives what one without
gives. What one build did not use, the next one no longer finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from kimgen.diagnostics import Diagnostic
from kimgen.frontmatter import Document, parse_post
from kimgen.markdown import Article, PictureAttributes
from kimgen.model import Kim, OutputFile, Portal
from kimgen.plan import PagePlan
from kimgen.theme import Theme
from kimgen.validate import Read, read_post

S = TypeVar("S")
T = TypeVar("T")

MOST = 16
"""Sites that are remembered."""
SIZE = 128_000_000
"""Bytes of their pages, the site that is being built aside."""


class Recall(Generic[S, T]):
    """Values by name, each with what it was made from."""

    __slots__ = ("_before", "_now")

    def __init__(self) -> None:
        self._before: dict[str, tuple[S, T]] = {}
        self._now: dict[str, tuple[S, T]] = {}

    def turn(self) -> None:
        """Begin a build: what the last one did not use is dropped."""
        self._before, self._now = self._now, {}

    def get(self, name: str, fits: Callable[[S], bool]) -> T | None:
        """The value kept as `name` where `fits` says so of what it was made from."""
        kept = self._before.get(name)
        if kept is None or not fits(kept[0]):
            return None
        self._now[name] = kept
        return kept[1]

    def keep(self, name: str, source: S, value: T) -> T:
        """Remember `value`, and return it."""
        self._now[name] = (source, value)
        return value

    def of(self, name: str, source: S, make: Callable[[], T]) -> T:
        """What is kept as `name` where it was made from `source`, else what `make` makes."""
        kept = self.get(name, lambda before: before == source)
        return self.keep(name, source, make()) if kept is None else kept

    def __iter__(self) -> Iterator[T]:
        return (value for _, value in self._now.values())


class Links(Protocol):
    """What an article asks about its site: a `SiteResolver`, or one that takes notes."""

    def picture(self, src: str) -> PictureAttributes | None: ...
    def link(self, href: str) -> str | None: ...
    def suggestion(self, name: str) -> str: ...


class Notes:
    """A resolver that remembers what was asked and what the answers were."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._answers: dict[tuple[str, str], object] = {}

    def picture(self, src: str) -> PictureAttributes | None:
        answer = self._answers["picture", src] = self._links.picture(src)
        return answer

    def link(self, href: str) -> str | None:
        answer = self._answers["link", href] = self._links.link(href)
        return answer

    def suggestion(self, name: str) -> str:
        answer = self._answers["suggestion", name] = self._links.suggestion(name)
        return answer

    def hold(self, links: Links) -> bool:
        """Whether `links` would answer all of it in the same way."""
        return all(
            getattr(links, kind)(name) == answer for (kind, name), answer in self._answers.items()
        )

    @property
    def answers(self) -> Mapping[tuple[str, str], object]:
        """(kind of question, name) -> what was answered."""
        return self._answers

    def close(self) -> Notes:
        """Only the notes, without whom they were taken from: that is a whole site."""
        closed = Notes.__new__(Notes)
        closed._answers = self._answers
        return closed


@dataclass(frozen=True, slots=True)
class Seen:
    """A file in the output, as it was written or compared last."""

    content: bytes
    stamp: str
    state: tuple[int, int, int] | None
    """(inode, size, time) then: it may be replaced by somebody else."""


Rendered = tuple[Article, list[Diagnostic]]


class Reuse(Protocol):
    """What knows of posts already: a `SiteMemory`, or who has read them aside."""

    def read(self, document: Document, kim: Kim, portal: Portal) -> Read: ...
    def article(
        self, path: str, source: object, links: Links, make: Callable[[Links], Rendered]
    ) -> Rendered: ...


@dataclass(slots=True)
class SiteMemory:
    """One site as it was built last."""

    documents: Recall[bytes, Document] = field(default_factory=Recall)
    reads: Recall[tuple[Document, Kim, Portal], Read] = field(default_factory=Recall)
    articles: Recall[tuple[object, Notes], Rendered] = field(default_factory=Recall)
    pages: Recall[tuple[PagePlan, Theme, str], OutputFile] = field(default_factory=Recall)
    written: dict[str, Seen] = field(default_factory=dict)
    """Path -> what lies in the output; `write` keeps it."""
    _frames: dict[tuple[int, int], tuple[bool, object, object]] = field(default_factory=dict)

    def turn(self) -> None:
        """Begin a build."""
        self.documents.turn()
        self.reads.turn()
        self.articles.turn()
        self.pages.turn()
        self._frames.clear()

    def parse(self, data: bytes, path: str) -> Document:
        """`frontmatter.parse_post`"""
        return self.documents.of(path, data, lambda: parse_post(data, path))

    def read(self, document: Document, kim: Kim, portal: Portal) -> Read:
        """`validate.read_post`"""
        source = (document, kim, portal)
        return self.reads.of(document.path, source, lambda: read_post(document, kim, portal))

    def article(
        self, path: str, source: object, links: Links, make: Callable[[Links], Rendered]
    ) -> Rendered:
        """What `make` makes of a body, which is part of `source`, and of what `links` answers."""

        def fits(before: tuple[object, Notes]) -> bool:
            return before[0] == source and before[1].hold(links)

        kept = self.articles.get(path, fits)
        if kept is not None:
            return kept
        notes = Notes(links)
        made = make(notes)
        return self.articles.keep(path, (source, notes.close()), made)

    def page(self, plan: PagePlan, theme: Theme, lang: str) -> OutputFile | None:
        """The page where it was rendered from the same; None where it has to be rendered."""

        def fits(before: tuple[PagePlan, Theme, str]) -> bool:
            return before[1:] == (theme, lang) and self._same(plan, before[0])

        return self.pages.get(plan.path, fits)

    def keep_page(self, plan: PagePlan, theme: Theme, lang: str, file: OutputFile) -> None:
        """Remember a page that was rendered."""
        self.pages.keep(plan.path, (plan, theme, lang), file)

    def _same(self, plan: PagePlan, other: PagePlan) -> bool:
        """Whether the plans are equal. Frames are large and shared by pages: each two of them
        are compared once."""
        frames = (id(plan.site), id(other.site))
        if frames not in self._frames:
            # kept, so that no other one gets the number
            self._frames[frames] = (plan.site == other.site, plan.site, other.site)
        return (
            self._frames[frames][0]
            and plan.template == other.template
            and plan.source == other.source
            and plan.page == other.page
        )

    @property
    def size(self) -> int:
        """Bytes of the pages in it, which are most of it."""
        return sum(len(file.content) for file in self.pages)


class Memory:
    """The sites that were built last; beyond a size those that were not built for longest go."""

    def __init__(self, most: int = MOST, size: int = SIZE) -> None:
        self._most = most
        self._size = size
        self._sites: dict[str, SiteMemory] = {}

    def site(self, label: str) -> SiteMemory:
        """The memory of a site that is going to be built."""
        site = self._sites.pop(label, None) or SiteMemory()
        self._shrink(self._most - 1)
        self._sites[label] = site
        site.turn()
        return site

    def __contains__(self, label: str) -> bool:
        return label in self._sites

    def _shrink(self, most: int) -> None:
        sizes = {label: site.size for label, site in self._sites.items()}
        for label in list(self._sites):
            if len(self._sites) <= most and sum(sizes.values()) <= self._size:
                return
            del self._sites[label], sizes[label]
