"""Takes everything out of a picture file that is not the picture, without decoding it.

For where Pillow is missing: a phone photo names the place where it was taken,
the phone, and often the person. Each format is rebuilt from an allow-list of
its parts, so that what we do not know is left out too: comments, thumbnails,
XMP, profiles, and whatever was appended. Pixels stay as they are. Of EXIF only
the orientation is written anew, without which a photo lies on its side.
"""

from __future__ import annotations

import struct
import zlib

from kimgen.imageinfo import (
    APP0,
    APP1,
    APP14,
    EOI,
    EXIF_HEADER,
    FRAMES,
    GIF_END,
    GIF_PICTURE,
    SOS,
    Broken,
    Damage,
    ImageInfo,
    gif_blocks,
    gif_start,
    jpeg_segments,
    png_chunks,
    riff_chunks,
    webp_end,
)


def strip(data: bytes, info: ImageInfo) -> bytes | Broken:
    """The file `data` that `inspect` described as `info`, without metadata.

    Decodes to the same pixels; what a reader sees has the same orientation.
    """
    try:
        return _STRIPPERS[info.format](data, info)
    except Damage as damage:
        return Broken(damage.reason)


def _exif(orientation: int) -> bytes:
    """The smallest EXIF block that says how to turn a picture."""
    return struct.pack(">4sIHHHIHHI", b"MM\0*", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


# --- JPEG -------------------------------------------------------------------------

# DHT, DAC, DQT, DNL, DRI: tables without which the coded data cannot be read.
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})
# "JFIF", version 1.01, no unit, 1:1, no thumbnail.
_JFIF = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"


def _jpeg(data: bytes, info: ImageInfo) -> bytes:
    head, parts = b"", []
    for marker, start, end in jpeg_segments(data):
        if marker in _TABLES or marker in FRAMES or marker == SOS:
            parts.append(data[start:end])
        # Both tell a decoder which colours the components are, so they are kept, in short.
        elif marker == APP0 and data.startswith(b"JFIF\0", start + 4):
            head = _JFIF
        elif marker == APP14 and data.startswith(b"Adobe", start + 4) and end - start >= 16:
            parts.append(b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + data[start + 15 : start + 16])
    if info.orientation > 1:
        block = EXIF_HEADER + _exif(info.orientation)
        head += struct.pack(">BBH", 0xFF, APP1, len(block) + 2) + block
    return b"".join((b"\xff\xd8", head, *parts, bytes((0xFF, EOI))))


# --- PNG --------------------------------------------------------------------------

_KEPT = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"fdAT"))
_KEPT_IF_SMALL = {
    b"tRNS": 256, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"cICP": 4, b"sBIT": 4, b"bKGD": 6,
    b"pHYs": 9, b"acTL": 8, b"fcTL": 26,
}  # fmt: skip
"""Ancillary chunk -> the most bytes that it may hold by the specification."""


def _png(data: bytes, info: ImageInfo) -> bytes:
    parts = [data[:8]]
    for kind, start, end in png_chunks(data):
        if kind in _KEPT or end - start - 12 <= _KEPT_IF_SMALL.get(kind, -1):
            parts.append(data[start:end])
        if kind == b"IHDR" and info.orientation > 1:
            block = b"eXIf" + _exif(info.orientation)
            parts.append(struct.pack(">I", len(block) - 4) + block)
            parts.append(struct.pack(">I", zlib.crc32(block)))
    return b"".join(parts)


# --- WebP -------------------------------------------------------------------------

_FRAME_PARTS = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
_PARTS = _FRAME_PARTS | {b"VP8X", b"ANIM", b"ANMF"}
_HAS_PROFILE, _HAS_EXIF, _HAS_XMP = 0x20, 0x08, 0x04


def _webp(data: bytes, info: ImageInfo) -> bytes:
    parts = []
    extended = False
    for kind, start, end in riff_chunks(data, 12, webp_end(data)):
        if kind not in _PARTS:
            continue
        content = data[start:end]
        if kind == b"VP8X":
            if len(content) < 10:
                raise Damage
            extended = True
            flags = content[0] & ~(_HAS_PROFILE | _HAS_EXIF | _HAS_XMP)
            flags |= _HAS_EXIF if info.orientation > 1 else 0
            content = bytes((flags,)) + b"\0\0\0" + content[4:10]
        elif kind == b"ANMF":
            if len(content) < 16:
                raise Damage
            inner = riff_chunks(data, start + 16, end)
            kept = (_chunk(name, data[s:e]) for name, s, e in inner if name in _FRAME_PARTS)
            content = content[:16] + b"".join(kept)
        parts.append(_chunk(kind, content))
    if extended and info.orientation > 1:
        parts.append(_chunk(b"EXIF", _exif(info.orientation)))
    body = b"".join(parts)
    return struct.pack("<4sI4s", b"RIFF", len(body) + 4, b"WEBP") + body


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) & 1)


# --- GIF --------------------------------------------------------------------------

_GRAPHIC_CONTROL, _APPLICATION = 0x21F9, 0x21FF
_LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01"


def _gif(data: bytes, info: ImageInfo) -> bytes:
    parts = [data[: gif_start(data)]]
    for label, start, end in gif_blocks(data):
        if label == GIF_PICTURE or (label == _GRAPHIC_CONTROL and end - start == 8):
            parts.append(data[start:end])
        elif label == _APPLICATION and data.startswith(_LOOP, start) and end - start >= 19:
            parts.append(data[start : start + 18] + b"\0")
    parts.append(bytes((GIF_END,)))
    return b"".join(parts)


_STRIPPERS = {"jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif}
