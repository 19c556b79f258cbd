"""Scenes of Java: Nglanggeran, Cigedug and Ngadisari."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math

from . import pattern
from .brush import Canvas, bow, box, dark, light, mix, oval, smooth, taper
from .building import bunting, fence, flag, limasan, window
from .gallery import picture
from .nature import (
    bamboo,
    banana,
    birds,
    cloud,
    flower,
    grove,
    hills,
    meadow,
    palm,
    rows_of_rice,
    sky,
    streaks,
    sun,
    terraces,
    tree,
    volcano,
)
from .people import SKIN, basket, person
from .still import jar, pods, shadow, strawberry, table

# -- Nglanggeran -------------------------------------------------------------------------


def _boulders(c: Canvas, x: float, base: float, width: float, height: float, colour: str) -> None:
    """A wall of rounded rock towers."""
    for index, (dx, up, w) in enumerate(((-0.38, 0.6, 0.2), (0.4, 0.55, 0.22), (-0.18, 0.85, 0.24), (0.22, 0.78, 0.22), (0.02, 1.0, 0.26), (-0.3, 0.36, 0.24), (0.32, 0.34, 0.24), (0.02, 0.5, 0.3))):
        cx, top, half = x + dx * width, base - up * height, w * width / 2
        tone = mix(colour, light(colour, 0.3), (index % 3) / 3)
        c.shape(smooth([(cx - half, base), (cx - half * 0.98, top + height * 0.2), (cx - half * 0.6, top + height * 0.03), (cx, top),
                        (cx + half * 0.66, top + height * 0.05), (cx + half, top + height * 0.24), (cx + half, base)], steps=8),
                tone, dark(tone, 0.45), "r", 0.9)
        for k in range(3):
            xx = cx + (k - 1) * half * 0.5
            c.shape(taper(bow((xx, top + height * 0.12), (xx + 8, top + height * 0.3), (xx - 4, top + height * 0.46)), 5, 1), dark(tone, 0.35), alpha=0.5)


@picture("kim-nglanggeran-guyub", "gunung-purba.jpg", camera=True, gps=(-7.841, 110.543))
def ancient_volcano(c: Canvas) -> None:
    sky(c, "dawn", 520)
    sun(c, 300, 330, 48)
    streaks(c, 60, 260, "#fbe3c8", 6)
    hills(c, 520, 130, "#8fa3b0", 2, 0.3)
    _boulders(c, 830, 600, 860, 430, "#8a7f86")
    c.haze(450, 640, "#fbe3c4", 0.85)
    hills(c, 610, 100, "#6f9a74", 2.2, 0.3)
    grove(c, -20, 1420, 640, 110, "#5a8f58", 18)
    edges = terraces(c, 640, 933, ("#a5c85f", "#c2d36a", "#8ab85a"), 6, 0.2, 16)
    rows_of_rice(c, edges, "#5f9a45", 2, 46)
    limasan(c, 270, 730, 330)
    palm(c, 480, 740, 290, 0.08)
    palm(c, 90, 740, 330, -0.05)
    banana(c, 430, 760, 150)
    person(c, 760, 880, 200, "#c8553d", "#3d4a63", "caping", "wave", SKIN[1])
    person(c, 850, 885, 190, "#e0a030", "#5d3a4a", "sanggul", "carry", SKIN[0], True)
    birds(c, 560, 170, 6, 26)


@picture("kim-nglanggeran-guyub", "kakao.jpg", 1200, 900)
def cocoa(c: Canvas) -> None:
    c.gradient(((0, "#a9cf8f"), (1, "#5f9a68")), 0, 900)
    for _ in range(26):
        x, y = c.rng.uniform(0, 1200), c.rng.uniform(0, 900)
        c.shape(oval(x, y, c.rng.uniform(60, 170), c.rng.uniform(50, 120)), mix("#8fbf78", "#4f8a5c", c.rng.random()), alpha=0.35, blur=16)
    c.shape(taper(smooth([(560, 960), (600, 640), (570, 330), (620, -40)], False), 150, 110), "#7a5a48", "#3f2c2a", "r", 0.9)
    c.shape(taper(bow((600, 420), (780, 330), (1010, 120)), 70, 34), "#7a5a48", "#3f2c2a", "b")
    for _ in range(24):
        x, y = 590 + c.rng.uniform(-46, 46), c.rng.uniform(20, 900)
        c.shape(oval(x, y, c.rng.uniform(8, 22), c.rng.uniform(4, 9)), "#9fae8a", alpha=0.35)
    for x, y, s, tone, t in ((470, 300, 250, "#d9802f", 14), (700, 420, 270, "#b5432c", -8), (500, 600, 230, "#e3b03f", 10), (850, 300, 210, "#d9802f", -6), (690, 110, 180, "#8fa845", -12)):
        pods(c, x, y, s, tone, t)
    for x, y, t in ((60, 60, 40), (300, -10, 70), (940, 0, 110), (1200, 200, 160), (0, 560, -20)):
        a = math.radians(t)
        for k in range(2):
            b = a + (k - 0.5) * 0.8
            path = bow((x, y), (x + math.cos(b) * 130, y + math.sin(b) * 130), (x + math.cos(b + 0.2) * 280, y + math.sin(b + 0.2) * 280), 16)
            blade = taper(path[:9], 10, 104) + taper(path[8:], 104, 2)
            c.shapes([taper(path[:9], 10, 104), taper(path[8:], 104, 2)], "#4f8f4a", "#2f5f3f", "b")
            c.line(path, 4, "#8fbf6a", 0.8)
            del blade
    c.shape(smooth([(850, 800), (1010, 700), (1150, 800), (1010, 880)]), "#a8552f", "#6d3324", "b")
    c.shape(oval(1000, 790, 116, 60), "#f3e8d2", "#d9c7a5", "b")
    for k in range(14):
        c.ball(1000 + (k % 5 - 2) * 40, 764 + (k // 5) * 26, 24, 16, "#f9f2e2", "#cdb9a0")


@picture("kim-nglanggeran-guyub", "batik-kawung.jpg", 1200, 800)
def batik(c: Canvas) -> None:
    pattern.kawung(c)
    c.shape(oval(880, 700, 150, 46), "#1f1a2a", alpha=0.35, blur=14)
    c.shape(taper([(1180, 560), (930, 650)], 26, 22), "#c9a06a", "#7d5a35", "b")
    c.shape(taper([(940, 646), (900, 664)], 30, 34), "#b5762f", "#6d4420", "b")
    c.shape(smooth([(905, 640), (860, 650), (836, 690), (860, 716), (906, 700)]), "#d9a04a", "#8f5f24", "r")
    c.shape(taper(bow((842, 690), (812, 690), (800, 714)), 9, 4), "#d9a04a", "#8f5f24", "r")
    c.dot(799, 722, 6, "#5a3420")


@picture("kim-nglanggeran-guyub", "gamelan.jpg")
def gamelan(c: Canvas) -> None:
    c.gradient(((0, "#3a2a3f"), (0.5, "#8a5a42"), (1, "#d9a868")), 0, 560)
    c.gradient(((0, "#b5794a"), (1, "#6d4430")), 560, 933)
    for k in range(9):
        c.line([(0, 580 + k * k * 5), (1400, 580 + k * k * 5)], 2, "#5a3626", 0.5)
    c.shape([(-20, -10), (1420, -10), (1420, 100), (1150, 170), (250, 170), (-20, 100)], "#5a3626", "#3a2420", "t")
    for k in range(18):
        c.line([(k * 84 - 20, 0), (250 + k * 53, 170)], 5, "#7a4a30", 0.7)
    for x in (150, 470, 930, 1250):
        c.shape(box(x - 20, 150, 40, 470), "#7a4a30", "#4a2c22", "r")
        c.shape(box(x - 32, 600, 64, 34), "#a89a86", "#6d6458", "b")
        c.shape([(x - 34, 178), (x + 34, 178), (x + 20, 216), (x - 20, 216)], "#c9902f", "#7a4a24", "b")
    for x in (310, 700, 1090):
        c.glow(x, 220, 170, "#ffd27a", 0.6)
        c.line([(x, 60), (x, 190)], 3, "#3a2420")
        c.shape(smooth([(x - 26, 190), (x + 26, 190), (x + 34, 226), (x, 250), (x - 34, 226)]), "#ffe2a0", "#f0a94a", "b")
    c.shape(box(1020, 380, 14, 260), "#8f3f2c", "#5a2620", "r")
    c.shape(box(1300, 380, 14, 260), "#8f3f2c", "#5a2620", "r")
    c.shape(smooth([(1000, 390), (1080, 350), (1167, 366), (1254, 350), (1334, 390), (1254, 386), (1167, 396), (1080, 386)]), "#b5432c", "#6d2a22", "b")
    for x, r in ((1110, 84), (1232, 66)):
        c.line([(x, 384), (x, 430)], 4, "#e9dcb8")
        c.ball(x, 510, r, r, "#b5832f", "#5d3f1c", "r")
        c.dot(x, 510, r * 0.62, "#c9983f")
        c.ball(x, 510, r * 0.26, r * 0.26, "#e0b45a", "#8f6526", "r")
    for x, shirt, head in ((250, "#3a3350", "ikat"), (520, "#2f5f5a", "ikat"), (800, "#6d2f3f", "sanggul")):
        person(c, x, 770, 330, shirt, "#7a5230", head, "sit", SKIN[x % 3], cover="#8f5a2f")
    for x, w in ((250, 270), (520, 250), (800, 260)):
        c.shape([(x - w / 2, 770), (x + w / 2, 770), (x + w / 2 - 18, 850), (x - w / 2 + 18, 850)], "#8f3f2c", "#5a2620", "b")
        c.shape([(x - w / 2 - 8, 760), (x + w / 2 + 8, 760), (x + w / 2, 780), (x - w / 2, 780)], "#c9902f")
        for k in range(7):
            xx = x - w / 2 + 20 + k * (w - 40) / 6
            c.shape(box(xx - 13, 738, 26, 26), "#e0b45a", "#8f6526", "b")
            c.dot(xx, 744, 5, "#f3d88a")
        c.line([(x + 52, 650), (x + 84, 728)], 6, "#e9cf9a")
        c.line([(x + 70, 724), (x + 98, 730)], 14, "#a8452f")
    for x, w in ((150, 110), (1010, 120)):
        c.ball(x, 880, w * 0.5, w * 0.4, "#b5832f", "#5d3f1c")
        c.shape(oval(x, 846, w * 0.42, w * 0.13), "#d9ac52")
        c.ball(x, 842, 15, 10, "#f0cf80")


@picture("kim-nglanggeran-guyub", "embung-sore.jpg", 1600, 900)
def hilltop_pond(c: Canvas) -> None:
    sky(c, "gold", 430)
    sun(c, 1120, 330, 52)
    streaks(c, 40, 260, "#fbe3b8", 7)
    hills(c, 430, 120, "#8a8fa8", 2, 0.25)
    hills(c, 470, 80, "#7a8f7a", 2.6, 0.3)
    c.gradient(((0, "#a8a85a"), (1, "#7a8a45")), 460, 900)
    c.shape(oval(800, 640, 720, 180), "#c9b98a", "#8f8058", "b")
    c.shape(oval(800, 632, 660, 152), "#7f9fb0", "#4f6f8f", "b")
    c.shape(oval(800, 620, 640, 132), "#e3b27f", "#7f8fa8", "b", alpha=0.75)
    for _ in range(60):
        a, r = c.rng.uniform(0, 6.28), c.rng.random() ** 0.5
        c.shape(oval(800 + math.cos(a) * r * 600, 632 + math.sin(a) * r * 120, 34, 2.6), "#fff0cf", alpha=0.45)
    limasan(c, 330, 560, 230, "#e9cf9a", "#9a4a35")
    for x, s in ((90, 170), (180, 130), (1480, 190), (1390, 140)):
        tree(c, x, 560, s, "#6f8f45")
    for x, y, shirt, head, pose in ((520, 800, "#c8553d", "hijab", "down"), (610, 805, "#2f7f79", "rambut", "wave"), (980, 815, "#e0a030", "hijab", "down"), (1060, 820, "#4b6cb0", "topi", "up")):
        person(c, x, y + 40, 190, shirt, "#3d4a63", head, pose, SKIN[x % 3], head == "hijab", back=True, cover="#f3d88a")
    fence(c, -10, 1620, 880, 70, "#b98a5a", 46)


# -- Cigedug -----------------------------------------------------------------------------


@picture("kim-cigedug-sauyunan", "kebun-teh.jpg", camera=True)
def tea_garden(c: Canvas) -> None:
    sky(c, "tea", 430)
    sun(c, 1120, 150, 44)
    cloud(c, 300, 170, 260)
    volcano(c, 420, 430, 900, 250, "#8fb5b8", False, 0.03)
    hills(c, 440, 110, "#7fae98", 2, 0.3)
    c.haze(350, 480, "#f4f3da", 0.8)
    c.gradient(((0, "#7fb05a"), (1, "#4f8f48")), 440, 933)
    for row in range(15):
        t = row / 14
        y = 450 + t**1.6 * 470
        high = 10 + t * 62
        phase = row * 0.8
        line = [(x, y + math.sin(x / 260 + phase) * (5 + 20 * t) + (x - 700) * 0.03 * (1 - t)) for x in range(-40, 1481, 22)]
        bumps = [(x, yy - high * (0.62 + 0.38 * abs(math.sin(x / (16 + 26 * t) + row)))) for x, yy in line]
        tone = mix("#6fae52", "#8fc25c", (row % 3) / 2)
        c.shape([*bumps, *[(x, yy + high * 0.2) for x, yy in line[::-1]]], tone, dark(tone, 0.5), "b", 0.95)
    for x, y, h, shirt, cover in ((300, 700, 190, "#c8553d", "#f3d88a"), (660, 770, 220, "#4b6cb0", "#f0ead8"), (1040, 720, 200, "#d9738a", "#2f7f79")):
        person(c, x, y, h, shirt, "#3d4a52", "hijab", "carry", SKIN[x % 3], True, cover=cover)
        px, py = x, y - h * 0.86
        c.shape([(px, py - h * 0.14), (px + h * 0.19, py), (px - h * 0.19, py)], "#e3bf72", "#9a7436", "r")
        c.shape(smooth([(x - h * 0.3, y - h * 0.62), (x - h * 0.14, y - h * 0.66), (x - h * 0.12, y - h * 0.3), (x - h * 0.26, y - h * 0.3)], steps=5), "#c2924f", "#7d5a30", "r")
    for row in range(2):
        y = 860 + row * 70
        bumps = [(x, y - 62 - 26 * abs(math.sin(x / 46 + row * 2))) for x in range(-40, 1481, 14)]
        tone = ("#5a9a48", "#4a8a42")[row]
        c.shape([*bumps, (1480, 960), (-40, 960)], tone, dark(tone, 0.45), "b", 0.9)


@picture("kim-cigedug-sauyunan", "stroberi.jpg", 1200, 900)
def strawberries(c: Canvas) -> None:
    table(c, 340, "#c99a68", "#cfe0c0")
    basket(c, 520, 760, 560, 260, "#c2924f")
    spots = []
    for row in range(4):
        for k in range(6 - row):
            spots.append((520 + (k - (5 - row) / 2) * 92 + c.rng.uniform(-10, 10), 500 - row * 54))
    for x, y in spots:
        strawberry(c, x, y, c.rng.uniform(92, 112), c.rng.uniform(-26, 26))
    for x, y, s, t in ((920, 760, 130, 30), (1050, 700, 110, -40), (860, 640, 100, 10)):
        shadow(c, x, y + s * 0.45, s * 0.45, 12)
        strawberry(c, x, y, s, t)
    jar(c, 1050, 560, 150, 210, "#a8202f", "#5c9a3f")
    for x, y in ((150, 760), (230, 820)):
        flower(c, x, y, 44, "#fbf7ee")


@picture("kim-cigedug-sauyunan", "angklung.jpg")
def angklung(c: Canvas) -> None:
    c.gradient(((0, "#bfe0cf"), (1, "#f3edc8")), 0, 600)
    hills(c, 520, 150, "#9ccbb0", 2, 0.3)
    bamboo(c, 110, 640, 560, 8)
    bamboo(c, 1300, 640, 580, 8)
    grove(c, 150, 1250, 600, 120, "#7fb56f", 12)
    c.gradient(((0, "#b9d07a"), (1, "#8ab255")), 596, 933)
    bunting(c, (60, 150), (1340, 150), 70, 18, ("#e0a030", "#2f7f79", "#c8553d", "#f7efdc"))
    for row, (y, h, n) in enumerate(((760, 220, 6), (880, 250, 5))):
        for k in range(n):
            x = 240 + row * 90 + k * (920 - row * 180) / (n - 1)
            shirt = "#fbf7ec" if (k + row) % 2 else "#f0d9b0"
            girl = (k + row) % 2 == 0
            person(c, x, y, h, shirt, "#b5302f" if not girl else "#7a2a35", "hijab" if girl and k % 4 else "rambut", "front", SKIN[k % 4], girl, True, cover="#fbf7ec")
            ax, ay = x + h * 0.26, y - h * 0.34
            c.shape(box(ax - 32, ay - 58, 66, 6), "#8f6a35")
            c.shape(box(ax - 34, ay + 36, 70, 8), "#8f6a35")
            for j, tall in enumerate((92, 74, 56)):
                bx = ax - 26 + j * 24
                c.shape(box(bx - 7, ay + 34 - tall, 15, tall), "#e0c070", "#a8803a", "r")
                c.shape(box(bx - 7, ay + 34 - tall, 7, tall * 0.3), "#f0dc9a")
            for j in range(4):
                c.line([(ax - 34 + j * 23, ay - 56), (ax - 34 + j * 23, ay + 40)], 3, "#7a5a2f")
    meadow(c, 0, 1400, 890, 930, "#8ab255", 80, 20)


@picture("kim-cigedug-sauyunan", "upacara-sekolah.jpg", orientation=3, camera=True)
def school_yard(c: Canvas) -> None:
    sky(c, "day", 460)
    cloud(c, 260, 120, 280)
    cloud(c, 1080, 150, 240)
    hills(c, 460, 170, "#8fbfa5", 2, 0.3)
    hills(c, 490, 90, "#6fa878", 2.6, 0.3)
    c.gradient(((0, "#d3c3a0"), (1, "#b9a582")), 480, 933)
    c.shape(box(120, 390, 1160, 210), "#f3e4bd", "#cfb98a", "b")
    c.shape(box(120, 540, 1160, 60), "#7fa86f", "#5f8a55", "b")
    c.shape([(80, 396), (170, 280), (1230, 280), (1320, 396)], "#b5533a", "#7a332a", "r")
    for k in range(1, 9):
        c.line([(80 + k * 11, 396 - k * 13), (1320 - k * 11, 396 - k * 13)], 1.4, "#8f3f30", 0.6)
    for k in range(6):
        x = 190 + k * 185
        window(c, x, 430, 84, 66, False, "#8f5a35")
        if k < 5:
            c.shape(box(x + 108, 426, 56, 174), "#8f5a35", "#5d3820", "r")
    for x in (60, 1340):
        tree(c, x, 600, 260, "#5a9a52")
    flag(c, 700, 640, 440)
    for row in range(2):
        for k in range(8 - row):
            x = 236 + k * 132 + row * 66
            y, h = 770 + row * 132, 158 + row * 26
            girl = (k + row) % 3 == 0
            person(c, x, y, h, "#fbf9f2", "#b5252a", "hijab" if girl else "rambut", "down", SKIN[(k + row) % 4], girl, True, True, "#f3ece0")
            if not girl:
                r = h * 0.12
                top = y - h
                c.shape([(x - r, top + r * 0.95), (x - r * 0.8, top + r * 0.1), (x + r * 0.8, top + r * 0.1), (x + r, top + r * 0.95)], "#b5252a", "#7a1a22", "r")
    person(c, 560, 680, 180, "#c9b98a", "#5d523a", "peci", "down")
    person(c, 850, 680, 176, "#c9b98a", "#5d523a", "hijab", "down", skirt=True, cover="#8a7a52")


# -- Ngadisari ---------------------------------------------------------------------------


@picture("kim-ngadisari-lestari", "kebun-bunga.jpg")
def flower_garden(c: Canvas) -> None:
    sky(c, "tea", 480)
    sun(c, 230, 140, 42)
    cloud(c, 980, 130, 300)
    volcano(c, 900, 430, 900, 260, "#8fa8c0", False, 0.04)
    hills(c, 440, 90, "#7fae90", 2, 0.3)
    grove(c, -20, 1420, 470, 80, "#5f9a62", 18)
    c.gradient(((0, "#8fb86a"), (1, "#6a9a4f")), 460, 933)
    colours = ("#d8382f", "#f3c03f", "#d9609a", "#8a5fc0", "#f7f0e4", "#f08a4b")
    for k in range(6):
        tone = colours[k]
        left, right = -200 + k * 300, 100 + k * 300
        for step in range(40):
            t = (step / 39) ** 1.5
            y = 490 + t * 440
            s = 5 + t * 17
            middle = 700 + ((left + right) / 2 - 700) * (0.25 + t * 0.75)
            wide = (40 + 95 * t)
            for _ in range(3):
                x = middle + c.rng.uniform(-1, 1) * wide
                if s > 13:
                    flower(c, x, y + c.rng.uniform(-6, 6), s, mix(tone, light(tone, 0.4), c.rng.random()))
                else:
                    c.dot(x, y + c.rng.uniform(-3, 3), s * 0.7, mix(tone, light(tone, 0.4), c.rng.random()))
    person(c, 560, 840, 240, "#4b6cb0", "#3d4a63", "caping", "carry", SKIN[1])
    person(c, 860, 870, 235, "#e0a030", "#4a3a52", "hijab", "wave", SKIN[0], True, cover="#f0ead8")
