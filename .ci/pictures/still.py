"""Things close at hand: food, harvests and what small businesses sell."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math

from .brush import Canvas, bow, box, dark, light, mix, oval, smooth, taper
from .nature import frond


def table(c: Canvas, y: float, colour: str = "#b9834f", wall: str = "#e9d3a8") -> None:
    """A wall and a wooden table top from `y` down."""
    c.gradient(((0, light(wall, 0.3)), (1, dark(wall, 0.12))), 0, y)
    c.gradient(((0, light(colour, 0.12)), (1, dark(colour, 0.25))), y, c.height)
    for index in range(7):
        yy = y + (c.height - y) * ((index + 1) / 8) ** 1.3
        c.line([(0, yy), (c.width, yy + c.rng.uniform(-3, 3))], 2.2, dark(colour, 0.35), 0.5)
    for _ in range(60):
        x, yy = c.rng.uniform(0, c.width), c.rng.uniform(y + 8, c.height)
        c.line([(x, yy), (x + c.rng.uniform(40, 130), yy + c.rng.uniform(-2, 2))], 1.3, dark(colour, 0.3), 0.35)


def shadow(c: Canvas, x: float, y: float, rx: float, ry: float) -> None:
    c.shape(oval(x, y, rx, ry), "#2b1c24", alpha=0.28, blur=7)


def plate(c: Canvas, x: float, y: float, rx: float, colour: str = "#f4ead6") -> None:
    """A wide plate seen from a little above."""
    shadow(c, x, y + rx * 0.16, rx * 1.02, rx * 0.34)
    c.shape(oval(x, y + rx * 0.05, rx, rx * 0.36), dark(colour, 0.3))
    c.shape(oval(x, y, rx, rx * 0.36), colour, dark(colour, 0.15), "r")
    c.shape(oval(x, y + rx * 0.01, rx * 0.78, rx * 0.26), dark(colour, 0.08), light(colour, 0.3), "b")


def tray(c: Canvas, x: float, y: float, rx: float, colour: str = "#d9b678", flat: float = 0.4) -> None:
    """A round woven tray (tampah)."""
    shadow(c, x, y + rx * 0.14, rx * 1.02, rx * flat)
    c.shape(oval(x, y + rx * 0.045, rx, rx * flat), dark(colour, 0.45))
    c.shape(oval(x, y, rx, rx * flat), colour, dark(colour, 0.3), "r")
    c.shape(oval(x, y + rx * 0.01, rx * 0.9, rx * flat * 0.88), light(colour, 0.25))
    for index in range(-8, 9):
        span = math.sqrt(max(1 - (index / 9) ** 2, 0)) * rx * 0.88
        yy = y + index / 9 * rx * flat * 0.86
        c.line([(x - span, yy), (x + span, yy)], 1.5, dark(colour, 0.25), 0.6)
    for index in range(-14, 15):
        xx = x + index / 15 * rx * 0.88
        span = math.sqrt(max(1 - (index / 15) ** 2, 0)) * rx * flat * 0.84
        c.line([(xx, y - span), (xx, y + span)], 1.5, dark(colour, 0.2), 0.45)


def packet(c: Canvas, x: float, y: float, width: float, height: float, colour: str, mark: str = "fish") -> None:
    """A bag of crisps or coffee with a picture on it, never with letters."""
    shadow(c, x, y, width * 0.6, width * 0.12)
    w = width / 2
    c.shape(smooth([(x - w, y - height), (x + w, y - height), (x + w * 1.06, y - height * 0.5), (x + w * 0.98, y),
                    (x - w * 0.98, y), (x - w * 1.06, y - height * 0.5)], steps=6), colour, dark(colour, 0.35), "r")
    for edge in (y - height, y - height * 0.03):
        teeth = [box(x - w + k * width / 14, edge - 4, width / 28, 10) for k in range(14)]
        c.shapes(teeth, light(colour, 0.35))
    c.shape(oval(x, y - height * 0.5, w * 0.72, height * 0.26), "#f8efd9", "#e5cfa0", "b")
    tone = dark(colour, 0.1)
    cx, cy = x, y - height * 0.5
    if mark == "fish":
        c.shape(smooth([(cx - w * 0.4, cy), (cx, cy - w * 0.25), (cx + w * 0.42, cy), (cx, cy + w * 0.25)]), tone)
        c.shape([(cx - w * 0.32, cy), (cx - w * 0.58, cy - w * 0.2), (cx - w * 0.58, cy + w * 0.2)], tone)
    elif mark == "bean":
        c.shape(oval(cx, cy, w * 0.34, w * 0.46, 25), tone)
        c.shape(taper(bow((cx + w * 0.12, cy - w * 0.4), (cx - w * 0.14, cy), (cx - w * 0.06, cy + w * 0.4)), 5, 5), "#f8efd9")
    elif mark == "leaf":
        c.shape(smooth([(cx, cy - w * 0.5), (cx + w * 0.32, cy), (cx, cy + w * 0.5), (cx - w * 0.32, cy)]), tone)
        c.line([(cx, cy - w * 0.3), (cx, cy + w * 0.6)], 3, "#f8efd9")
    else:
        for turn in range(6):
            a = turn * math.pi / 3
            c.dot(cx + math.cos(a) * w * 0.26, cy + math.sin(a) * w * 0.26, w * 0.14, tone)
        c.dot(cx, cy, w * 0.14, "#e0a030")
    c.shape(taper([(x - w * 0.8, y - height * 0.92), (x - w * 0.86, y - height * 0.1)], 8, 5), "#ffffff", alpha=0.3)


def jar(c: Canvas, x: float, y: float, width: float, height: float, filling: str, lid: str = "#c8553d") -> None:
    """A glass jar with a cloth lid."""
    shadow(c, x, y, width * 0.6, width * 0.14)
    w = width / 2
    c.shape(smooth([(x - w * 0.8, y - height), (x + w * 0.8, y - height), (x + w, y - height * 0.82), (x + w, y - height * 0.06),
                    (x + w * 0.85, y), (x - w * 0.85, y), (x - w, y - height * 0.06), (x - w, y - height * 0.82)], steps=5),
            filling, dark(filling, 0.4), "r")
    c.shape(oval(x, y - height * 0.86, w * 0.84, w * 0.15), light(filling, 0.35))
    c.shape(smooth([(x - w * 1.1, y - height * 0.9), (x - w * 0.8, y - height * 1.14), (x + w * 0.8, y - height * 1.14),
                    (x + w * 1.1, y - height * 0.9), (x + w * 0.5, y - height * 0.94), (x, y - height * 0.89), (x - w * 0.5, y - height * 0.94)]),
            lid, dark(lid, 0.35), "r")
    c.line([(x - w * 0.84, y - height * 0.99), (x + w * 0.84, y - height * 0.99)], 5, "#e9dcb8")
    c.shape(box(x - w * 0.55, y - height * 0.62, w * 1.1, height * 0.34), "#f8efd9", "#e2cfa3", "b")
    c.shape(oval(x, y - height * 0.45, w * 0.3, height * 0.09), lid)
    c.shape(taper([(x - w * 0.78, y - height * 0.78), (x - w * 0.78, y - height * 0.12)], 8, 6), "#ffffff", alpha=0.5)


def cup(c: Canvas, x: float, y: float, size: float, colour: str = "#8a5a3c", drink: str = "#4a2a1e", saucer: bool = True) -> None:
    """A steaming cup or half coconut shell."""
    if saucer:
        plate(c, x, y, size * 0.95, "#d9b678")
    c.shape(smooth([(x - size * 0.6, y - size * 0.62), (x + size * 0.6, y - size * 0.62), (x + size * 0.52, y - size * 0.2),
                    (x + size * 0.2, y + size * 0.04), (x - size * 0.2, y + size * 0.04), (x - size * 0.52, y - size * 0.2)]),
            colour, dark(colour, 0.45), "r")
    c.shape(oval(x, y - size * 0.63, size * 0.6, size * 0.19), dark(colour, 0.3))
    c.shape(oval(x, y - size * 0.61, size * 0.53, size * 0.155), drink, light(drink, 0.3), "r")
    for offset in (-0.2, 0.02, 0.24):
        xx = x + size * offset
        path = smooth([(xx, y - size * 0.72), (xx + size * 0.09, y - size * 0.95), (xx - size * 0.08, y - size * 1.2),
                       (xx + size * 0.06, y - size * 1.5)], False)
        c.shape(taper(path, size * 0.07, size * 0.02), "#fffaf0", alpha=0.55, blur=2.5)


def strawberry(c: Canvas, x: float, y: float, size: float, turn: float = 0) -> None:
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + (dx * cos - dy * sin) * size, y + (dx * sin + dy * cos) * size

    red = mix("#d8262c", "#b5172e", c.rng.random())
    c.shape(smooth([at(0, 0.55), at(-0.34, 0.18), at(-0.4, -0.2), at(0, -0.36), at(0.4, -0.2), at(0.34, 0.18)]), red, dark(red, 0.4), "r")
    for dx, dy in ((-0.2, -0.08), (0.02, -0.12), (0.22, -0.06), (-0.12, 0.12), (0.12, 0.12), (0.0, 0.32)):
        px, py = at(dx, dy)
        c.shape(oval(px, py, size * 0.028, size * 0.045, turn), "#f7dc8a")
    for angle in (-160, -125, -90, -55, -20):
        a = math.radians(angle)
        c.shape(taper([at(0, -0.33), at(math.cos(a) * 0.36, -0.33 + math.sin(a) * 0.16)], size * 0.13, 1), "#5c9a3f")


def nutmeg(c: Canvas, x: float, y: float, size: float, open_: bool = True) -> None:
    """A nutmeg fruit; open, it shows the seed in its red mace."""
    skin = "#e6c766"
    c.ball(x, y, size, size * 1.05, skin, dark(skin, 0.35), "r")
    if not open_:
        c.shape(taper(bow((x, y - size), (x + size * 0.25, y), (x, y + size)), 3, 3), dark(skin, 0.35), alpha=0.7)
        c.line([(x, y - size), (x + 3, y - size * 1.3)], 6, "#6d5a35")
        return
    c.shape(smooth([(x, y - size * 0.95), (x + size * 0.5, y), (x, y + size * 0.98), (x - size * 0.5, y)]), "#f8ecc6", "#e0c98a", "b")
    c.shape(oval(x, y, size * 0.3, size * 0.5), "#5a3524", "#2f1a18", "r")
    for offset in (-0.22, -0.08, 0.07, 0.2):
        path = bow((x + size * offset * 1.2, y - size * 0.5), (x + size * offset * 2.1, y), (x + size * offset * 0.7, y + size * 0.5))
        c.shape(taper(path, size * 0.1, size * 0.05), "#cf2f2a")


def chillies(c: Canvas, x: float, y: float, size: float, count: int = 12) -> None:
    for _ in range(count):
        px, py = x + c.rng.uniform(-1, 1) * size, y + c.rng.uniform(-0.35, 0.35) * size
        turn = c.rng.uniform(0, math.tau)
        end = (px + math.cos(turn) * size * 0.4, py + math.sin(turn) * size * 0.22)
        tone = mix("#d8262c", "#a3152a", c.rng.random())
        c.shape(taper(bow((px, py), (px + 6, py - 10), end, 8), size * 0.09, 1.5), tone)
        c.dot(px, py, size * 0.04, "#5c9a3f")


def beans(c: Canvas, x: float, y: float, rx: float, ry: float, colours: tuple[str, ...], size: float = 9, count: int = 420) -> None:
    """A heap of small oval grains inside an ellipse."""
    spots = sorted(((c.rng.uniform(-1, 1), c.rng.uniform(-1, 1)) for _ in range(count)), key=lambda p: p[1])
    for dx, dy in spots:
        if dx * dx + dy * dy < 1:
            tone = mix(colours[c.rng.randrange(len(colours))], "#1d1440", c.rng.random() * 0.2)
            turn = c.rng.uniform(0, 180)
            c.shape(oval(x + dx * rx, y + dy * ry, size, size * 0.68, turn, 14), tone)
            a = math.radians(turn)
            c.line([(x + dx * rx - math.cos(a) * size * 0.6, y + dy * ry - math.sin(a) * size * 0.6),
                    (x + dx * rx + math.cos(a) * size * 0.6, y + dy * ry + math.sin(a) * size * 0.6)],
                   1.3, dark(tone, 0.5), 0.7)


def sack(c: Canvas, x: float, y: float, width: float, height: float, filling: str, colour: str = "#d6b98a") -> None:
    """An open sack of grain."""
    shadow(c, x, y, width * 0.6, width * 0.12)
    w = width / 2
    c.shape(smooth([(x - w * 0.8, y - height), (x + w * 0.8, y - height), (x + w * 1.08, y - height * 0.45), (x + w * 0.95, y),
                    (x - w * 0.95, y), (x - w * 1.08, y - height * 0.45)]), colour, dark(colour, 0.4), "r")
    for index in range(7):
        xx = x + (index - 3) / 3.4 * w
        c.line([(xx, y - height * 0.85), (xx + (index - 3) * 3, y - height * 0.06)], 1.3, dark(colour, 0.3), 0.4)
    c.shape(oval(x, y - height, w * 0.86, w * 0.3), light(colour, 0.2), dark(colour, 0.2), "b")
    c.shape(smooth([(x - w * 0.72, y - height * 1.0), (x - w * 0.35, y - height * 1.1), (x, y - height * 1.15),
                    (x + w * 0.38, y - height * 1.1), (x + w * 0.72, y - height * 1.0), (x, y - height * 0.93)]),
            filling, dark(filling, 0.3), "r")


def leaf_spray(c: Canvas, x: float, y: float, size: float, turn: float, colour: str = "#4f8a4b") -> None:
    """A feathered leaf as a decoration in a corner."""
    a = math.radians(turn)
    end = (x + math.cos(a) * size, y + math.sin(a) * size)
    knee = (x + math.cos(a - 0.35) * size * 0.6, y + math.sin(a - 0.35) * size * 0.6)
    frond(c, bow((x, y), knee, end, 20), size * 0.22, colour)


def pods(c: Canvas, x: float, y: float, size: float, colour: str = "#d9802f", turn: float = 10) -> None:
    """A cocoa pod that hangs at (x, y)."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + (dx * cos - dy * sin) * size, y + (dx * sin + dy * cos) * size

    c.line([at(0, -0.1), at(0, 0.04)], size * 0.07, "#6d5142")
    c.shape(smooth([at(0, 0), at(0.27, 0.18), at(0.3, 0.5), at(0.16, 0.85), at(0, 1.02), at(-0.16, 0.85), at(-0.3, 0.5), at(-0.27, 0.18)]),
            colour, dark(colour, 0.45), "r")
    for offset in (-0.17, -0.06, 0.06, 0.17):
        path = bow(at(offset * 0.4, 0.04), at(offset * 1.7, 0.5), at(offset * 0.3, 0.97))
        c.shape(taper(path, 3, 2), dark(colour, 0.35), alpha=0.6)
    c.shape(taper(bow(at(-0.12, 0.2), at(-0.2, 0.45), at(-0.13, 0.7)), size * 0.06, size * 0.02), light(colour, 0.6), alpha=0.7)
