"""The picture that a KIM chooses for the head of its front page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from kimgen.frontmatter import parse_yaml
from kimgen.load_theme import load_theme, theme_folders
from kimgen.markdown import engine
from kimgen.model import Decree, Hosts, Kim, Media, Portal, Variant
from kimgen.site import Options, SiteSource, build_site
from kimgen.validate import validate_kim, village

MELAYU, _ = village("64.02.06.1005", None)
KIM = Kim(
    label="kim-melayu", folder="a/b/kim-melayu", village=MELAYU, name="KIM Melayu",
    number="640206100501", decree=Decree("1"), header="media/desa.jpg",
    header_text="Sawah & sungai",
)  # fmt: skip
PICTURE = Media(
    "media/desa.jpg",
    "picture",
    tuple(Variant(f"media/desa-{w}.webp", w, w // 2, "") for w in (320, 640, 960)),
    fallback=Variant("media/desa-960.jpg", 960, 480, ""),
)


def read(yaml: str) -> tuple[Kim, list[str]]:
    text = f"nama: KIM\n{yaml}\n".encode()
    kim, found = validate_kim(parse_yaml(text, "content/x/kim.yaml"), "x/kim-a", MELAYU, Portal())
    assert kim is not None
    return kim, [item.code for item in found]


@pytest.mark.parametrize(
    ("yaml", "text", "codes"),
    [
        ("sampul: media/desa.jpg", "", ["picture-without-alt"]),
        ("sampul: {gambar: desa.jpg}", "", ["picture-without-alt"]),
        ("foto_sampul: {foto: media/desa.jpg, alt: Sawah}", "Sawah", []),
        ("banner:\n  gambar: media/desa.jpg\n  keterangan: Sawah", "Sawah", []),
    ],
)
def test_it_is_written_in_one_line_or_two(yaml: str, text: str, codes: list[str]) -> None:
    kim, found = read(yaml)
    assert (kim.header, kim.header_text, found) == ("media/desa.jpg", text, codes)


def test_without_one_nothing_is_said() -> None:
    kim, found = read("warna: '#0b6e4f'")
    assert (kim.header, found) == ("", [])


@cache
def pages(theme: str, kim: Kim, *media: Media) -> dict[str, str]:
    source = SiteSource(kim, Portal(), Hosts(), (), (), media)
    made = build_site(
        source, load_theme(theme, theme_folders(None)), Options(date(2026, 11, 24)), engine("auto")
    )
    return {f.path: f.content.decode() for f in made.files if f.path.endswith(".html")}


THEMES = ("lontar", "pesisir", "balai", "ranting")


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_shows_it_on_the_front_page_in_sizes(theme: str) -> None:
    made = pages(theme, KIM, PICTURE)
    (shown,) = re.findall('<img[^>]*src="media/desa-960.jpg"[^>]*>', made["index.html"])
    assert 'alt="Sawah &amp; sungai"' in shown
    assert "media/desa-320.webp 320w, media/desa-640.webp 640w" in shown
    assert ' sizes="' in shown
    assert 'width="960" height="480"' in shown
    assert 'fetchpriority="high"' in shown
    assert "loading=" not in shown
    assert "desa-960" not in made["profil.html"].partition("<body")[2]


def test_each_theme_has_a_look_of_its_own_for_it() -> None:
    places = set()
    for theme in THEMES:
        page = pages(theme, KIM, PICTURE)["index.html"]
        sizes = re.findall('sizes="([^"]*)"', page[: page.index("<main")])[0]
        places.add((sizes, page.index('class="cover"') < page.index("<h1")))
    assert len(places) == len(THEMES)


@pytest.mark.parametrize("theme", THEMES)
def test_where_there_is_none_no_room_is_left(theme: str) -> None:
    for kim, media in ((replace(KIM, header=""), (PICTURE,)), (KIM, ())):
        assert "cover" not in pages(theme, kim, *media)["index.html"]


def test_a_page_that_is_passed_on_shows_it() -> None:
    page = pages("lontar", KIM, PICTURE)["index.html"]
    assert 'content="https://kim-melayu.kim.id/media/desa-960.jpg"' in page


def test_a_retired_site_names_no_picture_that_is_not_there() -> None:
    for kim in (KIM, replace(KIM, logo="media/desa.jpg")):
        made = pages("lontar", replace(kim, status="dicabut"), PICTURE)
        assert not [path for path, page in made.items() if "desa-" in page]
