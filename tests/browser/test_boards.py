"""The bulletin on paper, as Chromium prints it, and the slide show, as a wall screen has it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from kimgen.qr import qr_code
from tests.support.chromium import record_troubles
from tests.support.sample import Sample, theme_names
from tests.support.server import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

A4 = (595, 842)
"""Points."""
FULLEST = "kim-melayu-berkarya.kim.id"


def printed(page: Page, file: Path) -> PdfReader:
    page.goto(file.as_uri())
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("theme", theme_names())
def test_the_bulletin_fills_two_sheets_of_a4(
    themed_output: Callable[[str], Sample], page: Page, theme: str
) -> None:
    file = themed_output(theme).root / FULLEST / "cetak/index.html"
    paper = printed(page, file)
    for sheet in paper.pages:
        size = (round(sheet.mediabox.width), round(sheet.mediabox.height))
        assert size == A4
    texts = [sheet.extract_text() for sheet in paper.pages]
    assert len(texts) == 2, [text[:80] for text in texts]
    assert len(texts[-1]) > 500, "a last sheet with next to nothing"
    # Ligatures are letters again
    words = unicodedata.normalize("NFKC", " ".join(" ".join(texts).split()))
    posters = page.eval_on_selector_all(
        ".poster", "all => all.map(one => [one.querySelector('h3').innerText,"
        " one.querySelector('.address').innerText, one.querySelectorAll('.qr').length])",
    )  # fmt: skip
    assert len(posters) > 8
    squeezed = words.replace(" ", "")
    for title, address, codes in posters:
        assert title.replace(" ", "") in squeezed
        assert address in squeezed, address
        assert codes == 1
    for screen_only in ("Cetak halaman ini", "Ikuti dan telusuri", "Lainnya"):
        assert screen_only not in words


def test_no_bulletin_ends_with_an_empty_sheet(sample_output: Sample, page: Page) -> None:
    empty = []
    for host in sample_output.kims:
        file = sample_output.root / host / "cetak/index.html"
        if file.exists():
            paper = printed(page, file)
            if len(paper.pages[-1].extract_text().strip()) < 40:
                empty.append(host)
    assert not empty


def test_two_columns_stand_side_by_side_on_paper(sample_output: Sample, page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})  # 186 mm
    page.goto((sample_output.root / FULLEST / "cetak/index.html").as_uri())
    lefts = page.eval_on_selector_all(
        ".poster", "all => [...new Set(all.map(one => Math.round(one.getBoundingClientRect().x)))]"
    )
    assert len(lefts) == 2


def test_slides_go_on_by_keys_and_buttons_and_stop(sample_output: Sample, page: Page) -> None:
    """From a memory card: file:// is enough."""
    troubles = record_troubles(page, own="file://")
    page.clock.install()
    page.goto((sample_output.root / FULLEST / "papan/index.html").as_uri())
    seen = page.locator(".slide:not([hidden])")
    first = seen.inner_text()
    assert seen.count() == 1
    page.clock.run_for(120_000)
    assert seen.inner_text() != first, "nothing moved"
    page.keyboard.press("Home")
    assert seen.inner_text() == first
    page.keyboard.press("ArrowLeft")
    last = seen.inner_text()
    page.keyboard.press("ArrowRight")
    assert seen.inner_text() == first != last
    page.keyboard.press("Space")
    assert page.locator("[data-pause]").inner_text() == "Lanjutkan"
    page.clock.run_for(600_000)
    assert seen.inner_text() == first, "it was to stop"
    page.click("text=Berikutnya")
    assert seen.inner_text() != first
    page.click("text=Ke halaman depan")
    assert page.url.endswith("/index.html")
    assert not troubles


def test_every_slide_fits_its_screen(sample_output: Sample, chromium: Browser) -> None:
    wide = []
    for width, height in ((1920, 1080), (1280, 720), (1024, 768), (768, 1024)):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto((sample_output.root / FULLEST / "papan/index.html").as_uri())
        assert page.locator("[data-pause]").inner_text() == "Lanjutkan", "motion was not wanted"
        count = page.locator(".slide").count()
        assert count > 8
        for number in range(count):
            over = page.evaluate(
                "() => { const main = document.querySelector('main');"
                " return [main.scrollHeight - main.clientHeight,"
                " document.documentElement.scrollWidth - innerWidth] }"
            )
            if max(over) > 0:
                wide.append((width, height, number, over))
            page.keyboard.press("ArrowRight")
        context.close()
    assert not wide


def test_without_its_script_the_slides_are_a_page_to_scroll(
    sample_output: Sample, chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sample_output.root / FULLEST / "papan/index.html").as_uri())
    slides = page.locator(".slide")
    assert all(slide.is_visible() for slide in slides.all())
    assert page.locator(".deck button:visible").count() == 0
    context.close()


def test_a_screen_that_runs_for_days_gets_what_is_new(site_server: SiteServer, page: Page) -> None:
    page.clock.install()
    page.goto(f"{site_server.origin(FULLEST)}/papan/index.html")
    page.evaluate("() => { self.mark = 1 }")
    page.clock.run_for(800_000)
    assert page.evaluate("self.mark") == 1
    with page.expect_navigation():
        page.clock.run_for(900_000)
    assert page.evaluate("self.mark") is None


def test_codes_lead_to_the_posts_beside_them(sample_output: Sample) -> None:
    """What a phone reads is what is printed below: the picture is that of the address."""
    file = sample_output.root / FULLEST / "cetak/index.html"
    text = file.read_text(encoding="utf-8")
    parts = text.split("<article")[1:]
    assert len(parts) > 8
    for part in parts:
        address = part.partition('class="address" dir="ltr">')[2].partition("<")[0]
        assert qr_code(f"https://{address}") in part
