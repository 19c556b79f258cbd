"""QR codes: the picture has the very modules of the code, black on white."""

from __future__ import annotations

import base64
import io

import pytest
import segno
from PIL import Image

from kimgen.qr import MASK, qr_code

PREFIX = "data:image/png;base64,"


@pytest.mark.parametrize("length", [30, 31, 45, 70, 90, 120, 180, 400])
def test_the_picture_is_the_code(length: int) -> None:
    url = "https://kim-contoh.kim.id/".ljust(length, "a")
    text = qr_code(url)
    assert text.startswith(PREFIX)
    image = Image.open(io.BytesIO(base64.b64decode(text.removeprefix(PREFIX))))
    image.load()  # sums and lengths are right
    code = segno.make_qr(url, error="m", mask=MASK, boost_error=False)
    assert image.size == (len(code.matrix), len(code.matrix))
    dark = [
        [int(image.getpixel((x, y)) == 0) for x in range(image.width)] for y in range(image.height)
    ]
    assert dark == [list(row) for row in code.matrix]
    assert dark[0][:7] == [1] * 7, "the corner that readers look for"


def test_an_ordinary_address_takes_little_room() -> None:
    url = "https://kim-melayu-berkarya.kim.id/berita/panen-raya-padi-di-sawah-ulayat-nagari.html"
    assert len(qr_code(url)) < 600


def test_an_address_that_no_code_can_hold_has_none() -> None:
    assert qr_code("https://kim-contoh.kim.id/" + "a" * 3000) == ""
