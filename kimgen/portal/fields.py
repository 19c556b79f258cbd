"""A page for each bidang, and the list of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kimgen import regionlinks
from kimgen.plan import PagePlan
from kimgen.portal.counters import counters
from kimgen.portal.fold import FieldTally, Nation
from kimgen.portal.frame import Frame
from kimgen.portal.promise import Promise, key_of
from kimgen.portal_views import FieldsView, FieldView, RegionRow

SHOWN = 200
"""KIMs on the page of a field."""


def field_rows(nation: Nation, root: str) -> tuple[RegionRow, ...]:
    """Every field with its counts."""
    return tuple(
        RegionRow(item.name, f"{root}{item.path}", item.tally.kims, item.tally.posts)
        for item in nation.fields
    )


def field_pages(frame: Frame, nation: Nation) -> Iterator[Promise]:
    """The list, then each field; nothing where there are no fields at all."""
    if not nation.fields:
        return
    names = [item.name for item in nation.fields]
    key = key_of(nation.total.word, names)
    yield Promise(regionlinks.FIELDS, key, partial(_index, frame, nation))
    for item in nation.fields:
        key = key_of(item.name, item.tally.word)
        yield Promise(item.path, key, partial(_page, frame, item))


def _index(frame: Frame, nation: Nation) -> PagePlan:
    path, title = regionlinks.FIELDS, frame._("Bidang kegiatan")
    step = (title, path)
    about = frame._("Bidang kegiatan KIM, dan siapa saja yang bergerak di dalamnya.")
    view = FieldsView(
        head=frame.head(path, title, about, frame.breadcrumbs(step)),
        title=title,
        intro=about,
        counters=counters(frame, nation.total, 13),
        fields=field_rows(nation, frame.root(path)),
        trail=frame.trail(path, step),
    )
    return PagePlan(path, "portal/fields.html", frame.view(path), view)


def _page(frame: Frame, item: FieldTally) -> PagePlan:
    path, tally = item.path, item.tally
    root = frame.root(path)
    steps = ((frame._("Bidang kegiatan"), regionlinks.FIELDS), (item.name, path))
    entries, intro = tally.entries, ""
    if len(entries) > SHOWN:
        entries = sorted(entries, key=lambda e: -e.newest.instant if e.newest else 0)[:SHOWN]
        intro = frame._n("Di halaman ini tampil %d KIM yang paling baru menulis.", SHOWN)
    about = frame._("KIM yang bergerak di bidang %s.") % item.name
    view = FieldView(
        head=frame.head(path, item.name, about, frame.breadcrumbs(*steps)),
        title=item.name,
        intro=intro,
        counters=counters(frame, tally, 13),
        kims=tuple(frame.card(entry, root) for entry in entries),
        news=frame.news(tally.news(frame.inputs.known.summaries)),
        trail=frame.trail(path, *steps),
    )
    return PagePlan(path, "portal/field.html", frame.view(path), view)
