"""What the bytes of a picture say about it: format, size, orientation, damage.

Headers are read here by ourselves, before any decoder sees the bytes: it is how
a bomb is refused without being opened, and all that a phone without Pillow has.
Bytes in, values out; nothing here decodes pixels, and nothing raises, whatever
the bytes are: what cannot be used is a `Broken` with a reason of `REASONS`.

Sources: ITU-T T.81 (JPEG), JFIF 1.02, Exif 2.32, the PNG specification (third
edition), RFC 9649 (WebP), GIF89a, ISO/IEC 14496-12 (boxes of AVIF).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from kimgen.exif import HEADER, XMP_HEADER, located, located_text, names_position, orientation

REASONS: dict[str, tuple[str, str]] = {
    "not-a-picture": ("isinya bukan gambar", "what it holds is not a picture"),
    "other-format": ("isinya gambar jenis lain, yang tidak dibuka di sini",
                     "it is a picture of another kind, which is not opened here"),
    "wrong-content": (
        "isinya tidak cocok dengan akhiran namanya",
        "what it holds does not fit the ending of its name",
    ),
    "empty": ("berkasnya kosong", "the file is empty"),
    "truncated": ("berkasnya terpotong, mungkin salinannya belum selesai",
                  "the file is cut short, perhaps it was not copied whole"),
    "damaged": ("isinya rusak", "its content is damaged"),
    "hidden-data": ("berkasnya menyimpan data lain di balik gambarnya",
                    "the file holds other data behind its picture"),
    "too-many-pixels": ("ukurannya terlalu besar", "it has too many pixels"),
    "too-many-bytes": ("berkasnya terlalu besar", "the file is too large"),
    "too-many-frames": ("gambarnya tersusun dari terlalu banyak bagian",
                        "it is made of too many parts"),
    "too-much-memory": ("membukanya perlu memori terlalu banyak", "it needs too much memory"),
    "too-much-time": ("membukanya perlu waktu terlalu lama", "it takes too long to open"),
    "no-time-left": ("foto lain di folder ini sudah memakai terlalu banyak waktu",
                     "other pictures of this folder have taken too much time"),
}  # fmt: skip
"""reason -> what to say, in Indonesian and in English, without a final stop."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a picture cannot be used."""

    reason: str
    """A key of `REASONS`."""


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """What the headers of a picture say."""

    format: str
    """`jpeg`, `png`, `webp`, `gif`, `avif`."""
    width: int
    """Pixels, as stored."""
    height: int
    """Pixels, as stored."""
    orientation: int = 1
    """EXIF orientation, 1 to 8; 1 where there is none."""
    frames: int = 1
    located: bool = False
    """It says where it was taken."""

    @property
    def animated(self) -> bool:
        """More than one frame."""
        return self.frames > 1

    @property
    def shown(self) -> tuple[int, int]:
        """(width, height) as readers see it: orientations 5 to 8 lie on their side."""
        if self.orientation >= 5:
            return self.height, self.width
        return self.width, self.height


class Damage(Exception):
    """Raised by the walkers below, never by the functions that others call."""

    def __init__(self, reason: str = "damaged") -> None:
        super().__init__(reason)
        self.reason = reason


