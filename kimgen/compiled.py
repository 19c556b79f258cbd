"""Templates compiled once: in the parent, before workers are forked, and kept on disk.

Compiling a theme costs as much as building a hundred posts. The code is kept in
the user's cache folder, by the source of each template and by all that compiles
it; deleting it is always safe.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from kimgen import __version__, template_code, templating
from kimgen.contained import refuse_links
from kimgen.render import cached_environment
from kimgen.state import STATE
from kimgen.theme import Theme, digest
from kimgen.translate import words_of

FOLDER = "templates"
KEPT = 12
"""Themes, in a language and at a moment, whose code is kept."""


def cache_folder() -> Path | None:
    """Where kimgen may keep what only saves time; None where the user has no home."""
    named = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(named) if named else Path.home() / ".cache") / "kimgen"
    except RuntimeError:
        return None


def cache_of(output: Path | None, content: Path) -> Path:
    """Where prepared media are kept. A check, without output, takes what a build left, and
    leaves nothing in a project that has none."""
    beside = (output or content.resolve().parent / "output") / STATE
    if output:
        return beside
    with contextlib.suppress(OSError):
        refuse_links(str(beside), ("manifests", "next"))
        if beside.is_dir():
            return beside
    return cache_folder() or beside


class _Kept(FileSystemBytecodeCache):
    """A cache that may go away or be full at any time: then templates are compiled again."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)


def warm(theme: Theme, lang: str, names: tuple[str, ...]) -> None:
    """Load the templates `names` of `theme` in `lang`, from the cache where it has them.

    A template that is broken is left for the page that needs it to report.
    """
    env = cached_environment(theme, lang)
    cache = cache_folder()
    if cache is not None and env.bytecode_cache is None:
        folder = cache / FOLDER / _compiler(theme, lang)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _prune(folder.parent)
            env.bytecode_cache = _Kept(str(folder))
        except OSError:  # no such luck: each worker compiles what it needs
            pass
    for name in names:
        try:
            env.get_template(name)
        except jinja2.TemplateError:
            continue


def _compiler(theme: Theme, lang: str) -> str:
    """A word for all that the code of a template depends on: our compiler, the translations,
    and the other templates, for code looks into what it includes."""
    made = hashlib.sha256()
    for module in (templating, template_code):
        made.update(Path(str(module.__file__)).read_bytes())
    made.update(words_of(lang).content)
    parts = (__version__, jinja2.__version__, lang, digest(theme))
    made.update("\0".join(parts).encode())
    return made.hexdigest()[:16]


def _prune(folder: Path) -> None:
    """Drop the code of themes as they were long ago."""
    known = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in known[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
