"""Digits of a script: those of Arabic where Malay is written in Jawi. A table, and nothing else."""

from __future__ import annotations

_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def in_script(text: str, lang: str) -> str:
    """`text` with the digits that a reader of `lang` is used to.

    For dates, times, amounts and counts; codes, phone numbers and addresses keep the digits that a
    keyboard has, whatever stands around them.
    """
    return text.translate(_ARABIC) if lang.endswith("-Arab") else text