def sniff(data: bytes) -> str:
    """`jpeg`, `png`, `webp`, `gif`, `avif`, or `''`, by the first bytes alone."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "avif"
    return ""


_OTHERS = re.compile(
    rb"II\*\0|MM\0\*|BM.{4}\0\0\0\0|8BPS|\xff\x0a|\0\0\0\x0c(?:JXL |jP  )|\x00\x00\x01\x00[^\0]\0"
    rb"|....ftyp(?:hei|hev|mif|msf|avi)",
    re.DOTALL,
)
"""Beginnings of TIFF, BMP, Photoshop, JPEG XL, JPEG 2000, icons, and HEIC as phones write it."""


def inspect(data: bytes) -> ImageInfo | Broken:
    """Read the headers of a JPEG, PNG, WebP or GIF file.

    The whole file is walked, so that one cut short is known as such; pixels are
    not decoded. Other formats, AVIF too, are `not-a-picture` here.
    """
    if not data:
        return Broken("empty")
    read = _READERS.get(sniff(data))
    if read is None:
        return Broken("other-format" if _OTHERS.match(data) else "not-a-picture")
    try:
        info = read(data)
    except Damage as damage:
        return Broken(damage.reason)
    if not (info.width and info.height):
        return Broken("damaged")
    return info


# --- JPEG -------------------------------------------------------------------------

SOI, EOI, SOS, APP0, APP1, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Start-of-frame markers; C4, C8 and CC are tables in the same range."""
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_MARKER = re.compile(rb"\xff[\x01-\xfe]")
_SCAN_END = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of each segment up to EOI; raises `Damage`.

    `data[start:end]` is the segment with its marker; that of SOS includes the
    coded data after it. Padding between segments is skipped, as decoders do.
    What follows EOI (a second picture, a film) is ignored.
    """
    at = 2
    while found := _MARKER.search(data, at):
        start, at = found.span()
        marker = data[start + 1]
        if marker == EOI:
            yield marker, start, at
            return
        if marker in _STANDALONE:
            continue
        if marker == SOI:
            raise Damage
        length = int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data):
            break
        if length < 2:
            raise Damage
        at += length
        if marker == SOS and (found := _SCAN_END.search(data, at)):
            at = found.start()
        if at > len(data):
            break
        yield marker, start, at
    raise Damage("truncated")


MOST_SCANS = 100
"""Of a progressive JPEG; encoders make ten. Each is another pass over all pixels, for a decoder
here or a reader's browser, and takes a few bytes."""


def _jpeg(data: bytes) -> ImageInfo:
    width = height = 0
    turned, scans, place = 0, 0, False
    for marker, start, end in jpeg_segments(data):
        if marker in FRAMES and not width:
            if end - start < 10:
                raise Damage
            height, width = struct.unpack_from(">HH", data, start + 5)
        elif marker == APP1 and data.startswith(HEADER, start + 4):
            turned = turned or orientation(data[start + 4 : end])
            place = place or located(data[start + 4 : end])
        elif marker == APP1 and data.startswith(XMP_HEADER, start + 4):
            place = place or names_position(data[start + 4 : end])
        elif marker == SOS:
            scans += 1
            if scans > MOST_SCANS:
                raise Damage("too-many-frames")
    if not scans:
        raise Damage
    return ImageInfo("jpeg", width, height, turned or 1, 1, place)


# --- PNG --------------------------------------------------------------------------


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of each chunk up to IEND; raises `Damage`.

    `data[start:end]` is the whole chunk: length, type, content, checksum. What
    follows IEND is ignored.
    """
    at, size = 8, len(data)
    while True:
        if at + 12 > size:
            raise Damage("truncated")
        (length,) = struct.unpack_from(">I", data, at)
        start, at = at, at + 12 + length
        if at > size:
            raise Damage("truncated")
        kind = data[start + 4 : start + 8]
        if not kind.isalpha():
            raise Damage
        (checksum,) = struct.unpack_from(">I", data, at - 4)
        if zlib.crc32(memoryview(data)[start + 4 : at - 4]) != checksum:
            raise Damage
        yield kind, start, at
        if kind == b"IEND":
            return


def _png(data: bytes) -> ImageInfo:
    width = height = 0
    turned, frames, pixels, place = 1, 1, False, False
    for kind, start, end in png_chunks(data):
        if not width:
            if kind != b"IHDR" or end - start != 25:
                raise Damage
            width, height = struct.unpack_from(">II", data, start + 8)
            if not 0 < width <= 0x7FFFFFFF:
                raise Damage
        elif kind == b"eXIf":
            turned = orientation(data[start + 8 : end - 4])
            place = place or located(data[start + 8 : end - 4])
        elif kind in (b"iTXt", b"tEXt", b"zTXt"):
            place = place or located_text(data[start + 8 : end - 4], kind == b"zTXt")
        elif kind == b"acTL" and end - start == 20:
            (frames,) = struct.unpack_from(">I", data, start + 8)
        elif kind == b"IDAT":
            pixels = True
    if not pixels:
        raise Damage
    return ImageInfo("png", width, height, turned, max(1, frames), place)


# --- WebP -------------------------------------------------------------------------


def riff_chunks(data: bytes, at: int, limit: int) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of the content of each chunk in `data[at:limit]`; raises `Damage`."""
    while at + 8 <= limit:
        kind, length = struct.unpack_from("<4sI", data, at)
        start, end = at + 8, at + 8 + length
        if end > limit:
            raise Damage("truncated")
        yield kind, start, end
        at = end + (length & 1)


