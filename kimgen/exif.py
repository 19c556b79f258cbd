"""What a camera wrote beside the pixels and we have to know: which way is up, and whether
the place is in it.

EXIF blocks and XMP packets as bytes, from any format of picture. Bytes in,
values out; nothing here raises, whatever the bytes are.

Sources: Exif 2.32 (a TIFF structure), XMP part 2, and for PNG files made by
ImageMagick, their "raw profiles": hexadecimal text.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

HEADER = b"Exif\0\0"
XMP_HEADER = b"http://ns.adobe.com/"
_ORIENTATION, _POSITION, _LATITUDE, _LONGITUDE = 0x0112, 0x8825, 2, 4
_SHORT, _LONG, _RATIONAL = 3, 4, 5
_NAMED = re.compile(rb"GPSL(?:at|ong)itude")
_MOST_TEXT = 1 << 20
"""Bytes of compressed text that are looked at."""


def orientation(tiff: bytes) -> int:
    """The orientation tag of an EXIF block (a TIFF header and what follows), 1 to 8; 1 if none."""
    tiff, order, start = _opened(tiff)
    for tag, kind, number, at in _entries(tiff, order, start):
        if tag == _ORIENTATION:
            (value,) = struct.unpack_from(order + "H", tiff, at)
            return value if kind == _SHORT and number == 1 and 1 <= value <= 8 else 1
    return 1


def written(turn: int) -> bytes:
    """The smallest EXIF block that says how to turn a picture."""
    return struct.pack(">4sIHHHIHHI", b"MM\0*", 8, 1, _ORIENTATION, _SHORT, 1, turn, 0, 0)


def located(tiff: bytes) -> bool:
    """Whether an EXIF block says where the picture was taken.

    A phone that did not know writes the table all the same, empty or full of zeros.
    """
    tiff, order, start = _opened(tiff)
    for tag, kind, _, at in _entries(tiff, order, start):
        if tag == _POSITION and kind == _LONG:
            (inner,) = struct.unpack_from(order + "I", tiff, at)
            return any(
                tag in (_LATITUDE, _LONGITUDE) and kind == _RATIONAL and _angle(tiff, order, at)
                for tag, kind, _, at in _entries(tiff, order, inner)
            )
    return False


def names_position(xmp: bytes) -> bool:
    """Whether an XMP packet says where the picture was taken."""
    return bool(_NAMED.search(xmp))


def located_text(chunk: bytes, compressed: bool) -> bool:
    """Whether a text chunk of a PNG (`iTXt`, `tEXt`, or `zTXt` if `compressed`) has a position."""
    key, _, rest = chunk.partition(b"\0")
    if key == b"XML:com.adobe.xmp":
        head, text = rest[:2], rest[2:].split(b"\0", 2)[-1]
        return names_position(_inflated(text) if head[:1] == b"\1" else text)
    if key not in (b"Raw profile type exif", b"Raw profile type APP1"):
        return False
    lines = (_inflated(rest[1:]) if compressed else rest).split()
    try:
        profile = bytes.fromhex(b"".join(lines[2:]).decode("ascii"))
    except ValueError:
        return False
    return located(profile) or names_position(profile)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_TEXT)
    except zlib.error:
        return b""


def _opened(tiff: bytes) -> tuple[bytes, str, int]:
    """(block, its byte order for `struct`, where its first table is); order `''` if it is none."""
    tiff = tiff.removeprefix(HEADER)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4], "")
    if not order or len(tiff) < 8:
        return tiff, "", 0
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    return tiff, order, start


def _entries(tiff: bytes, order: str, start: int) -> Iterator[tuple[int, int, int, int]]:
    """(tag, type, count, where its value is) of each entry of the table at `start`."""
    if not order or start + 2 > len(tiff):
        return
    (count,) = struct.unpack_from(order + "H", tiff, start)
    for at in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        yield *struct.unpack_from(order + "HHI", tiff, at), at + 8


def _angle(tiff: bytes, order: str, at: int) -> bool:
    """Whether the degrees, minutes and seconds that the entry at `at` points to are some."""
    (start,) = struct.unpack_from(order + "I", tiff, at)
    if start + 24 > len(tiff):
        return False
    numbers = struct.unpack_from(order + "6I", tiff, start)
    return any(above and below for above, below in zip(numbers[::2], numbers[1::2], strict=True))
