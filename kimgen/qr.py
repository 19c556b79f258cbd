"""QR codes of addresses, for paper and for a screen on the wall.

A code is a picture of one bit a module in a `data:` address: some 500 characters, a fifth of what
a drawing takes, and no file. Pure.
"""

from __future__ import annotations

import base64
import struct
import zlib
from functools import lru_cache

MASK = 3
"""One of the eight patterns that a code may be laid over with. Choosing the best of them takes
six times as long as making the code, and addresses are as good as random: phones read any."""


@lru_cache(maxsize=1024)  # a preview makes the same ones again and again
def qr_code(url: str) -> str:
    """A QR code of `url` as the `src` of a picture, one pixel a module, without the quiet zone
    around it (the page gives it room); `''` for an address that is too long for any.

    Error correction M: about a seventh of it may be dirt or a fold.
    """
    import segno  # late: it takes as long to load as ten codes to make

    try:
        code = segno.make_qr(url, error="m", mask=MASK, boost_error=False)
    except segno.DataOverflowError:
        return ""
    size = len(code.matrix)
    pad = -size % 8
    rows = b"".join(
        b"\0"
        + int(bytes(row).translate(_DIGITS) + b"0" * pad, 2).to_bytes((size + pad) // 8, "big")
        for row in code.matrix
    )
    head = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, data)
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    )
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


_DIGITS = bytes(ord("0") if byte else ord("1") for byte in range(256))
"""A dark module, 1, is black, which is 0 in a picture."""


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
