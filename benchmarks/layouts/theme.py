"""The files of a peer's theme, for a layout that has to copy them into each project."""

from __future__ import annotations

from functools import cache
from pathlib import Path

THEMES = Path(__file__).resolve().parent.parent / "themes"


@cache
def theme_files(name: str) -> tuple[tuple[str, bytes], ...]:
    """(path in the theme, bytes) of every file of `themes/<name>`."""
    base = THEMES / name
    files = (path for path in sorted(base.rglob("*")) if path.is_file())
    return tuple((path.relative_to(base).as_posix(), path.read_bytes()) for path in files)


@cache
def style() -> bytes:
    """The style sheet that all peers share."""
    return (THEMES / "style.css").read_bytes()
