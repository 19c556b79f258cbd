"""The reference pages in the documentation say what the code does."""

from __future__ import annotations

import pytest

from kimgen.codes import SEVERITY
from kimgen.reference import codes, reference
from kimgen.schema import TABLES, Field
from tests.support import ROOT


@pytest.mark.parametrize(("name", "page"), [("isi.md", reference()), ("kode.md", codes())])
def test_the_documentation_is_up_to_date(name: str, page: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == page, "run .ci/write-reference"


def test_every_code_has_one_row_with_its_meaning() -> None:
    rows = [line for line in codes().splitlines() if line.startswith("| `")]
    cells = [row.strip("| ").split(" | ") for row in rows]
    assert sorted(code.strip("`") for code, _ in cells) == sorted(SEVERITY)
    assert all(said.endswith((".", ")")) for _, said in cells)


def _all(fields: tuple[Field, ...], above: str = "") -> list[str]:
    names = []
    for item in fields:
        names.append(f"{above}{item.name}")
        names += _all(item.fields, f"{above}{item.name} › ")
    return names


def test_every_field_is_in_it_with_four_cells() -> None:
    text = reference()
    for fields in TABLES.values():
        for name in _all(fields):
            assert f"| `{name}`" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for row in rows:
        assert row.replace("\\|", "").count("|") == 5, row
