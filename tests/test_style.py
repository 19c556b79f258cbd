"""The style sheet of a site is made once for all sites that look the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kimgen.model import Decree, Hosts, Kim, Portal, Site, Village
from kimgen.pages.context import Context
from kimgen.pages.style import site_style
from kimgen.render import RenderError
from kimgen.theme import Theme, assets, fingerprint, minify_css, tight
from kimgen.views import SiteView

VILLAGE = Village(
    "64.02.06.1005", "Melayu", "Kelurahan", "Kecamatan Tenggarong",
    "Kabupaten Kutai Kartanegara", "Kalimantan Timur", "WITA", 480,
)  # fmt: skip


def a_theme(source: str) -> Theme:
    return Theme("uji", "Uji", 1, (("style.css", source),), ())


def a_frame(**fields: str) -> SiteView:
    kim = Kim("kim-uji", "x", VILLAGE, "KIM Uji", number="1", decree=Decree("1"))
    site = Site(replace(kim, **fields), Portal(), Hosts(), dt.date(2026, 11, 24))  # type: ignore[arg-type]
    return Context(site, a_theme(""), "aset/style.css").frame("index.html")


def css(theme: Theme, frame: SiteView) -> str:
    path, content = site_style(frame, theme, "id")
    assert path == f"aset/style.{fingerprint(content)}.css"
    return content.decode()


def test_sites_of_one_look_share_a_style_sheet() -> None:
    theme = a_theme("a { color: {{ site.colours.light }} }")
    first = site_style(a_frame(), theme, "id")
    assert site_style(a_frame(name="KIM Lain"), theme, "id") is first
    other = a_frame(colour="#1b7f4b")
    assert css(theme, other) == f"a{{color: {other.colours.light}}}\n"
    assert site_style(a_frame(), theme, "id") is first


def test_whatever_a_theme_reads_of_a_site_counts() -> None:
    theme = a_theme("{% if site.lang == 'id' %}/* */ a {} {% else %}{{ site.name }} {}{% endif %}")
    assert css(theme, a_frame()) == "a{}\n"
    assert css(theme, a_frame(name="satu")) == "a{}\n"
    assert css(theme, a_frame(lang="en", name="satu")) == "satu{}\n"
    assert css(theme, a_frame(lang="en", name="dua")) == "dua{}\n"
    assert css(theme, a_frame(name="dua")) == "a{}\n"


def test_themes_and_languages_have_their_own() -> None:
    assert css(a_theme("a {}"), a_frame()) == "a{}\n"
    assert css(a_theme("b {}"), a_frame()) == "b{}\n"
    theme = a_theme("{{ _('Beranda') }} {}")
    assert site_style(a_frame(), theme, "en") != site_style(a_frame(), theme, "id")


def test_a_broken_style_sheet_says_so_each_time() -> None:
    for _ in range(2):
        with pytest.raises(RenderError, match="template-error"):
            site_style(a_frame(), a_theme("{{ site.nama }}"), "id")


def test_a_style_sheet_is_minified_where_nothing_changes_its_meaning() -> None:
    source = (
        "/* a\n note */ a , b > c {\n  margin: 0 auto ;\n\n  x: calc(1px + 2px);\n}\n\n"
        "@media x { a {} }"
    )
    assert minify_css(source) == "a,b>c{margin: 0 auto;x: calc(1px + 2px)}@media x{a{}}\n"


@pytest.mark.parametrize(
    ("script", "sent"),
    [
        ("// why\nlet a = 1;\n\n  // and\n  let b = '//';  \n", "let a = 1;\nlet b = '//';\n"),
        ("let a\r\n\tlet b // here\r\n", "let a\nlet b // here\n"),
        ("let a = 1", "let a = 1\n"),
        ("", ""),
    ],
)
def test_scripts_are_sent_without_comments_and_indentation(script: str, sent: str) -> None:
    assert tight(script.encode()).decode() == sent


@pytest.mark.parametrize("script", ["let a = `\n  // x\n`;", "/*\n  a */\n  b", "'a\\\n  b'"])
def test_what_may_run_over_lines_is_left_alone(script: str) -> None:
    assert tight(script.encode()).decode() == script


def test_only_scripts_are_made_tight() -> None:
    files = (("a.js", b"// a\n  b\n"), ("a.txt", b"// a\n  b\n"))
    found = assets(Theme("uji", "Uji", 1, (), files))
    assert [content for _, content in found.values()] == [b"b\n", b"// a\n  b\n"]
