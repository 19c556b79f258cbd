"""The content reference in the documentation says what the code does."""

from __future__ import annotations

from kimgen.reference import reference
from kimgen.schema import TABLES, Field
from tests.support import ROOT


def test_the_documentation_is_up_to_date() -> None:
    written = (ROOT / "docs" / "isi.md").read_text(encoding="utf-8")
    assert written == reference(), "run .ci/write-reference"


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
