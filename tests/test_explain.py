"""Every code has its page, and the examples on it are true."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result

from kimgen.codes import SEVERITY
from kimgen.commands.explain import explain
from kimgen.explanations import page
from kimgen.frontmatter import parse_post, parse_yaml
from kimgen.model import Portal
from kimgen.schema import LANGUAGE_NAMES
from kimgen.validate import validate_kim, validate_post, village
from tests.support import ROOT

PAGES = ROOT / "kimgen" / "data" / "explain"
MELAYU, _ = village("64.02.06.1005", None)


def _explain(*args: str) -> Result:
    return CliRunner().invoke(explain, args)


def test_every_code_has_a_page_and_no_file_is_left_over() -> None:
    assert {path.name for path in PAGES.iterdir()} == {f"{code}.md" for code in SEVERITY}


@pytest.mark.parametrize("code", SEVERITY)
def test_a_page_says_what_happened_and_shows_before_and_after(code: str) -> None:
    text = page(code)
    assert text.startswith(f"# {code}\n\n")
    what, why = text.split("\n\n")[1:3]
    assert what.endswith((".", ")"))
    assert len(why) > 30
    before, after = _examples(code)
    assert before
    assert after
    assert before != after


def _examples(code: str) -> tuple[str, str]:
    _, before, after = re.split(r"(?:Sebelum|Sesudah):\n\n", page(code))
    return _unindented(before), _unindented(after)


def _unindented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.strip("\n").split("\n"))


FIELDS_OF_POSTS = {
    "yaml-syntax": "", "yaml-not-fields": "", "yaml-alias": "", "yaml-tag": "", "yaml-key": "",
    "duplicate-key": "", "field-missing": "", "field-unknown": "", "field-elsewhere": "",
    "field-twice": "", "date-invalid": "jenis: agenda", "choice-unknown": "jenis: klarifikasi",
    "value-invalid": "jenis: lapak", "price-invalid": "jenis: lapak", "yaml-mended": "",
    "yaml-hash": "", "weekday-mismatch": "", "title-guessed": "",
    "event-backwards": "jenis: agenda", "slug-changed": "", "language-unknown": "",
}  # fmt: skip
"""Codes whose examples are front matter -> a line that goes before them."""
WHOLE_POSTS = ("front-matter-open", "front-matter-missing")
RECORDS = ("field-missing-inner", "field-shape", "number-format-unusual", "kim-not-live")


def _of_post(text: str) -> set[str]:
    document = parse_post(text.encode(), "posts/2026-11-24-panen.md")
    return {item.code for item in validate_post(document, MELAYU, Portal()).found}


def _of_kim(text: str) -> set[str]:
    document = parse_yaml(f"nama: KIM Melayu\n{text}\n".encode(), "kim.yaml")
    found = validate_kim(document, "a/b/kim-melayu", MELAYU, Portal())[1]
    return {item.code for item in found}


@pytest.mark.parametrize("code", FIELDS_OF_POSTS)
def test_examples_of_front_matter_are_true(code: str) -> None:
    before, after = (
        f"---\n{FIELDS_OF_POSTS[code]}\n{example}\n---\n\nIsi.\n" for example in _examples(code)
    )
    assert code in _of_post(before)
    assert code not in _of_post(after)


@pytest.mark.parametrize("code", WHOLE_POSTS)
def test_examples_of_posts_are_true(code: str) -> None:
    before, after = _examples(code)
    assert code in _of_post(before)
    assert _of_post(after) == set()


def test_the_example_of_dashes_is_true() -> None:
    before, after = _examples("front-matter-dashes")
    assert _of_post(f"{before}\n") == {"front-matter-dashes"}
    assert _of_post(f"{after}\n") == set()


@pytest.mark.parametrize("code", RECORDS)
def test_examples_of_records_are_true(code: str) -> None:
    before, after = _examples(code)
    assert code in _of_kim(before)
    assert _of_kim(after) == set()


# --- the command --------------------------------------------------------------------


def test_a_code_is_explained() -> None:
    result = _explain("date-invalid")
    assert result.exit_code == 0
    assert "Sebelum:" in result.output
    assert "    mulai: besok jam 8" in result.output


def test_a_code_is_found_as_it_was_pasted() -> None:
    assert _explain("[Date-Invalid]").output == _explain("date-invalid").output


def test_english_gets_a_summary_first() -> None:
    assert _explain("date-invalid", "--lang", "en").output.startswith("The date")


def test_all_codes_are_listed_one_a_line() -> None:
    for lang in ("id", "en"):
        lines = _explain("--lang", lang).output.splitlines()
        assert [line.partition(":")[0] for line in lines] == sorted(SEVERITY)


def test_an_unknown_code_gets_a_suggestion() -> None:
    result = _explain("date-invald")
    assert result.exit_code == 2
    assert "date-invalid" in result.stderr
    assert _explain("zzzz").exit_code == 2


def test_the_languages_that_are_known_are_listed() -> None:
    listed = ", ".join(f"`{code}` {name}" for code, name in LANGUAGE_NAMES.items())
    assert listed in (PAGES / "language-unknown.md").read_text(encoding="utf-8")
