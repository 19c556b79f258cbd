"""Icons of a site: from the KIM's logo, or drawn from its initials and colour.

The SVG is written here, character by character, and holds nothing of the
content but at most three letters or digits. The PNGs need Pillow; without it a
site has the SVG, or its logo as it is. The same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kimgen.colours import channels, contrast, parse
from kimgen.imageinfo import Broken
from kimgen.mediacache import Made, Record, Store
from kimgen.model import Media
from kimgen.pictures import PictureSettings, on_white, open_picture, version
from kimgen.picturesizes import encoded

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont, ImageFont


class Icon(NamedTuple):
    """One icon of a site."""

    path: str
    """Path in the site: `icon-192.png`."""
    content: bytes
    type: str
    """Media type."""
    sizes: str
    """As in `<link sizes>` and in the manifest: `192x192`, or `any`."""


PNG_ICONS = (
    ("favicon.png", 32, 0.94),
    ("apple-touch-icon.png", 180, 0.8),
    ("icon-maskable.png", 256, 0.56),
    ("icon-192.png", 192, 0.8),
    ("icon-512.png", 512, 0.8),
)
"""(path, pixels, share that the logo fills) of what is made with Pillow, each of another size.
All are full squares.
Of the maskable one a system may leave no more than a circle of 0.8: a square of 0.56."""
_LETTERS_DRAWN_IN = 0.8
"""Letters leave a margin themselves; so much smaller they fit into that circle, too."""

DEFAULT_COLOUR = "#7a4a22"
RECIPE = 1
"""Raise it when the same logo gives other bytes."""

_INKS = ("#ffffff", "#1c1a17")
_LARGEST_ITSELF = 200_000
"""Bytes up to which a logo may serve as its own icon."""


def site_icons(
    logo: Media | None,
    initials: str,
    colour: str,
    cache: Path | None = None,
    pillow: bool = True,
) -> tuple[Icon, ...]:
    """The icons of a site; never empty, and never an exception for a bad logo.

    `logo` is a prepared picture or None, `initials` one to three letters (what
    is no letter or digit is dropped; a mark stands in where none is left),
    `colour` an accent as `#rrggbb`. With `cache`, what is drawn is kept
    there. `pillow=False` works as where Pillow is missing. A site with a usable
    logo has no SVG: browsers would prefer it.

    Raises `OSError` only if the cache cannot be written.
    """
    has_pillow = pillow and bool(version())
    if logo is not None and logo.kind == "picture":
        made = _from_logo(logo, cache) if has_pillow else _logo_itself(logo)
        if made:
            return made
    letters = "".join(char for char in initials if char.isalnum())[:3].upper()[:3]
    ground = parse(colour) or DEFAULT_COLOUR
    ink = max(_INKS, key=lambda each: contrast(each, ground))
    svg = Icon("favicon.svg", _svg(letters, ground, ink), "image/svg+xml", "any")
    if not has_pillow:
        return (svg,)
    # The built-in font knows Latin letters only; others are left to the SVG.
    drawn = letters if letters.isascii() else ""
    palette = _palette(ground, ink)
    return (svg, *_named([_coloured(each, palette) for each in _templates(drawn, cache)]))


def _named(contents: Sequence[bytes]) -> tuple[Icon, ...]:
    """Contents in the order of `PNG_ICONS` as icons."""
    return tuple(
        Icon(path, content, "image/png", f"{size}x{size}")
        for (path, size, _), content in zip(PNG_ICONS, contents, strict=True)
    )


# --- from initials ----------------------------------------------------------------

_LETTER_SIZES = {1: 40, 2: 30, 3: 23}
"""Letters -> font size in a square of 64."""
_WIDEST = 50
"""How wide letters may become in a square of 64."""
_PETALS = ((22, 22, 45), (42, 22, -45), (22, 42, -45), (42, 42, 45))
"""Centre and turn of the four petals of a kawung in a square of 64."""
_PETAL = (12, 7)
"""Half axes of a petal."""


def _svg(letters: str, ground: str, ink: str) -> bytes:
    if letters:
        # Three letters are fitted in, whatever the reader's font: WWW is twice as wide as ILI.
        fit = ' textLength="50" lengthAdjust="spacingAndGlyphs"' if len(letters) > 2 else ""
        mark = (
            f'<text x="32" y="33" fill="{ink}"{fit} font-family="system-ui, sans-serif"'
            f' font-size="{_LETTER_SIZES[len(letters)]}" font-weight="600" text-anchor="middle"'
            f' dominant-baseline="central">{letters}</text>'
        )
    else:
        wide, high = _PETAL
        petals = (
            f'<ellipse cx="{x}" cy="{y}" rx="{wide}" ry="{high}"'
            f' transform="rotate({turn} {x} {y})"/>'
            for x, y, turn in _PETALS
        )
        mark = f'<g fill="{ink}">{"".join(petals)}</g>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="12" fill="{ground}"/>{mark}</svg>\n'
    ).encode()


def _inner(path: str, size: int) -> int:
    return round(size * _LETTERS_DRAWN_IN) if "maskable" in path else size


@lru_cache(maxsize=1024)
def _templates(letters: str, cache: Path | None) -> tuple[bytes, ...]:
    """The PNGs of `letters`, or of the mark, in the order of `PNG_ICONS`.

    Colours come later, so that all KIMs with these initials share the drawing.
    """

    def draw() -> tuple[bytes, ...]:
        return tuple([_template(letters, size, _inner(path, size)) for path, size, _ in PNG_ICONS])

    return _kept(cache, f"letters {letters}".encode(), len(letters), draw)


_STEPS = bytes(step for step in range(256) for _ in range(3))


def _template(letters: str, size: int, inner: int) -> bytes:
    """A PNG whose pixels are steps from ground (0) to ink (255).

    The drawing is a square of `inner` pixels in the middle of one of `size`.
    """
    mask = (_drawn_letters(letters, inner) if letters else None) or _drawn_mark(inner)
    if inner < size:
        margin = (inner - size) // 2
        mask = mask.crop((margin, margin, margin + size, margin + size))
    mask = mask.convert("P")
    mask.putpalette(_STEPS)
    # a flat drawing is runs of one colour: no larger than by a search, in a quarter of the time
    return encoded(mask, "PNG", compress_type=zlib.Z_RLE)


def _drawn_letters(letters: str, size: int) -> Image | None:
    """Grey image of `letters`; None where Pillow has no FreeType."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (size, size))
    draw = ImageDraw.Draw(image)
    height = size * _LETTER_SIZES[len(letters)] / 64
    try:
        font = _font(height)
        width = draw.textlength(letters, font=font)
        if width > size * _WIDEST / 64:
            font = _font(height * size * _WIDEST / 64 / width)
    except ImportError:
        return None
    left, top, right, bottom = draw.textbbox((0, 0), letters, font=font)
    # Centred by what is seen, not by the line it stands on; a hairline makes it bolder.
    at = ((size - left - right) / 2, (size - top - bottom) / 2)
    draw.text(at, letters, fill=255, font=font, stroke_width=size / 128)
    return image


