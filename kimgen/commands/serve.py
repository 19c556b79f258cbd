"""`kimgen serve`"""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import click

from kimgen.commands.build import parse_today


@click.command()
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("content"),
    help="Folder isi.",
)
@click.option(
    "--themes",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("themes"),
    help="Folder tema.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output/.kimgen/preview"),
    help="Folder pratinjau.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Nomor porta.")
@click.option("--only", multiple=True, metavar="LABEL", help="Hanya KIM ini.")
@click.option(
    "--today", callback=parse_today, metavar="TANGGAL", help="Anggap hari ini tanggal itu."
)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", help="Bahasa pesan.")
def serve(
    content: Path, themes: Path, output: Path, port: int, only: tuple[str, ...],
    today: date | None, lang: str,
) -> None:  # fmt: skip
    """Lihat semua situs di komputer ini; berubah sendiri saat berkas disimpan."""
    from kimgen.build import Settings
    from kimgen.serve import Preview, make_server, watch

    settings = Settings(
        content=content, output=output, themes=themes if themes.is_dir() else None, only=only,
        drafts=True, today=today, base_domain="localhost", scheme="http",
    )  # fmt: skip
    preview = Preview(settings, lang, click.echo)
    try:
        server = make_server(preview, port)
    except OSError as error:
        raise click.ClickException(f"Porta {port} tidak bisa dipakai: {error.strerror}") from error
    actual = server.server_address[1]
    # addresses on pages carry the port
    from dataclasses import replace

    preview.settings = replace(settings, base_domain=f"localhost:{actual}")
    preview.build_once()
    stop = watch(preview, (content, *((themes,) if themes.is_dir() else ())))
    worker = threading.Thread(target=preview.loop, daemon=True)
    worker.start()
    click.echo(f"Portal: http://localhost:{actual}/")
    for label in sorted((*preview.report.built, *preview.report.kept))[:20]:
        click.echo(f"  http://{label}.localhost:{actual}/")
    click.echo("Ctrl-C untuk berhenti.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("")
    finally:
        preview.stop()
        stop()
        server.server_close()
