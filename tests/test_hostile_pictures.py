"""Pictures made to do harm or to tell more than they show: nothing of it is served.

A word is planted in every place of every format that can hold one, and looked
for in all that a KIM's site would get. Bombs, files of two kinds and damaged
ones end as a finding that says what to do, within their limits.
"""

from __future__ import annotations

import base64
import faulthandler
import io
import os
import random
import shutil
import signal
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from kimgen import messages, pictures
from kimgen.build import Settings, build
from kimgen.imageinfo import Broken, ImageInfo, gif_start, inspect
from kimgen.imagestrip import strip
from kimgen.media import prepare
from kimgen.model import Media
from kimgen.pictures import PictureSettings, rebuild

WORD = b"RAHASIA-7f3a91"
FORMS = (WORD, WORD.lower(), WORD.decode().encode("utf-16-le"), WORD.decode().encode("utf-16-be"),
         WORD.hex().encode(), base64.b64encode(WORD)[:18], WORD[::-1])  # fmt: skip
"""How the word may lie in a file."""
TODAY = date(2026, 11, 24)
WAYS = {"pillow": PictureSettings(), "bare": PictureSettings(decode=False)}


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def noise(mode: str = "RGB", seed: int = 1, size: tuple[int, int] = (90, 60)) -> Image.Image:
    bands = len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, size, random.Random(seed).randbytes(size[0] * size[1] * bands))


def exif() -> bytes:
    """Every text that a phone writes: maker, owner, serial numbers, position, and a thumbnail."""
    block = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298, 0x9C9B, 0x9C9C, 0x9C9D):
        block[tag] = WORD.decode()
    inner = block.get_ifd(0x8769)
    for tag in (0x927C, 0x9286, 0xA420, 0xA430, 0xA431, 0xA433, 0xA434, 0xA435):
        inner[tag] = WORD
    block.get_ifd(0x8825).update(
        {0: b"\2\2\0\0", 1: "S", 2: (0.0, 28.0, 12.0), 3: "E", 4: (116.0, 58.0, 1.0), 27: WORD}
    )
    return block.tobytes() + thumbnail()


def thumbnail() -> bytes:
    return saved(noise("RGB", 9, (16, 16)), "JPEG", comment=WORD)


def xmp() -> bytes:
    inner = base64.b64encode(WORD).decode()
    return (
        "<?xpacket begin='\ufeff'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>"
        f"<rdf:Description exif:GPSLatitude='0,28.2S' aux:SerialNumber='{WORD.decode()}'"
        f" xmp:thumb='{inner}'/></rdf:RDF></x:xmpmeta>"
    ).encode()


def profile() -> bytes:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made.replace(b"sRGB", b"odd!") + WORD


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def png_chunk(kind: bytes, content: bytes) -> bytes:
    block = kind + content
    return struct.pack(">I", len(content)) + block + struct.pack(">I", zlib.crc32(block))


def riff_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) & 1)


# --- the word in every place --------------------------------------------------------


def jpegs() -> Iterator[tuple[str, bytes]]:
    plain = saved(noise(), "JPEG")
    head, rest = plain[:2], plain[2:]
    for number in range(16):
        names = (b"", b"JFIF\0", b"JFXX\0\x10", b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0",
                 b"http://ns.adobe.com/xmp/extension/\0", b"ICC_PROFILE\0\1\1", b"MPF\0",
                 b"Photoshop 3.0\x008BIM\x04\x04", b"Ducky", b"Adobe\0\x64\0\0\0\0\1")  # fmt: skip
        for name in names:
            found = segment(0xE0 + number, name + WORD)
            yield f"app{number}-{name[:4]!r}", head + found + rest
    yield "comment", saved(noise(), "JPEG", comment=WORD)
    yield "comments", head + segment(0xFE, WORD) * 9 + rest
    yield "exif", saved(noise(), "JPEG", exif=exif())
    yield "xmp", saved(noise(), "JPEG", xmp=xmp())
    yield "profile", saved(noise(), "JPEG", icc_profile=profile())
    yield "all", saved(
        noise(), "JPEG", exif=exif(), xmp=xmp(), icc_profile=profile(), comment=WORD,
        progressive=True,
    )  # fmt: skip
    yield "cmyk", saved(noise("CMYK"), "JPEG", exif=exif(), comment=WORD)
    jfif = b"JFIF\0\1\2\1\0\1\0\1\4\4" + (WORD * 4)[:48]
    yield "jfif thumbnail", head + segment(0xE0, jfif) + rest[18:]
    yield "after the end", plain + WORD
    yield "film after the end", plain + b"\0\0\0\x18ftypmp42" + WORD * 50
    yield "second picture", plain + saved(noise("RGB", 2), "JPEG", exif=exif())
    second = noise("RGB", 2)
    second.encoderinfo = {"exif": exif()}  # for this picture alone
    yield "mpo", saved(noise(), "MPO", save_all=True, append_images=[second], exif=exif())
    yield "between segments", head + WORD.replace(b"\xff", b"") + rest
    scan = plain.index(b"\xff\xda")
    yield "comment before the scan", plain[:scan] + segment(0xFE, WORD) + plain[scan:]
    yield "comment before the end", plain[:-2] + segment(0xFE, WORD) + plain[-2:]


