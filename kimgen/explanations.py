"""The pages that explain findings, in Indonesian: one Markdown text a code.

They are `data/explain/<code>.md`: what happened, why it matters, before, after.
"""

from __future__ import annotations

from importlib import resources


def page(code: str) -> str:
    """Markdown of the explanation of `code`, a key of `codes.SEVERITY`."""
    source = resources.files("kimgen").joinpath("data", "explain", f"{code}.md")
    return source.read_text(encoding="utf-8")
