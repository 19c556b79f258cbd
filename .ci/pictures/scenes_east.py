"""Scenes from Bali to Papua: Jatiluwih, Kaliuda, Laelo, Lonthoir, Ayapo and Waisai."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

import math

from . import pattern
from .brush import Canvas, bow, box, dark, light, mix, oval, smooth, taper
from .building import (
    boat,
    flag,
    gable,
    jetty,
    meru,
    penjor,
    planks,
    split_gate,
    stilt_house,
    stilts,
    tower_house,
)
from .gallery import picture
from .nature import (
    birds,
    cloud,
    frond,
    grove,
    hills,
    meadow,
    palm,
    reflection,
    rows_of_rice,
    sky,
    sun,
    terraces,
    tree,
    volcano,
    water,
)
from .people import SKIN, basket, fish, horse, person
from .still import beans, leaf_spray, nutmeg, sack, shadow, table, tray

PAPUA = ("#6f4630", "#7d5238", "#8f5f41")

# -- Jatiluwih ---------------------------------------------------------------------------


@picture("kim-subak-jatiluwih", "subak.jpg", 1600, 900, camera=True)
def subak(c: Canvas) -> None:
    sky(c, "dawn", 420)
    sun(c, 430, 250, 46)
    volcano(c, 1080, 430, 1250, 330, "#8fa5bd", False, 0.03)
    hills(c, 440, 90, "#7fa596", 2, 0.3)
    c.haze(330, 480, "#fbe6c4", 0.85)
    grove(c, -20, 1620, 470, 80, "#5f946a", 22)
    edges = terraces(c, 440, 900, ("#9ccb5c", "#b9d86a", "#86bfae", "#a8d060", "#cfdc72"), 13, 0.5, 34, "#5f8040")
    rows_of_rice(c, edges, "#5fa040", 6, 60)
    for x, y, h, lean in ((250, 560, 250, 0.1), (330, 580, 300, -0.08), (1250, 590, 280, 0.1), (1340, 560, 220, -0.1), (860, 540, 180, 0.06)):
        palm(c, x, y, h, lean)
    planks(c, 1030, 596, 110, 54, "#b98a5a", 11)
    gable(c, 1085, 598, 120, 60, "#8f6a42")
    meru(c, 620, 640, 90, 3)
    person(c, 760, 790, 180, "#c8553d", "#3d4a63", "caping", "dig", SKIN[1])
    person(c, 1180, 840, 200, "#f0ead8", "#8a4f8d", "ikat", "down", SKIN[0], cover="#f0ead8")
    person(c, 1270, 850, 195, "#e0a030", "#7a3f4a", "sanggul", "carry", SKIN[2], True)


@picture("kim-subak-jatiluwih", "penjor.jpg")
def festival_poles(c: Canvas) -> None:
    sky(c, "day", 640)
    cloud(c, 900, 150, 300)
    volcano(c, 690, 640, 800, 300, "#8fb0c8", False, 0.03)
    grove(c, -20, 520, 650, 150, "#5a9a5f", 6)
    grove(c, 880, 1420, 650, 150, "#5a9a5f", 6)
    c.gradient(((0, "#a5c868"), (1, "#7aa94a")), 640, 933)
    c.shape([(620, 640), (780, 640), (1100, 940), (300, 940)], "#d3c2a0", "#a8957a", "b")
    split_gate(c, 700, 690, 420, 320)
    meru(c, 330, 680, 150, 5)
    meru(c, 1080, 680, 150, 3)
    for x, y, h, turn in ((540, 720, 420, 1), (860, 720, 420, -1), (380, 820, 600, 1), (1020, 820, 600, -1), (150, 930, 850, 1), (1250, 930, 850, -1)):
        penjor(c, x, y, h, turn)
    for x, y, h, shirt, lower, head, pose, skirt in ((560, 880, 210, "#fbf7ec", "#c9902f", "ikat", "down", False), (650, 890, 200, "#f3d0d8", "#8a3f5a", "sanggul", "carry", True), (745, 885, 205, "#fbf0c4", "#5a7a45", "sanggul", "carry", True), (835, 890, 130, "#fbf7ec", "#c9902f", "ikat", "wave", False)):
        person(c, x, y, h, shirt, lower, head, pose, SKIN[x % 3], True, h < 150, cover="#fbf7ec")
        c.shape(box(x - h * 0.14, y - h * 0.47, h * 0.28, h * 0.05), "#e3b03f" if not skirt else "#c8553d")
        if skirt:
            py = y - h * 1.02
            c.shape([(x - 30, py - 26), (x + 30, py - 26), (x + 18, py), (x - 18, py)], "#d9b678", "#8f6a35", "r")
            for k in range(7):
                c.ball(x - 24 + k * 8, py - 34 - (k % 3) * 12, 10, 10, ("#d8382f", "#e8a33a", "#6aa84f", "#f7f0e4")[k % 4])


@picture("kim-subak-jatiluwih", "beras-merah.jpg", 1200, 900)
def red_rice(c: Canvas) -> None:
    table(c, 420, "#a8794a", "#b9cfa5")
    for x, y, w, h, tone in ((260, 640, 280, 330, "#a8452f"), (560, 610, 250, 290, "#f0e4c8"), (830, 640, 260, 310, "#3a2430")):
        sack(c, x, y, w, h, tone)
    tray(c, 640, 790, 280, "#d9b678", 0.26)
    beans(c, 640, 786, 220, 48, ("#a8452f", "#8f3527", "#c46a4a"), 8, 520)
    for k in range(9):
        x = 1010 + k * 14
        path = bow((1060, 880), (1040 + k * 10, 640), (940 + k * 42, 480 + abs(k - 4) * 14), 18)
        c.shape(taper(path, 5, 2), "#b9a04a")
        for step in range(11, 19):
            px, py = path[step]
            for side in (-1, 1):
                c.shape(oval(px + side * 6, py + 2, 9, 4, 60 * side), mix("#d9a83f", "#b5713a", c.rng.random()))
        del x
    c.shape(box(1022, 780, 86, 26), "#c8553d", "#8f352c", "r")


# -- Kaliuda -----------------------------------------------------------------------------


@picture("kim-tenun-kaliuda", "rumah-menara.jpg", camera=True)
def tower_houses(c: Canvas) -> None:
    sky(c, "dry", 560)
    sun(c, 1170, 150, 46)
    cloud(c, 300, 130, 260)
    hills(c, 520, 150, "#b9b58a", 1.6, 0.2)
    hills(c, 570, 110, "#c9b878", 2.2, 0.2)
    c.gradient(((0, "#d9c278"), (1, "#b5924f")), 560, 933)
    for x, y, w in ((1150, 640, 300), (250, 680, 420), (720, 720, 480)):
        tower_house(c, x, y, w)
    for x, y in ((480, 720), (960, 740), (1010, 760)):
        c.shape(box(x - 40, y, 80, 30), "#a89f90", "#6d665c", "b")
        c.shape([(x - 60, y - 16), (x + 60, y - 16), (x + 52, y + 6), (x - 52, y + 6)], "#b9b0a0", "#7a7366", "b")
    horse(c, 1120, 850, 260, "#8a5436", -1)
    horse(c, 240, 880, 280, "#c9a06a", 1)
    person(c, 560, 880, 210, "#24365e", "#a63a2c", "ikat", "down", PAPUA[2], True, cover="#a63a2c")
    person(c, 655, 885, 200, "#a63a2c", "#24365e", "sanggul", "carry", PAPUA[2], True)
    person(c, 745, 890, 130, "#e0a030", "#24365e", "rambut", "wave", PAPUA[2], child=True)
    meadow(c, 0, 1400, 850, 930, "#c9a84f", 150, 26)


@picture("kim-tenun-kaliuda", "tenun-ikat.jpg", 1200, 800)
def ikat_cloth(c: Canvas) -> None:
    pattern.ikat(c)


@picture("kim-tenun-kaliuda", "keran-air.jpg")
def water_tap(c: Canvas) -> None:
    sky(c, "dry", 520)
    sun(c, 250, 130, 44)
    hills(c, 520, 140, "#c4b27a", 1.7, 0.2)
    hills(c, 560, 80, "#d3bd78", 2.2, 0.2)
    c.gradient(((0, "#dcc27a"), (1, "#b58f52")), 540, 933)
    tree(c, 1220, 640, 300, "#7f8f45")
    tower_house(c, 300, 600, 240)
    c.shape(box(610, 560, 200, 300), "#b9b3a8", "#7d786e", "r")
    c.shape(box(590, 540, 240, 34), "#cfc9bd", "#8f897d", "b")
    for x in (640, 770):
        c.line([(x, 660), (x, 640), (x + (36 if x > 700 else -36), 640), (x + (36 if x > 700 else -36), 660)], 12, "#6f8fa8")
    for x, cx in ((604, 604), (806, 806)):
        c.shape(taper([(x, 666), (cx, 850)], 11, 15), "#bfe6f3", "#7fc0da", "b", alpha=0.9)
    for x, tone in ((604, "#e8b23a"), (806, "#3f7fb5"), (960, "#e8b23a"), (450, "#d9532f")):
        c.shape(smooth([(x - 44, 812), (x - 30, 786), (x + 30, 786), (x + 46, 812), (x + 46, 890), (x - 44, 890)], steps=4), tone, dark(tone, 0.4), "r")
        c.line(bow((x - 22, 790), (x, 760), (x + 24, 790)), 8, dark(tone, 0.2))
    people = ((390, 890, 250, "#a63a2c", "sanggul", "front", True, False), (520, 900, 150, "#e0a030", "rambut", "up", False, True), (900, 890, 165, "#4b6cb0", "rambut", "wave", False, True), (1040, 895, 245, "#2f7f79", "panjang", "down", True, False), (1150, 900, 160, "#d9738a", "panjang", "down", True, True))
    for x, y, h, shirt, head, pose, skirt, child in people:
        person(c, x, y, h, shirt, "#24365e", head, pose, PAPUA[x % 3], skirt, child)
    meadow(c, 0, 1400, 890, 932, "#c9a84f", 80, 20)


# -- Laelo -------------------------------------------------------------------------------


@picture("kim-laelo-tempe", "rumah-terapung.jpg")
def floating_house(c: Canvas) -> None:
    x: float
    y: float
    sky(c, "mist", 450)
    sun(c, 330, 200, 46, "#fff6dc")
    hills(c, 440, 110, "#9cbcb8", 1.8, 0.25, 480)
    c.haze(360, 520, "#f7f2dc", 0.7)
    water(c, 456, 933, ((0, "#d3e0cf"), (0.5, "#8fb8b5"), (1, "#4f8790")), "#ffffff", 150, 0.45, 330)
    for x, y, w, wall, roof in ((210, 570, 220, "#c9a06a", "#7a4a3d"), (1180, 590, 250, "#8fb5ad", "#8f3f35"), (690, 700, 420, "#d9a860", "#a8452f")):
        reflection(c, x, y + 8, w, w * 0.36, dark(wall, 0.2), 0.35)
        for k in range(9):
            c.shape(oval(x - w * 0.56 + k * w * 0.14, y + 4, w * 0.08, 10), "#b9a05a", "#7a6a3a", "b")
        stilt_house(c, x, y, w, wall, roof, 14)
    for k in range(26):
        x, y = 60 + c.rng.uniform(0, 1300), c.rng.uniform(780, 920)
        c.shape(oval(x, y, 34, 10, 0), mix("#5f9a52", "#8fbf5c", c.rng.random()), "#3f7045", "b")
        if k % 4 == 0:
            c.shape(smooth([(x, y - 26), (x + 14, y - 6), (x, y), (x - 14, y - 6)]), "#d98ab5", "#a85f8a", "b")
    person(c, 1000, 776, 190, "#2f7f79", "#3d4a63", "caping", "dig", SKIN[1])
    boat(c, 1010, 772, 330, "#6d5142", "#4a3828", "#c9a06a")
    c.line([(1040, 680), (1120, 830)], 6, "#c9a06a")
    birds(c, 760, 190, 8, 28, "#5f7480")


# -- Lonthoir ----------------------------------------------------------------------------


@picture("kim-lonthoir-siwalima", "gunung-api-banda.jpg", 1600, 900, camera=True)
def volcano_and_boat(c: Canvas) -> None:
    sky(c, "noon", 470)
    cloud(c, 300, 140, 300)
    cloud(c, 1330, 180, 340)
    volcano(c, 760, 480, 980, 390, "#5f8f86", True, 0.06)
    grove(c, 300, 1240, 484, 60, "#4a8a5f", 22)
    hills(c, 470, 50, "#6fa59a", 1.2, 0.2, 486)
    water(c, 470, 900, ((0, "#8fdcd8"), (0.35, "#35a0b5"), (1, "#155a80")), "#ffffff", 190, 0.4)
    reflection(c, 760, 480, 700, 110, "#2f6f6a", 0.3)
    for k in range(11):
        x = 400 + k * 84
        person(c, x, 752, 128, ("#c8553d", "#f4ead6")[k % 2], "#3d4a63", "ikat", "dig", PAPUA[k % 3], cover="#d8262c")
        c.line([(x + 26, 690), (x + 58, 790)], 6, "#c9a060")
    boat(c, 820, 742, 1150, "#b5302f", "#5a2a26", "#f3d88a", flat=0.42)
    nose = 820 + 1150 * 0.555
    c.shape(smooth([(nose - 30, 650), (nose - 6, 590), (nose + 40, 570), (nose + 74, 590), (nose + 40, 612), (nose + 20, 664)]), "#f3d88a", "#b58f3a", "r")
    c.dot(nose + 38, 590, 5, "#1f1a2a")
    flag(c, 270, 690, 190)
    for k in range(12):
        c.shape(oval(360 + k * 90, 788, 46, 6), "#ffffff", alpha=0.6)
    palm(c, 60, 900, 520, 0.2)
    palm(c, 1560, 910, 460, -0.18)
    birds(c, 1060, 180, 6, 28)


@picture("kim-lonthoir-siwalima", "pala.jpg", 1200, 900)
def nutmegs(c: Canvas) -> None:
    c.gradient(((0, "#9ccb9a"), (1, "#5f9a72")), 0, 420)
    for _ in range(16):
        c.shape(oval(c.rng.uniform(0, 1200), c.rng.uniform(0, 400), 120, 80), mix("#8fc08a", "#4f8a62", c.rng.random()), alpha=0.4, blur=18)
    c.gradient(((0, "#b98a5a"), (1, "#7d5a3c")), 400, 900)
    for k in range(7):
        c.line([(0, 430 + k * k * 11), (1200, 426 + k * k * 11)], 2.4, "#6d4a30", 0.5)
    tray(c, 460, 620, 380)
    for x, y, s, o in ((300, 560, 84, True), (480, 520, 78, False), (650, 570, 84, True), (400, 660, 88, False), (570, 680, 90, True), (230, 660, 74, False), (720, 660, 72, False)):
        shadow(c, x, y + s * 0.9, s * 0.9, s * 0.2)
        nutmeg(c, x, y, s, o)
    shadow(c, 980, 800, 130, 24)
    nutmeg(c, 980, 680, 128, True)
    for k in range(16):
        x, y = 780 + (k % 6) * 46 - (k // 6) * 10, 830 + (k // 6) * 20
        c.shape(oval(x, y, 22, 17), "#5a3524", "#2f1a18", "r")
    leaf = "#4f8a4b"
    for x, y, t in ((960, 380, 20), (1100, 420, -30), (120, 400, 35)):
        a = math.radians(t)
        path = bow((x, y), (x + math.cos(a) * 110, y + math.sin(a) * 110 - 26), (x + math.cos(a) * 220, y + math.sin(a) * 220), 14)
        c.shapes([taper(path[:8], 8, 84), taper(path[7:], 84, 2)], leaf, dark(leaf, 0.4), "b")
        c.line(path, 3.4, light(leaf, 0.4), 0.8)


@picture("kim-lonthoir-siwalima", "asar-pala.jpg")
def drying_house(c: Canvas) -> None:
    sky(c, "gold", 520)
    hills(c, 520, 220, "#8fa57f", 1.6, 0.25)
    grove(c, -20, 1420, 600, 190, "#4f8a55", 12)
    c.gradient(((0, "#a5b868"), (1, "#7a8f45")), 590, 933)
    stilts(c, 700, 560, 560, 170, 6)
    c.glow(700, 700, 260, "#ffb050", 0.55)
    for k in range(3):
        x = 560 + k * 140
        for j in range(4):
            c.line([(x - 40, 724 - j * 4), (x + 40, 716 + j * 3)], 11, mix("#6d4630", "#3f2a26", j / 4))
        c.shape(smooth([(x - 24, 712), (x - 14, 676), (x, 646), (x + 16, 678), (x + 24, 712)]), "#f3a03f", "#f7d978", "b")
    planks(c, 430, 420, 540, 144, "#a8794a", 15)
    c.shape(box(450, 460, 500, 60), "#4a3428", "#33241f", "b")
    for k in range(46):
        c.ball(470 + (k % 23) * 21, 496 + (k // 23) * 16, 12, 9, "#7a4a33", "#3a2420")
    gable(c, 700, 424, 580, 150, "#9a7a4f", 0.1)
    for k in range(4):
        x = 560 + k * 100
        path = smooth([(x, 290), (x + 20, 240), (x - 10, 190), (x + 24, 130), (x + 10, 70)], False)
        c.shape(taper(path, 16, 60), "#f3ecdc", alpha=0.35, blur=12)
    person(c, 320, 860, 250, "#c8553d", "#3d4a63", "topi", "carry", PAPUA[2], cover="#2f7f79")
    person(c, 1080, 870, 245, "#e0a030", "#4a3a52", "sanggul", "front", PAPUA[1], True)
    person(c, 1210, 875, 150, "#4b6cb0", "#3d4a63", "rambut", "down", PAPUA[2], child=True)
    basket(c, 440, 880, 130, 84)
    for _ in range(30):
        c.ball(440 + c.rng.uniform(-50, 50), 798 - c.rng.uniform(0, 18), 15, 14, "#e6c766")


# -- Ayapo -------------------------------------------------------------------------------


@picture("kim-ayapo-khenambay", "jembatan-warna.jpg", camera=True, gps=(-2.634, 140.571))
def coloured_walk(c: Canvas) -> None:
    sky(c, "day", 420)
    cloud(c, 320, 130, 300)
    cloud(c, 1090, 160, 260)
    hills(c, 420, 190, "#7fb58f", 1.7, 0.2)
    hills(c, 460, 140, "#5f9f6f", 2.3, 0.25, 500)
    for x in range(80, 1400, 140):
        palm(c, x, 486, 120 + (x * 7) % 60, 0.08 if x % 3 else -0.08, "#3f8a52")
    water(c, 478, 933, ((0, "#a5dcd4"), (0.4, "#4fa5b0"), (1, "#256a85")), "#ffffff", 130, 0.4)
    for x, y, w, wall, roof in ((170, 620, 300, "#e0a030", "#3f6fb0"), (440, 570, 190, "#d9738a", "#7a4a8d"), (1220, 620, 320, "#4fa592", "#c8553d"), (960, 566, 190, "#6f8fd0", "#e0a030")):
        reflection(c, x, y, w, 120, wall, 0.4)
        stilt_house(c, x, y, w, wall, roof, 56)
    near, far, wide, narrow = (700.0, 933.0), (700.0, 540.0), 440.0, 66.0
    colours = ("#d8382f", "#f08a4b", "#f3c94f", "#5c9f52", "#3f86c0", "#7a5aa8")
    count = 30
    spots = []
    for index in range(count + 1):
        t = 1 - (1 - index / count) ** 1.9
        spots.append((near[1] + (far[1] - near[1]) * t, wide + (narrow - wide) * t))
    for index in range(count, -1, -3):
        y, w = spots[index]
        for side in (-1, 1):
            c.shape(taper([(700 + side * w * 0.46, y), (700 + side * w * 0.46, y + 90 * w / wide)], 14 * w / wide + 1, 12 * w / wide + 1), "#5d4636")
    for index in range(count - 1, -1, -1):
        (ay, aw), (by, bw) = spots[index], spots[index + 1]
        tone = colours[index % 6]
        c.shape([(700 - aw / 2, ay), (700 + aw / 2, ay), (700 + bw / 2, by), (700 - bw / 2, by)], tone, dark(tone, 0.2), "r")
        c.line([(700 - aw / 2, ay), (700 + aw / 2, ay)], 1 + 1.6 * aw / wide, "#fff4e0", 0.7)
    for x, y, h, shirt, pose, child in ((610, 900, 170, "#f3c94f", "wave", True), (730, 905, 175, "#d8382f", "up", True), (820, 890, 165, "#5c9f52", "wave", True), (690, 690, 110, "#4b6cb0", "down", False)):
        person(c, x, y, h, shirt, "#3d4a63", "rambut", pose, PAPUA[x % 3], child=child)
    person(c, 300, 800, 130, "#e0a030", "#3d4a63", "rambut", "dig", PAPUA[0])
    boat(c, 300, 806, 320, "#7a5a3f", "#4a3628", "#e3cfa0")


@picture("kim-ayapo-khenambay", "menokok-sagu.jpg")
def pounding_sago(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(((0, "#8fc9a0"), (0.5, "#b9dba5"), (1, "#7fae6a")), 0, 933)
    c.glow(700, 160, 420, "#fbf6cf", 0.7)
    for x, tone in ((90, "#5f9f6a"), (330, "#7ab57f"), (560, "#8fc58f"), (860, "#8fc58f"), (1090, "#7ab57f"), (1320, "#5f9f6a")):
        height = 520 if tone == "#5f9f6a" else 400
        y = 640 if tone == "#5f9f6a" else 580
        for k in range(9):
            a = math.radians(-168 + k * 19.5)
            tip = (x + math.cos(a) * height * 0.6, y - height * 0.34 + math.sin(a) * height * 0.66 + height * 0.12)
            knee = (x + math.cos(a) * height * 0.26, y - height * 0.4 + math.sin(a) * height * 0.66)
            frond(c, bow((x, y - height * 0.3), knee, tip, 20), height * 0.085, mix(tone, dark(tone, 0.3), (k % 2) * 0.5))
        c.shape(taper([(x, y + 20), (x, y - height * 0.34)], height * 0.15, height * 0.12), "#7a6a4f", "#4a3f35", "r")
    c.gradient(((0, "#7a9a52"), (1, "#54703a")), 630, 933)
    meadow(c, 0, 1400, 650, 760, "#6f9a4a", 90, 20)
    c.shape(taper([(240, 800), (1030, 760)], 130, 120), "#7a6248", "#4a3a30", "b")
    c.shape(taper(smooth([(300, 772), (640, 756), (980, 738)], False), 60, 52), "#e9cfa8", "#c49a72", "b")
    for _ in range(120):
        t = c.rng.random()
        x = 300 + t * 680
        c.line([(x, 772 - t * 34 + c.rng.uniform(-20, 20)), (x + 26, 770 - t * 34 + c.rng.uniform(-20, 20))], 2, "#b5875f", 0.6)
    c.shape(oval(1036, 758, 26, 60, 0), "#d9b98a", "#a8825a", "r")
    for x, y, shirt in ((430, 880, "#c8553d"), (680, 890, "#e0a030"), (900, 875, "#2f7f79")):
        person(c, x, y, 290, shirt, "#3d4a63", "rambut", "dig", PAPUA[x % 3])
        c.line([(x + 40, y - 150), (x + 96, y - 108)], 12, "#8f6a42")
        c.shape(taper([(x + 86, y - 128), (x + 104, y - 70)], 22, 14), "#5d4636", "#3a2c24", "r")
    c.shape(smooth([(1100, 850), (1330, 830), (1360, 880), (1110, 906)]), "#8f6a42", "#5a4030", "b")
    c.shape(smooth([(1120, 852), (1320, 836), (1330, 852), (1130, 872)]), "#f7efdf", "#e0cfb5", "b")
    person(c, 1210, 905, 270, "#d9738a", "#4a3a63", "rambut", "carry", PAPUA[1], True)
    c.shape(smooth([(150, 860), (250, 850), (262, 920), (200, 940), (140, 920)], steps=5), "#c9a86a", "#8f6f3f", "r")
    for k in range(6):
        c.line([(150 + k * 18, 858), (160 + k * 16, 930)], 2.4, ("#a63a2c", "#2f6b5a")[k % 2], 0.8)


@picture("kim-ayapo-khenambay", "lukisan-kulit-kayu.jpg", 1200, 800)
def painted_bark(c: Canvas) -> None:
    pattern.bark_painting(c)


# -- Waisai ------------------------------------------------------------------------------


def _karst(c: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A limestone islet with its green cap."""
    c.shape(smooth([(x - width * 0.42, y), (x - width * 0.5, y - height * 0.35), (x - width * 0.3, y - height * 0.86), (x, y - height),
                    (x + width * 0.3, y - height * 0.8), (x + width * 0.5, y - height * 0.3), (x + width * 0.4, y)]),
            "#b9b3a5", "#6f7a78", "b", 0.9)
    crowns = [oval(x + dx * width, y - height * up, width * 0.2, height * 0.2) for dx, up in ((-0.3, 0.66), (-0.1, 0.9), (0.12, 0.96), (0.3, 0.7), (0, 0.7), (-0.38, 0.42), (0.4, 0.42))]
    c.shapes(crowns, "#4f9a62", "#2a6048", "b", 0.9)
    c.shape(oval(x - width * 0.06, y - height * 0.98, width * 0.14, height * 0.09), "#8fc57a", alpha=0.6)
    c.shape(oval(x, y + 1, width * 0.45, 5), "#e6f7f0", alpha=0.8)


