"""How much one KIM may have in its folder: numbers and sizes, before anything of it is read."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.limits import Limits
from kimgen.model import Kim
from kimgen.numbers import format_number, format_size

MAX_TEXT = 2_000_000
"""Largest text file that is read, bytes."""


class TooMuch(Exception):
    """A KIM has more than one site may have; carries the finding."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def refuse_too_much(
    content: Path, kim: Kim, texts: Sequence[str], media: Sequence[str], limits: Limits
) -> None:
    """Raise `TooMuch` for more than one site may have; `texts` and `media` are names of files
    below `content`."""
    at = Location(f"content/{kim.folder}")
    if len(texts) > limits.posts:
        shown = format_number(limits.posts)
        params = {"label": kim.label, "reason": "too-many-posts", "limit": shown}
        raise TooMuch(problem("site-limit", at, **params))
    for reason, limit, names, largest in (
        ("too-much-text", limits.text, texts, MAX_TEXT),
        ("too-much-media", limits.media, media, limits.media),
    ):
        # most sites are too small for any of their files to be looked at
        if len(names) * largest > limit and _size(content, names) > limit:
            params = {"label": kim.label, "reason": reason, "limit": format_size(limit)}
            raise TooMuch(problem("site-limit", at, **params))


def _size(content: Path, names: Sequence[str]) -> int:
    """Bytes of files; what cannot be looked at is told of when it is read."""
    size = 0
    for name in names:
        with contextlib.suppress(OSError):
            size += os.lstat(f"{content}/{name}").st_size
    return size
