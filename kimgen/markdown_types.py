"""The values of the Markdown stage that its modules share. Values only, no work.

`kimgen.markdown` offers them to the rest of the program.
"""

from __future__ import annotations

from typing import Protocol

from kimgen.values import value

ROOT = "\ue000"
"""Stands for the site's root at the start of internal addresses."""


@value
class Heading:
    """A heading of an article; level 2 is the first below the page's title."""

    level: int
    id: str
    text: str


@value
class Finding:
    """Something worth a word. `code` is a diagnostic code, `line` counts from 1, 0 unknown."""

    code: str
    line: int
    detail: str


@value
class PictureAttributes:
    """What an <img> needs; addresses begin with `ROOT` where they are the site's own."""

    src: str
    width: int
    height: int
    srcset: str = ""


class Resolver(Protocol):
    """Where pictures and internal links of an article lead."""

    def picture(self, src: str) -> PictureAttributes | None:
        """Attributes of the picture called `src`, None where there is none."""

    def link(self, href: str) -> str | None:
        """The address that a relative link means, None where it leads nowhere."""