@picture("kim-waisai-bahari", "dermaga.jpg", 1600, 900, camera=True)
def village_jetty(c: Canvas) -> None:
    x: float
    y: float
    sky(c, "noon", 400)
    cloud(c, 260, 140, 340)
    cloud(c, 1180, 110, 300)
    water(c, 396, 900, ((0, "#3f9fc0"), (0.25, "#4fc3c9"), (0.6, "#8fe3d3"), (1, "#c9f0d8")), "#ffffff", 200, 0.45)
    for x, y, w, h in ((170, 410, 190, 130), (390, 404, 120, 80), (1330, 408, 220, 150), (1500, 416, 170, 110), (1130, 402, 90, 56)):
        _karst(c, x, y, w, h)
    for _ in range(18):
        x, y = c.rng.uniform(0, 1600), c.rng.uniform(560, 880)
        c.shape(oval(x, y, 90, 22), "#4fae9c", alpha=0.28, blur=7)
    jetty(c, (560, 900), (860, 470), 420, 70, "#b98f62", 60)
    stilt_house(c, 880, 470, 170, "#c9a06a", "#9a7a4a", 36)
    person(c, 540, 850, 210, "#e0a030", "#2f7f79", "rambut", "wave", PAPUA[1])
    person(c, 650, 830, 130, "#d8382f", "#3d4a63", "rambut", "up", PAPUA[2], child=True)
    person(c, 720, 640, 120, "#4b6cb0", "#3d4a63", "topi", "down", PAPUA[0], cover="#e0a030")
    boat(c, 1140, 700, 380, "#2f8f8a", "#7a5a3f", "#f4ead6", outrigger=True)
    for k in range(9):
        fish(c, 180 + k * 44 + c.rng.uniform(-12, 12), 760 + (k % 4) * 24, 34, ("#e8823f", "#f3c94f", "#3f86c0")[k % 3], c.rng.uniform(-14, 14))
    palm(c, 1560, 900, 480, -0.2)


