"""Takes everything out of a picture file that is not the picture, without decoding it.

For where Pillow is missing: a phone photo names the place where it was taken,
the phone, and often the person. Each format is rebuilt from an allow-list of
its parts, so that what we do not know is left out too: comments, thumbnails,
XMP, profiles, what was appended, and all frames but the first. A part that is
kept has the length that its own content asks for, and not a byte more; where
that cannot be seen or does not hold, the picture is refused. Pixels stay as
they are. Of EXIF only the orientation is written anew, without which a photo
lies on its side.

What cannot be seen without decoding is what follows the last pixel within the
coded data of a JPEG or WebP scan; for PNG and GIF (`gifdata`) that is looked at.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from kimgen.exif import HEADER, written
from kimgen.gifdata import is_all_pixels
from kimgen.imageinfo import (
    APP0,
    APP1,
    APP14,
    EOI,
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

    Decodes to the same pixels, those of the first frame; what a reader sees has
    the same orientation.
    """
    try:
        return _STRIPPERS[info.format](data, info)
    except Damage as damage:
        return Broken(damage.reason)


def _require(holds: bool) -> None:
    """Refuse a part that holds more than it says it does."""
    if not holds:
        raise Damage("hidden-data")


# --- JPEG -------------------------------------------------------------------------

_SHOWN = frozenset((0xC0, 0xC1, 0xC2))
"""Frames that browsers decode: baseline, extended and progressive."""
_HUFFMAN, _ARITHMETIC, _QUANTISATION, _LINES, _RESTART = 0xC4, 0xCC, 0xDB, 0xDC, 0xDD
_TABLES = frozenset((_HUFFMAN, _ARITHMETIC, _QUANTISATION, _LINES, _RESTART))
"""Tables without which the coded data cannot be read."""
# "JFIF", version 1.01, no unit, 1:1, no thumbnail.
_JFIF = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"


def _jpeg(data: bytes, info: ImageInfo) -> bytes:
    head, adobe, parts, frames = b"", b"", [], 0
    for marker, start, end in jpeg_segments(data):
        if marker in _TABLES or marker in FRAMES or marker == SOS:
            _require(_is_exact(marker, data, start + 4, end))
            frames += marker in FRAMES
            parts.append(data[start:end])
        # Both tell a decoder which colours the components are, so they are kept, in short.
        elif marker == APP0 and data.startswith(b"JFIF\0", start + 4):
            head = _JFIF
        elif marker == APP14 and data.startswith(b"Adobe", start + 4) and end - start >= 16:
            adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + data[start + 15 : start + 16]
    _require(frames == 1)
    if info.orientation > 1:
        block = HEADER + written(info.orientation)
        head += struct.pack(">BBH", 0xFF, APP1, len(block) + 2) + block
    return b"".join((b"\xff\xd8", head, adobe, *parts, bytes((0xFF, EOI))))


def _is_exact(marker: int, data: bytes, at: int, end: int) -> bool:
    """Whether the segment whose content is `data[at:end]` has the length its fields ask for."""
    length = end - at
    if marker in FRAMES:
        return marker in _SHOWN and length > 6 and length == 6 + 3 * data[at + 5]
    if marker == SOS:  # coded data follows the header
        header = int.from_bytes(data[at - 2 : at], "big") - 2
        return length >= header > 0 and header == 4 + 2 * data[at]
    if marker in (_LINES, _RESTART):
        return length == 2
    if marker == _ARITHMETIC:
        return length % 2 == 0
    while at < end:
        if marker == _QUANTISATION:
            at += 65 + 64 * (data[at] >> 4 & 1)
        else:
            at += 17 + sum(data[at + 1 : at + 17])
    return at == end


# --- PNG --------------------------------------------------------------------------

