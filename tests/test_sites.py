"""Whole little sites: `tests/sites/<name>/` is built, and its pages say what is expected of them.

Adding one needs no Python: see "Add a little site" in CONTRIBUTING.md. What is compared of a page
is in `tests/support/outline.py`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kimgen.build import Report, Settings, build
from tests.support import ROOT
from tests.support.outline import outline

SITES = ROOT / "tests" / "sites"
NAMES = sorted(path.parent.name for path in SITES.glob("*/site.toml"))
TODAY = date(2026, 11, 24)


def described(report: Report, output: Path, pages: list[str]) -> Iterator[str]:
    """What is expected of a site, as a text: the findings, then page by page."""
    yield f"exit code {report.exit_code}\n"
    for item in report.found:
        yield f"{item.location}: {item.severity.word} [{item.code}]\n"
    found = {path for pattern in pages for path in output.glob(pattern)}
    for path in sorted(found):
        yield f"\n=== {path.relative_to(output).as_posix()}\n"
        yield outline(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_little_site_says_what_is_expected(name: str, tmp_path: Path) -> None:
    folder = SITES / name
    settings = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    assert settings.keys() <= {"pages", "absent", "today", "drafts"}
    report = build(
        Settings(
            content=folder / "content",
            output=tmp_path,
            today=settings.get("today", TODAY),
            drafts=settings.get("drafts", False),
            jobs=1,
        )
    )
    for pattern in settings["pages"]:
        assert list(tmp_path.glob(pattern)), f"no page is {pattern}"
    for pattern in settings.get("absent", []):
        assert not list(tmp_path.glob(pattern)), f"a page is {pattern}"
    found = "".join(described(report, tmp_path, settings["pages"]))
    expected = folder / "expected.txt"
    if os.environ.get("KIMGEN_WRITE") == "1":
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert expected.is_file(), "KIMGEN_WRITE=1 writes it"
    assert found == expected.read_text(encoding="utf-8"), "is it right? KIMGEN_WRITE=1 writes it"


def test_expectations_are_not_written_where_they_are_to_be_held() -> None:
    assert not (os.environ.get("CI") == "true" and os.environ.get("KIMGEN_WRITE"))


def test_what_counts_of_a_page() -> None:
    page = """<!DOCTYPE html><html lang="id" dir="ltr"><body><nav><a href="x.html">menu</a></nav>
    <main><p class="meta">3 menit baca</p><h1>Panen <em>raya</em></h1>
    <time datetime="2026-11-24">24 November</time><img src="x.jpg" alt="Sawah">
    <a href="../media/sawah-480.0a1b2c3d.jpg">besar</a>
    <div class="prose" lang="ms-Arab" dir="rtl"><p>Satu <a href="https://luar.example/">dua</a>
    tiga<br>empat.</p><ul><li>lima</li></ul></div><dl><dt>Harga</dt><dd>Rp1.000</dd></dl>
    <a href="https://wa.me/62812?text=halo">Pesan</a><a href="https://wa.me/?text=x">Bagikan</a>
    <a href="tag/padi.html">#padi</a><script>"<h2>tidak</h2>"</script></main>
    <footer><h2>kaki</h2></footer>"""
    assert outline(page).splitlines() == [
        "lang=id dir=ltr",
        "# Panen raya",
        "time: 2026-11-24",
        "picture: Sawah",
        "[besar] ../media/sawah",
        "lang=ms-Arab dir=rtl",
        "[dua] https://luar.example/",
        "Satu dua tiga empat.",
        "lima",
        "Harga",
        "Rp1.000",
        "[Pesan] https://wa.me/62812",
        "[#padi] tag/padi.html",
    ]