def pngs() -> Iterator[tuple[str, bytes]]:
    info = PngInfo()
    for key in ("Author", "Comment", "GPS", WORD.decode()):
        info.add_text(key, WORD.decode())
        info.add_text(key, WORD.decode() * 9, zip=True)
    info.add_itxt("XML:com.adobe.xmp", xmp().decode())
    info.add_itxt("Title", WORD.decode(), zip=True)
    plain = saved(noise("P"), "PNG")
    yield "texts", saved(noise(), "PNG", pnginfo=info)
    yield "exif", saved(noise(), "PNG", exif=exif())
    yield "profile", saved(noise(), "PNG", icc_profile=profile())
    raw = b"\nexif\n%8d\n" % len(exif()) + exif().hex().encode()
    places = {"IHDR": 33, "IDAT": plain.index(b"IDAT") - 4, "IEND": len(plain) - 12}
    kinds = (b"tIME", b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"iCCP", b"prVt", b"vpAg", b"caBX",
             b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD", b"sBIT", b"hIST", b"sPLT", b"oFFs",
             b"acTL", b"fcTL", b"fdAT", b"dSIG", b"mkBF", b"npTc")  # fmt: skip
    for kind in kinds:
        for name, at in places.items():
            if kind not in (b"gAMA", b"sRGB", b"cHRM") or name == "IHDR":
                yield f"{kind!r} at {name}", plain[:at] + png_chunk(kind, WORD) + plain[at:]
    at = places["IDAT"]
    for kind, text in ((b"zTXt", b"\0" + zlib.compress(raw)), (b"tEXt", raw)):
        block = png_chunk(kind, b"Raw profile type exif\0" + text)
        yield f"raw profile {kind!r}", plain[:at] + block + plain[at:]
    yield "after the end", plain + WORD
    yield "second picture", plain + saved(noise(), "PNG", exif=exif())
    yield (
        "moving",
        saved(noise("P"), "PNG", save_all=True, append_images=[noise("P", 2)], pnginfo=info),
    )


def webps() -> Iterator[tuple[str, bytes]]:
    options = {"exif": exif(), "xmp": xmp(), "icc_profile": profile()}
    yield "all", saved(noise(), "WEBP", **options)
    yield "lossless", saved(noise("RGBA"), "WEBP", lossless=True, **options)
    yield (
        "moving",
        saved(noise(), "WEBP", save_all=True, append_images=[noise("RGB", 2)], **options),
    )
    plain = saved(noise(), "WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0")
    yield "after the end", plain + WORD
    for kind in (b"JUNK", b"META", b"EXIF", b"XMP ", b"ICCP", b"UNKN"):
        body = plain[12:] + riff_chunk(kind, WORD)
        yield f"chunk {kind!r}", struct.pack("<4sI4s", b"RIFF", len(body) + 4, b"WEBP") + body


