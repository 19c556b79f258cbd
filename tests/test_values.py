"""`@value`: as comparable, hashable and picklable as a frozen dataclass."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from kimgen.values import is_late, late, later, value
from kimgen.viewparts import Link
from kimgen.views import SITE_PAGES


@value
class Card:
    title: str
    kin: tuple[str, ...] = late()


def _never() -> tuple[str, ...]:
    raise AssertionError


def test_a_promise_is_kept_once_and_only_where_it_is_read() -> None:
    asked: list[str] = []

    def kin(name: str, *, more: str) -> tuple[str, ...]:
        asked.append(name)
        return (name, more)

    card = Card("Panen", later(kin, "a", more="b"))
    assert asked == []
    assert card.kin == card.kin == ("a", "b")
    assert asked == ["a"]
    assert Card("Panen", later(_never)).title == "Panen"


def test_whether_a_promise_was_asked_for_can_be_told() -> None:
    card = Card("Panen", later(tuple, "a"))
    assert is_late(card, "kin")
    assert card.kin == ("a",)
    assert not is_late(card, "kin")
    assert not is_late(Card("Panen", ("a",)), "kin")
    assert not is_late(card, "title")
    assert not is_late(card, "nothing")


def test_a_promised_value_is_as_good_as_one_that_is_there() -> None:
    there = Card("Panen", ("a",))
    assert Card("Panen", later(tuple, "a")) == there
    assert hash(Card("Panen", later(tuple, "a"))) == hash(there)
    assert Card("Panen", later(tuple, "b")) != there
    assert pickle.loads(pickle.dumps(Card("Panen", later(tuple, "a")))) == there
    assert dataclasses.replace(Card("Panen", later(tuple, "a")), title="Padi").kin == ("a",)


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
