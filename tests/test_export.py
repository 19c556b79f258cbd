"""A site to carry away: the same bytes each time, whole, within its limit, without a dead link."""

from __future__ import annotations

import io
import posixpath
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image

from kimgen.export import NOTE
from tests.support import html
from tests.support.nation import folder, label, write, write_kim, write_nation

DAY = "2026-11-24"


def picture(seed: int) -> bytes:
    """A photo that does not become small: noise."""
    pixels = random.Random(seed).randbytes(320 * 240 * 3)
    stream = io.BytesIO()
    Image.frombytes("RGB", (320, 240), pixels).save(stream, "JPEG", quality=70)
    return stream.getvalue()


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    """One KIM of eight posts, each with a photo of its own; the newest links to the oldest, and its
    menu names a jenis that only the oldest has."""
    root = write_nation(tmp_path / "n", 0)
    write_kim(root, 0, 0)
    home = root / folder(0)
    record = home / "kim.yaml"
    record.write_text(record.read_text("utf-8") + "menu: [beranda, usulan]\n", encoding="utf-8")
    (home / "media").mkdir()
    for day in range(1, 9):
        (home / f"media/foto-{day}.jpg").write_bytes(picture(day))
        kind = "usulan\nstatus: masuk" if day == 1 else "berita"
        link = "Lihat [yang dulu](2026-11-01-kabar-1.md)." if day == 8 else "Isi."
        text = (
            f"---\njudul: Kabar {day}\njenis: {kind}\ntag: [padi{day}]\n"
            f"gambar: media/foto-{day}.jpg\nketerangan_gambar: Foto\n---\n{link}\n"
        )
        write(root, f"{folder(0)}/posts/2026-11-{day:02}-kabar-{day}.md", text)
    return root


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kimgen", "export", label(0), "--today", DAY, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def dead_links(files: dict[str, bytes], tmp_path: Path) -> list[str]:
    found = []
    for name, data in files.items():
        if not name.endswith(".html") or name.endswith("404.html"):
            continue
        page = tmp_path / "page.html"
        page.write_bytes(data)
        markup = html.read(page)
        for url in {*markup.links, *markup.assets}:
            parts = urlsplit(url)
            if parts.scheme or not parts.path:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path))
            if unquote(target) not in files:
                found.append(f"{name}: {url}")
    return found


def test_the_same_bytes_each_time_and_every_link_alive(nation: Path, tmp_path: Path) -> None:
    for name in ("satu.zip", "dua.zip"):
        done = run(nation, "--zip", "--output", name)
        assert done.returncode == 0, done.stderr
    assert (nation / "satu.zip").read_bytes() == (nation / "dua.zip").read_bytes()
    files = contents(nation / "satu.zip")
    top = label(0)
    assert {name.partition("/")[0] for name in files} == {top}
    for name in ("index.html", "cari.html", "papan/index.html", "cetak/index.html", NOTE):
        assert f"{top}/{name}" in files
    assert not [name for name in files if name.endswith(("_headers", "404.html", "robots.txt"))]
    assert b"index.html" in files[f"{top}/{NOTE}"]
    assert not dead_links(files, tmp_path)
    assert "8 tulisan" in done.stdout
    assert not list(nation.glob(".kimgen-*")), "nothing is left behind"


def test_a_limit_leaves_out_the_oldest_and_says_so(nation: Path, tmp_path: Path) -> None:
    assert run(nation, "--zip", "--output", "semua.zip").returncode == 0
    whole = (nation / "semua.zip").stat().st_size
    limit = whole - 2 * len(picture(1))
    done = run(nation, "--zip", "--max-size", f"{limit} B", "--output", "kecil.zip")
    assert done.returncode == 0, done.stderr
    assert (nation / "kecil.zip").stat().st_size <= limit
    files = contents(nation / "kecil.zip")
    text = b"".join(data for name, data in files.items() if name.endswith((".html", ".js", ".xml")))
    assert b"Kabar 8" in text
    assert b"Kabar 1<" not in text
    assert not [name for name in files if "foto-1-" in name or "usulan" in name or "padi1." in name]
    assert not dead_links(files, tmp_path)
    assert "  Kabar 1" in done.stdout.splitlines()
    kept = {day for day in range(1, 9) if f"{label(0)}/berita/kabar-{day}.html" in files}
    assert kept == set(range(9 - len(kept), 9)), "the newest"
    assert f"{8 - len(kept)} tulisan" in files[f"{label(0)}/{NOTE}"].decode()


def test_a_limit_that_nothing_fits_makes_nothing(nation: Path) -> None:
    done = run(nation, "--zip", "--max-size", "1 KB")
    assert done.returncode == 2
    assert "terlalu kecil" in done.stderr
    assert not list(nation.glob("*.zip"))
    assert not list(nation.glob(".kimgen-*"))


def test_a_server_gets_what_a_host_gets(nation: Path, tmp_path: Path) -> None:
    done = run(nation, "--form", "server", "--output", "situs")
    assert done.returncode == 0, done.stderr
    for name in ("index.html", "404.html", "_headers", "sitemap.xml", NOTE):
        assert (nation / "situs" / name).is_file()
    assert "desa.lan" in (nation / "situs" / NOTE).read_text("utf-8")
    again = run(nation, "--form", "server", "--output", "situs")
    assert again.returncode == 2
    assert "sudah ada" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--zip", "--output", "content/x.zip"), "di dalam folder isi"),
        (("--zip", "--output", "content/.."), "adalah folder"),
        (("--zip", "--max-size", "besar"), "bukan ukuran"),
    ],
)
def test_what_cannot_be_is_refused(nation: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(nation, *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_a_kim_that_cannot_be_built_is_told(nation: Path) -> None:
    write(nation, f"{folder(0)}/kim.yaml", "nama: [\n")
    done = run(nation, "--zip")
    assert done.returncode == 2
    assert "kim.yaml" in done.stderr
    assert not list(nation.glob("*.zip"))
    other = subprocess.run(
        [sys.executable, "-m", "kimgen", "export", "kim-uji-00", "--zip"],
        capture_output=True, text=True, check=False, cwd=nation,
    )  # fmt: skip
    assert other.returncode == 2
    assert label(0) in other.stderr
