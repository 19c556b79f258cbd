"""Houses, boats, stalls, jetties and flags."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math

from .brush import Canvas, Point, bow, box, dark, light, mix, smooth, taper


def window(c: Canvas, x: float, y: float, width: float, height: float, lit: bool = False,
           frame: str = "#f2e4c4") -> None:
    c.shape(box(x - 3, y - 3, width + 6, height + 6), frame)
    if lit:
        c.glow(x + width / 2, y + height / 2, width * 2.2, "#ffd27a", 0.5)
    c.shape(box(x, y, width, height), "#ffd985" if lit else "#3f5566", "#f0a94a" if lit else "#7f98a5", "b")
    c.line([(x + width / 2, y), (x + width / 2, y + height)], 2.4, frame)
    c.line([(x, y + height / 2), (x + width, y + height / 2)], 2.4, frame)


def planks(c: Canvas, x: float, y: float, width: float, height: float, colour: str,
           step: float = 13) -> None:
    """A wooden wall."""
    c.shape(box(x, y, width, height), colour, dark(colour, 0.35), "r", 0.8)
    for index in range(1, int(width / step)):
        xx = x + index * step
        c.line([(xx, y), (xx, y + height)], 1.2, dark(colour, 0.3), 0.55)


def gable(c: Canvas, x: float, y: float, width: float, height: float, colour: str,
          eave: float = 0.12) -> None:
    """A hipped roof seen from the front; (x, y) is the middle of its eaves."""
    half = width * (0.5 + eave)
    c.shape([(x - half, y), (x - width * 0.3, y - height), (x + width * 0.3, y - height), (x + half, y)],
            colour, dark(colour, 0.4), "r", 0.8)
    rows = max(int(height / 11), 2)
    for row in range(1, rows):
        t = row / rows
        h = width * 0.3 + (half - width * 0.3) * t
        yy = y - height * (1 - t)
        c.line([(x - h, yy), (x + h, yy)], 1.3, dark(colour, 0.3), 0.5)
    c.line([(x - width * 0.3, y - height), (x + width * 0.3, y - height)], 4, light(colour, 0.2))
    c.line([(x - half, y), (x + half, y)], 4, dark(colour, 0.35))


def stilts(c: Canvas, x: float, y: float, width: float, height: float, count: int = 5,
           colour: str = "#5d4636") -> None:
    """Posts from a floor at `y` down to `y + height`."""
    for index in range(count):
        xx = x - width / 2 + width * (index + 0.5) / count
        c.shape(taper([(xx, y), (xx, y + height)], 8, 7), colour, dark(colour, 0.4), "r")
    for index in range(count - 1):
        left = x - width / 2 + width * (index + 0.5) / count
        right = left + width / count
        c.line([(left, y + height * 0.25), (right, y + height * 0.7)], 2.2, dark(colour, 0.2), 0.7)


def stilt_house(c: Canvas, x: float, y: float, width: float, wall: str = "#c98b5a", roof: str = "#a8452f",
                legs: float = 50, lit: bool = False) -> None:
    """A wooden house on posts whose feet stand at (x, y)."""
    floor = y - legs
    tall = width * 0.36
    stilts(c, x, floor, width, legs)
    c.shape(box(x - width * 0.54, floor - 6, width * 1.08, 9), dark(wall, 0.4))
    planks(c, x - width / 2, floor - tall, width, tall - 4, wall)
    c.shape(box(x - width * 0.09, floor - tall * 0.78, width * 0.18, tall * 0.72), dark(wall, 0.55),
            dark(wall, 0.75), "r")
    for side in (-1, 1):
        window(c, x + side * width * 0.29 - width * 0.075, floor - tall * 0.72, width * 0.15, tall * 0.36, lit)
    rail = floor - tall * 0.24
    c.line([(x - width * 0.54, rail), (x - width * 0.12, rail)], 3, light(wall, 0.4))
    c.line([(x + width * 0.12, rail), (x + width * 0.54, rail)], 3, light(wall, 0.4))
    for index in range(9):
        xx = x - width * 0.54 + width * 0.135 * index
        if abs(xx - x) > width * 0.11:
            c.line([(xx, rail), (xx, floor - 4)], 2, light(wall, 0.3))
    gable(c, x, floor - tall, width, width * 0.3, roof)
    for step in range(int(legs / 11)):
        c.line([(x - width * 0.07, floor + step * 11), (x + width * 0.07, floor + step * 11)], 3, light(wall, 0.15))


def rumah_gadang(c: Canvas, x: float, y: float, width: float, wall: str = "#8f3f2c",
                 roof: str = "#4a3a3d", pairs: int = 2) -> None:
    """The horned house of the Minangkabau, feet at (x, y)."""
    legs, tall = width * 0.07, width * 0.17
    floor = y - legs
    stilts(c, x, floor, width * 0.86, legs, 9, "#4a3428")
    c.shape([(x - width * 0.44, floor), (x + width * 0.44, floor), (x + width * 0.48, floor - tall),
             (x - width * 0.48, floor - tall)], wall, dark(wall, 0.4), "r")
    gold = "#e3ac45"
    for level in (0.1, 0.88):
        yy = floor - tall * level
        half = width * (0.44 + 0.04 * level)
        c.line([(x - half, yy), (x + half, yy)], 5, gold)
    count = 26
    for index in range(count):
        xx = x - width * 0.42 + width * 0.84 * (index + 0.5) / count
        c.shape([(xx - 7, floor - tall * 0.22), (xx, floor - tall * 0.34), (xx + 7, floor - tall * 0.22),
                 (xx, floor - tall * 0.12)], gold if index % 2 else "#2f6b5a")
    for index in range(7):
        xx = x - width * 0.39 + width * 0.78 * index / 6
        if index == 3:
            continue
        window(c, xx - width * 0.019, floor - tall * 0.78, width * 0.038, tall * 0.38, False, gold)
    eaves = floor - tall * 0.94
    high = width * 0.34
    for pair in range(pairs, 0, -1):
        spread = width * (0.28 + 0.24 * pair / pairs) if pair == pairs else width * 0.3
        rise = high * (0.88 if pair == pairs else 1.12)
        dip = high * (0.3 if pair == pairs else 0.62)
        upper = [*bow((x - spread, eaves - rise), (x - spread * 0.62, eaves - dip), (x, eaves - dip * 0.86), 20),
                 *bow((x, eaves - dip * 0.86), (x + spread * 0.62, eaves - dip), (x + spread, eaves - rise), 20)]
        base = width * 0.53 if pair == pairs else width * 0.27
        low = eaves if pair == pairs else eaves - high * 0.26
        tone = roof if pair == pairs else light(roof, 0.1)
        left = bow((x - base, low + 4), (x - spread * 0.93, low - rise * 0.3), (x - spread, eaves - rise), 16)
        right = bow((x + spread, eaves - rise), (x + spread * 0.93, low - rise * 0.3), (x + base, low + 4), 16)
        c.shape([*left, *upper, *right], tone, dark(tone, 0.5), "r", 0.8)
        c.shape(taper(upper, 5, 5), light(tone, 0.3))
        for side in (-1, 1):
            tip = (x + side * spread, eaves - rise)
            c.line([tip, (tip[0] + side * 2, tip[1] - high * 0.12)], 3, "#d9b45f")
            c.dot(tip[0] + side * 2, tip[1] - high * 0.1, 3.4, "#e9cf86")
    door = width * 0.075
    c.shape([(x - door, floor), (x + door, floor), (x + door, floor - tall * 0.8), (x - door, floor - tall * 0.8)],
            "#3b2420")
    c.shape([(x - door * 1.5, floor - tall * 0.78), (x, floor - tall * 1.5), (x + door * 1.5, floor - tall * 0.78)],
            roof, dark(roof, 0.4), "r")
    for step in range(5):
        t = step / 5
        half = door * (1 + 0.5 * t)
        c.shape(box(x - half, floor + legs * t, half * 2, legs * 0.16), mix("#c9a06a", "#7d5a3c", t))


def limasan(c: Canvas, x: float, y: float, width: float, wall: str = "#f0dfbd", roof: str = "#b05a3c",
            post: str = "#6d4a2f") -> None:
    """A Javanese house or open pavilion with a two-step roof, feet at (x, y)."""
    tall = width * 0.24
    c.shape(box(x - width * 0.52, y - 12, width * 1.04, 14), "#b9ae9c", "#7f786d", "b")
    c.shape(box(x - width * 0.42, y - tall, width * 0.84, tall - 10), wall, dark(wall, 0.3), "r")
    for index in range(6):
        xx = x - width * 0.45 + width * 0.9 * index / 5
        c.shape(taper([(xx, y - 10), (xx, y - tall - 6)], 9, 9), post, dark(post, 0.4), "r")
    c.shape(box(x - width * 0.07, y - tall * 0.82, width * 0.14, tall * 0.74), post, dark(post, 0.5), "r")
    for side in (-1, 1):
        window(c, x + side * width * 0.24 - width * 0.05, y - tall * 0.75, width * 0.1, tall * 0.36, False, post)
    low = y - tall
    c.shape([(x - width * 0.62, low + 8), (x - width * 0.3, low - width * 0.11), (x + width * 0.3, low - width * 0.11),
             (x + width * 0.62, low + 8)], roof, dark(roof, 0.4), "r", 0.85)
    c.shape([(x - width * 0.31, low - width * 0.1), (x - width * 0.15, low - width * 0.27),
             (x + width * 0.15, low - width * 0.27), (x + width * 0.31, low - width * 0.1)],
            light(roof, 0.08), dark(roof, 0.4), "r", 0.85)
    for row in range(1, 9):
        t = row / 9
        if row < 5:
            half, yy = width * (0.15 + 0.16 * row / 5), low - width * (0.27 - 0.17 * row / 5)
        else:
            half, yy = width * (0.3 + 0.32 * (row - 4) / 5), low - width * 0.11 + (width * 0.11 + 8) * (row - 4) / 5
        c.line([(x - half, yy), (x + half, yy)], 1.3, dark(roof, 0.35), 0.5 + 0 * t)
    c.line([(x - width * 0.16, low - width * 0.27), (x + width * 0.16, low - width * 0.27)], 5, light(roof, 0.25))


def tower_house(c: Canvas, x: float, y: float, width: float, thatch: str = "#b08a54",
                wall: str = "#8a6a44") -> None:
    """The tall-roofed house of Sumba, feet at (x, y)."""
    legs = width * 0.14
    floor = y - legs
    stilts(c, x, floor, width * 0.8, legs, 6)
    planks(c, x - width * 0.44, floor - width * 0.2, width * 0.88, width * 0.2, wall)
    c.shape(box(x - width * 0.06, floor - width * 0.17, width * 0.12, width * 0.17), dark(wall, 0.6))
    eave = floor - width * 0.14
    left = [(x - width * 0.64, eave + 6), *bow((x - width * 0.3, eave - width * 0.24), (x - width * 0.16, eave - width * 0.32),
            (x - width * 0.12, eave - width * 0.95), 12)]
    right = [(2 * x - px, py) for px, py in reversed(left)]
    c.shape([*left, *right], thatch, dark(thatch, 0.5), "r", 0.9)
    rng = c.rng
    for _ in range(90):
        t = rng.random()
        if t < 0.55:
            yy = eave - width * 0.02 - rng.random() * width * 0.22
            half = width * (0.6 - (eave - yy) / width * 1.25)
        else:
            yy = eave - width * (0.3 + rng.random() * 0.6)
            half = width * 0.13
        xx = x + rng.uniform(-half, half)
        slope = (xx - x) / max(half, 1) * 6
        c.line([(xx, yy), (xx + slope, yy + rng.uniform(9, 20))], 1.4,
               mix(dark(thatch, 0.4), light(thatch, 0.3), rng.random()), 0.6)
    top = eave - width * 0.95
    c.line([(x - width * 0.13, top), (x + width * 0.13, top)], 5, dark(thatch, 0.3))
    for side in (-1, 1):
        c.line([(x + side * width * 0.12, top), (x + side * width * 0.14, top - width * 0.07)], 3.5, "#5d4636")


def meru(c: Canvas, x: float, y: float, width: float, tiers: int = 5) -> None:
    """A Balinese shrine with black thatch tiers, feet at (x, y)."""
    c.shape(box(x - width * 0.4, y - width * 0.34, width * 0.8, width * 0.34), "#b8694a", "#6d3a30", "r")
    c.shape(box(x - width * 0.46, y - width * 0.38, width * 0.92, width * 0.08), "#d9c3a0", "#8f7a60", "r")
    c.shape(box(x - width * 0.26, y - width * 0.72, width * 0.52, width * 0.36), "#a8472f", "#5e2a26", "r")
    c.shape(box(x - width * 0.09, y - width * 0.68, width * 0.18, width * 0.3), "#e0ad49")
    level = y - width * 0.7
    for tier in range(tiers):
        half = width * (0.55 - 0.37 * tier / max(tiers, 1))
        high = width * 0.24
        c.shape([(x - half, level), *bow((x - half * 0.9, level - high * 0.4), (x - half * 0.5, level - high),
                 (x, level - high), 6), *bow((x, level - high), (x + half * 0.5, level - high),
                 (x + half * 0.9, level - high * 0.4), 6), (x + half, level)],
                "#3b3340", "#17131f", "r", 0.9)
        c.line([(x - half, level), (x + half, level)], 3, "#5d5260")
        c.shape(box(x - half * 0.3, level - high - width * 0.07, half * 0.6, width * 0.09), "#a8472f")
        level -= high + width * 0.05
    c.line([(x, level), (x, level - width * 0.12)], 4, "#e0ad49")


def split_gate(c: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Candi bentar: a temple gate in two mirrored halves."""
    brick, stone = "#b9643f", "#cfc2a8"
    for side in (-1, 1):
        inner = x + side * width * 0.13
        steps: list[Point] = [(inner, y), (inner, y - height)]
        for index in range(7):
            reach = width * 0.5 * (index + 1) / 7
            level = y - height * (1 - (index + 0.4) / 7.6)
            before = y - height * (1 - (index - 0.6) / 7.6) if index else y - height
            steps.append((inner + side * width * 0.5 * index / 7, max(before, y - height)))
            steps.append((inner + side * reach, level))
        steps.append((inner + side * width * 0.5, y))
        c.shape(steps, brick, dark(brick, 0.45), "r", 0.8)
        for index in range(1, 8):
            level = y - height * (1 - index / 8)
            reach = width * 0.5 * index / 8
            c.line([(inner, level), (inner + side * reach, level)], 4.5, stone, 0.9)
            c.shape([(inner + side * reach, level), (inner + side * (reach + width * 0.035), level - height * 0.05),
                     (inner + side * (reach - width * 0.01), level)], stone, dark(stone, 0.3))