def gifs() -> Iterator[tuple[str, bytes]]:
    yield "comment", saved(noise("P"), "GIF", comment=WORD)
    yield (
        "moving",
        saved(
            noise("P"), "GIF", save_all=True, append_images=[noise("P", 2)], comment=WORD, loop=3
        ),
    )
    plain = saved(noise("P"), "GIF")
    yield "after the end", plain + WORD
    inner = bytes((len(WORD),)) + WORD + b"\0"
    at = gif_start(plain)
    for label, head in (
        (0xFE, b""), (0x01, b"\x0c" + bytes(12)), (0xFF, b"\x0bXMP DataXMP"),
        (0xFF, b"\x0bNETSCAPE2.0\x03\x01\0\0"), (0xFF, b"\x0bICCRGBG1012"), (0xCE, b""),
        (0xF9, b"\x04\0\0\0\0"),
    ):  # fmt: skip
        block = bytes((0x21, label)) + head + inner
        yield f"extension {label:x} {head[1:5]!r}", plain[:at] + block + plain[at:]
        yield f"last extension {label:x} {head[1:5]!r}", plain[:-1] + block + b";"


def avifs() -> Iterator[tuple[str, bytes]]:
    options = {"exif": exif(), "xmp": xmp(), "icc_profile": profile()}
    yield "all", saved(noise(), "AVIF", **options)
    yield (
        "moving",
        saved(noise(), "AVIF", save_all=True, append_images=[noise("RGB", 2)], **options),
    )
    yield "after the end", saved(noise(), "AVIF") + WORD


PLANTED = {
    f"{kind}: {name}": (kind, data)
    for kind, made in (
        ("jpg", jpegs), ("png", pngs), ("webp", webps), ("gif", gifs), ("avif", avifs),
    )
    for name, data in made()
}  # fmt: skip


def hold_a_form(data: bytes) -> bool:
    return any(form in data for form in FORMS)


def contents(made: Media) -> list[bytes]:
    return [Path(each.source).read_bytes() for each in made.files]


@pytest.mark.parametrize("way", WAYS)
def test_a_word_in_any_place_is_not_served(tmp_path: Path, way: str) -> None:
    """And the picture is: what a phone writes is no reason to refuse it. Of chunks that say
    nonsense a decoder may complain; then nothing is shown, and it is said."""
    refused = []
    for name, (ending, data) in PLANTED.items():
        assert any(hold_a_form(part) for part in (data, *unpacked(data))), name
        source = tmp_path / "foto"
        source.write_bytes(data)
        made, found = prepare(source, f"media/f.{ending}", tmp_path / "cache", "", WAYS[way])
        if made is None:
            assert found
            refused.append(name)
            continue
        for content in contents(made):
            assert content != data, f"{name}: the original is served"
            assert not any(hold_a_form(part) for part in (content, *unpacked(content))), name
            assert b"<?xpacket" not in content
            assert b"ICC_PROFILE" not in content
            if way == "pillow":
                assert b"Exif" not in content
    odd = ("at IHDR", "at IDAT", "at IEND", "between segments")
    allowed = ("avif:",) if way == "bare" else ("none",)
    assert not [n for n in refused if not n.endswith(odd) and not n.startswith(allowed)]
    assert len(refused) < 20


def unpacked(data: bytes) -> Iterator[bytes]:
    """What lies compressed in `data`."""
    at = -1
    while (at := data.find(b"\x78", at + 1)) >= 0:
        if data[at + 1 : at + 2] in (b"\x01", b"\x5e", b"\x9c", b"\xda"):
            try:
                yield zlib.decompressobj().decompress(data[at:], 1 << 20)
            except zlib.error:
                continue


