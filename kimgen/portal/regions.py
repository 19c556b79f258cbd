"""A page for every province, and for each regency, district and village with KIMs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from kimgen import regionlinks, wilayah
from kimgen.model import Village
from kimgen.plan import PagePlan
from kimgen.portal.counters import counters
from kimgen.portal.fold import LENGTHS, NEWS_BELOW, Entry, Nation, Tally
from kimgen.portal.frame import Frame, Step
from kimgen.portal.promise import Promise, key_of
from kimgen.portal.regionmap import region_map
from kimgen.portal_views import RegionRow, RegionView
from kimgen.views import Badge, Fact, Feed

SHOWN = 100
"""KIMs on the page of a province or regency; smaller regions show all they have."""


def provinces() -> tuple[wilayah.Region, ...]:
    """All 38, in code order."""
    return wilayah.children()


def region_pages(frame: Frame, nation: Nation) -> Iterator[Promise]:
    """All provinces, without a gap: the map links to each of them."""
    codes = {item.code for item in provinces()}
    codes.update(nation.regions)
    # maps show neighbours with their counts
    around = [(code, tally.kims) for code, tally in nation.regions.items() if len(code) <= 5]
    for code in sorted(codes):  # what shows the same KIMs follows each other
        tally = nation.regions.get(code) or Tally()
        key = key_of(tally.word, around if len(code) <= LENGTHS[1] else ())
        yield Promise(regionlinks.region_page(code), key, partial(_plan, frame, code, nation))


def rows(frame: Frame, codes: list[str], nation: Nation, root: str) -> tuple[RegionRow, ...]:
    """Regions with their counts, in the order given; `root` leads to the portal's root."""
    made = []
    for code in codes:
        tally = nation.regions.get(code) or Tally()
        href = f"{root}{regionlinks.region_page(code)}"
        made.append(RegionRow(title(frame, code, tally), href, tally.kims, tally.posts, code))
    return tuple(made)


def title(frame: Frame, code: str, tally: Tally | None = None) -> str:
    """Name of a region with its unit word. The village's own word comes from its records."""
    if len(code) == LENGTHS[-1] and tally and tally.entries:
        return frame.inputs.known.kims[tally.entries[0].label].village.full_name
    region = wilayah.region(code)
    return region.title if region else code


def _plan(frame: Frame, code: str, nation: Nation) -> PagePlan:
    path = regionlinks.region_page(code)
    root = frame.root(path)
    tally = nation.regions.get(code) or Tally()
    name = title(frame, code, tally)
    above = [code[:n] for n in LENGTHS if n < len(code)]
    steps: list[Step] = [(title(frame, item), regionlinks.region_page(item)) for item in above]
    steps.append((name, path))
    where = ", ".join(text for text, _ in reversed(steps[:-1]))
    chosen, cut = _chosen(tally, len(code))
    view = RegionView(
        head=frame.head(path, _full(name, where), _about(frame, name, where, tally),
                        frame.breadcrumbs(*steps)),
        title=name,
        level=_level(frame, code),
        code=code,
        parent=". ".join(filter(None, (where, _note(frame, tally, cut)))),
        facts=_facts(frame, code, tally),
        counters=counters(frame, tally, len(code)),
        children=rows(frame, tally.children, nation, root),
        kims=tuple(frame.card(entry, root) for entry in chosen),
        news=frame.news(tally.news(frame.inputs.known.summaries)[:NEWS_BELOW]),
        feed=_feed(frame, code, root) if len(code) == LENGTHS[0] and tally.entries else None,
        trail=frame.trail(path, *steps),
        map=region_map(frame, code, nation),
    )  # fmt: skip
    return PagePlan(path, "portal/region.html", frame.view(path), view)


def _full(name: str, where: str) -> str:
    """98 villages are called Sidomulyo: a title says where."""
    return f"{name}, {where}" if where else name


def _chosen(tally: Tally, length: int) -> tuple[list[Entry], bool]:
    """(KIMs to show, whether some are left out). The most recently active of too many."""
    if length >= LENGTHS[2] or len(tally.entries) <= SHOWN:
        return tally.entries, False
    recent = sorted(tally.entries, key=lambda e: -e.newest.instant if e.newest else 0)
    return recent[:SHOWN], True


def _note(frame: Frame, tally: Tally, cut: bool) -> str:
    if not tally.entries:
        return frame.marked(
            "Halaman ini menunggu KIM pertamanya. Kalau warga membentuk KIM dan"
            " mendaftarkannya, kabar desanya tampil di sini."
        )
    if cut:
        text = frame._n("Di halaman ini tampil %d KIM yang paling baru menulis.", SHOWN)
        return text + " " + frame._("Pilih wilayah di bawah untuk melihat semuanya.")
    return ""


def _about(frame: Frame, name: str, where: str, tally: Tally) -> str:
    place = _full(name, where)
    if not tally.kims:
        return frame._("Komunitas informasi masyarakat di %s.") % place
    text = frame._("%s dengan %s di %s.")
    return text % (
        frame._n("%d KIM", tally.kims),
        frame._n("%d tulisan", tally.posts),
        place,
    )


def _level(frame: Frame, code: str) -> Badge:
    region = wilayah.region(code)
    return Badge(regionlinks.FOLDERS[len(code)], region.unit if region else "")


def _feed(frame: Frame, code: str, root: str) -> Feed:
    href = f"{root}{regionlinks.province_feed(code)}"
    return Feed(frame._("Umpan Atom"), href, "application/atom+xml")


def _facts(frame: Frame, code: str, tally: Tally) -> tuple[Fact, ...]:
    facts = [
        Fact(frame._("Kode wilayah"), code),
        Fact(frame._("Zona waktu"), wilayah.time_zone(code).name),
    ]
    if len(code) == LENGTHS[0]:
        everything = len(wilayah.children(code))
        here = frame.number(tally.parts.get(LENGTHS[1], 0))
        text = frame._("%s dari %s") % (here, frame.number(everything))
        facts.append(Fact(frame._("Kabupaten dan kota yang punya KIM"), text))
    if len(code) == LENGTHS[-1] and tally.entries:
        village = frame.inputs.known.kims[tally.entries[0].label].village
        facts += _village_facts(frame, village)
    return tuple(facts)


def _village_facts(frame: Frame, village: Village) -> Iterator[Fact]:
    if village.coordinates:
        lat, lng = village.coordinates
        yield Fact(frame._("Titik koordinat"), f"{lat}, {lng}", f"geo:{lat},{lng}")
    for link in village.links:
        yield Fact(link.title, urlsplit(link.url).hostname or link.url, link.url)