def penjor(c: Canvas, x: float, y: float, height: float, turn: int = 1) -> None:
    """A tall bending bamboo pole with its ornaments of young coconut leaf."""
    pole = bow((x, y), (x - turn * height * 0.03, y - height * 0.92), (x + turn * height * 0.28, y - height * 0.88), 28)
    c.shape(taper(pole, 7, 3), "#c9b45f", "#8a7a3a", "r")
    for index in range(3, 28):
        px, py = pole[index]
        span = height * 0.045 * (1.2 - index / 40)
        for side in (-1, 1):
            c.shape(taper(bow((px, py), (px + side * span, py - span * 0.4), (px + side * span * 1.2, py + span), 5),
                          5, 1), mix("#e9d98a", "#b9b04f", (index % 3) / 2))
        if index % 5 == 0:
            c.shape([(px, py), (px + 12 * turn, py + 6), (px, py + 12)], "#d9532f" if index % 2 else "#f4f0e0")
    tx, ty = pole[-1]
    c.line([(tx, ty), (tx, ty + height * 0.14)], 2, "#8a7a3a")
    c.shape([(tx, ty + height * 0.13), (tx + 11, ty + height * 0.18), (tx, ty + height * 0.26), (tx - 11, ty + height * 0.18)],
            "#ecdc90", "#b79a3f", "b")
    c.dot(tx, ty + height * 0.18, 4, "#d9532f")