def webp_end(data: bytes) -> int:
    """Where the container of a WebP file ends; raises `Damage`."""
    if len(data) < 20:
        raise Damage("truncated")
    end: int = 8 + struct.unpack_from("<I", data, 4)[0]
    # Some writers leave out the last padding byte and count it all the same.
    if end > len(data) + 1:
        raise Damage("truncated")
    return min(end, len(data))


def _webp(data: bytes) -> ImageInfo:
    width = height = 0
    turned, frames, stills, extended, place = 1, 0, 0, False, False
    for kind, start, end in riff_chunks(data, 12, webp_end(data)):
        size = (0, 0)
        if kind == b"VP8X" and end - start >= 10:
            extended = True
            size = (
                1 + int.from_bytes(data[start + 4 : start + 7], "little"),
                1 + int.from_bytes(data[start + 7 : start + 10], "little"),
            )
        elif kind in (b"VP8 ", b"VP8L"):
            size = vp8_size(kind, data[start : min(end, start + 10)])
            stills += 1
        elif kind == b"ANMF":
            frames += 1
        elif kind == b"EXIF":
            turned = orientation(data[start:end]) if extended else 1
            place = place or located(data[start:end])
        elif kind == b"XMP ":
            place = place or names_position(data[start:end])
        # A frame larger than the canvas is an attempt to slip past the limit.
        width, height = max(width, size[0]), max(height, size[1])
    if not stills and not frames:
        raise Damage
    return ImageInfo("webp", width, height, turned, max(1, frames), place)


def vp8_size(kind: bytes, head: bytes) -> tuple[int, int]:
    """(width, height) of a VP8 or VP8L bitstream by its first 10 bytes; raises `Damage`."""
    if kind == b"VP8 ":
        if len(head) < 10 or head[0] & 1 or head[3:6] != b"\x9d\x01\x2a":
            raise Damage
        width, height = struct.unpack_from("<HH", head, 6)
        return width & 0x3FFF, height & 0x3FFF
    if len(head) < 5 or head[0] != 0x2F:
        raise Damage
    (bits,) = struct.unpack_from("<I", head, 1)
    return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)


# --- GIF --------------------------------------------------------------------------


GIF_PICTURE, GIF_END, GIF_XMP = 0x2C, 0x3B, 0x21FF


def gif_blocks(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(label, start, end) of each block after the header; raises `Damage`.

    Label 0x2C is a picture, 0x3B the end, 0x21xx the extension xx.
    `data[start:end]` is the block whole; the end is empty where it is missing,
    which many writers do and all readers bear.
    """
    at, size = gif_start(data), len(data)
    while True:
        start = at
        label = data[at] if at < size else GIF_END
        if label == GIF_END:
            yield label, start, min(at + 1, size)
            return
        if label == 0x21:
            if at + 2 > size:
                raise Damage("truncated")
            label, at = 0x2100 | data[at + 1], at + 2
        elif label == GIF_PICTURE:
            if at + 11 > size:
                raise Damage("truncated")
            table = data[at + 9]
            at += 11 + (3 << (table & 7) + 1 if table & 0x80 else 0)
        else:
            raise Damage
        while True:  # sub-blocks, each led by its length
            if at >= size:
                raise Damage("truncated")
            length = data[at]
            at += 1 + length
            if not length:
                break
        yield label, start, at


def gif_start(data: bytes) -> int:
    """Where the first block begins: after the header and the global table of colours."""
    if len(data) < 13:
        raise Damage("truncated")
    return 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)


def _gif(data: bytes) -> ImageInfo:
    if len(data) < 13:
        raise Damage("truncated")
    width, height = struct.unpack_from("<HH", data, 6)
    frames, place = 0, False
    for label, start, end in gif_blocks(data):
        if label == GIF_XMP and data.startswith(b"XMP DataXMP", start + 3):
            place = place or names_position(data[start:end])
        elif label == GIF_PICTURE:
            frames += 1
            left, top, wide, high = struct.unpack_from("<HHHH", data, start + 1)
            width, height = max(width, left + wide), max(height, top + high)
    if not frames:
        raise Damage
    return ImageInfo("gif", width, height, 1, frames, place)


_READERS = {"jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif}
