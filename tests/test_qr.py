"""QR codes: the picture has the very modules of the code, black on white."""

from __future__ import annotations

import base64
import io
import string

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kimgen import qr
from kimgen.qr import MASK, modules, qr_code

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


def modules_of(url: str) -> tuple[int, ...]:
    code = segno.make_qr(url, error="m", mask=MASK, boost_error=False)
    return tuple(int("".join(map(str, row)), 2) for row in code.matrix)


@given(st.text(string.ascii_letters + string.digits + "/:-_.%?&=#é", min_size=1, max_size=200))
def test_any_address_gets_the_code_that_segno_makes(url: str) -> None:
    assert modules(url) == modules_of(url)


@pytest.mark.parametrize("version", sorted(qr._BLOCKS))
@pytest.mark.parametrize("spare", [0, 1, 2, 7])
def test_every_size_is_made_here(monkeypatch: pytest.MonkeyPatch, version: int, spare: int) -> None:
    """Full to the last byte and not; and none of them by asking for each code."""
    url = "https://kim-contoh.kim.id/".ljust(300, "a")[: sum(qr._BLOCKS[version][1]) - 2 - spare]
    wanted = modules_of(url)
    qr._layout(version)
    monkeypatch.setattr(qr, "_segno", lambda *_: pytest.fail("this one was asked for"))
    assert modules(url) == wanted
    assert len(wanted) == 17 + 4 * version


def test_a_size_in_which_the_two_differ_is_left_to_segno(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qr, "_CENTRES", {})
    qr._layout.cache_clear()
    try:
        assert qr._layout(4) is None
        url = "https://kim-contoh.kim.id/".ljust(60, "a")
        assert modules(url) == modules_of(url)
    finally:
        qr._layout.cache_clear()
