"""Sky, land, water and everything that grows."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from .brush import Canvas, Point, bow, dark, light, mix, oval, smooth, taper

SKIES: dict[str, tuple[tuple[float, str], ...]] = {
    "dawn": ((0, "#5d7fa8"), (0.35, "#a9b9c9"), (0.62, "#f3cfae"), (0.85, "#f9b384"), (1, "#f59a70")),
    "day": ((0, "#3f9ac4"), (0.5, "#8fcbe0"), (1, "#e3f2ea")),
    "noon": ((0, "#2f86c0"), (0.6, "#7cc3e3"), (1, "#d4eef2")),
    "gold": ((0, "#6c8db0"), (0.4, "#e9c893"), (0.75, "#f7b05b"), (1, "#f08a4b")),
    "dusk": ((0, "#2b2a5e"), (0.35, "#6b4a86"), (0.65, "#d4707a"), (0.88, "#f7a565"), (1, "#fbc66f")),
    "night": ((0, "#0c1638"), (0.6, "#1f3566"), (1, "#3f5f8c")),
    "rain": ((0, "#6f8590"), (0.6, "#a3b5b6"), (1, "#cfd8d1")),
    "mist": ((0, "#8fb3b8"), (0.5, "#c5d8d0"), (1, "#f2ead2")),
    "tea": ((0, "#5aa3b8"), (0.55, "#b5dccf"), (1, "#f4f0cf")),
    "dry": ((0, "#4d9cc2"), (0.5, "#b4d6d2"), (1, "#f7e3b0")),
}
"""Palettes of a sky from zenith to horizon, by the hour."""


def sky(c: Canvas, hour: str, bottom: float) -> None:
    c.gradient(SKIES[hour], 0, bottom)


def sun(c: Canvas, x: float, y: float, radius: float, colour: str = "#fff1c9",
        halo: str = "#ffe9ad", alpha: float = 0.75) -> None:
    c.glow(x, y, radius * 5, halo, alpha * 0.7)
    c.glow(x, y, radius * 2.4, halo, alpha)
    c.dot(x, y, radius, colour)


def stars(c: Canvas, bottom: float, count: int = 70) -> None:
    for _ in range(count):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(0, bottom) * c.rng.uniform(0.3, 1)
        c.dot(x, y, c.rng.uniform(0.8, 2.2), "#fff6d8", c.rng.uniform(0.4, 0.9))


def cloud(c: Canvas, x: float, y: float, size: float, colour: str = "#ffffff",
          alpha: float = 0.85) -> None:
    """A flat-bottomed heap of circles, `size` wide."""
    forms: list[Sequence[Point]] = []
    for offset, height in ((-0.36, 0.13), (-0.2, 0.21), (0.0, 0.29), (0.2, 0.2), (0.35, 0.12)):
        radius = size * height * c.rng.uniform(0.86, 1.1)
        top = oval(x + size * offset, y - radius * 0.55, radius, radius)
        forms.append([(px, min(py, y)) for px, py in top])
    forms.append(smooth([(x - size * 0.5, y - size * 0.03), (x, y - size * 0.1),
                         (x + size * 0.5, y - size * 0.03), (x + size * 0.42, y + size * 0.012),
                         (x - size * 0.42, y + size * 0.012)]))
    c.shapes(forms, colour, mix(colour, "#86a3c4", 0.3), "b", 0.36, alpha)


def streaks(c: Canvas, top: float, bottom: float, colour: str, count: int = 7,
            alpha: float = 0.45) -> None:
    """Long thin evening clouds."""
    for _ in range(count):
        x, y = c.rng.uniform(-0.1, 0.9) * c.width, c.rng.uniform(top, bottom)
        span, thick = c.rng.uniform(0.2, 0.5) * c.width, c.rng.uniform(3, 9)
        c.shape(taper(bow((x, y), (x + span * 0.4, y - thick), (x + span, y + thick * 0.4)),
                      thick * 0.2, thick), colour, alpha=alpha, blur=1.6)


def bird(c: Canvas, x: float, y: float, span: float, colour: str = "#3d4663") -> None:
    for side in (-1, 1):
        wing = bow((x, y), (x + side * span * 0.25, y - span * 0.35), (x + side * span * 0.5, y - span * 0.1))
        c.shape(taper(wing, span * 0.07, span * 0.02), colour)


def birds(c: Canvas, x: float, y: float, count: int = 6, span: float = 26,
          colour: str = "#3d4663") -> None:
    for index in range(count):
        bird(c, x + index * span * 1.5 + c.rng.uniform(-9, 9), y + c.rng.uniform(-span, span),
             span * c.rng.uniform(0.7, 1.1), colour)


def ridge(rng: random.Random, width: float, base: float, height: float, waves: float = 2.0,
          rough: float = 0.35) -> list[Point]:
    """Skyline from left to right, `height` above `base`."""
    phase = [rng.uniform(0, math.tau) for _ in range(5)]
    line = []
    for step in range(121):
        t = step / 120
        wave = (
            math.sin(t * math.tau * waves * 0.5 + phase[0])
            + 0.55 * math.sin(t * math.tau * waves + phase[1])
            + rough * math.sin(t * math.tau * waves * 2.3 + phase[2])
            + rough * 0.5 * math.sin(t * math.tau * waves * 5.1 + phase[3])
            + rough * 0.25 * math.sin(t * math.tau * waves * 11 + phase[4])
        )
        line.append((t * (width + 40) - 20, base - height * (0.5 + wave / 3.6)))
    return line


def hills(c: Canvas, base: float, height: float, colour: str, waves: float = 2.0,
          rough: float = 0.3, floor: float = 0, shade: str | None = None,
          amount: float = 0.7) -> list[Point]:
    """A range of hills down to `floor`; gives its skyline."""
    line = ridge(c.rng, c.width, base, height, waves, rough)
    floor = floor or c.height
    c.shape([*line, (c.width + 20, floor), (-20, floor)], colour, shade or dark(colour, 0.3), "b", amount)
    return line


def volcano(c: Canvas, x: float, base: float, width: float, height: float, colour: str,
            smoke: bool = False, crater: float = 0.05) -> None:
    """A single cone with a lit flank."""
    top = base - height
    lip = width * crater
    left = bow((x - width / 2, base), (x - width * 0.16, base - height * 0.38), (x - lip, top))
    right = bow((x + lip, top), (x + width * 0.16, base - height * 0.38), (x + width / 2, base))
    if smoke:
        for step in range(7):
            size = 16 + step * 11
            c.shape(oval(x + step * step * 4.5 - 4, top - step * 22 - 6, size, size * 0.7), "#f5ede4",
                    "#b9b4c4", "b", 0.5, 0.5 - step * 0.05, 5)
    c.shape([*left, (x, top + height * 0.025), *right], colour, dark(colour, 0.35), "b", 0.45)
    rng = c.rng
    edge = [(x + lip * 0.1, top + height * 0.02)]
    for step in range(1, 9):
        t = step / 8
        edge.append((x + width * 0.1 * t + rng.uniform(-1, 1) * width * 0.035, top + height * t))
    c.shape([*edge, *right[::-1]], light(colour, 0.22), dark(colour, 0.1), "b", 0.7)
    for share in (-0.72, -0.45, -0.2, 0.3, 0.55, 0.78):
        flank = left[::-1] if share < 0 else right
        gully = [
            (x + (px - x) * abs(share) + math.sin(i * 1.3 + share * 9) * 3, py + height * 0.03)
            for i, (px, py) in enumerate(flank[1 : 9 + round(abs(share) * 5)])
        ]
        c.shape(taper(gully, 1.5, 6), dark(colour, 0.3), alpha=0.35)


def water(c: Canvas, top: float, bottom: float, stops: Sequence[tuple[float, str]],
          glint: str = "#ffffff", count: int = 90, alpha: float = 0.35,
          path: float | None = None) -> None:
    """Water with short level glints, more of them below `path` where the sun stands."""
    c.gradient(stops, top, bottom)
    for index in range(count):
        depth = c.rng.random() ** 1.5
        y = top + 4 + depth * (bottom - top - 8)
        x = c.rng.uniform(0, c.width)
        if path is not None and index % 2:
            x = path + c.rng.gauss(0, 30 + depth * 90)
        span, thick = (14 + 70 * depth) * c.rng.uniform(0.5, 1.2), 1.2 + 3.2 * depth
        c.shape(smooth([(x - span, y), (x, y - thick), (x + span, y), (x, y + thick)], steps=6), glint,
                alpha=alpha * c.rng.uniform(0.4, 1))


def reflection(c: Canvas, x: float, y: float, width: float, height: float, colour: str,
               alpha: float = 0.35) -> None:
    """Broken mirror image of something `width` wide that stands on the shore at `y`."""
    rows = max(int(height / 9), 2)
    for row in range(rows):
        t = row / rows
        half = width / 2 * (1 - 0.5 * t) * c.rng.uniform(0.75, 1.05)
        shift = c.rng.uniform(-6, 6) * (1 + t)
        yy = y + 4 + row * 9
        c.shape(smooth([(x - half + shift, yy), (x + shift, yy - 3.4), (x + half + shift, yy),
                        (x + shift, yy + 3.4)], steps=6), colour, alpha=alpha * (1 - t * 0.7))


def palm(c: Canvas, x: float, y: float, height: float, lean: float = 0.15,
         leaf: str = "#3f7f4c", trunk: str = "#8b6b4a") -> None:
    """Coconut palm that stands at (x, y)."""
    top = (x + height * lean, y - height)
    path = bow((x, y), (x + height * lean * 0.05, y - height * 0.55), top, 22)
    c.shape(taper(path, height * 0.062, height * 0.03), trunk, dark(trunk, 0.45), "r", 0.8)
    for index in range(2, 21, 2):
        px, py = path[index]
        half = height * 0.028 * (1 - index / 40)
        c.line([(px - half, py), (px, py + 2), (px + half, py)], 1.6, dark(trunk, 0.35), 0.5)
    reach = height * 0.42
    angles = [-172, -148, -118, -88, -60, -34, -10, 14, 168, -195]
    for index, angle in enumerate(angles):
        turn = math.radians(angle + c.rng.uniform(-7, 7))
        span = reach * c.rng.uniform(0.85, 1.1)
        tip = (top[0] + math.cos(turn) * span,
               top[1] + math.sin(turn) * span * 0.62 + span * 0.34)
        knee = (top[0] + math.cos(turn) * span * 0.55, top[1] + math.sin(turn) * span * 0.75)
        frond(c, bow(top, knee, tip, 18), span * 0.2, mix(leaf, dark(leaf, 0.4), 0.0 if index % 2 else 0.45))
    for index in range(4):
        c.ball(top[0] + (index - 1.5) * height * 0.034, top[1] + height * 0.03 + (index % 2) * 4,
               height * 0.024, height * 0.027, "#a98a48")


def frond(c: Canvas, rib: Sequence[Point], width: float, colour: str) -> None:
    """A feathered leaf along its rib."""
    leaflets: list[Sequence[Point]] = []
    count = len(rib) - 1
    for index in range(1, count + 1):
        t = index / count
        x, y = rib[index]
        ax, ay = rib[index - 1]
        length = math.hypot(x - ax, y - ay) or 1
        dx, dy = (x - ax) / length, (y - ay) / length
        size = width * (0.5 + math.sin(math.pi * min(t * 1.02, 1)) * 0.75)
        for side in (-1, 1):
            ex = x + dx * size * 0.75 + side * -dy * size * 0.6
            ey = y + dy * size * 0.75 + side * dx * size * 0.6 + size * 0.28
            leaflets.append([(ax, ay), (x, y), (ex, ey)])
    leaflets.append(taper(rib, 3.4, 1.0))
    c.shapes(leaflets, colour, dark(colour, 0.35), "b", 0.6)


def tree(c: Canvas, x: float, y: float, size: float, leaf: str = "#4f8a4b",
         trunk: str = "#7a5a3f") -> None:
    """A round-headed tree, `size` high."""
    c.shape(taper([(x, y), (x + size * 0.01, y - size * 0.55)], size * 0.09, size * 0.05), trunk,
            dark(trunk, 0.4), "r")
    for side in (-1, 1):
        c.shape(taper(bow((x, y - size * 0.3), (x + side * size * 0.05, y - size * 0.42),
                          (x + side * size * 0.18, y - size * 0.55)), size * 0.04, size * 0.015), trunk)
    lobes = ((-0.24, 0.52, 0.19), (0.24, 0.54, 0.19), (-0.12, 0.7, 0.21), (0.13, 0.72, 0.2), (0, 0.56, 0.22),
             (0.0, 0.83, 0.16))
    crown = [
        oval(x + size * dx * c.rng.uniform(0.9, 1.1), y - size * up, size * r, size * r * 0.92)
        for dx, up, r in lobes
    ]
    c.shapes(crown, leaf, dark(leaf, 0.45), "b", 0.85)
    for dx, up, r in lobes[2:]:
        c.shape(oval(x + size * (dx - 0.035), y - size * (up + 0.03), size * r * 0.62, size * r * 0.5),
                light(leaf, 0.28), leaf, "b", 0.9, 0.55)


def grove(c: Canvas, left: float, right: float, y: float, size: float, leaf: str,
          count: int = 9) -> None:
    """A far row of trees as one soft form, with a few crowns in the light."""
    crowns = []
    for index in range(count):
        x = left + (right - left) * (index + 0.5) / count + c.rng.uniform(-0.3, 0.3) * size
        r = size * c.rng.uniform(0.32, 0.55)
        crowns.append(oval(x, y - r * c.rng.uniform(0.5, 0.95), r * 1.15, r))
    c.shapes([*crowns, [(left - size * 0.2, y - size * 0.2), (right + size * 0.2, y - size * 0.2),
                        (right + size * 0.2, y), (left - size * 0.2, y)]],
             leaf, dark(leaf, 0.4), "b", 0.9)
    for crown in crowns[::2]:
        cx = sum(p[0] for p in crown) / len(crown)
        cy = sum(p[1] for p in crown) / len(crown)
        r = max(p[0] for p in crown) - cx
        c.shape(oval(cx - r * 0.15, cy - r * 0.25, r * 0.6, r * 0.45), light(leaf, 0.2), alpha=0.45)


def banana(c: Canvas, x: float, y: float, size: float, leaf: str = "#6aa84f") -> None:
    """Banana plant with broad torn leaves."""
    c.shape(taper([(x, y), (x, y - size * 0.5)], size * 0.12, size * 0.07), "#9aa85a", "#5d6b3a", "r")
    for index, angle in enumerate((-160, -128, -98, -66, -30, -8)):
        turn = math.radians(angle + c.rng.uniform(-8, 8))
        span = size * c.rng.uniform(0.5, 0.66)
        start = (x, y - size * 0.46)
        tip = (x + math.cos(turn) * span, start[1] + math.sin(turn) * span * 0.9 + span * 0.3)
        knee = (x + math.cos(turn) * span * 0.4, start[1] + math.sin(turn) * span * 0.95)
        rib = bow(start, knee, tip, 16)
        blade = []
        for side in (1, -1):
            order = range(17) if side == 1 else range(16, -1, -1)
            for step in order:
                px, py = rib[step]
                ax, ay = rib[max(step - 1, 0)]
                bx, by = rib[min(step + 1, 16)]
                length = math.hypot(bx - ax, by - ay) or 1
                half = size * 0.1 * math.sin(math.pi * min(step / 16 * 1.06, 1)) * side
                half *= 0.78 if step % 4 == 0 else 1
                blade.append((px - (by - ay) / length * half, py + (bx - ax) / length * half))
        tone = mix(leaf, dark(leaf, 0.35), 0.0 if index % 2 else 0.4)
        c.shape(blade, tone, dark(tone, 0.3), "b", 0.7)
        c.shape(taper(rib, 3, 1), light(leaf, 0.5), alpha=0.8)


def bamboo(c: Canvas, x: float, y: float, height: float, count: int = 6,
           colour: str = "#8fae4e") -> None:
    """A clump of bamboo that bends over."""
    for index in range(count):
        start = (x + (index - count / 2) * 12, y)
        side = 1 if index >= count / 2 else -1
        tall = height * c.rng.uniform(0.75, 1.05)
        tip = (start[0] + side * tall * c.rng.uniform(0.1, 0.34), y - tall)
        path = bow(start, (start[0], y - tall * 0.65), tip, 20)
        c.shape(taper(path, 10, 2.5), mix(colour, dark(colour), c.rng.random() * 0.8))
        for step in range(7, 21):
            px, py = path[step]
            for turn in (-1, 1):
                span = tall * 0.055 * c.rng.uniform(0.7, 1.3)
                end = (px + turn * span, py + span * c.rng.uniform(0.2, 0.8))
                c.shape(taper(bow((px, py), ((px + end[0]) / 2, py - 2), end, 4), 6, 0.6),
                        mix("#6f9a45", "#3f6f3a", c.rng.random()))


def bush(c: Canvas, x: float, y: float, size: float, leaf: str = "#4f8a4b") -> None:
    forms = [oval(x + size * d, y - size * 0.24 * c.rng.uniform(0.8, 1.3), size * 0.26, size * 0.26)
             for d in (-0.36, -0.14, 0.1, 0.34)]
    forms = [[(px, min(py, y)) for px, py in form] for form in forms]
    c.shapes(forms, leaf, dark(leaf, 0.4), "b", 0.9)


def tuft(c: Canvas, x: float, y: float, size: float, colour: str, blades: int = 5) -> None:
    """A tuft of grass or a rice seedling."""
    forms = []
    for index in range(blades):
        spread = (index - (blades - 1) / 2) / max(blades - 1, 1)
        tip = (x + spread * size * 1.1 + c.rng.uniform(-2, 2), y - size * c.rng.uniform(0.7, 1.1))
        forms.append(taper(bow((x + spread * size * 0.2, y), (x + spread * size * 0.4, y - size * 0.6), tip, 5),
                           size * 0.12, 0.6))
    c.shapes(forms, colour)


def meadow(c: Canvas, left: float, right: float, top: float, bottom: float, colour: str,
           count: int = 120, size: float = 16) -> None:
    """Tufts over an area, larger towards the front."""
    spots = sorted(c.rng.random() ** 0.8 for _ in range(count))
    for depth in spots:
        tone = mix(dark(colour, 0.2), light(colour, 0.25), c.rng.random())
        tuft(c, c.rng.uniform(left, right), top + depth * (bottom - top), size * (0.45 + depth), tone)


def terraces(c: Canvas, top: float, bottom: float, colours: Sequence[str], count: int = 9,
             tilt: float = 0.3, wave: float = 22.0, edge: str = "#5f7a3a",
             left: float = -20, right: float | None = None) -> list[list[Point]]:
    """Rice terraces as stacked curved steps, far ones thin; gives their upper edges."""
    right = (c.width if right is None else right) + 20
    edges: list[list[Point]] = []
    phase = c.rng.uniform(0, math.tau)
    for index in range(count):
        depth = index / count
        y = top + (bottom - top) * depth**1.45
        line = []
        for step in range(61):
            t = step / 60
            bend = math.sin(t * math.tau * 0.9 + phase + index * 0.32) + 0.4 * math.sin(
                t * math.tau * 2.1 + index * 0.7
            )
            line.append((left + (right - left) * t,
                         y + bend * wave * (0.25 + depth) + (t - 0.5) * tilt * (bottom - top) * 0.4 * (1 - depth)))
        edges.append(line)
        colour = colours[index % len(colours)]
        drop = 4 + 15 * depth
        c.shape([*line, (right, bottom + 90), (left, bottom + 90)], edge, dark(edge, 0.4), "b", 0.5)
        lip = [(x, y2 + drop * 0.3) for x, y2 in line]
        c.shape([*line, *lip[::-1]], light(edge, 0.35))
        field = [(x, y2 + drop) for x, y2 in line]
        c.shape([*field, (right, bottom + 90), (left, bottom + 90)], colour, dark(colour, 0.22), "r", 0.7)
    return edges


def rows_of_rice(c: Canvas, edges: Sequence[Sequence[Point]], colour: str, first: int = 3,
                 density: int = 60) -> None:
    """Plant the near terraces."""
    for index in range(first, len(edges) - 1):
        upper, lower = edges[index], edges[index + 1]
        depth = index / len(edges)
        lines = 2 + int(depth * 3)
        for row in range(lines):
            t = (row + 0.75) / (lines + 0.4)
            for _ in range(density):
                at = c.rng.uniform(0, 59.9)
                k = int(at)
                x = upper[k][0] + (upper[k + 1][0] - upper[k][0]) * (at - k)
                y = upper[k][1] + (lower[k][1] - upper[k][1]) * t + 8 * depth
                tuft(c, x, y, 4 + 12 * depth, mix(colour, light(colour, 0.4), c.rng.random()), 3)


def mangrove(c: Canvas, x: float, y: float, size: float, leaf: str = "#3f7d5a") -> None:
    """A mangrove on its stilt roots."""
    trunk = "#6d5142"
    for offset in (-0.3, -0.19, -0.08, 0.09, 0.2, 0.31):
        c.shape(taper(bow((x, y - size * 0.4), (x + size * offset * 0.9, y - size * 0.36),
                          (x + size * offset, y)), size * 0.035, size * 0.02), trunk)
    c.shape(taper([(x, y - size * 0.3), (x, y - size * 0.6)], size * 0.06, size * 0.045), trunk)
    crown = [oval(x + size * dx, y - size * up, size * r, size * r * 0.8)
             for dx, up, r in ((-0.22, 0.6, 0.17), (0.22, 0.6, 0.17), (0, 0.72, 0.22), (0, 0.56, 0.18))]
    c.shapes(crown, leaf, dark(leaf, 0.45), "b", 0.85)
    c.shape(oval(x - size * 0.05, y - size * 0.76, size * 0.13, size * 0.08), light(leaf, 0.3), alpha=0.5)


def seedling(c: Canvas, x: float, y: float, size: float, leaf: str = "#5da04d") -> None:
    """A young plant with a few leaves."""
    c.line([(x, y), (x, y - size * 0.7)], size * 0.06, "#7a6a3f")
    for angle, up in ((-150, 0.4), (-35, 0.48), (-125, 0.66), (-60, 0.7), (-90, 0.74)):
        turn = math.radians(angle)
        cx, cy = x + math.cos(turn) * size * 0.2, y - size * up + math.sin(turn) * size * 0.12
        c.shape(oval(cx, cy, size * 0.2, size * 0.08, angle), leaf, dark(leaf, 0.3), "b", 0.6)


def flower(c: Canvas, x: float, y: float, size: float, colour: str, heart: str = "#f4c542",
           petals: int = 5) -> None:
    for index in range(petals):
        turn = 360 / petals * index - 90
        dx, dy = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        c.shape(oval(x + dx * size * 0.5, y + dy * size * 0.5, size * 0.5, size * 0.3, turn), colour,
                dark(colour, 0.25), "b", 0.5)
    c.dot(x, y, size * 0.24, heart)
