"""Draws docs/gambar/contoh.webp, the picture in the README: a KIM's home page beside the portal.

Run it after the look has changed: `.venv/bin/python .ci/draw-readme-picture.py`. It builds the
sample nation aside, photographs two pages of it with the browser of the tests, and lays one
beside the other. Needs what `make browser` finds or installs.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.chromium import launch  # noqa: E402
from tests.support.sample import BASE_DOMAIN, build  # noqa: E402

TARGET = ROOT / "docs/gambar/contoh.webp"
KIM = f"kim-melayu-berkarya.{BASE_DOMAIN}"
SCALE = 1.25
"""Pixels of the picture for each pixel of a page: sharp on a laptop, still a small file."""
PORTAL = (1040, 812)
PHONE = (360, 802)
SIZE = (1480, 854)
PORTAL_AT, PHONE_AT = (20, 20), (1084, 20)
GROUND, LINE = "#e9e2d6", "#8f8371"
MOST_BYTES = 120_000


def main() -> None:
    """Build, photograph, lay out, save."""
    with tempfile.TemporaryDirectory() as folder:
        sample = build(Path(folder) / "output")
        with launch() as browser:
            portal = _photograph(browser, sample.root / BASE_DOMAIN / "index.html", PORTAL)
            phone = _photograph(browser, sample.root / KIM / "index.html", PHONE)
    picture = Image.new("RGB", _scaled(SIZE), GROUND)
    _lay(picture, portal, PORTAL_AT, corner=8, frame=1)
    _lay(picture, phone, PHONE_AT, corner=24, frame=6)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    picture.save(TARGET, "WEBP", quality=80, method=6)
    size = TARGET.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{TARGET.name} has {size} bytes, more than {MOST_BYTES}")


def _photograph(browser: Browser, page: Path, size: tuple[int, int]) -> Image.Image:
    """What a reader sees first of a page, in the light, with the words of no particular day."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=SCALE,
        color_scheme="light",
        locale="id-ID",
        java_script_enabled=False,  # distances in days would change with the day it is drawn
    )
    tab = context.new_page()
    tab.goto(page.as_uri(), wait_until="networkidle")
    shot = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    context.close()
    return shot


def _lay(
    picture: Image.Image, shot: Image.Image, at: tuple[int, int], corner: int, frame: int
) -> None:
    """Put a photograph with round corners and a frame onto the picture."""
    fine = 4
    edge, radius = round(frame * SCALE), round(corner * SCALE)
    size = (shot.width + 2 * edge, shot.height + 2 * edge)
    for colour, inset, source in ((LINE, 0, None), ("", edge, shot)):
        mask = Image.new("L", (size[0] * fine, size[1] * fine))
        box = (inset, inset, size[0] - inset, size[1] - inset)
        ImageDraw.Draw(mask).rounded_rectangle(
            [value * fine for value in box], (radius - inset // 2) * fine, fill=255
        )
        layer = Image.new("RGB", size, colour or "white")
        if source is not None:
            layer.paste(source, (edge, edge))
        picture.paste(layer, _scaled(at), mask.resize(size, Image.Resampling.LANCZOS))


def _scaled(pair: tuple[int, int]) -> tuple[int, int]:
    return round(pair[0] * SCALE), round(pair[1] * SCALE)


if __name__ == "__main__":
    main()
