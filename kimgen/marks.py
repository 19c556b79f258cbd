"""The mark of a text of the interface in a table, which is translated where it is shown."""

from __future__ import annotations


def N_(text: str) -> str:
    """`text` as it is: one that `_` gets later, by a name. The mark by which it is collected."""
    return text
