"""An exported site in a browser, from its folder: every link opens, the search finds."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.conftest import Once
from tests.support import ROOT
from tests.support.chromium import record_troubles
from tests.support.sample import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LABEL = "kim-melayu-berkarya"


@pytest.fixture(scope="module")
def card(once: Once) -> Path:
    """What somebody has who opened the zip file on a card: sized so that old posts stay behind."""

    def work(folder: Path) -> None:
        command = [sys.executable, "-m", "kimgen", "export", LABEL, "--zip", "--today", TODAY]
        command += ["--content", str(ROOT / "content"), "--themes", str(ROOT / "themes")]
        command += ["--max-size", "1.8 MB", "--output", str(folder / "situs.zip")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "tidak ikut" in done.stdout
        with zipfile.ZipFile(folder / "situs.zip") as archive:
            archive.extractall(folder)

    return once("kartu", work) / LABEL


def test_every_link_opens_from_the_folder(card: Path, page: Page) -> None:
    troubles = record_troubles(page, own="file://")
    waiting, seen = [(card / "index.html").as_uri()], set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        page.goto(url)
        found = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
        for link in found:
            parts = urlsplit(link)
            if parts.scheme == "file":
                name = link.partition("#")[0]
                assert Path(parts.path).is_file(), f"{url} leads to {link}"
                if name.endswith(".html"):
                    waiting.append(name)
    assert len(seen) > 20
    # what a page still asked for when it was left is no trouble
    assert not [trouble for trouble in troubles if "ERR_ABORTED" not in trouble]
    pages = {path.as_uri() for path in card.rglob("*.html")}
    assert pages == seen, "a page that no link leads to"


def test_the_search_finds_without_a_network(card: Path, page: Page) -> None:
    page.goto((card / "index.html").as_uri())
    page.click("a[href='cari.html']")
    page.fill("input[type=search]", "pasar")
    page.wait_for_selector("text=Pasar subuh pindah")
    page.click("text=Pasar subuh pindah")
    page.wait_for_load_state()
    assert page.url.endswith("berita/pasar-subuh-pindah.html")
