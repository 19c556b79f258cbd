"""Whose label it is: a KIM is its village and its Nomor Induk, not its folder.

An address that readers know must not come to speak for somebody else by a commit. So the owner of
a label is compared with the one of the build before, and may only become another one where
portal.yaml says so. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kimgen.model import Kim, Transfer


@dataclass(frozen=True, slots=True)
class Move:
    """A label that another one claims than had it."""

    before: str
    """Code of the village, or the number where the village is the same."""
    after: str


def moved(before: Kim, after: Kim, transfers: Iterable[Transfer]) -> Move | None:
    """What became of a label's owner, None where nothing did that portal.yaml does not tell.

    A number that is new, and one that is withdrawn, is no other owner.
    """
    old, new = before.village.code, after.village.code
    if old == new:
        old, new = before.number, after.number
        if not old or not new or old == new:
            return None
    had = {before.village.code, before.number} - {""}
    has = {after.village.code, after.number} - {""}
    for item in transfers:
        if item.label == after.label and item.before in had and item.after in has:
            return None
    return Move(old, new)
