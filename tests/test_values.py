"""`@value`: as comparable, hashable and picklable as a frozen dataclass."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from kimgen.viewparts import Link
from kimgen.views import SITE_PAGES


def test_values_compare_hash_and_travel() -> None:
    link = Link("Beranda", "index.html")
    same = Link("Beranda", "index.html")
    assert link == same
    assert len({link, same, Link("Profil", "profil.html")}) == 2
    assert pickle.loads(pickle.dumps(link)) == link


@pytest.mark.parametrize("kind", SITE_PAGES.values(), ids=lambda kind: kind.__name__)
def test_views_are_values_without_a_dict(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert "__dict__" not in dir(kind)
    assert kind.__hash__ is not None