@pytest.mark.parametrize("way", WAYS)
def test_the_place_is_told_of_the_original_and_not_of_others(tmp_path: Path, way: str) -> None:
    located = {
        "jpg": saved(noise(), "JPEG", exif=exif()), "xmp.jpg": saved(noise(), "JPEG", xmp=xmp()),
        "png": saved(noise(), "PNG", exif=exif()), "webp": saved(noise(), "WEBP", exif=exif()),
        "avif": saved(noise(), "AVIF", exif=exif()),
        "raw.png": PLANTED["png: raw profile b'zTXt'"][1],
        "text.png": PLANTED["png: texts"][1],
        "xmp.webp": saved(noise(), "WEBP", xmp=xmp()),
    }  # fmt: skip
    empty = Image.Exif()
    empty[0x010F] = "Ponsel"
    empty.get_ifd(0x8825).update({0: b"\2\2\0\0", 2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)})
    silent = {
        "kosong.jpg": saved(noise(), "JPEG", exif=empty), "polos.jpg": saved(noise(), "JPEG"),
        "komentar.jpg": saved(noise(), "JPEG", comment=WORD), "polos.gif": saved(noise(), "GIF"),
    }  # fmt: skip
    for name, data in (located | silent).items():
        if name == "avif" and way == "bare":
            continue
        source = tmp_path / "foto"
        source.write_bytes(data)
        for _ in range(2):  # from the cache, too
            made, found = prepare(source, f"media/x.{name}", tmp_path / "cache", "", WAYS[way])
            assert made is not None
            told = [item.code for item in found]
            assert told == (["picture-position"] if name in located else []), name


# --- files of two kinds ---------------------------------------------------------------

SCRIPT = b"/*<script>alert(1)</script>*/=1;alert(document.domain)//<svg onload=alert(1)>"


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("index.html", "<script>alert(1)</script>")
    return target.getvalue()


def pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj<</JS(app.alert(1))>>endobj\ntrailer<<>>\n%%EOF"


def polyglots() -> Iterator[tuple[str, bytes]]:
    gif = saved(noise("P"), "GIF", comment=SCRIPT)
    yield "script in a comment of a gif", gif
    tall = bytearray(saved(noise("P", 1, (47, 42)), "GIF"))
    tall[6:8] = b"/*"  # a canvas that is 10,799 wide opens a comment of JavaScript
    yield "gif that is a script", bytes(tall) + b"*/=1;alert(1)"
    for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF"):
        plain = saved(noise("P" if kind == "GIF" else "RGB"), kind)
        tails = {"zip": zipped(), "pdf": pdf(), "html": SCRIPT, "php": b"<?php 1"}
        for name, tail in tails.items():
            yield f"{kind} with {name} appended", plain + tail
    plain = saved(noise(), "JPEG")
    comment = segment(0xFE, b"--><script>alert(1)</script>")
    yield "jpeg that is a page", plain[:2] + comment + plain[2:]
    plain = saved(noise(), "PNG")
    yield "png with a page", plain[:33] + png_chunk(b"tEXt", b"a\0" + SCRIPT) + plain[33:]


MARKS = (b"<script", b"alert(", b"<svg", b"<?php", b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"/JS")


@pytest.mark.parametrize("way", WAYS)
def test_of_two_kinds_only_the_picture_is_served(tmp_path: Path, way: str) -> None:
    served = 0
    for name, data in polyglots():
        source = tmp_path / "foto"
        source.write_bytes(data)
        made, _ = prepare(source, "media/foto.jpg", tmp_path / "cache", "", WAYS[way])
        for content in contents(made) if made else []:
            served += 1
            assert not any(mark in content for mark in MARKS), name
            assert inspect(content) == inspect(content + b""), name
    assert served > 15


NO_PICTURES = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "svg with a declaration": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "html": b"<!DOCTYPE html><script>alert(1)</script>",
    "php": b"<?php echo 1 ?>",
    "script": b"alert(1)",
    "zip": zipped(),
    "pdf": pdf(),
    "tiff of several pages": saved(noise(), "TIFF", save_all=True, append_images=[noise("RGB", 2)]),
    "bmp": saved(noise(), "BMP"),
    "ico": saved(noise("RGBA", 1, (32, 32)), "ICO"),
    "psd": b"8BPS\0\1" + bytes(60),
    "heic": b"\0\0\0\x18ftypheic" + bytes(60),
    "ppm": saved(noise(), "PPM"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n",
    "script behind the start of a gif": b"GIF89a/*" + SCRIPT,
    "script behind the start of a jpeg": b"\xff\xd8\xff\xe0/*" + SCRIPT,
    "nothing": b"",
    "zeros": bytes(5000),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "webp"])
