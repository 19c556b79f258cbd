"""What a page is read to load, and what it is read to weigh."""

from __future__ import annotations

from pathlib import Path

import pytest

from kimgen.budget import weigh_site
from kimgen.weight import (
    LIMITS,
    host_of,
    is_font,
    kind_of,
    read_page,
    read_script,
    read_style,
    sent,
)


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="stylesheet" href="{}">',
        '<link rel="preconnect" href="{}">',
        '<link rel="dns-prefetch" href="{}">',
        '<link rel="alternate stylesheet" href="{}">',
        '<link rel="icon" href="{}">',
        '<link rel="preload" as="image" imagesrcset="{} 2x" href="a.png">',
        '<script src="{}"></script>',
        '<img src="{}">',
        '<img src="a.png" srcset="b.png 1x, {} 2x">',
        '<picture><source srcset="{}"></picture>',
        '<iframe src="{}"></iframe>',
        '<video poster="{}"></video>',
        '<object data="{}"></object>',
        '<svg><image href="{}"/></svg>',
        '<svg><use xlink:href="{}#a"/></svg>',
        '<p style="background: url({})">',
        '<style>@import "{}";</style>',
        '<a ping="{}" href="/">x</a>',
    ],
)
def test_what_is_loaded_from_elsewhere_is_seen(markup: str) -> None:
    for address in ("https://jauh.example/a", "//jauh.example/a", "HTTPS://Jauh.Example/a"):
        loads = read_page(markup.format(address))
        assert "jauh.example" in {host_of(one) for one in loads.addresses}


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://jauh.example/">x</a>',
        '<link rel="canonical" href="https://jauh.example/">',
        '<link rel="alternate" type="application/atom+xml" href="https://jauh.example/f">',
        '<meta property="og:image" content="https://jauh.example/a.jpg">',
        '<script type="application/ld+json">{"url": "https://jauh.example/"}</script>',
        '<template><script src="https://jauh.example/a.js"></script></template>',
        '<img src="data:image/png;base64,AA==">',
        '<blockquote cite="https://jauh.example/">x</blockquote>',
        "<p>https://jauh.example/a.js</p>",
        "<!-- <img src=https://jauh.example/a> -->",
    ],
)
def test_what_is_only_named_is_not_taken_for_loaded(markup: str) -> None:
    assert not {host_of(one) for one in read_page(markup).addresses} - {""}


def test_style_sheets_are_read_with_what_they_import() -> None:
    sheet = """@import "a.css"; @import url(b.css); @import url('c.css') print;
    p { background: url( "d.png" ) } /* url(e.png) @import "f.css" */"""
    loads = read_style(sheet)
    assert loads.styles == ["a.css", "b.css", "c.css"]
    assert loads.addresses == [*loads.styles, "d.png"]


def test_scripts_are_read_with_what_they_import() -> None:
    script = """import a from "./a.js"; import {b, c} from './b.mjs'; import './c.js';
    importScripts('d.js'); const later = () => import("./e.js"); say('f.js');"""
    assert read_script(script) == ["./a.js", "./b.mjs", "./c.js", "d.js", "./e.js"]


def test_fonts_are_known_by_name_and_in_data() -> None:
    assert is_font("aset/a.WOFF2?v=1#x")
    assert is_font("data:font/woff2;base64,AA==")
    assert is_font("data:application/x-font-ttf;base64,AA==")
    assert not is_font("data:image/svg+xml,%3Csvg")
    assert not is_font("font.css")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "home"),
        ("profil.html", "other"),
        ("cetak/index.html", "other"),
        ("berita/index.html", "list"),
        ("berita/index.2.html", "list"),
        ("berita/panen-raya.html", "post"),
        ("lapak/kopi.html", "post"),
        ("arsip/2026-11.2.html", "list"),
        ("tag/kopi.html", "list"),
    ],
)
def test_pages_have_a_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def _site(root: Path, **files: str) -> Path:
    folder = root / "kim-x.kim.id"
    for name, text in files.items():
        target = folder / name.replace("__", "/").replace("_", ".")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def _noise(count: int) -> str:
    return " ".join(f"{n * n * 7919 % 1000003:x}" for n in range(count))


