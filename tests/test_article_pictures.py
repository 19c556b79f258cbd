"""Pictures within articles: the newest kind where it is smaller, and not in feeds."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from kimgen.build import Settings, build
from kimgen.executors import HERE
from kimgen.pictures import writes_avif
from tests.support.nation import folder, label, write, write_nation

TODAY = date(2026, 11, 24)
POST = """---
judul: Panen & raya
---
Di tengah ![Sawah > padi](<sawah & padi.png>) kalimat.

![Sawah](<sawah & padi.png> "Sore")

![Titik](titik.png)
"""


@pytest.mark.skipif(not writes_avif(), reason="this Pillow writes no AVIF")
def test_an_article_offers_what_is_smaller(tmp_path: Path) -> None:
    write_nation(tmp_path, 1)
    media = tmp_path / folder(0) / "media"
    media.mkdir(exist_ok=True)
    noise = random.Random(3).randbytes(900 * 600 * 3)
    Image.frombytes("RGB", (900, 600), noise).save(media / "sawah & padi.png")
    Image.new("RGB", (40, 30), "green").save(media / "titik.png")
    write(tmp_path, f"{folder(0)}/posts/2026-11-09-panen.md", POST)
    report = build(Settings(tmp_path / "content", tmp_path / "output", today=TODAY, executor=HERE))
    assert report.found == []
    site = tmp_path / "output" / f"{label(0)}.kim.id"
    page = (site / "berita" / "panen.html").read_text("utf-8")
    prose = page.partition('class="prose"')[2].partition("</article>")[0]
    pictures = re.findall(r"<picture>(.*?)</picture>", prose, re.DOTALL)
    assert len(pictures) == 2, "in a sentence and alone; a dot is as small as it was"
    assert prose.count("<img ") == 3
    for picture in pictures:
        source, image = re.findall(r"<[^>]*>", picture.replace("Sawah > padi", "Sawah"))
        assert 'type="image/avif"' in source
        sizes = re.compile(r' sizes="[^"]+"')
        assert sizes.findall(source) == sizes.findall(image)
        for path, width in re.findall(r"(\S+\.avif) (\d+)w", source):
            with Image.open(site / "berita" / path.removeprefix('srcset="')) as shown:
                assert shown.format == "AVIF"
                assert shown.width == int(width)
    for feed in ("feed.xml", "feed.json"):
        assert "avif" not in (site / feed).read_text("utf-8")
