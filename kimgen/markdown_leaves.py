"""How table rows and link definitions are written: text to parts, nothing else.

Used by the block stage (`markdown_blocks.py`). Only text goes in and only tuples come out.
"""

from __future__ import annotations

import re

from kimgen.markdown_inlines import normal_label, scan_label, scan_target, scan_title, skip_space

_DASHES = re.compile(r"[ \t]*(:?)-+(:?)[ \t]*")
_CELL = re.compile(r"(?:[^|\\]|\\\|?)*")
_BEFORE_TITLE = re.compile(r"[ \t]*\n?[ \t]*")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")


def alignments(line: str) -> tuple[str, ...]:
    """The columns of a row of dashes ('', 'left', 'center', 'right'); () when it is none."""
    text = line.strip(" \t")
    if "|" not in text:
        return ()
    parts = text.removeprefix("|").removesuffix("|").split("|")
    found = []
    for part in parts:
        dashes = _DASHES.fullmatch(part)
        if dashes is None:
            return ()
        left, right = dashes.groups()
        found.append(("center" if right else "left") if left else ("right" if right else ""))
    return tuple(found)


def cells(line: str) -> list[str]:
    """The cells of a row, `\\|` made `|`; [] when the line has no cell."""
    line = line.strip(" \t")
    at, end = 0, len(line)
    found: list[str] = []
    while True:
        if line.startswith("|", at):
            at += 1
        cell = _CELL.match(line, at)
        stop = cell.end() if cell else end
        text = line[at:stop].strip(" \t")
        if stop >= end:
            if text:
                found.append(text)
            break
        found.append(text)
        at = stop
    return [text.replace("\\|", "|") for text in found]


def count_cells(line: str) -> int:
    """How many cells the head row has; 0 when it cannot be one."""
    backslashes = len(line) - len(line.rstrip("\\"))
    if backslashes % 2 or "|" not in line.replace("\\|", ""):
        return 0
    return len(cells(line))


def take_definition(text: str) -> tuple[str, str, str, int] | None:
    """The link definition at the start of `text`: (normal label, target, title, where it ends)."""
    start = skip_space(text, 0)
    scanned = None if text.startswith("[^", start) else scan_label(text, start)
    if scanned is None or not scanned[0].strip() or not text.startswith(":", scanned[1]):
        return None
    label, at = scanned
    at = skip_line_break(text, at + 1)
    target = scan_target(text, at)
    if target is None or target[1] == at:
        return None
    url, at = target
    title, end = "", _LINE_END.match(text, at)
    before = skip_line_break(text, at)
    if before > at and (titled := scan_title(text, before)):
        closing = _LINE_END.match(text, titled[1])
        if closing:
            title, end = titled[0], closing
    return (normal_label(label), url, title, end.end()) if end else None


def skip_line_break(text: str, at: int) -> int:
    """Past white space with at most one line break in it."""
    found = _BEFORE_TITLE.match(text, at)
    return found.end() if found else at
