"""Every listed KIM, grouped by province, page by page: the map for those who read or listen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from kimgen import regionlinks
from kimgen.plan import PagePlan
from kimgen.portal.fold import Entry, Nation
from kimgen.portal.frame import Frame
from kimgen.portal.promise import Promise, key_of
from kimgen.portal.regions import title as region_title
from kimgen.portal_views import DirectoryGroup, DirectoryView
from kimgen.views import Link, Pager

PER_PAGE = 200
NEIGHBOURS = 3
"""Pages on either side that a pager names, besides the first and the last."""


def directory(frame: Frame, nation: Nation) -> Iterator[Promise]:
    """One page at least."""
    entries = nation.total.entries
    total = max(1, -(-len(entries) // PER_PAGE))
    for number in range(1, total + 1):
        shown = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
        # whether the first province goes on from the page before
        before = entries[(number - 1) * PER_PAGE - 1 : (number - 1) * PER_PAGE]
        key = key_of(
            number,
            total,
            [entry.code[:2] for entry in before],
            [entry.word for entry in shown],
        )
        path = regionlinks.directory_page(number)
        yield Promise(path, key, partial(_page, frame, entries, number, total))


def _page(frame: Frame, entries: list[Entry], number: int, total: int) -> PagePlan:
    path = regionlinks.directory_page(number)
    root = frame.root(path)
    title = frame._("Daftar KIM")
    steps = [(title, regionlinks.DIRECTORY)]
    if number > 1:
        steps.append((frame._("Halaman %s") % frame.number(number), path))
    start = (number - 1) * PER_PAGE
    before = entries[start - 1].code[:2] if start else ""
    groups = []
    shown = entries[start : start + PER_PAGE]
    for code, members in groupby(shown, key=lambda entry: entry.code[:2]):
        name = region_title(frame, code)
        if code == before:
            name = frame._("%s (lanjutan)") % name
        cards = tuple(frame.card(entry, root) for entry in members)
        groups.append(DirectoryGroup(name, f"{root}{regionlinks.region_page(code)}", cards))
    pager = _pager(frame, root, number, total)
    about = frame._("Semua KIM yang terdaftar, menurut provinsi.")
    view = DirectoryView(
        head=frame.head(
            path,
            title if number == 1 else frame._("%s (halaman %s)") % (title, number),
            about,
            frame.breadcrumbs(*steps),
            prev=pager.newer.href if pager.newer else "",
            next=pager.older.href if pager.older else "",
        ),
        title=title,
        intro=about if entries else "",
        groups=tuple(groups),
        pager=pager,
        trail=frame.trail(path, *steps),
    )
    return PagePlan(path, "portal/directory.html", frame.view(path), view)


def _pager(frame: Frame, root: str, number: int, total: int) -> Pager:
    def link(to: int, text: str) -> Link:
        return Link(text, f"{root}{regionlinks.directory_page(to)}", to == number)

    near = range(max(1, number - NEIGHBOURS), min(total, number + NEIGHBOURS) + 1)
    return Pager(
        number=number,
        total=total,
        newer=link(number - 1, frame._("Sebelumnya")) if number > 1 else None,
        older=link(number + 1, frame._("Berikutnya")) if number < total else None,
        pages=tuple(link(to, frame.number(to)) for to in sorted({1, *near, total})),
    )
