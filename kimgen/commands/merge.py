"""`kimgen merge`"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kimgen.commands.options import (
    content_option,
    domain_option,
    format_option,
    lang_option,
    themes_option,
    today_option,
)

_REFUSED = {
    "id": {
        "absent": "Di {name} tidak ada hasil kimgen build. Sebut folder hasilnya, atau folder "
        ".kimgen di dalamnya.",
        "broken": "Catatan di {name} rusak. Bangun bagian itu lagi.",
        "format": "{name} dibuat dengan kimgen versi lain. Pakai versi yang sama, lalu bangun "
        "bagian itu lagi.",
        "same": "{name} adalah folder hasil itu sendiri. Pilih tempat lain dengan --output.",
    },
    "en": {
        "absent": "{name} holds nothing that kimgen build made. Name its output folder, or the "
        "folder .kimgen in it.",
        "broken": "The records in {name} are broken. Build that part again.",
        "format": "{name} was made with another version of kimgen. Use the same one and build "
        "that part again.",
        "same": "{name} is the output folder itself. Choose another place with --output.",
    },
}


@click.command()
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="BAGIAN")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    help="Folder hasil gabungan.",
)
@content_option
@themes_option
@click.option("--drafts", is_flag=True, help="Bagian-bagiannya dibangun dengan --drafts.")
@today_option
@domain_option
@format_option
@lang_option
def merge(
    parts: tuple[Path, ...], output: Path, content: Path, themes: Path | None, drafts: bool,
    today: date | None, base_domain: str, form: str, lang: str,
) -> None:  # fmt: skip
    """Gabungkan hasil build --shard, lalu bangun portalnya.

    BAGIAN adalah folder hasil sebuah bagian, atau hanya folder .kimgen di dalamnya.
    """
    from kimgen.build import Settings
    from kimgen.commands.outcome import (
        cannot_write,
        leave,
        refuse_inside,
        refuse_missing,
    )
    from kimgen.commands.speech import Refusal
    from kimgen.lock import BusyError
    from kimgen.merge import merge as merge_parts
    from kimgen.parts import PartError, read_part

    refuse_missing(content, lang)
    refuse_inside(output, content, lang)
    settings = Settings(
        content, output, themes, drafts=drafts, today=today, base_domain=base_domain
    )
    read = []
    path = parts[0]
    try:
        for path in parts:
            part = read_part(path)
            if part.file.resolve().is_relative_to(output.resolve() / ".kimgen"):
                raise PartError("same")
            read.append(part)
        report = merge_parts(read, settings)
    except PartError as error:
        raise Refusal(_REFUSED[lang][error.reason].format(name=error.name or path)) from error
    except (OSError, BusyError) as error:
        raise cannot_write(error, lang) from error
    leave(report, form, lang, output, False, "merged")
