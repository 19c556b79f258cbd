"""`kimgen init`: a nation that passes its own check, and nothing overwritten."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kimgen.commands.init import init
from kimgen.load import load_site
from kimgen.registry import load_registry
from kimgen.starter import starter_files
from kimgen.validate import validate_page, validate_post


def _init(*args: str | Path) -> Result:
    return CliRunner().invoke(init, [str(arg) for arg in args])


def test_a_new_nation_has_one_live_kim_and_no_findings(tmp_path: Path) -> None:
    result = _init(tmp_path / "nation")
    assert result.exit_code == 0, result.output
    content = tmp_path / "nation" / "content"
    registry = load_registry(content)
    assert registry.found == ()
    assert registry.portal is not None
    assert registry.portal.example
    (kim,) = registry.kims
    assert kim.is_live
    files = load_site(content, kim)
    assert files.found == ()
    read = [validate_post(document, kim.village, registry.portal) for document in files.posts]
    assert [item.found for item in read] == [(), (), ()]
    assert {item.post.kind for item in read if item.post} == {"berita", "pengumuman", "agenda"}
    (page,) = files.pages
    assert validate_page(page)[2] == ()


def test_posts_are_dated_around_today() -> None:
    files = dict(starter_files(dt.date(2026, 3, 2)))
    posts = sorted(name.rpartition("/")[2] for name in files if "/posts/" in name)
    assert posts == [
        "2026-02-27-selamat-datang.md",
        "2026-03-01-jadwal-posyandu.md",
        "2026-03-02-kerja-bakti.md",
    ]
    event = next(text for name, text in files.items() if name.endswith("kerja-bakti.md"))
    assert "mulai: 2026-03-09 07.00" in event
    assert not [name for name, text in files.items() if "{hari" in name + text]


def test_names_with_a_dot_get_it(tmp_path: Path) -> None:
    _init(tmp_path / "n")
    assert "/output/" in (tmp_path / "n" / ".gitignore").read_text(encoding="utf-8")
    assert list((tmp_path / "n").rglob("titik-*")) == []
    assert len(list((tmp_path / "n").rglob(".gitkeep"))) == 1


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("milik saya", encoding="utf-8")
    result = _init(tmp_path)
    assert result.exit_code == 2
    assert "sudah berisi" in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_keep_adds_without_touching_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("milik saya", encoding="utf-8")
    assert _init(tmp_path, "--keep").exit_code == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "milik saya"
    assert (tmp_path / "content" / "portal.yaml").is_file()
    assert _init(tmp_path, "--keep").exit_code == 2, "its content is there now"


def test_a_git_repository_without_files_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert _init(tmp_path).exit_code == 0


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    assert _init(tmp_path / "x").exit_code == 2


def test_the_next_steps_fit_a_narrow_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "40")
    output = _init("nation").output
    assert "cd nation" in output
    assert "kimgen build" in output
    assert max(map(len, output.splitlines())) <= 40
