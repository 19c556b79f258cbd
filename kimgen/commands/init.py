"""`kimgen init`: a small nation that builds, to begin with."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--keep", is_flag=True, help="Isi juga folder yang berisi; yang ada dibiarkan.")
def init(folder: Path, keep: bool) -> None:
    """Mulai di FOLDER dengan satu KIM contoh."""
    import datetime as dt
    import os

    from kimgen.commands.places import write_new
    from kimgen.commands.speech import Refusal, say
    from kimgen.dates import WITA, local_date
    from kimgen.starter import CONTENT, starter_files

    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{folder} bukan folder.")
    present = {entry.name for entry in folder.iterdir()} - {".git"} if folder.is_dir() else set()
    if present and not keep:
        raise Refusal(
            f"Folder {folder} sudah berisi, jadi tidak diubah.\nPilih folder baru, atau tambahkan "
            "--keep: berkas yang ada tetap seperti semula."
        )
    if keep and (folder / CONTENT).exists():
        raise Refusal(f"{folder / CONTENT} sudah ada, jadi tidak diubah.")
    today = local_date(dt.datetime.now(dt.UTC), WITA.offset)
    for name, text in starter_files(today):
        target = folder / name
        if keep and os.path.lexists(target):
            say(f"Dibiarkan: {target}")
        else:
            write_new(target, text)
    enter = "" if folder.resolve() == Path.cwd() else f"  cd {folder}\n"
    say(
        f"Sudah siap.\n\nBerikutnya:\n{enter}  kimgen build\n\nLalu buka output/, dan baca "
        "README.md untuk menulis yang pertama."
    )
