"""Reading themes: all of one, or a word about why not. What is wrong in one: test_cases.py."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kimgen.build import Building, Settings, build
from kimgen.codes import problem
from kimgen.diagnostics import Location
from kimgen.load_theme import ThemeError, load_theme
from tests.support.nation import published, write, write_nation

INNER = "khusus/static/gambar"


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    """A theme with a file in a folder of its static files."""
    write(tmp_path, "themes/khusus/theme.toml", 'name = "Khusus"\ncontract = 1\n')
    write(tmp_path, f"themes/{INNER}/a.css", "a{}")
    write(tmp_path, "themes/khusus/static/b.css", "b{}")
    write(tmp_path, "themes/khusus/static/.swp", "of an editor")
    return tmp_path / "themes"


def refuse(
    monkeypatch: pytest.MonkeyPatch, number: int, name: str, times: int = 1_000
) -> Callable[[], int]:
    """The system does not list the folder of that name; returns what tells how often."""
    opening, seen = os.open, 0

    def failing(path: Any, *rest: Any, **more: Any) -> int:
        nonlocal seen
        if str(path).endswith(name) and seen < times:
            seen += 1
            raise OSError(number, os.strerror(number), path)
        return opening(path, *rest, **more)

    monkeypatch.setattr(os, "open", failing)
    return lambda: seen


def test_files_of_a_theme(themes: Path) -> None:
    static = load_theme("khusus", (themes,)).static
    assert static == (("b.css", b"b{}"), ("gambar/a.css", b"a{}"))


def test_a_folder_that_may_not_be_listed_is_a_finding(
    themes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A theme is never read without some of its files."""
    seen = refuse(monkeypatch, errno.EACCES, INNER)
    with pytest.raises(ThemeError) as caught:
        load_theme("khusus", (themes,))
    assert caught.value.diagnostic.code == "theme-invalid"
    assert dict(caught.value.diagnostic.params)["reason"] == "EACCES"
    assert seen() == 2


def test_a_folder_that_is_refused_once_is_listed(
    themes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = refuse(monkeypatch, errno.EACCES, INNER, times=1)
    assert len(load_theme("khusus", (themes,)).static) == 2
    assert seen() == 1


def test_a_machine_that_fails_is_no_fault_of_the_theme(
    themes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, errno.EMFILE, INNER)
    with pytest.raises(OSError, match=os.strerror(errno.EMFILE)):
        load_theme("khusus", (themes,))


def test_a_theme_that_breaks_during_a_build_is_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves it: what is live stays live, and the build says what is wrong."""
    root = write_nation(tmp_path, 1)
    settings = Settings(
        root / "content", root / "output", executor="serial", today=date(2026, 11, 24)
    )
    assert build(settings).exit_code == 0
    before = published(root / "output")
    portal = Building.build_portal

    def breaking(building: Building, *rest: Any) -> None:
        def broken(*_: Any) -> Any:
            raise ThemeError(problem("theme-invalid", Location("x"), name="x", reason="EACCES"))

        with monkeypatch.context() as patch:
            patch.setattr("kimgen.build.load_theme", broken)
            portal(building, *rest)

    write(root, "content/portal.yaml", "judul: Portal lain\ncontoh: ya\n")
    with monkeypatch.context() as patch:
        patch.setattr(Building, "build_portal", breaking)
        report = build(settings)
    assert report.exit_code == 2
    assert [item.code for item in report.found] == ["theme-invalid"]
    assert published(root / "output") == before
    assert build(settings).exit_code == 0
    assert published(root / "output") != before
