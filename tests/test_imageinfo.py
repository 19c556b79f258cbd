"""Headers of pictures, and pictures without metadata, against what Pillow sees."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps, ImageSequence
from PIL.PngImagePlugin import PngInfo

from kimgen.exif import orientation
from kimgen.imageinfo import (
    REASONS,
    Broken,
    ImageInfo,
    inspect,
    jpeg_segments,
    png_chunks,
    sniff,
)
from kimgen.imagestrip import strip

SECRET = b"RAHASIA-7f3a"
"""Stands for whatever must not get out: position, name, serial number."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
SIZE = (37, 23)


@cache
def noise(mode: str = "RGB", seed: int = 1, size: tuple[int, int] = SIZE) -> Image.Image:
    pixels = random.Random(seed).randbytes(
        size[0] * size[1] * len(Image.new(mode, (1, 1)).getbands())
    )
    return Image.frombytes(mode, size, pixels)


def exif(turn: int = 1) -> Image.Exif:
    """A phone's EXIF: orientation, maker, and a position with a secret in it."""
    block = Image.Exif()
    block[0x0112] = turn
    block[0x010F] = SECRET.decode()
    block.get_ifd(0x8825).update({1: "S", 2: (0.0, 28.0, 12.0), 27: SECRET})
    return block


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def with_secrets(kind: str, turn: int = 1) -> bytes:
    """A picture of the format `kind` with all the metadata that Pillow can write, and more."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET
    if kind == "JPEG":
        data = saved(
            noise(), kind, exif=exif(turn), comment=SECRET, icc_profile=profile, xmp=SECRET
        )
        return data + SECRET
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Author", SECRET.decode())
        info.add_text("Comment", SECRET.decode() * 9, zip=False)
        info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        info.add(b"prVt", SECRET)
        options = {"pnginfo": info, "exif": exif(turn), "icc_profile": profile}
        return saved(noise("RGBA"), kind, **options) + SECRET
    if kind == "WEBP":
        options = {"exif": exif(turn), "icc_profile": profile, "xmp": SECRET}
        return saved(noise("RGBA"), kind, **options) + SECRET
    return saved(noise("P"), kind, comment=SECRET) + SECRET


def frames(data: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(data)) as image:
        return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(image)]


def cleaned(data: bytes) -> bytes:
    info = inspect(data)
    assert isinstance(info, ImageInfo), info
    clean = strip(data, info)
    assert isinstance(clean, bytes), clean
    return clean


# --- headers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "L", "CMYK")),
        *(("PNG", mode) for mode in ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
        *(("GIF", mode) for mode in ("RGB", "L", "P", "1")),
    ],
)
def test_the_size_is_what_pillow_says(kind: str, mode: str) -> None:
    image = noise().quantize(16) if mode == "P" else noise("L").convert(mode)
    assert inspect(saved(image, kind)) == ImageInfo(kind.lower(), *SIZE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_orientation_is_read_and_turns_the_size(kind: str, turn: int) -> None:
    data = with_secrets(kind, turn)
    info = inspect(data)
    assert isinstance(info, ImageInfo)
    assert info.orientation == turn
    with Image.open(io.BytesIO(data)) as image:
        assert info.shown == ImageOps.exif_transpose(image).size


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("kind", "count", "value", "expected"),
    [(3, 1, 6, 6), (3, 1, 0, 1), (3, 1, 9, 1), (4, 1, 6, 1), (3, 2, 6, 1)],
)
def test_orientation_tag(order: str, kind: int, count: int, value: int, expected: int) -> None:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(order + "HHIHH", 0x010F, 2, 1, 0, 0)
    entries += struct.pack(order + "HHIHH", 0x0112, kind, count, value, 0)
    block = mark + struct.pack(order + "IH", 8, 2) + entries
    assert orientation(block) == expected
    assert orientation(b"Exif\0\0" + block) == expected
    assert [orientation(block[:end]) for end in range(len(block))] == [1] * len(block)


def test_lossless_and_animated_webp() -> None:
    assert inspect(saved(noise(), "WEBP", lossless=True)) == ImageInfo("webp", *SIZE)
    more = [noise("RGB", 2), noise("RGB", 3)]
    moving = saved(noise(), "WEBP", save_all=True, append_images=more)
    assert inspect(moving) == ImageInfo("webp", *SIZE, frames=3)


@pytest.mark.parametrize("kind", ["GIF", "PNG"])
def test_animation_is_seen(kind: str) -> None:
    moving = saved(noise("P"), kind, save_all=True, append_images=[noise("P", 2)])
    assert inspect(moving) == ImageInfo(kind.lower(), *SIZE, frames=2)


def test_a_frame_beyond_the_canvas_counts() -> None:
    """Or a bomb would slip past the limit of pixels."""
    data = bytearray(saved(noise("P"), "GIF"))
    data[6:10] = struct.pack("<HH", 1, 1)
    assert inspect(bytes(data)) == ImageInfo("gif", *SIZE)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not-a-picture"),
        (b"\xff\xd8\xff\xd9", "damaged"),
        (b"\xff\xd8\xff\xe0", "truncated"),
        (b"\x89PNG\r\n\x1a\n", "truncated"),
        (b"GIF89a", "truncated"),
        (b"RIFF\x04\0\0\0WEBP", "truncated"),
    ],
)
def test_what_is_no_picture(data: bytes, reason: str) -> None:
    assert inspect(data) == Broken(reason)
    assert reason in REASONS


def test_a_picture_without_pixels_is_damaged() -> None:
    data = bytearray(saved(noise(), "PNG"))
    data[16:20] = struct.pack(">I", 0)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    assert inspect(bytes(data)) == Broken("damaged")


def test_a_wrong_checksum_is_damage() -> None:
    data = bytearray(saved(noise(), "PNG"))
    data[40] ^= 1
    assert inspect(bytes(data)) == Broken("damaged")


@pytest.mark.parametrize("kind", FORMATS)
def test_every_truncation_is_known(kind: str) -> None:
    """Cut anywhere before the end: no picture, never an exception, mostly `truncated`."""
    data = with_secrets(kind).removesuffix(SECRET)
    results = [inspect(data[:end]) for end in range(len(data))]
    # A GIF without its last byte, or even its last block, is one that many writers make.
    allowed = 2 if kind == "GIF" else 1 if kind == "WEBP" and len(data) % 2 else 0
    assert sum(isinstance(each, ImageInfo) for each in results) <= allowed
    reasons = [each.reason for each in results if isinstance(each, Broken)]
    assert set(reasons) <= set(REASONS)
    assert reasons.count("truncated") > 0.9 * len(reasons)


def test_a_gif_without_its_end_is_still_one() -> None:
    data = saved(noise("P"), "GIF")
    assert inspect(data.removesuffix(b";")) == inspect(data)
    assert cleaned(data.removesuffix(b";")) == cleaned(data)


def test_padding_between_jpeg_segments_is_skipped() -> None:
    data = saved(noise(), "JPEG")
    (_, _, first), *_ = jpeg_segments(data)
    padded = data[:first] + b"\0\0\xff\xff" + data[first:]
    assert inspect(padded) == inspect(data)
    assert cleaned(padded) == cleaned(data)


# --- without metadata -------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_secret_remains(kind: str) -> None:
    data = with_secrets(kind)
    assert data.count(SECRET) >= 2, "the test has lost its subject"
    clean = cleaned(data)
    assert SECRET not in clean
    assert SECRET[:6] not in clean
    assert b"GPS" not in clean
    with Image.open(io.BytesIO(clean)) as image:
        image.load()
        assert set(image.getexif()) <= {0x0112}
        left = {"exif", "icc_profile", "xmp", "comment", "XML:com.adobe.xmp", "Author", "photoshop"}
        assert not left & set(image.info)


@pytest.mark.parametrize("kind", FORMATS)
def test_pixels_stay(kind: str) -> None:
    data = with_secrets(kind)
    assert frames(cleaned(data)) == frames(data)[:1]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_it_stays_upright(kind: str, turn: int) -> None:
    data = with_secrets(kind, turn)
    clean = cleaned(data)
    info = inspect(data)
    assert isinstance(info, ImageInfo)
    assert info.located
    assert inspect(clean) == replace(info, located=False)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(clean)) as after:
        assert dict(after.getexif()) == ({0x0112: turn} if turn > 1 else {})
        shown = ImageOps.exif_transpose(before).tobytes()
        assert ImageOps.exif_transpose(after).tobytes() == shown


@pytest.mark.parametrize(
    "make",
    [
        lambda: saved(noise("CMYK"), "JPEG"),
        lambda: saved(noise("L"), "JPEG"),
        lambda: saved(noise("YCbCr"), "JPEG"),
        lambda: saved(noise(), "JPEG", progressive=True),
        lambda: saved(noise(), "JPEG", restart_marker_blocks=1),
        lambda: saved(noise(), "JPEG", keep_rgb=True),
        lambda: saved(noise("P"), "PNG", transparency=3),
        lambda: saved(noise("RGB"), "PNG", dpi=(300, 300)),
        lambda: saved(noise("P"), "PNG", save_all=True, append_images=[noise("P", 2)]),
        lambda: saved(noise("P"), "GIF", save_all=True, append_images=[noise("P", 2)], loop=3),
        lambda: saved(noise("RGBA"), "WEBP", lossless=True),
        lambda: saved(noise(), "WEBP", save_all=True, append_images=[noise("RGB", 2)], loop=3),
        lambda: saved(noise("RGBA"), "WEBP", save_all=True, append_images=[noise("RGBA", 2)],
                      exif=exif(6), xmp=SECRET),
    ],
)  # fmt: skip
def test_pixels_of_every_kind_stay(make: Callable[[], bytes]) -> None:
    data = make()
    clean = cleaned(data)
    assert frames(clean) == frames(data)[:1], "of one that moves the first frame is left"
    assert SECRET not in clean
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(clean)) as after:
        assert after.mode == before.mode
        assert after.info.get("transparency") == before.info.get("transparency")
    assert cleaned(clean) == clean, "cleaning twice changes nothing"


def test_a_second_picture_after_the_first_is_left_out() -> None:
    """Phones append films and depth maps, each with a position of its own."""
    inner = with_secrets("JPEG")
    assert cleaned(saved(noise(), "JPEG") + inner) == cleaned(saved(noise(), "JPEG"))


def test_a_thumbnail_in_the_jfif_header_is_left_out() -> None:
    data = saved(noise(), "JPEG")
    thumbnail = b"\xff\xe0" + struct.pack(">H", 16 + 12) + b"JFIF\0\1\2\1\0\1\0\1\2\2" + SECRET
    assert data[2:4] == b"\xff\xe0"
    assert cleaned(data[:2] + thumbnail + data[20:]) == cleaned(data)


# --- whatever the bytes are -------------------------------------------------------

SEEDS = [with_secrets(kind, 6) for kind in FORMATS] + [
    saved(noise("P"), "GIF", save_all=True, append_images=[noise("P", 2)]),
    saved(noise(), "WEBP", save_all=True, append_images=[noise("RGB", 2)]),
    saved(noise(), "JPEG", progressive=True),
]


def survives(data: bytes) -> None:
    info = inspect(data)
    if isinstance(info, Broken):
        assert info.reason in REASONS
        return
    assert info.width > 0
    assert info.height > 0
    assert info.format == sniff(data)
    clean = strip(data, info)
    if isinstance(clean, Broken):
        assert clean.reason in REASONS
    else:
        assert len(clean) <= len(data) + 200
        assert isinstance(inspect(clean), ImageInfo)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), st.data())
def test_damaged_pictures_never_raise(seed: bytes, data: st.DataObject) -> None:
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
        if not damaged:
            break
    survives(bytes(damaged))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([seed[:16] for seed in SEEDS] + [b""]), st.binary(max_size=300))
def test_any_bytes_never_raise(start: bytes, rest: bytes) -> None:
    survives(start + rest)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from([*range(0xE0, 0xF0), 0xFE]), st.binary(max_size=40))
def test_no_application_segment_gets_through(
    data: st.DataObject, marker: int, before: bytes
) -> None:
    """A secret in any APPn or comment, at any place between two segments."""
    picture = saved(noise(), "JPEG", progressive=True)
    ends = [2, *(end for marker, _, end in jpeg_segments(picture) if marker != 0xD9)]
    at = data.draw(st.sampled_from(ends))
    names = st.sampled_from(
        [b"", b"Exif\0\0", b"JFIF\0", b"ICC_PROFILE\0", b"http://ns.adobe.com/"]
    )
    content = data.draw(names) + before + SECRET
    segment = struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
    clean = cleaned(picture[:at] + segment + picture[at:])
    assert SECRET not in clean
    assert frames(clean) == frames(picture)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.binary(max_size=40))
def test_no_unknown_png_chunk_gets_through(data: st.DataObject, before: bytes) -> None:
    picture = saved(noise("P"), "PNG")
    ends = [end for kind, _, end in png_chunks(picture) if kind not in (b"IDAT", b"IEND")]
    at = data.draw(st.sampled_from(ends))
    names = [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"gAMA", b"abCd", b"caBX"]
    block = data.draw(st.sampled_from(names)) + before + SECRET
    chunk = struct.pack(">I", len(block) - 4) + block + struct.pack(">I", zlib.crc32(block))
    clean = cleaned(picture[:at] + chunk + picture[at:])
    assert SECRET not in clean
    assert frames(clean) == frames(picture)


def test_every_reason_has_words_in_both_languages() -> None:
    words = [word for pair in REASONS.values() for word in pair]
    assert len(words) == 2 * len(REASONS)
    assert not [word for word in words if not word or word.endswith(".")]
