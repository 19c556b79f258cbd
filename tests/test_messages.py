"""Every code can be said in both languages, and every text that readers see has a translation."""

from __future__ import annotations

import re

import pytest

from kimgen import messages
from kimgen.clockparse import REASONS as DATE_REASONS
from kimgen.codes import SEVERITY, problem
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.labels import LABEL_REASONS
from kimgen.labelwords import RESERVED_REASONS
from kimgen.numbers import PRICE_REASONS
from kimgen.schema import TABLES, Field
from tests.support import ROOT

DATA = ROOT / "kimgen" / "data"
AT = Location("content/x/posts/a.md", 2, 8)


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", text))


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_every_code_has_words_and_no_words_are_left_over(lang: str) -> None:
    assert set(messages.words(lang).codes) == set(SEVERITY)
    for message, hint in messages.words(lang).codes.values():
        assert message
        assert not message.endswith("."), message
        assert hint


def test_both_languages_speak_of_the_same_values() -> None:
    for code, texts in messages.words("id").codes.items():
        english = messages.words("en").codes[code]
        assert _names("".join(texts)) == _names("".join(english)), code
        assert texts != english, code


def test_texts_are_well_formed() -> None:
    for lang in messages.LANGUAGES:
        for text in (text for pair in messages.words(lang).codes.values() for text in pair):
            assert text.count("<<") == text.count(">>")
            for optional in re.findall(r"<<(.*?)>>", text):
                assert _names(optional), f"nothing decides whether this is shown: {text}"


def _types(fields: tuple[Field, ...]) -> set[str]:
    return {item.type for item in fields} | {
        kind for item in fields for kind in _types(item.fields)
    }


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_every_type_of_field_says_what_it_expects(lang: str) -> None:
    used = {kind for fields in TABLES.values() for kind in _types(fields)}
    assert used <= set(messages.words(lang).types)
    assert set(messages.words("id").types) == set(messages.words("en").types)


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("code", SEVERITY)
def test_missing_values_never_raise(code: str, lang: str) -> None:
    for said in messages.text(problem(code, AT), lang):
        assert "{" not in said
        assert "<<" not in said
        assert said == said.strip()


def test_unknown_codes_and_languages_are_survived() -> None:
    odd = Diagnostic(AT, "no-such-code", Severity.ERROR)
    assert messages.text(odd) == ("no-such-code", "")
    assert messages.text(problem("post-draft", AT), "xx") == messages.text(
        problem("post-draft", AT), "id"
    )


def test_values_are_filled_in_once() -> None:
    said, _ = messages.text(problem("field-unknown", AT, field="{where}<<x>>", where=""))
    assert "{where}<<x>>" in said


def test_what_has_no_value_is_left_out() -> None:
    with_hint = problem("field-unknown", AT, field="judl", suggestion="judul", where="")
    rest = "Betulkan namanya, atau hapus baris ini."
    assert messages.text(with_hint)[1] == f"Mungkin maksudnya “judul”? {rest}"
    without = problem("field-unknown", AT, field="xyz", suggestion="", where="")
    assert messages.text(without)[1] == rest


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_reasons_become_words(lang: str) -> None:
    index = messages.LANGUAGES.index(lang)
    cases = [
        *((problem("date-invalid", AT, reason=key), said) for key, said in DATE_REASONS.items()),
        *((problem("price-invalid", AT, reason=key), said) for key, said in PRICE_REASONS.items()),
        *((problem("label-invalid", AT, reason=key), said) for key, said in LABEL_REASONS.items()),
        *((problem("label-reserved", AT, why=key), said) for key, said in RESERVED_REASONS.items()),
    ]
    for found, said in cases:
        assert said[index] in messages.text(found, lang)[0]


def test_an_expected_type_is_named() -> None:
    found = problem("value-invalid", AT, field="email", value="x", type="email", suggestion="")
    assert "kim@contoh.example" in messages.text(found)[1]
