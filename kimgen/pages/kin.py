"""Which posts are related to a post: those that share tags, categories and jenis with it.

Each post becomes a number in which every one of its marks has as many bits as
it weighs, so that what two posts share is counted by one `and`. Bits are given
out anew for each stretch of posts: else the numbers would grow with the site.
"""

from __future__ import annotations

from collections.abc import Sequence

from kimgen.model import Post

RELATED = 3
"""Posts that a post leads to."""
WINDOW = 40
"""Posts before and after it among which they are looked for."""

_STRETCH = 400
_TAG, _CATEGORY, _KIND = 3, 2, 1
_SCORE = 1 << 16
_GAP = 1 << 8
_RANKS = [n + WINDOW - abs(n) * _GAP for n in range(-WINDOW, WINDOW + 1)]
"""What the distance takes from a score, and the place in the window in the last eight bits."""


class Kin:
    """The kin of the posts of a site, which are given newest first."""

    def __init__(self, ordered: Sequence[Post]) -> None:
        self._ordered = ordered
        self._stretches: dict[int, tuple[Sequence[Post], list[int]]] = {}

    def of(self, index: int) -> list[Post]:
        """What is related to post number `index`, the nearest first: most in common, then near
        in time."""
        start = index - index % _STRETCH
        first = max(0, start - WINDOW)
        known = self._stretches.get(start)
        if known is None:
            near = self._ordered[first : start + _STRETCH + WINDOW]
            known = self._stretches[start] = near, _masks(near)
        return _kin(*known, index - first)


def _masks(posts: Sequence[Post]) -> list[int]:
    """The marks of each post as a number."""
    known: dict[tuple[int, str], int] = {}
    width = 0
    masks = []
    for post in posts:
        mask = 0
        for weight, names in (
            (_TAG, post.tags),
            (_CATEGORY, post.categories),
            (_KIND, (post.kind,)),
        ):
            for name in names:
                bits = known.get((weight, name))
                if bits is None:
                    bits = known[weight, name] = ((1 << weight) - 1) << width
                    width += weight
                mask |= bits
        masks.append(mask)
    return masks


def _kin(posts: Sequence[Post], masks: Sequence[int], index: int) -> list[Post]:
    low = max(0, index - WINDOW)
    mine = masks[index]
    ranks = [
        (mine & mask).bit_count() * _SCORE + rank
        for mask, rank in zip(
            masks[low : index + WINDOW + 1], _RANKS[low - index + WINDOW :], strict=False
        )
    ]
    # The post itself comes first. One more than asked for: of two that are as
    # good and as near, one before and one after, the permalink decides.
    best = [rank for rank in sorted(ranks, reverse=True)[1 : RELATED + 2] if rank >= 0]
    first = index - WINDOW
    kin = [(-(rank // _GAP), (post := posts[first + rank % _GAP]).permalink, post) for rank in best]
    kin.sort(key=lambda item: item[:2])
    return [post for _, _, post in kin[:RELATED]]
