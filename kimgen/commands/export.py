"""`kimgen export`: one site to carry away."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from kimgen.commands.options import (
    content_option,
    domain_option,
    lang_option,
    themes_option,
    today_option,
)

_WORDS = {
    "id": {
        "size": "{} bukan ukuran. Contoh: 200MB, 1,5GB, 800KB",
        "inside": "{target} ada di dalam folder isi {content}. Pilih tempat lain dengan --output.",
        "there": "{target} sudah ada, dan tidak diubah. Pilih tempat lain dengan --output.",
        "folder": "{target} adalah folder. Sebut nama berkas zip-nya dengan --output.",
        "failed": "Situs {label} tidak bisa dibuat, jadi tidak ada yang diekspor.",
        "small": "Batas {limit} terlalu kecil. Situs dengan satu tulisan saja perlu {smallest}.",
        "done": "{target}: {size}, {files} berkas, {posts} tulisan",
        "left": "{count} tulisan terlama tidak ikut karena batas {limit}:",
        "more": "... dan {count} lagi",
        "open": "Di ponsel atau komputer: buka foldernya, lalu index.html. Baca juga {note}.",
        "serve": "Cara memasangnya di server ada di {note}.",
    },
    "en": {
        "size": "{} is no size, as 200MB, 1.5GB and 800KB are",
        "inside": "{target} lies in the content folder {content}. Choose another --output.",
        "there": "{target} exists already and was left alone. Choose another --output.",
        "folder": "{target} is a folder. Name the zip file with --output.",
        "failed": "The site of {label} cannot be built, so nothing was exported.",
        "small": "The limit of {limit} is too small. The site with a single post takes {smallest}.",
        "done": "{target}: {size}, {files} files, {posts} posts",
        "left": "{count} of the oldest posts were left out because of the limit of {limit}:",
        "more": "... and {count} more",
        "open": "On a phone or a computer: open the folder, then index.html. See {note}.",
        "serve": "How to put it on a server stands in {note}.",
    },
}
_SHOWN = 10


def size_option(context: click.Context, parameter: click.Parameter, value: str | None) -> int:
    """The --max-size option, in bytes."""
    if value is None:
        return 0
    from kimgen.fieldtypes import size

    found = size(value, 0)
    if isinstance(found, int):
        return found
    lang = "en" if context.params.get("lang") == "en" else "id"
    raise click.BadParameter(_WORDS[lang]["size"].format(value))


@click.command()
@click.argument("label")
@click.option("--zip", "zipped", is_flag=True, help="Satu berkas zip; tanpa ini sebuah folder.")
@click.option(
    "--form",
    type=click.Choice(["kartu-memori", "server"]),
    default="kartu-memori",
    help="Untuk ponsel dan kartu memori, atau untuk server Wi-Fi lokal.",
)
@click.option(
    "--max-size",
    callback=size_option,
    metavar="UKURAN",
    help="Paling besar sekian, misalnya 200MB; tulisan terlama ditinggalkan.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help="Berkas atau folder hasil; kalau kosong, LABEL.zip atau LABEL.",
)
@content_option
@themes_option
@today_option
@domain_option
@lang_option
def export(
    label: str, zipped: bool, form: str, max_size: int, output: Path | None, content: Path,
    themes: Path | None, today: date | None, base_domain: str, lang: str,
) -> None:  # fmt: skip
    """Bawa situs KIM LABEL: di kartu memori, di ponsel, atau ke server tanpa internet."""
    from kimgen import report as reports
    from kimgen.build import Settings
    from kimgen.commands.outcome import cannot_write, refuse_missing
    from kimgen.commands.places import content_folder, kim_folder
    from kimgen.commands.speech import Refusal, say
    from kimgen.export import NOTE, Wish
    from kimgen.export import export as carry
    from kimgen.load import load_portal, look_again
    from kimgen.lock import BusyError
    from kimgen.numbers import format_number, format_size
    from kimgen.wilayah import CodeProblem, parse_folder

    words = _WORDS[lang]
    refuse_missing(content, lang)
    folder = kim_folder(content_folder(content), label)
    label = folder.name
    target = output or Path(f"{label}.zip" if zipped else label)
    names = {"target": target, "content": content, "label": label, "note": NOTE}
    if target.resolve().is_relative_to(content.resolve()):
        raise Refusal(words["inside"].format(**names))
    if zipped and target.is_dir():
        raise Refusal(words["folder"].format(**names))
    if not zipped and (target.exists() or target.is_symlink()):
        raise Refusal(words["there"].format(**names))
    portal, (village, _) = load_portal(content, []), parse_folder(folder.parent.name)
    kim = None
    if portal is not None and not isinstance(village, CodeProblem):
        kim, _ = look_again(content, folder.relative_to(content).as_posix(), village, portal)
    settings = Settings(content, None, themes, today=today, base_domain=base_domain)
    if portal is None or kim is None:
        from dataclasses import replace

        from kimgen.build import build as build_nation

        report = build_nation(replace(settings, only=(label,)))
        reports.write(report.found, sys.stderr, "text", lang)
        raise Refusal(words["failed"].format(**names))
    try:
        packed = carry(Wish(settings, kim, portal, form, max_size), target, zipped=zipped)
    except (OSError, BusyError) as error:
        raise cannot_write(error, lang) from error
    reports.write(packed.report.found, sys.stderr, "text", lang)
    limit = format_size(max_size, lang)
    if packed.smallest:
        said = words["small"].format(limit=limit, smallest=format_size(packed.smallest, lang))
        raise Refusal(said)
    if not packed.size:
        raise Refusal(words["failed"].format(**names))
    say(
        words["done"].format(
            target=target,
            size=format_size(packed.size, lang),
            files=format_number(packed.files, lang),
            posts=format_number(packed.posts, lang),
        )
    )
    if packed.left_out:
        say(words["left"].format(count=len(packed.left_out), limit=limit))
        for title in packed.left_out[:_SHOWN]:
            say(f"  {title}")
        if len(packed.left_out) > _SHOWN:
            say("  " + words["more"].format(count=len(packed.left_out) - _SHOWN))
    say(words["serve" if form == "server" else "open"].format(**names))
    sys.exit(packed.report.exit_code)