@picture("kim-waisai-bahari", "terumbu.jpg", camera=True)
def reef(c: Canvas) -> None:
    x: float
    y: float
    c.gradient(((0, "#8fe3e0"), (0.3, "#3fb0c4"), (0.75, "#1f6f9a"), (1, "#174a75")))
    for x, w in ((220, 120), (520, 80), (860, 150), (1180, 90)):
        c.shape([(x, -10), (x + w, -10), (x + w * 1.9 - 140, 700), (x - 220, 700)], "#e6fbf0", alpha=0.16, blur=22)
    cos, sin = math.cos(-0.32), math.sin(-0.32)

    def at(dx: float, dy: float) -> tuple[float, float]:
        return 700 + (dx * cos - dy * sin) * 330, 320 + (dx * sin + dy * cos) * 330

    c.shape(taper(bow(at(0, 0.2), at(0.05, 0.6), at(-0.04, 1.05)), 12, 2), "#22384f")
    c.shape(smooth([at(0, -0.3), at(-0.3, -0.2), at(-0.98, -0.24), at(-0.66, 0.06), at(-0.26, 0.24), at(0, 0.3),
                    at(0.26, 0.24), at(0.66, 0.06), at(0.98, -0.24), at(0.3, -0.2)]), "#2f4f6d", "#172a42", "b")
    for side in (-1, 1):
        c.shape(taper(bow(at(side * 0.1, -0.26), at(side * 0.2, -0.42), at(side * 0.1, -0.52)), 26, 9), "#2f4f6d")
        c.shape(smooth([at(side * 0.14, -0.14), at(side * 0.42, -0.13), at(side * 0.26, 0.0)]), "#e3ecec", "#a5bcc6", "b", alpha=0.85)
        c.dot(*at(side * 0.16, -0.29), 6, "#0f1c2c")
    for _ in range(34):
        x, y = c.rng.uniform(80, 1320), c.rng.uniform(120, 640)
        fish(c, x, y, c.rng.uniform(26, 54), ("#f3c94f", "#f08a4b", "#e9e4f0", "#8a6fd0")[c.rng.randrange(4)], c.rng.uniform(-16, 16))
    c.shape([*smooth([(-40, 800), (200, 760), (460, 800), (760, 770), (1040, 806), (1440, 760)], False), (1440, 950), (-40, 950)], "#d9c79f", "#7a8f9a", "b")
    for x, y, s, tone, kind in ((110, 830, 190, "#e8655a", 0), (300, 850, 150, "#f3a84f", 1), (480, 850, 200, "#b57fd0", 2), (700, 870, 170, "#f0c95a", 0), (900, 850, 190, "#e87fa0", 1), (1100, 850, 220, "#5fbf9a", 2), (1290, 850, 200, "#e8655a", 0)):
        if kind == 0:
            for k in range(7):
                a = math.radians(-160 + k * 23)
                tip = (x + math.cos(a) * s * 0.6, y + math.sin(a) * s * 0.9)
                mid = (x + math.cos(a) * s * 0.2, y + math.sin(a) * s * 0.55)
                c.shape(taper(bow((x, y), mid, tip), 22, 13), tone, dark(tone, 0.3), "b")
                c.dot(*tip, 9, light(tone, 0.35))
        elif kind == 1:
            for k in range(4):
                c.ball(x + (k - 1.5) * s * 0.3, y - s * 0.16 - (k % 2) * 26, s * 0.26, s * 0.24, tone, dark(tone, 0.4))
            for _ in range(30):
                c.dot(x + c.rng.uniform(-0.6, 0.6) * s, y - c.rng.uniform(0.05, 0.4) * s, 3, light(tone, 0.5), 0.8)
        else:
            fan = [(x, y), *[(x + math.cos(math.radians(d)) * s * 0.62, y - 10 + math.sin(math.radians(d)) * s * 0.9) for d in range(-165, -14, 10)]]
            c.shape(fan, tone, dark(tone, 0.35), "b")
            for k in range(9):
                a = math.radians(-158 + k * 17)
                c.line([(x, y), (x + math.cos(a) * s * 0.58, y + math.sin(a) * s * 0.84)], 3, light(tone, 0.4), 0.7)
    fish(c, 330, 690, 110, "#f08a3f", -8)
    fish(c, 1130, 640, 96, "#3f86e0", 170)
    for _ in range(24):
        x = c.rng.choice((250, 640, 1230)) + c.rng.uniform(-16, 16)
        c.dot(x, c.rng.uniform(60, 560), c.rng.uniform(3, 8), "#e6fbf5", 0.5)


