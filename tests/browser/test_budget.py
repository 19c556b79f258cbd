"""What a home page costs a reader's data plan: HTML and style together, as sent (gzipped)."""

from __future__ import annotations

import gzip
import posixpath
from pathlib import Path

from tests.support import html
from tests.support.sample import BASE_DOMAIN, Sample

HOME_OF_A_KIM = 14 * 1024
"""Bytes. About what a server may send before it waits for the phone's first answer."""
ENOUGH_POSTS = 10


def _gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))  # nginx's habit is 1-6


def _cost(page: Path) -> int:
    sheets = {posixpath.normpath(sheet) for sheet in html.read(page).stylesheets}
    assert sheets, f"{page} has no style sheet"
    return _gzipped(page) + sum(_gzipped(page.parent / sheet) for sheet in sheets)


def test_home_pages_of_kims_are_light(sample_output: Sample) -> None:
    cost = {host: _cost(sample_output.root / host / "index.html") for host in sample_output.kims}
    over = {host: bytes_ for host, bytes_ in cost.items() if bytes_ > HOME_OF_A_KIM}
    assert not over, f"above {HOME_OF_A_KIM} bytes: {over}"


def test_the_sample_has_homes_that_are_full_enough_to_count(sample_output: Sample) -> None:
    """The budget means a KIM with ten posts: an empty home would keep it without merit."""
    kinds = ("berita", "pengumuman", "agenda", "usulan", "klarifikasi", "lapak", "galeri")
    posts = [
        sum(
            1
            for kind in kinds
            for page in (sample_output.root / host / kind).glob("*.html")
            if not page.name.startswith("index.")
        )
        for host in sample_output.kims
    ]
    assert max(posts) >= ENOUGH_POSTS
    assert BASE_DOMAIN in sample_output.hosts
