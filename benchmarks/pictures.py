"""A pool of small pictures, and one small document, as a KIM's media folder has them.

Drawn from the number of the picture alone. A picture is copied, never linked, into every KIM
that uses it: generators have to copy or to convert each file.
"""

from __future__ import annotations

import io
from functools import cache
from random import Random

POOL = 12
SIZE = (640, 427)


def picture_name(number: int) -> str:
    return f"suasana-{number + 1:02}.jpg"


def album(number: int, posts: int) -> tuple[str, ...]:
    """The pictures that KIM `number` uses: a few of the pool, all where it writes much."""
    size = 4 if posts <= 100 else POOL
    return tuple(picture_name((number * 4 + place) % POOL) for place in range(size))


DOCUMENT_NAME = "panduan.pdf"


@cache
def picture(number: int) -> bytes:
    """A JPEG of hills under a sky, with some grain, about 20 KB."""
    from PIL import Image, ImageDraw

    random = Random(f"picture {number}")
    width, height = SIZE
    sky = tuple(random.randrange(120, 230) for _ in range(3))
    image = Image.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(image)
    for layer in range(6):
        base = height // 3 + layer * height // 8
        colour = tuple(max(0, random.randrange(30, 200) - layer * 12) for _ in range(3))
        points = [(0, height)]
        points += [(x, base + random.randrange(-40, 40)) for x in range(0, width + 60, 60)]
        draw.polygon([*points, (width, height)], fill=colour)
    for _ in range(250):
        x, y = random.randrange(width), random.randrange(height)
        size = random.randrange(2, 9)
        shade = tuple(random.randrange(40, 220) for _ in range(3))
        draw.ellipse((x, y, x + size, y + size), fill=shade)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=72)
    return out.getvalue()


@cache
def document() -> bytes:
    """A PDF of one empty page."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 4\n0000000000 65535 f \n" + rows
    return out + b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def media(name: str) -> bytes:
    """The bytes of a file of the pool by its name."""
    if name == DOCUMENT_NAME:
        return document()
    return picture(int(name.removeprefix("suasana-").removesuffix(".jpg")) - 1)
