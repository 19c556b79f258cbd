"""The corpus of the benchmarks: the same everywhere, and sound content for every generator."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cases import Row
from benchmarks.corpus import KINDS, kim, nation
from benchmarks.goals import judge
from benchmarks.layouts import LAYOUTS, write
from benchmarks.measure import Results, as_markdown
from benchmarks.peers import PEERS, a_post, edit
from benchmarks.process import Command, CommandError, run
from benchmarks.repository import clone, commit_all, git, import_folder
from benchmarks.stages import stage_of
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


@pytest.mark.slow
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


def test_a_post_to_change_is_one_of_the_corpus(laid_out: dict[str, Path]) -> None:
    for name, peer in PEERS.items():
        folder = laid_out[name] if peer.nation else sorted(laid_out[name].iterdir())[0]
        before = {path: path.read_bytes() for path in folder.rglob("*.md")}
        post = a_post(peer, folder, 3)
        mark = edit(post, 3)
        changed = [path for path in before if path.read_bytes() != before[path]]
        assert changed == [post], name
        assert mark in post.read_text(encoding="utf-8")
        post.write_bytes(before[post])


def test_a_clone_of_the_corpus_holds_its_bytes(tmp_path: Path) -> None:
    write("kimgen", 2, 4, tmp_path / "written")
    before = _contents(tmp_path / "written")
    import_folder(tmp_path / "written", tmp_path / "nation.git")
    clone(tmp_path / "nation.git", tmp_path / "clone")
    assert _contents(tmp_path / "clone") == before
    assert git(tmp_path / "clone", "status", "--porcelain") == ""
    post = a_post(PEERS["kimgen"], tmp_path / "clone", 1)
    edit(post, 1)
    commit_all(tmp_path / "clone", post)
    assert git(tmp_path / "clone", "show", "--name-only", "--format=").split() == [
        post.relative_to(tmp_path / "clone").as_posix()
    ]


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="measures through /proc")
def test_the_cost_of_a_tree_of_processes_is_the_whole_tree(tmp_path: Path) -> None:
    """CPU and memory of a grandchild count; what a failed command said is told."""
    inner = "x = bytearray(80_000_000); import time; time.sleep(0.4); [0 for _ in range(4_000_000)]"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True)"
    nothing = run([Command((sys.executable, "-c", "pass"), tmp_path)])
    cost = run([Command((sys.executable, "-c", outer), tmp_path)] * 2, parallel=2)
    assert cost.cpu > nothing.cpu
    assert cost.memory > 76
    with pytest.raises(CommandError, match="no such thing"):
        run([Command((sys.executable, "-c", "raise SystemExit('no such thing')"), tmp_path)])


def test_goals_are_judged_by_what_was_measured() -> None:
    rows = [
        Row("200x50", "cold", "kimgen", 2.0, 4.0, 90, 3),
        Row("200x50", "cold", "hugo", 14.0, 20.0, 100, 1),
        Row("20000x50", "cold", "kimgen", 300.0, 480.0, 299, 1),
        Row("0x0", "--version", "kimgen", 0.1, 0.2, 30, 10),
    ]
    verdicts = {verdict.goal: verdict for verdict in judge(rows, [0.3, 0.1, 0.15])}
    wall = verdicts["200x50, cold: at least 6 times as fast as hugo (wall)"]
    assert (wall.measured, wall.reached) == ("7.0 times", True)
    cpu = verdicts["200x50, cold: at least 6 times as fast as hugo (cpu)"]
    assert (cpu.measured, cpu.reached) == ("5.0 times", False)
    assert verdicts["20000x50: less than 300 MiB"].reached
    assert not verdicts["kimgen --version: at most 0.15 s of CPU"].reached
    scaling = next(verdict for goal, verdict in verdicts.items() if "1.25" in goal)
    assert (scaling.measured, scaling.reached) == ("1.20 times", True)
    assert next(verdict for goal, verdict in verdicts.items() if "serve" in goal).reached
    assert not verdicts["200x50, no change: at most 0.4 s"].measured
    text = as_markdown(Results("Some machine", {"kimgen": "1"}, rows, []))
    assert "| 200 x 50 | cold | hugo | 14.00 | 20.00 | 100 | 7.0 | 5.0 | 1 |" in text
    assert text.count("not in this run") == len(verdicts) - 5


def test_every_module_of_kimgen_belongs_to_a_stage_or_to_its_caller() -> None:
    assert stage_of("kimgen.markdown_native") == "Markdown"
    assert stage_of("kimgen.validate.post") == "validate"
    assert stage_of("kimgen.load_theme") == "render"
    assert stage_of("kimgen.load_map") == "portal"
    assert stage_of("kimgen.dates") == ""
    assert stage_of("json.decoder") == ""
