"""Interface texts in the language of a site; the Indonesian text is the key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib import resources

LANGUAGES = ("id", "en")
"""Languages that the interface speaks."""


@lru_cache(maxsize=8)
def catalogue(lang: str) -> dict[str, str]:
    """Indonesian text -> text in `lang`; empty for Indonesian itself."""
    if lang == "id" or lang not in LANGUAGES:
        return {}
    source = resources.files("kimgen").joinpath("data", "interface", f"{lang}.toml")
    texts: dict[str, str] = tomllib.loads(source.read_text("utf-8"))["texts"]
    return texts


@lru_cache(maxsize=8)
def gettext_for(lang: str) -> Callable[[str], str]:
    """The function that templates call as `_`; falls back to Indonesian."""
    texts = catalogue(lang)
    if not texts:
        return str
    return lambda text: texts.get(text, text)
