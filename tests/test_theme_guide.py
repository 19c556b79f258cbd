"""docs/themes.md, followed to the letter: its example is a theme that does what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from kimgen.load_theme import load_theme, theme_folders
from kimgen.themecheck import check_theme
from tests.support import ROOT

GUIDE = ROOT / "docs" / "themes.md"
KIM = "content/64.02-kutai-kartanegara/64.02.06.1005-melayu/kim-melayu-contoh"
HOST = "kim-melayu-contoh.kim.id"


@cache
def steps() -> dict[str, str]:
    """File of the example -> what the guide puts into it."""
    text = GUIDE.read_text(encoding="utf-8")
    part = text.partition("## A theme of your own")[2].partition("\n## ")[0]
    found = re.findall(
        r"`(theme\.toml|templates/\w+\.\w+)`[^`]*?(?:`[^`\n]+`[^`]*?)*\n```\w+\n(.*?)```",
        part,
        re.S,
    )
    return dict(found)


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A nation as `kimgen init` makes it, with the example as its theme, built."""
    folder = tmp_path_factory.mktemp("guide") / "nation"
    run("init", str(folder), cwd=folder.parent)
    for name, content in steps().items():
        path = folder / "themes" / "sawah" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    record = folder / KIM / "kim.yaml"
    text = re.sub("(?m)^tema:.*\n", "", record.read_text(encoding="utf-8"))
    record.write_text(f"{text}tema: sawah\n", encoding="utf-8")
    post = "---\njudul: Panen bersama\njenis: agenda\nmulai: 2099-01-05 08.00\n---\n\nDatanglah.\n"
    (folder / KIM / "posts" / "2026-01-02-panen.md").write_text(post, encoding="utf-8")
    run("build", cwd=folder)
    return folder


def run(*words: str, cwd: Path) -> str:
    command = [sys.executable, "-m", "kimgen", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_guide_gives_every_file_that_it_names() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    tree = re.search(r"themes/sawah/\n(.*?)```", text, re.S)
    assert tree
    named = {line.strip() for line in tree[1].splitlines() if not line.strip().endswith("/")}
    assert {name.rpartition("/")[2] for name in steps()} == named


def test_its_theme_is_good(nation: Path) -> None:
    assert check_theme(load_theme("sawah", theme_folders(nation / "themes"))) == ()
    assert "sawah: baik" in run("theme", "check", "sawah", cwd=nation)


def test_its_theme_does_what_the_guide_says(nation: Path) -> None:
    site = nation / "output" / HOST
    page = (site / "index.html").read_text(encoding="utf-8")
    assert page.count("<h2>Agenda</h2>") == 1
    assert page.index('class="terraces"') < page.index('class="columns"')
    assert "zona waktu WITA" in page
    (style,) = site.glob("aset/style.*.css")
    css = style.read_text(encoding="utf-8")
    assert ".terraces{" in css.replace(" ", "")
    assert "--ratio" in css, "lontar's own rules are there, too"


def test_its_pages_are_light(nation: Path) -> None:
    run("check", "--budget", cwd=nation)


def test_every_theme_stands_in_the_gallery() -> None:
    gallery = (ROOT / "docs" / "id" / "pilih-tema.md").read_text(encoding="utf-8")
    for folder in (ROOT / "themes").iterdir():
        if (folder / "theme.toml").is_file():
            assert f"## {folder.name}\n" in gallery
            assert f"../gambar/tema-{folder.name}.webp" in gallery
            picture = ROOT / "docs" / "gambar" / f"tema-{folder.name}.webp"
            assert 10_000 < picture.stat().st_size < 80_000