def mosque(c: Canvas, x: float, y: float, width: float, wall: str = "#f0ead8", dome: str = "#2f7f79") -> None:
    """A village mosque with one dome and one minaret."""
    tower = x + width * 0.66
    c.shape(box(tower - width * 0.055, y - width * 0.95, width * 0.11, width * 0.95), wall, dark(wall, 0.3), "r")
    c.shape(box(tower - width * 0.085, y - width * 0.78, width * 0.17, width * 0.035), dome)
    c.shape(smooth([(tower - width * 0.06, y - width * 0.94), (tower - width * 0.05, y - width * 1.04),
                    (tower, y - width * 1.16), (tower + width * 0.05, y - width * 1.04),
                    (tower + width * 0.06, y - width * 0.94)]), dome, dark(dome, 0.4), "r")
    c.shape(box(x - width * 0.5, y - width * 0.42, width, width * 0.42), wall, dark(wall, 0.28), "r")
    c.shape(box(x - width * 0.54, y - width * 0.46, width * 1.08, width * 0.06), dome, dark(dome, 0.3), "r")
    c.shape(smooth([(x - width * 0.26, y - width * 0.46), (x - width * 0.27, y - width * 0.6), (x - width * 0.12, y - width * 0.74),
                    (x, y - width * 0.84), (x + width * 0.12, y - width * 0.74), (x + width * 0.27, y - width * 0.6),
                    (x + width * 0.26, y - width * 0.46)]), dome, dark(dome, 0.45), "r", 0.85)
    for top_x, top_y in ((x, y - width * 0.84), (tower, y - width * 1.16)):
        c.line([(top_x, top_y), (top_x, top_y - width * 0.07)], 3, "#e0ad49")
        c.dot(top_x, top_y - width * 0.08, 4, "#e0ad49")
    for index in range(5):
        xx = x - width * 0.38 + width * 0.19 * index
        arch = [(xx - width * 0.06, y), (xx - width * 0.06, y - width * 0.22),
                *bow((xx - width * 0.06, y - width * 0.22), (xx, y - width * 0.36), (xx + width * 0.06, y - width * 0.22), 8),
                (xx + width * 0.06, y)]
        c.shape(arch, "#5d7f80" if index != 2 else "#3b4f55", "#2c3f45", "b")


