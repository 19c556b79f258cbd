"""Everything by keyboard alone: where the focus goes, that it is seen, and what keys do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.sample import BASE_DOMAIN, Sample, theme_names
from tests.support.server import SiteServer, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TO_REACH = """() => {
  const open = e => !e.closest('details:not([open])') || e.matches('details > summary')
  return [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility() && open(e) && e.tabIndex >= 0)
    .map((e, index) => { e.dataset.number = index; return e.outerHTML.slice(0, 120) })
}"""
"""What can be pressed in the page, numbered in the order of its source."""
TO_THE_TOP = """() => {
  if (document.activeElement === document.body) return
  document.body.tabIndex = -1
  document.body.focus()
  document.body.removeAttribute('tabindex')
}"""
"""The page of the search puts the focus into its field."""
WALKED = (
    "home", "berita item", "galeri item", "klarifikasi item", "lapak list", "cari", "luring",
    "cetak list", "papan list", "aksesibilitas", "portal home", "portal kim list",
)  # fmt: skip
"""Kinds of pages, of `Sample.kinds`."""
FOCUS = """() => {
  const e = document.activeElement
  if (e === document.body) return null
  const box = e.getBoundingClientRect(), style = getComputedStyle(e)
  // an area of a map is painted anew, and its middle may lie in the sea
  const area = e instanceof SVGElement && e.querySelector('path')
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1)
  const y = Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  return {
    number: 'number' in e.dataset ? +e.dataset.number : null,
    html: e.outerHTML.slice(0, 120),
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
    ring: area ? parseFloat(getComputedStyle(area).strokeWidth)
      : style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    covered: !area && !(top && (e.contains(top) || top.contains(e))),
  }
}"""


def walk(page: Page) -> list[str]:
    """Tab through the whole page: what is wrong on the way."""
    wanted: list[str] = page.evaluate(TO_REACH)
    page.evaluate(TO_THE_TOP)
    faults, numbers = [], []
    for _ in range(len(wanted) + 100):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or focus["number"] in numbers:
            break
        if focus["number"] is None:  # a script brought it meanwhile
            continue
        numbers.append(focus["number"])
        if not focus["seen"]:
            faults.append(f"out of sight: {focus['html']}")
        elif focus["covered"]:
            faults.append(f"covered: {focus['html']}")
        if focus["ring"] < 2:
            faults.append(f"no ring of focus: {focus['html']}")
    if numbers != sorted(numbers):
        faults.append(f"another order than the page's: {numbers}")
    missed = [html for number, html in enumerate(wanted) if number not in numbers]
    return faults + [f"not reached: {html}" for html in missed]


@pytest.fixture
def keys(chromium: Browser) -> Iterator[Page]:
    """A page of a phone's size with a keyboard, as large text makes of a laptop's."""
    context = chromium.new_context(
        viewport={"width": 400, "height": 700}, locale="id-ID", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("theme", theme_names())
def test_the_focus_goes_through_the_page_in_order_and_is_seen(
    themed_output: Callable[[str], Sample], keys: Page, theme: str
) -> None:
    """In lontar each way a page is put together; of the others what they arrange themselves."""
    sample = themed_output(theme)
    kinds = [
        (k, p) for k, p in sample.kinds.items() if k in WALKED[: None if theme == "lontar" else 2]
    ]
    assert kinds
    found: list[str] = []
    with serve(sample) as server:
        for kind, path in kinds:
            keys.goto(server.url(path))
            found += [f"{kind}: {fault}" for fault in walk(keys)]
    assert not found, "\n".join(found[:30])


def test_a_walk_finds_what_is_wrong(keys: Page, tmp_path: Path) -> None:
    """One that never moved, or looked elsewhere, would find every page good."""
    file = tmp_path / "page.html"
    file.write_text(
        "<!DOCTYPE html><title>x</title><style>.bare { outline: none } .away { position: fixed; "
        "left: -999px } .lid { position: fixed; inset: 0 0 auto; height: 60px; background: red }"
        "</style><p><a href=a id=under>di bawah</a><p style='margin-top: 90px'>"
        "<a href=b class=bare>polos</a> <a href=c class=away>jauh</a> <a href=d>baik</a>"
        "<button tabindex=2>dulu</button><div class=lid></div>"
        "<a href=e onfocus='this.blur()'>lari</a>",
        encoding="utf-8",
    )
    keys.goto(file.as_uri())
    heard = "\n".join(walk(keys))
    for part in ("covered", "no ring", "out of sight", "another order", "not reached"):
        assert part in heard


@pytest.fixture
def melayu(site_server: SiteServer) -> str:
    """Address of the site that has a bit of all."""
    return site_server.origin(f"kim-melayu-berkarya.{BASE_DOMAIN}")


def wait_until(page: Page, script: str, wanted: object) -> None:
    """Until `script` gives `wanted`; `wait_for_function` needs an eval that pages forbid."""
    for _ in range(100):
        found = page.evaluate(script)
        if found == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"still {found}, not {wanted}")


def text_of_focus(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.textContent.trim()")
    return text


@pytest.mark.parametrize("where", ["", "/berita/pasar-subuh-pindah.html"])
def test_the_first_key_leads_past_the_menu(melayu: str, keys: Page, where: str) -> None:
    keys.goto(melayu + where)
    skip = keys.locator(".skip")
    keys.keyboard.press("Tab")
    assert text_of_focus(keys) == "Langsung ke isi"
    box = skip.bounding_box()
    assert box
    assert box["height"] >= 24
    keys.keyboard.press("Enter")
    keys.keyboard.press("Tab")
    assert keys.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_rest_of_the_menu_opens_and_closes(melayu: str, keys: Page) -> None:
    keys.goto(melayu)
    keys.locator(".more summary").focus()
    assert not keys.locator(".more a").first.is_visible()
    keys.keyboard.press("Enter")
    first = keys.locator(".more a").first
    assert first.is_visible()
    keys.keyboard.press("Tab")
    assert text_of_focus(keys) == first.inner_text().strip()
    keys.keyboard.press("Shift+Tab")
    keys.keyboard.press("Space")
    assert not first.is_visible()


FILM = "/galeri/galeri-lomba-perahu.html"
IN_VIEW = """() => [...document.querySelectorAll('.film li')].filter(e => {
  const box = e.getBoundingClientRect(), film = e.parentNode.getBoundingClientRect()
  return box.left > film.left - 9 && box.right < film.right + 9
}).map(e => e.id)"""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_photos_follow_each_other_by_keyboard(melayu: str, chromium: Browser, script: bool) -> None:
    context = chromium.new_context(
        viewport={"width": 400, "height": 700}, java_script_enabled=script, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(melayu + FILM)
    page.locator("#foto-1 figcaption a").focus()
    page.keyboard.press("Enter")
    wait_until(page, IN_VIEW, ["foto-2"])
    page.keyboard.press("Tab")  # the picture itself, whole
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#foto-3"
    page.keyboard.press("Enter")
    wait_until(page, IN_VIEW, ["foto-3"])
    context.close()


def test_photos_are_swiped(melayu: str, chromium: Browser) -> None:
    """A finger moves the film, and it rests on a picture, not between two."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(melayu + FILM)
    film = page.locator(".film")
    film.scroll_into_view_if_needed()
    box = film.bounding_box()
    assert box
    touch = context.new_cdp_session(page)
    touch.send(
        "Input.synthesizeScrollGesture",
        {"x": box["x"] + 250, "y": box["y"] + 60, "xDistance": -230, "yDistance": 0, "speed": 900},
    )
    wait_until(page, IN_VIEW, ["foto-2"])
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    context.close()


