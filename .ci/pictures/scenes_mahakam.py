"""Scenes of Kalimantan: the Mahakam at Melayu, the pepper hills of Batuah, floating Lok Baintan."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math

from . import pattern
from .brush import Canvas, bow, box, dark, light, mix, oval, smooth, taper
from .building import boat, bunting, flag, jetty, planks, stall, stilt_house, window
from .gallery import picture
from .nature import (
    banana,
    birds,
    cloud,
    grove,
    hills,
    meadow,
    palm,
    reflection,
    sky,
    stars,
    streaks,
    sun,
    tree,
    water,
)
from .people import CLOTH, SKIN, basket, hen, person
from .still import beans, jar, packet, plate, shadow, table, tray

RIVER = ((0, "#e9b58c"), (0.35, "#b79b8f"), (1, "#56677a"))


@picture("kim-melayu-berkarya", "mahakam-pagi.jpg", camera=True, gps=(-0.412, 116.987))
def mahakam_at_dawn(c: Canvas) -> None:
    sky(c, "dawn", 470)
    sun(c, 980, 372, 42)
    streaks(c, 90, 300, "#fbe0c0", 8)
    hills(c, 440, 110, "#8794a8", 2.2, 0.25, 480)
    hills(c, 462, 64, "#5f7b80", 3.0, 0.3, 490)
    grove(c, -20, 1420, 482, 64, "#3f6a58", 24)
    water(c, 476, 933, RIVER, "#ffe9c9", 150, 0.4, 980)
    for x, w, wall, roof in ((150, 190, "#c98b5a", "#8f3f2c"), (390, 170, "#7fa3a0", "#5d4a52"), (1210, 190, "#d9b26a", "#9a4a35")):
        reflection(c, x, 548, w, 110, dark(wall, 0.2), 0.4)
        stilt_house(c, x, 552, w, wall, roof, 44, True)
    c.haze(430, 560, "#f8d9b5", 0.5)
    reflection(c, 760, 652, 300, 60, "#5e2a26", 0.35)
    boat(c, 760, 644, 330, "#3f7d6a", "#5d4636", "#f4ead6")
    c.shape([(650, 622), (672, 574), (830, 574), (846, 622)], "#d9b26a", "#8f6a35", "r")
    c.shape(smooth([(636, 580), (690, 552), (800, 552), (862, 580)]), "#b0573c", "#6d3027", "r")
    person(c, 896, 628, 84, "#e0a030", "#3d4a63", "caping", "dig")
    jetty(c, (230, 933), (330, 560), 300, 58, "#9a7350", 60)
    person(c, 210, 905, 180, "#c8553d", "#2f4a63", "hijab", "wave", skirt=True, back=True, cover="#f3d88a")
    person(c, 320, 890, 120, "#4b6cb0", "#3d3a4a", "rambut", "down", child=True, back=True)
    birds(c, 560, 190, 6, 26)
    palm(c, 1330, 933, 520, -0.18, "#2f5a45")


@picture("kim-melayu-berkarya", "pasar-subuh.jpg")
def market_before_sunrise(c: Canvas) -> None:
    sky(c, "dusk", 560)
    stars(c, 200, 40)
    grove(c, -20, 1420, 520, 90, "#2c3553", 18)
    for x, w, h, tone in ((90, 240, 190, "#4a4468"), (420, 280, 230, "#3f3a5e"), (760, 230, 180, "#4a4468"), (1100, 320, 220, "#3b3860")):
        c.shape(box(x - w / 2, 560 - h, w, h), tone)
        c.shape([(x - w * 0.58, 560 - h), (x - w * 0.3, 500 - h), (x + w * 0.3, 500 - h), (x + w * 0.58, 560 - h)], dark(tone, 0.3))
        for k in (-0.25, 0.22):
            window(c, x + k * w - 16, 590 - h, 34, 40, True, "#6a5a7a")
    c.gradient(((0, "#7a5a6a"), (1, "#3f3247")), 550, 933)
    for index in range(7):
        y = 590 + index * index * 8
        c.line([(0, y), (1400, y)], 1.5, "#2c2238", 0.4)
    for x, colours in ((250, ("#c8553d", "#f7efdc")), (700, ("#2f7f79", "#f7efdc")), (1150, ("#e0a030", "#f7efdc"))):
        c.glow(x, 470, 260, "#ffca7a", 0.55)
        stall(c, x, 760, 350, colours)
        c.dot(x, 548, 13, "#fff3c8")
        c.glow(x, 548, 120, "#ffe0a0", 0.6)
    for x, tone in ((130, "#5c9a3f"), (200, "#d8382f"), (275, "#e8a33a"), (350, "#7fb04a")):
        basket(c, x, 650, 68, 34)
        for _ in range(9):
            c.ball(x + c.rng.uniform(-26, 26), 612 - c.rng.uniform(0, 14), 11, 10, tone)
    for x, tone in ((590, "#e6c766"), (665, "#b5572f"), (742, "#6aa84f"), (815, "#e9dfc8")):
        basket(c, x, 650, 66, 34)
        for _ in range(9):
            c.ball(x + c.rng.uniform(-25, 25), 612 - c.rng.uniform(0, 14), 10, 9, tone)
    for k in range(7):
        xx = 1020 + k * 44
        c.shape(smooth([(xx - 22, 622), (xx, 612), (xx + 24, 622), (xx, 634)]), mix("#8fa3b5", "#c9d3d9", k / 7), "#5f7486", "b")
    person(c, 330, 870, 250, "#d9738a", "#4a3a63", "hijab", "carry", skirt=True, cover="#f0ead8")
    person(c, 500, 880, 245, "#5c8f4a", "#3d4a63", "peci", "front")
    person(c, 905, 875, 250, "#4b6cb0", "#33304a", "hijab", "carry", skirt=True, cover="#e9b04a")
    person(c, 1000, 880, 165, "#e0a030", "#5d4a63", "rambut", "down", child=True)
    basket(c, 660, 900, 150, 84)
    for _ in range(26):
        c.ball(660 + c.rng.uniform(-58, 58), 812 - c.rng.uniform(0, 26), 17, 16, mix("#e8a33a", "#f3c75a", c.rng.random()))


@picture("kim-melayu-berkarya", "gotong-royong.jpg")
def working_together(c: Canvas) -> None:
    x: float
    y: float
    sky(c, "day", 480)
    cloud(c, 300, 150, 300)
    cloud(c, 1040, 110, 240)
    grove(c, -20, 1420, 470, 120, "#5a9a6a", 16)
    c.gradient(((0, "#7fae5a"), (0.4, "#a9c66a"), (1, "#6f9a45")), 466, 933)
    for x, wall, roof in ((170, "#e9c27a", "#a8452f"), (640, "#8fb5ad", "#7a4a3d"), (1160, "#d98f6a", "#6d3f4a")):
        stilt_house(c, x, 600, 330, wall, roof, 42)
    c.shape([(-20, 690), (1420, 640), (1420, 730), (-20, 800)], "#d9c7a0", "#a8946f", "b")
    c.shape([(-20, 800), (1420, 730), (1420, 790), (-20, 880)], "#8d8478", "#5d564f", "b")
    c.shape([(-20, 822), (1420, 748), (1420, 776), (-20, 858)], "#5f8f9a", "#3b5f6d", "b")
    for _ in range(24):
        x = c.rng.uniform(0, 1400)
        y = 838 - x * 0.053 + c.rng.uniform(-9, 9)
        c.shape(oval(x, y, 26, 2.4), "#cfe6e4", alpha=0.6)
    bunting(c, (-10, 330), (700, 300), 70, 14)
    bunting(c, (700, 300), (1410, 330), 70, 14)
    poses = (
        (150, 770, "#c8553d", "topi", "dig", False), (330, 760, "#2f7f79", "caping", "dig", False),
        (520, 745, "#e0a030", "hijab", "carry", True), (735, 740, "#4b6cb0", "topi", "dig", False),
        (930, 725, "#8a4f8d", "rambut", "front", False), (1130, 720, "#5c8f4a", "hijab", "carry", True),
    )
    for index, (x, y, shirt, head, pose, skirt) in enumerate(poses):
        person(c, x, y + 60, 225, shirt, "#3d4a63", head, pose, SKIN[index % 3], skirt, cover=CLOTH[(index + 3) % 7])
        if pose == "dig":
            c.line([(x + 30, y - 60), (x + 74, y + 72)], 7, "#a8794a")
            c.shape(smooth([(x + 64, y + 62), (x + 88, y + 60), (x + 84, y + 96), (x + 70, y + 96)], steps=4), "#8f979d", "#5f676d", "r")
    for x in (1240, 1310):
        c.shape(smooth([(x - 34, 880), (x - 40, 830), (x - 10, 796), (x + 12, 796), (x + 38, 830), (x + 36, 880)]), "#3b3f4a", "#1f222b", "r")
    meadow(c, 0, 1400, 890, 933, "#7fae4a", 130, 22)
    hen(c, 620, 900, 52)


@picture("kim-melayu-berkarya", "amplang.jpg", 1200, 900)
def fish_crackers(c: Canvas) -> None:
    table(c, 430, "#b9834f", "#8fc0b4")
    c.shape(box(0, 90, 1200, 60), "#f4ead6", alpha=0.5)
    pattern.lozenges(c, 94, 52, 64, ("#c8553d", "#f4ead6", "#2f7f79"))
    packet(c, 300, 610, 230, 360, "#e0a030")
    packet(c, 520, 590, 220, 340, "#c8553d")
    plate(c, 800, 690, 300)
    spots = sorted(((c.rng.gauss(0, 0.42), c.rng.gauss(0, 0.34)) for _ in range(150)), key=lambda p: p[1])
    for dx, dy in spots:
        if dx * dx + dy * dy < 0.85:
            lift = (1 - dx * dx - dy * dy) * 96
            x, y = 800 + dx * 220, 690 + dy * 80 - lift
            tone = mix("#f0d9a0", "#d9b46a", c.rng.random())
            c.ball(x, y, c.rng.uniform(17, 25), c.rng.uniform(14, 20), tone, dark(tone, 0.3))
    for x, y, t in ((240, 790, 10), (430, 760, -20), (340, 840, 40)):
        c.ball(x, y, 26, 20, "#e8cd92")
        c.shape(oval(x - 6, y - 6, 9, 5, t), "#f9ecc9")
    c.shape(smooth([(1010, 500), (1080, 470), (1130, 520), (1110, 590), (1030, 600), (990, 550)]), "#8fb04a", "#4f7a35", "r")
    c.dot(1060, 540, 8, "#d9e69a")


@picture("kim-melayu-berkarya", "posyandu.jpg")
def health_post(c: Canvas) -> None:
    c.gradient(((0, "#f7ead0"), (1, "#f0d9b0")), 0, 640)
    c.gradient(((0, "#b9d3c4"), (1, "#8fb5a6")), 640, 933)
    for row in range(5):
        y = 640 + row * row * 14 + 8
        c.line([(0, y), (1400, y)], 2, "#7fa394", 0.6)
    for index in range(-5, 20):
        c.line([(700 + (index - 7) * 60, 640), (700 + (index - 7) * 190, 933)], 2, "#7fa394", 0.5)
    c.shape(box(60, 110, 300, 260), "#8fcbe0", "#e3f2ea", "b", grain=False)
    cloud(c, 190, 240, 150)
    c.shape(box(60, 300, 300, 70), "#6fa868", "#4f8a4b", "b")
    palm(c, 300, 368, 190, -0.1)
    for x in (54, 206, 356):
        c.shape(box(x, 104, 10, 272), "#fffaf0")
    for y in (104, 366):
        c.shape(box(54, y, 312, 10), "#fffaf0")
    for side, x in ((1, 40), (-1, 380)):
        c.shape(smooth([(x - 24, 84), (x + 24, 84), (x + 20 + side * 12, 250), (x + 12, 410), (x - 16, 410), (x - 22 + side * 10, 250)], steps=6),
                "#d9738a", "#a84f68", "r")
    for index, (x, tone) in enumerate(((440, "#c8553d"), (610, "#2f7f79"), (920, "#e0a030"))):
        c.shape(box(x, 130, 130, 170), "#fffaf0", "#e9dcc0", "b")
        c.shape(box(x + 10, 140, 110, 26), tone)
        for row in range(5):
            c.line([(x + 20, 190 + row * 20), (x + 110 - row * 9 * (index % 2), 190 + row * 20)], 4, "#b9b0a0")
    c.line(smooth([(940, 280), (970, 262), (1000, 240), (1032, 222)], False), 5, "#c8553d")
    bunting(c, (400, 40), (1400, 50), 60, 16, ("#e0a030", "#2f7f79", "#c8553d", "#f7efdc"))
    c.shape(box(1000, 560, 340, 24), "#b9834f", "#7d5430", "b")
    for x in (1030, 1310):
        c.shape(taper([(x, 580), (x, 830)], 18, 14), "#9a6a3f", "#5d4026", "r")
    c.shape(box(1060, 524, 120, 38), "#f4f0e4", "#c9c0ae", "b")
    c.shape(smooth([(1050, 526), (1120, 506), (1190, 526), (1120, 536)]), "#8fc0b4", "#5d8f86", "b")
    for x, tone in ((1230, "#d9738a"), (1268, "#e0a030"), (1302, "#5c8f4a")):
        c.shape(box(x - 14, 512, 28, 50), tone, dark(tone), "r")
        c.shape(box(x - 9, 500, 18, 14), "#fffaf0")
    person(c, 1090, 880, 300, "#8a4f8d", "#33304a", "hijab", "front", skirt=True, cover="#c9b0d8")
    person(c, 330, 890, 300, "#2f7f79", "#3d4a63", "hijab", "carry", skirt=True, cover="#f3d88a")
    c.shape(smooth([(300, 690), (330, 660), (388, 690), (380, 740), (320, 752)]), "#f7e6b5", "#d9c07a", "b")
    c.ball(342, 668, 27, 28, SKIN[2])
    c.line(bow((336, 678), (343, 684), (350, 678)), 2.4, "#7a3b32")
    person(c, 570, 895, 290, "#e0a030", "#4a3a63", "hijab", "down", skirt=True, cover="#7fb5ad")
    person(c, 690, 895, 150, "#d9738a", "#4b6cb0", "rambut", "up", child=True)
    c.line([(830, 0), (830, 480)], 4, "#6a6a72")
    c.shape(oval(830, 320, 40, 40), "#f4f0e4", "#c9c0ae", "r")
    c.shape(oval(830, 320, 31, 31), "#ffffff")
    c.line([(830, 320), (848, 300)], 4, "#c8553d")
    c.shape(smooth([(778, 560), (800, 480), (860, 480), (882, 560), (830, 612)]), "#5c8f4a", "#3b6a35", "b")
    c.ball(830, 500, 32, 33, SKIN[0])
    for side in (-1, 1):
        c.dot(830 + side * 11, 502, 3, "#2a2130")
        c.shape(taper([(830 + side * 22, 590), (830 + side * 26, 640)], 20, 16), SKIN[0])
    c.line(bow((820, 513), (830, 522), (840, 513)), 2.4, "#7a3b32")
    c.shape([(x, min(y, 488)) for x, y in oval(830, 490, 33, 26)], "#2a2130")
    person(c, 930, 895, 300, "#f0ead8", "#3d4a63", "hijab", "wave", skirt=True, cover="#d9738a")


@picture("kim-melayu-berkarya", "lomba-perahu.jpg", 1600, 900)
def boat_race(c: Canvas) -> None:
    x: float
    y: float
    sky(c, "noon", 420)
    cloud(c, 420, 150, 360)
    cloud(c, 1240, 110, 260)
    hills(c, 400, 90, "#7fb5a6", 2, 0.3, 440)
    grove(c, -20, 1620, 432, 80, "#4f8f5c", 22)
    for x in range(60, 1600, 92):
        person(c, x, 452 + (x % 3), 66, CLOTH[(x // 92) % 7], "#3d4a63", ("rambut", "hijab", "topi")[(x // 92) % 3], "up", cover=CLOTH[(x // 92 + 2) % 7])
    water(c, 440, 900, ((0, "#7fc3c4"), (0.5, "#3f93a8"), (1, "#256a86")), "#ffffff", 170, 0.4)
    bunting(c, (-10, 300), (800, 280), 60, 16, ("#e0a030", "#c8553d", "#2f7f79", "#fbf7ec"))
    bunting(c, (800, 280), (1610, 300), 60, 16, ("#e0a030", "#c8553d", "#2f7f79", "#fbf7ec"))
    for y, x, hull, stripe, scale in ((560, 980, "#2f7f79", "#f3d88a", 0.72), (680, 700, "#c8553d", "#f3d88a", 0.9), (840, 900, "#4a3a7a", "#e0a030", 1.12)):
        length = 860 * scale
        for k in range(9):
            px = x - length * 0.36 + k * length * 0.085
            person(c, px, y + 4, 118 * scale, (stripe, hull, "#f0ead8")[k % 3], "#3d4a63", "ikat", "dig", SKIN[k % 4], cover=hull)
            c.line([(px + 22 * scale, y - 58 * scale), (px + 52 * scale, y + 26 * scale)], 5 * scale, "#c9a060")
        boat(c, x, y, length, hull, dark(hull), stripe, flat=0.5)
        nose = x + length * 0.55
        prow = y + length * 0.085
        c.shape(smooth([(nose - 20, prow - length * 0.18), (nose + 8, prow - length * 0.235), (nose + 52 * scale, prow - length * 0.215),
                        (nose + 40 * scale, prow - length * 0.18), (nose + 4, prow - length * 0.165)]), stripe, dark(stripe, 0.3))
        c.dot(nose + 18 * scale, prow - length * 0.208, 4, "#1f1a2a")
        for k in range(10):
            wx = x - length * 0.45 + k * length * 0.1
            c.shape(oval(wx, y + 26 * scale, 40 * scale, 5 * scale), "#ffffff", alpha=0.6)


@picture("kim-melayu-berkarya", "malam-lampion.jpg", camera=True)
def lantern_night(c: Canvas) -> None:
    x: float
    y: float
    sky(c, "night", 520)
    stars(c, 420, 110)
    c.glow(1150, 150, 200, "#fdf3cf", 0.5)
    c.dot(1150, 150, 50, "#fdf3cf")
    hills(c, 500, 90, "#1d2c4f", 2.4, 0.3, 540)
    water(c, 510, 933, ((0, "#2a3f6a"), (1, "#0d1838")), "#f7c779", 120, 0.35, 700)
    for x, w in ((130, 240), (1270, 260)):
        stilt_house(c, x, 620, w, "#5d4a5a", "#3a2c44", 48, True)
        reflection(c, x, 630, w, 130, "#f0a94a", 0.28)
    for index in range(9):
        x = 210 + index * 125 + c.rng.uniform(-30, 30)
        y = 130 + (index * 83) % 260
        s = 26 + (index * 7) % 18
        c.glow(x, y, s * 4.2, "#ffb860", 0.55)
        tone = ("#f08a4b", "#f3b95a", "#e2603f")[index % 3]
        c.shape(smooth([(x - s * 0.7, y - s), (x + s * 0.7, y - s), (x + s, y), (x + s * 0.6, y + s), (x - s * 0.6, y + s), (x - s, y)], steps=6),
                light(tone, 0.3), tone, "t", 0.9)
        c.shape(oval(x, y + s, s * 0.6, s * 0.16), "#fff3c8")
    for index in range(12):
        x = 120 + index * 108 + c.rng.uniform(-22, 22)
        y = 640 + (index * 67) % 230
        size = 12 + (y - 620) / 16
        c.glow(x, y - size, size * 5, "#ffc870", 0.5)
        reflection(c, x, y, size * 2.6, 60, "#ffcf80", 0.45)
        c.shape([(x - size * 1.3, y - size * 0.3), (x + size * 1.3, y - size * 0.3), (x + size * 0.9, y + size * 0.3), (x - size * 0.9, y + size * 0.3)], "#7a4a33")
        c.shape(box(x - size * 0.75, y - size * 2, size * 1.5, size * 1.7), "#ffe2a0", "#f0a04a", "b")
    c.shape([(-20, 933), (-20, 870), (520, 880), (700, 933)], "#16203c")
    for x, h, tone, head in ((170, 190, "#6d3a4a", "hijab"), (270, 130, "#8a6a3a", "rambut"), (370, 200, "#3a5a63", "peci")):
        person(c, x, 905, h, tone, "#232a44", head, "down", child=h < 150, back=True, cover="#a8607a", skirt=head == "hijab")


@picture("kim-melayu-berkarya", "ulap-doyo.jpg", 1200, 800)
def ulap_doyo(c: Canvas) -> None:
    pattern.doyo(c)


@picture("kim-melayu-berkarya", "bank-sampah.jpg", 1000, 1333, orientation=6, camera=True)
def waste_bank(c: Canvas) -> None:
    x: float
    c.gradient(((0, "#e9d9b0"), (1, "#d9c090")), 0, 860)
    planks(c, 0, 0, 1000, 860, "#c9d3b5", 48)
    c.gradient(((0, "#b0a08f"), (1, "#86786d")), 860, 1333)
    c.shape(box(180, 120, 640, 240), "#2f5a50", "#1f4038", "b")
    c.shape(box(166, 106, 668, 14), "#a8794a")
    c.shape(box(166, 358, 668, 16), "#a8794a")
    for turn in range(3):
        a = turn * math.tau / 3 - math.pi / 2
        path = [(500 + math.cos(a + t * 0.17) * 72, 238 + math.sin(a + t * 0.17) * 72) for t in range(10)]
        c.shape(taper(path, 22, 22), "#bfe0a0")
        end, b = path[-1], a + 1.53
        c.shape([(end[0] + math.cos(b) * 30, end[1] + math.sin(b) * 30), (end[0] - math.cos(b) * 30, end[1] - math.sin(b) * 30),
                 (end[0] - math.sin(b) * 42, end[1] + math.cos(b) * 42)], "#bfe0a0")
    for x, tone, kind in ((200, "#3f8f5c", 0), (500, "#e0a030", 1), (800, "#3f6fb0", 2)):
        shadow(c, x, 1010, 140, 26)
        c.shape([(x - 118, 640), (x + 118, 640), (x + 96, 1004), (x - 96, 1004)], tone, dark(tone, 0.4), "r")
        c.shape(box(x - 130, 618, 260, 36), light(tone, 0.2), dark(tone, 0.2), "r")
        c.shape(oval(x, 818, 58, 58), "#f8f0dc")
        if kind == 0:
            c.shape(smooth([(x, 778), (x + 32, 812), (x, 860), (x - 32, 812)]), "#3f8f5c")
            c.line([(x, 800), (x, 856)], 4, "#f8f0dc")
        elif kind == 1:
            c.shape(smooth([(x - 14, 784), (x + 14, 784), (x + 20, 806), (x + 20, 854), (x - 20, 854), (x - 20, 806)], steps=4), "#c9882a")
            c.shape(box(x - 9, 772, 18, 12), "#a8452f")
        else:
            c.shape(box(x - 30, 786, 60, 62), "#3f6fb0")
            for row in range(4):
                c.line([(x - 20, 800 + row * 12), (x + 20, 800 + row * 12)], 4, "#f8f0dc")
    for _ in range(14):
        x = 500 + c.rng.uniform(-96, 96)
        c.shape(box(x - 11, 590 + c.rng.uniform(-14, 20), 22, 44), mix("#bfe3ea", "#8fc7d9", c.rng.random()), "#6fa3b5", "r")
    person(c, 300, 1270, 420, "#2f7f79", "#3d4a63", "hijab", "front", skirt=True, cover="#f0ead8")
    person(c, 700, 1280, 270, "#c8553d", "#4b6cb0", "rambut", "wave", child=True)
    c.shape(box(394, 960, 74, 92), "#d9b26a", "#a8824a", "r")


@picture("kim-melayu-berkarya", "perpustakaan-perahu.jpg")
def library_boat(c: Canvas) -> None:
    sky(c, "tea", 440)
    sun(c, 260, 170, 44)
    cloud(c, 900, 150, 300)
    hills(c, 420, 100, "#8fc0ae", 2, 0.3, 460)
    grove(c, -20, 1420, 446, 78, "#5a9a6a", 20)
    water(c, 440, 933, ((0, "#a5d6c9"), (1, "#3f8794")), "#ffffff", 130, 0.4)
    reflection(c, 700, 740, 820, 120, "#7a4a33", 0.35)
    person(c, 1052, 722, 190, "#d9738a", "#4a3a63", "hijab", "carry", skirt=True, cover="#f3d88a")
    boat(c, 690, 716, 980, "#d98f3f", "#7a4a33", "#f7efdc")
    c.shape(box(380, 470, 560, 220), "#7a5a44", "#4a362c", "b")
    colours = ("#c8553d", "#2f7f79", "#e0a030", "#4b6cb0", "#8a4f8d", "#f0ead8", "#5c8f4a", "#d9738a")
    for row in range(3):
        x = 396.0
        while x < 916:
            width = c.rng.uniform(10, 20)
            high = c.rng.uniform(44, 60)
            tone = colours[c.rng.randrange(len(colours))]
            c.shape(box(x, 540 + row * 70 - high, width, high), tone, dark(tone, 0.3), "r")
            x += width + 1.5
        c.shape(box(384, 540 + row * 70, 552, 9), "#b98a5a")
    c.shape([(340, 474), (410, 404), (910, 404), (980, 474)], "#a8452f", "#6d2b26", "r")
    for x in (366, 954):
        c.shape(taper([(x, 470), (x, 700)], 12, 12), "#5d4636")
    flag(c, 1000, 640, 250)
    jetty(c, (1160, 933), (1250, 660), 440, 260, "#a87f55", 70)
    for x, y, tone, pose in ((1060, 880, "#e0a030", "sit"), (1180, 850, "#4b6cb0", "sit"), (1300, 890, "#c8553d", "sit")):
        person(c, x, y, 190, tone, "#3d4a63", "rambut", pose, SKIN[int(x) % 3], child=True)
        c.shape([(x - 34, y - 62), (x, y - 52), (x + 34, y - 62), (x + 34, y - 34), (x, y - 24), (x - 34, y - 34)], "#fffaf0", "#d9cdb0", "b")
    birds(c, 560, 200, 5, 24)


@picture("kim-batuah-bersemi", "jembatan-kayu.jpg", orientation=3, camera=True)
def wooden_bridge(c: Canvas) -> None:
    sky(c, "mist", 430)
    hills(c, 420, 180, "#a5c6bd", 2, 0.3)
    hills(c, 470, 130, "#7fae98", 2.6, 0.3)
    c.haze(330, 520, "#f7f0da", 0.8)
    c.gradient(((0, "#8fb86a"), (1, "#5f8f45")), 470, 933)
    c.shape(smooth([(560, 474), (590, 474), (690, 560), (850, 740), (1120, 950), (280, 950), (390, 740), (500, 570)]), "#9a7a5a", "#7a5d45", "b")
    c.shape(smooth([(568, 478), (584, 478), (650, 570), (780, 750), (980, 950), (420, 950), (480, 740), (540, 575)]), "#7fb0ae", "#3f7480", "b")
    for _ in range(40):
        y = c.rng.uniform(560, 920)
        x = 572 + (y - 478) * 0.28 + c.rng.uniform(-1, 1) * (y - 500) * 0.32
        c.shape(oval(x, y, 10 + (y - 470) * 0.06, 2.5), "#e6f3ee", alpha=0.6)
    for x, y, s in ((90, 540, 240), (240, 510, 170), (1240, 530, 260), (1080, 500, 150)):
        tree(c, x, y, s, "#4f8a4b")
    for side in (0, 1):
        y = 640 + side * 74
        c.shape(taper([(180, y), (1240, y - 34)], 18, 18), "#7a5a3f", "#4a3628", "b")
    for index in range(36):
        if 14 <= index <= 16:
            continue
        x = 190 + index * 29.5
        y = 628 - index * 0.95
        tone = mix("#b98a5a", "#8f6a45", c.rng.random())
        c.shape([(x, y), (x + 25, y - 1), (x + 31, y + 88), (x + 6, y + 90)], tone, dark(tone, 0.3), "b")
    for index in range(8):
        x = 190 + index * 150
        if index != 3:
            c.shape(taper([(x, 640 - index * 5), (x, 540 - index * 5)], 12, 10), "#6d5142")
    for part in ((190, 540, 520, 532), (800, 518, 1240, 505)):
        c.line([(part[0], part[1] + 10), (part[2], part[3] + 10)], 9, "#8f6a45")
    c.line([(600, 560), (640, 610)], 9, "#8f6a45")
    c.shape([(626, 720), (654, 716), (700, 800), (676, 812)], "#a87f55", "#6d5035", "b")
    for x, shirt, head, pose in ((330, "#c8553d", "caping", "dig"), (470, "#2f7f79", "topi", "carry"), (860, "#e0a030", "topi", "dig"), (1010, "#4b6cb0", "peci", "wave")):
        person(c, x, 690 - (x - 300) * 0.03, 200, shirt, "#3d4a63", head, pose, SKIN[x % 3], cover="#5c8f4a")
    c.shape(taper([(480, 590), (620, 574)], 16, 16), "#c9a06a", "#8f6a45", "b")
    banana(c, 150, 900, 260)
    banana(c, 1290, 890, 280)
    meadow(c, 0, 300, 830, 930, "#6fa045", 60, 24)
    meadow(c, 1100, 1400, 830, 930, "#6fa045", 60, 24)


@picture("kim-batuah-bersemi", "pipa-air.jpg")
def water_pipes(c: Canvas) -> None:
    sky(c, "day", 520)
    cloud(c, 420, 130, 280)
    hills(c, 520, 190, "#8fbfa0", 1.8, 0.25)
    hills(c, 560, 120, "#6aa36f", 2.4, 0.3)
    c.gradient(((0, "#9cc46a"), (1, "#6a9a48")), 540, 933)
    for x in (120, 1250):
        palm(c, x, 620, 330, 0.06 if x < 500 else -0.1)
    for dx in (-110, 110):
        c.shape(taper([(960 + dx, 700), (960 + dx * 0.8, 330)], 20, 16), "#6a7078", "#3d4248", "r")
    for k in range(3):
        y = 420 + k * 95
        c.line([(862, y), (1058, y + 60)], 7, "#7d848c")
        c.line([(1058, y), (862, y + 60)], 7, "#7d848c")
    c.shape(box(836, 310, 248, 22), "#6a7078", "#3d4248", "r")
    c.shape(smooth([(850, 312), (850, 160), (960, 138), (1070, 160), (1070, 312)], steps=5), "#e8823f", "#a84f2a", "r")
    for y in (200, 250):
        c.line([(852, y), (1068, y)], 5, "#c9642f")
    c.line([(960, 332), (960, 640), (760, 640), (760, 720), (420, 720)], 16, "#4b7fb0")
    c.line([(962, 326), (962, 636)], 4, "#8fb5d9")
    c.line([(420, 720), (420, 620), (380, 620), (380, 650)], 16, "#4b7fb0")
    c.shape(box(362, 596, 34, 16), "#c8553d")
    c.shape(taper([(380, 660), (382, 800)], 14, 20), "#bfe3f0", "#8fc7de", "r", alpha=0.9)
    c.shape([(330, 790), (436, 790), (424, 880), (342, 880)], "#3f8fb0", "#25607d", "r")
    c.shape(oval(383, 790, 53, 13), "#d9f0f5")
    for _ in range(14):
        c.dot(383 + c.rng.uniform(-58, 58), 784 - c.rng.uniform(0, 34), c.rng.uniform(2, 5), "#e6f6fa")
    person(c, 250, 880, 250, "#d9738a", "#4a3a63", "hijab", "front", skirt=True, cover="#f3d88a")
    person(c, 520, 885, 160, "#e0a030", "#3d4a63", "rambut", "up", child=True)
    person(c, 640, 880, 165, "#5c8f4a", "#c8553d", "rambut", "wave", SKIN[2], child=True)
    person(c, 1120, 860, 250, "#4b6cb0", "#3d4a63", "topi", "down", cover="#e0a030")
    person(c, 1230, 870, 245, "#2f7f79", "#4a3f4a", "peci", "wave")
    meadow(c, 0, 1400, 890, 930, "#7fae4a", 90, 22)


@picture("kim-batuah-bersemi", "pasar-desa.jpg")
def village_market(c: Canvas) -> None:
    sky(c, "tea", 460)
    sun(c, 1160, 130, 40)
    grove(c, -20, 1420, 470, 130, "#5f9f68", 14)
    c.gradient(((0, "#d9b98a"), (1, "#b58f62")), 460, 933)
    for x, y, w, colours in ((180, 620, 270, ("#c8553d", "#f7efdc")), (510, 600, 250, ("#4b6cb0", "#f7efdc")), (850, 605, 260, ("#5c8f4a", "#f7efdc")), (1200, 620, 280, ("#e0a030", "#f7efdc"))):
        stall(c, x, y, w, colours)
        for k in range(4):
            tone = ("#d8382f", "#6aa84f", "#e8a33a", "#8a4f8d")[(k + x) % 4]
            for _ in range(8):
                c.ball(x - w * 0.34 + k * w * 0.23 + c.rng.uniform(-20, 20), y - w * 0.36 - c.rng.uniform(0, 14), 10, 9, tone)
    people = ((120, "#8a4f8d", "hijab", "carry"), (330, "#e0a030", "caping", "front"), (600, "#2f7f79", "hijab", "carry"), (760, "#c8553d", "topi", "down"), (1020, "#d9738a", "hijab", "wave"), (1290, "#4b6cb0", "peci", "front"))
    for index, (x, shirt, head, pose) in enumerate(people):
        person(c, x, 810 + (index % 2) * 40, 230, shirt, "#3d4a63", head, pose, SKIN[index % 4], head == "hijab", cover=CLOTH[(index + 4) % 8])
    for x, tone in ((220, "#e6b93f"), (470, "#c9a24a"), (900, "#7a4a2a"), (1150, "#6aa84f")):
        basket(c, x, 905, 130, 70)
        for _ in range(22):
            c.ball(x + c.rng.uniform(-50, 50), 834 - c.rng.uniform(0, 22), 14, 13, mix(tone, light(tone, 0.4), c.rng.random()))
    hen(c, 690, 900, 54)
    hen(c, 1040, 890, 46, "#e9dcb8", -1)


@picture("kim-lada-batuah", "kebun-lada.jpg")
def pepper_garden(c: Canvas) -> None:
    sky(c, "tea", 430)
    sun(c, 1060, 150, 46)
    cloud(c, 340, 160, 260)
    hills(c, 430, 150, "#9cc6b0", 2, 0.3)
    hills(c, 470, 90, "#6fa578", 2.6, 0.3)
    c.gradient(((0, "#c98f5f"), (1, "#9a6440")), 460, 933)
    for row in range(6):
        y = 500 + row * row * 15 + row * 18
        scale = 0.36 + row * 0.21
        gap = 118 * scale + 24
        count = int(1500 / gap) + 1
        for index in range(count):
            x = index * gap + (row % 2) * gap / 2 - 30
            if row == 5 and 560 < x < 860:
                continue
            tall = 190 * scale
            c.shape(oval(x, y + 3, 36 * scale, 7 * scale), "#5d3a2a", alpha=0.35)
            c.shape(taper([(x, y), (x, y - tall)], 12 * scale, 9 * scale), "#7a5a3f")
            forms = []
            for k in range(15):
                t = k / 14
                spread = (30 - 13 * abs(t - 0.35) * 2) * scale
                forms.append(oval(x + c.rng.uniform(-1, 1) * spread, y - tall * (0.08 + 0.94 * t), 24 * scale, 19 * scale, c.rng.uniform(0, 180), 16))
            leaf = mix("#3f7d45", "#5a9a4f", c.rng.random())
            c.shapes(forms, leaf, dark(leaf, 0.45), "r", 0.85)
            if scale > 0.7:
                for _ in range(9):
                    px, py = x + c.rng.uniform(-30, 30) * scale, y - tall * c.rng.uniform(0.2, 0.95)
                    tone = ("#b5301f", "#7fae4a", "#d98f3f")[c.rng.randrange(3)]
                    for k in range(5):
                        c.dot(px + math.sin(k) * 2, py + k * 5 * scale, 3.6 * scale, tone)
    person(c, 640, 895, 280, "#e0a030", "#3d4a63", "caping", "carry", SKIN[1])
    person(c, 780, 900, 265, "#2f7f79", "#5d4a63", "hijab", "front", SKIN[0], True, cover="#f0ead8")
    basket(c, 890, 910, 120, 74)
    for _ in range(40):
        c.dot(890 + c.rng.uniform(-48, 48), 836 - c.rng.uniform(0, 16), 6, mix("#7fae4a", "#b5301f", c.rng.random()))


@picture("kim-lada-batuah", "lada-jemur.jpg", 1200, 900, camera=True)
def pepper_drying(c: Canvas) -> None:
    table(c, 250, "#c9a878", "#8fb9a0")
    tray(c, 380, 560, 330)
    beans(c, 380, 556, 270, 106, ("#3a2c2a", "#4f3b30", "#2b2226"), 10, 620)
    tray(c, 900, 480, 250)
    beans(c, 900, 477, 206, 80, ("#efe3c4", "#d9c79a", "#f7efd8"), 9, 480)
    jar(c, 1010, 800, 150, 200, "#4a3a33", "#2f7f79")
    jar(c, 830, 840, 150, 200, "#e9dcb8", "#c8553d")
    c.shape(oval(260, 800, 90, 24, -14), "#a8794a", "#6d4a2f", "b")
    c.shape(taper([(330, 786), (520, 740)], 22, 16), "#a8794a", "#6d4a2f", "b")
    beans(c, 255, 792, 70, 16, ("#3a2c2a", "#5a4538"), 8, 90)
    for x, y, t in ((620, 820, 0), (690, 770, 30)):
        for k in range(9):
            c.dot(x + k * 9, y + math.sin(k * 0.6 + t) * 10, 8, mix("#7fae4a", "#b5301f", k / 9))
        c.shape(oval(x - 30, y - 16, 42, 22, -25), "#4f8a4b", "#2f5a35", "b")


@picture("kim-lok-baintan", "pasar-terapung.jpg", 1600, 900)
def floating_market(c: Canvas) -> None:
    sky(c, "dawn", 400)
    sun(c, 430, 300, 44)
    streaks(c, 60, 240, "#fbdcb8", 6)
    grove(c, -20, 1620, 420, 110, "#5d8a74", 22)
    for x in (120, 1480, 1330):
        stilt_house(c, x, 450, 200, "#b98a5a", "#7a4a3d", 40)
    palm(c, 1220, 430, 260, 0.1, "#3f6f55")
    c.haze(340, 480, "#f9dcb5", 0.7)
    water(c, 430, 900, ((0, "#e5b48f"), (0.4, "#a89788"), (1, "#5d6f78")), "#fff0d6", 150, 0.4, 430)
    fruit = (("#e8a33a", "#f3c75a"), ("#6aa84f", "#a8c95a"), ("#d8382f", "#e06a4a"), ("#e9d96a", "#f3e69a"), ("#8a4f6d", "#b5708f"))
    rows = ((520, 0.62, (180, 560, 930, 1300)), (640, 0.82, (330, 800, 1260)), (810, 1.15, (230, 830, 1400)))
    for y, scale, places in rows:
        for index, x in enumerate(places):
            turn = 1 if (index + int(y)) % 2 else -1
            length = 360 * scale
            reflection(c, x, y + 16 * scale, length * 0.8, 70 * scale, "#5d4038", 0.35)
            cover = CLOTH[(index * 2 + int(y / 10)) % 7]
            person(c, x - turn * length * 0.22, y + 6, 150 * scale, cover, "#3d4a63", "hijab", "front", SKIN[index % 3], True, cover=light(cover, 0.5))
            px, py = x - turn * length * 0.22, y - 150 * scale * 0.86
            c.shape(smooth([(px, py - 40 * scale), (px + 48 * scale, py - 4), (px, py - 10 * scale), (px - 48 * scale, py - 4)]), "#e3bf72", "#9a7436", "r")
            tones = fruit[(index + int(y)) % 5]
            for _ in range(38):
                dx = c.rng.uniform(-0.06, 0.36)
                c.ball(x + turn * length * dx, y - 14 * scale - c.rng.uniform(0, 42) * scale * (1 - abs(dx - 0.15) * 2.4), 11 * scale, 10 * scale, mix(tones[0], tones[1], c.rng.random()))
            boat(c, x, y, length, ("#7a4a33", "#6d5142", "#8f5f3f")[index % 3], "#4a3328", "#c9a06a", turn)
            c.line([(px + turn * 26 * scale, py + 70 * scale), (px - turn * 66 * scale, y + 44 * scale)], 5 * scale, "#a8794a")


@picture("kim-lok-baintan", "jeruk.jpg", 1200, 900)
def oranges(c: Canvas) -> None:
    table(c, 360, "#a87850", "#b5d0c0")
    basket(c, 470, 780, 620, 330, "#b98a4f")
    for row in range(5):
        for index in range(7 - row):
            x = 470 + (index - (6 - row) / 2) * 88 + c.rng.uniform(-8, 8)
            y = 470 - row * 52 + c.rng.uniform(-6, 6)
            tone = mix("#f08a2a", "#f3b03f", c.rng.random())
            c.ball(x, y, 52, 50, tone, dark(tone, 0.35), "r")
            c.shape(oval(x - 16, y - 18, 14, 8, -30), light(tone, 0.6), alpha=0.7)
            c.dot(x + 4, y - 40, 4, "#5c7a35")
    for x, y in ((920, 730), (1060, 690)):
        shadow(c, x, y + 50, 80, 18)
        c.ball(x, y, 72, 70, "#f09a35", "#b55a1f", "r")
        c.shape(taper(bow((x, y - 66), (x + 30, y - 110), (x + 80, y - 96)), 4, 4), "#5c7a35")
        c.shape(oval(x + 70, y - 100, 44, 18, 12), "#4f8a4b", "#2f5a35", "b")
    c.shape(oval(900, 850, 86, 60), "#f3a83f")
    c.shape(oval(900, 846, 78, 52), "#fbd98a")
    for k in range(9):
        a = k * math.tau / 9
        c.shape(oval(900 + math.cos(a) * 40, 846 + math.sin(a) * 26, 28, 14, math.degrees(a)), "#f6b04a", "#ee8f2f", "b")


@picture("kim-lok-baintan", "dermaga-senja.jpg")
def landing_at_dusk(c: Canvas) -> None:
    sky(c, "dusk", 470)
    sun(c, 700, 430, 60, "#fff0c0", "#ffc07a")
    streaks(c, 80, 320, "#f0a08a", 8)
    grove(c, -20, 1420, 480, 76, "#4a3f63", 24)
    water(c, 472, 933, ((0, "#f5a96a"), (0.4, "#b5707a"), (1, "#3a3460")), "#ffe0a8", 160, 0.45, 700)
    for x, w in ((160, 280), (1240, 300)):
        reflection(c, x, 650, w, 120, "#2c2348", 0.4)
        stilt_house(c, x, 650, w, "#5a4358", "#3a2b4a", 60, True)
    jetty(c, (700, 933), (700, 560), 330, 70, "#6d5060", 70)
    person(c, 640, 880, 210, "#7a3f55", "#2f2a4a", "hijab", "down", skirt=True, back=True, cover="#c98a7a")
    person(c, 760, 880, 215, "#3f5a6d", "#2f2a4a", "caping", "down", back=True)
    boat(c, 1010, 780, 300, "#4a3348", "#33243a", "#c98a6a")
    birds(c, 380, 210, 6, 26, "#3a2b4a")
