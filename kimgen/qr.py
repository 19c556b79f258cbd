"""QR codes of addresses, for paper and for a screen on the wall.

A code is a picture of one bit a module in a `data:` address: some 500 characters, a fifth of what
a drawing takes, and no file. Every post has one, so most are made here, ten times as fast as by
segno. That draws the first code of each size, of which the patterns that all have in common are
taken, and makes whatever this does not: other characters, longer addresses, a size in which the
two do not agree. Pure.
"""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from operator import itemgetter
from typing import Any

MASK = 3
"""One of the eight patterns that a code may be laid over with. Choosing the best of them takes
six times as long as making the code, and addresses are as good as random: phones read any."""

_BLOCKS = {
    1: (10, (16,)),
    2: (16, (28,)),
    3: (26, (44,)),
    4: (18, (32,) * 2),
    5: (24, (43,) * 2),
    6: (16, (27,) * 4),
    7: (18, (31,) * 4),
    8: (22, (38, 38, 39, 39)),
    9: (22, (36, 36, 36, 37, 37)),
}
"""Version -> (bytes of error correction a block, bytes of data of each block) at level M. ISO/IEC
18004:2015, table 9. From 10 on the length of the text takes two bytes."""
_CENTRES = {
    **{version: (6, 4 * version + 10) for version in range(2, 7)},
    **{version: (6, 2 * version + 8, 4 * version + 10) for version in range(7, 10)},
}
"""Version -> rows and columns of the centres of the small squares."""
_HEAD = 2
"""Bytes that the kind of text and its length take, with the end: 4 + 8 + 4 bits."""


@lru_cache(maxsize=1024)  # a preview makes the same ones again and again
def qr_code(url: str) -> str:
    """A QR code of `url` as the `src` of a picture, one pixel a module, without the quiet zone
    around it (the page gives it room); `''` for an address that is too long for any.

    Error correction M: about a seventh of it may be dirt or a fold.
    """
    rows = modules(url)
    if not rows:
        return ""
    size = len(rows)
    pad = -size % 8
    width = (size + pad) // 8
    # a dark module, 1, is black, which is 0 in a picture
    light = (1 << size) - 1
    data = b"".join(b"\0" + ((row ^ light) << pad).to_bytes(width, "big") for row in rows)
    head = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body)
        for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    )
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def modules(url: str) -> tuple[int, ...]:
    """The rows of the code of `url` from the top, each a number whose highest bit is the module
    at the left, 1 for a dark one; none for a text that is too long."""
    # a text of digits or capitals alone is packed more tightly, in another way
    if url.isascii() and url != url.upper():
        for version, (_, blocks) in _BLOCKS.items():
            if len(url) + _HEAD <= sum(blocks):
                layout = _layout(version)
                return layout.rows(url.encode("ascii")) if layout else _asked(url)
    return _asked(url)


def _asked(url: str) -> tuple[int, ...]:
    code = _segno(url)
    return () if code is None else _numbers(code.matrix)


def _segno(text: str, version: int | None = None) -> Any:
    import segno  # late: it takes as long to load as ten codes to make

    try:
        return segno.make_qr(text, error="m", mask=MASK, boost_error=False, version=version)
    except segno.DataOverflowError:
        return None


def _numbers(matrix: Any) -> tuple[int, ...]:
    return tuple(int(bytes(row).translate(_DIGITS), 2) for row in matrix)


