"""`kimgen serve` in a real browser: names under localhost, reloads, the overlay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import record_troubles
from tests.support.preview import PATIENCE, POST, Served, serving, write, write_nation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_LONG = PATIENCE * 1000


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(write_nation(tmp_path)) as running:
        yield running


def test_a_page_reloads_after_a_save(served: Served, page: Page) -> None:
    origin = f"http://kim-satu.localhost:{served.port}"
    troubles = record_troubles(page, own=origin)
    page.goto(f"{origin}/")
    expect(page.locator("main")).to_contain_text("Kabar dari kim-satu")
    page.evaluate("window.before = true")
    with page.expect_event("load", timeout=_LONG):
        write(served.root, POST, "---\njudul: Judul yang baru\n---\nIsi.\n")
    expect(page.locator("main")).to_contain_text("Judul yang baru", timeout=_LONG)
    assert page.evaluate("window.before") is None
    # the stream of the page before is cut when it goes
    assert [line for line in troubles if "__kimgen/events" not in line] == []


def test_what_is_wrong_lies_over_the_page_until_it_is_mended(served: Served, page: Page) -> None:
    page.goto(f"http://kim-satu.localhost:{served.port}/")
    overlay = page.locator("#kimgen-overlay")
    expect(overlay).to_have_count(0)
    write(served.root, POST, "---\njudul: <b>Salah</b>\ntanggal: 2026-02-30\n---\nIsi.\n")
    expect(overlay).to_contain_text("date-invalid", timeout=_LONG)
    expect(overlay).to_contain_text("3:10")
    expect(overlay.locator("b")).to_have_count(0)
    # still there after the page has come anew
    page.reload()
    expect(overlay).to_contain_text("date-invalid", timeout=_LONG)
    overlay.click()
    expect(overlay).to_have_count(0)
    page.reload()
    expect(overlay).to_be_visible(timeout=_LONG)
    write(served.root, POST, "---\njudul: Benar lagi\n---\nIsi.\n")
    expect(page.locator("main")).to_contain_text("Benar lagi", timeout=_LONG)
    expect(overlay).to_have_count(0)


def test_a_page_that_nobody_watched_is_brought_up_to_date(tmp_path: Path, page: Page) -> None:
    """In a nation that is too large to be watched as a whole: opening the page is enough."""
    with serving(write_nation(tmp_path), "--most-folders", "0") as running:
        write(tmp_path, POST, "---\njudul: Disimpan sebelum dibuka\n---\nIsi.\n")
        page.goto(f"http://kim-satu.localhost:{running.port}/")
        main = page.locator("main")
        expect(main).to_contain_text("Disimpan sebelum dibuka", timeout=_LONG)
        write(tmp_path, POST, "---\njudul: Disimpan sesudahnya\n---\nIsi.\n")
        expect(main).to_contain_text("Disimpan sesudahnya", timeout=_LONG)


def test_the_portal_leads_to_a_site(served: Served, page: Page) -> None:
    page.goto(f"http://localhost:{served.port}/")
    page.locator(f"main a[href^='http://kim-satu.localhost:{served.port}/']").first.click()
    page.wait_for_url(f"http://kim-satu.localhost:{served.port}/**", timeout=_LONG)
    expect(page.locator("main")).to_contain_text("Kabar dari kim-satu")


def test_a_name_that_is_not_there_lists_those_that_are(served: Served, page: Page) -> None:
    page.goto(f"http://kim-lain.localhost:{served.port}/")
    page.get_by_role("link", name="kim-dua").click()
    expect(page.locator("main")).to_contain_text("Kabar dari kim-dua", timeout=_LONG)