def boat(c: Canvas, x: float, y: float, length: float, hull: str = "#c8553d", inside: str = "#7a4a33",
         stripe: str = "#f4ead6", turn: int = 1, outrigger: bool = False, flat: float = 1.0) -> None:
    """An open boat afloat at (x, y), its bow to the right where `turn` is 1; a small
    `flat` makes it long and low."""

    def at(dx: float, dy: float) -> Point:
        return x + turn * dx * length, y - dy * length * flat

    if outrigger:
        for dx in (-0.2, 0.18):
            c.line(bow(at(dx, 0.1), at(dx - 0.02, 0.17), at(dx - 0.06, -0.07), 10), length * 0.016, "#e9dcb8")
        c.shape(taper(bow(at(-0.5, -0.075), at(0, -0.07), at(0.42, -0.05), 12), length * 0.03, length * 0.02),
                "#e9dcb8", "#a08c62", "b")
    rim = [*bow(at(-0.5, 0.14), at(-0.25, 0.05), at(0, 0.05), 12), *bow(at(0, 0.05), at(0.28, 0.05), at(0.56, 0.2), 12)]
    keel = [*bow(at(0.56, 0.2), at(0.42, -0.03), at(0.2, -0.045), 10), *bow(at(0.2, -0.045), at(-0.3, -0.06), at(-0.5, 0.14), 12)]
    c.shape(smooth([at(-0.46, 0.13), at(-0.1, 0.085), at(0.2, 0.09), at(0.5, 0.175), at(0.1, 0.04), at(-0.25, 0.05)]),
            inside, dark(inside, 0.4))
    c.shape([*rim, *keel], hull, dark(hull, 0.45), "b", 0.85)
    band = [(px, py + length * 0.022 * flat) for px, py in rim]
    c.shape([*rim, *band[::-1]], stripe)


