"""How commands talk: lines that fit a phone's terminal, and refusals.

Only words go in and out here; nothing of what a command does.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import IO, Any

import click

BAD_USE = 2
"""Exit code: nothing was done, because what was asked cannot be done."""


class Refusal(click.ClickException):
    """Something cannot be done as it was asked; nothing has been changed."""

    exit_code = BAD_USE

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(wrapped(self.message), file=file or sys.stderr)


def wrapped(text: str) -> str:
    """`text` in the width of the terminal; indentation of a line goes on in the next."""
    width = min(max(shutil.get_terminal_size((80, 24)).columns, 20), 80)
    lines = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(
            line,
            width,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        ) or [""]
    return "\n".join(lines)


def say(text: str = "") -> None:
    """Print `text` for people."""
    click.echo(wrapped(text))


def ask(question: str, default: str = "", unanswered: str = "") -> str:
    """The answer to `question`.

    Where nobody is there to answer (standard input has ended), a refusal that
    says `unanswered`. An interrupt stays `click.Abort`.
    """
    try:
        answer: str = click.prompt(wrapped(question), default=default or None, type=str)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        click.echo()
        raise Refusal(unanswered or f"Belum dijawab: {question}") from None
    return answer.strip()


def numbered(items: Iterable[str]) -> str:
    """A list to choose from; items of several lines are indented below their first."""
    out = []
    for number, item in enumerate(items, 1):
        first, *rest = item.split("\n")
        out.append(f"{number}. {first}")
        out += [f"   {line}" for line in rest]
    return "\n".join(out)