@lru_cache(maxsize=64)  # to load it takes half as long as to draw
def _font(height: float) -> FreeTypeFont | ImageFont:
    """The built-in font. Raises `ImportError` where Pillow has no FreeType."""
    from PIL.ImageFont import load_default

    return load_default(height)


def _drawn_mark(size: int) -> Image:
    from PIL import Image, ImageDraw

    fine = 4  # shapes have no smooth edges of their own
    scale = size * fine / 64
    mark = Image.new("L", (size * fine, size * fine))
    wide, high = (round(half * scale) for half in _PETAL)
    petal = Image.new("L", (2 * wide, 2 * wide))
    ImageDraw.Draw(petal).ellipse((0, wide - high, 2 * wide - 1, wide + high - 1), fill=255)
    for x, y, turn in _PETALS:
        shape = petal.rotate(-turn, expand=False)
        mark.paste(255, (round(x * scale) - wide, round(y * scale) - wide), shape)
    return mark.reduce(fine)


@lru_cache(maxsize=256)
def _palette(ground: str, ink: str) -> bytes:
    """A PLTE chunk of 256 steps from `ground` to `ink`."""
    ends = tuple(zip(channels(ground), channels(ink), strict=True))
    block = b"PLTE" + bytes(
        round(start * (255 - step) + end * step) for step in range(256) for start, end in ends
    )
    return struct.pack(">I", 768) + block + struct.pack(">I", zlib.crc32(block))


def _coloured(template: bytes, palette: bytes) -> bytes:
    """A template in its colours: only the table of colours is another, pixels stay packed."""
    start = template.index(b"PLTE") - 4
    return template[:start] + palette + template[start + len(palette) :]


# --- from a logo ------------------------------------------------------------------

_TONES = 64
"""Colours of an icon made from a logo: enough for an emblem, and a third of the bytes."""


def _from_logo(logo: Media, cache: Path | None) -> tuple[Icon, ...]:
    """The logo on white squares; () where it cannot be read."""
    try:
        data = Path(logo.largest.source).read_bytes()
    except OSError:
        return ()
    digest = hashlib.sha256(data).digest()
    contents = _kept(cache, digest, len(data), lambda: _squares(data))
    return _named(contents) if contents else ()


def _kept(
    cache: Path | None, source: bytes, length: int, draw: Callable[[], tuple[bytes, ...]]
) -> tuple[bytes, ...]:
    """What `draw` makes of `source`, of `length` bytes: out of the cache, or new and into it."""
    if cache is None:
        return draw()
    store = Store(cache)
    recipe = f"icons {RECIPE} {version()} {PNG_ICONS}\0".encode()
    key = hashlib.sha256(recipe + source).hexdigest()[:40]
    contents = _found(store, key)
    if not contents:
        contents = draw()
        if contents:
            sizes = zip(PNG_ICONS, contents, strict=True)
            made = tuple(Made(size, size, "png", len(each)) for (_, size, _), each in sizes)
            store.save(Record(key, length, made), contents)
    return contents


def _found(store: Store, key: str) -> tuple[bytes, ...]:
    record = store.load(key)
    if record is None:
        return ()
    try:
        return tuple(Path(store.path(key, made)).read_bytes() for made in record.files)
    except OSError:  # cleared away just now
        return ()


def _squares(data: bytes) -> tuple[bytes, ...]:
    from PIL import Image

    try:
        opened = open_picture(data, PictureSettings())
    except Exception:  # decoders raise whatever comes to them
        return ()
    if isinstance(opened, Broken):
        return ()
    picture = on_white(opened[0])
    contents = []
    for _, size, share in PNG_ICONS:
        scale = size * share / max(picture.size)
        inner = picture.resize(
            (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))),
            Image.Resampling.LANCZOS,
        )
        square = Image.new("RGB", (size, size), "white")
        square.paste(inner, ((size - inner.width) // 2, (size - inner.height) // 2))
        few = square.quantize(_TONES, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        contents.append(encoded(few, "PNG"))
    return tuple(contents)


def _logo_itself(logo: Media) -> tuple[Icon, ...]:
    """A small PNG logo as it is; () for any other."""
    picture = logo.largest
    if not picture.path.endswith(".png") or picture.size > _LARGEST_ITSELF:
        return ()
    try:
        content = Path(picture.source).read_bytes()
    except OSError:
        return ()
    return (Icon("favicon.png", content, "image/png", f"{picture.width}x{picture.height}"),)
