"""The coded pixels of a GIF picture: whether they are all that its blocks hold.

LZW codes are followed, not turned into pixels: only their lengths count. Pure
Python needs a second for three million codes, which is some 4 MB.

Source: GIF89a specification, appendix F.
"""

from __future__ import annotations

import struct

from kimgen.imageinfo import Damage

_SLACK = 1
"""Bytes after the last code that encoders may leave."""
_MOST_CODES = 4096


def is_all_pixels(data: bytes, start: int) -> bool:
    """Whether the picture whose block begins at `start` ends where its data does.

    False where something follows the last pixel; raises `Damage` where pixels are missing.
    """
    width, height = struct.unpack_from("<HH", data, start + 5)
    table = data[start + 9]
    at = start + 10 + (3 << (table & 7) + 1 if table & 0x80 else 0)
    first = data[at]
    if not 1 <= first <= 11:
        raise Damage
    coded = _joined(data, at + 1)
    used = _followed(coded, first, width * height)
    return len(coded) - used <= _SLACK


def _joined(data: bytes, at: int) -> bytes:
    """The content of the sub-blocks that begin at `at`."""
    parts = []
    while length := data[at]:
        parts.append(data[at + 1 : at + 1 + length])
        at += 1 + length
    return b"".join(parts)


def _followed(coded: bytes, first: int, pixels: int) -> int:
    """How many bytes of `coded` the codes of `pixels` pixels take; raises `Damage`."""
    clear = 1 << first
    end = clear + 1
    fresh = [1] * clear + [0, 0]
    lengths, size, limit, before = fresh[:], first + 1, clear << 1, 0
    bits = held = total = used = 0
    for used, byte in enumerate(coded, 1):
        bits |= byte << held
        held += 8
        while held >= size:
            code = bits & limit - 1
            bits >>= size
            held -= size
            if code == end:
                if total < pixels:
                    raise Damage("truncated")
                return used
            if code == clear:
                lengths, size, limit, before = fresh[:], first + 1, clear << 1, 0
                continue
            if before and len(lengths) < _MOST_CODES:
                lengths.append(before + 1)
                if len(lengths) == limit and size < 12:
                    size += 1
                    limit <<= 1
            if code >= len(lengths):
                raise Damage
            before = lengths[code]
            total += before
            if total > pixels:
                raise Damage
        if total >= pixels and held < size:
            return _after_end(coded, used, bits, held, size, end)
    if total < pixels:
        raise Damage("truncated")
    return used


def _after_end(coded: bytes, used: int, bits: int, held: int, size: int, end: int) -> int:
    """Where the codes end once all pixels are there: with an end code, if there is one."""
    at = used
    while held < size and at < len(coded):
        bits |= coded[at] << held
        held += 8
        at += 1
    return at if held >= size and bits & (1 << size) - 1 == end else used
