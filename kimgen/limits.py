"""How much one volunteer may ask of a build: time, memory, sizes, numbers.

`batas` in portal.yaml sets them; the defaults here are far above what people write, and low
enough that nobody's text, picture or folder holds up the sites of others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Each with its default; sizes in bytes of 1,000 a kilobyte."""

    seconds: int = 1
    """Seconds of CPU for one post or page, all stages together."""
    memory: int = 512_000_000
    """What the process of one site may take on beside what it begins with."""
    growth: int = 20
    """HTML is at most so many times as large as its Markdown."""
    output: int = 2_000_000
    """HTML of one post or page."""
    depth: int = 100
    """Elements of an article inside one another."""
    cells: int = 10_000
    """Cells of all tables of one post or page."""
    posts: int = 5_000
    """Posts and pages of one site."""
    text: int = 50_000_000
    """Posts and pages of one site together."""
    media: int = 2_000_000_000
    """Files in the media folder of one site together."""
    pixels: int = 40_000_000
    """Pixels of one picture."""
    frames: int = 500
    """Frames of one picture."""


DEFAULTS = Limits()

Watch = Callable[[str, int], None]
"""Told of each unit of work before it begins: its content file, '' for what belongs to none, and
the bytes of text in it. Whoever watches may end the process where it takes too long."""


def unwatched(name: str, size: int) -> None:
    """Nobody watches."""
