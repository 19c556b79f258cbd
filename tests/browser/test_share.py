"""What a reader passes on: the text for a WhatsApp group, the address, the phone's own sheet."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from kimgen.qr import qr_code
from tests.support.server import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOST = "kim-melayu-berkarya.kim.id"
EVENT = "agenda/lomba-mewarnai-tepian.html"


def test_a_text_for_groups_and_the_address_are_copied(
    site_server: SiteServer, chromium: Browser
) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site_server.origin(HOST)}/{EVENT}")
    page.click("text=Salin teks")
    page.wait_for_selector("text=Teks tersalin")
    copied = page.evaluate("navigator.clipboard.readText()")
    title, when, place, *_, address = copied.split("\n")
    assert title == "*Lomba mewarnai dan dongeng di tepian*"
    assert when == "Sabtu, 5 Desember 2026, 08.00–11.30 WITA"
    assert place.startswith("Pelataran tepian")
    assert address == f"https://{HOST}/{EVENT}"
    link = page.get_attribute(".share a", "href")
    assert link is not None
    assert parse_qs(urlsplit(link).query) == {"text": [copied]}
    page.click("text=Salin tautan")
    page.wait_for_selector("text=Tautan tersalin")
    assert page.evaluate("navigator.clipboard.readText()") == address
    context.close()


def test_the_phones_own_sheet_is_offered_where_there_is_one(
    site_server: SiteServer, chromium: Browser
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site_server.origin(HOST)}/{EVENT}")
    button = page.locator("[data-share]")
    if page.evaluate("!navigator.share"):  # on a desktop without such a sheet
        assert not button.is_visible()
    page.add_init_script("navigator.share = async data => { self.passed = data }")
    page.reload()
    button.click()
    assert page.evaluate("self.passed") == {
        "title": "Lomba mewarnai dan dongeng di tepian",
        "url": f"https://{HOST}/{EVENT}",
    }
    context.close()


def test_a_post_on_paper_says_where_it_is(site_server: SiteServer, chromium: Browser) -> None:
    """By a code and in letters; neither takes room on a screen."""
    page = chromium.new_page()
    page.goto(f"{site_server.origin(HOST)}/{EVENT}")
    note = page.locator(".paper")
    assert not note.is_visible()
    page.emulate_media(media="print")
    assert note.is_visible()
    address = f"https://{HOST}/{EVENT}"
    assert note.inner_text().strip() == address
    assert note.locator("img").get_attribute("src") == qr_code(address)
    box = note.locator("img").bounding_box()
    assert box is not None
    assert box["width"] == box["height"] >= 90, "large enough for a phone"
    page.close()
