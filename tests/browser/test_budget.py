"""What pages of the sample cost a reader's data plan, as `kimgen check --budget` weighs them, in
each theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kimgen import messages
from kimgen.budget import Site, weigh_site
from kimgen.weight import LIMITS, SCRIPTS
from tests.support.sample import BASE_DOMAIN, Sample

THEMES = ("lontar", "pesisir", "balai")
ENOUGH_POSTS = 10


def _weigh(sample: Sample) -> list[Site]:
    return [
        weigh_site(sample.root / host, host, portal=host == BASE_DOMAIN)
        for host in sample.hosts
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_pages_are_light_and_load_nothing_from_elsewhere(
    theme: str, themed_output: Callable[[str], Sample]
) -> None:
    sites = _weigh(themed_output(theme))
    said = [messages.text(item, "en")[0] for site in sites for item in site.findings()]
    assert not said
    pages = [page for site in sites for page in site.pages]
    for kind, limit in LIMITS.items():
        sizes = [page.size for page in pages if page.kind == kind]
        assert sizes, kind
        assert all(1000 < size <= limit for size in sizes), kind
    assert all(0 < page.scripts <= SCRIPTS for page in pages)


def test_the_sample_has_homes_that_are_full_enough_to_count(sample_output: Sample) -> None:
    """The budget means a KIM with ten posts: an empty home would keep it without merit."""
    sites = _weigh(sample_output)
    posts = [sum(page.kind == "post" for page in site.pages) for site in sites]
    assert max(posts) >= ENOUGH_POSTS
