"""How often Python looks for cycles: seldom, where a nation is in memory.

What a site is made of lives and dies together, and hardly any of it is a cycle. Each look at
everything that 80,000 KIMs left in memory takes a quarter of a second.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

_SELDOM = (100_000, 20, 20)


def collect_seldom() -> None:
    """From now on, in this process."""
    gc.set_threshold(*_SELDOM)


@contextlib.contextmanager
def few_collections() -> Iterator[None]:
    """Collect garbage seldom. What is loaded already is left alone, so that forked workers
    share it."""
    before = gc.get_threshold()
    gc.freeze()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
