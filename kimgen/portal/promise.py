"""A page of the portal that may not have to be made: its path, what it is made from, how.

The key stands for everything that the page shows, so that a build with the same
key leaves the page as it is. What all pages have in common is `PortalInputs.shared`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from kimgen.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class Promise:
    """A file of the portal, not made yet."""

    path: str
    key: str
    """Another one where anything that the file shows is another."""
    make: Callable[[], Plan]
    source: str = ""
    """Content file that it comes from, for messages."""


def key_of(*parts: object) -> str:
    """A word for `parts`, which have to say all of themselves in their `repr`."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
