"""`kimgen new kim` and `kimgen new post`: files that pass `kimgen check`."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def new() -> None:
    """Buat KIM baru atau tulisan baru."""


_content = click.option(
    "--content", "content", type=click.Path(path_type=Path), default=Path("content"),
    show_default=True, help="Folder isi.",
)  # fmt: skip


@new.command("kim")
@click.option("--village", help="Nama atau kode desa: 64.02.06.1005.")
@click.option("--within", help="Nama kecamatan, kabupaten, atau provinsinya.")
@click.option("--name", help="Nama KIM.")
@click.option("--label", help="Nama situs: kim-melayu.")
@click.option("--number", default="", help="Nomor Induk Komunitas.")
@click.option("--decree", default="", help="Nomor SK.")
@click.option("--yes", is_flag=True, help="Jangan bertanya; pakai usulan pertama.")
@_content
def new_kim(
    content: Path,
    village: str | None,
    within: str | None,
    name: str | None,
    label: str | None,
    number: str,
    decree: str,
    yes: bool,
) -> None:
    """Buat folder untuk KIM baru."""
    from kimgen.commands.newkim import Wish, make

    make(content, Wish(village, within, name, label, number, decree, yes))


@new.command("post")
@click.argument("label")
@click.option("--title", help="Judul tulisan.")
@click.option("--kind", default="berita", show_default=True, help="Jenis tulisan.")
@click.option("--date", "moment", help="Tanggal, boleh dengan jam; kalau kosong, sekarang.")
@click.option("--set", "fields", multiple=True, metavar="ISIAN=NILAI",
              help="Isian lain, misalnya tempat='Balai desa'.")  # fmt: skip
@_content
def new_post(
    content: Path,
    label: str,
    title: str | None,
    kind: str,
    moment: str | None,
    fields: tuple[str, ...],
) -> None:
    """Buat tulisan baru di KIM LABEL."""
    from kimgen.commands.newpost import Draft, make

    make(content, label, Draft(title, kind, moment, fields))