def test_what_is_no_picture_says_so(tmp_path: Path, way: str, ending: str) -> None:
    for name, data in NO_PICTURES.items():
        source = tmp_path / "foto"
        source.write_bytes(data)
        made, found = prepare(source, f"media/f.{ending}", tmp_path / "cache", "", WAYS[way])
        assert made is None, name
        (only,) = found
        assert only.code == "picture-broken", name
        for lang in ("id", "en"):
            message, hint = messages.text(only, lang)
            assert f"f.{ending}" in message
            assert len(hint) > 20


# --- hidden behind the pixels, without Pillow -----------------------------------------


def bare(data: bytes) -> bytes | str:
    info = inspect(data)
    if isinstance(info, Broken):
        return info.reason
    clean = strip(data, info)
    return clean.reason if isinstance(clean, Broken) else clean


def with_pixels(change: Callable[[bytes], bytes]) -> bytes:
    """A PNG whose packed scan lines went through `change`."""
    plain = saved(noise("RGB", 1, (20, 20)), "PNG")
    at = plain.index(b"IDAT")
    (length,) = struct.unpack_from(">I", plain, at - 4)
    content = change(plain[at + 4 : at + 4 + length])
    return plain[: at - 4] + png_chunk(b"IDAT", content) + plain[at + 8 + length :]


def test_behind_the_pixels_of_a_png() -> None:
    rows = 20 * 61
    assert isinstance(bare(with_pixels(lambda packed: packed)), bytes)
    assert bare(with_pixels(lambda packed: packed + WORD)) == "hidden-data"
    more = with_pixels(lambda packed: zlib.compress(zlib.decompress(packed) + WORD))
    assert bare(more) == "hidden-data", "lines below the last one, as a cropped screenshot has"
    assert bare(with_pixels(lambda packed: zlib.compress(bytes(rows + 50_000_000), 9))) == (
        "hidden-data"
    )
    assert bare(with_pixels(lambda packed: packed[:-20])) == "truncated"
    assert bare(with_pixels(lambda packed: zlib.compress(bytes(rows - 1)))) == "truncated"
    assert bare(with_pixels(lambda packed: b"no stream of zlib")) == "damaged"
    plain = saved(noise(), "PNG")
    assert bare(plain[:-12] + png_chunk(b"IDAT", WORD) + plain[-12:]) == "hidden-data"
    assert bare(plain[:-12] + png_chunk(b"IDAT", b"") + plain[-12:]) == bare(
        plain[:-12] + png_chunk(b"IDAT", b"") + plain[-12:]
    )
    ended = bare(plain[:-12] + png_chunk(b"IEND", WORD))
    assert isinstance(ended, bytes)
    assert WORD not in ended


@pytest.mark.parametrize(("kind", "content"), [(b"PLTE", bytes(771)), (b"PLTE", bytes(10))])
def test_a_palette_has_its_size(kind: bytes, content: bytes) -> None:
    plain = saved(noise("RGB", 1, (20, 20)), "PNG")
    assert bare(plain[:33] + png_chunk(kind, content) + plain[33:]) == "hidden-data"


def test_interlaced_pictures_are_measured() -> None:
    """Seven passes, each with lines of its own; sizes that some passes leave empty."""
    for width in (*range(1, 10), 33):
        for height in (1, 2, 3, 4, 5, 9, 17):
            total = sum(
                len(range(top, height, down)) * (1 + len(range(left, width, across)) * 3)
                for left, across, top, down in (
                    (0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4),
                    (1, 2, 0, 2), (0, 1, 1, 2),
                )
                if range(left, width, across)
            )  # fmt: skip
            header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
            head = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)
            end = png_chunk(b"IEND", b"")
            right = head + png_chunk(b"IDAT", zlib.compress(bytes(total))) + end
            assert isinstance(bare(right), bytes)
            with Image.open(io.BytesIO(right)) as image:
                image.load()
            wrong = head + png_chunk(b"IDAT", zlib.compress(bytes(total + 1))) + end
            assert bare(wrong) == "hidden-data"


