"""The built sample nation: building it, finding its hosts and its kinds of page.

Knows the layout of the output (a folder for each host) and of the content, nothing of kimgen's
inside: it builds through the command line.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.support import ROOT

CONTENT = ROOT / "content"
THEMES = ROOT / "themes"
TODAY = "2026-11-24"
"""The day on which tests build, so that an agenda item is always as near as it was."""
BASE_DOMAIN = "kim.id"

_FIXED = frozenset(("404", "profil", "kontak", "cari", "aksesibilitas", "luring"))
"""Pages at the root that are kinds of their own."""


def theme_names() -> list[str]:
    """The themes of the repository; `lontar` alone as long as there is no folder of them."""
    return sorted(path.parent.name for path in THEMES.glob("*/theme.toml")) or ["lontar"]


@dataclass(frozen=True)
class Sample:
    """An output folder: one folder for each host, and nothing to be served beside them."""

    root: Path

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """All hosts, sorted: kim.id (the portal) and <label>.kim.id."""
        return tuple(sorted(p.parent.name for p in self.root.glob(f"*{BASE_DOMAIN}/index.html")))

    @cached_property
    def kims(self) -> tuple[str, ...]:
        return tuple(host for host in self.hosts if host != BASE_DOMAIN)

    @cached_property
    def retired(self) -> frozenset[str]:
        """Hosts of the KIMs whose record in content/ says `status: dicabut`: a notice is left."""
        records = (ROOT / "content").glob("*/*/*/kim.yaml")
        gone = [r for r in records if "\nstatus: dicabut" in "\n" + r.read_text(encoding="utf-8")]
        return frozenset(f"{r.parent.name}.{BASE_DOMAIN}" for r in gone)

    @cached_property
    def living(self) -> tuple[str, ...]:
        """All hosts but the retired ones."""
        return tuple(host for host in self.hosts if host not in self.retired)

    @cached_property
    def pages(self) -> tuple[Path, ...]:
        """Every HTML page of every host, sorted."""
        return tuple(p for host in self.hosts for p in sorted((self.root / host).rglob("*.html")))

    def files(self, pattern: str) -> list[Path]:
        """The files of all hosts whose name fits a glob pattern, such as *.css."""
        return [p for host in self.hosts for p in sorted((self.root / host).rglob(pattern))]

    def place(self, path: Path) -> tuple[str, str]:
        """The host of a file and its path below it: ('kim-x.kim.id', 'berita/panen.html')."""
        host, *rest = path.relative_to(self.root).parts
        return host, "/".join(rest)

    @cached_property
    def kinds(self) -> dict[str, Path]:
        """One page for each kind of page: the longest, which has the most to go wrong.

        The home page is there twice, once as the shortest: a KIM with little to show.
        """
        kinds: dict[str, Path] = {}
        for page in sorted(self.pages, key=lambda page: page.stat().st_size):
            kind = _kind(*self.place(page))
            kinds[kind] = page
            kinds.setdefault(f"{kind}, shortest", page)
        return {k: p for k, p in kinds.items() if "shortest" not in k or k == "home, shortest"}


def _kind(host: str, path: str) -> str:
    """The kind of a page by its address: 'home', 'berita list', 'berita item', 'profil'..."""
    *folder, name = path.removesuffix(".html").split("/")
    where = "/".join(folder)
    if host == BASE_DOMAIN:
        where = f"portal {where}".rstrip()
    if name == "index":
        what = "list" if folder else "home"
    elif re.fullmatch(r".*\.\d+", name):
        what = "further page"
    elif re.fullmatch(r"\d{4}(-\d\d)?", name):
        what = "year" if len(name) == 4 else "month"
    elif folder:
        what = "item"
    else:
        what = name if name in _FIXED else "free page"
    return f"{where} {what}".strip()


def build(output: Path, content: Path = CONTENT) -> Sample:
    """Build a nation as a user would. Anything but a clean build is a failure."""
    command = [sys.executable, "-m", "kimgen", "build", "--today", TODAY]
    command += ["--content", str(content), "--themes", str(THEMES), "--output", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=output.parent)
    if done.returncode:
        raise AssertionError(
            f"kimgen build ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        )
    sample = Sample(output)
    if BASE_DOMAIN not in sample.hosts or not sample.kims:
        raise AssertionError(f"the build left no portal or no KIM: {sample.hosts}")
    return sample


def with_theme(theme: str, folder: Path) -> Path:
    """A copy of the sample content in which the portal and all KIMs wear one theme."""
    content = folder / "content"
    shutil.copytree(CONTENT, content)
    for path in _settings(content):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^tema:.*\n", "", text), encoding="utf-8")
    with (content / "portal.yaml").open("a", encoding="utf-8") as portal:
        portal.write(f"\ntema: {theme}\n")
    return content


def _settings(content: Path) -> Iterator[Path]:
    yield content / "portal.yaml"
    yield from content.rglob("kim.yaml")
