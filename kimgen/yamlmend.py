"""Read YAML as it was meant where a phone or a hurry broke it.

A syntax error is looked at line by line: a colon or a special sign in an
unquoted text, a missing space after the colon, a tab, a curly quote. Where a
mended line makes the file readable, the value counts and a warning shows the
line as it should be written; where it does not, one error says what is wrong.
Only quoting and spacing are ever mended, never a value.
"""

from __future__ import annotations

import re

import yaml

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.enough import enough
from kimgen.yamlplain import plain_mapping
from kimgen.yamltree import Mapping, Scalar, Source, TreeError, compose, count_rows

_MAX_MENDS = 20
_MOST_READ = 1_000
"""Rows that are read again and again for mending: long texts are mended in fewer places."""
# of a line without the spaces at its end
_LINE = re.compile(r"^([ ]*(?:- +)?)([^\W\d][\w -]{0,40}?)[ ]{0,40}:(?:[ ]+(.*))?$")
_TIGHT = re.compile(r"^([ ]*(?:- +)?)([^\W\d]\w{0,40}):(?!//)([^\s:].*)$")
_CURLY = re.compile(r"^[“”„‟«‘’‚](.*)[“”„‟»‘’‛]$")
_KEY_FORM = re.compile(r"^[ ]*(?:- +)?[^\W\d][\w -]*:")


def read_mapping(text: str, source: Source) -> tuple[Mapping, tuple[Diagnostic, ...]]:
    """YAML text -> its top mapping and findings. Never raises.

    The mapping is empty where the text cannot be read; then exactly one of the
    findings is an error.
    """
    plain = plain_mapping(text, source)
    if plain is not None:
        return plain, ()
    nothing = Mapping((), source.path, source.first_line, 1)
    lines = text.split("\n")
    mends: list[Diagnostic] = []
    touched: set[int] = set()
    most = min(_MAX_MENDS, _MOST_READ // (count_rows(text) + 1))
    while True:
        try:
            tree, found = compose("\n".join(lines), source)
        except TreeError as error:
            # `judul: &Kopi Enak` and `judul: !Penting` are titles, not YAML
            number = _mend(lines, [error.diagnostic.location.line - source.first_line], touched)
            if number is None or len(mends) >= most:
                return nothing, (error.diagnostic,)
        # ValueError: the scanner without libyaml, on a number of a character that is none
        except (yaml.YAMLError, ValueError) as error:
            number = _mend(lines, _suspects(error, len(lines)), touched)
            if number is None or len(mends) >= most:
                return nothing, (_syntax(error, lines, source),)
        else:
            if tree is None or (isinstance(tree, Scalar) and not tree.text):  # `---` alone
                return nothing, tuple(mends)
            if isinstance(tree, Mapping):
                return tree, enough((*mends, *found), source.path)
            number = _mend(lines, range(len(lines)), touched)
            if number is None or len(mends) >= most:
                excerpt = lines[tree.at.line - source.first_line] if lines else ""
                return nothing, (problem("yaml-not-fields", tree.at, excerpt),)
        touched.add(number)
        at = Location(source.path, source.first_line + number, 1)
        original = text.split("\n")[number]
        fix, spaces = lines[number].strip(), ""
        if fix == original.strip():  # nothing but its place was wrong
            fix, spaces = "", str(len(lines[number]) - len(fix))
        mends.append(problem("yaml-mended", at, original, fix=fix, spaces=spaces))


def _suspects(error: yaml.YAMLError | ValueError, count: int) -> list[int]:
    """Lines that a syntax error may come from, likeliest first."""
    marks = [
        mark.line
        for mark in (getattr(error, "context_mark", None), getattr(error, "problem_mark", None))
        if mark is not None
    ]
    near = [number for line in reversed(marks) for number in (line, line - 1, line - 2)]
    wide = sorted({*range(min(marks, default=0), max(marks, default=0) + 1)}, reverse=True)
    return [number for number in dict.fromkeys([*near, *wide]) if 0 <= number < count]


def _mend(lines: list[str], suspects: range | list[int], touched: set[int]) -> int | None:
    """Rewrite the first suspect that can be mended, in place; its index or None."""
    for number in suspects:
        if number in touched:
            continue
        better = _better(lines, number)
        if better is not None and better != lines[number]:
            lines[number] = better
            return number
    return None


def _better(lines: list[str], number: int) -> str | None:
    """Line `number` as it should be, None where nothing about it looks broken."""
    line = lines[number]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _indented(lines, number)
    tight = _TIGHT.match(line)
    if tight:
        indent, key, value = tight.groups()
        return f"{indent}{key}: {_quote(value) if _needs_quotes(value) else value}"
    match = _LINE.match(line.rstrip(" "))
    if not match:
        return None
    indent, key, value = match.groups()
    if value and _needs_quotes(value):
        return f"{indent}{key}: {_quote(value)}"
    return _indented(lines, number) if line[0] == " " else None


def _indented(lines: list[str], number: int) -> str | None:
    """The line with the indentation that its neighbour above asks for: its own
    list or group where that one opens it, else the same column."""
    text = lines[number].strip()
    if not _KEY_FORM.match(text):
        return None
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    depth = len(above) - len(above.lstrip(" "))
    if above.rstrip().endswith(":"):
        depth += 2
    elif above.lstrip().startswith("- ") and not text.startswith("- "):
        depth += len(above.lstrip()) - len(above.lstrip()[2:].lstrip())
    return " " * depth + text


def _needs_quotes(value: str) -> bool:
    if value[0] in "\"'":
        body = value[1:-1]
        closed = len(value) > 1 and value[-1] == value[0]
        return not closed or value[0] in body.replace("''", "").replace('\\"', "")
    if _CURLY.match(value) or value[0] in "@`%&*!|>[]{},#?":
        return True
    return ": " in value or value.endswith(":") or value.startswith("- ")


def _quote(value: str) -> str:
    """`value` as a double-quoted YAML scalar; an open list is closed instead."""
    if value[0] == "[" and "]" not in value and value.count("[") == 1:
        return f"{value}]"
    curly = _CURLY.match(value)
    if curly:
        value = curly.group(1)
    elif value[0] in "\"'":
        value = value[1:-1] if len(value) > 1 and value[-1] == value[0] else value[1:]
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _syntax(error: yaml.YAMLError | ValueError, lines: list[str], source: Source) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "simple key" in str(getattr(error, "context", "")):
        mark = getattr(error, "context_mark", None) or mark  # the line that lacks its colon
    if mark is None:
        return problem("yaml-syntax", Location(source.path, source.first_line, 1), lines[0])
    if mark.line >= len(lines):  # the text ended in the middle of something
        at = Location(source.path, source.first_line + len(lines) - 1, len(lines[-1]) + 1)
        return problem("yaml-syntax", at, lines[-1])
    return problem("yaml-syntax", source.at(mark), lines[mark.line])
