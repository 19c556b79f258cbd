"""What a theme must not leave out is missed, whatever else the page looks like."""

from __future__ import annotations

import pytest

from kimgen.themeparts import REASONS, lacks

GOOD = """<!DOCTYPE html><html lang="id"><head><meta name="viewport" content="x">
<script src="../aset/offline.0a.js"></script></head><body>
<a href="#isi">Langsung ke isi</a><a href="../index.html">KIM</a>
<main id="isi"><h1>Judul</h1><img src="a" alt="">
<p hidden><button data-save data-saved="a" data-failed="b">Simpan</button></p></main>
<a href="../aksesibilitas.html">Aksesibilitas</a>
<p class="fresh" hidden>Baru <button>Muat</button></p></body></html>"""
OFFLINE = GOOD.replace("aset/offline", 'aset/luring.1.js"></script><script src="aset/offline')
LISTS = '<ul data-list="saved"></ul><ul data-list="pages"></ul><p data-again data-unable></p>'


def test_a_good_page_lacks_nothing() -> None:
    assert lacks("berita/a.html", GOOD) == ()
    assert lacks("luring.html", OFFLINE.replace("</main>", f"{LISTS}</main>")) == ()


@pytest.mark.parametrize(
    ("path", "what", "instead", "reason"),
    [
        ("berita/a.html", ' lang="id"', "", "no-lang"),
        ("berita/a.html", '<meta name="viewport" content="x">', "", "no-viewport"),
        ("berita/a.html", "main", "div", "no-main"),
        ("berita/a.html", "h1", "h2", "no-heading"),
        ("berita/a.html", "<h1>", "<h1>Dua</h1><h1>", "no-heading"),
        ("berita/a.html", '<a href="#isi">Langsung ke isi</a>', "", "no-skip"),
        ("berita/a.html", "#isi", "#lain", "no-skip"),
        ("berita/a.html", ' alt=""', "", "no-alt"),
        ("berita/a.html", "aset/offline", "aset/lain", "no-worker"),
        ("berita/a.html", " hidden>Baru", ">Baru", "no-update"),
        ("berita/a.html", "<button>Muat</button>", "", "no-update"),
        ("berita/a.html", " data-save ", " ", "no-save"),
        ("berita/a.html", "aksesibilitas.html", "lain.html", "no-accessibility"),
        ("luring.html", "", "", "no-saved"),
        ("cari.html", "", "", "no-search"),
    ],
)
def test_what_is_lacking_is_named(path: str, what: str, instead: str, reason: str) -> None:
    found = lacks(path, GOOD.replace(what, instead) if what else GOOD)
    assert reason in found
    assert set(found) <= {reason, "no-skip"}
    assert reason in REASONS


def test_a_list_and_a_slide_show_need_less() -> None:
    page = GOOD.replace("data-save ", "")
    assert lacks("berita/index.html", page) == ()
    assert lacks("berita/index.2.html", page) == ()
    assert lacks("papan/index.html", page.replace("aset/offline", "aset/papan")) == ()
