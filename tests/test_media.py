"""From a committed file to what readers get: sizes, names, the cache, and what is refused."""

from __future__ import annotations

import errno
import io
import os
import random
import time
import zipfile
from base64 import b64decode
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from kimgen import media
from kimgen.atomic import link
from kimgen.documents import DOCUMENTS
from kimgen.imageinfo import REASONS, Broken
from kimgen.media import prepare
from kimgen.mediacache import Made, Record, Store
from kimgen.model import Media
from kimgen.pictures import PictureSettings, rebuild, writes_avif
from kimgen.picturesizes import Quality
from tests.support import ROOT

SECRET = b"RAHASIA-7f3a"
BARE = PictureSettings(decode=False)
"""As on a phone without Pillow."""
HOSTILE = Path(os.environ.get("KIMGEN_HOSTILE", ROOT.parent / "shared/hostile")) / "images"
"""Pillow's own bad test images."""
REMARKS = ("picture-stilled", "picture-position")
"""Codes of what is said of pictures that are served."""


@cache
def scene(width: int = 1600, height: int = 1200) -> Image.Image:
    """Sky, field and a red house in the upper left: something with an up and a left."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height // 2, width, height), fill=(40, 140, 60))
    draw.rectangle((width // 10, height // 10, width // 3, height // 3), fill=(220, 30, 30))
    return image


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def exif(turn: int = 1) -> Image.Exif:
    block = Image.Exif()
    block[0x0112] = turn
    block[0x010F] = SECRET.decode()
    block.get_ifd(0x8825).update({1: "S", 2: (0.0, 28.0, 12.0), 27: SECRET})
    return block


class Folder:
    """A media folder and a cache: folder.prepare(name, content)."""

    def __init__(self, path: Path) -> None:
        self.path, self.cache = path / "media", path / "cache"
        self.path.mkdir()

    def write(self, name: str, content: bytes, age: float = 60) -> Path:
        """Write a file that looks `age` seconds old to the cache."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        os.utime(target, (time.time() - age,) * 2)
        return target

    def prepare(
        self, name: str, content: bytes | None = None, options: PictureSettings | None = None
    ) -> media.Prepared:
        if content is not None:
            self.write(name, content)
        at = f"content/kim/media/{name}"
        return prepare(
            self.path / name, f"media/{name}", self.cache, at, options or PictureSettings()
        )

    def served(self, *args: Any) -> Media:
        made, found = self.prepare(*args)
        told = {item.code for item in found}
        assert told <= {"picture-position", "document-unread"}
        assert made is not None
        return made

    def refused(self, *args: Any) -> tuple[str, dict[str, str]]:
        """(code, params) of the only finding."""
        made, found = self.prepare(*args)
        assert made is None
        (only,) = found
        assert only.location.path == f"content/kim/media/{args[0]}"
        return only.code, dict(only.params)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten minutes later: files written by the test count as left alone."""
    now = time.time_ns
    monkeypatch.setattr("kimgen.mediacache.time.time_ns", lambda: now() + 600_000_000_000)


def content(made: Media) -> list[bytes]:
    return [Path(each.source).read_bytes() for each in made.files]


def opened(source: str) -> Image.Image:
    with Image.open(source) as image:
        image.load()
        return image


def far(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures of one size, 0 to 255."""
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(difference).mean)


# --- pictures ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [1]), (300, [300]), (399, [399]), (400, [320, 400]), (700, [320, 700]),
        (800, [320, 640, 800]), (1280, [320, 640, 960, 1280]), (1600, [320, 640, 960, 1280]),
    ],
)  # fmt: skip
def test_sizes_are_ascending_and_never_larger(
    folder: Folder, width: int, expected: list[int]
) -> None:
    made = folder.served("panen.png", saved(Image.new("RGB", (width, 300), "red"), "PNG"))
    assert [each.width for each in made.variants] == expected
    assert made.largest.height == max(1, round(300 * expected[-1] / width))
    assert made.fallback is not None
    assert (made.fallback.width, made.fallback.height) == (expected[-1], made.largest.height)
    assert made.plain is made.fallback
    assert [each.width for each in made.modern] in ([], expected)
    for each in made.files:
        image = opened(each.source)
        wanted = "JPEG" if each is made.fallback else "AVIF" if each in made.modern else "WEBP"
        assert image.format == wanted
        assert image.size == (each.width, each.height)
        assert each.size == Path(each.source).stat().st_size


