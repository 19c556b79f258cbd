"""Interface texts in the language of a site: gettext catalogues; the Indonesian text is the key.

Translators edit `data/interface/<language>.po`; `.ci/write-catalogues` makes of it the `.mo` that
is read here, by the standard library alone and when the first site in that language is built.
"""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations
from importlib import resources

from markupsafe import Markup, escape

from kimgen.marks import N_
from kimgen.numbers import format_number

SOURCE = "id"
"""The language of the texts in code and templates."""

LANGUAGES = (SOURCE, "en", "jv", "su", "min", "ban", "ace", "bug", "bjn", "mad", "ms-Arab")
"""Languages that the interface speaks, by BCP 47 tag."""


def interface(lang: str) -> str:
    """The language that the interface speaks on a site in `lang`: its own, where kimgen has a
    catalogue of it, else Indonesian."""
    return lang if lang in LANGUAGES else SOURCE


class Words:
    """The texts of one language. What it lacks is said in Indonesian."""

    __slots__ = ("_known", "content", "lang")

    def __init__(self, lang: str) -> None:
        self.lang = interface(lang)
        """A tag of `LANGUAGES`."""
        self.content = b""
        """The compiled catalogue, which changes where a text changes."""
        self._known: GNUTranslations | None = None
        if self.lang != SOURCE:
            file = resources.files("kimgen").joinpath("data", "interface", f"{self.lang}.mo")
            self.content = file.read_bytes()
            with file.open("rb") as opened:
                self._known = GNUTranslations(opened)

    @property
    def reviewed(self) -> bool:
        """Whether somebody who is at home in the language has looked at all of it."""
        return self._known is None or self._known.info().get("x-reviewed") == "yes"

    def knows(self, text: str) -> bool:
        """Whether `text` is said in the language itself."""
        return not text or self._known is None or self._known.gettext(text) is not text

    def __call__(self, text: str) -> str:
        """`text` in the language."""
        # what gettext has for no text at all is the head of the catalogue
        return self._known.gettext(text) if text and self._known else text

    def count(self, text: str, number: int) -> str:
        """`text` for so many things, `%d` in it replaced: `1.250 tulisan`, `1 post`."""
        if self._known is not None:
            text = self._known.ngettext(text, text, number)
        return text.replace("%d", format_number(number, self.lang))

    def number(self, value: int) -> str:
        """`1.250`, in the digits of the language."""
        return format_number(value, self.lang)

    def marked(self, text: str) -> str:
        """`text` in the language; where that lacks it, marked as Indonesian, for screen readers.

        For what stands between tags, not for attributes.
        """
        if self.knows(text):
            return self(text)
        way = ' dir="ltr"' if self.lang.endswith("-Arab") else ""
        return Markup(f'<span lang="{SOURCE}"{way}>{escape(text)}</span>')

    @property
    def unreviewed(self) -> str:
        """Says so where it was not, `''` where it was."""
        text = N_("Terjemahan antarmuka ini belum diperiksa penutur asli.")
        return "" if self.reviewed else self.marked(text)


@lru_cache(maxsize=16)
def words_of(lang: str) -> Words:
    """The texts of `lang`, read once."""
    return Words(lang)
