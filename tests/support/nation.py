"""A little nation of as many KIMs as a test needs, and what a build made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

VILLAGES = (
    "13.04-tanah-datar/13.04.09.2005-pariangan",
    "64.02-kutai-kartanegara/64.02.06.1005-melayu",
    "51.03-badung/51.03.01.1003-kedonganan",
)


def write(root: Path, path: str, text: str) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def label(number: int) -> str:
    return f"kim-uji-{number}"


def folder(number: int) -> str:
    """Of the KIM, below the root."""
    return f"content/{VILLAGES[number % len(VILLAGES)]}/{label(number)}"


def write_kim(root: Path, number: int, posts: int = 3) -> None:
    record = (
        f'nama: KIM Uji {number}\nnomor_induk: "13040920{number:04}"\nstatus: terdaftar\n'
        'sk: {nomor: "1/2025", tanggal: 2025-03-01}\nbidang: [pertanian]\n'
    )
    write(root, f"{folder(number)}/kim.yaml", record)
    for day in range(1, posts + 1):
        text = f"---\njudul: Kabar {day}\ntag: [padi]\n---\nIsi **kabar** {day} dari {number}.\n"
        write(root, f"{folder(number)}/posts/2026-11-{day:02}-kabar-{day}.md", text)


def write_nation(root: Path, kims: int, posts: int = 3) -> Path:
    """`content/` below `root`."""
    write(root, "content/portal.yaml", "judul: Portal uji\ncontoh: ya\n")
    for number in range(kims):
        write_kim(root, number, posts)
    return root


def write_kims(root: Path, records: Iterable[str], posts: Mapping[str, str]) -> None:
    """A KIM for each kim.yaml of `records`, all with the same `posts`: name -> text behind the
    first dashes."""
    for number, record in enumerate(records):
        write(root, f"{folder(number)}/kim.yaml", record)
        for name, text in posts.items():
            write(root, f"{folder(number)}/posts/{name}.md", f"---\n{text}")


def published(output: Path) -> dict[str, str]:
    """path -> digest of every published file, and of every manifest."""
    found = {}
    for path in sorted(output.rglob("*")):
        inner = path.relative_to(output)
        if path.is_file() and (inner.parts[0] != ".kimgen" or inner.parts[1] == "manifests"):
            found[inner.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
