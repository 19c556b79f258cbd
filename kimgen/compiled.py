"""Templates compiled once: in the parent, before workers are forked, and kept on disk.

Compiling a theme costs as much as building a hundred posts. The code is kept
beside the state of an output folder, by the source of each template and by all
that compiles it; deleting it is always safe.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import jinja2
from jinja2.bccache import FileSystemBytecodeCache

from kimgen import __version__, templating
from kimgen.render import cached_environment
from kimgen.theme import Theme
from kimgen.translate import catalogue

FOLDER = "templates"


def warm(theme: Theme, lang: str, cache: Path | None, names: tuple[str, ...]) -> None:
    """Load the templates `names` of `theme` in `lang`, from `cache` where it has them.

    A template that is broken is left for the page that needs it to report.
    """
    env = cached_environment(theme, lang)
    if cache is not None and env.bytecode_cache is None:
        folder = cache / FOLDER / _compiler(lang)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:  # the output cannot be written: whoever writes there will say so
            return
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    for name in names:
        try:
            env.get_template(name)
        except jinja2.TemplateError:
            continue


def _compiler(lang: str) -> str:
    """A word for what turns a source into code: our compiler and its translations too."""
    made = hashlib.sha256(Path(templating.__file__).read_bytes())
    made.update(f"{__version__} {jinja2.__version__} {lang} {catalogue(lang)!r}".encode())
    return made.hexdigest()[:16]
