"""The national map as a value: a drawing and counts in, a `MapView` out.

Here it gets its counts, colours, circles and words. The outlines come from
`drawing.py`, the places of the circles from `placement.py`; what the map looks like
is the theme's business (`portal/_map.html`, `portal/map.css`). Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kimgen.geo import path_text
from kimgen.numbers import format_number
from kimgen.portal.drawing import Drawing
from kimgen.portal.placement import Circle, place

_STEPS = {
    5: (1, 2, 3, 4, 5),
    10: (1, 2, 4, 6, 9),
    25: (1, 3, 6, 11, 16),
    50: (1, 5, 10, 20, 30),
    100: (1, 10, 25, 50, 75),
    250: (1, 25, 50, 100, 150),
    500: (1, 50, 100, 200, 300),
}
"""Largest count of a province -> the least count of each of the five steps."""
_RADIUS = (22, 22, 26, 31, 34, 38)
"""Radius of a circle by the characters in it."""


@dataclass(frozen=True, slots=True)
class ProvinceShape:
    """A province on the map."""

    code: str
    name: str
    count: int
    level: int
    """0 without KIM, else 1 to 5."""
    href: str
    label: str
    """For tooltips and screen readers: `Jawa Tengah: 12 KIM`."""
    text: str
    """What stands in the circle, `''` for no circle."""
    path: str
    label_x: int
    label_y: int
    radius: int
    """0 for no circle."""
    uncertain: bool


@dataclass(frozen=True, slots=True)
class SeaName:
    """The name of a sea; decoration, hidden from screen readers."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class LegendStep:
    """A colour and what it means."""

    level: int
    text: str
    """`3–5 KIM`."""


@dataclass(frozen=True, slots=True)
class MapView:
    """What the template of the map sees."""

    width: int
    height: int
    provinces: tuple[ProvinceShape, ...]
    """From west to east, the order of the keyboard."""
    borders: str
    uncertain_borders: str
    around: str
    leaders: str
    """Path of the lines from circles that had to move to their provinces."""
    pins: str
    """Path of the dots at the ends of these lines."""
    seas: tuple[SeaName, ...]
    legend: tuple[LegendStep, ...]
    note: str
    """What the broken lines are, `''` where there are none."""


def build_map(
    drawing: Drawing,
    counts: Mapping[str, int],
    href: Callable[[str], str],
    names: Mapping[str, str] | None = None,
    lang: str = "id",
    _: Callable[[str], str] = str,
) -> MapView:
    """The map with its counts.

    `counts` gives the KIM of each region by code, missing ones have none; `href` the
    link of a region's page; `names` replaces the names of the boundary file.
    """
    largest = max(counts.values(), default=0)
    steps = steps_for(largest)
    texts = [_figure(counts.get(item.code, 0), lang) for item in drawing.outlines]
    circles = [
        Circle(number, item.anchor, item.room, _RADIUS[min(len(text), len(_RADIUS) - 1)])
        for number, (item, text) in enumerate(zip(drawing.outlines, texts, strict=True))
        if text
    ]
    centres = place(circles, drawing.raster, drawing.width, drawing.height)
    placed = {circle.number: (circle, at) for circle, at in zip(circles, centres, strict=True)}
    provinces, leaders, pins = [], [], []
    for number, (item, text) in enumerate(zip(drawing.outlines, texts, strict=True)):
        count = counts.get(item.code, 0)
        name = (names or {}).get(item.code, item.name)
        x, y, radius = item.anchor[0], item.anchor[1], 0.0
        if number in placed:
            circle, (x, y) = placed[number]
            radius = circle.radius
            start = (round(item.anchor[0]), round(item.anchor[1]))
            if (x - start[0]) ** 2 + (y - start[1]) ** 2 > radius * radius:
                leaders.append([start, (round(x), round(y))])
                pins.append([start, start])
        if count:
            label = f"{name}: {format_number(count, lang)} KIM"
        else:
            label = _("%s: belum ada KIM") % name
        shape = ProvinceShape(
            item.code, name, count, level_of(count, steps), href(item.code), label, text,
            item.path, round(x), round(y), round(radius), item.uncertain,
        )  # fmt: skip
        provinces.append(shape)
    note = ""
    if drawing.uncertain_borders:
        note = _("Garis putus-putus: batas perkiraan, bukan batas resmi.")
    return MapView(
        drawing.width,
        drawing.height,
        tuple(provinces),
        drawing.borders,
        drawing.uncertain_borders,
        drawing.around,
        path_text(leaders, closed=False),
        path_text(pins, closed=False),
        tuple(SeaName(_(name), x, y) for name, x, y in drawing.seas),
        legend_for(steps, largest, lang, _),
        note,
    )


def _figure(count: int, lang: str) -> str:
    """The count as it stands in a circle: `12`, `1.234`, `12,3 rb`; `''` for none."""
    if not count:
        return ""
    if count < 10_000:
        return format_number(count, lang)
    return f"{format_number(count / 1000, lang, 1)}{'k' if lang == 'en' else ' rb'}"


def steps_for(largest: int) -> tuple[int, ...]:
    """The least count of each of the five colours, in round numbers."""
    scale = 1
    while largest > 500 * scale:
        scale *= 10
    for top, steps in _STEPS.items():
        if largest <= top * scale and (scale == 1 or top >= 100):
            return tuple(1 if step == 1 else step * scale for step in steps)
    raise AssertionError("unreachable: a scale with 500 was found")


def level_of(count: int, steps: Sequence[int]) -> int:
    """0 for no KIM, else which step the count belongs to, from 1."""
    return sum(count >= step for step in steps)


def legend_for(
    steps: Sequence[int], largest: int, lang: str, _: Callable[[str], str]
) -> tuple[LegendStep, ...]:
    """The colours that occur, in words."""
    legend = [LegendStep(0, _("Belum ada KIM"))]
    for level, (low, after) in enumerate(zip(steps, (*steps[1:], None), strict=True), 1):
        if low > largest:
            break
        first = format_number(low, lang)
        if after is None or after > largest:
            more = after is None and low < largest
            last = format_number(after - 1, lang) if after else first
            text = _("%s KIM atau lebih") % first if more else _range(first, last)
        else:
            text = _range(first, format_number(after - 1, lang))
        legend.append(LegendStep(level, text))
    return tuple(legend)


def _range(first: str, last: str) -> str:
    return f"{first} KIM" if first == last else f"{first}–{last} KIM"
