"""Sites in the languages of the villages, as a browser shows them: language and direction of each
part, words of dates that the browser does not know, digits of Jawi, and nothing too wide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kimgen.build import Settings, build
from kimgen.translate import LANGUAGES, words_of
from tests.support.nation import label, write, write_kims
from tests.support.sample import Sample
from tests.support.server import SiteServer, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TODAY = date(2026, 11, 24)
TONGUES = (*LANGUAGES, "bbc")
"""The last has no catalogue."""
JAWI = "ڤنن ڤادي دناݢاري ڤرياڠن"
POSTS = {
    "2026-11-23-kemarin": "judul: Panen kemarin\n---\nHasilnya naik.\n",
    "2026-11-22-jawi": f"judul: {JAWI}\nbahasa: ms-Arab\n---\nكامي برجالن ك ڤاسر.\n\n1. ساتو\n",
    "2026-11-21-indonesia": "judul: Tulisan berbahasa Indonesia\nbahasa: id\n---\nIsinya.\n",
    "2026-11-18-rapat": (
        "judul: Rapat RT\njenis: agenda\nmulai: 2026-11-27 09.00\n---\nDatanglah.\n"
    ),
    "2026-11-15-madu": "judul: Madu\njenis: lapak\nharga: 1250000\nsatuan: drum\n---\nManis.\n",
}
KIM = (
    'nama: KIM Uji {}\nnomor_induk: "13040920{:04}"\nstatus: terdaftar\nbahasa: {}\n'
    'sk: {{nomor: "1/2025", tanggal: 2025-03-01}}\nkontak: {{whatsapp: "081234567890"}}\n'
)


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    root = tmp_path_factory.mktemp("tongues")
    write(root, "content/portal.yaml", "judul: Portal uji\nkartu: tidak\nbahasa: su\n")
    write_kims(root, (KIM.format(n, n, lang) for n, lang in enumerate(TONGUES)), POSTS)
    report = build(Settings(root / "content", root / "output", today=TODAY, executor="serial"))
    assert not report.errors, {(item.code, item.params) for item in report.found}
    with serve(Sample(root / "output")) as server:
        yield server


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="en-US", service_workers="block",
        timezone_id="Asia/Jakarta",
    )  # fmt: skip
    context.clock.set_fixed_time("2026-11-24T03:05:00Z")
    yield context.new_page()
    context.close()


def _files(server: SiteServer, lang: str) -> dict[str, Path]:
    site = server.sample.root / next(
        host for host in server.sample.hosts if host.startswith(label(TONGUES.index(lang)) + ".")
    )
    return {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}


def _open(page: Page, server: SiteServer, lang: str, path: str) -> None:
    page.goto(server.url(_files(server, lang)[path]))


def _in(page: Page, selector: str) -> tuple[str, str]:
    """The language and the direction that hold for the first of `selector`."""
    found = page.locator(selector).first.evaluate(
        "e => [e.closest('[lang]').lang, getComputedStyle(e).direction]"
    )
    return found[0], found[1]


@pytest.mark.parametrize("lang", TONGUES)
def test_every_part_says_its_language(lang: str, nation: SiteServer, phone: Page) -> None:
    _open(phone, nation, lang, "berita/index.html")
    way = "rtl" if lang == "ms-Arab" else "ltr"
    spoken = "id" if lang == "bbc" else lang
    root = phone.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (lang, way)
    assert _in(phone, ".nav a") == (spoken, way)
    own = phone.locator("article", has_text="Panen kemarin")
    assert own.evaluate("e => e.closest('[lang]').lang") == lang
    assert _in(phone, f"article:has-text('{JAWI}') h2") == ("ms-Arab", "rtl")
    assert _in(phone, f"article:has-text('{JAWI}') time") == (spoken, way)
    assert _in(phone, "article:has-text('berbahasa') h2") == ("id", "ltr")
    _open(phone, nation, lang, "berita/jawi.html")
    assert _in(phone, "article h1") == ("ms-Arab", "rtl")
    style = phone.locator(".prose ol").evaluate("e => getComputedStyle(e).listStyleType")
    assert style == "arabic-indic"
    turn = phone.locator(".turn a", has_text="berbahasa Indonesia")
    # the title of a post in another language, not the word before it
    inner = turn.evaluate("e => e.lastElementChild.closest('[lang]').lang")
    assert inner == "id"


@pytest.mark.parametrize("lang", TONGUES)
def test_nothing_is_wider_than_the_phone(lang: str, nation: SiteServer, phone: Page) -> None:
    for path, file in _files(nation, lang).items():
        if path in ("404.html", "papan/index.html"):
            continue
        phone.goto(nation.url(file))
        wide = phone.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, f"{lang} {path}: {wide}"


FAR = {
    "id": ("kemarin", "Senin, 23 November 2026", "3 hari lagi"),
    "en": ("yesterday", "Monday, November 23, 2026", "in 3 days"),
    "jv": ("wingi", "Senin, 23 November 2026", "3 dina maneh"),
    "min": ("kapatang", "Sinayan, 23 Nopember 2026", "3 hari lai"),
    "bjn": ("kamarian", "Sanayan, 23 Nupimbir 2026", "3 hari lagi"),
    "mad": ("bâri'", "Senin, 23 Novèmber 2026", "3 arè agghi'"),
    "ms-Arab": ("سمالم", "اثنين، ٢٣ نوۏيمبر ٢٠٢٦", "٣ هاري لاݢي"),
    "bbc": ("kemarin", "Senin, 23 November 2026", "3 hari lagi"),
}


@pytest.mark.parametrize("lang", FAR)
def test_distances_in_days_are_said_in_the_language(
    lang: str, nation: SiteServer, phone: Page
) -> None:
    yesterday, day, ahead = FAR[lang]
    _open(phone, nation, lang, "berita/kemarin.html")
    note = phone.locator(".reading .ago").first
    note.hover()
    assert (note.inner_text(), note.get_attribute("title")) == (yesterday, day)
    _open(phone, nation, lang, "agenda/rapat.html")
    assert phone.locator(".box .ago").first.inner_text() == ahead


def test_the_clock_on_the_wall_speaks_the_language(nation: SiteServer, phone: Page) -> None:
    said = {
        "id": "Selasa, 24 November pukul 10.05",
        "su": "Salasa, 24 Nopémber, 10.05",
        "ms-Arab": "ثلاث، ٢٤ نوۏيمبر، ١٠:٠٥",
        "bbc": "Selasa, 24 November pukul 10.05",
    }
    for lang, text in said.items():
        _open(phone, nation, lang, "papan/index.html")
        assert phone.locator("#clock").inner_text() == text


def test_amounts_and_numbers_in_jawi(nation: SiteServer, phone: Page) -> None:
    _open(phone, nation, "ms-Arab", "lapak/madu.html")
    assert phone.locator(".price b").inner_text() == "Rp ١٬٢٥٠٬٠٠٠"
    number = phone.locator(".foot a[href*='wa.me']")
    assert number.inner_text() == "\u2066+6281234567890\u2069"
    order = phone.locator("a.big").get_attribute("href")
    assert order is not None
    assert "Rp%201.250.000" in order  # who sells reads Indonesian
    _open(phone, nation, "ms-Arab", "arsip/index.html")
    assert "٢٠٢٦" in phone.locator("main").inner_text()


@pytest.mark.parametrize("lang", TONGUES)
def test_a_translation_that_nobody_checked_says_so(
    lang: str, nation: SiteServer, phone: Page
) -> None:
    _open(phone, nation, lang, "index.html")
    said = words_of(lang)("Terjemahan antarmuka ini belum diperiksa penutur asli.")
    shown = phone.locator(".colophon").inner_text()
    assert (said in shown) == (lang not in ("id", "en", "bbc"))


def test_the_portal_speaks_it_too(nation: SiteServer, phone: Page) -> None:
    portal = nation.sample.root / "kim.id"
    phone.goto(nation.url(portal / "index.html"))
    assert phone.locator("html").get_attribute("lang") == "su"
    assert "Béja pang anyarna ti désa" in phone.locator("main").inner_text()
    phone.goto(nation.url(portal / "kabar.html"))
    first = phone.locator(f".news article:has-text('{JAWI}')").first
    assert first.get_attribute("lang") == "ms-Arab"
    assert first.get_attribute("dir") == "rtl"
