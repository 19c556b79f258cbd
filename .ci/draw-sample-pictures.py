#!/usr/bin/env python3
"""Draw the pictures and write the small documents of the sample nation in content/.

    python .ci/draw-sample-pictures.py            draw all of them
    python .ci/draw-sample-pictures.py tenun      only files whose path has this in it
    python .ci/draw-sample-pictures.py --check    say which files are missing or differ

The pictures are our own: flat illustrations made of shapes (see pictures/), so the
sample needs nobody's photograph. They are committed; with the same Pillow this script
makes the same bytes again. Some JPEGs carry what phones write, on purpose: EXIF
orientation 3, 6 and 8, a camera's name (invented), and GPS coordinates of a public
place of the village. A generator has to turn the first and to strip the rest.

About the words in content/: every KIM there is an example. The villages are real, the
groups, events, figures and people are not. Offices are held by flowers marked
"(contoh)"; telephone numbers begin with 628000000, which no operator assigns; mail and
web addresses end in .example or example.org, which belong to nobody.

Needs Pillow only. Nothing here is part of the package kimgen.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pictures import documents, scenes
from pictures.brush import Canvas
from pictures.gallery import PICTURES, Picture

CONTENT = Path(__file__).resolve().parent.parent / "content"
LIMIT = 84_000
"""Bytes of a JPEG; its quality is lowered until it fits."""
TURNS = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
"""EXIF orientation -> how upright pixels are turned before they are stored."""


def exif(picture: Picture) -> Image.Exif:
    """What a phone would have written into the file."""
    data = Image.Exif()
    if picture.orientation != 1:
        data[0x0112] = picture.orientation
    if picture.camera:
        data[0x010F] = "Contoh"
        data[0x0110] = "Ponsel Contoh 5"
        data[0x0131] = "Kamera Contoh 1.2"
        data[0x0132] = "2026:10:04 06:12:00"
        data.get_ifd(0x8769)[0x9003] = "2026:10:04 06:12:00"
    if picture.gps:
        gps = data.get_ifd(0x8825)
        for tag, value, signs in ((1, picture.gps[0], "NS"), (3, picture.gps[1], "EW")):
            size = abs(value)
            minutes = size % 1 * 60
            gps[tag] = signs[value < 0]
            gps[tag + 1] = (float(int(size)), float(int(minutes)), round(minutes % 1 * 60, 2))
    return data


def encode(image: Image.Image, picture: Picture) -> bytes:
    """The file's bytes, in the format that its name asks for."""
    out = io.BytesIO()
    if picture.name.endswith(".png"):
        image = image.convert("RGBA")
        disc = Image.new("L", (image.width * 4, image.height * 4), 0)
        ImageDraw.Draw(disc).ellipse((0, 0, disc.width - 1, disc.height - 1), fill=255)
        image.putalpha(disc.resize(image.size, Image.Resampling.LANCZOS))
        image.quantize(96, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
        return out.getvalue()
    if picture.name.endswith(".webp"):
        image.save(out, "WEBP", quality=80, method=6)
        return out.getvalue()
    if picture.orientation in TURNS:
        image = image.transpose(TURNS[picture.orientation])
    for quality in range(84, 55, -4):
        out = io.BytesIO()
        image.save(
            out, "JPEG", quality=quality, optimize=True, progressive=True, exif=exif(picture)
        )
        if out.tell() <= LIMIT:
            break
    return out.getvalue()


def make(picture: Picture) -> bytes:
    canvas = Canvas(picture.width, picture.height, picture.path)
    picture.scene(canvas)
    return encode(canvas.finish(not picture.name.endswith(".png")), picture)


def main() -> int:
    parser = argparse.ArgumentParser(description="Draw the sample's pictures.")
    parser.add_argument("part", nargs="?", default="", help="only paths that contain this")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    scenes.load()
    files: list[tuple[str, Callable[[], bytes]]] = [(p.path, partial(make, p)) for p in PICTURES]
    files += [(path, partial(documents.pdf, *text)) for path, text in documents.FILES.items()]
    differ = 0
    for path, build in files:
        if options.part not in path:
            continue
        data, target = build(), CONTENT / path
        same = target.is_file() and target.read_bytes() == data
        differ += not same
        if not options.check and not same:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        print(f"{len(data):8,d}  {'same   ' if same else 'differs'}  {path}")
    return 1 if options.check and differ else 0


if __name__ == "__main__":
    sys.exit(main())
