"""`kimgen theme check`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kimgen.commands.options import format_option, lang_option, themes_option


@click.group()
def theme() -> None:
    """Perkakas untuk pembuat tema."""


@theme.command()
@click.argument("names", nargs=-1)
@themes_option
@format_option
@lang_option
def check(names: tuple[str, ...], themes: Path | None, form: str, lang: str) -> None:
    """Periksa tema NAMES (semua, bila tidak disebut) dengan isi yang sulit."""
    from kimgen import report
    from kimgen.diagnostics import Diagnostic
    from kimgen.load_theme import ThemeError, known_themes, load_theme, theme_folders
    from kimgen.themecheck import check_theme

    folders = theme_folders(themes)
    found: list[Diagnostic] = []
    for name in names or known_themes(folders):
        try:
            problems = check_theme(load_theme(name, folders))
        except ThemeError as error:
            problems = (error.diagnostic,)
        found.extend(problems)
        if form == "text":
            click.echo(f"{name}: " + (f"{len(problems)} kesalahan" if problems else "baik"))
    report.write(found, sys.stdout, form, lang)
    sys.exit(1 if found else 0)
