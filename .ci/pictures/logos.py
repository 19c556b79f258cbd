"""Marks of the sample KIMs: a disc, two or three colours, no letters."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math
from collections.abc import Callable

from . import pattern
from .brush import Canvas, bow, box, oval, smooth, taper
from .gallery import Scene, picture

SIZE = 512
CREAM = "#fbf4e2"


def mark(label: str, ground: str) -> Callable[[Scene], Scene]:
    """Register a logo: `scene` draws on a disc of the colour `ground`."""

    def register(scene: Scene) -> Scene:
        def draw(c: Canvas) -> None:
            c.shape(box(0, 0, SIZE, SIZE), ground)
            scene(c)
            for radius, colour, width in ((244, CREAM, 7), (252, ground, 10)):
                c.line([*oval(256, 256, radius, radius, 0, 90), (256 + radius, 256)], width, colour)

        picture(label, "logo.png", SIZE, SIZE)(draw)
        return scene

    return register


def _waves(c: Canvas, y: float, colours: tuple[str, ...], step: float = 46) -> None:
    for index, colour in enumerate(colours):
        top = [(x, y + index * step + math.sin(x / 41 + index * 1.7) * 13) for x in range(0, SIZE + 1, 8)]
        c.shape([*top, (SIZE, SIZE), (0, SIZE)], colour)


@mark("kim-melayu-berkarya", "#0b5f5a")
def river_and_sun(c: Canvas) -> None:
    c.dot(256, 236, 92, "#f3b53f")
    for k in range(12):
        a = math.pi + k * math.pi / 11
        c.line([(256 + math.cos(a) * 116, 240 + math.sin(a) * 116), (256 + math.cos(a) * 152, 240 + math.sin(a) * 152)], 13, "#f3b53f")
    _waves(c, 262, (CREAM, "#0b5f5a", CREAM, "#0b5f5a"), 48)


@mark("kim-batuah-bersemi", "#2f6b2f")
def sprout(c: Canvas) -> None:
    c.shape(taper(bow((256, 430), (250, 320), (256, 210)), 26, 18), CREAM)
    for side in (-1, 1):
        c.shape([*bow((256, 300), (256 + side * 40, 150), (256 + side * 168, 150), 16), *bow((256 + side * 168, 150), (256 + side * 160, 300), (256, 300), 16)], "#a9d35a" if side > 0 else CREAM)
    c.shape(smooth([(120, 430), (256, 390), (392, 430), (360, 480), (256, 500), (150, 480)]), "#c98f4a")


@mark("kim-lada-batuah", "#6d2b26")
def peppercorns(c: Canvas) -> None:
    for k in range(13):
        t = k / 12
        x, y = 190 + t * 150, 110 + t * 250
        for side in (-1, 1):
            c.dot(x + side * 26 * math.sin(t * 3 + 0.5) + side * 8, y, 22, ("#e8b54a", "#d9663f", CREAM)[(k + side) % 3])
    c.shape([*bow((180, 100), (300, 60), (400, 150), 14), *bow((400, 150), (260, 190), (180, 100), 14)], "#7fae5a")


@mark("kim-pariangan-saiyo", "#8a1c2b")
def horns(c: Canvas) -> None:
    c.shape([(256, 110), (400, 330), (112, 330)], "#b5502f")
    roof = [*bow((60, 180), (130, 320), (256, 322), 20), *bow((256, 322), (382, 320), (452, 180), 20), *bow((452, 180), (430, 340), (420, 366), 8), (92, 366), *bow((92, 366), (82, 340), (60, 180), 8)]
    c.shape(roof, "#e9b34a")
    c.shape(box(122, 366, 268, 54), CREAM)
    for k in range(5):
        c.shape([(150 + k * 53, 372), (168 + k * 53, 393), (150 + k * 53, 414), (132 + k * 53, 393)], "#8a1c2b")


@mark("kim-lamteh-meusapat", "#125a86")
def sail_and_shore(c: Canvas) -> None:
    c.shape([(250, 92), *bow((250, 92), (420, 220), (392, 330), 14), (250, 330)], CREAM)
    c.shape([(236, 130), *bow((236, 130), (130, 240), (142, 330), 14), (236, 330)], "#f3b53f")
    c.shape([(110, 346), (410, 346), (350, 404), (170, 404)], "#d9532f")
    _waves(c, 412, (CREAM, "#125a86"), 40)


@mark("kim-ayapo-khenambay", "#2a2122")
def spirals(c: Canvas) -> None:
    pattern._spiral(c, 256, 256, 170, "#b5552f", CREAM, "#e9b34a")
    for k in range(16):
        a = k * math.tau / 16
        c.shape([(256 + math.cos(a - 0.12) * 186, 256 + math.sin(a - 0.12) * 186), (256 + math.cos(a) * 222, 256 + math.sin(a) * 222), (256 + math.cos(a + 0.12) * 186, 256 + math.sin(a + 0.12) * 186)], CREAM)


@mark("kim-waisai-bahari", "#0f7f8a")
def manta(c: Canvas) -> None:
    wings = [(256, 160), (196, 186), (64, 150), (120, 250), (200, 306), (256, 324), (312, 306), (392, 250), (448, 150), (316, 186)]
    c.shape(smooth(wings), CREAM)
    for side in (-1, 1):
        c.shape(taper(bow((256 + side * 26, 172), (256 + side * 44, 140), (256 + side * 22, 116)), 20, 8), CREAM)
        c.shape(smooth([(256 + side * 40, 214), (256 + side * 84, 226), (256 + side * 60, 252)]), "#0f7f8a")
    c.shape(taper(bow((256, 310), (262, 380), (240, 440)), 16, 5), CREAM)
    for k, tone in enumerate(("#f3b53f", "#e8655a", "#f3b53f")):
        c.dot(150 + k * 106, 420 - (k % 2) * 26, 18, tone)


@mark("kim-nglanggeran-guyub", "#5a3420")
def stones(c: Canvas) -> None:
    for x, top, half, tone in ((150, 250, 66, "#c98f4a"), (362, 230, 70, "#c98f4a"), (256, 120, 86, CREAM)):
        c.shape(smooth([(x - half, 400), (x - half, top + 70), (x - half * 0.6, top + 10), (x, top), (x + half * 0.6, top + 10), (x + half, top + 70), (x + half, 400)], steps=8), tone)
    c.shape(box(0, 384, SIZE, 128), "#5a3420")
    c.shape(box(60, 376, 392, 20), "#e9b34a")
    for k in range(4):
        c.shape(oval(136 + k * 80, 436, 30, 15, 45 if k % 2 else -45), CREAM)


@mark("kim-cigedug-sauyunan", "#3f7a35")
def tea_leaf(c: Canvas) -> None:
    for turn, tone in ((-46, "#b9d96a"), (46, "#b9d96a"), (0, CREAM)):
        a = math.radians(turn - 90)
        tip = (256 + math.cos(a) * 270, 400 + math.sin(a) * 270)
        b = a + math.pi / 2
        mid = (256 + math.cos(a) * 130, 400 + math.sin(a) * 130)
        c.shape([*bow((256, 400), (mid[0] + math.cos(b) * 110, mid[1] + math.sin(b) * 110), tip, 16), *bow(tip, (mid[0] - math.cos(b) * 110, mid[1] - math.sin(b) * 110), (256, 400), 16)], tone)
        c.line([(256, 396), (256 + math.cos(a) * 200, 400 + math.sin(a) * 200)], 6, "#3f7a35")
    c.line([(256, 396), (256, 452)], 16, CREAM)


@mark("kim-subak-jatiluwih", "#14532d")
def steps(c: Canvas) -> None:
    c.shape([(256, 96), (356, 240), (156, 240)], "#e9b34a")
    for k in range(6):
        y = 232 + k * 42
        line = [(x, y + math.sin(x / 70 + k * 0.8) * 15) for x in range(0, SIZE + 1, 8)]
        c.shape([*line, (SIZE, SIZE), (0, SIZE)], (CREAM, "#14532d", "#a9d35a", "#14532d", CREAM, "#14532d")[k])


@mark("kim-tenun-kaliuda", "#24365e")
def diamond(c: Canvas) -> None:
    for share, tone in ((190, "#a63a2c"), (150, CREAM), (118, "#24365e"), (76, "#e9b34a"), (40, "#a63a2c")):
        c.shape([(256, 256 - share), (256 + share, 256), (256, 256 + share), (256 - share, 256)], tone)
    for side in (-1, 1):
        for up in (-1, 1):
            c.line([(256 + side * 150, 256 + up * 120), (256 + side * 120, 256 + up * 150)], 16, "#e9b34a")


@mark("kim-lonthoir-siwalima", "#7a3b12")
def nutmeg_mark(c: Canvas) -> None:
    c.dot(256, 270, 148, "#f0c95a")
    c.shape(smooth([(256, 130), (336, 270), (256, 412), (176, 270)]), CREAM)
    c.shape(oval(256, 270, 52, 88), "#5a2a18")
    for offset in (-26, 0, 26):
        c.shape(taper(bow((256 + offset * 0.6, 186), (256 + offset * 1.9, 270), (256 + offset * 0.6, 354)), 15, 9), "#d8382f")
    c.shape([*bow((256, 126), (320, 60), (400, 96), 12), *bow((400, 96), (330, 140), (256, 126), 12)], "#8fbf5a")


@mark("kim-pulau-mepar", "#1b4b5a")
def moon_and_stilts(c: Canvas) -> None:
    c.dot(352, 158, 54, "#f3cf6a")
    c.dot(374, 144, 46, "#1b4b5a")
    c.shape([(90, 282), (180, 196), (332, 196), (420, 282)], "#d9663f")
    c.shape(box(122, 282, 268, 70), CREAM)
    c.shape(box(228, 296, 56, 56), "#1b4b5a")
    for k in range(4):
        c.shape(box(138 + k * 74, 352, 15, 70), CREAM)
    _waves(c, 412, ("#7fc0c0", "#1b4b5a"), 40)


@mark("kim-kopi-simpangsari", "#4a2a1e")
def coffee_bean(c: Canvas) -> None:
    c.shape(oval(256, 262, 118, 158, 28), CREAM)
    c.shape(taper(smooth([(330, 130), (262, 200), (262, 310), (190, 396)], False), 26, 26), "#4a2a1e")
    c.shape([*bow((330, 120), (380, 60), (450, 130), 12), *bow((450, 130), (390, 160), (330, 120), 12)], "#8fbf5a")
    c.dot(132, 150, 30, "#c8302a")
    c.dot(118, 218, 24, "#c8302a")
