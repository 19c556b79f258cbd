"""The catalogues of the interface: in step with code and themes, English whole, the rest honest."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

from kimgen.load_theme import load_theme, theme_folders
from kimgen.render import cached_environment
from kimgen.schema import LANGUAGES as OF_POSTS
from kimgen.translate import LANGUAGES, SOURCE, Words, words_of
from tests.support import ROOT

FOLDER = ROOT / "kimgen" / "data" / "interface"
TRANSLATED = [lang for lang in LANGUAGES if lang != SOURCE]
PLACES = re.compile(r"%[a-z%]|[“”]")


@cache
def catalogue(lang: str) -> Any:
    with (FOLDER / f"{lang}.po").open("rb") as file:
        return read_po(file)


def messages(lang: str) -> list[tuple[str, list[str], Any]]:
    """(Indonesian, what is said in its place, the message) of each text."""
    rows = []
    for item in catalogue(lang):
        if item.id:
            text = item.id if isinstance(item.id, str) else item.id[0]
            said = [item.string] if isinstance(item.string, str) else list(item.string)
            rows.append((text, said, item))
    return rows


# --- in step -----------------------------------------------------------------------


def test_the_catalogues_are_in_step_with_code_and_themes() -> None:
    """And the compiled ones with what they are made of."""
    run = subprocess.run(
        [sys.executable, ROOT / ".ci" / "write-catalogues", "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_text_escapes_the_collector() -> None:
    """It does not look into f-strings, and a table needs its mark; this looks by other means."""
    found: set[str] = set()
    for path in (ROOT / "themes").rglob("templates/**/*.*"):
        text = path.read_text(encoding="utf-8")
        found.update(said for _, said in re.findall(r"\b_n?\((['\"])(.+?)\1", text))
    for path in (ROOT / "kimgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func
                called = name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")
                said = node.args[0].value
                if called in ("_", "_n", "N_", "marked") and isinstance(said, str):
                    found.add(said)
    assert len(found) > 200
    assert found == {text for text, _, _ in messages("en")}


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(TRANSLATED)
    assert set(LANGUAGES) <= set(OF_POSTS)
    for lang in TRANSLATED:
        assert catalogue(lang).mime_headers, lang


# --- what is said ------------------------------------------------------------------


def test_english_is_whole() -> None:
    for text, said, item in messages("en"):
        assert all(said), f"not in English: {text}"
        assert not item.fuzzy, text
    assert not catalogue("en").obsolete
    assert words_of("en").reviewed


@pytest.mark.parametrize("lang", TRANSLATED)
def test_what_is_replaced_stands_in_every_translation(lang: str) -> None:
    for text, said, item in messages(lang):
        for form in filter(None, said):
            # one thing may be told without its number: `the newest post`
            alone = item.pluralizable and form is said[0] and len(said) > 1
            wanted, got = PLACES.findall(text), PLACES.findall(form)
            assert got == wanted or (alone and not got), f"{text!r}: {form!r}"
            assert form == form.strip(), form
            assert text[-1:] not in ".:" or form[-1:] in ".:…۔", f"{text!r}: {form!r}"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_language_says_whether_it_was_reviewed(lang: str) -> None:
    text = (FOLDER / f"{lang}.po").read_text(encoding="utf-8")
    assert f'"Language: {lang}\\n"' in text
    assert "Plural-Forms: nplurals=" in text
    said = re.search(r'^"X-Reviewed: (yes|no)', text, re.MULTILINE)
    assert said
    assert words_of(lang).reviewed == (said[1] == "yes")


# --- how it is said ----------------------------------------------------------------


def test_indonesian_needs_no_catalogue() -> None:
    words = Words("id")
    assert words("Beranda") == "Beranda"
    assert words.count("%d tulisan", 1250) == "1.250 tulisan"
    assert words.knows("apa saja")
    assert words.reviewed


def test_a_language_without_a_catalogue_is_answered_in_indonesian() -> None:
    words = Words("bbc")
    assert words.lang == "id"
    assert words("Beranda") == "Beranda"


def test_english_counts() -> None:
    words = words_of("en")
    assert words.count("%d tulisan", 1) == "1 post"
    assert words.count("%d tulisan", 0) == "0 posts"
    assert words.count("%d tulisan", 1250) == "1,250 posts"
    assert words.count("anggota", 1) == "member"


def test_no_text_stays_no_text() -> None:
    """gettext has the head of a catalogue under it."""
    assert [words_of(lang)("") for lang in LANGUAGES] == [""] * len(LANGUAGES)
    assert words_of("jv").marked("") == ""


def test_what_a_language_lacks_is_marked_as_indonesian() -> None:
    words = words_of("bug")
    assert not words.knows("Tidak pernah ada <di katalog>.")
    marked = words.marked("Tidak pernah ada <di katalog>.")
    assert marked == Markup('<span lang="id">Tidak pernah ada &lt;di katalog&gt;.</span>')
    assert words_of("id").marked("a < b") == "a < b"


def test_templates_mark_between_tags_and_nowhere_else() -> None:
    theme = load_theme("lontar", theme_folders(ROOT / "content"))
    source = (
        '<p title="{{ _("Uji") }}"{% if x %} lang="x"{% endif %}>{{ _("Uji") }} {{ _("Cari") }}</p>'
        '<title>{{ _("Uji") }}</title><b>{{ x }} {{ _("Uji") }}</b>{% set t = _("Uji") %}{{ t }}'
    )
    page = cached_environment(theme, "jv").from_string(source).render(x=1)
    span, cari = '<span lang="id">Uji</span>', words_of("jv").marked("Cari")
    assert page == (
        f'<p title="Uji" lang="x">{span} {cari}</p><title>Uji</title><b>1 {span}</b>Uji'
    )
    assert "span" not in cached_environment(theme, "id").from_string(source).render(x=0)