def sail(c: Canvas, x: float, y: float, height: float, colour: str = "#f4ead6", turn: int = 1) -> None:
    """Mast and a full sail on a boat at (x, y)."""
    c.line([(x, y), (x, y - height)], 4, "#6d5142")
    c.shape([(x + turn * 4, y - height), *bow((x + turn * 4, y - height), (x + turn * height * 0.62, y - height * 0.62),
             (x + turn * height * 0.5, y - height * 0.1), 14), (x + turn * 4, y - height * 0.14)],
            colour, dark(colour, 0.25), "r", 0.8)


def jetty(c: Canvas, near: Point, far: Point, wide: float, narrow: float, colour: str = "#a87f55",
          legs: float = 40) -> None:
    """A plank walk on posts in perspective from `near` to `far`."""
    count = 26
    spots: list[tuple[float, float, float]] = []
    for index in range(count + 1):
        t = 1 - (1 - index / count) ** 1.9
        spots.append((near[0] + (far[0] - near[0]) * t, near[1] + (far[1] - near[1]) * t, wide + (narrow - wide) * t))
    for index in range(count, -1, -3):
        px, py, half = spots[index]
        scale = half / wide
        for side in (-1, 1):
            c.shape(taper([(px + side * half * 0.46, py), (px + side * half * 0.46, py + legs * scale)], 12 * scale + 1,
                          10 * scale + 1), dark(colour, 0.5))
    for index in range(count - 1, -1, -1):
        ax, ay, aw = spots[index]
        bx, by, bw = spots[index + 1]
        tone = mix(colour, light(colour, 0.3), c.rng.random())
        c.shape([(ax - aw / 2, ay - 1), (ax + aw / 2, ay - 1), (bx + bw / 2, by), (bx - bw / 2, by)], tone)
        c.line([(ax - aw / 2, ay - 1), (ax + aw / 2, ay - 1)], 1 + 1.5 * aw / wide, dark(colour, 0.45), 0.7)