_DIGITS = bytes(ord("1") if byte else ord("0") for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the bits of a version go."""

    size: int
    """Modules of a side."""
    fixed: tuple[int, ...]
    """Rows of what is the same in every code, with the mask where data lies."""
    pick: itemgetter[Any]
    """Gives all modules, row by row, out of the bits of a message and a 0 behind them."""
    correction: int
    blocks: tuple[int, ...]

    def rows(self, text: bytes) -> tuple[int, ...]:
        """The rows of the code of a text that fits."""
        bits = "".join(map(_BITS.__getitem__, self._message(text)))
        picked = "".join(self.pick(bits + "0" * 8))
        size = self.size
        return tuple(
            int(picked[row * size : (row + 1) * size], 2) ^ fixed
            for row, fixed in enumerate(self.fixed)
        )

    def _message(self, text: bytes) -> bytes:
        """All bytes of the code: data and error correction of each block, by turns."""
        room = sum(self.blocks)
        # bits 0100 for bytes, the length, the text, 0000 for its end
        head = (0b0100 << 8 | len(text)) << 8 * len(text) | int.from_bytes(text, "big")
        data = (head << 4).to_bytes(len(text) + _HEAD, "big")
        # segno has a byte of nothing before the padding; nobody reads either
        data += (b"\0" + b"\xec\x11" * room)[: room - len(data)]
        parts, at = [], 0
        for length in self.blocks:
            parts.append(data[at : at + length])
            at += length
        checks = [_remainder(part, self.correction) for part in parts]
        turns = chain(zip_longest(*parts), zip(*checks, strict=True))
        return bytes(byte for turn in turns for byte in turn if byte is not None)


_BITS = tuple(f"{byte:08b}" for byte in range(256))


@lru_cache(maxsize=16)
def _layout(version: int) -> _Layout | None:
    """The layout of a version; None where what it gives is not what segno gives."""
    sample = f"https://kim.example/{version}"[: sum(_BLOCKS[version][1]) - _HEAD]
    code = _segno(sample, version)
    if code is None or code.version != version:
        return None
    size = len(code.matrix)
    patterns = _patterns(version, size)
    places = [place for place in _path(size) if place not in patterns]
    correction, blocks = _BLOCKS[version]
    count = 8 * (sum(blocks) + correction * len(blocks))
    # what is left over at the end, up to seven modules, is light before the mask
    index = [count] * (size * size)
    for number, (row, column) in enumerate(places[:count]):
        index[row * size + column] = number
    fixed = [
        [
            code.matrix[row][column] if (row, column) in patterns else (row + column) % 3 == 0
            for column in range(size)
        ]
        for row in range(size)
    ]
    layout = _Layout(size, _numbers(fixed), itemgetter(*index), correction, blocks)
    return layout if layout.rows(sample.encode()) == _numbers(code.matrix) else None


def _patterns(version: int, size: int) -> frozenset[tuple[int, int]]:
    """Each (row, column) that belongs to no data: the three corners with what is written along
    them, the two lines between them, the small squares and, from 7 on, the version."""
    centres = _CENTRES.get(version, ())
    last = max(centres, default=0)
    squares = [
        (row, column)
        for row in centres
        for column in centres
        if (row, column) not in ((6, 6), (6, last), (last, 6))
    ]

    def is_pattern(row: int, column: int) -> bool:
        if (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9):
            return True
        if 6 in (row, column) or any(abs(row - y) < 3 > abs(column - x) for y, x in squares):
            return True
        return version > 6 and min(row, column) < 6 and max(row, column) >= size - 11

    return frozenset(
        (row, column) for row in range(size) for column in range(size) if is_pattern(row, column)
    )


def _path(size: int) -> list[tuple[int, int]]:
    """Every (row, column) in the order in which data is laid: pairs of columns from the right,
    up and down by turns; the column of the timing pattern is no part of a pair."""
    columns = [column for column in range(size - 1, -1, -1) if column != 6]
    path = []
    for turn, right in enumerate(columns[::2]):
        left = columns[2 * turn + 1]
        rows = range(size - 1, -1, -1) if turn % 2 == 0 else range(size)
        path += [(row, column) for row in rows for column in (right, left)]
    return path


# --- error correction: Reed and Solomon's, over GF(256) with x^8 + x^4 + x^3 + x^2 + 1 -----------


@lru_cache(maxsize=16)
def _multiples(count: int) -> tuple[int, ...]:
    """Every multiple of the generator of degree `count` without its highest term, as numbers of
    `count` bytes; the factor is the index."""
    powers = [1]
    for _ in range(254):
        power = powers[-1] << 1
        powers.append(power ^ 0x11D if power > 255 else power)
    logarithm = {power: index for index, power in enumerate(powers)}

    def product(one: int, other: int) -> int:
        return powers[(logarithm[one] + logarithm[other]) % 255] if one and other else 0

    generator = [1]  # the product of all (x - 2**n), highest power first
    for degree in range(count):
        scaled = [product(each, powers[degree]) for each in generator]
        generator = [one ^ other for one, other in zip([*generator, 0], [0, *scaled], strict=True)]
    return tuple(
        int.from_bytes(bytes(product(factor, each) for each in generator[1:]), "big")
        for factor in range(256)
    )


def _remainder(data: bytes, count: int) -> bytes:
    """The `count` bytes of error correction of a block."""
    multiples, top = _multiples(count), 8 * (count - 1)
    rest, low = 0, (1 << top) - 1
    for byte in data:
        rest = ((rest & low) << 8) ^ multiples[(rest >> top) ^ byte]
    return rest.to_bytes(count, "big")
