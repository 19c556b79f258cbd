"""Draws docs/gambar/tema-<name>.webp, one picture for each theme: the same KIM of the sample, its
front page on a screen and on a phone, and a post on a phone by night.

Run it after the look has changed: `.venv/bin/python .ci/draw-theme-gallery.py`. Needs what
`make browser` finds or installs. The sites it builds stay where `--keep FOLDER` says, to walk
about.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.chromium import launch  # noqa: E402
from tests.support.sample import BASE_DOMAIN, CONTENT, build, theme_names  # noqa: E402

LABEL = "kim-melayu-berkarya"
POST = "berita/parit-gang-bersih.html"
DESK, PHONE = (1280, 1000), (360, 760)
"""Pixels of a page that are photographed."""
HEIGHT, GAP = 560, 20
"""Pixels of the picture."""
GROUND, LINE = "#e9e2d6", "#8f8371"
MOST_BYTES = 80_000


def main(keep: Path | None) -> None:
    """Build, photograph, lay out, save; a theme after the other."""
    with tempfile.TemporaryDirectory() as folder, launch() as browser:
        for theme in theme_names():
            site = (keep or Path(folder)) / theme
            shutil.rmtree(site, ignore_errors=True)
            site.mkdir(parents=True)
            build(site / "output", _one_kim(theme, Path(folder) / f"isi-{theme}"))
            home = site / "output" / f"{LABEL}.{BASE_DOMAIN}"
            shots = (
                _photograph(browser, home / "index.html", DESK),
                _photograph(browser, home / "index.html", PHONE),
                _photograph(browser, home / POST, PHONE, dark=True),
            )
            _save(shots, ROOT / f"docs/gambar/tema-{theme}.webp")


def _one_kim(theme: str, folder: Path) -> Path:
    """The content of one KIM, in `theme` and its colour: what differs is the theme."""
    (source,) = CONTENT.glob(f"*/*/{LABEL}")
    target = folder / source.relative_to(CONTENT)
    shutil.copytree(source, target)
    shutil.copy(CONTENT / "portal.yaml", folder)
    record = target / "kim.yaml"
    text = re.sub(r"(?m)^(tema|warna):.*\n", "", record.read_text(encoding="utf-8"))
    record.write_text(f"{text}tema: {theme}\n", encoding="utf-8")
    return folder


def _photograph(
    browser: Browser, page: Path, size: tuple[int, int], *, dark: bool = False
) -> Image.Image:
    """What a reader sees first of a page, with the words of no particular day."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        locale="id-ID",
        java_script_enabled=False,
    )
    tab = context.new_page()
    tab.goto(page.as_uri(), wait_until="networkidle")
    shot = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    context.close()
    return shot


def _save(shots: tuple[Image.Image, ...], target: Path) -> None:
    """Photographs of one height side by side on a ground."""
    scaled = [s.resize((round(s.width * HEIGHT / s.height), HEIGHT), Image.Resampling.LANCZOS)
              for s in shots]  # fmt: skip
    width = sum(shot.width for shot in scaled) + GAP * (len(scaled) + 1)
    picture = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND)
    frame, x = ImageDraw.Draw(picture), GAP
    for shot in scaled:
        frame.rectangle((x - 1, GAP - 1, x + shot.width, GAP + HEIGHT), outline=LINE)
        picture.paste(shot, (x, GAP))
        x += shot.width + GAP
    picture.save(target, "WEBP", quality=72, method=6)
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}: {size} bytes")
    if size > MOST_BYTES:
        raise SystemExit(f"{target.name} has {size} bytes, more than {MOST_BYTES}")


if __name__ == "__main__":
    main(Path(sys.argv[2]) if sys.argv[1:2] == ["--keep"] else None)
