"""`kimgen theme check` draws every template, and says which one is wrong."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from kimgen import render
from kimgen.load_theme import load_theme, theme_folders
from kimgen.portal_views import PORTAL_PAGES
from kimgen.theme import Theme
from kimgen.themecheck import check_theme
from kimgen.views import SITE_PAGES

BROKEN = '{%% extends "lontar/%s" %%}\n{%% block main %%}{{ page.nothing }}{%% endblock %%}'
NEVER_DRAWN = {
    '<li class="gap">',  # lists of more pages than a check may cost
    '<p class="meta">{{ page.note }}',  # the same
    '<path class="map-leader"',  # lines to circles that several full provinces push away
    '<path class="map-ground"',  # comes with an office's own file
    '<g class="map-land map-near"',  # the same
    '<p class="empty">{{ _("Belum ada isinya.',  # no list is made for what has no posts
    '<p class="empty">{{ _("Belum ada tulisan',
}
"""Beginnings of lines behind a condition that the content of the check does not meet."""


@cache
def lontar() -> Theme:
    return load_theme("lontar", theme_folders(None))


def child(**templates: str) -> Theme:
    return Theme("anak", "Anak", 1, tuple(sorted(templates.items())), (), lontar())


@pytest.mark.parametrize("theme", ["balai", "lontar", "pesisir", "ranting"])
def test_the_themes_that_come_along_are_good(theme: str) -> None:
    assert check_theme(load_theme(theme, theme_folders(None))) == ()


@pytest.mark.parametrize("names", [SITE_PAGES, PORTAL_PAGES], ids=["site", "portal"])
def test_each_page_is_drawn(names: dict[str, type]) -> None:
    """A fault that shows only when a page is drawn is found, in the file that has it."""
    found = check_theme(child(**{name: BROKEN % name for name in names}))
    assert {item.location.path for item in found} == {f"themes/anak/templates/{n}" for n in names}


def test_each_branch_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands behind a condition is drawn at least once: a fault there would be seen."""
    marked, marks = {}, set()
    for name, source in lontar().templates:
        if not name.endswith(".html"):
            continue
        lines = source.split("\n")
        for number, (before, line) in enumerate(pairwise(lines), 2):
            if line.strip().startswith(tuple(NEVER_DRAWN)):
                continue
            if re.match(r"\{% (if|elif|else)", before) and re.match(r" *<.*>$", line):
                lines[number - 1] += f"@@{name}:{number}@@"
                marks.add(f"{name}:{number}")
        marked[name] = "\n".join(lines)
    assert len(marks) > 60
    drawn: set[str] = set()
    tidy = render.tidy

    def listen(text: str) -> str:
        drawn.update(re.findall("@@(.+?)@@", text))
        return tidy(text)

    monkeypatch.setattr(render, "tidy", listen)
    assert check_theme(child(**marked)) == ()
    missed = sorted(marks - drawn)
    assert not missed, "\n".join(missed)
