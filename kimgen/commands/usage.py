"""What is said where a command line cannot be understood: one message, in Indonesian or English.

click speaks English; here its errors get the words of everything else that
kimgen says. With `--lang en` click's own message is kept.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

import click

_GIVEN = re.compile(r"'(.*?)' |^(-?\d+) is not in the range", re.DOTALL)
"""The value in click's own sentence; the error itself does not carry it."""


def language(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, whether or not the rest of it can be read."""
    for first, second in zip(arguments, [*arguments[1:], ""], strict=False):
        if first == "--lang=en" or (first == "--lang" and second == "en"):
            return "en"
    return "id"


def usage_text(error: click.UsageError, lang: str) -> str:
    """What is wrong, and where help is, without a usage line."""
    message = error.format_message() if lang == "en" else _indonesian(error)
    path = error.ctx.command_path if error.ctx else "kimgen"
    return f"{message}\n{'Help' if lang == 'en' else 'Bantuan'}: {path} --help"


def _indonesian(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            known = _options(error.ctx)
            return f"Tidak ada pilihan {error.option_name}.{_near(error.option_name, known)}"
        case click.MissingParameter():
            return f"Belum disebut: {_name(error)}"
        case click.BadOptionUsage():
            return f"{error.option_name}: nilainya belum ditulis, atau tidak perlu ditulis."
        case click.BadParameter():
            return _value(error)
    if found := re.match(r"No such command (['\"])(.+)\1", error.message):
        return f"Tidak ada perintah {found[2]}.{_near(found[2], _commands(error.ctx))}"
    if found := re.search(r"unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"Tidak dimengerti: {found[1]}"
    return error.format_message()


def _value(error: click.BadParameter) -> str:
    """A value that does not fit: what was given, and what would fit."""
    name = _name(error)
    kind = error.param.type if error.param else None
    found = _GIVEN.search(f"{error.message} ")
    given = f" {found[1] or found[2]}" if found else ""
    match kind:
        case click.Choice():
            return f"{name}: tidak ada{given}. Pilihannya: {', '.join(map(str, kind.choices))}."
        case click.types.IntParamType():
            least = getattr(kind, "min", None)
            most = getattr(kind, "max", None)
            bounds = f" dari {least}" * (least is not None) + f" sampai {most}" * (most is not None)
            shown = f",{given} tidak bisa dipakai" if given else ""
            return f"{name}: tulis bilangan bulat{bounds}{shown}."
        case click.Path() if "is a file" in error.message:
            return f"{name}:{given} bukan folder."
        case click.Path() if "not readable" in error.message:
            return f"{name}:{given} tidak boleh dibaca."
    return f"{name}: {error.message}"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "?")
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.human_readable_name.upper()


def _options(context: click.Context | None) -> list[str]:
    return [name for param in context.command.params for name in param.opts] if context else []


def _commands(context: click.Context | None) -> list[str]:
    group = context.command if context else None
    return group.list_commands(context) if context and isinstance(group, click.Group) else []


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f" Mungkin maksudnya {near[0]}." if near else ""
