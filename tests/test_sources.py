"""What tells a build that a folder changed: git where there is a checkout, else the disk."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kimgen import sources
from kimgen.build import Report, Settings, build
from kimgen.sources import committed, content_id
from tests.support.nation import label, write, write_nation

KIMS = 3
TODAY = date(2026, 11, 24)


def git(folder: Path, *words: str) -> str:
    """Run git as somebody without settings."""
    env = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Contoh", "GIT_AUTHOR_EMAIL": "contoh@contoh.example",
        "GIT_COMMITTER_NAME": "Contoh", "GIT_COMMITTER_EMAIL": "contoh@contoh.example",
    }  # fmt: skip
    done = subprocess.run(
        ("git", *words), cwd=folder, env=env, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(root: Path) -> None:
    git(root, "add", "--all", "--force", "content")
    git(root, "commit", "--quiet", "-m", "Isi")


def make(root: Path, **more: object) -> Report:
    values = {"today": TODAY, "jobs": 1, **more}
    return build(Settings(root / "content", root / "output", **values))  # type: ignore[arg-type]


def kim(root: Path, number: int) -> Path:
    """The folder of a KIM."""
    (found,) = (root / "content").glob(f"*/*/{label(number)}")
    return found


def post(root: Path, number: int) -> Path:
    """The first post of a KIM."""
    return sorted((kim(root, number) / "posts").iterdir())[0]


@pytest.fixture(params=["sha1", "sha256"])
def checkout(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A nation in a repository with one commit, built."""
    root = write_nation(tmp_path / "bangsa", KIMS)
    git(root, "init", "--quiet", f"--object-format={request.param}")
    write(root, ".gitignore", "output/\n*.bak.md\n")
    commit(root)
    assert len(make(root).built) == KIMS
    assert make(root).built == []
    return root


def test_git_and_the_disk_give_one_id(checkout: Path) -> None:
    script = write(kim(checkout, 0), "media/jalan.sh", "echo\n")
    script.chmod(0o755)
    (kim(checkout, 0) / "media" / "tautan.jpg").symlink_to("lain.jpg")
    (kim(checkout, 1) / "kosong").mkdir()
    write(kim(checkout, 1), "media/a/b.txt", "dalam\n")
    write(kim(checkout, 1), "media/a.txt", "setelah a/ menurut git\n")
    write(kim(checkout, 2).parent, "desa.yaml", "nama: Contoh\n")
    commit(checkout)
    known = committed(checkout / "content")
    assert known is not None
    assert known.touched == ()
    for number in range(KIMS):
        folder = kim(checkout, number).relative_to(checkout / "content").as_posix()
        (found,) = sources.identify(checkout / "content", [folder], known, {}).values()
        assert found.id == content_id(checkout / "content", folder, known.algorithm)


def test_a_fresh_clone_with_the_last_output_builds_nothing(checkout: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(checkout), "salinan")
    shutil.copytree(checkout / "output", tmp_path / "salinan" / "output")
    for path in (tmp_path / "salinan" / "content").rglob("*.md"):
        os.utime(path, (1, 1))
    report = make(tmp_path / "salinan")
    assert (report.built, len(report.kept)) == ([], KIMS)


def _edit(root: Path) -> None:
    with post(root, 1).open("a", encoding="utf-8") as file:
        file.write("\nSatu kalimat lagi.\n")


def _stage(root: Path) -> None:
    _edit(root)
    git(root, "add", "content")


def _edit_same_length(root: Path) -> None:
    path = post(root, 1)
    text = path.read_text("utf-8")
    path.write_text(text[:-2] + ("x" if text[-2] != "x" else "y") + "\n", "utf-8")


def _add(root: Path) -> None:
    write(kim(root, 1), "posts/2026-11-09-baru.md", "---\njudul: Baru\n---\nBaru.\n")


def _add_ignored(root: Path) -> None:
    write(kim(root, 1), "posts/2026-11-09-lama.bak.md", "---\njudul: Lama\n---\nLama.\n")


def _remove(root: Path) -> None:
    post(root, 1).unlink()


def _rename(root: Path) -> None:
    post(root, 1).rename(post(root, 1).with_name("2026-11-08-nama-lain.md"))


def _hide(root: Path) -> None:
    git(root, "rm", "--quiet", "--cached", "-r", str(kim(root, 1).relative_to(root)))
    _edit(root)


def _village(root: Path) -> None:
    write(kim(root, 1).parent, "desa.yaml", "nama: Nama Lain\n")


EDITS: tuple[Callable[[Path], None], ...] = (
    _edit, _stage, _edit_same_length, _add, _add_ignored, _remove, _rename, _hide, _village,
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_not_committed_is_noticed_and_committing_it_is_no_change(
    checkout: Path, edit: Callable[[Path], None]
) -> None:
    edit(checkout)
    assert make(checkout).built == [label(1)]
    assert make(checkout).built == []
    commit(checkout)
    assert make(checkout).built == []


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_that_trusts_the_commit_leaves_the_rest_for_the_next(
    checkout: Path, edit: Callable[[Path], None]
) -> None:
    edit(checkout)
    assert make(checkout, committed=True).built == []
    assert make(checkout).built == [label(1)]


def test_a_site_that_is_built_is_known_by_what_lies_on_the_disk(checkout: Path) -> None:
    """Trusted or not: else an uncommitted word in a site that was built would be lost."""
    _edit(checkout)
    commit(checkout)
    _add(checkout)
    assert make(checkout, committed=True).built == [label(1)]
    assert (checkout / "output" / f"{label(1)}.kim.id" / "berita" / "baru.html").exists()
    assert make(checkout).built == []
    git(checkout, "clean", "-fdq")
    assert make(checkout).built == [label(1)]


def test_content_below_the_top_of_a_repository(tmp_path: Path) -> None:
    root = write_nation(tmp_path / "kantor" / "situs", KIMS)
    write(tmp_path, "kantor/README.md", "Kantor.\n")
    git(tmp_path / "kantor", "init", "--quiet")
    assert committed(root / "content") is None, "no commit yet"
    commit(root)
    assert len(make(root).built) == KIMS
    write(tmp_path, "kantor/README.md", "Yang lain.\n")
    found = committed(root / "content")
    assert found is not None
    assert found.touched == ()
    _edit(root)
    assert make(root).built == [label(1)]


def test_content_that_git_ignores_is_looked_at_on_the_disk(tmp_path: Path) -> None:
    root = write_nation(tmp_path, KIMS)
    git(root, "init", "--quiet")
    write(root, ".gitignore", "content/\noutput/\n")
    git(root, "add", ".gitignore")
    git(root, "commit", "--quiet", "-m", "Tanpa isi")
    assert committed(root / "content") is None
    for trust in (False, True):
        make(root, committed=trust)
        _edit(root)
        assert make(root, committed=trust).built == [label(1)]


def test_without_git_a_new_time_is_no_new_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    root = write_nation(tmp_path, KIMS)
    assert len(make(root).built) == KIMS
    os.utime(post(root, 0), (1_000_000_000, 1_000_000_000))
    assert make(root).built == []
    assert make(root, committed=True).built == []
    _edit_same_length(root)
    assert make(root).built == [label(1)]