def stall(c: Canvas, x: float, y: float, width: float, stripes: tuple[str, str] = ("#c8553d", "#f7efdc"),
          wood: str = "#a8794a") -> None:
    """A market stall with a striped awning; its feet at (x, y)."""
    tall = width * 0.82
    for side in (-1, 1):
        c.shape(taper([(x + side * width * 0.46, y), (x + side * width * 0.46, y - tall)], 8, 8), dark(wood, 0.3))
    c.shape(box(x - width * 0.46, y - tall * 0.74, width * 0.92, tall * 0.42), "#4a3a35", "#2e2530", "b", 0.6)
    c.shape(box(x - width * 0.52, y - tall * 0.42, width * 1.04, tall * 0.07), light(wood, 0.25), dark(wood), "r")
    planks(c, x - width * 0.48, y - tall * 0.36, width * 0.96, tall * 0.36, wood, 18)
    parts = 8
    for index in range(parts):
        left = -0.5 + index / parts
        right = left + 1 / parts
        tone = stripes[index % 2]
        x0, x1 = x + left * width * 1.22, x + right * width * 1.22
        low = y - tall * 0.72
        scallop = bow((x1, low), ((x0 + x1) / 2, low + width * 0.1), (x0, low), 8)
        c.shape([(x + left * width * 0.98, y - tall * 1.04), (x + right * width * 0.98, y - tall * 1.04), *scallop],
                tone, dark(tone, 0.25), "b", 0.6)


def bunting(c: Canvas, left: Point, right: Point, sag: float = 40, count: int = 12,
            colours: tuple[str, ...] = ("#d8382f", "#fbf7ec")) -> None:
    path = bow(left, ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2 + sag), right, count * 2)
    c.line(path, 1.8, "#6a5a4a")
    size = math.hypot(right[0] - left[0], right[1] - left[1]) / count * 0.62
    for index in range(1, count * 2, 2):
        px, py = path[index]
        tone = colours[(index // 2) % len(colours)]
        c.shape([(px - size / 2, py), (px + size / 2, py), (px, py + size * 1.15)], tone, dark(tone, 0.2), "r")


def flag(c: Canvas, x: float, y: float, height: float) -> None:
    """The red and white flag on its pole."""
    c.line([(x, y), (x, y - height)], 5, "#e9e4d8")
    wide, high = height * 0.3, height * 0.19
    for index, tone in enumerate(("#d8262c", "#fdfaf2")):
        top = y - height + 4 + index * high / 2
        wave = [(x + wide * t / 12, top + math.sin(t / 12 * math.tau) * high * 0.1) for t in range(13)]
        low = [(px, py + high / 2) for px, py in reversed(wave)]
        c.shape([*wave, *low], tone, dark(tone, 0.25), "r", 0.5)
    c.dot(x, y - height, 5, "#e0ad49")


def fence(c: Canvas, left: float, right: float, y: float, height: float, colour: str = "#d9c096",
          step: float = 22) -> None:
    c.line([(left, y - height * 0.3), (right, y - height * 0.3)], height * 0.08, dark(colour, 0.15))
    c.line([(left, y - height * 0.72), (right, y - height * 0.72)], height * 0.08, dark(colour, 0.15))
    for index in range(int((right - left) / step) + 1):
        x = left + index * step
        c.shape([(x - 4, y), (x - 4, y - height), (x, y - height * 1.1), (x + 4, y - height), (x + 4, y)], colour,
                dark(colour, 0.3), "r")
