"""The themes that a nation asks for: which can be had, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kimgen.diagnostics import Diagnostic
from kimgen.load import place_of
from kimgen.load_theme import ThemeError, load_theme, theme_folders
from kimgen.theme import digest


def themes_used(
    content: Path, themes: Path | None, portal: str, asked: Iterable[tuple[str, str]]
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """(name -> digest of each theme that can be had, findings).

    `portal` is the theme of portal.yaml, which has to be there, else `ThemeError`; one
    that is missing for a KIM costs that KIM alone. `asked` has pairs of a theme and the
    folder of the KIM that asks for it.
    """
    folders = theme_folders(themes)
    try:
        found = {portal: digest(load_theme(portal, folders))}
    except ThemeError as error:
        raise ThemeError(_at_tema(error, content, "portal.yaml")) from error
    problems: list[Diagnostic] = []
    for name, folder in asked:
        if name and name not in found:
            try:
                found[name] = digest(load_theme(name, folders))
            except ThemeError as error:
                problems.append(_at_tema(error, content, f"{folder}/kim.yaml"))
    return found, tuple(problems)


def _at_tema(error: ThemeError, content: Path, name: str) -> Diagnostic:
    """The finding about a theme; one that is missing is a mistake of who asks for it."""
    made = error.diagnostic
    if made.code != "theme-missing":
        return made
    at, line = place_of(content, name, "tema")
    return Diagnostic(at, made.code, made.severity, made.params, line)
