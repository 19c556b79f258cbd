"""The brush: a canvas at twice the final size, colours, soft shading and curves.

Every picture is a stack of flat shapes with a gradient and a stippled shade, as
printed children's books have it. All chance comes from a generator seeded with
the picture's name, so that the same Pillow gives the same bytes every time.
"""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
RGB = tuple[int, int, int]
Drawing = Callable[[ImageDraw.ImageDraw, Callable[[Sequence[Point]], list[Point]]], None]

SCALE = 2
"""Pixels drawn for one pixel of the result, in each direction."""


def rgb(colour: str) -> RGB:
    """`#c0ffee` -> three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """Colour between two, `share` 0 is the first."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def dark(colour: str, share: float = 0.25) -> str:
    """The colour in its own shade: darker and a little cooler."""
    return mix(colour, "#1d1440", share)


def light(colour: str, share: float = 0.25) -> str:
    """The colour in the sun: lighter and a little warmer."""
    return mix(colour, "#fff4d6", share)


@lru_cache(maxsize=4)
def _noise(width: int, height: int) -> Image.Image:
    """Grain of a whole canvas; coarser than a pixel so that it survives a JPEG."""
    small = (width // 2 + 1, height // 2 + 1)
    rng = random.Random(20251)
    grain = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    return grain.resize((small[0] * 2, small[1] * 2), Image.Resampling.NEAREST).crop(
        (0, 0, width, height)
    )


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 10) -> list[Point]:
    """Catmull-Rom curve through the points."""
    count = len(points)
    result: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(index + k) % count] for k in (-1, 0, 1, 2))
        else:
            p0 = points[max(index - 1, 0)]
            p1, p2 = points[index], points[index + 1]
            p3 = points[min(index + 2, count - 1)]
        for step in range(steps):
            t = step / steps
            result.append(tuple(  # type: ignore[arg-type]
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t
                       + (3 * b - a - 3 * c + d) * t * t * t)
                for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
            ))
    if not closed:
        result.append(points[-1])
    return result


def bow(start: Point, middle: Point, end: Point, steps: int = 16) -> list[Point]:
    """Quadratic curve that leaves `start` towards `middle` and arrives at `end`."""
    curve = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        curve.append((
            a * start[0] + b * middle[0] + c * end[0],
            a * start[1] + b * middle[1] + c * end[1],
        ))
    return curve


def taper(path: Sequence[Point], first: float, last: float) -> list[Point]:
    """Outline of a stroke along `path` whose width goes from `first` to `last`."""
    left, right = [], []
    count = len(path) - 1
    for index, (x, y) in enumerate(path):
        ax, ay = path[max(index - 1, 0)]
        bx, by = path[min(index + 1, count)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        half = (first + (last - first) * index / max(count, 1)) / 2
        dx, dy = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + dx, y + dy))
        right.append((x - dx, y - dy))
    return left + right[::-1]


def oval(x: float, y: float, rx: float, ry: float, turn: float = 0, count: int = 40) -> list[Point]:
    """Points of an ellipse, turned by `turn` degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    points = []
    for index in range(count):
        angle = 2 * math.pi * index / count
        dx, dy = rx * math.cos(angle), ry * math.sin(angle)
        points.append((x + dx * cos - dy * sin, y + dx * sin + dy * cos))
    return points


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """Points of a rectangle from its upper left corner."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


