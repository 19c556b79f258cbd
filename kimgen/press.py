"""From the plan of a site to its files: rendered and written one after another, in pieces on
several processes where the site is large, and only where something of a page is another.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from stat import S_ISREG
from typing import NamedTuple

from kimgen.diagnostics import Diagnostic
from kimgen.guard import current
from kimgen.ledger import NO_MARKS, Ledger, Mark, Marks
from kimgen.memory import SiteMemory
from kimgen.pages.promise import Keys, Prints, Promise
from kimgen.plan import Plan
from kimgen.portions import Crew, cut
from kimgen.render import Rendering, sameness
from kimgen.site import SitePlan, made
from kimgen.theme import Theme
from kimgen.write import Aside, Put, Writing, Written


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of the pages of a site."""

    pages: int
    """HTML pages that there are."""
    found: tuple[Diagnostic, ...]
    written: Written | None = None


def press(
    plan: SitePlan,
    theme: Theme,
    aside: Aside | None,
    host: str,
    memory: SiteMemory | None = None,
) -> Pressed:
    """Render what is planned and lay it aside as the site `host`; without `aside` only to see
    what is wrong. Raises `OSError`."""
    rendering = Rendering(theme, plan.lang, memory)
    files = filter(None, (rendering(made(item)) for item in _watched(plan.plans)))
    if aside is None:
        pages = sum(file.path.endswith(".html") for file in files)
        return Pressed(pages, tuple(rendering.found))
    with Writing(aside, host, memory.written if memory else None) as writing:
        puts = [writing.put(file) for file in files]
        written = writing.finish(puts)
    pages = sum(put.path.endswith(".html") for put in puts)
    return Pressed(pages, tuple(rendering.found), written)


def _watched(plans: Iterable[Plan | Promise]) -> Iterator[Plan | Promise]:
    """`plans`, and who watches is told of the content file that each comes from."""
    watch, last = current(), ""
    for item in plans:
        name = item.source if isinstance(item, Promise) else ""
        if name != last:
            watch(name, 0)
            last = name
        yield item
    watch("", 0)


class _Page(NamedTuple):
    """What became of a planned file."""

    number: int
    """In the order of the plan."""
    path: str
    put: Put | None = None
    """None where it stays as it is, or nothing is written."""
    mark: Mark | None = None
    """None where it is made anew each time."""


class _Broken(NamedTuple):
    """What is wrong with a planned file."""

    number: int
    found: Diagnostic


_Piece = tuple[list[_Page], list[_Broken]]


def press_large(
    plan: SitePlan,
    theme: Theme,
    aside: Aside | None,
    host: str,
    hands: int,
    ledger: Ledger,
    prints: Prints,
) -> Pressed:
    """The same for a large site, by `hands` processes; a page that shows what it showed when
    `ledger` was written stays as it is. Raises `HelperLost`, too."""
    rendering = Rendering(theme, plan.lang)
    if aside is None:
        pages, found = _Sharing(plan, rendering, hands).run()
        return Pressed(_count(pages), found)
    with Writing(aside, host) as writing:
        marks = NO_MARKS if writing.fresh else ledger.marks()
        keys = Keys(plan.context, prints)
        pages, found = _Sharing(plan, rendering, hands, writing, marks, keys).run()
        moment = time.time_ns()
        kept = [page.path for page in pages if page.put is None]
        written = writing.finish((page.put for page in pages if page.put), kept)
    ledger.keep_marks(Marks({page.path: page.mark for page in pages if page.mark}, moment))
    return Pressed(_count(pages), found, written)


def _count(pages: Iterable[_Page]) -> int:
    return sum(page.path.endswith(".html") for page in pages)


class _Sharing:
    """The files of a plan, in pieces."""

    def __init__(
        self,
        plan: SitePlan,
        rendering: Rendering,
        hands: int,
        writing: Writing | None = None,
        marks: Marks = NO_MARKS,
        keys: Keys | None = None,
    ) -> None:
        self._plans = plan.plans
        self._rendering = rendering
        self._writing = writing
        self._marks = marks
        self._keys = keys
        self._hands = hands
        # what shows the same posts is made by the same process, which has made them before
        places = {id(post): place for place, post in enumerate(plan.site.posts)}
        near = [getattr(item, "near", None) for item in plan.plans]
        order = sorted(range(len(near)), key=lambda number: places.get(id(near[number]), -1))
        self._pieces = [sorted(piece) for piece in cut(order, hands)]

    def run(self) -> tuple[list[_Page], tuple[Diagnostic, ...]]:
        """(what became of each file, findings), in the order of the plan."""
        with Crew(self._hands, len(self._pieces), [self._piece]) as crew:
            done: list[_Piece] = [each.value for each in crew.run()]
        pages = sorted(page for found, _ in done for page in found)
        # one broken line, one message: about the first page, as if one process had made all
        first: dict[object, Diagnostic] = {}
        for _, finding in sorted(item for _, found in done for item in found):
            first.setdefault(sameness(finding), finding)
        return pages, tuple(first.values())

    def _piece(self, piece: int, _: object) -> _Piece:
        pages: list[_Page] = []
        broken: list[_Broken] = []
        self._rendering.renew()
        numbers = self._pieces[piece]
        items = _watched(self._plans[number] for number in numbers)
        for number, item in zip(numbers, items, strict=True):
            if known := self._known(item):
                pages.append(_Page(number, item.path, None, known))
                continue
            plan = made(item)
            file = self._rendering(plan)
            if file is None:
                broken.extend(_Broken(number, each) for each in self._rendering.taken())
            elif self._writing is None:
                pages.append(_Page(number, file.path))
            else:
                put = self._writing.put(file)
                mark = None
                if self._keys and isinstance(item, Promise):
                    mark = Mark(self._keys.of(item, plan), len(file.content), put.stamp)
                pages.append(_Page(number, file.path, put, mark))
        return pages, broken

    def _known(self, item: Plan | Promise) -> Mark | None:
        """The mark of a page that is there, as it was when it got its mark."""
        mark = self._marks.pages.get(item.path)
        if mark is None or not isinstance(item, Promise) or not self._keys or not self._writing:
            return None
        # a build that was not published left a mark of what never became live
        live = self._writing.earlier.get(item.path) == mark.stamp
        if not live or not self._keys.holds(item, mark.key):
            return None
        try:
            state = os.lstat(self._writing.target(item.path))
        except OSError:
            return None
        untouched = state.st_size == mark.size and state.st_mtime_ns <= self._marks.time
        return mark if untouched and S_ISREG(state.st_mode) else None
