"""Reading a theme from disk into a value.

Themes are looked for in the nation's own themes folder first, then among those
that kimgen brings along. A theme's own folder may be reached by a link; within it
none is followed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from kimgen.codes import problem
from kimgen.contained import list_folder, read_file
from kimgen.diagnostics import Diagnostic, Location
from kimgen.machine import attempt, refuses_to_read
from kimgen.theme import CONTRACT, MINISEARCH, SEARCH_PARTS, Theme

MOST_BYTES = 64 << 20
"""Of one file of a theme."""
_NAME = re.compile(r"\w[\w .-]{0,59}")
"""No path, as a theme lies in the folder of themes, and nothing that is too long for a system."""


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
    """Read the theme `name` and its ancestors. Raises `ThemeError`, and `OSError` where the
    machine is to blame."""
    places = (folder / name for folder in folders) if _NAME.fullmatch(name) else ()
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
        data = _settings(
            name,
            attempt(partial(read_file, str(base), "theme.toml", MOST_BYTES)).decode("utf-8"),
            where,
        )
        templates = tuple((path, text.decode("utf-8")) for path, text in _files(base, "templates"))
        static = _files(base, "static")
    except (OSError, UnicodeDecodeError) as error:
        reason = "not-text"
        if isinstance(error, OSError):
            if refuses_to_read(error):
                raise
            reason = errno.errorcode.get(error.errno or 0, "not a regular file")
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
        static=_with_engine(static),
        parent=parent,
        colour=str(data.get("colour", parent.colour if parent else "#8a3b12")),
    )


def _with_engine(static: tuple[tuple[str, bytes], ...]) -> tuple[tuple[str, bytes], ...]:
    """`static`, with MiniSearch where the theme has a search of its own for it, and this kimgen
    was built with it."""
    if any(name.startswith(SEARCH_PARTS) for name, _ in static):
        path = Path(__file__).resolve().parent / "data" / "vendor" / "minisearch.js"
        with contextlib.suppress(FileNotFoundError):
            return tuple(sorted(((MINISEARCH, path.read_bytes()), *static)))
    return static


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


def _files(base: Path, folder: str) -> tuple[tuple[str, bytes], ...]:
    """(path, content) of all files in a folder of the theme at `base`. Raises `OSError`, with
    ELOOP for a link: what is published from a theme has to lie in it."""
    if not os.path.lexists(base / folder):
        return ()
    found = []
    pending = [folder]
    while pending:
        place = pending.pop()
        for name, kind in attempt(partial(list_folder, str(base), place)):
            path = f"{place}/{name}"
            if name.startswith("."):
                continue
            if kind == "folder":
                pending.append(path)
            else:
                content = attempt(partial(read_file, str(base), path, MOST_BYTES))
                found.append((path[len(folder) + 1 :], content))
    return tuple(sorted(found))
