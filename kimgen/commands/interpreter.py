"""What to say of a Python whose own parsers have known faults."""

from __future__ import annotations

import sys

SOUND = {11: 14, 12: 12, 13: 6}
"""Minor version of Python 3 -> the first patch whose html.parser takes no longer than it should on
hostile text (CVE-2025-6069). Later minor versions never had the fault. Python-Markdown, which
stands in where there is no native engine, loads that module."""

_SAID = {
    "id": "Peringatan: Python {now} punya celah yang sudah diketahui di html.parser. "
    "Pasang Python {sound} atau yang lebih baru.",
    "en": "Warning: Python {now} has a known fault in html.parser. "
    "Install Python {sound} or a newer one.",
}


def fault(version: tuple[int, int, int]) -> str:
    """The version to have instead of (major, minor, patch); '' where it has no known fault."""
    major, minor, patch = version
    sound = SOUND.get(minor, 0)
    return f"{major}.{minor}.{sound}" if patch < sound else ""


def warn_of_python(lang: str) -> None:
    """Say so on standard error, in a line, where this Python has the fault."""
    version = sys.version_info[:3]
    sound = fault(version)
    if sound:
        now = ".".join(map(str, version))
        print(_SAID[lang].format(now=now, sound=sound), file=sys.stderr)
