"""People and animals: small, rounded, friendly, nobody in particular."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math

from .brush import Canvas, bow, box, dark, light, mix, oval, smooth, taper

SKIN = ("#c98d62", "#b97f56", "#d9a277", "#8f5f41", "#6f4630")
CLOTH = ("#c8553d", "#2f7f79", "#e0a030", "#4b6cb0", "#8a4f8d", "#5c8f4a", "#d9738a", "#f0ead8")


def person(
    c: Canvas, x: float, y: float, height: float, shirt: str = "#c8553d", lower: str = "#3d4a63",
    head: str = "rambut", pose: str = "down", skin: str = "#c98d62", skirt: bool = False,
    child: bool = False, back: bool = False, cover: str = "#f0ead8",
) -> None:
    """Somebody who stands at (x, y). `head`: rambut, hijab, caping, peci, ikat, topi;
    `pose`: down, up, wave, carry, front, dig, sit."""
    big = 0.24 if child else 0.175
    r = height * big / 2
    hip, neck = y - height * 0.42, y - height * (1 - big) + r * 0.1
    wide = height * (0.15 if child else 0.135)
    c.shape(oval(x, y + 1, wide * 1.5, height * 0.022), "#2b2440", alpha=0.2)
    if pose == "sit":
        hip = y - height * 0.2
        neck = y - height * 0.58
        c.shape(smooth([(x - wide * 1.9, y), (x - wide * 1.5, y - height * 0.13), (x, y - height * 0.24),
                        (x + wide * 1.5, y - height * 0.13), (x + wide * 1.9, y)]), lower, dark(lower, 0.35))
    elif skirt:
        c.shape([(x - wide * 0.85, hip - 4), (x + wide * 0.85, hip - 4), (x + wide * 1.1, y - height * 0.02),
                 (x - wide * 1.1, y - height * 0.02)], lower, dark(lower, 0.35), "r")
        c.shape(oval(x - wide * 0.5, y - 2, wide * 0.45, height * 0.016), dark(skin, 0.4))
        c.shape(oval(x + wide * 0.5, y - 2, wide * 0.45, height * 0.016), dark(skin, 0.4))
    else:
        for side in (-1, 1):
            c.shape(taper([(x + side * wide * 0.42, hip), (x + side * wide * 0.5, y - height * 0.03)],
                          wide * 0.88, wide * 0.62), lower, dark(lower, 0.35), "r")
            c.shape(oval(x + side * wide * 0.58, y - height * 0.015, wide * 0.42, height * 0.02), dark(skin, 0.35))
    body = smooth([(x - wide * 0.78, neck + r * 0.5), (x, neck + r * 0.28), (x + wide * 0.78, neck + r * 0.5),
                   (x + wide * 1.02, (neck + hip) / 2), (x + wide * 1.0, hip + height * 0.02),
                   (x, hip + height * 0.035), (x - wide * 1.0, hip + height * 0.02),
                   (x - wide * 1.02, (neck + hip) / 2)])
    c.shape(body, shirt, dark(shirt, 0.35), "r", 0.75)
    _arms(c, x, neck + r * 0.75, hip, wide, height, shirt, skin, pose)
    c.shape(taper([(x, neck + r * 0.6), (x, neck - r * 0.2)], r * 0.7, r * 0.7), dark(skin, 0.15))
    _head(c, x, neck - r * 0.62, r, head, skin, back, cover)


def _arms(c: Canvas, x: float, top: float, hip: float, wide: float, height: float,
          shirt: str, skin: str, pose: str) -> None:
    thick = wide * 0.5
    reach = height * 0.2
    ends = {
        "down": ((-1.25, 1.75), (1.25, 1.75)),
        "sit": ((-1.3, 1.2), (1.3, 1.2)),
        "up": ((-1.5, -1.1), (1.5, -1.1)),
        "wave": ((-1.25, 1.75), (1.7, -0.9)),
        "carry": ((-0.35, 1.05), (0.75, 1.0)),
        "front": ((1.35, 0.85), (1.75, 0.6)),
        "dig": ((0.9, 1.5), (1.6, 1.2)),
    }[pose]
    for side, (dx, dy) in zip((-1, 1), ends, strict=True):
        start = (x + side * wide * 0.8, top)
        end = (x + dx * wide * 1.15, top + dy * reach)
        bulge = (start[0] + side * wide * 0.5, (start[1] + end[1]) / 2) if pose not in ("up", "wave") else (
            start[0] + side * wide * 0.75, top + reach * 0.1)
        path = bow(start, bulge, end, 12)
        c.line(path[6:], thick * 0.72, skin)
        c.line(path[:8], thick, mix(shirt, dark(shirt), 0.35))
        c.dot(end[0], end[1], thick * 0.45, light(skin, 0.1))


def _head(c: Canvas, x: float, y: float, r: float, head: str, skin: str, back: bool, cover: str) -> None:
    hair = "#2a2130"
    if head == "hijab":
        c.shape(smooth([(x, y - r * 1.22), (x + r * 1.12, y - r * 0.3), (x + r * 1.1, y + r * 0.8),
                        (x + r * 1.3, y + r * 1.65), (x, y + r * 2.1), (x - r * 1.3, y + r * 1.65),
                        (x - r * 1.1, y + r * 0.8), (x - r * 1.12, y - r * 0.3)]),
                cover, dark(cover, 0.3), "r", 0.8)
        if not back:
            c.shape(oval(x, y + r * 0.05, r * 0.78, r * 0.85), skin)
    elif back:
        c.ball(x, y, r, r * 1.05, hair)
    else:
        if head == "sanggul":
            c.dot(x + r * 0.75, y - r * 0.65, r * 0.5, hair)
        if head in ("rambut", "sanggul", "panjang"):
            if head == "panjang":
                c.shape(smooth([(x - r * 1.1, y - r * 0.3), (x, y - r * 1.15), (x + r * 1.1, y - r * 0.3),
                                (x + r * 1.15, y + r * 1.3), (x - r * 1.15, y + r * 1.3)]), hair)
            c.ball(x, y - r * 0.12, r * 1.06, r * 1.05, hair)
        c.ball(x, y, r * 0.97, r, skin, dark(skin, 0.2), "r")
        fringe = [(x + math.cos(math.radians(a)) * r * 1.05, y + math.sin(math.radians(a)) * r * 1.08)
                  for a in range(-180, 1, 12)]
        c.shape([*fringe, (x + r * 0.6, y - r * 0.42), (x, y - r * 0.5), (x - r * 0.7, y - r * 0.35)], hair)
    if not back and r >= 9:
        for side in (-1, 1):
            c.dot(x + side * r * 0.34, y + r * 0.08, max(r * 0.085, 1.1), "#2a2130")
            c.dot(x + side * r * 0.52, y + r * 0.34, r * 0.16, "#e0705a", 0.35)
        c.line(bow((x - r * 0.26, y + r * 0.4), (x, y + r * 0.6), (x + r * 0.26, y + r * 0.4), 6),
               max(r * 0.08, 1), "#7a3b32")
    if head == "caping":
        c.shape([(x, y - r * 1.75), (x + r * 2.05, y - r * 0.2), (x + r * 1.6, y - r * 0.05), (x, y - r * 0.25),
                 (x - r * 1.6, y - r * 0.05), (x - r * 2.05, y - r * 0.2)], "#e3bf72", "#9a7436", "r", 0.8)
        for t in (-0.6, -0.2, 0.25, 0.65):
            c.line([(x, y - r * 1.7), (x + t * r * 1.9, y - r * 0.2)], 1, "#b08a45", 0.6)
    elif head == "peci":
        c.shape([(x - r * 0.98, y - r * 0.35), (x - r * 0.86, y - r * 1.25), (x + r * 0.86, y - r * 1.25),
                 (x + r * 0.98, y - r * 0.35)], "#25222e", "#4b4660", "r", 0.6)
    elif head == "ikat":
        c.shape(smooth([(x - r * 1.08, y - r * 0.3), (x - r * 0.6, y - r * 1.05), (x + r * 0.2, y - r * 1.2),
                        (x + r * 1.08, y - r * 0.4), (x, y - r * 0.55)]), cover, dark(cover, 0.4), "r")
        c.shape([(x + r * 0.5, y - r * 0.95), (x + r * 1.05, y - r * 1.65), (x + r * 0.95, y - r * 0.75)], cover)
    elif head == "topi":
        c.shape(smooth([(x - r * 1.05, y - r * 0.4), (x - r * 0.7, y - r * 1.15), (x + r * 0.7, y - r * 1.15),
                        (x + r * 1.05, y - r * 0.4), (x, y - r * 0.5)]), cover, dark(cover, 0.35), "r")
        c.shape(taper([(x, y - r * 0.45), (x + r * 1.6, y - r * 0.32)], r * 0.3, r * 0.12), dark(cover, 0.3))


def buffalo(c: Canvas, x: float, y: float, size: float, colour: str = "#6b6573", turn: int = 1) -> None:
    """A water buffalo, `size` long, that looks to the right where `turn` is 1."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + turn * dx * size, y - dy * size

    for dx, tone in ((-0.3, 0.45), (0.2, 0.45), (-0.38, 0.15), (0.28, 0.15)):
        c.shape(taper([at(dx, 0.3), at(dx + 0.01, 0)], size * 0.1, size * 0.075), dark(colour, tone))
    c.shape(smooth([at(-0.48, 0.42), at(-0.4, 0.58), at(-0.1, 0.6), at(0.22, 0.64), at(0.42, 0.5), at(0.38, 0.3),
                    at(0.1, 0.2), at(-0.25, 0.22), at(-0.46, 0.3)]), colour, dark(colour, 0.45))
    c.shape(taper(bow(at(-0.47, 0.5), at(-0.6, 0.4), at(-0.55, 0.15)), 4, 2), dark(colour, 0.3))
    for side in (0.0, 0.1):
        c.shape(taper(bow(at(0.5 + side * 0.3, 0.62), at(0.52 + side, 0.84), at(0.3 + side * 0.8, 0.86)), size * 0.045,
                      size * 0.012), "#cfc4ac", "#8d8270")
    c.shape(smooth([at(0.4, 0.58), at(0.52, 0.66), at(0.66, 0.5), at(0.74, 0.36), at(0.64, 0.28), at(0.48, 0.36)]),
            colour, dark(colour, 0.4))
    c.shape(oval(*at(0.42, 0.58), size * 0.08, size * 0.035, 25 * turn), dark(colour, 0.3))
    c.dot(*at(0.56, 0.52), max(size * 0.014, 1.4), "#1f1a2a")
    c.shape(oval(*at(0.69, 0.34), size * 0.06, size * 0.05), mix(colour, "#d6a79a", 0.4))


