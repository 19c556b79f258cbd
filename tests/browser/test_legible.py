"""Texts are set to be read: measure and size of lines, hyphens, dates, and nothing that somebody
writes makes a page wider than the phone that it is read on.

One nation, a KIM for each theme, all of them with the same content that is hard to set.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kimgen.build import Settings, build
from tests.support.nation import label, write, write_kims
from tests.support.sample import Sample
from tests.support.server import SiteServer, serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

THEMES = ("lontar", "pesisir", "balai")
TODAY = date(2026, 11, 24)
PHONE, DESK = 360, 1280

WORD = "ke" * 60
"""A word as long as a title or a name may have one."""
ENDLESS = "panjang" * 43
ADDRESS = "https://contoh.example/" + "berkas-yang-namanya-panjang-sekali/" * 8 + "?a=" + "9" * 150
JAWI = "كومونيتي ماكلومت مشاركت ملايو برکاريا تڠڬارڠ سبرڠ"
PLAIN = (
    "Warga dusun memanen padi di sawah yang baru diairi lagi sesudah saluran dibersihkan bersama, "
    "lalu hasilnya ditimbang di balai desa dan dibagi menurut luas tanah tiap keluarga. "
)
TABLE = "| Nama | " + " | ".join(f"Bulan {n}" for n in range(1, 19)) + " |\n|" + "---|" * 19 + "\n"
TABLE += "| Beras merah | " + " | ".join("1.250.000" for _ in range(18)) + " |\n"

POSTS = {
    "2026-11-23-kemarin": f"judul: Panen kemarin\n---\n{PLAIN * 6}\n\n{PLAIN * 4}\n",
    "2026-11-20-sulit": (
        f"judul: Tulisan {WORD}\ntag: [{WORD}, padi]\npewarta: {WORD}\nsumber: {WORD}\n---\n"
        f"{ENDLESS}\n\n<{ADDRESS}>\n\n{ADDRESS}\n\n**{ENDLESS}** [{ENDLESS}]({ADDRESS})\n\n"
        f"## {ENDLESS}\n\n### Bagian dua\n\n## Bagian tiga\n\n- {ENDLESS}\n- `{ENDLESS}`\n\n"
        f"> {ENDLESS}\n\n```\n{ENDLESS}\n```\n\n{TABLE}\n"
        f"| Kata |\n|---|\n| {ENDLESS} |\n\nCatatan[^1]\n\n[^1]: {ADDRESS}\n"
    ),
    "2026-11-19-jawi": f"judul: {JAWI}\nbahasa: ms-Arab\n---\n{JAWI} {JAWI}\n\n{TABLE}\n",
    "2026-11-18-rapat": (
        f"judul: Rapat {WORD}\njenis: agenda\n"
        f"mulai: 2026-11-27 09.00\ntempat: {WORD}\n---\nDatang.\n"
    ),
    "2026-11-17-usul": (
        f"judul: Usul {WORD}\njenis: usulan\nstatus: masuk\ninstansi: {WORD}\n---\nMohon.\n"
    ),
    "2026-11-16-kabar": (
        f"judul: Kabar {WORD}\njenis: klarifikasi\nklaim: {ENDLESS[:250]}\nputusan: salah\n"
        f"rujukan: [{ADDRESS}]\n---\nTidak benar.\n"
    ),
    "2026-11-15-jual": (
        f"judul: Jual {WORD}\njenis: lapak\n"
        f"harga: 1250000000\nsatuan: {'karung' * 6}\n---\nMurah.\n"
    ),
    "2026-11-14-umum": (
        f"judul: Umum {WORD}\njenis: pengumuman\nberlaku_sampai: 2026-12-20\n---\n{ENDLESS}\n"
    ),
}
KIM = (
    f'nama: KIM {WORD}\nnomor_induk: "13040920{{:04}}"\nstatus: terdaftar\n'
    'sk: {{nomor: "1/2025", tanggal: 2025-03-01}}\ntema: {}\n'
    f"pengurus:\n  - {{{{nama: {WORD}, jabatan: {WORD}}}}}\nalamat: {WORD}\n"
    "surel: seorang.pengurus.dengan.nama.panjang.sekali@contoh-kelompok-informasi.example\n"
)


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    root = tmp_path_factory.mktemp("legible")
    write(root, "content/portal.yaml", "judul: Portal uji\nkartu: tidak\n")
    write_kims(root, (KIM.format(*numbered) for numbered in enumerate(THEMES)), POSTS)
    report = build(Settings(root / "content", root / "output", today=TODAY, executor="serial"))
    assert not report.errors, {(item.code, item.params) for item in report.found}
    assert report.posts == len(THEMES) * len(POSTS)
    with serve(Sample(root / "output")) as server:
        yield server


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": PHONE, "height": 740}, locale="id-ID", service_workers="block",
        timezone_id="Asia/Jayapura",
    )  # fmt: skip
    context.clock.set_fixed_time("2026-11-24T03:00:00Z")
    yield context.new_page()
    context.close()


def _pages(server: SiteServer, theme: str) -> list[Path]:
    host = next(h for h in server.sample.hosts if h.startswith(label(THEMES.index(theme)) + "."))
    return sorted((server.sample.root / host).rglob("*.html"))


def _open(page: Page, server: SiteServer, theme: str, path: str) -> None:
    pages = {server.sample.place(file)[1]: file for file in _pages(server, theme)}
    page.goto(server.url(pages[f"{path}.html"]))


_WIDER = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return ''
  const far = [...document.body.querySelectorAll('*')].filter(e => {
    const box = e.getBoundingClientRect()
    return (box.right > width + 1 || box.left < -1) && !e.closest('.table-scroll, pre, .hide')
  })
  const shown = far.slice(-3).map(e => e.outerHTML.slice(0, 90)).join(' ;; ')
  return document.documentElement.scrollWidth + ': ' + shown
}"""


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_written_makes_a_page_wider_than_the_phone(
    theme: str, nation: SiteServer, phone: Page
) -> None:
    wide = []
    phone.set_viewport_size({"width": 320, "height": 640})
    for file in _pages(nation, theme):
        phone.goto(nation.url(file))
        if said := phone.evaluate(_WIDER):
            wide.append(f"{nation.sample.place(file)[1]}: {said}")
    assert not wide, "\n".join(wide)


