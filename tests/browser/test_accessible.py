"""Every kind of page is free of axe's findings: each theme, phone and desk, light and dark, with
large text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.support.sample import BASE_DOMAIN, Sample, theme_names
from tests.support.server import SiteServer, serve

pytestmark = [pytest.mark.browser, pytest.mark.checker, pytest.mark.slow]

Axe = Callable[..., list[str]]


Scheme = Literal["light", "dark"]
WHOLE: tuple[tuple[int, Scheme], ...] = ((320, "light"), (1440, "dark"))
"""Widths and schemes in which pages are looked at with all rules."""
LOOKS = ("color-contrast", "target-size", "scrollable-region-focusable")
"""Rules whose answer depends on width and scheme, for the others of these."""


@pytest.mark.parametrize("theme", theme_names())
def test_axe_finds_nothing(
    themed_output: Callable[[str], Sample], chromium: Browser, axe: Axe, theme: str
) -> None:
    """Each page is opened once; then it is made narrow and wide, light and dark, its text twice
    as large. Forced colours axe cannot judge: it would see the ones that they replace."""
    sample = themed_output(theme)
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    found: list[str] = []
    with serve(sample) as server:
        for kind, path in sample.kinds.items():
            page.goto(server.url(path))
            for how, lines in _looks(page, axe):
                where = f"{kind}, {how} ({'/'.join(sample.place(path))})"
                found += [f"{where}: {line}" for line in lines]
    context.close()
    assert not found, f"{len(found)} findings\n" + "\n".join(found[:30])


def _looks(page: Page, axe: Axe) -> Iterator[tuple[str, list[str]]]:
    """What axe finds on an open page, look by look."""
    for width, scheme in WHOLE:
        _show(page, width, scheme)
        yield f"{width} {scheme}", axe(page)
    _show(page, 1440, "light")
    yield "1440 light", axe(page, LOOKS)
    _show(page, 320, "dark")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield "320 dark, text 200 %", axe(page, LOOKS)


def _show(page: Page, width: int, scheme: Scheme) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)


def test_forced_colours_keep_what_colour_says(site_server: SiteServer, page: Page) -> None:
    """Where the reader's system paints, shadows and grounds are gone: what is current, a verdict
    and the band have to be seen all the same."""
    page.emulate_media(forced_colors="active")
    page.goto(site_server.origin(f"kim-melayu-berkarya.{BASE_DOMAIN}") + "/berita/index.html")
    style = "e => { const s = getComputedStyle(e); return [s.textDecorationLine, s.outlineStyle] }"
    current = page.locator(".nav [aria-current]").first
    current.focus()
    assert current.evaluate(style) == ["underline", "solid"]
    band = "e => [e, document.body].map(x => getComputedStyle(x).backgroundColor)"
    one, ground = page.locator(".band").first.evaluate(band)
    assert one != ground


def test_nothing_moves_where_the_reader_wants_it_still(
    site_server: SiteServer, chromium: Browser
) -> None:
    """And the one thing that does move elsewhere is seen to, or this would see nothing."""
    host = site_server.origin(f"kim-melayu-berkarya.{BASE_DOMAIN}")
    moves = "document.getAnimations().length"
    slides = "document.querySelector('[data-pause]').textContent"
    with chromium.new_context(reduced_motion="no-preference") as context:
        page = context.new_page()
        page.goto(f"{host}/papan/index.html")
        assert page.evaluate(moves)
        plays = page.evaluate(slides)
    with chromium.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{host}/papan/index.html")
        assert not page.evaluate(moves)
        assert page.evaluate(slides) != plays
        page.goto(f"{host}/galeri/galeri-lomba-perahu.html")
        film = "getComputedStyle(document.querySelector('.film')).scrollBehavior"
        assert page.evaluate(film) == "auto"


def test_axe_sees_what_is_wrong(page: Page, axe: Axe, tmp_path: Path) -> None:
    """Axe that did not run, or ran under another colour scheme, would find nothing anywhere."""
    file = tmp_path / "page.html"
    file.write_text(
        "<!DOCTYPE html><html lang=id><head><title>x</title><style>"
        "@media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }"
        "</style></head><body><main><h1>x</h1><p>teks</p><a href=a>i</a><br><a href=b>i</a><br>"
        "<img src=x></main></body></html>",
        encoding="utf-8",
    )
    page.goto(file.as_uri())
    assert [line.split()[0] for line in axe(page)] == ["image-alt", "target-size", "target-size"]
    page.emulate_media(color_scheme="dark")
    assert [line.split()[0] for line in axe(page)] == [
        "color-contrast", "image-alt", "target-size", "target-size",
    ]  # fmt: skip
