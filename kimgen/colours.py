"""Accent colours: read, measure and correct their contrast.

Contrast is WCAG 2.2's ratio of relative luminances. A KIM may choose any
colour; what readers get has at least 4.5:1 against the ground it stands on.
"""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

LIGHT_GROUND = "#f4efe6"
"""The darkest surface of a light page on which the accent is used as text."""
DARK_GROUND = "#2a2622"
"""The lightest surface of a dark page on which the accent is used as text."""
ENOUGH = 4.6
"""A little more than 4.5, so that rounding to 8 bits stays above it."""

_HEX = re.compile(r"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")

NAMES = {
    "merah": "#b3261e", "hijau": "#1b7f4b", "biru": "#1f5fa8", "kuning": "#b88700",
    "jingga": "#c25a00", "oranye": "#c25a00", "ungu": "#6a3fa0", "cokelat": "#7a4a22",
    "coklat": "#7a4a22", "hitam": "#222222", "abu-abu": "#666666", "merah muda": "#c2407a",
    "toska": "#00807a", "emas": "#a67c00", "nila": "#33439c",
}  # fmt: skip
"""Colour words that people write instead of a code."""


def parse(text: str) -> str | None:
    """`#rgb`, `#rrggbb` or an Indonesian colour word -> `#rrggbb`; None otherwise."""
    named = NAMES.get(text.strip().casefold())
    if named:
        return named
    match = _HEX.match(text.strip())
    if not match:
        return None
    digits = match.group(1).lower()
    return "#" + ("".join(sign * 2 for sign in digits) if len(digits) == 3 else digits)


def channels(colour: str) -> tuple[float, float, float]:
    """`#rrggbb` -> red, green, blue, each 0..1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=256)  # grounds and inks are few
def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0..1 (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1..21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str) -> str:
    """`colour`, darkened or lightened as little as needed to be read on `ground`.

    Hue is kept; saturation is kept as far as lightness allows.
    """
    if contrast(colour, ground) >= ENOUGH:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*channels(colour))
    step = -0.01 if luminance(ground) > 0.18 else 0.01
    while 0 <= light <= 1:
        light += step
        shown = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
        candidate = "#" + "".join(f"{round(part * 255):02x}" for part in shown)
        if contrast(candidate, ground) >= ENOUGH:
            return candidate
    return "#000000" if step < 0 else "#ffffff"


@lru_cache(maxsize=256)
def accents(colour: str) -> tuple[str, str]:
    """(accent on the light ground, accent on the dark ground)."""
    return readable(colour, LIGHT_GROUND), readable(colour, DARK_GROUND)
