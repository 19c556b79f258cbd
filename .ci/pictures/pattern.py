"""Cloth: weaving, songket, ikat and batik, drawn thread by thread or wax by wax."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from .brush import Canvas, bow, box, dark, light, oval, smooth, taper

Motif = Sequence[str]
"""Rows of a woven motif; each sign is a key of the palette, `.` the ground."""

HORSE: Motif = (
    "..........aa....",
    ".........aaaa...",
    "........aaabaa..",
    ".aa....aaa..aa..",
    "a..aaaaaaa......",
    "a.aaaabaaa......",
    "a.aaabbbaa......",
    "..aaaabaaa......",
    "..aa.aaa.aa.....",
    "..a..a....a.....",
    "..a..a....a.....",
    "..aa.aa...aa....",
)
ROOSTER: Motif = (
    ".........bb.....",
    "........baa.....",
    "aa.......aaab...",
    "aaa......aa.....",
    ".aaa....aaa.....",
    "..aaaaaaaaa.....",
    "..aabaabaaa.....",
    "...aaaaaaa......",
    ".....aaaa.......",
    "......a.a.......",
    "......a.a.......",
    ".....aa.aa......",
)
DRAGON: Motif = (
    "aaaa......aaaa..",
    "a..aa....aa..a..",
    "a.b.aa..aa.b.a..",
    "aa...aaaa...aa..",
    ".aa...aa...aa...",
    "..aa.b..b.aa....",
    "...aa....aa.....",
    "....aa..aa......",
    ".....aaaa.......",
    "......aa........",
)
DIAMOND: Motif = (
    ".......a........",
    "......aba.......",
    ".....ab.ba......",
    "....ab.a.ba.....",
    "...ab.aca.ba....",
    "..ab.acbca.ba...",
    "...ab.aca.ba....",
    "....ab.a.ba.....",
    ".....ab.ba......",
    "......aba.......",
    ".......a........",
)


def threads(c: Canvas, colour: str, amount: float = 0.10) -> None:
    """A weave over everything: fine level and upright threads."""
    for y in range(0, c.height, 7):
        c.shape(box(0, y, c.width, 2.5), dark(colour, 0.5), alpha=amount * 0.7)
    for x in range(0, c.width, 9):
        c.shape(box(x, 0, 2.5, c.height), light(colour, 0.6), alpha=amount * 0.4)


def folds(c: Canvas, colour: str, count: int = 4, alpha: float = 0.35) -> None:
    """Soft folds that make the cloth hang."""
    for index in range(count):
        x = c.width * (index + 0.5) / count + c.rng.uniform(-40, 40)
        path = bow((x, -60), (x + 70, c.height / 2), (x - 40, c.height + 60))
        c.shape(taper(path, 60, 110), dark(colour, 0.7), alpha=alpha, blur=34)
        bright = [(px + 105, py) for px, py in path]
        c.shape(taper(bright, 40, 80), light(colour, 0.8), alpha=alpha * 0.6, blur=30)


def woven(c: Canvas, motif: Motif, x: float, y: float, cell: float, palette: dict[str, str],
          flip: bool = False, fray: float = 0.0) -> None:
    """A motif of cells; `fray` lets the dye run along the warp, as in ikat."""
    by_colour: dict[str, list[list[tuple[float, float]]]] = {}
    for row, signs in enumerate(motif):
        for column, sign in enumerate(signs[::-1] if flip else signs):
            if sign == ".":
                continue
            for part in range(3):
                shift = c.rng.uniform(-fray, fray) * cell
                by_colour.setdefault(sign, []).append(
                    box(x + (column + part / 3) * cell, y + row * cell + shift, cell / 3 + 0.5, cell + 0.5)
                )
    for sign, cells in by_colour.items():
        c.shapes(cells, palette[sign])


def stripes(c: Canvas, y: float, plan: Sequence[tuple[float, str]]) -> float:
    """Level bands of (height, colour) from `y` down; gives where they end."""
    for height, colour in plan:
        c.shape(box(0, y, c.width, height), colour)
        y += height
    return y


def zigzag(c: Canvas, y: float, height: float, step: float, colour: str, width: float) -> None:
    points = []
    for index in range(int(c.width / step) + 3):
        points.append((index * step - step, y + (height if index % 2 else 0)))
    c.line(points, width, colour)


def lozenges(c: Canvas, y: float, height: float, step: float, colours: Sequence[str]) -> None:
    """A row of nested diamonds."""
    for index in range(int(c.width / step) + 2):
        x = index * step
        for depth, colour in enumerate(colours):
            t = 1 - depth / len(colours)
            half, tall = step / 2 * t * 0.96, height / 2 * t
            middle = y + height / 2
            c.shape([(x, middle - tall), (x + half, middle), (x, middle + tall), (x - half, middle)], colour)


def ikat(c: Canvas) -> None:
    """Hinggi of Sumba: horses, roosters and dragons in indigo and kombu red."""
    ground, red, cream, blue = "#24365e", "#a63a2c", "#efdfba", "#4f74a6"
    c.shape(box(0, 0, c.width, c.height), ground)
    y = stripes(c, 0, ((16, red), (6, cream), (10, ground), (44, red), (6, cream)))
    y += 14
    cell = 11.0
    for row, (motif, tone) in enumerate(((HORSE, cream), (DRAGON, red), (ROOSTER, cream), (HORSE, red), (DRAGON, cream))):
        for index in range(-1, int(c.width / (cell * 17)) + 1):
            flip = index % 2 == 1
            woven(c, motif, 18 + index * cell * 17 + (row % 2) * cell * 8, y, cell,
                  {"a": tone, "b": blue if tone == cream else cream}, flip, 0.35)
        y += cell * len(motif) + 14
        if row == 1:
            y = stripes(c, y, ((6, cream), (30, red), (4, "#d98c3f"), (30, red), (6, cream))) + 14
            zigzag(c, y - 78, 52, 28, cream, 5)
        elif row == 3:
            y = stripes(c, y, ((5, cream), (22, red), (5, cream))) + 14
    threads(c, ground, 0.13)
    folds(c, ground, 3)


def songket(c: Canvas) -> None:
    """Songket: gold thread on deep red silk."""
    ground, gold, pale, green = "#7a1a2b", "#dba83f", "#f3d88a", "#2f6a4f"
    c.shape(box(0, 0, c.width, c.height), ground, dark(ground, 0.4), "r", 0.6)
    y = 0.0
    band = 0
    while y < c.height:
        if band % 3 == 0:
            c.shape(box(0, y, c.width, 8), gold)
            lozenges(c, y + 14, 120, 100, (gold, ground, pale, ground, gold))
            c.shape(box(0, y + 140, c.width, 8), gold)
            y += 156
        elif band % 3 == 1:
            for index in range(int(c.width / 70) + 1):
                x = index * 70 + 35
                for turn in range(8):
                    c.shape(oval(x + math.cos(turn * math.pi / 4) * 19, y + 45 + math.sin(turn * math.pi / 4) * 19, 13, 6,
                                 turn * 45), gold if turn % 2 else pale)
                c.dot(x, y + 45, 8, green)
                c.dot(x, y + 45, 4, pale)
            y += 92
        else:
            c.shape(box(0, y, c.width, 50), green)
            zigzag(c, y + 8, 32, 26, gold, 6)
            zigzag(c, y + 24, 14, 26, pale, 3)
            y += 58
        band += 1
    for x in range(0, c.width, 8):
        c.shape(box(x, 0, 2.5, c.height), dark(ground, 0.6), alpha=0.12)
    folds(c, ground, 3, 0.4)


def tapis(c: Canvas) -> None:
    """Tapis of Lampung: couched gold zigzags on striped cotton."""
    browns = ("#4a2330", "#6d2b2b", "#2f2436", "#7f4a2a", "#39402f")
    gold = "#dfb24a"
    y, band = 0.0, 0
    while y < c.height:
        tone = browns[band % len(browns)]
        high = 140 if band % 2 == 0 else 66
        c.shape(box(0, y, c.width, high), tone)
        if band % 4 == 0:
            for k in range(4):
                zigzag(c, y + 14 + k * 20, 46, 52, gold if k % 2 == 0 else light(gold, 0.5), 8)
        elif band % 4 == 2:
            lozenges(c, y + 10, 122, 112, (gold, tone, light(gold, 0.4), "#a63a2c"))
        else:
            for index in range(int(c.width / 40) + 1):
                c.dot(index * 40 + 20, y + high / 2, 11, gold)
                c.dot(index * 40 + 20, y + high / 2, 5, "#a63a2c")
        c.shape(box(0, y + high - 4, c.width, 4), gold)
        y += high
        band += 1
    threads(c, "#4a2330", 0.14)
    folds(c, "#4a2330", 4, 0.3)


def doyo(c: Canvas) -> None:
    """Ulap doyo of East Kalimantan: curling Dayak motifs on natural fibre."""
    ground, black, red = "#dcc596", "#2c2326", "#a63f2b"
    c.shape(box(0, 0, c.width, c.height), ground)
    for row in range(3):
        top = row * 330 - 30
        c.shape(box(0, top, c.width, 34), black)
        lozenges(c, top + 3, 28, 40, (red, ground, black))
        for index in range(5):
            x = index * 310 + 70 + (row % 2) * 155 - 80
            _curl(c, x, top + 185, 112, black, red)
    threads(c, "#8a6a3f", 0.2)
    folds(c, "#8a6a3f", 3, 0.3)


def _curl(c: Canvas, x: float, y: float, size: float, ink: str, heart: str) -> None:
    """Four pairs of hooks around a diamond."""
    for sx in (-1, 1):
        for sy in (-1, 1):
            path = []
            for step in range(30):
                t = step / 29
                turn = -0.4 + t * 4.7
                reach = size * (0.46 - 0.38 * t)
                path.append((x + sx * (size * 0.62 + math.cos(turn) * reach), y + sy * (size * 0.5 + math.sin(turn) * reach)))
            c.shape(taper(path, size * 0.13, size * 0.05), ink)
            c.dot(x + sx * size * 0.62, y + sy * size * 0.5, size * 0.07, heart)
            c.shape(taper(bow((x, y), (x + sx * size * 0.4, y + sy * size * 0.05), (x + sx * size * 1.2, y + sy * size * 0.22)),
                          size * 0.1, size * 0.03), ink)
    for share, tone in ((0.42, ink), (0.3, "#dcc596"), (0.2, heart), (0.08, ink)):
        c.shape([(x, y - size * share * 1.5), (x + size * share, y), (x, y + size * share * 1.5), (x - size * share, y)], tone)
    c.shape(taper([(x, y - size * 0.6), (x, y - size * 1.05)], size * 0.12, size * 0.04), ink)
    c.shape(taper([(x, y + size * 0.6), (x, y + size * 1.05)], size * 0.12, size * 0.04), ink)


def kawung(c: Canvas, ground: str = "#2f2b45", petal: str = "#ecdcb4", brown: str = "#9a5b32", step: float = 178) -> None:
    """Batik kawung: four petals around a cross, wax white on soga brown."""
    c.shape(box(0, 0, c.width, c.height), ground)
    for row in range(-1, int(c.height / step) + 2):
        for column in range(-1, int(c.width / step) + 2):
            x = column * step + (row % 2) * step / 2
            y = row * step
            for turn in (45, 135, 225, 315):
                dx, dy = math.cos(math.radians(turn)), math.sin(math.radians(turn))
                px, py = x + dx * step * 0.35, y + dy * step * 0.35
                c.shape(oval(px, py, step * 0.33, step * 0.2, turn), petal)
                c.shape(oval(px, py, step * 0.24, step * 0.125, turn), brown)
                for part in (-0.1, 0.1):
                    c.dot(px + dx * step * part, py + dy * step * part, step * 0.026, petal)
            c.dot(x, y, step * 0.05, petal)
    _crackle(c, ground)


def parang(c: Canvas, ground: str = "#efe1bd", ink: str = "#3b2a33", brown: str = "#a4642f") -> None:
    """Batik parang: leaning blades between beaded bands."""
    c.shape(box(0, 0, c.width, c.height), ground)
    step = 128.0
    for band in range(-12, 24):
        base = band * step
        start, end = (base - 300, c.height + 40.0), (base - 300 + c.height + 80, -40.0)
        length = math.hypot(end[0] - start[0], end[1] - start[1])
        ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
        nx, ny = -uy, ux
        c.line([start, end], 10, brown)
        for index in range(int(length / 24)):
            c.dot(start[0] + ux * index * 24, start[1] + uy * index * 24, 3, ground)
        for index in range(int(length / 62)):
            px = start[0] + ux * index * 62 + nx * step * 0.35
            py = start[1] + uy * index * 62 + ny * step * 0.35
            blade = []
            for t in range(13):
                a = t / 12
                swing = math.sin(a * math.pi) * 19
                blade.append((px + nx * (a - 0.5) * 62 + ux * (swing - 14 + a * 12), py + ny * (a - 0.5) * 62 + uy * (swing - 14 + a * 12)))
            c.shape(taper(blade, 8, 24), ink)
            c.shape(taper([(bx + ux * 2, by + uy * 2) for bx, by in blade[3:11]], 3, 9), brown)
            c.dot(blade[-1][0] + ux * 2, blade[-1][1] + uy * 2, 7, ground)
    _crackle(c, ink)


def _crackle(c: Canvas, ink: str) -> None:
    """Fine veins where the wax broke."""
    for _ in range(46):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(0, c.height)
        path = [(x, y)]
        for _ in range(6):
            x, y = x + c.rng.uniform(-34, 34), y + c.rng.uniform(-34, 34)
            path.append((x, y))
        c.line(smooth(path, False, 4), 1.2, ink, 0.4)


def bark_painting(c: Canvas) -> None:
    """Painting on bark as around Lake Sentani: fish, spirals and lizards in earth colours."""
    ground, black, white, red = "#b98a58", "#2a2122", "#f3e8cf", "#9c3d26"
    c.shape(box(0, 0, c.width, c.height), ground, dark(ground, 0.25), "b", 0.6)
    for _ in range(260):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(0, c.height)
        c.line([(x, y), (x + c.rng.uniform(-4, 4), y + c.rng.uniform(20, 90))], 1.3, dark(ground, 0.3), 0.35)
    draw: list[tuple[float, float, Callable[[float, float], None]]] = []
    for column in range(5):
        for row in range(3):
            kind = (column + row) % 3
            x, y = 160 + column * 270, 146 + row * 256
            if kind == 0:
                draw.append((x, y, lambda px, py: _spiral(c, px, py, 112, black, white, red)))
            elif kind == 1:
                draw.append((x, y, lambda px, py: _bark_fish(c, px, py, 230, black, white, red)))
            else:
                draw.append((x, y, lambda px, py: _ring(c, px, py, 108, black, white, red)))
    for x, y, make in draw:
        make(x, y)
    for y in (2.0, c.height - 22):
        c.shape(box(0, y, c.width, 20), black)
        for index in range(int(c.width / 36) + 1):
            c.shape([(index * 36, y + 18), (index * 36 + 18, y + 2), (index * 36 + 36, y + 18)], white if index % 2 else red)


def _spiral(c: Canvas, x: float, y: float, size: float, ink: str, bright: str, warm: str) -> None:
    for offset, width, tone in ((0, size * 0.17, ink), (0, size * 0.07, bright)):
        for half in (0.0, math.pi):
            path = []
            for step in range(50):
                t = step / 49
                path.append((x + math.cos(t * 8.6 + half + offset) * size * (1 - t * 0.93),
                             y + math.sin(t * 8.6 + half + offset) * size * (1 - t * 0.93)))
            c.shape(taper(path, width, width * 0.6), tone)
    c.dot(x, y, size * 0.09, warm)


def _bark_fish(c: Canvas, x: float, y: float, size: float, ink: str, bright: str, warm: str) -> None:
    body = smooth([(x - size * 0.36, y), (x - size * 0.08, y - size * 0.2), (x + size * 0.26, y - size * 0.16),
                   (x + size * 0.48, y), (x + size * 0.26, y + size * 0.16), (x - size * 0.08, y + size * 0.2)])
    tail = [(x - size * 0.3, y), (x - size * 0.52, y - size * 0.2), (x - size * 0.45, y), (x - size * 0.52, y + size * 0.2)]
    c.shapes([body, tail], ink)
    for index in range(5):
        xx = x - size * 0.2 + index * size * 0.095
        high = size * 0.13 * math.cos((index - 2) * 0.35)
        c.shape(taper(bow((xx, y - high), (xx + size * 0.05, y), (xx, y + high), 8), 7, 7), bright if index % 2 == 0 else warm)
    c.dot(x + size * 0.35, y - size * 0.03, size * 0.035, bright)


def _ring(c: Canvas, x: float, y: float, size: float, ink: str, bright: str, warm: str) -> None:
    for share, tone in ((1.0, ink), (0.84, bright), (0.72, warm), (0.52, ink), (0.36, bright), (0.22, warm)):
        c.dot(x, y, size * share, tone)
    for index in range(16):
        turn = index * math.tau / 16
        c.shape([(x + math.cos(turn - 0.1) * size, y + math.sin(turn - 0.1) * size),
                 (x + math.cos(turn) * size * 1.17, y + math.sin(turn) * size * 1.17),
                 (x + math.cos(turn + 0.1) * size, y + math.sin(turn + 0.1) * size)], ink)
