"""What is wrong, where, and how bad: findings as plain values.

A finding is a value that is yielded or collected, never raised. It carries a
stable code and the parameters of its message, not the message itself: the
words, in Indonesian and English, live in `messages.py`, so that the same
finding can be shown in either language, cached, pickled or compared.

Only the standard library may be imported here, and nothing may be read or
printed: `report.py` does that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is; larger is worse."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """The lower-case English word used in every output format."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a content file."""

    path: str
    """Path with forward slashes, relative to the folder that holds `content/`."""
    line: int = 0
    """1-based line; 0 means the file as a whole."""
    column: int = 0
    """1-based column in characters; 0 means unknown."""

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about one place. Made by `codes.problem`."""

    location: Location
    """Where."""
    code: str
    """Stable English kebab-case code, a key of `codes.SEVERITY`."""
    severity: Severity
    """How bad."""
    params: tuple[tuple[str, str], ...] = ()
    """Named values that the message and the hint mention."""
    excerpt: str = ""
    """The offending line of the file, where there is one."""

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Reports show findings by file, line, column, then code."""
        where = self.location
        return (where.path, where.line, where.column, self.code)


def worst(found: tuple[Diagnostic, ...] | list[Diagnostic]) -> Severity:
    """The highest severity among `found`; `INFO` when there is none."""
    return max((item.severity for item in found), default=Severity.INFO)
