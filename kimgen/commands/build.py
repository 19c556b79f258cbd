"""`kimgen build` and `kimgen check`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kimgen.commands.options import (
    content_option,
    domain_option,
    executor_name,
    format_option,
    labels_of,
    lang_option,
    shard_option,
    themes_option,
    today_option,
)


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that `build` and `check` have in common."""
    for option in reversed(
        (
            content_option,
            themes_option,
            click.option(
                "--jobs",
                type=click.IntRange(min=0),
                default=0,
                help="Banyak proses; 0: semua inti.",
            ),
            click.option(
                "--executor",
                default="processes",
                metavar="NAMA",
                callback=executor_name,
                help="serial, processes, atau dask://mesin:porta.",
            ),
            click.option(
                "--only",
                multiple=True,
                metavar="LABEL",
                callback=labels_of,
                help="Hanya KIM ini; boleh berulang.",
            ),
            click.option("--drafts", is_flag=True, help="Tampilkan draf dan tulisan terjadwal."),
            today_option,
            domain_option,
            format_option,
            lang_option,
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
@click.option(
    "--shard", callback=shard_option, metavar="I/N", help="Hanya bagian ke-I dari N; tanpa portal."
)
@click.option(
    "--committed", is_flag=True, help="Percaya pada git: jangan cari yang belum di-commit."
)
@click.option("--explain", is_flag=True, help="Sebut mengapa tiap situs dibuat ulang.")
@click.pass_context
def build(context: click.Context, /, output: Path, explain: bool, **options: Any) -> None:
    """Bangun semua situs KIM dan portal."""
    if options["shard"] and options["only"]:
        words = {
            "id": "--shard dan --only tidak bisa dipakai bersama.",
            "en": "--shard and --only cannot be used together.",
        }
        raise click.UsageError(words[options["lang"]], context)
    run(output, explain=explain, **options)


@click.command()
@shared_options
@click.option(
    "--secrets", is_flag=True, help="Cari juga kunci rahasia ratusan layanan (kimgen[secrets])."
)
@click.option(
    "--budget",
    is_flag=True,
    help="Timbang juga setiap halaman: HTML, CSS, skrip, huruf, permintaan ke luar.",
)
def check(**options: Any) -> None:
    """Periksa isi tanpa menulis apa pun."""
    run(None, explain=False, **options)


def run(
    output: Path | None,
    *,
    form: str,
    lang: str,
    explain: bool,
    secrets: bool = False,
    budget: bool = False,
    **options: Any,
) -> None:
    """Build or check, report, and leave with the right exit code."""
    from kimgen.build import Report, Settings
    from kimgen.build import build as build_nation
    from kimgen.commands.interpreter import warn_of_python
    from kimgen.commands.outcome import cannot_write, leave, refuse_inside
    from kimgen.commands.secrets import find_scanner, look_for_secrets
    from kimgen.commands.speech import Refusal
    from kimgen.lock import BusyError

    if form == "text":
        warn_of_python(lang)
    settings = Settings(output=output, **options)
    scanner = find_scanner(lang) if secrets else ""
    if output:
        refuse_inside(output, settings.content, lang)
    make: Callable[[Settings, Callable[[int, int], None]], Report] = build_nation
    if budget:
        from kimgen.budget import check_budget

        make = check_budget
    try:
        with Progress(form) as progress:
            report = make(settings, progress.step)
    except (OSError, BusyError) as error:
        raise cannot_write(error, lang) from error
    failed = look_for_secrets(report, settings, scanner, lang) if scanner else ""
    try:
        leave(report, form, lang, output, explain)
    finally:
        if failed:  # whatever else was found has been said
            raise Refusal(failed)


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