_SIZES = {b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"cICP": 4}
"""Ancillary chunk that decides about colours -> its bytes."""
_LEFT_OUT = frozenset((b"fcTL", b"fdAT", b"acTL"))
"""Of an animation: the picture for those who do not know animations stays."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2),
           (0, 1, 1, 2))  # fmt: skip
"""Interlaced: first column, step, first row, step of each pass."""
_PIECE = 1 << 18
_END = b"\0\0\0\0IEND\xae\x42\x60\x82"


def _png(data: bytes, info: ImageInfo) -> bytes:
    parts, seen = [data[:8]], set[bytes]()
    pixels: list[memoryview] = []
    header = data[16:29]
    for kind, start, end in png_chunks(data):
        length = end - start - 12
        if kind == b"IDAT":
            pixels.append(memoryview(data)[start + 8 : end - 4])
        elif kind == b"PLTE":
            _require(0 < length <= 768 and length % 3 == 0 and kind not in seen)
        elif kind == b"tRNS":
            if length > (256 if header[9] == 3 else 6) or kind in seen:
                continue
        elif kind != b"IHDR" and (length != _SIZES.get(kind, -1) or kind in seen):
            if kind[:1].isupper() and kind != b"IEND":
                raise Damage  # no decoder knows it, and none may pass over it
            continue
        seen.add(kind)
        parts.append(data[start:end])
        if kind == b"IHDR" and info.orientation > 1:
            block = b"eXIf" + written(info.orientation)
            parts.append(struct.pack(">I", len(block) - 4) + block)
            parts.append(struct.pack(">I", zlib.crc32(block)))
    _inspect_pixels(pixels, _raw_size(header))
    return b"".join((*parts, _END))


def _raw_size(header: bytes) -> int:
    """Bytes of all scan lines, by the content of IHDR; raises `Damage`."""
    width, height, depth, colour, compression, filters, interlaced = struct.unpack(
        ">IIBBBBB", header
    )
    if colour not in _CHANNELS or depth not in (1, 2, 4, 8, 16):
        raise Damage
    if compression or filters or interlaced > 1:
        raise Damage
    bits = depth * _CHANNELS[colour]
    total = 0
    for left, across, top, down in _PASSES if interlaced else ((0, 1, 0, 1),):
        columns, rows = -(-max(0, width - left) // across), -(-max(0, height - top) // down)
        total += rows * (1 + (columns * bits + 7) // 8) if columns else 0
    return total


def _inspect_pixels(parts: Iterable[memoryview], expected: int) -> None:
    """Unpack what IDAT chunks hold, only to see that it is the scan lines and nothing else."""
    stream, total = zlib.decompressobj(), 0
    for part in parts:
        left: bytes | memoryview = part
        while left:
            _require(not stream.eof)
            try:
                total += len(stream.decompress(left, _PIECE))
            except zlib.error:
                raise Damage from None
            _require(total <= expected and not stream.unused_data)
            left = stream.unconsumed_tail
    while not stream.eof:  # what the last bytes still stand for
        try:
            more = len(stream.decompress(stream.unconsumed_tail, _PIECE))
        except zlib.error:
            raise Damage from None
        total += more
        _require(total <= expected)
        if not more:
            break
    if total < expected or not stream.eof:
        raise Damage("truncated")


# --- WebP -------------------------------------------------------------------------

_CODED = (b"VP8 ", b"VP8L")
_HAS_EXIF, _HAS_ALPHA, _IS_ANIMATED = 0x08, 0x10, 0x02


def _webp(data: bytes, info: ImageInfo) -> bytes:
    chunks = [(kind, start, end) for kind, start, end in riff_chunks(data, 12, webp_end(data))]
    extended = next((data[s:e] for kind, s, e in chunks if kind == b"VP8X"), None)
    parts = []
    if extended is not None:
        _require(len(extended) == 10)
        flags = extended[0] & (_HAS_ALPHA | _IS_ANIMATED)
        flags |= _HAS_EXIF if info.orientation > 1 else 0
        parts.append(_chunk(b"VP8X", bytes((flags, 0, 0, 0)) + extended[4:]))
    for kind, start, end in chunks:
        if kind == b"ANIM":
            _require(end - start == 6)
            parts.append(_chunk(kind, data[start:end]))
        elif kind == b"ANMF":
            if end - start < 16:
                raise Damage
            inner = riff_chunks(data, start + 16, end)
            parts.append(_chunk(kind, data[start : start + 16] + _picture(data, inner)))
            break
    else:
        parts.append(_picture(data, chunks))
    if extended is not None and info.orientation > 1:
        parts.append(_chunk(b"EXIF", written(info.orientation)))
    body = b"".join(parts)
    return struct.pack("<4sI4s", b"RIFF", len(body) + 4, b"WEBP") + body


def _picture(data: bytes, chunks: Iterable[tuple[bytes, int, int]]) -> bytes:
    """The one picture among `chunks`, with its transparency before it."""
    alpha = b""
    for kind, start, end in chunks:
        if kind == b"ALPH" and not alpha:
            alpha = _chunk(kind, data[start:end])
        elif kind in _CODED:
            return (alpha if kind == b"VP8 " else b"") + _chunk(kind, data[start:end])
    raise Damage


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) & 1)


# --- GIF --------------------------------------------------------------------------

_GRAPHIC_CONTROL = 0x21F9


def _gif(data: bytes, info: ImageInfo) -> bytes:
    control = b""
    for label, start, end in gif_blocks(data):
        if label == _GRAPHIC_CONTROL and end - start == 8:
            control = data[start:end]
        elif label == GIF_PICTURE:
            _require(is_all_pixels(data, start))
            return data[: gif_start(data)] + control + data[start:end] + bytes((GIF_END,))
    raise Damage


_STRIPPERS = {"jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif}
