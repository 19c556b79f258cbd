"""Options that several commands have, and what their values may be."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

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


content_option = click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("content"),
    help="Folder isi.",
)
themes_option = click.option(
    "--themes",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("themes"),
    callback=themes_folder,
    help="Folder tema.",
)
today_option = click.option(
    "--today", callback=parse_today, metavar="TANGGAL", help="Anggap hari ini tanggal itu."
)
domain_option = click.option(
    "--base-domain", callback=base_domain, metavar="DOMAIN", help="Ganti kim.id."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="Bentuk laporan.",
)
lang_option = click.option(
    "--lang", type=click.Choice(["id", "en"]), default="id", is_eager=True, help="Bahasa laporan."
)
