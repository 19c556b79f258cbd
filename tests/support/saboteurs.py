"""Thirty KIMs that mean harm, or have bad luck, each in its own way."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support.nation import write
from tests.support.payloads import RUNS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a saboteur works, and whom it is after. Folders are below `root`."""

    root: Path
    village: str
    label: str
    victim: str
    """Folder of a KIM in another village."""

    @property
    def folder(self) -> str:
        return f"{self.village}/{self.label}"

    @property
    def name(self) -> str:
        """Label of the victim."""
        return self.victim.rpartition("/")[2]

    def post(self, name: str, front: str, body: str = "Isi.") -> None:
        write(self.root, f"{self.folder}/posts/{name}.md", f"---\n{front}\n---\n{body}\n")

    def page(self, name: str, front: str, body: str = "Isi.") -> None:
        write(self.root, f"{self.folder}/pages/{name}.md", f"---\n{front}\n---\n{body}\n")

    def put(self, path: str, content: bytes) -> Path:
        target = self.root / self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return target

    def record(self, more: str = "", name: str = "KIM Nakal") -> None:
        write(self.root, f"{self.folder}/kim.yaml", f"nama: {name}\n{more}")


def bomb(side: int) -> bytes:
    """A PNG of few bytes that says it has `side` x `side` points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def broken_record(at: Place) -> None:
    at.put("kim.yaml", b"nama: [\n  'x\n\t: {{{\n")


def record_of_another_encoding(at: Place) -> None:
    at.put("kim.yaml", "nama: KIM é\n".encode("utf-16"))
    at.put("posts/2026-11-01-kabar.md", b"\xff\xfe\x00\x00---\n\xc3\x28\n")


def record_that_is_a_folder(at: Place) -> None:
    at.put("kim.yaml/kim.yaml", b"nama: KIM\n")


def deep_record(at: Place) -> None:
    at.put("kim.yaml", b"nama: " + b"[" * 30_000 + b"]" * 30_000 + b"\n")


def record_of_aliases(at: Place) -> None:
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    at.put("kim.yaml", "\n".join(["a0: &a0 x", *rows, "nama: KIM\n"]).encode())


def claims_the_label(at: Place) -> None:
    """In its own village, without a number."""
    write(at.root, f"{at.village}/{at.name}/kim.yaml", "nama: KIM Palsu\n")
    write(at.root, f"{at.village}/{at.name}/posts/2026-11-20-palsu.md", "---\njudul: Palsu\n---\n")


def looks_like_the_label(at: Place) -> None:
    twin = at.name.replace("uji", "uj1")
    write(at.root, f"{at.village}/{twin}/kim.yaml", "nama: KIM Uji 1\n")


def takes_reserved_labels(at: Place) -> None:
    for label in ("www", "kim", "admin", "go", "KIM-BESAR", "kim_id", "xn--kim-abc", "..."):
        write(at.root, f"{at.village}/{label}/kim.yaml", "nama: KIM Palsu\n")


def is_a_link_to_its_victim(at: Place) -> None:
    target = at.root / at.folder
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(at.root / at.victim, target_is_directory=True)


def links_to_files_of_its_victim(at: Place) -> None:
    at.record()
    at.post("2026-11-01-kabar", "judul: Kabar\ngambar: media/foto.png", "![x](media/foto.png)")
    theirs = at.root / at.victim / "posts" / "2026-11-01-kabar-1.md"
    (at.root / at.folder / "posts" / "2026-11-02-curian.md").symlink_to(theirs)
    (at.root / at.folder / "media").symlink_to(at.root / at.victim / "posts")


def paths_out_of_its_folder(at: Place) -> None:
    at.record(f"logo: ../{at.name}/kim.yaml\ntema: ../../themes\n")
    paths = (f"../../../{at.victim}/kim.yaml", "/etc/hostname", "media/../x")
    for number, path in enumerate(paths):
        front = f"judul: Jalan\njenis: dokumen\nberkas: '{path}'\ngambar: '{path}'"
        at.post(f"2026-11-0{number + 1}-jalan-{number}", front, f"![x]({path}) [y]({path})")


def slugs_out_of_its_site(at: Place) -> None:
    at.record()
    slugs = (f"../../{at.name}.kim.id/index", "/index", "..", "a/../../b", "index", "sw", "%2e%2e")
    for number, slug in enumerate(slugs):
        at.post(f"2026-11-0{number + 1}-kabar", f"judul: Kabar\nslug: '{slug}'")


def names_of_files_that_sites_have(at: Place) -> None:
    at.record()
    for name in ("index", "404", "sw", "feed", "beranda", "berita", "manifest", ".git", ".kimgen"):
        at.page(name, f"judul: {name}")
    at.put("media/index.html", b"<script>alert(1)</script>")
    at.put("media/gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    at.put(".kimgen/state.db", b"SQLite format 3\0")
    at.put("output/kim.id/index.html", b"x")


def scripts_in_every_text(at: Place) -> None:
    code = " ".join(RUNS)
    quoted = code.replace("'", "''")
    at.record(f"deskripsi: '{quoted}'\nkontak: {{alamat: '{quoted}'}}\n", f"'{quoted[:80]}'")
    at.post("2026-11-01-kabar", f"judul: '{quoted}'\ntag: ['{quoted}']", "\n\n".join(RUNS))


def templates_in_every_text(at: Place) -> None:
    code = "{{ ''.__class__.__mro__ }}{% include '/etc/hostname' %}{# x #}${7*7}"
    at.record(f'deskripsi: "{code}"\n', f'"{code[:40]}"')
    at.post("2026-11-01-kabar", f'judul: "{code}"\nkategori: "{code}"', code * 50)


def merge_bomb(at: Place) -> None:
    at.record()
    rows = ["a0: &a0 {x: 1}"]
    rows += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 9)]
    at.post("2026-11-01-kabar", "\n".join(["judul: Kabar", *rows]))


def values_that_break_parsers(at: Place) -> None:
    at.record("jumlah_anggota: " + "9" * 5_000 + "\nkoordinat: [1e999, .nan]\n")
    for number, front in enumerate(
        ("tanggal: 2026-02-30", "tanggal: 0000-00-00", "tanggal: 9999-12-31", "content: x", "<<: 1")
    ):
        at.post(f"2026-11-0{number + 1}-nilai-{number}", f"judul: Nilai\n{front}")


def brackets(at: Place) -> None:
    at.record()
    for number, text in enumerate(("[", "![[](", "*a_ ", "<a ", "`a", "> ", "- ", "&#x")):
        body = text * (60_000 // len(text))
        at.post(f"2026-11-0{number + 1}-kurung-{number}", "judul: Kurung", body)


def one_long_post(at: Place) -> None:
    at.record()
    at.post("2026-11-01-panjang", "judul: Panjang", "kata " * 190_000)


def wide_tables(at: Place) -> None:
    at.record()
    head = "|" + "a|" * 800 + "\n|" + "-|" * 800 + "\n"
    at.post("2026-11-01-tabel", "judul: Tabel", head + "|\n" * 800)


def picture_bombs(at: Place) -> None:
    at.record("logo: media/bom.png\n")
    at.put("media/bom.png", bomb(60_000))
    at.put("media/besar.png", bomb(6_000))
    at.put("media/bukan.png", b"GIF89a" + bytes(500))
    for name in ("bom", "besar", "bukan"):
        front = f"judul: Gambar\ngambar: media/{name}.png"
        at.post(f"2026-11-01-{name}", front, f"![x](media/{name}.png)")


def pipes_and_devices(at: Place) -> None:
    at.record()
    at.post("2026-11-01-kabar", "judul: Kabar\ngambar: media/pipa.png")
    (at.root / at.folder / "media").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(at.root / at.folder / "posts" / "2026-11-02-pipa.md")
        os.mkfifo(at.root / at.folder / "media" / "pipa.png")
        os.mkfifo(at.root / at.folder / "pages")


def names_without_end(at: Place) -> None:
    at.record()
    for name in ("x" * 240, "CON", "a\nb", "\u202egnp", "spasi ", "É", "É", "-rf", "'\"<>"):
        at.post(f"2026-11-01-{name}"[:250], "judul: Nama")
    at.put("media/" + "/".join(["dalam"] * 60) + "/x.png", b"x")


def many_small_posts(at: Place) -> None:
    at.record()
    for number in range(150):
        day = f"2026-10-{number % 28 + 1:02}"
        at.post(f"{day}-kabar-{number}", f"judul: Kabar {number}\ntag: [t{number}]")


def one_name_for_many(at: Place) -> None:
    at.record("menu: [{judul: x, url: 'javascript:alert(1)'}]\n")
    for number in range(9):
        at.post(f"2026-11-0{number + 1}-kabar", f"judul: Kabar {number}\nkategori: k{number}")


def broken_village(at: Place) -> None:
    at.record()
    at.post("2026-11-01-kabar", "judul: Kabar")
    write(at.root, f"{at.village}/desa.yaml", "sebutan: {{ x\n")


def folders_that_are_files(at: Place) -> None:
    at.record()
    at.put("posts", b"bukan folder")
    at.put("pages", b"bukan folder")
    at.put("media", b"bukan folder")


def secrets(at: Place) -> None:
    at.record("kontak: {telepon: '0812 3456 7890'}\n")
    body = "NIK 6402065203900003, kunci AKIA" + "ABCDEFGHIJKLMNOP, rek BRI 0021-01-000123-30-9"
    at.post("2026-11-01-rahasia", "judul: Rahasia", body)


def odd_theme(at: Place) -> None:
    at.record("tema: tidak-ada\nwarna: 'red;}body{display:none'\nbahasa: '\"><script>'\n")
    at.post("2026-11-01-kabar", "judul: Kabar\nbahasa: xx-\u202e")


def links_to_all(at: Place) -> None:
    at.record()
    host = f"{at.name}.kim.id"
    body = f"[x](https://{host}/) [y](//{host}) [z](../{at.name}/posts/a.md)\n\n"
    at.post("2026-11-01-kabar", "judul: Kabar", body * 400)


def withdrawn(at: Place) -> None:
    """It says that it is another, and that it is gone."""
    at.record("nomor_induk: '999999999999'\nstatus: dicabut\n", at.name)
    at.post("2026-11-01-kabar", "judul: Kabar")


SABOTEURS: tuple[Callable[[Place], None], ...] = (
    broken_record, record_of_another_encoding, record_that_is_a_folder, deep_record,
    record_of_aliases, claims_the_label, looks_like_the_label, takes_reserved_labels,
    is_a_link_to_its_victim, links_to_files_of_its_victim, paths_out_of_its_folder,
    slugs_out_of_its_site, names_of_files_that_sites_have, scripts_in_every_text,
    templates_in_every_text, merge_bomb, values_that_break_parsers, brackets, one_long_post,
    wide_tables, picture_bombs, pipes_and_devices, names_without_end, many_small_posts,
    one_name_for_many, broken_village, folders_that_are_files, secrets, odd_theme, links_to_all,
    withdrawn,
)  # fmt: skip
