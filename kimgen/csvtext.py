"""Tables as CSV (RFC 4180) that programs read as they are and spreadsheets do not run.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` or a control character for a formula,
which may fetch addresses and start programs. Such a text gets an apostrophe in front, as
spreadsheets themselves write it; numbers stay numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

Cell = str | int | float | None
"""A text, a number, or nothing."""

_FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n\x00]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def csv_table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table in UTF-8, one row a line that ends with CRLF; line breaks within a text are spaces,
    so that a row is a line for whoever reads it line by line."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(name) for name in header])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _cell(cell: Cell) -> str | int | float | None:
    if not isinstance(cell, str):
        return cell
    text = " ".join(_CONTROL.sub("", cell).splitlines()) if not cell.isprintable() else cell
    return f"'{text}" if _FORMULA.match(cell) or _FORMULA.match(text) else text
