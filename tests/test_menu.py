"""A menu leads to what is there."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kimgen.frontmatter import parse_post
from kimgen.load_theme import load_theme, theme_folders
from kimgen.markdown import engine
from kimgen.model import Decree, Hosts, Kim, MenuEntry, Portal
from kimgen.resolve import destination
from kimgen.site import Options, SiteResult, SiteSource, build_site
from kimgen.validate import read_post, village

MELAYU, _ = village("64.02.06.1005", None)


def build(*targets: str, posts: tuple[str, ...] = ("berita",)) -> SiteResult:
    kim = Kim(
        label="kim-melayu", folder="a/b/kim-melayu", village=MELAYU, name="KIM Melayu",
        number="640206100501", decree=Decree("1"),
        menu=tuple(MenuEntry(target.title(), target) for target in targets),
    )  # fmt: skip
    reads = tuple(
        read_post(
            parse_post(
                f"---\njudul: A\njenis: {kind}\n---\n\nIsi.\n".encode(), f"posts/2026-11-2{n}-a.md"
            ),
            kim,
            Portal(),
        )
        for n, kind in enumerate(posts)
    )
    pages = (parse_post(b"---\njudul: Sejarah\n---\n\nDulu.\n", "pages/sejarah.md"),)
    source = SiteSource(kim, Portal(), Hosts(), reads, pages, ())
    theme = load_theme("lontar", theme_folders(None))
    return build_site(source, theme, Options(date(2026, 11, 24)), engine("auto"))


def menu(made: SiteResult, page: str = "index.html") -> tuple[list[str], list[str]]:
    """Addresses in sight, and under "Lainnya"."""
    (html,) = (file.content.decode() for file in made.files if file.path == page)
    nav = html.partition('<nav class="nav"')[2].partition("</nav>")[0]
    sight, _, more = nav.partition("<details>")
    return tuple(re.findall(r'<li><a href="([^"]*)"', part) for part in (sight, more))  # type: ignore[return-value]


def test_what_nobody_has_written_yet_is_left_out_until_somebody_does() -> None:
    made = build("lapak", "berita", "sejarah")
    assert menu(made)[0] == ["berita/index.html", "sejarah.html"]
    assert not made.found
    made = build("lapak", "berita", "sejarah", posts=("berita", "lapak"))
    assert menu(made)[0] == ["lapak/index.html", "berita/index.html", "sejarah.html"]


def test_where_nothing_is_left_the_menu_is_the_usual_one() -> None:
    assert menu(build("usulan"))[0] == menu(build())[0]


def test_a_misspelt_page_is_left_out_and_told() -> None:
    made = build("sejarrah")
    (found,) = made.found
    assert (found.code, found.location.path) == ("link-broken", "content/a/b/kim-melayu/kim.yaml")
    assert dict(found.params)["target"] == "sejarrah"
    assert "sejarrah.html" not in menu(made)[0]


@pytest.mark.parametrize("posts", [(), ("berita",), ("agenda", "galeri", "dokumen")])
def test_every_entry_leads_to_a_page_of_the_site(posts: tuple[str, ...]) -> None:
    kinds = ("berita", "agenda", "galeri", "arsip", "cari", "cetak", "papan", "profil", "beranda")
    made = build(*kinds, posts=posts)
    paths = {file.path for file in made.files}
    sight, more = menu(made)
    assert sight
    assert {*sight, *more} <= paths


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://contoh.example/a", "https://contoh.example/a"),
        ("mailto:a@contoh.example", "mailto:a@contoh.example"),
        ("Berita", "berita/index.html"),
        ("lapak", ""),
        ("profil.html", "profil.html"),
        ("pages/x", None),
        ("javascript:alert(1)", None),
    ],
)
def test_where_an_entry_leads(text: str, found: str | None) -> None:
    assert destination(text, {"berita"}, ()) == found
