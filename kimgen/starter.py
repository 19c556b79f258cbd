"""What `kimgen init` writes: the files of `data/starter/`, dated around today.

In these texts `{hari-3}` stands for the day three days before today, `{hari+7}`
for a week from now; a file's name may begin with it, without braces. `titik-`
at the beginning of a name stands for a dot: tools treat files with a dot in ways
that the package's own data must not depend on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

CONTENT = "content"
"""The folder of the starter that holds all content."""

_DAY = re.compile(r"\{hari([+-]\d+)\}")
_NAME = re.compile(r"^hari([+-]\d+)")
_DOT = "titik-"


def starter_files(today: dt.date) -> tuple[tuple[str, str], ...]:
    """(path with forward slashes, text) of every file of a new nation."""
    top = resources.files("kimgen").joinpath("data", "starter")
    return tuple(sorted(_files(top, "", today)))


def _files(folder: Traversable, path: str, today: dt.date) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        name = _NAME.sub(lambda match: _day(match, today), entry.name)
        name = f".{name.removeprefix(_DOT)}" if name.startswith(_DOT) else name
        if entry.is_dir():
            yield from _files(entry, f"{path}{name}/", today)
        else:
            text = entry.read_text(encoding="utf-8")
            yield f"{path}{name}", _DAY.sub(lambda match: _day(match, today), text)


def _day(match: re.Match[str], today: dt.date) -> str:
    return (today + dt.timedelta(days=int(match[1]))).isoformat()
