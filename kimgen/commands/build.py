"""`kimgen build` and `kimgen check`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kimgen.parts import Shard


def parse_today(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> date | None:
    """The --today option: any form of date that content may use."""
    if value is None:
        return None
    from kimgen.dates import DateProblem, parse_day

    found = parse_day(value)
    if isinstance(found, DateProblem):
        words = {"id": "{} bukan tanggal. Contoh: 2026-11-24", "en": "{} is no date (2026-11-24)"}
        raise click.BadParameter(words[_lang(context)].format(value))
    return found


def themes_folder(context: click.Context, parameter: click.Parameter, value: Path) -> Path | None:
    """The --themes option: a nation need not have themes of its own, unless it names a folder."""
    if value.is_dir():
        return value
    source = context.get_parameter_source(parameter.name or "")
    if source is click.core.ParameterSource.DEFAULT:
        return None
    words = {"id": "folder {} tidak ada", "en": "there is no folder {}"}
    raise click.BadParameter(words[_lang(context)].format(value))


def labels_of(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """The --only option: labels, repeated or with commas between them."""
    labels = tuple(label.strip() for text in value for label in text.split(","))
    if all(labels):
        return labels
    words = {"id": "nama KIM belum ditulis", "en": "the name of a KIM is missing"}
    raise click.BadParameter(words[_lang(context)])


def base_domain(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """The --base-domain option: a host name, with a port or without."""
    if value is None:
        return ""
    from kimgen.fieldtypes import Bad, domain

    found = domain(value, 0)
    if not isinstance(found, Bad):
        return str(found)
    words = {"id": "{} bukan nama domain. Contoh: kim.id", "en": "{} is no domain, as kim.id is"}
    raise click.BadParameter(words[_lang(context)].format(value))


def executor_name(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """The --executor option. Nothing is asked yet whether it can be had."""
    from urllib.parse import urlsplit

    if value in ("serial", "processes"):
        return value
    try:
        parts = urlsplit(value)
        known = parts.hostname and parts.port and value == f"dask://{parts.netloc}"
    except ValueError:  # no port number
        known = False
    if known and "@" not in value:
        return value
    words = {
        "id": "tidak ada {}. Pilihannya: serial, processes, dask://mesin:porta",
        "en": "there is no {}; it may be serial, processes or dask://host:port",
    }
    raise click.BadParameter(words[_lang(context)].format(value))


def shard_option(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> Shard | None:
    """The --shard option: a part and how many there are, as 2/3."""
    if value is None:
        return None
    from kimgen.parts import parse_shard

    shard = parse_shard(value)
    if shard is not None:
        return shard
    words = {
        "id": "{} bukan bagian. Contoh: 2/3, yang kedua dari tiga",
        "en": "{} is no part, as 2/3 is, the second of three",
    }
    raise click.BadParameter(words[_lang(context)].format(value))


def _lang(context: click.Context) -> str:
    """The language of messages; the option is eager, so it is known before the others."""
    return "en" if context.params.get("lang") == "en" else "id"


def shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that `build` and `check` have in common."""
    folder = click.Path(path_type=Path, file_okay=False)
    for option in reversed(
        (
            click.option("--content", type=folder, default=Path("content"), help="Folder isi."),
            click.option(
                "--themes",
                type=folder,
                default=Path("themes"),
                callback=themes_folder,
                help="Folder tema.",
            ),
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
            click.option(
                "--today",
                callback=parse_today,
                metavar="TANGGAL",
                help="Anggap hari ini tanggal itu.",
            ),
            click.option(
                "--base-domain", callback=base_domain, metavar="DOMAIN", help="Ganti kim.id."
            ),
            click.option(
                "--format",
                "form",
                type=click.Choice(["text", "json", "github"]),
                default="text",
                help="Bentuk laporan.",
            ),
            click.option(
                "--lang",
                type=click.Choice(["id", "en"]),
                default="id",
                is_eager=True,
                help="Bahasa laporan.",
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
    **options: Any,
) -> None:
    """Build or check, report, and leave with the right exit code."""
    from kimgen.build import Settings
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
    try:
        with Progress(form) as progress:
            report = build_nation(settings, progress.step)
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
