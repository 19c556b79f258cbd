"""Findings as text, JSON and annotations."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen import report
from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location

POST = "content/64.02-x/64.02.06.1005-melayu/kim-melayu/posts/2026-11-24-panen.md"


def _date(line: int = 3, column: int = 10, excerpt: str = "tanggal: besok") -> Diagnostic:
    at = Location(POST, line, column)
    return problem("date-invalid", at, excerpt, field="tanggal", value="besok", reason="relative")


def test_text_has_place_line_caret_and_hint() -> None:
    text = report.as_text([_date()], lang="en")
    first, line, caret, hint = text.splitlines()
    assert first.startswith(f"{POST}:3:10: error: The date “besok” in “tanggal” cannot be used: ")
    assert first.endswith(" [date-invalid]")
    assert line == "  tanggal: besok"
    assert caret == "  " + " " * 9 + "^"
    assert hint.startswith("  Write it as 2026-11-24")


def test_a_finding_without_a_line_has_neither_excerpt_nor_caret() -> None:
    text = report.as_text([problem("kim-empty", Location("content/a/b"))])
    assert text.startswith("content/a/b: warning: KIM ini belum punya tulisan [kim-empty]\n")
    assert "^" not in text


def test_unknown_columns_have_no_caret() -> None:
    assert "^" not in report.as_text([_date(column=0)])


@pytest.mark.parametrize(
    ("excerpt", "column", "before"),
    [
        ("\tjudul", 2, 4),
        ("a\tb", 3, 4),
        ("村: x", 4, 4),
        ("e\u0301: x", 4, 2),
        ("abc", 99, 3),
    ],
)
def test_the_caret_stands_below_its_character(excerpt: str, column: int, before: int) -> None:
    _, _, caret, _ = report.as_text([_date(column=column, excerpt=excerpt)]).splitlines()
    assert caret == "  " + " " * before + "^"


def test_long_lines_are_cut_around_the_caret() -> None:
    excerpt = "a" * 300 + "X" + "b" * 300
    for width in (40, 100):
        text = report.as_text([_date(column=301, excerpt=excerpt)], width=width)
        _, line, caret, _ = text.splitlines()
        assert len(line) <= width
        assert line[caret.index("^")] == "X"


@given(st.text(max_size=200), st.integers(0, 250), st.integers(30, 120))
def test_any_line_can_be_shown(excerpt: str, column: int, width: int) -> None:
    text = report.as_text([_date(column=column, excerpt=excerpt)], width=width)
    assert "\x1b" not in text
    assert len(text.split("\n")) <= 5


def test_a_terminal_cannot_be_steered_from_content() -> None:
    at = Location("content/\x1b[2Jx.md", 1, 1)
    found = problem("field-unknown", at, "\x1b]0;x\x07: 1", field="\x1b[31m\u202e", where="")
    text = report.as_text([found])
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_findings_are_sorted_and_said_once() -> None:
    other = problem("kim-empty", Location("content/a"))
    text = report.as_text([_date(line=9), other, _date(line=3), _date(line=9)], lang="en")
    heads = [line.partition(" ")[0] for line in text.splitlines() if line.startswith("content")]
    assert heads == [f"{POST}:3:10:", f"{POST}:9:10:", "content/a:"]


def test_nothing_found_is_nothing_said() -> None:
    assert report.as_text([]) == ""
    assert report.as_github([]) == ""
    assert json.loads(report.as_json([])) == {
        "diagnostics": [],
        "summary": {"errors": 0, "warnings": 0, "infos": 0},
    }


def test_json_is_one_object() -> None:
    whole = json.loads(report.as_json([_date()], lang="id", summary={"sites": 3}))
    (item,) = whole["diagnostics"]
    assert (item["path"], item["line"], item["column"]) == (POST, 3, 10)
    assert (item["code"], item["severity"]) == ("date-invalid", "error")
    assert item["params"]["value"] == "besok"
    assert item["message"].startswith("Tanggal “besok”")
    assert whole["summary"] == {"errors": 1, "warnings": 0, "infos": 0, "sites": 3}


def test_github_annotations_are_escaped() -> None:
    at = Location("content/a,b: 100%.md", 2, 1)
    found = problem("value-invalid", at, field="a", value="50%\r\nx", type="line", suggestion="")
    (line,) = report.as_github([found], lang="en").splitlines()
    head, _, said = line.removeprefix("::").partition("::")
    assert head == "warning file=content/a%2Cb%3A 100%25.md,title=value-invalid,line=2,col=1"
    assert "50%25%0D%0Ax" in said
    assert "%0AWrite one line of text." in said


def test_severities_of_annotations() -> None:
    at = Location("content/a")
    assert report.as_github([problem("post-draft", at)]).startswith("::notice ")
    assert report.as_github([problem("label-taken", at)]).startswith("::error ")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_only() -> None:
    assert report.wants_colour(_Terminal(), {})
    assert not report.wants_colour(io.StringIO(), {})
    assert not report.wants_colour(_Terminal(), {"NO_COLOR": "1"})
    assert not report.wants_colour(_Terminal(), {"TERM": "dumb"})
    assert "\x1b[31merror\x1b[0m" in report.as_text([_date()], colour=True)


def test_a_bug_is_shown_whole_to_be_pasted() -> None:
    trace = 'Traceback:\n  File "a.py", line 1\nValueError: x\n'
    text = report.as_text([problem("build-bug", Location("content/a"), detail=trace)], lang="en")
    first, *_, last = text.splitlines()
    assert first.endswith("not in your text: ValueError: x [build-bug]")
    assert last == "    ValueError: x"
    assert '      File "a.py", line 1' in text


def test_a_stream_of_few_characters_is_survived() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    report.write([_date()], stream)
    stream.flush()
    assert b"error: Tanggal ?besok?" in raw.getvalue()