def busy(width: int, height: int) -> Image.Image:
    """What a phone's photo of leaves is to a coder: detail of every size, in every place."""
    chance = random.Random(1)
    image = Image.new("RGB", (width, height), "gray")
    for power in range(3, 12):
        size = 2**power, 2**power * 3 // 4
        noise = Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3))
        image = Image.blend(image, noise.resize((width, height)), 0.3)
    return image


@pytest.mark.skipif(not writes_avif(), reason="this Pillow makes no AVIF")
@pytest.mark.parametrize("name", ["busy", "calm", "clear"])
def test_what_a_picture_costs_a_reader(folder: Folder, name: str) -> None:
    """A phone of 360 points with two dots a point shows one of 720 at most."""
    pictures = {
        "busy": lambda: saved(busy(4000, 3000), quality=97),
        "calm": lambda: saved(scene(4000, 3000)),
        "clear": lambda: saved(busy(2000, 1500).convert("RGBA").resize((2000, 900)), "PNG"),
    }
    data = pictures[name]()
    if name == "busy":
        assert len(data) > 6_000_000
    made = folder.served("foto.jpg", data)
    assert [each.width for each in made.variants] == [320, 640, 960, 1280]
    assert all(each.size <= 45_000 for each in (*made.variants, *made.modern) if each.width <= 960)
    assert made.variants[0].size <= 15_000
    webp, avif = (sum(each.size for each in sizes) for sizes in (made.variants, made.modern))
    assert avif <= 0.9 * webp
    assert len(made.placeholder) <= 300
    kind, _, content = made.placeholder.partition(",")
    assert kind == "data:image/webp;base64"
    with Image.open(io.BytesIO(b64decode(content))) as dots:
        # upright as the picture, and about its colours
        assert abs(dots.width / dots.height - made.largest.width / made.largest.height) < 0.2
        flat = opened(made.variants[0].source).convert("RGB").resize(dots.size)
        assert far(dots.convert("RGB"), flat) < 30