def test_a_page_that_is_too_wide_is_seen(phone: Page) -> None:
    phone.set_content(f"<main><p>{ENDLESS}</p></main>")
    assert phone.evaluate(_WIDER)


_SETTING = """() => {
  const text = document.querySelector('.prose p'), style = getComputedStyle(text)
  const range = document.createRange(), node = text.firstChild, lines = new Map()
  for (let n = 0; n < node.length; n++) {
    range.setStart(node, n)
    range.setEnd(node, n + 1)
    const box = range.getBoundingClientRect()
    lines.set(Math.round(box.top), 1 + (lines.get(Math.round(box.top)) || 0))
  }
  const counts = [...lines.values()].slice(0, -1)
  return {
    size: parseFloat(style.fontSize),
    height: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
    letters: counts.reduce((sum, n) => sum + n, 0) / counts.length,
    hyphens: style.hyphens, lang: text.closest('[lang]').lang
  }
}"""


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_set_to_be_read(theme: str, nation: SiteServer, phone: Page) -> None:
    _open(phone, nation, theme, "berita/kemarin")
    set_ = phone.evaluate(_SETTING)
    assert 17 <= set_["size"] <= 18.1, set_
    assert set_["height"] == pytest.approx(1.6, abs=0.05)
    assert (set_["hyphens"], set_["lang"]) == ("auto", "id")
    phone.set_viewport_size({"width": DESK, "height": 800})
    set_ = phone.evaluate(_SETTING)
    assert 62 <= set_["letters"] <= 72, set_
    assert set_["height"] == pytest.approx(1.6, abs=0.05)


_SCROLLED = """e => new Promise(done => {
  const look = () => e.scrollLeft ? done() : setTimeout(look, 30)
  look()
})"""


@pytest.mark.parametrize("theme", THEMES)
def test_a_wide_table_scrolls_inside_itself_by_keyboard_too(
    theme: str, nation: SiteServer, phone: Page
) -> None:
    for path in ("berita/sulit", "berita/jawi"):
        _open(phone, nation, theme, path)
        box = phone.locator(".table-scroll").first
        assert box.get_attribute("aria-label")
        assert box.get_attribute("role") == "region"
        assert box.evaluate("e => e.scrollWidth > e.clientWidth + 100")
        box.focus()
        assert box.evaluate("e => e === document.activeElement && e.matches(':focus-visible')")
        key = "ArrowLeft" if path.endswith("jawi") else "ArrowRight"
        for _ in range(3):
            phone.keyboard.press(key)
        box.evaluate(_SCROLLED)


@pytest.mark.parametrize("theme", THEMES)
def test_dates_say_how_far_they_are_and_tell_the_day_when_asked(
    theme: str, nation: SiteServer, phone: Page
) -> None:
    _open(phone, nation, theme, "berita/kemarin")
    moment, note = phone.locator(".reading time").first, phone.locator(".reading .ago").first
    assert moment.inner_text() == "Senin, 23 November 2026"
    assert note.inner_text() == "kemarin"
    _open(phone, nation, theme, "index")
    event = phone.locator(".event", has_text="Rapat").first
    assert event.locator(".ago").inner_text() == "3 hari lagi"
    event.locator(".ago").hover()
    assert event.locator(".ago").get_attribute("title") == "Jumat, 27 November 2026"
    news = phone.locator("article:not(.event)", has_text="Panen kemarin").first.locator(".ago")
    news.hover()
    assert news.get_attribute("title") == "Senin, 23 November 2026"


@pytest.mark.parametrize("theme", THEMES)
def test_a_post_says_how_long_it_takes(theme: str, nation: SiteServer, phone: Page) -> None:
    _open(phone, nation, theme, "berita/kemarin")
    assert phone.locator(".reading header").inner_text().endswith(" · 2 menit baca")