@picture("kim-waisai-bahari", "anyaman.webp", 1200, 900)
def weaving_hats(c: Canvas) -> None:
    table(c, 320, "#d9c08f", "#9fd6cf")
    for x, y, s, band in ((330, 560, 250, "#c8553d"), (830, 520, 220, "#2f7f79"), (600, 770, 230, "#e0a030")):
        shadow(c, x, y + s * 0.34, s * 1.02, s * 0.22)
        c.shape(oval(x, y + s * 0.26, s, s * 0.3), "#cfae72", "#8f6f3f", "b")
        c.shape(smooth([(x - s * 0.52, y + s * 0.2), (x - s * 0.42, y - s * 0.32), (x, y - s * 0.46), (x + s * 0.42, y - s * 0.32), (x + s * 0.52, y + s * 0.2), (x, y + s * 0.32)]), "#dcbd82", "#9a7a45", "r")
        for k in range(7):
            yy = y + s * (0.22 - k * 0.09)
            half = s * (0.52 - 0.028 * k - 0.004 * k * k)
            c.line(bow((x - half, yy - s * 0.02), (x, yy + s * 0.12), (x + half, yy - s * 0.02)), 2, "#a8854f", 0.6)
        for k in range(-4, 5):
            c.line(bow((x + k * s * 0.115, y + s * 0.28 - abs(k) * 4), (x + k * s * 0.11, y), (x + k * s * 0.05, y - s * 0.44)), 2, "#a8854f", 0.5)
        path = bow((x - s * 0.51, y + s * 0.12), (x, y + s * 0.33), (x + s * 0.51, y + s * 0.12), 20)
        c.line(path, s * 0.1, band)
        for k in range(1, 20, 2):
            c.dot(path[k][0], path[k][1], s * 0.02, "#fbf3dc")
    leaf_spray(c, 1200, 880, 330, 200, "#5f9a52")
    leaf_spray(c, 0, 360, 260, 20, "#5f9a52")