def test_avif_only_where_it_is_smaller(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(Image.frombytes("RGB", (900, 600), random.Random(3).randbytes(1_620_000)), "PNG")
    assert folder.served("a.png", data).modern
    never = PictureSettings(quality=Quality(avif=(100,)))
    assert folder.served("b.png", data, never).modern == ()


def test_nothing_stands_behind_what_shines_through(folder: Folder) -> None:
    image = scene(400, 300).convert("RGBA")
    image.putalpha(90)
    assert folder.served("logo.png", saved(image, "PNG")).placeholder == ""


def test_a_picture_looks_like_its_original(folder: Folder) -> None:
    made = folder.served("panen.jpg", saved(scene(), quality=92))
    for each in made.files:
        assert far(opened(each.source), scene().resize((each.width, each.height))) < 3
    assert made.original_size == (folder.path / "panen.jpg").stat().st_size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("options", [PictureSettings(), BARE], ids=["pillow", "bare"])
def test_photos_stand_upright(
    folder: Folder, kind: str, turn: int, options: PictureSettings
) -> None:
    upright = scene(400, 300)
    T = Image.Transpose
    undo = (
        None, T.FLIP_LEFT_RIGHT, T.ROTATE_180, T.FLIP_TOP_BOTTOM, T.TRANSPOSE, T.ROTATE_90,
        T.TRANSVERSE, T.ROTATE_270,
    )[turn - 1]  # fmt: skip
    stored = upright if undo is None else upright.transpose(undo)
    made = folder.served("foto.jpg", saved(stored, kind, exif=exif(turn)), options)
    assert (made.largest.width, made.largest.height) == (400, 300)
    if options.decode:
        assert far(opened(made.largest.source), upright) < 4


@pytest.mark.parametrize("options", [PictureSettings(), BARE], ids=["pillow", "bare"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_no_metadata_is_left(folder: Folder, kind: str, options: PictureSettings) -> None:
    if kind == "AVIF" and options is BARE:
        return  # refused as a whole
    extra: dict[str, Any] = {} if kind == "GIF" else {"exif": exif(), "xmp": SECRET}
    if kind in ("JPEG", "GIF"):
        extra["comment"] = SECRET
    data = saved(scene(500, 400), kind, **extra) + SECRET
    assert data.count(SECRET) > 1 + (kind != "GIF" and kind != "PNG")
    made = folder.served(f"foto.{kind.lower()}", data, options)
    for each in made.files:
        published = Path(each.source).read_bytes()
        assert SECRET not in published
        assert b"Exif" not in published
        image = opened(each.source)
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "XML:com.adobe.xmp"} & set(image.info)


def test_wide_colours_become_srgb(folder: Folder) -> None:
    """A profile whose red and green are swapped: what is stored red is shown green."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for old, new in ((b"rXYZ", b"tmpX"), (b"gXYZ", b"rXYZ"), (b"tmpX", b"gXYZ")):
        at = profile.index(old, 128)
        profile[at : at + 4] = new
    odd = bytes(profile).replace(b"sRGB", b"odd!").replace("sRGB".encode("utf-16-be"), b"oddprofi")
    image = Image.new("RGB", (400, 300), (230, 20, 20))
    made = folder.served("merah.jpg", saved(image, icc_profile=odd))
    red, green, _ = ImageStat.Stat(opened(made.plain.source)).mean
    assert green > red + 100
    plain = folder.served("biasa.jpg", saved(image, icc_profile=b"\0" * 16 + b"RGB nonsense"))
    red, green, _ = ImageStat.Stat(opened(plain.plain.source)).mean
    assert red > green + 100, "a damaged profile is no reason to refuse a photo"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_modes_of_png(folder: Folder, mode: str) -> None:
    image = scene(900, 600).convert("L" if mode == "I;16" else mode)
    if mode == "P":
        image = scene(900, 600).quantize(200, dither=Image.Dither.NONE)
    elif mode == "I;16":
        image = image.convert("I").point(lambda value: value * 257).convert("I;16")
    made = folder.served("gambar.png", saved(image, "PNG"))
    reference = image.convert("RGB") if mode != "I;16" else scene(900, 600).convert("L")
    assert far(opened(made.largest.source), reference.convert("RGB")) < 6


def test_cmyk_is_shown_in_its_colours(folder: Folder) -> None:
    made = folder.served("cetak.jpg", saved(scene(900, 600).convert("CMYK"), quality=92))
    assert far(opened(made.largest.source), scene(900, 600)) < 4


@pytest.mark.parametrize("size", [(3000, 2500), (300, 250)])
def test_what_is_transparent_stays_so_and_is_white_in_jpeg(
    folder: Folder, size: tuple[int, int]
) -> None:
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill=(200, 0, 0, 255))
    made = folder.served("logo.png", saved(image, "PNG"))
    assert opened(made.largest.source).getchannel("A").getextrema() == (0, 255)
    right = opened(made.plain.source).getpixel((made.plain.width - 2, 5))
    assert isinstance(right, tuple)
    assert min(right) > 250


@pytest.mark.parametrize(
    ("mode", "size"), [("P", (5100, 3900)), ("RGB", (5100, 3900)), ("RGBA", (9000, 500))]
)
def test_large_pictures_are_reduced_in_strips_without_seams(
    folder: Folder, mode: str, size: tuple[int, int]
) -> None:
    image = scene(*size)
    image = image.quantize(64, dither=Image.Dither.NONE) if mode == "P" else image.convert(mode)
    made = folder.served("besar.png", saved(image, "PNG", compress_level=1))
    reference = image.convert("RGB").resize((made.largest.width, made.largest.height))
    assert far(opened(made.largest.source), reference) < 3


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_becomes_its_first_frame(folder: Folder, kind: str) -> None:
    more = [Image.new("RGB", (900, 600), "blue")]
    data = saved(scene(900, 600), kind, save_all=True, append_images=more)
    made, found = folder.prepare("gerak.gif", data)
    assert made is not None
    assert made.stilled
    assert [item.code for item in found] == ["picture-stilled"]
    assert folder.prepare("gerak.gif", None)[1] == found, "and again from the cache"
    assert far(opened(made.largest.source), scene(900, 600)) < 8
    still = folder.served("diam.gif", saved(scene(900, 600), kind))
    assert not still.stilled


def test_formats_under_wrong_endings(folder: Folder) -> None:
    """Phones save WebP as .jpg; it is a picture all the same."""
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        for ending in ("jpg", "JPEG", "png", "webp", "gif"):
            assert folder.served(f"{kind}.{ending}", saved(scene(400, 300), kind)).kind == "picture"


# --- names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("panen.jpg", "media/panen-"), ("Foto Panen Raya (1).JPG", "media/foto-panen-raya-1-"),
        ("Jum'at.jpeg", "media/jumat-"), ("کامڤوڠ.jpg", "media/gambar-"),
        ("ꦢꦺꦱ.jpg", "media/gambar-"), ("é.jpg", "media/e-"), ("...jpg", "media/gambar-"),
        ("a/b/../c.jpg", "media/c-"), ("x" * 200 + ".jpg", "media/" + "x" * 60 + "-"),
        ("'\"><script>.jpg", "media/script-"), ("\udcff.jpg", "media/gambar-"),
    ],
)  # fmt: skip
def test_names_are_safe(tmp_path: Path, name: str, start: str) -> None:
    source = tmp_path / "foto"
    source.write_bytes(saved(scene(400, 300)))
    made, found = prepare(source, f"media/{name}", tmp_path / "cache")
    assert found == ()
    assert made is not None
    assert made.name == f"media/{name}"
    for each in made.files:
        assert each.path.startswith(start)
        assert each.path.isascii()
        rest = each.path.removeprefix(start)
        width, tag, ending = rest.split(".")[0], *rest.split(".")[1:]
        assert int(width) == each.width
        assert len(tag) == 8
        assert int(tag, 16) >= 0
        assert ending in ("webp", "jpg")


def test_no_two_files_share_a_path(folder: Folder) -> None:
    data, other = saved(scene(400, 300)), saved(scene(400, 301))
    made = [
        folder.served("panen.jpg", data), folder.served("Panen.jpg", data),
        folder.served("panen.jpeg", data), folder.served("lain/panen.jpg", data),
        folder.served("panen!.jpg", other), folder.served("panen-400.jpg", data),
    ]  # fmt: skip
    paths = [each.path for one in made for each in one.files]
    assert len(set(paths)) == len(paths)


def test_another_content_or_recipe_gets_another_path(folder: Folder) -> None:
    def paths(options: PictureSettings, height: int = 300) -> set[str]:
        made = folder.served("panen.jpg", saved(scene(400, height)), options)
        return {each.path for each in made.files}

    first = paths(PictureSettings())
    assert first == paths(PictureSettings())
    assert not first & paths(PictureSettings(), 301)
    assert not first & paths(PictureSettings(quality=Quality(webp=(71,))))
    assert not first & paths(BARE)


def test_composed_and_decomposed_names_are_one(tmp_path: Path) -> None:
    source = tmp_path / "foto"
    source.write_bytes(saved(scene(400, 300)))
    one, _ = prepare(source, "media/caf\u00e9.jpg", tmp_path / "cache")
    two, _ = prepare(source, "media/cafe\u0301.jpg", tmp_path / "cache")
    assert one is not None
    assert two is not None
    assert one.variants == two.variants


# --- what is refused --------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["a.svg", "a.html", "a.HTM", "a.xml", "a.js", "a.exe", "a.pdf.exe", "a.xhtml", "a.svgz", "a",
     "a.jpg.html", "pdf", "a.docm", "a.css", "a.swf", "a.mhtml", ".htaccess"],
)  # fmt: skip
def test_other_types_are_never_served(folder: Folder, name: str) -> None:
    code, params = folder.refused(name, b"%PDF-1.4")
    assert code == "file-unexpected"
    assert "pdf" in params["allowed"]
    assert not folder.cache.exists()


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "._panen.jpg"])
def test_leftovers_of_systems_are_passed_over(folder: Folder, name: str) -> None:
    assert folder.prepare(name, b"x") == (None, ())


@pytest.mark.parametrize("options", [PictureSettings(), BARE], ids=["pillow", "bare"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "not-a-picture"),
        (b"%PDF-1.4", "not-a-picture"),
        (b"BM" + bytes(100), "other-format"),
        (saved(scene(400, 300))[:-400], "truncated"),
        (saved(scene(400, 300), "PNG")[:-400], "truncated"),
        (saved(Image.new("1", (6400, 6400)), "PNG"), "too-many-pixels"),
        (saved(Image.new("1", (40001, 1)), "PNG"), "too-many-pixels"),
    ],
)
def test_bad_pictures(folder: Folder, data: bytes, reason: str, options: PictureSettings) -> None:
    code = "picture-too-large" if reason == "too-many-pixels" else "picture-broken"
    expected = (code, {"name": "media/foto.jpg", "reason": reason})
    assert folder.refused("foto.jpg", data, options) == expected
    assert folder.refused("foto.jpg", None, options) == expected, "and again from the cache"


def test_damaged_pixels(folder: Folder) -> None:
    data = bytearray(saved(scene(400, 300), "WEBP"))
    data[60:200] = bytes(140)
    whole = saved(scene(400, 300), "AVIF")
    assert folder.refused("foto.webp", bytes(data)[:30] + bytes(len(data) - 30))[1]["reason"]
    code, params = folder.refused("foto.avif", whole[: len(whole) // 2])
    assert code == "picture-broken"
    assert params["reason"] in REASONS


def test_files_that_are_too_large_are_not_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "_read", lambda *_: pytest.fail("read"))
    code, params = folder.refused("foto.jpg", bytes(1001), PictureSettings(max_bytes=1000))
    assert (code, params["reason"]) == ("picture-too-large", "too-many-bytes")


def test_lack_of_memory_is_not_remembered(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, settled: None
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(media, "rebuild", lambda *_: Broken("too-much-memory"))
        _, params = folder.refused("foto.jpg", saved(scene(400, 300)))
        assert params["reason"] == "too-much-memory"
    assert folder.served("foto.jpg").variants


def test_what_is_no_file(folder: Folder) -> None:
    folder.write("panen.jpg", saved(scene(400, 300)))
    (folder.path / "folder.jpg").mkdir()
    (folder.path / "link.jpg").symlink_to(folder.path / "panen.jpg")
    os.mkfifo(folder.path / "pipe.jpg")
    for name, reason in (
        ("folder.jpg", "EISDIR"), ("link.jpg", "ELOOP"), ("pipe.jpg", "not a regular file"),
        ("missing.jpg", "ENOENT"), ("missing.pdf", "ENOENT"), ("panen.jpg/a.jpg", "ENOTDIR"),
    ):  # fmt: skip
        code, params = folder.refused(name)
        assert (code, params["reason"]) == ("file-unreadable", reason)


def test_a_file_that_fails_while_it_is_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "disk")

        def fileno(self) -> int:
            return 0

    monkeypatch.setattr(media, "_open", lambda *_: Failing())
    for name in ("foto.jpg", "surat.pdf"):
        folder.write(name, b"%PDF-1.4")
        with pytest.raises(OSError, match="disk"):  # that is not the file's fault
            folder.refused(name)


# --- documents --------------------------------------------------------------------


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return target.getvalue()


SAMPLES = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "csv": "\ufeffnama;jumlah\n".encode(),
    "txt": "Halo, desa! < 3 > 2".encode("utf-16"), "mp3": b"ID3\x04" + bytes(20),
    "mp4": bytes(3) + b"\x18ftypisom" + bytes(20),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"), zipped()),
}  # fmt: skip


def test_every_document_type_has_a_sample() -> None:
    assert SAMPLES.keys() == DOCUMENTS.keys()


@pytest.mark.parametrize("ending", SAMPLES)
def test_documents_are_copied_as_they_are(folder: Folder, ending: str) -> None:
    data = SAMPLES[ending] + b"isi" * 200_000
    made = folder.served(f"Perdes No. 3.{ending.upper()}", data)
    assert (made.kind, made.fallback, made.original_size) == ("document", None, len(data))
    (only,) = made.variants
    assert only.path.startswith("berkas/perdes-no-3.")
    assert only.path.endswith(f".{ending}")
    assert (only.width, only.height, only.size) == (0, 0, len(data))
    assert Path(only.source).read_bytes() == data
    assert not list(folder.cache.rglob("*.tmp"))


@pytest.mark.parametrize("ending", SAMPLES)
@pytest.mark.parametrize(
    "data",
    [b"", b"<!DOCTYPE html><p>", b" \n<script>alert(1)</script>", b"\xef\xbb\xbf<svg onload=x>",
     b"<?php ?>", b"MZ\x90\0", "<html>".encode("utf-16")],
)  # fmt: skip
def test_documents_that_are_something_else(folder: Folder, ending: str, data: bytes) -> None:
    assert folder.refused(f"surat.{ending}", data)[0] == "file-unexpected"
    assert not list(folder.cache.rglob("*.tmp"))


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("pdf", b"%PDF-1.7\n<script>alert(1)</script>"),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\n<!DOCTYPE html><p>"),
        ("mp3", b"ID3\x03\0\0<svg onload=alert(1)>"),
        ("mp4", b"<a> ftypisom"),
        ("mp4", b"\0\0\0\x18ftypisom<script>alert(1)</script>"),
        ("docx", b"PK\x03\x04<html><body>"),
        ("txt", b"<h1 onclick=x>judul</h1>"),
        ("csv", b"<p>nama;harga"),
        ("txt", b"</title><script>alert(1)</script>"),
    ],
)
def test_a_document_that_is_a_page_as_well(folder: Folder, ending: str, data: bytes) -> None:
    assert folder.refused(f"surat.{ending}", data)[0] == "file-unexpected"


@pytest.mark.parametrize(
    ("ending", "data"),
    [
        ("txt", b"<3 untuk semua warga; a < b"),
        ("csv", b"nama,isi\n1,<b>tebal</b>"),
        ("zip", b"PK\x03\x04\x14\0index.html<!DOCTYPE html>"),
        ("pdf", b"%PDF-1.7\n<?xpacket begin?><x:xmpmeta><rdf:RDF>"),
    ],
)
def test_a_document_that_only_mentions_markup(folder: Folder, ending: str, data: bytes) -> None:
    assert folder.served(f"surat.{ending}", data).kind == "document"


# --- the cache --------------------------------------------------------------------


def test_an_unchanged_file_is_not_even_opened(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, settled: None
) -> None:
    first = (
        folder.served("panen.jpg", saved(scene(400, 300))),
        folder.served("surat.pdf", SAMPLES["pdf"]),
    )
    monkeypatch.setattr(media, "_open", lambda *_: pytest.fail("opened"))
    assert (folder.served("panen.jpg"), folder.served("surat.pdf")) == first


def test_a_known_content_is_not_decoded(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(scene(400, 300))
    first = folder.served("panen.jpg", data)
    monkeypatch.setattr(media, "rebuild", lambda *_: pytest.fail("decoded"))
    second = folder.served("lain.jpg", data)
    assert [each.source for each in first.files] == [each.source for each in second.files]


def test_a_file_changed_just_now_is_read_again(folder: Folder) -> None:
    """Two changes within a tick of the clock look alike to stat."""
    data = saved(scene(400, 300))
    for _ in range(2):
        source = folder.write("panen.jpg", data, age=0)
        folder.served("panen.jpg")
    assert not list(folder.cache.glob("seen/*/*"))
    assert source.stat().st_size == len(data)


def test_a_change_that_hides_its_date_is_seen(folder: Folder, settled: None) -> None:
    """Same size, same inode, modification time set back, as some tools do."""
    first = folder.served("surat.txt", b"Rapat hari Senin")
    before = (folder.path / "surat.txt").stat()
    time.sleep(0.02)
    with (folder.path / "surat.txt").open("r+b") as file:
        file.write(b"Rapat hari Sabtu"[:16])
    os.utime(folder.path / "surat.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    after = (folder.path / "surat.txt").stat()
    assert (after.st_size, after.st_ino) == (before.st_size, before.st_ino)
    assert after.st_mtime_ns == before.st_mtime_ns
    assert folder.served("surat.txt").variants != first.variants


def test_a_damaged_cache_is_made_again(folder: Folder, settled: None) -> None:
    data = saved(scene(400, 300))
    first = folder.served("panen.jpg", data)
    expected = content(first)
    files = [path for path in folder.cache.rglob("*") if path.is_file()]
    assert len(files) == len(first.files) + 2
    spoilt = (b"", b"null", b"[]", b'{"format":1}', b"\xff\xfe", b'{"format":1,"record":[1,2]}',
              b'{"format":99,"record":["0",0,[],null,false,""]}', b"[" * 100_000,
              b'{"format":1,"record":["../../x",0,[[1,1,"webp",1]],null,false,""]}')  # fmt: skip
    for path in files:
        whole = path.read_bytes()
        for broken in (*spoilt, whole[: len(whole) // 2]):
            path.unlink()
            path.write_bytes(broken)
            assert content(folder.served("panen.jpg")) == expected
        path.unlink()
        assert content(folder.served("panen.jpg")) == expected


def test_a_cache_that_cannot_be_written_is_an_error(folder: Folder) -> None:
    """It is the machine's trouble, not the file's, so it is no finding."""
    folder.cache.write_bytes(b"")
    folder.write("panen.jpg", saved(scene(400, 300)))
    with pytest.raises(NotADirectoryError):
        folder.prepare("panen.jpg")
    with pytest.raises(NotADirectoryError):
        folder.prepare("surat.pdf", SAMPLES["pdf"])


def test_the_same_bytes_from_every_cache(tmp_path: Path) -> None:
    made: list[Media] = []
    for name in "ab":
        (tmp_path / name).mkdir()
        folder = Folder(tmp_path / name)
        made.append(folder.served("panen.jpg", saved(scene(), exif=exif(6))))
    one, two = made
    assert content(one) == content(two)
    assert [replace(each, source="") for each in one.files] == [
        replace(each, source="") for each in two.files
    ]


def test_workers_share_a_cache(folder: Folder) -> None:
    source = folder.write("panen.jpg", saved(scene(900, 700)))
    with ProcessPoolExecutor(4, get_context("spawn")) as pool:
        jobs = [pool.submit(prepare, source, "media/panen.jpg", folder.cache) for _ in range(24)]
        made = {job.result(timeout=60) for job in jobs}
    ((only, found),) = made
    assert found == ()
    assert only is not None
    assert all(opened(each.source).width == each.width for each in only.files)
    assert not list(folder.cache.rglob("*.tmp"))


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path)
    record = Record("ab12", 5, (Made(1, 2, "webp", 3),), Made(1, 2, "jpg", 2), True, "", True)
    store.save(record, (b"abc", b"de"))
    assert store.load("ab12") == record
    assert store.load("ab13") is None


# --- publishing -------------------------------------------------------------------


def test_publishing_links(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"baru")
    target.write_bytes(b"lama")
    old = target.open("rb")
    for _ in range(2):
        assert link(str(source), str(target))
        assert target.read_bytes() == b"baru"
        assert target.samefile(source)
    with old:
        assert old.read() == b"lama", "whoever reads the old file goes on reading it"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source", "target"]


def test_publishing_copies_where_links_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", refuse)
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"baru")
    assert not link(str(source), str(target))
    assert target.read_bytes() == b"baru"
    assert not target.samefile(source)
    with pytest.raises(FileNotFoundError):
        link(str(tmp_path / "missing"), str(target))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source", "target"]


# --- whatever the bytes are -------------------------------------------------------

SEEDS = [saved(scene(60, 40), kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF")]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_damaged_pictures_are_broken_or_shown(seed: bytes, chance: int) -> None:
    dice = random.Random(chance)
    damaged = bytearray(seed)
    for _ in range(dice.randint(1, 8)):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    made = rebuild(bytes(damaged[: dice.randint(len(seed) // 2, len(seed))]), PictureSettings())
    if isinstance(made, Broken):
        assert made.reason in REASONS
    else:
        assert made.sizes[-1].width <= 1280


def test_pillows_own_bad_images(folder: Folder) -> None:
    """None raises, all end; each is tried under its own name and as a photo."""
    if not HOSTILE.is_dir():
        pytest.skip("needs the collection of bad images: KIMGEN_HOSTILE=/path")
    images = sorted(HOSTILE.iterdir())
    assert len(images) >= 90
    served = 0
    for source in images:
        for ending in (source.suffix, ".jpg"):
            for options in (PictureSettings(), BARE):
                made, found = prepare(source, f"media/x{ending}", folder.cache, "", options)
                told = [item for item in found if item.code not in REMARKS]
                assert (made is None) == bool(told)
                served += made is not None
                for each in made.files if made else ():
                    assert opened(each.source).size in (
                        (each.width, each.height),
                        (each.height, each.width),
                    )
    assert served > 80
