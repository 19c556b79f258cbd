"""`kimgen build` and `kimgen check`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click


def parse_today(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> date | None:
    """The --today option: any form of date that content may use."""
    if value is None:
        return None
    from kimgen.dates import DateProblem, parse_day

    found = parse_day(value)
    if isinstance(found, DateProblem):
        raise click.BadParameter(f"{value!r} bukan tanggal, contoh: 2026-11-24")
    return found


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that `build` and `check` have in common."""
    folder = click.Path(path_type=Path, file_okay=False)
    for option in reversed(
        (
            click.option("--content", type=folder, default=Path("content"), help="Folder isi."),
            click.option("--themes", type=folder, default=Path("themes"), help="Folder tema."),
            click.option(
                "--jobs",
                type=click.IntRange(min=0),
                default=0,
                help="Banyak proses; 0: semua inti.",
            ),
            click.option(
                "--only", multiple=True, metavar="LABEL", help="Hanya KIM ini; boleh berulang."
            ),
            click.option("--drafts", is_flag=True, help="Tampilkan draf dan tulisan terjadwal."),
            click.option(
                "--today",
                callback=parse_today,
                metavar="TANGGAL",
                help="Anggap hari ini tanggal itu.",
            ),
            click.option("--base-domain", default="", metavar="DOMAIN", help="Ganti kim.id."),
            click.option(
                "--format",
                "form",
                type=click.Choice(["text", "json", "github"]),
                default="text",
                help="Bentuk laporan.",
            ),
            click.option(
                "--lang", type=click.Choice(["id", "en"]), default="id", help="Bahasa laporan."
            ),
        )
    ):
        command = option(command)
    return command


@click.command()
@shared_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    help="Folder hasil.",
)
@click.option("--explain", is_flag=True, help="Sebut mengapa tiap situs dibuat ulang.")
def build(output: Path, explain: bool, **options: Any) -> None:
    """Bangun semua situs KIM dan portal."""
    run(output, explain=explain, **options)


@click.command()
@shared_options
def check(**options: Any) -> None:
    """Periksa isi tanpa menulis apa pun."""
    run(None, explain=False, **options)


def run(output: Path | None, *, form: str, lang: str, explain: bool, **options: Any) -> None:
    """Build or check, report, and leave with the right exit code."""
    from kimgen.build import Settings
    from kimgen.build import build as build_nation
    from kimgen.commands.outcome import print_outcome

    labels = tuple(label for text in options.pop("only") for label in text.split(",") if label)
    themes = options.pop("themes")
    settings = Settings(
        output=output, only=labels, themes=themes if themes.is_dir() else None, **options
    )
    with Progress(form) as progress:
        report = build_nation(settings, progress.step)
    print_outcome(report, form, lang, output, explain)
    sys.exit(report.exit_code)


class Progress:
    """A bar on a terminal for what takes over a second; silent where output is piped."""

    def __init__(self, form: str) -> None:
        self.active = form == "text" and sys.stderr.isatty()
        self.bar: Any = None

    def __enter__(self) -> Progress:
        from time import perf_counter

        self.begun = perf_counter()
        return self

    def step(self, done: int, total: int) -> None:
        from time import perf_counter

        if not self.active:
            return
        if self.bar is None:
            if perf_counter() - self.begun < 1:
                return
            self.bar = click.progressbar(length=total, label="Membangun", file=sys.stderr)
            self.bar.__enter__()
        self.bar.update(done - self.bar.pos)

    def __exit__(self, *exc: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
