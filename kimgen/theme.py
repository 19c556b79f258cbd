"""A theme as a value; `theme_environment.py` makes a jinja2 environment from it.

A theme is templates and static files with a name, a parent and the version of
the contract it was written for (see `views.py`). `load_theme.py` reads one from
disk; an Environment cannot be pickled, so the value travels to the workers and
each builds its environment once.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

CONTRACT = 1
"""Version of what templates get: `views.py` and `portal_views.py`."""
SEARCH_PARTS = "search/"
"""Static files of which the script that searches is made."""
MINISEARCH = f"{SEARCH_PARTS}minisearch.js"
"""The one that comes from npm."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with its ancestors."""

    name: str
    title: str
    contract: int
    templates: tuple[tuple[str, str], ...]
    """(name, source) of its own templates, sorted by name."""
    static: tuple[tuple[str, bytes], ...]
    """(name, content) of its own static files, sorted by name."""
    parent: Theme | None = None
    colour: str = "#8a3b12"
    """Accent where a KIM gives none."""

    @property
    def chain(self) -> tuple[Theme, ...]:
        """This theme and its ancestors, nearest first."""
        rest = self.parent.chain if self.parent else ()
        return (self, *rest)

    def template_names(self) -> frozenset[str]:
        """Every template that can be rendered, inherited ones included."""
        return frozenset(name for theme in self.chain for name, _ in theme.templates)

    def static_files(self) -> dict[str, bytes]:
        """Every static file, a child's before its parent's."""
        files: dict[str, bytes] = {}
        for theme in reversed(self.chain):
            files.update(theme.static)
        return files


@lru_cache(maxsize=64)
def digest(theme: Theme) -> str:
    """Hex digest of all that a theme puts into pages, ancestors included."""
    state = hashlib.sha256()
    for item in theme.chain:
        state.update(f"{item.name}\0{item.contract}\0{item.colour}\0".encode())
        for name, source in item.templates:
            state.update(f"t\0{name}\0{len(source)}\0{source}".encode())
        for name, content in item.static:
            state.update(f"s\0{name}\0{len(content)}\0".encode() + content)
    return state.hexdigest()


def fingerprint(content: bytes) -> str:
    """Short content hash for a file name."""
    return hashlib.sha256(content).hexdigest()[:10]


def tight(script: bytes) -> bytes:
    """A script without lines of comment and indentation, as it is where a string or a comment
    may run over several lines."""
    if b"`" in script or b"/*" in script or b"\\\n" in script:
        return script
    lines = (line.strip() for line in script.splitlines())
    return b"".join(line + b"\n" for line in lines if line and not line.startswith(b"//"))


@lru_cache(maxsize=64)
def assets(theme: Theme) -> dict[str, tuple[str, bytes]]:
    """Static file name -> (path in a site, content); the path carries the hash."""
    found = {}
    for name, source in theme.static_files().items():
        content = tight(source) if name.endswith(".js") else source
        stem, dot, suffix = name.rpartition(".")
        if not dot:
            stem, suffix = suffix, ""
        ending = f".{suffix}" if suffix else ""
        found[name] = (f"aset/{stem}.{fingerprint(content)}{ending}", content)
    return found


_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_TIGHT = "{};,>"
"""Signs that need no space beside them."""


def minify_css(source: str) -> str:
    """CSS without comments and needless white space.

    Strings must not hold runs of white space or `/*`: the themes' data URIs
    are percent-encoded, so they do not.
    """
    text = _CSS_COMMENT.sub("", source)
    text = " ".join(text.split())
    for sign in _CSS_TIGHT:  # plain replacements: a pattern takes ten times as long
        text = text.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return text.replace(";}", "}").strip() + "\n"
