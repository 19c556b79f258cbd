"""The sizes of a picture, each as small as a reader's network asks for, and still good to look at.

What is encoded is pixels that `pictures` has decoded; nothing is read here. Pillow's images come
in, bytes go out.
"""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Quality:
    """How large pictures become, in pixels and in bytes."""

    widths: tuple[int, ...] = (320, 640, 960, 1280)
    """Pixels, ascending; the last is the largest that is made. Never upscaled."""
    budgets: tuple[int, ...] = (14_000, 30_000, 44_000, 80_000)
    """Bytes that a size of each of `widths` should stay below; a busy picture loses quality."""
    webp: tuple[int, ...] = (72, 55, 40, 26, 14)
    """From the best down to the least that a budget may ask for."""
    avif: tuple[int, ...] = (52, 44, 36, 28, 20)
    """Of about the same look as those of WebP, each."""
    jpeg: int = 80


DEFAULT_QUALITY = Quality()


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a rebuilt picture."""

    width: int
    height: int
    content: bytes


def all_sizes(base: Image, quality: Quality) -> list[Image]:
    """`base` in all its widths, smallest first."""
    scaled = [base]
    for width in reversed(_widths(base.width, quality.widths)[:-1]):
        # Each size from the next larger one: far cheaper, and no eye sees a difference.
        height = max(1, round(base.height * width / base.width))
        scaled.append(scaled[-1].resize((width, height)))
    return scaled[::-1]


def as_webp(scaled: list[Image], quality: Quality) -> tuple[tuple[Size, ...], int]:
    """Each of `scaled`, and the number of the quality that the last of them came down to."""
    sizes: list[Size] = []
    step = 0
    for image in scaled:
        # what the small size had to give up the large one has to, as well
        size, step = _within(image, "WEBP", quality.webp, step, quality)
        sizes.append(size)
    return tuple(sizes), step


def as_jpeg(image: Image, quality: Quality) -> Size:
    """What everything can show; nothing may shine through."""
    content = encoded(image, "JPEG", quality=quality.jpeg, optimize=True, progressive=True)
    return Size(image.width, image.height, content)


def _budget(width: int, quality: Quality) -> float:
    """Bytes for a picture `width` pixels wide: those of the next width that has some, in
    proportion."""
    for each, most in zip(quality.widths, quality.budgets, strict=True):
        if width <= each:
            return most * width / each
    return quality.budgets[-1]


_EFFORT = {"WEBP": {"method": 4}, "AVIF": {"speed": 8, "max_threads": 1}}
"""Pillow's options for a format: what takes longer makes it hardly smaller."""


def _within(
    image: Image, kind: str, qualities: tuple[int, ...], step: int, quality: Quality
) -> tuple[Size, int]:
    """`image` with the best of `qualities` from the number `step` on that keeps to the budget of
    its width, or the last; and the number of that."""
    most, step = _budget(image.width, quality), min(step, len(qualities) - 1)
    while True:
        content = encoded(image, kind, quality=qualities[step], **_EFFORT[kind])
        if len(content) <= most or step == len(qualities) - 1:
            return Size(image.width, image.height, content), step
        step += 1


_CLEARLY = 0.9
"""Of the bytes of WebP; for less it is not worth as many files again."""


def as_avif(
    scaled: list[Image], sizes: tuple[Size, ...], step: int, quality: Quality
) -> tuple[Size, ...]:
    """AVIF of each size, none where they are hardly smaller together; `step` is the quality that
    WebP came down to."""
    # one of the smaller ones decides, mostly: then the rest need not be made
    first = min(1, len(scaled) - 1)
    one, _ = _within(scaled[first], "AVIF", quality.avif, step, quality)
    if len(one.content) > _CLEARLY * len(sizes[first].content):
        return ()
    made = tuple(
        one if image is scaled[first] else _within(image, "AVIF", quality.avif, step, quality)[0]
        for image in scaled
    )
    before = sum(len(size.content) for size in sizes)
    after = sum(len(size.content) for size in made)
    return made if after <= _CLEARLY * before else ()


_LONGEST_PLACEHOLDER = 300
"""Characters of an address."""


def placeholder(image: Image) -> str:
    """A `data:` address that shows where what is while the picture is on its way."""
    if image.mode != "RGB":
        return ""
    for longest in (16, 12, 8):
        small = image.resize(fitted(image.size, (longest, longest)))
        content = encoded(small, "WEBP", quality=20, method=6)
        address = "data:image/webp;base64," + b64encode(content).decode()
        if len(address) <= _LONGEST_PLACEHOLDER:
            return address
    return ""


def _widths(width: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The widths to make of a picture `width` pixels wide: the wanted ones that are clearly
    smaller, and its own."""
    return (*(each for each in wanted if each * 5 <= width * 4), width)


def fitted(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """`size` scaled down, never up, to fit into `box`."""
    scale = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def encoded(image: Image, kind: str, **options: int) -> bytes:
    """`image` as a file of the format `kind`, with Pillow's `options` for it."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
