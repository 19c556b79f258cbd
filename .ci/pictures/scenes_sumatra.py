"""Scenes of Sumatra and the Riau Islands: Pariangan, Lamteh, Mepar, Simpangsari."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math

from . import pattern
from .brush import Canvas, bow, box, dark, mix, oval, smooth, taper
from .building import (
    boat,
    flag,
    gable,
    jetty,
    limasan,
    mosque,
    planks,
    rumah_gadang,
    stilt_house,
)
from .gallery import picture
from .nature import (
    banana,
    birds,
    bush,
    cloud,
    grove,
    hills,
    mangrove,
    meadow,
    palm,
    reflection,
    rows_of_rice,
    seedling,
    sky,
    stars,
    streaks,
    sun,
    terraces,
    tree,
    volcano,
    water,
)
from .people import CLOTH, SKIN, basket, buffalo, fish, hen, person
from .still import beans, cup, leaf_spray, packet, plate, table, tray

# -- Pariangan ---------------------------------------------------------------------------


@picture("kim-pariangan-saiyo", "rumah-gadang.jpg", camera=True)
def great_house(c: Canvas) -> None:
    sky(c, "day", 560)
    cloud(c, 190, 170, 260)
    cloud(c, 1230, 120, 280)
    volcano(c, 930, 600, 1150, 470, "#7f95b0", True)
    hills(c, 600, 120, "#7fae8f", 2, 0.3)
    grove(c, -20, 1420, 620, 120, "#5a9a5f", 16)
    c.gradient(((0, "#a3c968"), (1, "#7aa94a")), 612, 933)
    c.shape(smooth([(560, 720), (800, 720), (1010, 940), (330, 940)]), "#e0cba0", "#b89c70", "b")
    rumah_gadang(c, 680, 740, 820)
    for x, h in ((90, 420), (1330, 380)):
        palm(c, x, 760, h, 0.08 if x < 500 else -0.12)
    banana(c, 210, 800, 220)
    person(c, 560, 880, 190, "#b5302f", "#2f2a3f", "hijab", "wave", skirt=True, cover="#e3ac45")
    person(c, 650, 890, 195, "#2f2a3f", "#2f2a3f", "ikat", "down", cover="#b5302f")
    person(c, 790, 885, 130, "#e0a030", "#5d3a4a", "rambut", "up", child=True)
    hen(c, 940, 880, 50)
    hen(c, 1010, 892, 38, "#e9dcb8", -1)
    meadow(c, 0, 420, 840, 930, "#7fae4a", 50, 22)
    meadow(c, 980, 1400, 840, 930, "#7fae4a", 50, 22)


@picture("kim-pariangan-saiyo", "sawah-senja.jpg", 1600, 900)
def ricefield_at_dusk(c: Canvas) -> None:
    sky(c, "gold", 580)
    sun(c, 1180, 400, 52)
    streaks(c, 60, 300, "#fbe3b8", 8)
    volcano(c, 470, 520, 1150, 380, "#8a84a8", True)
    hills(c, 530, 90, "#7a9a7f", 2.2, 0.3)
    edges = terraces(c, 500, 900, ("#b9c25a", "#d9c766", "#9cb84f", "#c9cc60"), 10, 0.35, 26, "#6f7a3a")
    rows_of_rice(c, edges, "#8a9a3a", 4, 70)
    for x, y, s in ((1420, 560, 150), (1490, 580, 200), (120, 560, 170)):
        tree(c, x, y, s, "#5f7f45")
    planks(c, 1010, 560, 120, 56, "#b98a5a", 12)
    gable(c, 1070, 562, 130, 54, "#8f5a3a")
    buffalo(c, 640, 800, 250, "#5d5668")
    person(c, 830, 820, 210, "#c8553d", "#3d4a63", "caping", "dig", SKIN[1])
    person(c, 1240, 850, 220, "#2f7f79", "#4a3a52", "hijab", "carry", SKIN[0], True, cover="#f3d88a")
    birds(c, 800, 190, 7, 28, "#5d4a5a")


@picture("kim-pariangan-saiyo", "songket.jpg", 1200, 800)
def gold_cloth(c: Canvas) -> None:
    pattern.songket(c)


@picture("kim-pariangan-saiyo", "kawa-daun.jpg", 1200, 900)
def leaf_coffee(c: Canvas) -> None:
    c.gradient(((0, "#7fa8b0"), (0.6, "#bcd3c4"), (1, "#e9e3c4")), 0, 470)
    volcano(c, 620, 470, 1000, 300, "#8aa0b5", False)
    hills(c, 470, 70, "#7fa88a", 2, 0.3)
    c.gradient(((0, "#b07f52"), (1, "#7a5236")), 466, 900)
    for k in range(6):
        c.line([(0, 520 + k * k * 14), (1200, 516 + k * k * 14)], 2.4, "#5d3c28", 0.5)
    cup(c, 420, 720, 210, "#6d4630", "#7a4a22")
    cup(c, 800, 640, 150, "#6d4630", "#7a4a22")
    plate(c, 960, 790, 190, "#e9dcc0")
    for x, y in ((880, 772), (950, 756), (1030, 774), (910, 800), (990, 806)):
        c.ball(x, y, 44, 32, "#d9a04f", "#8f5a2a")
        c.shape(oval(x - 10, y - 12, 16, 8), "#f3cf8a", alpha=0.7)
    leaf_spray(c, 1200, 470, 320, 160, "#4f7f45")
    leaf_spray(c, 0, 900, 300, -50, "#4f7f45")


# -- Lamteh ------------------------------------------------------------------------------


@picture("kim-lamteh-meusapat", "pantai-senja.jpg")
def beach_at_dusk(c: Canvas) -> None:
    sky(c, "dusk", 460)
    sun(c, 560, 400, 56, "#fff0c4", "#ffc98a")
    streaks(c, 60, 280, "#f2a58f", 8)
    c.shape([(820, 462), *bow((820, 462), (1000, 330), (1120, 340), 10), *bow((1120, 340), (1300, 350), (1420, 400), 8), (1420, 480), (820, 480)], "#5a4a72", "#35305a", "b")
    water(c, 458, 800, ((0, "#f3a873"), (0.4, "#b9707f"), (1, "#5d5f90")), "#ffe6b5", 130, 0.45, 560)
    for y, s in ((690, 1.0), (730, 1.2), (775, 1.5)):
        path = smooth([(-40, y), (260, y - 14 * s), (560, y + 10 * s), (900, y - 10 * s), (1180, y + 12 * s), (1440, y - 4)], False)
        c.shape(taper(path, 8 * s, 12 * s), "#fff4e0", alpha=0.75)
    c.shape([*smooth([(-40, 800), (260, 784), (560, 808), (900, 786), (1180, 812), (1440, 790)], False), (1440, 940), (-40, 940)], "#e3b98a", "#b07f6a", "b")
    for x, y, length, hull in ((340, 850, 420, "#2f7f79"), (900, 880, 460, "#c8553d")):
        c.shape(oval(x, y + 20, length * 0.46, 12), "#6d4a4a", alpha=0.35)
        boat(c, x, y, length, hull, "#6d4a38", "#f4e6c0")
    person(c, 640, 860, 190, "#e0a030", "#3d3a5a", "topi", "carry", cover="#2f7f79")
    person(c, 1180, 880, 200, "#8a4f8d", "#33304a", "hijab", "down", skirt=True, cover="#f0d9c0")
    person(c, 1265, 885, 130, "#c8553d", "#3d4a63", "rambut", "wave", child=True)
    palm(c, 60, 900, 560, 0.16, "#3a5a52", "#6d5048")
    palm(c, 1370, 920, 480, -0.16, "#3a5a52", "#6d5048")
    birds(c, 820, 190, 6, 28)


@picture("kim-lamteh-meusapat", "keumamah.jpg", 1200, 900)
def dried_tuna(c: Canvas) -> None:
    x: float
    y: float
    sky(c, "day", 360)
    c.gradient(((0, "#5fb0b5"), (1, "#3f8f9c")), 300, 380)
    palm(c, 130, 400, 330, 0.05)
    palm(c, 1120, 410, 300, -0.1)
    c.gradient(((0, "#ecd3a0"), (1, "#cfa873")), 376, 900)
    for row, y in enumerate((470, 610, 790)):
        s = 0.75 + row * 0.28
        for x in (90, 600, 1110):
            c.shape(taper([(x, y + 10), (x + 10, y + 110 * s)], 16 * s, 14 * s), "#7a5a3f", "#4a3628", "r")
        c.shape([(40, y - 40 * s), (1160, y - 40 * s), (1200, y + 22 * s), (0, y + 22 * s)], "#c9a06a", "#8f6a42", "b")
        for k in range(28):
            x = k * 44
            c.line([(40 + k * 41.5, y - 40 * s), (x, y + 22 * s)], 2, "#7a5a3a", 0.5)
        count = int(11 / s) + 3
        for k in range(count):
            x = 110 + k * 990 / (count - 1)
            fish(c, x, y - 8 * s, 96 * s, mix("#7a4438", "#a8664a", c.rng.random()), c.rng.uniform(-14, 14))
    person(c, 860, 560, 200, "#2f7f79", "#3d4a63", "hijab", "carry", skirt=True, cover="#f3d88a")


@picture("kim-lamteh-meusapat", "tanam-mangrove.jpg", camera=True, gps=(5.553, 95.263))
def planting_mangroves(c: Canvas) -> None:
    x: float
    y: float
    sky(c, "tea", 420)
    cloud(c, 980, 140, 320)
    hills(c, 420, 120, "#8fbfae", 2, 0.3, 476)
    for x, s in ((60, 240), (210, 190), (1180, 220), (1330, 270), (1040, 160)):
        mangrove(c, x, 500, s)
    water(c, 470, 933, ((0, "#b5d9c4"), (0.5, "#8aa88f"), (1, "#7a7a62")), "#f3f7e6", 110, 0.4)
    c.shape([*smooth([(-40, 640), (300, 610), (700, 650), (1100, 615), (1440, 640)], False), (1440, 940), (-40, 940)], "#94836a", "#6a5a4a", "b", alpha=0.9)
    for _ in range(22):
        x, y = c.rng.uniform(0, 1400), c.rng.uniform(670, 920)
        c.shape(oval(x, y, 60 + y * 0.04, 6), "#bcd0bd", alpha=0.5)
    for row in range(4):
        for k in range(9):
            x, y = 60 + k * 165 + row * 47 % 90, 680 + row * 72
            s = 48 + row * 16
            c.line([(x + 12, y), (x + 12, y - s * 1.1)], 4, "#c9a86a")
            seedling(c, x, y, s)
    for x, y, shirt, head, pose in ((250, 800, "#2f7f79", "topi", "dig"), (520, 860, "#e0a030", "hijab", "carry"), (760, 790, "#c8553d", "caping", "dig"), (1000, 880, "#4b6cb0", "rambut", "wave"), (1200, 800, "#d9738a", "hijab", "carry")):
        person(c, x, y, 220, shirt, "#3d4a52", head, pose, SKIN[x % 4], head == "hijab", cover="#f0ead8")
    birds(c, 430, 210, 5, 26)


@picture("kim-lamteh-meusapat", "simulasi-tsunami.jpg")
def evacuation_drill(c: Canvas) -> None:
    sky(c, "day", 500)
    cloud(c, 260, 130, 260)
    c.gradient(((0, "#4fa3ba"), (1, "#3a8aa5")), 430, 500)
    c.gradient(((0, "#ecd9ac"), (1, "#d9bf8a")), 500, 640)
    hill = [*bow((420, 560), (900, 420), (1080, 250), 16), *bow((1080, 250), (1250, 160), (1440, 200), 10), (1440, 940), (-40, 940), (-40, 560)]
    c.shape(hill, "#8fbf68", "#5f9a48", "b")
    road = [(520, 940), (760, 700), (930, 560), (1010, 450), (1120, 320), (1150, 260)]
    c.shape(taper(smooth(road, False), 260, 26), "#e3d0a5", "#c2a878", "b")
    grove(c, 1100, 1420, 250, 80, "#4f8f4f", 6)
    mosque(c, 240, 560, 300)
    limasan(c, 1280, 300, 190, "#f3e4c0", "#3f7f9a")
    c.shape(taper([(250, 870), (250, 640)], 14, 14), "#d9dee0", "#8f989c", "r")
    c.shape([(120, 560), (330, 560), (390, 620), (330, 680), (120, 680)], "#2f8f5c", "#1f6a42", "b")
    c.dot(180, 592, 15, "#ffffff")
    c.line([(182, 612), (196, 642), (176, 666)], 11, "#ffffff")
    c.line([(196, 642), (216, 662)], 11, "#ffffff")
    c.line([(184, 614), (214, 622)], 9, "#ffffff")
    c.shape([(240, 610), (290, 610), (290, 594), (334, 620), (290, 646), (290, 630), (240, 630)], "#ffffff")
    crowd = ((560, 900, 230, "rambut", True), (680, 860, 190, "hijab", False), (740, 800, 140, "rambut", True), (820, 770, 150, "peci", False), (880, 700, 104, "rambut", True), (930, 660, 118, "hijab", False), (985, 600, 92, "topi", False), (1030, 530, 62, "rambut", True), (1070, 480, 66, "hijab", False), (1110, 400, 48, "rambut", False))
    for index, (x, y, h, head, child) in enumerate(crowd):
        person(c, x, y, h * (0.72 if child and h > 200 else 1), CLOTH[index % 7], "#3d4a63", head, "front", SKIN[index % 4], head == "hijab", child, cover=CLOTH[(index + 2) % 7])
    person(c, 430, 900, 240, "#e8823f", "#3d4a63", "topi", "wave", cover="#e8823f")
    palm(c, 60, 800, 420, 0.1)


# -- Mepar -------------------------------------------------------------------------------


@picture("kim-pulau-mepar", "kampung-bulan.jpg")
def moonlit_village(c: Canvas) -> None:
    sky(c, "night", 500)
    stars(c, 430, 130)
    c.glow(980, 190, 330, "#f7ecc4", 0.5)
    c.dot(980, 190, 78, "#fbf2d2")
    for x, y, r in ((955, 170, 14), (1005, 215, 20), (990, 160, 8)):
        c.dot(x, y, r, "#ecdcae", 0.7)
    volcano(c, 300, 500, 700, 300, "#2a3a68", False, 0.02)
    hills(c, 505, 90, "#22335c", 2.4, 0.3, 530)
    water(c, 496, 933, ((0, "#3a5585"), (0.5, "#223a6a"), (1, "#101c40")), "#f7ecc4", 170, 0.45, 980)
    for x, w, wall, roof in ((150, 250, "#4a5a7a", "#2c2a4a"), (430, 210, "#5d4a68", "#3a2448"), (1270, 270, "#4a5a72", "#2c2a4a")):
        reflection(c, x, 650, w, 160, "#f0b45a", 0.26)
        stilt_house(c, x, 650, w, wall, roof, 66, True)
    jetty(c, (720, 933), (640, 600), 340, 90, "#5d5a72", 80)
    mosque(c, 700, 570, 150, "#8a9ab5", "#4f8a92")
    c.glow(700, 540, 90, "#ffd27a", 0.4)
    person(c, 650, 870, 200, "#5d3a5a", "#232a4a", "peci", "down", back=True)
    person(c, 740, 880, 140, "#3a5a63", "#232a4a", "rambut", "wave", child=True, back=True)
    boat(c, 1050, 790, 330, "#33406a", "#232a4a", "#8f9ab5")
    c.glow(1080, 742, 60, "#ffd27a", 0.7)
    c.dot(1080, 742, 8, "#fff3c8")


@picture("kim-pulau-mepar", "pompong.jpg", camera=True)
def motor_boat(c: Canvas) -> None:
    sky(c, "noon", 430)
    cloud(c, 330, 170, 360)
    cloud(c, 1010, 120, 260)
    c.shape([(-20, 440), *bow((-20, 400), (180, 300), (420, 430), 14), (420, 446)], "#5a9f8a", "#3f7d6a", "b")
    volcano(c, 1090, 442, 560, 190, "#7fa8b5", False, 0.025)
    water(c, 430, 933, ((0, "#8fd6d0"), (0.45, "#3aa3ad"), (1, "#1f6f8f")), "#ffffff", 160, 0.4)
    reflection(c, 690, 720, 720, 110, "#1f4f63", 0.35)
    for x, shirt, head in ((430, "#d9738a", "hijab"), (530, "#f0ead8", "hijab"), (640, "#2f7f79", "peci"), (930, "#e0a030", "topi")):
        person(c, x, 724, 190, shirt, "#3d4a63", head, "wave" if x < 500 else "down", SKIN[x % 3], cover="#2f8f8a")
    boat(c, 690, 700, 860, "#e9e2cc", "#8a6a4a", "#c8553d", flat=0.85)
    c.shape(box(690, 520, 190, 120), "#7fb5c4", "#4f8a9c", "b")
    for x in (706, 790):
        c.shape(box(x, 540, 72, 52), "#e3f2f0", "#a5cfd6", "b")
    c.shape(smooth([(660, 526), (700, 500), (870, 500), (910, 526)], steps=5), "#c8553d", "#8f352c", "b")
    c.shape(box(560, 640, 100, 56), "#f7f7f0", "#cfd0c6", "b")
    c.shape(box(602, 650, 16, 36), "#d8262c")
    c.shape(box(592, 660, 36, 16), "#d8262c")
    flag(c, 330, 640, 150)
    for k in range(7):
        c.shape(oval(240 - k * 30, 738 + k * 7, 60 + k * 8, 7), "#ffffff", alpha=0.5)
    c.shape(smooth([(1060, 742), (1130, 716), (1180, 740), (1120, 758)]), "#ffffff", alpha=0.7)
    birds(c, 560, 210, 6, 30, "#5f7486")


@picture("kim-pulau-mepar", "kerupuk-ikan.jpg", 1200, 900)
def crackers_in_the_sun(c: Canvas) -> None:
    c.gradient(((0, "#8fd0d6"), (1, "#d9efe2")), 0, 250)
    c.gradient(((0, "#4fb0b5"), (1, "#3a98a5")), 210, 300)
    c.shape([(0, 300), (1200, 280), (1200, 900), (0, 900)], "#b98f62", "#8f6a45", "b")
    for k in range(14):
        c.line([(k * 92 - 20, 298), (k * 150 - 460, 900)], 3, "#7a5a3a", 0.6)
    for x, y, r in ((330, 430, 190), (800, 420, 180), (560, 690, 290), (1060, 650, 170), (140, 700, 170)):
        tray(c, x, y, r)
        for ring in range(4):
            count = 1 if ring == 0 else ring * 7
            for k in range(count):
                a = k * math.tau / count + ring
                px = x + ring * r * 0.21 * math.cos(a)
                py = y + ring * r * 0.084 * math.sin(a)
                tone = mix("#f3e3bd", "#e3c48f", c.rng.random())
                c.ball(px, py, r * 0.085, r * 0.05, tone, dark(tone, 0.22))
    packet(c, 980, 880, 150, 220, "#2f8f8a")
    packet(c, 1120, 890, 150, 220, "#e0a030")


# -- Simpangsari -------------------------------------------------------------------------


@picture("kim-kopi-simpangsari", "kebun-kopi.jpg", 1000, 1333, orientation=8, camera=True)
def coffee_garden(c: Canvas) -> None:
    sky(c, "mist", 620)
    sun(c, 720, 210, 46, "#fff8e0", "#fff0c8")
    volcano(c, 360, 620, 900, 340, "#8fb0b5", False, 0.04)
    hills(c, 640, 130, "#7fa88f", 2, 0.3)
    c.haze(500, 720, "#f7f2dc", 0.8)
    hills(c, 740, 110, "#5f9468", 2.5, 0.3)
    c.gradient(((0, "#6fa05a"), (1, "#4f7f45")), 720, 1333)
    for row in range(5):
        y = 800 + row * row * 18 + row * 30
        s = 90 + row * 44
        for k in range(int(1200 / (s * 0.85)) + 1):
            x = k * s * 0.85 + (row % 2) * s * 0.4 - 20
            leaf = mix("#3f7a45", "#5c9650", c.rng.random())
            bush(c, x, y, s, leaf)
            for _ in range(8 + row * 3):
                c.dot(x + c.rng.uniform(-0.4, 0.4) * s, y - c.rng.uniform(0.05, 0.42) * s, 3 + row * 1.1, ("#c8302a", "#e0703a", "#8fae45")[c.rng.randrange(3)])
    person(c, 330, 1300, 420, "#c8553d", "#3d4a63", "caping", "carry", SKIN[1])
    person(c, 640, 1310, 400, "#e0a030", "#4a3a52", "hijab", "front", SKIN[0], True, cover="#2f7f79")
    basket(c, 480, 1316, 170, 120)
    for _ in range(60):
        c.ball(480 + c.rng.uniform(-66, 66), 1196 - c.rng.uniform(0, 26), 12, 11, mix("#b5252a", "#e0703a", c.rng.random()))
    for turn in (100, 130):
        leaf_spray(c, 1000, 0, 420, turn, "#3f7045")


@picture("kim-kopi-simpangsari", "jemur-kopi.jpg")
def coffee_drying(c: Canvas) -> None:
    sky(c, "day", 430)
    cloud(c, 1060, 130, 280)
    hills(c, 430, 170, "#8fb8ae", 1.8, 0.3)
    hills(c, 470, 110, "#6a9f74", 2.4, 0.3)
    limasan(c, 1080, 560, 420, "#e9cf9a", "#8f4a35", "#5d4030")
    limasan(c, 240, 540, 320, "#d9b98a", "#7a4a3d", "#5d4030")
    c.gradient(((0, "#c2ab8a"), (1, "#9f8a70")), 540, 933)
    for k, (y, h) in enumerate(((590, 60), (680, 84), (800, 118))):
        left, right = 260 - k * 90, 1140 + k * 90
        c.shape([(left, y), (right, y), (right + 40, y + h), (left - 40, y + h)], "#3f6f9a", "#2a4f75", "b")
        for _ in range(520):
            t = c.rng.random()
            x = left + 10 - 40 * t + c.rng.random() * (right - left - 20 + 80 * t)
            tone = ("#a8352c", "#7a3428", "#5a3a2a", "#c9683a")[c.rng.randrange(4)]
            c.shape(oval(x, y + 5 + t * (h - 10), 8 + k * 2, 5 + k * 1.3, c.rng.uniform(0, 180), 12), tone)
    for x, y, shirt, head in ((420, 690, "#2f7f79", "caping"), (920, 700, "#e0a030", "hijab"), (650, 850, "#c8553d", "topi")):
        person(c, x, y, 210 + (y - 690) * 0.5, shirt, "#3d4a63", head, "dig", SKIN[x % 3], head == "hijab", cover="#f0ead8")
        s = 1 + (y - 690) * 0.002
        c.line([(x + 36, y - 110 * s), (x + 120 * s, y - 4)], 6, "#c9a06a")
        c.shape(box(x + 90 * s, y - 10, 66 * s, 14), "#a8794a", "#6d4a2f", "b")
    hen(c, 1230, 900, 52)
    hen(c, 190, 910, 44, "#e9dcb8", -1)


@picture("kim-gedung-batin-begawi", "tapis.jpg", 1200, 800)
def gold_thread(c: Canvas) -> None:
    pattern.tapis(c)


@picture("kim-kopi-simpangsari", "kopi-bubuk.webp", 1200, 900)
def ground_coffee(c: Canvas) -> None:
    table(c, 400, "#8a5a3c", "#d9c79f")
    packet(c, 300, 690, 260, 400, "#7a3428", "bean")
    packet(c, 540, 660, 230, 350, "#2f5a50", "bean")
    cup(c, 860, 680, 190, "#f0e4cc", "#3a211a")
    beans(c, 470, 800, 300, 50, ("#4a2a1e", "#5f3826", "#38201a"), 13, 240)
    leaf_spray(c, 1200, 420, 260, 170, "#4f7f45")
