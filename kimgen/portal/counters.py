"""Figures with their words, as the portal's pages show them in a line."""

from __future__ import annotations

from kimgen import regionlinks
from kimgen.portal.fold import Tally
from kimgen.portal.frame import Frame
from kimgen.portal_views import Counter


def counters(frame: Frame, tally: Tally, length: int = 0) -> tuple[Counter, ...]:
    """KIM, members, the regions below the level of a code of `length`, posts.

    0 stands for the nation; 13, a village, has no regions below. A region
    without any live KIM has nothing to count and gives none.
    """
    if length and not tally.kims:
        return ()
    parts = tally.parts
    provinces, regencies = parts.get(2, 0), parts.get(5, 0)
    districts, villages = parts.get(8, 0), parts.get(13, 0)
    levels = (
        (2, provinces, frame._n("provinsi", provinces)),
        (5, regencies, frame._n("kabupaten/kota", regencies)),
        (8, districts, frame._n("kecamatan", districts)),
        (13, villages, frame._n("desa/kelurahan", villages)),
    )
    found = [(tally.kims, "KIM"), (tally.members, frame._n("anggota", tally.members))]
    found += [(count, text) for size, count, text in levels if size > length]
    found.append((tally.posts, frame._n("tulisan", tally.posts)))
    return tuple(Counter(frame.number(value), text) for value, text in found)


def national(frame: Frame, tally: Tally) -> tuple[Counter, ...]:
    """The counters of the front page; KIM and posts lead to their lists."""
    first, *middle, last = counters(frame, tally)
    return (
        Counter(first.value, first.text, regionlinks.DIRECTORY),
        *middle,
        Counter(last.value, last.text, regionlinks.NEWS),
    )