def horse(c: Canvas, x: float, y: float, size: float, colour: str = "#8a5a3c", turn: int = 1) -> None:
    """A small island horse, `size` long."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + turn * dx * size, y - dy * size

    mane = dark(colour, 0.55)
    for dx, tone in ((-0.26, 0.45), (0.22, 0.45), (-0.34, 0.12), (0.3, 0.12)):
        c.shape(taper([at(dx, 0.42), at(dx - 0.02, 0.2), at(dx, 0)], size * 0.1, size * 0.045), dark(colour, tone))
    c.shape(taper(bow(at(-0.4, 0.62), at(-0.62, 0.55), at(-0.54, 0.16)), size * 0.1, size * 0.02), mane)
    c.shape(smooth([at(-0.42, 0.5), at(-0.34, 0.66), at(0, 0.61), at(0.26, 0.66), at(0.38, 0.5), at(0.28, 0.36),
                    at(0, 0.36), at(-0.32, 0.38)]), colour, dark(colour, 0.4))
    c.shape(smooth([at(0.16, 0.6), at(0.34, 0.95), at(0.48, 1.0), at(0.5, 0.86), at(0.4, 0.5), at(0.26, 0.46)]),
            colour, dark(colour, 0.3))
    c.shape(smooth([at(0.36, 0.98), at(0.5, 1.02), at(0.68, 0.78), at(0.62, 0.72), at(0.46, 0.84)]), colour,
            dark(colour, 0.35))
    c.shape(smooth([at(0.12, 0.62), at(0.26, 0.92), at(0.4, 1.06), at(0.36, 0.9), at(0.26, 0.66)]), mane)
    c.shape([at(0.4, 1.0), at(0.42, 1.12), at(0.47, 1.0)], colour)
    c.dot(*at(0.5, 0.93), max(size * 0.015, 1.3), "#1f1a2a")


def hen(c: Canvas, x: float, y: float, size: float, colour: str = "#c9713f", turn: int = 1) -> None:
    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + turn * dx * size, y - dy * size

    for dx in (-0.05, 0.1):
        c.line([at(dx, 0.25), at(dx, 0)], size * 0.04, "#d9a030")
    c.shape(smooth([at(-0.5, 0.75), at(-0.25, 0.45), at(0.1, 0.5), at(0.3, 0.8), at(0.38, 0.5), at(0.15, 0.2),
                    at(-0.2, 0.22), at(-0.42, 0.45)]), colour, dark(colour, 0.4))
    c.dot(*at(0.3, 0.78), size * 0.12, colour)
    c.shape(oval(*at(0.3, 0.92), size * 0.09, size * 0.05), "#d8382f")
    c.shape([at(0.4, 0.8), at(0.52, 0.75), at(0.4, 0.72)], "#e8b23a")
    c.dot(*at(0.33, 0.8), max(size * 0.025, 1), "#1f1a2a")


def fish(c: Canvas, x: float, y: float, size: float, colour: str, turn: float = 0) -> None:
    """A fish, `size` long, nose to the right at `turn` 0."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + (dx * cos - dy * sin) * size, y + (dx * sin + dy * cos) * size

    c.shape([at(-0.32, 0), at(-0.56, -0.17), at(-0.48, 0), at(-0.56, 0.17)], dark(colour, 0.2))
    c.shape(smooth([at(-0.12, -0.14), at(0.08, -0.27), at(0.2, -0.12)]), dark(colour, 0.2))
    c.shape(smooth([at(-0.38, 0), at(-0.1, -0.17), at(0.26, -0.14), at(0.5, 0), at(0.26, 0.14), at(-0.1, 0.17)]),
            colour, light(colour, 0.5), "b", 0.9)
    c.shape(taper(bow(at(0.24, -0.12), at(0.16, 0), at(0.24, 0.12), 6), 2, 2), dark(colour, 0.4), alpha=0.6)
    c.dot(*at(0.34, -0.03), max(size * 0.035, 1.6), "#ffffff")
    c.dot(*at(0.345, -0.03), max(size * 0.02, 1), "#1f1a2a")


def basket(c: Canvas, x: float, y: float, width: float, height: float, colour: str = "#c2924f") -> None:
    """A woven basket that stands at (x, y)."""
    c.shape([(x - width / 2, y - height), (x + width / 2, y - height), (x + width * 0.4, y), (x - width * 0.4, y)],
            colour, dark(colour, 0.45), "r")
    rows = max(int(height / 9), 2)
    for row in range(rows):
        yy = y - height + (row + 0.7) * height / rows
        half = width * (0.5 - 0.1 * (row + 0.7) / rows)
        marks = [box(x - half + k * half / 4 + (row % 2) * half / 8, yy - 2, half / 9, 4) for k in range(8)]
        c.shapes(marks, dark(colour, 0.35), alpha=0.6)
    c.shape(oval(x, y - height, width / 2, width * 0.1), dark(colour, 0.5))
    c.line(oval(x, y - height, width / 2, width * 0.1), 3.5, light(colour, 0.25))