def test_behind_the_tables_of_a_jpeg() -> None:
    plain = saved(noise(), "JPEG")
    for marker in (0xDB, 0xC4, 0xC0, 0xDD, 0xDA):
        at = plain.find(bytes((0xFF, marker)))
        if at < 0:
            at = plain.index(b"\xff\xda")
            plain_ = plain[:at] + segment(marker, b"\0\0" + WORD) + plain[at:]
        else:
            (length,) = struct.unpack_from(">H", plain, at + 2)
            grown = struct.pack(">H", length + len(WORD))
            plain_ = (
                plain[: at + 2]
                + grown
                + plain[at + 4 : at + 2 + length]
                + WORD
                + (plain[at + 2 + length :])
            )
        assert bare(plain_) == "hidden-data", hex(marker)
    second = plain.index(b"\xff\xc0")
    frame = plain[second : plain.index(b"\xff", second + 1)]
    assert bare(plain[:second] + frame + plain[second:]) == "hidden-data"


def test_behind_the_pixels_of_a_gif() -> None:
    for mode, size in (("P", (90, 60)), ("P", (1, 1)), ("1", (50, 3)), ("P", (300, 200))):
        plain = saved(noise("L", 3, size).convert(mode), "GIF")
        assert isinstance(bare(plain), bytes)
        end = plain.rindex(b"\0;")
        hidden = plain[:end] + bytes((len(WORD),)) + WORD + plain[end:]
        assert bare(hidden) == "hidden-data"
    flat = saved(Image.new("P", (2000, 2000)), "GIF")
    assert isinstance(bare(flat), bytes)


# --- bombs ------------------------------------------------------------------------------


def many_scans(scans: int) -> bytes:
    """A progressive JPEG with one scan over and over."""
    plain = saved(Image.new("L", (64, 64)), "JPEG", progressive=True)
    start = plain.index(b"\xff\xda")
    end = plain.find(b"\xff\xda", start + 2)
    end = len(plain) - 2 if end < 0 else end
    return plain[:start] + plain[start:end] * scans + plain[start:]


def large_webp(width: int, height: int) -> bytes:
    """A small WebP whose canvas says another size."""
    plain = saved(noise(), "WEBP", exif=exif())
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return plain[:24] + size + plain[30:]


def moving(kind: str, frames: int) -> bytes:
    one = saved(Image.new("P", (1, 1)), "GIF")
    picture = one[13 + (3 << (one[10] & 7) + 1 if one[10] & 0x80 else 0) : -1]
    if kind == "GIF":
        return one[:-1] + picture * (frames - 1) + b";"
    plain = saved(noise("P"), "PNG", save_all=True, append_images=[noise("P", 2)])
    at = plain.index(b"acTL") + 4
    block = b"acTL" + struct.pack(">II", frames, 0)
    return plain[: at - 4] + block + struct.pack(">I", zlib.crc32(block)) + plain[at + 12 :]


