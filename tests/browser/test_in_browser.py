"""Pages as a reader's browser shows them: quiet, self-contained, no wider than a small phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.support.chromium import record_troubles
from tests.support.sample import BASE_DOMAIN, Sample, theme_names
from tests.support.server import SiteServer, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_PHONE: ViewportSize = {"width": 320, "height": 568}
_TOO_WIDE = """width => {
  if (document.scrollingElement.scrollWidth <= width) return []
  const scrolls = e => e && (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX)
    && e !== document.body && e !== document.documentElement || scrolls(e.parentElement))
  const wide = [...document.body.querySelectorAll('*')].filter(e =>
    e.getBoundingClientRect().right > width + 0.5 && !scrolls(e.parentElement))
  return [`scrolls to ${document.scrollingElement.scrollWidth}px`,
    ...wide.slice(0, 3).map(e => e.cloneNode().outerHTML)]
}"""


@pytest.mark.parametrize("theme", theme_names())
def test_pages_are_quiet_and_fit_a_small_phone(
    themed_output: Callable[[str], Sample], chromium: Browser, theme: str
) -> None:
    sample = themed_output(theme)
    context = _phone(chromium)
    found: list[str] = []
    with serve(sample) as server:
        for kind, path in sample.kinds.items():
            page = context.new_page()
            troubles = record_troubles(page, own=server.origin(sample.place(path)[0]) + "/")
            page.goto(server.url(path))
            troubles += [f"too wide: {what}" for what in _too_wide(page)]
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            troubles += [f"too wide with large text: {what}" for what in _too_wide(page)]
            found += [f"{kind} ({'/'.join(sample.place(path))}): {line}" for line in troubles]
            page.close()
    context.close()
    assert not found, "\n".join(found[:50])


@pytest.mark.parametrize("of_portal", [False, True], ids=["kim", "portal"])
def test_a_site_opens_from_a_folder(sample_output: Sample, page: Page, of_portal: bool) -> None:
    """From a memory card: styles apply, pictures show, and links lead there and back."""
    host = BASE_DOMAIN if of_portal else max(sample_output.kims, key=_pages_of(sample_output))
    folder = sample_output.root / host
    troubles = record_troubles(page, own="file://")
    page.goto((folder / "index.html").as_uri(), wait_until="networkidle")
    sheets = page.evaluate(
        "[...document.querySelectorAll('link[rel=stylesheet]')].map(e => !!e.sheet)"
    )
    assert sheets, "the page has no style sheet"
    assert all(sheets), "a style sheet did not load"
    broken = page.evaluate(
        "[...document.images].filter(e => e.complete && !e.naturalWidth).map(e => e.src)"
    )
    assert not broken

    page.click("main a[href$='.html']:not([href*='://'])")
    page.wait_for_load_state()
    there = page.url
    assert there.startswith(folder.as_uri())
    assert there != (folder / "index.html").as_uri()
    assert page.title()
    page.click("a[href$='index.html']:not([href*='://'])")
    page.wait_for_load_state()
    assert page.url.startswith(folder.as_uri())
    assert page.url != there
    assert not troubles


def test_an_address_without_page_gets_the_sites_own_404(
    site_server: SiteServer, page: Page
) -> None:
    host = site_server.sample.kims[0]
    answer = page.goto(f"{site_server.origin(host)}/tidak-ada.html")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("main h1").is_visible()


def test_the_watch_sees_what_is_wrong(chromium: Browser, tmp_path: Path) -> None:
    """A watch that heard nothing would find every page quiet, and a wrong ruler every page slim."""
    file = tmp_path / "page.html"
    file.write_text(
        "<!DOCTYPE html><html lang=id><head><title>x</title>"
        "<meta name=viewport content='width=device-width, initial-scale=1'></head><body>"
        "<div style='width: 330px'>lebar</div><img src='https://pihak-ketiga.example/x.png'>"
        "<div style='overflow-x: auto'><div style='width: 900px'>digulir</div></div>"
        "<script>console.error('keliru'); throw new Error('rusak')</script></body></html>",
        encoding="utf-8",
    )
    context = _phone(chromium)
    page = context.new_page()
    troubles = record_troubles(page, own="file://")
    page.goto(file.as_uri())
    wide = "".join(_too_wide(page))
    context.close()
    heard = "\n".join(troubles)
    for part in ("asks another origin: https://pihak", "no answer for", "keliru", "rusak"):
        assert part in heard
    assert "330px" in wide
    assert "900px" not in wide


def _phone(chromium: Browser) -> BrowserContext:
    """The smallest phone that counts."""
    return chromium.new_context(viewport=_PHONE, has_touch=True, is_mobile=True)


def _too_wide(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_TOO_WIDE, _PHONE["width"])
    return found


def _pages_of(sample: Sample) -> Callable[[str], int]:
    return lambda host: sum(sample.place(path)[0] == host for path in sample.pages)
