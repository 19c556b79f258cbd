"""The pages that explain findings, in Indonesian: one Markdown text a code.

They are `data/explain/<code>.md`: what happened, why it matters, before, after.
"""

from __future__ import annotations

from importlib import resources


def page(code: str) -> str:
    """Markdown of the explanation of `code`, a key of `codes.SEVERITY`."""
    source = resources.files("kimgen").joinpath("data", "explain", f"{code}.md")
    return source.read_text(encoding="utf-8")


def meaning(code: str) -> str:
    """The first paragraph of the explanation: what happened, in a sentence or two."""
    return " ".join(page(code).split("\n\n")[1].split())