def test_a_post_is_kept_and_let_go(melayu: str, keys: Page) -> None:
    keys.goto(f"{melayu}/berita/pasar-subuh-pindah.html")
    button = keys.locator("[data-save]")
    button.wait_for()
    before = button.inner_text()
    button.focus()
    keys.keyboard.press("Enter")
    saved = button.get_attribute("data-saved")
    assert saved
    expect(keys.locator(":focus")).to_have_text(saved)
    keys.keyboard.press("Space")
    expect(keys.locator(":focus")).to_have_text(before)


def test_the_slide_show_is_left_by_keyboard_as_it_is_run(melayu: str, keys: Page) -> None:
    """Keys that run it do not take the keys of its buttons away."""
    keys.goto(f"{melayu}/papan/index.html")
    at = "document.querySelector('.slide:not([hidden])').textContent"
    first = keys.evaluate(at)
    keys.locator("[data-step='1']").focus()
    keys.keyboard.press("Enter")
    assert keys.evaluate(at) != first
    keys.keyboard.press("ArrowLeft")
    assert keys.evaluate(at) == first
    pause = keys.locator("[data-pause]")
    pause.focus()
    word = pause.inner_text()
    keys.keyboard.press("Space")
    assert pause.inner_text() != word
    keys.locator(".deck a").focus()
    keys.keyboard.press("Enter")
    keys.wait_for_url(f"{melayu}/index.html")