def large_png(width: int, height: int, mode: str = "1") -> bytes:
    return saved(Image.new(mode, (width, height)), "PNG")


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "176 megapixels of WebP": (lambda: large_webp(16_000, 11_000), "too-many-pixels"),
    "more WebP than fits into memory": (lambda: large_webp(6_200, 6_200), "too-many-pixels"),
    "WebP as large as can be said": (lambda: large_webp(1 << 24, 1 << 24), "too-many-pixels"),
    "a PNG of 41 megapixels": (lambda: large_png(6_404, 6_404), "too-many-pixels"),
    "one row too long": (lambda: large_png(40_001, 1), "too-many-pixels"),
    "501 frames": (lambda: moving("GIF", 501), "too-many-frames"),
    "a PNG that says a million frames": (lambda: moving("PNG", 1_000_000), "too-many-frames"),
    "a hundred and one scans": (lambda: many_scans(101), "too-many-frames"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_not_opened(
    tmp_path: Path, way: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, reason = BOMBS[name]
    if way == "bare" and name == "more WebP than fits into memory":
        return  # nothing opens it there
    monkeypatch.setattr(Image, "open", lambda *_, **__: os.abort())
    source = tmp_path / "foto"
    source.write_bytes(make())
    made, found = prepare(source, "media/foto.jpg", tmp_path / "cache", "", WAYS[way])
    assert made is None
    told = [item for item in found if item.code != "picture-position"]
    assert [dict(item.params)["reason"] for item in told if item.code == "picture-too-large"] == [
        reason
    ]


def test_settings_move_the_limits(tmp_path: Path) -> None:
    for way in WAYS.values():
        few = PictureSettings(decode=way.decode, max_frames=2, max_pixels=5000)
        for data, reason in (
            (saved(noise(), "JPEG"), "too-many-pixels"),
            (moving("GIF", 3), "too-many-frames"),
        ):
            source = tmp_path / "foto"
            source.write_bytes(data)
            made, found = prepare(source, "media/f.jpg", tmp_path / "cache", "", few)
            assert made is None
            assert dict(found[0].params)["reason"] == reason


@pytest.mark.parametrize("way", WAYS)
def test_a_decoder_that_does_not_end_is_stopped(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forever(*_: object) -> None:
        str(7 ** (1 << 24))

    monkeypatch.setattr("kimgen.pictures.open_picture", forever)
    monkeypatch.setattr("kimgen.media.strip", forever)
    source = tmp_path / "foto"
    source.write_bytes(saved(noise(), "JPEG"))
    os.utime(source, (1e9, 1e9))
    now = time.time_ns() + 10**10  # so that it counts as left alone
    monkeypatch.setattr("kimgen.mediacache.time.time_ns", lambda: now)
    _, found = prepare(source, "media/f.jpg", tmp_path / "cache", "", WAYS[way], 0.2)
    assert [dict(item.params)["reason"] for item in found] == ["no-time-left"]
    monkeypatch.undo()
    made, found = prepare(source, "media/f.jpg", tmp_path / "cache", "", WAYS[way])
    assert made, "with less time than it may have it is not remembered"
    source.write_bytes(saved(noise("RGB", 5), "JPEG"))
    monkeypatch.setattr("kimgen.pictures.open_picture", forever)
    monkeypatch.setattr("kimgen.media.strip", forever)
    for _ in range(2):  # the second time from the cache
        _, found = prepare(source, "media/f.jpg", tmp_path / "cache", "", WAYS[way])
        assert [dict(item.params)["reason"] for item in found] == ["too-much-time"]
        monkeypatch.setattr("kimgen.media.rebuild", None)
        monkeypatch.setattr("kimgen.media.guarded", None)
    monkeypatch.undo()
    source.write_bytes(saved(noise("RGB", 6), "JPEG"))
    assert prepare(source, "media/f.jpg", tmp_path / "cache", "", WAYS[way], 0)[0] is None


def test_a_decoder_that_takes_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(noise(), "JPEG")
    with monkeypatch.context() as patch:
        patch.setattr("kimgen.pictures.open_picture", lambda *_: bytearray(900_000_000))
        assert rebuild(data, PictureSettings()) == Broken("too-much-memory")
    monkeypatch.setattr(
        "kimgen.pictures.open_picture", lambda *_: os.kill(os.getpid(), signal.SIGSEGV)
    )
    monkeypatch.setattr("kimgen.apart.gc.disable", faulthandler.disable)  # or it prints a trace
    assert rebuild(data, PictureSettings()) == Broken("damaged")


@pytest.mark.parametrize("always", [False, True])
def test_a_picture_whose_process_is_killed_costs_itself_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, always: bool
) -> None:
    """By a system without memory, say: once it is tried again; what stands beside it is there."""
    nation = Path(__file__).parent / "cases/diagnostics/_nation/content"
    shutil.copytree(nation, tmp_path / "content")
    (kim,) = (tmp_path / "content").glob("*/*/kim-melayu")
    for number in range(3):
        data = saved(noise("RGB", number), "JPEG")
        (kim / "media" / f"a{number}.jpg").write_bytes(data)
    victim, decoding, tries = saved(noise("RGB", 1), "JPEG"), pictures.open_picture, tmp_path / "n"

    def killed(data: bytes, options: PictureSettings) -> object:
        if data == victim:
            with tries.open("a") as file:
                file.write("x")
            if always or tries.stat().st_size == 1:
                os.kill(os.getpid(), signal.SIGKILL)
        return decoding(data, options)

    monkeypatch.setattr(pictures, "open_picture", killed)
    done = build(Settings(tmp_path / "content", tmp_path / "output", jobs=1, today=TODAY))
    assert tries.read_text("utf-8") == "xx"
    assert done.built == ["kim-melayu"]
    media = "\n".join(path.name for path in (tmp_path / "output").rglob("media/*"))
    assert [f"a{number}-90." in media for number in range(3)] == [True, not always, True]
    said = [(item.location.path[-6:], dict(item.params)["reason"]) for item in done.found]
    assert said == ([("a1.jpg", "too-much-memory")] if always else [])


@pytest.mark.slow
def test_a_folder_full_of_them_costs_its_site_and_not_much_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has all of its time, the next ones little, the rest are not tried."""
    nation = Path(__file__).parent / "cases/diagnostics/_nation/content"
    shutil.copytree(nation, tmp_path / "content")
    (kim,) = (tmp_path / "content").glob("*/*/kim-melayu")
    for number in range(12):
        data = saved(noise("RGB", number), "JPEG")
        (kim / "media" / f"a{number:02}.jpg").write_bytes(data)
    decoding = pictures.open_picture

    def slow(data: bytes, options: PictureSettings) -> object:
        return decoding(data, options) if len(data) < 1000 else str(7 ** (1 << 24))

    assert len(saved(noise(), "JPEG")) > 1000 > len((kim / "media/panen.jpg").read_bytes())
    monkeypatch.setattr(pictures, "open_picture", slow)
    before = sum(os.times()[2:4])
    done = build(Settings(tmp_path / "content", tmp_path / "output", jobs=1, today=TODAY))
    assert sum(os.times()[2:4]) - before < 8
    reasons = [dict(item.params).get("reason") for item in done.found]
    assert reasons[0] == "too-much-time"
    assert set(reasons[1:]) == {"no-time-left"}
    assert len(reasons) >= 12
    assert done.built == ["kim-melayu"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "mode", "size"),
    [
        ("JPEG", "RGB", (7990, 5000)), ("JPEG", "CMYK", (7990, 5000)),
        ("PNG", "RGBA", (7990, 5000)), ("PNG", "P", (7990, 5000)), ("GIF", "P", (7990, 5000)),
        ("WEBP", "RGB", (6000, 5000)), ("AVIF", "RGB", (6500, 5000)),
    ],
)  # fmt: skip
def test_what_is_within_the_limits_is_made_within_them(
    kind: str, mode: str, size: tuple[int, int]
) -> None:
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"progressive": True}, "WEBP": {"method": 0}, "AVIF": {"speed": 10}
    }  # fmt: skip
    data = saved(Image.new(mode, size), kind, **options.get(kind, {}))
    made = rebuild(data, PictureSettings())
    assert not isinstance(made, Broken), made
    assert made.fallback.width == 1280


# --- whatever way a format stores its colours -------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        saved(noise("CMYK"), "JPEG"), saved(noise("L"), "JPEG"), saved(noise("YCbCr"), "JPEG"),
        saved(noise().convert("I;16"), "PNG"), saved(noise("LA"), "PNG"),
        saved(noise("RGBA"), "PNG"), saved(noise("P"), "PNG", transparency=bytes(range(256))),
        saved(noise("P"), "GIF", transparency=3), saved(noise("1"), "PNG"),
        saved(noise("RGBA"), "WEBP"), saved(noise("RGBA"), "AVIF"),
    ],
)  # fmt: skip
def test_every_way_of_colours_becomes_a_plain_one(data: bytes) -> None:
    made = rebuild(data, PictureSettings())
    assert not isinstance(made, Broken), made
    with Image.open(io.BytesIO(made.fallback.content)) as image:
        assert image.mode == "RGB"
        assert image.size == (90, 60)
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                   "progressive", "progression"}  # fmt: skip


def test_what_pillow_takes_for_another_format_is_not_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first bytes say one, the decoder that took it says another."""
    kept = Image.open
    tiff = saved(noise(), "TIFF")
    monkeypatch.setattr(Image, "open", lambda file, formats=(): kept(io.BytesIO(tiff)))
    assert rebuild(saved(noise(), "PNG"), PictureSettings()) == Broken("damaged")
    assert isinstance(inspect(saved(noise(), "PNG")), ImageInfo)