class Canvas:
    """A picture in the making; coordinates are those of the final size."""

    def __init__(self, width: int, height: int, name: str, paper: str = "#f4ead6") -> None:
        self.width, self.height = width, height
        self.rng = random.Random(f"kimgen sample {name}")
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), paper)
        self.noise = _noise(width * SCALE, height * SCALE)

    # -- filling ---------------------------------------------------------------------

    def gradient(self, stops: Sequence[tuple[float, str]], top: float = 0, bottom: float = 0) -> None:
        """Fill the whole width between two heights with a vertical gradient."""
        bottom = bottom or self.height
        rows = max(round((bottom - top) * SCALE), 1)
        strip = Image.new("RGB", (1, rows))
        for row in range(rows):
            place = row / max(rows - 1, 1)
            before = max((s for s in stops if s[0] <= place), default=stops[0])
            after = min((s for s in stops if s[0] > place), default=stops[-1])
            span = after[0] - before[0]
            share = (place - before[0]) / span if span > 0 else 0.0
            strip.putpixel((0, row), rgb(mix(before[1], after[1], min(max(share, 0), 1))))
        self.image.paste(strip.resize((self.width * SCALE, rows)), (0, round(top * SCALE)))

    def shape(
        self,
        points: Sequence[Point],
        colour: str,
        shade: str | None = None,
        side: str = "b",
        amount: float = 0.75,
        alpha: float = 1.0,
        blur: float = 0.0,
        grain: bool = True,
    ) -> None:
        """A filled polygon, with a stippled `shade` growing towards `side` (t, b, l, r)."""
        self.shapes([points], colour, shade, side, amount, alpha, blur, grain)

    def shapes(
        self,
        outlines: Sequence[Sequence[Point]],
        colour: str,
        shade: str | None = None,
        side: str = "b",
        amount: float = 0.75,
        alpha: float = 1.0,
        blur: float = 0.0,
        grain: bool = True,
    ) -> None:
        """Several polygons as one form: they share their shade and never overlap twice."""
        xs = [x for outline in outlines for x, _ in outline]
        ys = [y for outline in outlines for _, y in outline]
        margin = blur * 3 + 1
        x0 = max(math.floor((min(xs) - margin) * SCALE), 0)
        y0 = max(math.floor((min(ys) - margin) * SCALE), 0)
        x1 = min(math.ceil((max(xs) + margin) * SCALE), self.image.width)
        y1 = min(math.ceil((max(ys) + margin) * SCALE), self.image.height)
        if x1 <= x0 or y1 <= y0:
            return
        mask = Image.new("L", (x1 - x0, y1 - y0), 0)
        draw = ImageDraw.Draw(mask)
        for outline in outlines:
            draw.polygon([(x * SCALE - x0, y * SCALE - y0) for x, y in outline], fill=255)
        self._apply(mask, (x0, y0, x1, y1), colour, shade, side, amount, alpha, blur, grain)

    def _apply(
        self, mask: Image.Image, area: tuple[int, int, int, int], colour: str,
        shade: str | None, side: str, amount: float, alpha: float, blur: float, grain: bool,
    ) -> None:
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        paint = Image.new("RGB", mask.size, colour)
        if shade is not None:
            fall = Image.linear_gradient("L")
            turns = {"b": None, "t": 180, "r": 90, "l": 270}
            if turns[side] is not None:
                fall = fall.rotate(turns[side] or 0)
            fall = fall.resize(mask.size).point([round(v * amount) for v in range(256)])
            if grain:
                noise = self.noise.crop(area)
                fall = ImageChops.add(fall, noise, 1, -255)
                fall = fall.point([min(v * 2, 255) for v in range(256)])
            paint.paste(Image.new("RGB", mask.size, shade), (0, 0), fall)
        self.image.paste(paint, area[:2], mask)

    # -- strokes and spots -----------------------------------------------------------

    def line(self, path: Sequence[Point], width: float, colour: str, alpha: float = 1.0) -> None:
        """A stroke with round ends."""
        self.shapes(
            [taper(path, width, width), *(oval(x, y, width / 2, width / 2, 0, 14) for x, y in path)],
            colour, alpha=alpha,
        )

    def dot(self, x: float, y: float, radius: float, colour: str, alpha: float = 1.0) -> None:
        self.shape(oval(x, y, radius, radius, 0, 28), colour, alpha=alpha)

    def ball(self, x: float, y: float, rx: float, ry: float, colour: str,
             shade: str | None = None, side: str = "b") -> None:
        """A round thing with its shade."""
        self.shape(oval(x, y, rx, ry), colour, shade or dark(colour, 0.3), side)

    def glow(self, x: float, y: float, radius: float, colour: str, alpha: float = 0.7) -> None:
        """Light that fades out from a point."""
        size = round(radius * 2 * SCALE)
        fall = ImageChops.invert(Image.radial_gradient("L")).resize((size, size))
        fall = fall.point([round(max(v - 74, 0) / 181 * 255 * alpha) for v in range(256)])
        left, top = round((x - radius) * SCALE), round((y - radius) * SCALE)
        self.image.paste(Image.new("RGB", (size, size), colour), (left, top), fall)

    def haze(self, top: float, bottom: float, colour: str, alpha: float = 0.6) -> None:
        """A band of mist, densest in its middle."""
        rows = max(round((bottom - top) * SCALE), 1)
        fall = Image.new("L", (1, rows))
        for row in range(rows):
            fall.putpixel((0, row), round(255 * alpha * math.sin(math.pi * row / rows) ** 2))
        fall = fall.resize((self.width * SCALE, rows))
        self.image.paste(Image.new("RGB", fall.size, colour), (0, round(top * SCALE)), fall)

    def darken(self, colour: str, alpha: float) -> None:
        """Lay one colour over everything, as dusk does."""
        self.image = Image.blend(self.image, Image.new("RGB", self.image.size, colour), alpha)

    # -- the end ---------------------------------------------------------------------

    def finish(self, paper: bool = True) -> Image.Image:
        """The picture at its final size, with a breath of paper grain unless it is a logo."""
        if not paper:
            return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        shrink = 0.9 if self.width > self.height and self.width > 1300 else 1
        size = (round(self.width * shrink), round(self.height * shrink))
        image = self.image.resize(size, Image.Resampling.LANCZOS)
        grain = self.noise.resize(image.size, Image.Resampling.BILINEAR)
        sheet = Image.merge("RGB", (grain,) * 3)
        return Image.blend(image, ImageChops.soft_light(image, sheet), 0.05)
