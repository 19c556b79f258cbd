"""The corpus of the benchmarks: the same everywhere, and sound content for every generator."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import KINDS, kim, nation
from benchmarks.layouts import LAYOUTS, write
from tests.support import ROOT

KIMS, POSTS = 6, 12


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Layout -> folder with a small corpus."""
    base = tmp_path_factory.mktemp("corpus")
    for name in LAYOUTS:
        write(name, KIMS, POSTS, base / name, processes=2)
    return {name: base / name for name in LAYOUTS}


def test_hash_seeds_do_not_matter() -> None:
    program = (
        "import hashlib; from benchmarks.corpus import kim; "
        "print(hashlib.sha256(repr(kim(3, 9)).encode()).hexdigest())"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(texts) == 1


def test_a_corpus_is_the_beginning_of_a_larger_one() -> None:
    large = list(nation(12, POSTS))
    assert list(nation(6, POSTS)) == large[:6]
    assert list(nation(3, POSTS, first=5)) == large[5:8]
    assert len({item.label for item in large}) == 12


def test_posts_are_as_long_and_as_varied_as_promised() -> None:
    posts = [post for item in nation(8, 50) for post in item.posts]
    words = [len(post.body.split()) for post in posts]
    assert min(words) >= 300
    assert max(words) <= 600
    assert {post.kind for post in posts} == set(KINDS)
    bodies = [post.body for post in posts]
    for sign in ("| --- |", "\n- ", "\n1. ", "](@media/", "](@post)", "## ", "> "):
        share = sum(sign in body for body in bodies) / len(bodies)
        assert 0.02 < share < 0.9, sign


def test_links_lead_to_posts_of_the_same_kim() -> None:
    item = kim(2, 60)
    names = {post.name for post in item.posts}
    assert len(names) == 60
    linked = {post.linked for post in item.posts} - {""}
    assert linked
    assert linked <= names


def test_kimgen_finds_no_fault_with_the_corpus(tmp_path: Path) -> None:
    write("kimgen", KIMS, POSTS, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "kimgen", "check", "--today", "2026-11-24", "--lang", "en"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stdout.replace("0 warnings", ""), done.stdout


def test_every_layout_holds_the_same_posts(laid_out: dict[str, Path]) -> None:
    slugs = {post.slug for item in nation(KIMS, POSTS) for post in item.posts}
    titles = sorted(post.title for item in nation(KIMS, POSTS) for post in item.posts)
    for name, folder in laid_out.items():
        files = list(folder.rglob("*.md"))
        found = [path for path in files if path.stem in slugs or path.stem[11:] in slugs]
        assert len(found) == KIMS * POSTS, name
        texts = [path.read_text(encoding="utf-8") for path in found]
        assert sorted(title for title in titles if any(title in text for text in texts)) == titles
        assert not [text for text in texts if "](@" in text], name
        pictures = list(folder.rglob("*.jpg"))
        assert len(pictures) == KIMS * 4, name
        assert all(path.stat().st_nlink == 1 for path in pictures)


def test_what_is_installed_for_comparison_is_pinned_and_names_no_registry() -> None:
    text = (ROOT / "requirements" / "bench.txt").read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line[:1].isalnum()]
    assert pins
    assert all(f"{pin}\n    --hash=sha256:" in text for pin in pins)
    assert "://" not in text
    assert "resolved" not in (ROOT / "benchmarks/eleventy/package-lock.json").read_text("utf-8")
