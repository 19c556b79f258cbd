"""`kimgen serve`"""

from __future__ import annotations

import errno
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kimgen.commands.build import Progress
from kimgen.commands.options import content_option, labels_of, themes_option, today_option

if TYPE_CHECKING:
    from kimgen.preview import Preview

_MOST_LISTED = 20

_SAID = {
    "id": {
        "taken": "Porta {port} sedang dipakai program lain.\nPakai yang lain: "
        "kimgen serve --port {other}",
        "refused": "Porta {port} tidak boleh dipakai di komputer ini.\nPakai yang lain: "
        "kimgen serve --port {other}",
        "stop": "Berubah sendiri saat berkas disimpan. Ctrl-C untuk berhenti.",
        "more": "  dan {count} lagi",
        "narrow": "Folder di sini terlalu banyak untuk diawasi semua. Yang diawasi: portal.yaml, "
        "tema, dan KIM yang halamannya dibuka.",
        "narrow-only": "Folder di sini terlalu banyak untuk diawasi semua. Yang diawasi: "
        "portal.yaml, tema, dan KIM yang dipilih dengan --only.",
    },
    "en": {
        "taken": "Port {port} is used by another program.\nUse another one: "
        "kimgen serve --port {other}",
        "refused": "Port {port} may not be used on this machine.\nUse another one: "
        "kimgen serve --port {other}",
        "stop": "Changes by itself when a file is saved. Ctrl-C to stop.",
        "more": "  and {count} more",
        "narrow": "There are too many folders to watch them all. Watched are: portal.yaml, themes, "
        "and the KIMs whose pages are open.",
        "narrow-only": "There are too many folders to watch them all. Watched are: portal.yaml, "
        "themes, and the KIMs that --only names.",
    },
}


@click.command()
@content_option
@themes_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output/.kimgen/preview"),
    help="Folder pratinjau.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Nomor porta.")
@click.option(
    "--only", multiple=True, metavar="LABEL", callback=labels_of,
    help="Hanya KIM ini; boleh berulang.",
)  # fmt: skip
@today_option
@click.option(
    "--most-folders", type=click.IntRange(0), metavar="N",
    help="Awasi semua KIM bila foldernya paling banyak N; bila lebih, hanya KIM yang halamannya "
    "dibuka.",
)  # fmt: skip
@click.option(
    "--lang", type=click.Choice(["id", "en"]), default="id", is_eager=True, help="Bahasa pesan."
)
def serve(
    content: Path, themes: Path | None, output: Path, port: int, only: tuple[str, ...],
    today: date | None, most_folders: int | None, lang: str,
) -> None:  # fmt: skip
    """Lihat semua situs di komputer ini; berubah sendiri saat berkas disimpan.

    Ctrl-C mengakhirinya, dengan kode 0.
    """
    from dataclasses import replace

    from kimgen.build import Settings
    from kimgen.commands.interpreter import warn_of_python
    from kimgen.commands.outcome import refuse_inside, refuse_missing
    from kimgen.preview import Preview
    from kimgen.serve import make_server
    from kimgen.watching import Watcher

    refuse_missing(content, lang)
    refuse_inside(output, content, lang)
    warn_of_python(lang)
    settings = Settings(
        content=content, output=output, themes=themes, only=only,
        drafts=True, today=today, base_domain="localhost", scheme="http", preview=True,
    )  # fmt: skip
    preview = Preview(settings, lang, click.echo)
    try:
        server = make_server(preview, port)
    except OSError as error:
        raise _refusal(error, port, lang) from error
    actual = server.server_address[1]
    # addresses on pages carry the port
    preview.settings = replace(settings, base_domain=f"localhost:{actual}")
    with server:
        with Progress("text") as progress:
            preview.build_once(jobs=0, progress=progress.step)
        preview.watch = watcher = Watcher(content, themes, preview.saved, most_folders)
        # for what was saved since the first build read it
        preview.saved("")
        builder = threading.Thread(target=preview.loop, name="builder", daemon=True)
        builder.start()
        _list_sites(preview, actual, lang)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("")
        finally:
            preview.stop()
            # a thread that prints while Python ends would end it badly
            builder.join(10)
            watcher.stop()


def _refusal(error: OSError, port: int, lang: str) -> click.ClickException:
    """A port that cannot be had, in a sentence."""
    from kimgen.commands.speech import Refusal

    refused = error.errno in (errno.EACCES, errno.EPERM)
    other = 8001 if port in (8000, 0) or port < 1024 else port + 1 if port < 65535 else 8000
    words = _SAID[lang]["refused" if refused else "taken"]
    return Refusal(words.format(port=port, other=other))


def _list_sites(preview: Preview, port: int, lang: str) -> None:
    from kimgen.release import PORTAL

    if preview.folder(PORTAL):
        click.echo(f"Portal: http://localhost:{port}/")
    labels = sorted(label for label in preview.labels if preview.folder(label))
    for label in labels[:_MOST_LISTED]:
        click.echo(f"  http://{label}.localhost:{port}/")
    if len(labels) > _MOST_LISTED:
        click.echo(_SAID[lang]["more"].format(count=len(labels) - _MOST_LISTED))
    if preview.watch and preview.watch.narrow:
        click.echo(_SAID[lang]["narrow-only" if preview.settings.only else "narrow"])
    click.echo(_SAID[lang]["stop"])
