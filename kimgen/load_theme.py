"""Reading a theme from disk into a value.

Themes are looked for in the nation's own themes folder first, then among those
that kimgen brings along.
"""

from __future__ import annotations

import errno
import re
import tomllib
from pathlib import Path
from typing import Any

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.theme import CONTRACT, Theme


class ThemeError(Exception):
    """A theme that cannot be used; carries the finding."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def bundled_themes() -> Path:
    """Folder of the themes that come with kimgen: in the wheel, or in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def theme_folders(own: Path | None) -> tuple[Path, ...]:
    """Where themes are looked for, first match wins."""
    bundled = bundled_themes()
    return (bundled,) if own is None or own == bundled else (own, bundled)


def known_themes(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Names of all themes in `folders`."""
    return tuple(sorted({p.parent.name for f in folders for p in f.glob("*/theme.toml")}))


def load_theme(name: str, folders: tuple[Path, ...], _below: tuple[str, ...] = ()) -> Theme:
    """Read the theme `name` and its ancestors. Raises `ThemeError`."""
    places = (folder / name for folder in folders)
    base = next((place for place in places if (place / "theme.toml").is_file()), None)
    if base is None:
        known = ", ".join(known_themes(folders))
        at = Location(f"themes/{name}")
        raise ThemeError(problem("theme-missing", at, name=name, known=known))
    where = Location(f"themes/{name}/theme.toml")
    if name in _below:
        parents = " → ".join((*_below, name))
        raise ThemeError(
            problem("theme-invalid", where, name=name, reason="parent-loop", detail=parents)
        )
    try:
        data = _settings(name, (base / "theme.toml").read_text("utf-8"), where)
        templates = _texts(base / "templates")
        static = _files(base / "static")
    except (OSError, UnicodeDecodeError) as error:
        number = error.errno if isinstance(error, OSError) else None
        reason = errno.errorcode.get(number or 0, "not-text")
        raise ThemeError(problem("theme-invalid", where, name=name, reason=reason)) from error
    contract = data.get("contract")
    if contract != CONTRACT:
        detail = f"contract = {CONTRACT}"
        raise ThemeError(
            problem("theme-invalid", where, name=name, reason="contract", detail=detail)
        )
    parent_name = str(data.get("parent", ""))
    parent = load_theme(parent_name, folders, (*_below, name)) if parent_name else None
    return Theme(
        name=name,
        title=str(data.get("judul", name)),
        contract=contract,
        templates=templates,
        static=static,
        parent=parent,
        colour=str(data.get("colour", parent.colour if parent else "#8a3b12")),
    )


def _settings(name: str, text: str, where: Location) -> dict[str, Any]:
    """theme.toml, read. Raises `ThemeError`."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = map(int, place.groups()) if place else (0, 0)
        lines = text.split("\n")
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        at = Location(where.path, line, column)
        detail = f"theme.toml:{line}:{column}" if line else "theme.toml"
        raise ThemeError(
            problem("theme-invalid", at, excerpt, name=name, reason="not-toml", detail=detail)
        ) from error


_PLACE = re.compile(r"line (\d+), column (\d+)")


def _texts(folder: Path) -> tuple[tuple[str, str], ...]:
    return tuple((name, content.decode("utf-8")) for name, content in _files(folder))


def _files(folder: Path) -> tuple[tuple[str, bytes], ...]:
    if not folder.is_dir():
        return ()
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return tuple((p.relative_to(folder).as_posix(), p.read_bytes()) for p in paths)