def test_a_page_weighs_its_markup_and_each_style_sheet_once(tmp_path: Path) -> None:
    style = f"/* {_noise(500)} */"
    page = (
        '<link rel="stylesheet" href="aset/a.css"><link rel="stylesheet" href="/aset/a.css">'
        '<link rel="stylesheet" href="https://kim-x.kim.id/aset/b.css"><main>Halo</main>'
    )
    folder = _site(
        tmp_path, index_html=page, aset__a_css=style, aset__b_css='@import "a.css"; p { top: 0 }'
    )
    site = weigh_site(folder, "content/x")
    (home,) = site.pages
    parts = [
        sent((folder / path).read_bytes()) for path in ("index.html", "aset/a.css", "aset/b.css")
    ]
    assert home.size == sum(parts)
    assert home.most == ("aset/a.css", parts[1])
    assert not list(site.findings())


def test_the_text_of_a_post_is_free_and_what_a_theme_puts_around_it_is_not(tmp_path: Path) -> None:
    words = _noise(20_000)  # far more than a page may weigh
    assert sent(words.encode()) > 2 * LIMITS["post"]
    cells = "".join(f"<tr><td>{word}</td></tr>" for word in words.split())
    page = "<main><article>{}</article></main>"
    folder = _site(
        tmp_path,
        berita__teks_html=page.format(f"<p>{words}</p>"),
        berita__tabel_html=page.format(f"<table>{cells}</table>"),
        berita__hiasan_html=page.format(f'<svg><path d="{words}"></path></svg>'),
        berita__kelas_html=page.format(f'<p class="{words}">Halo</p>'),
        berita__sesudah_html=page.format("Halo") + f"<footer>{words}</footer>",
    )
    over = [
        page.path.rpartition("/")[2]
        for page in weigh_site(folder, "x").pages
        if page.size > page.limit
    ]
    assert over == ["hiasan.html", "kelas.html", "sesudah.html"]


def test_a_finding_names_the_worst_page_and_counts_the_others(tmp_path: Path) -> None:
    heavy = "<main>x</main><footer>{}</footer>"
    folder = _site(
        tmp_path,
        index_html=heavy.format(_noise(9_000)),
        berita__a_html=heavy.format(_noise(9_000)),
        berita__b_html=heavy.format(_noise(12_000)),
        profil_html=heavy.format(_noise(12_000)),
    )
    found = [dict(item.params) for item in weigh_site(folder, "content/x").findings()]
    assert [(item["page"], item["more"]) for item in found] == [
        ("kim-x.kim.id/index.html", ""),
        ("kim-x.kim.id/berita/b.html", "1"),
    ]


def test_a_worker_counts_and_search_does_not(tmp_path: Path) -> None:
    page = (
        '<script src="aset/a.js" defer></script><script>halo()</script>'
        '<template><script src="aset/cari.js"></script></template>'
    )
    folder = _site(
        tmp_path,
        index_html=page,
        aset__a_js="a",
        aset__b_js="b" * 100,
        aset__cari_js=_noise(9_000),
        sw_js="importScripts('aset/b.js')",
    )
    (home,) = weigh_site(folder, "x").pages
    files = [(folder / name).read_bytes() for name in ("aset/a.js", "sw.js", "aset/b.js")]
    assert home.scripts == sum(map(sent, [*files, b"halo()"]))


def test_documents_to_download_are_no_pages(tmp_path: Path) -> None:
    folder = _site(
        tmp_path,
        index_html="<main></main>",
        berkas__huruf_ttf="x",
        berkas__a_html="<img src=//a.example/x>",
    )
    site = weigh_site(folder, "x")
    assert [page.path for page in site.pages] == ["kim-x.kim.id/index.html"]
    assert not list(site.findings())
