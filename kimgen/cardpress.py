"""Draws the cards of posts with Pillow, and keeps them beside prepared pictures.

What is drawn is text of ours and pictures that were rebuilt before, so it needs no process of its
own. The ground of a KIM is drawn once; what is left of a card is some text, and packing it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kimgen import atomic
from kimgen.cards import ARABIC, EXTENDED, HEIGHT, LATIN, MOST, RECIPE, WIDTH, Card, visual
from kimgen.pictures import version
from kimgen.picturesizes import encoded

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_EDGE = 72
"""Pixels left free at the sides."""
_PHOTO = 440
"""Width of the picture."""
_SIZES = (76, 66, 58, 50, 43)
"""Heights of the title's letters; the first that fits."""
_LINES = 4
_TOP, _BOTTOM = 150, 500
"""Where the title stands."""
_INK = "#ffffff"
_QUALITIES = (70, 56, 42, 28, 16)


@cache
def recipe() -> str:
    """What draws cards here, for the key of a site; `''` where none can be drawn: without Pillow,
    its text layout, or the fonts, which come from npm."""
    if not version():
        return ""
    vendor = files("kimgen") / "data" / "vendor"
    if not all((vendor / name).is_file() for name in (LATIN, EXTENDED, ARABIC)):
        return ""
    from PIL import features

    return f"cards {RECIPE}" if features.check("raqm") else ""


def place(card: Card, cache_folder: Path) -> tuple[str, bool]:
    """(where the file of `card` is or will be, whether it is there)."""
    name = card.key
    target = f"{cache_folder}/cards/{name[:2]}/{name}.jpg"
    return target, os.path.exists(target)  # noqa: PTH110  (once for each post)


def press(card: Card, photo: str, target: str) -> None:
    """Draw `card` into the file `target`; `photo` is the file of its picture, `''` for none.
    Raises `OSError`."""
    atomic.write(target, drawn(card, photo))


def drawn(card: Card, photo: str = "") -> bytes:
    """A JPEG of `card`, at most `MOST` bytes."""
    from PIL import ImageDraw

    image = _ground(card.colour, card.rtl).copy()
    picture = _picture(photo) if photo else None
    width = WIDTH - 2 * _EDGE
    if picture is not None:
        image.paste(picture, (0 if card.rtl else WIDTH - _PHOTO, 0))
        width -= _PHOTO
    left = _EDGE + (_PHOTO if picture is not None and card.rtl else 0)
    draw = ImageDraw.Draw(image)

    def line(text: str, top: float, size: int, ink: str = _INK) -> None:
        pieces = visual(text, card.rtl)
        x = left + width - _length(pieces, size) if card.rtl else float(left)
        for font, piece in pieces:
            face, way = _font(font, size), "rtl" if font == ARABIC else "ltr"
            draw.text((x, top), piece, fill=ink, font=face, anchor="ls", direction=way)
            x += _advance(font, size, piece)

    size, lines = _fitted(card.title, card.rtl, width)
    step = size * (1.5 if card.rtl else 1.22)
    top = _TOP + (_BOTTOM - _TOP - step * len(lines)) / 2 + size
    for number, text in enumerate(lines):
        line(text, top + number * step, size)
    line(_cut(card.name, card.rtl, width, 36), 84, 36)
    line(_cut(card.kind, card.rtl, width, 30), 556, 30)
    line(_cut(card.place, card.rtl, width, 26), 596, 26)
    return _packed(image)


def _packed(image: Image) -> bytes:
    for quality in _QUALITIES:
        content = encoded(image, "JPEG", quality=quality, subsampling=2, optimize=True)
        if len(content) <= MOST:
            break
    return content


@lru_cache(maxsize=32)
def _ground(colour: str, rtl: bool) -> Image:
    """A plain ground with a row of diamonds along one side, as woven cloth has them."""
    from PIL import Image, ImageColor, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), colour)
    red, green, blue = ImageColor.getrgb(colour)[:3]
    pale = tuple(channel + (255 - channel) // 3 for channel in (red, green, blue))
    draw = ImageDraw.Draw(image)
    side = WIDTH - 14 if rtl else 14
    for middle in range(15, HEIGHT, 30):
        draw.polygon(
            [(side - 12, middle), (side, middle - 13), (side + 12, middle), (side, middle + 13)],
            fill=pale,
        )
    return image


def _picture(photo: str) -> Image | None:
    """A picture of the site, cut to its place; None where it cannot be read."""
    from PIL import Image, ImageOps

    try:
        with Image.open(photo) as image:
            image.draft("RGB", (_PHOTO, HEIGHT))  # a JPEG is decoded no larger than needed
            return ImageOps.fit(image.convert("RGB"), (_PHOTO, HEIGHT), Image.Resampling.BILINEAR)
    except (OSError, ValueError, SyntaxError):
        return None


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    data = (files("kimgen") / "data" / "vendor" / name).read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=8192)  # the words of a village come again and again
def _advance(font: str, size: int, piece: str) -> float:
    return _font(font, size).getlength(piece, direction="rtl" if font == ARABIC else "ltr")


def _length(pieces: list[tuple[str, str]], size: int) -> float:
    return sum(_advance(font, size, piece) for font, piece in pieces)


def _width(text: str, rtl: bool, size: int) -> float:
    return _length(visual(text, rtl), size)


def _fitted(title: str, rtl: bool, width: int) -> tuple[int, list[str]]:
    """(height of the letters, lines) with which the title fits; cut where it never does."""
    for size in _SIZES:
        lines = list(_wrapped(title, rtl, width, size))
        high = size * (1.5 if rtl else 1.22) * len(lines)
        whole = len(lines) <= _LINES and high <= _BOTTOM - _TOP
        # A word that had to be broken is better off small
        if whole and (" ".join(lines) == title or size == _SIZES[-1]):
            return size, lines
    size = _SIZES[-1]
    return size, [*lines[: _LINES - 1], _cut(" ".join(lines[_LINES - 1 :]), rtl, width, size)]


def _wrapped(text: str, rtl: bool, width: int, size: int) -> Iterator[str]:
    line = ""
    for whole in text.split():
        word = whole
        longer = f"{line} {word}".strip()
        if _width(longer, rtl, size) <= width:
            line = longer
            continue
        if line:
            yield line
        while _width(word, rtl, size) > width:  # one that is wider than the card
            count = len(word) - 1
            while count > 1 and _width(word[:count], rtl, size) > width:
                count -= 1
            yield word[:count]
            word = word[count:]
        line = word
    if line:
        yield line


def _cut(text: str, rtl: bool, width: int, size: int) -> str:
    """`text` in one line, with an ellipsis where it is too long."""
    if _width(text, rtl, size) <= width:
        return text
    while text and _width(f"{text}…", rtl, size) > width:
        shorter = text.rpartition(" ")[0]
        text = shorter if len(shorter) > len(text) // 2 else text[:-1]
    return f"{text.rstrip(' ,.;:-')}…"
