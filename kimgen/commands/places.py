"""Where things are in a content folder, for commands that add to it.

Only names of folders are read here. Whether they are right is what `check`
tells; a command that adds a file needs to know no more than where it belongs.
"""

from __future__ import annotations

import os
from pathlib import Path

from kimgen.commands.speech import Refusal


def content_folder(folder: Path) -> Path:
    """`folder`, refused where it does not exist."""
    if not folder.is_dir():
        raise Refusal(
            f"Folder {folder} tidak ada.\nJalankan dari folder yang berisi content, sebut "
            "letaknya dengan --content, atau mulai dengan: kimgen init"
        )
    return folder


def kim_folders(content: Path) -> dict[str, list[Path]]:
    """Label -> the folders of that name, normally one."""
    found: dict[str, list[Path]] = {}
    for record in sorted(content.glob("*/*/*/kim.yaml")):
        found.setdefault(record.parent.name.casefold(), []).append(record.parent)
    return found


def kim_folder(content: Path, label: str) -> Path:
    """The folder of the KIM `label`, refused with a suggestion where there is none."""
    import difflib

    known = kim_folders(content)
    folders = known.get(label.strip().casefold(), [])
    if len(folders) == 1:
        return folders[0]
    if folders:
        places = "\n".join(f"  {folder}" for folder in folders)
        raise Refusal(f"Ada {len(folders)} KIM bernama {label}:\n{places}")
    near = difflib.get_close_matches(label.casefold(), known, 3, 0.5)
    hint = "\n".join(f"  {name}" for name in near)
    raise Refusal(
        f"Tidak ada KIM bernama {label} di {content}."
        + (f"\nMungkin maksudnya:\n{hint}" if hint else "\nBuat dulu: kimgen new kim")
    )


def region_folder(parent: Path, code: str, name: str) -> Path:
    """The folder of the region `code` in `parent`: the one that is there, else `name`."""
    if parent.is_dir():
        for entry in sorted(parent.iterdir()):
            rest = entry.name.removeprefix(code)
            if rest != entry.name and not rest[:1].isdigit() and rest[:1] != "." and entry.is_dir():
                return entry
    return parent / name


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet; makes its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise Refusal(f"Berkas ini sudah ada, dan tidak diubah:\n  {path}") from None
    except OSError as error:
        raise Refusal(f"Tidak bisa menulis {path}: {os.strerror(error.errno or 0)}") from None
