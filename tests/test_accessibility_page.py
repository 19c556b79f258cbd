"""aksesibilitas.html: every site says who can use it, how, and whom to tell what is in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kimgen.frontmatter import parse_post
from kimgen.load_theme import load_theme, theme_folders
from kimgen.markdown import engine
from kimgen.model import Decree, Hosts, Kim, Portal
from kimgen.site import Options, SiteSource, build_site
from kimgen.validate import read_post, village

PATH = "aksesibilitas.html"
MELAYU, _ = village("64.02.06.1005", None)
KIM = Kim(
    label="kim-melayu", folder="a/b/kim-melayu", village=MELAYU, name="KIM Melayu",
    number="640206100501", decree=Decree("1"), email="kim@contoh.example",
)  # fmt: skip
POST = "---\njudul: Rapat\nbahasa: min\n---\n\nIsi.\n"


def files(kim: Kim = KIM, posts: tuple[str, ...] = (POST,), own: str = "") -> dict[str, str]:
    reads = tuple(
        read_post(parse_post(text.encode(), f"posts/2026-11-2{n}-a.md"), kim, Portal())
        for n, text in enumerate(posts)
    )
    texts = (parse_post(own.encode(), "pages/aksesibilitas.md"),) if own else ()
    source = SiteSource(kim, Portal(), Hosts(), reads, texts, ())
    theme = load_theme("lontar", theme_folders(None))
    made = build_site(source, theme, Options(date(2026, 11, 24)), engine("auto"))
    assert all(item.code == "kim-empty" for item in made.found)
    return {f.path: f.content.decode() for f in made.files if f.path.endswith((".html", ".xml"))}


def test_every_page_leads_there_from_its_foot() -> None:
    made = files()
    for path, page in made.items():
        if path.endswith(".html") and not path.startswith("papan/"):
            root = "/" if path == "404.html" else "../" * path.count("/")
            assert f'<a href="{root}{PATH}">Aksesibilitas</a>' in page, path
    assert f"/{PATH}</loc>" in made["sitemap.xml"]


def test_it_says_whom_to_tell() -> None:
    main = files()[PATH].partition("<main")[2].partition("</main>")[0]
    assert 'href="mailto:kim@contoh.example"' in main
    nobody = files(replace(KIM, email=""))[PATH].partition("<main")[2].partition("</main>")[0]
    assert "mailto:" not in nobody
    assert "kantor desa" in nobody


def test_it_names_languages_and_only_the_keys_that_do_something() -> None:
    full, empty = files()[PATH], files(posts=())[PATH]
    assert "Bahasa situs ini: Indonesia. Ada juga tulisan berbahasa Minangkabau." in full
    assert "<kbd>Spasi</kbd>" in full
    assert "berbahasa" not in empty
    for key in ("<kbd>/</kbd>", "<kbd>Spasi</kbd>"):
        assert key not in empty


def test_in_english_it_is_english() -> None:
    page = files(replace(KIM, lang="en"))[PATH]
    assert "<h2>With a keyboard</h2>" in page
    assert 'lang="id"' not in page.partition("<main")[2].partition("</main>")[0]


def test_a_kim_adds_to_it() -> None:
    made = files(own="---\njudul: Bagi semua\n---\n\nBalai kami punya jalur kursi roda.\n")
    page = made[PATH]
    assert "<h1>Bagi semua</h1>" in page
    assert "kursi roda" in page
    assert "Yang sudah bisa" in page
    menu = made["index.html"].partition("<nav")[2].partition("</nav>")[0]
    assert PATH not in menu


def test_a_retired_site_has_none() -> None:
    made = files(replace(KIM, status="dicabut"))
    assert PATH not in made
    assert PATH not in made["index.html"]
