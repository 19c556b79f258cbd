"""One corpus, laid out for each generator: the same posts, each one's own front matter.

A layout is a function from a KIM to files (path, bytes), and one for the files that all sites
share. `write` puts them on disk, KIMs divided among processes.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.corpus import Kim, nation
from benchmarks.layouts import eleventy, hugo, kimgen, pelican, zensical

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Layout:
    """How one generator wants its content."""

    site: Callable[[Kim], Iterator[File]]
    shared: Callable[[], Iterator[File]]
    site_folders: bool = True
    """Each KIM is a project of its own, in a folder named by its label."""


LAYOUTS: dict[str, Layout] = {
    "kimgen": Layout(kimgen.site, kimgen.shared, site_folders=False),
    "kimgen-lontar": Layout(kimgen.site, kimgen.shared_with_lontar, site_folders=False),
    "hugo": Layout(hugo.site, hugo.shared),
    "hugo-one": Layout(hugo.section, hugo.shared_of_one, site_folders=False),
    "eleventy": Layout(eleventy.site, eleventy.shared),
    "pelican": Layout(pelican.site, pelican.shared),
    "zensical": Layout(zensical.site, zensical.shared),
}


def write(name: str, kims: int, posts: int, target: Path, processes: int = 2) -> int:
    """Write a corpus laid out for `name` below `target`; returns the number of files."""
    layout = LAYOUTS[name]
    target.mkdir(parents=True, exist_ok=True)
    count = _put(target, layout.shared())
    size = min(50, -(-kims // processes))
    starts = range(0, kims, size)
    work = partial(_write_some, name, kims, posts, target, size)
    if len(starts) == 1:
        return count + work(0)
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
        return count + sum(pool.map(work, starts))


def _write_some(name: str, kims: int, posts: int, target: Path, size: int, first: int) -> int:
    layout = LAYOUTS[name]
    count = 0
    for kim in nation(min(size, kims - first), posts, first):
        base = target / kim.label if layout.site_folders else target
        count += _put(base, layout.site(kim))
    return count


def _put(base: Path, files: Iterator[File]) -> int:
    made: set[Path] = set()
    count = 0
    for path, content in files:
        place = base / path
        if place.parent not in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            made.add(place.parent)
        place.write_bytes(content)
        count += 1
    return count
