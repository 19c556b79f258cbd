"""A build in parts, each on a machine of its own: who belongs to which, and what one left.

Which part a KIM belongs to follows from its label alone, so it stays there
whatever becomes of the others. What a part left is its state, which is only
read here; `merge` folds it into another one.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kimgen import __version__
from kimgen.codec import decode
from kimgen.commits import LEVELS
from kimgen.database import unsealed
from kimgen.diagnostics import Diagnostic
from kimgen.state import FORMAT, NAME, STATE, State, read_rows

FAILED = tuple[tuple[str, tuple[Diagnostic, ...]], ...]
"""KIMs that could not be built, with what was found in them."""


class PartError(Exception):
    """What is no part, or none that can be read."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        """`absent`, `broken`, `format` or `same`."""
        self.name = name
        """The part, where one of several is meant."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The `number`-th of `count` parts; the first is 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def has(self, label: str) -> bool:
        """Whether the KIM belongs here; those who claim one label are together."""
        made = hashlib.sha256(label.casefold().encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(made[:8]) % self.count == self.number - 1


def parse_shard(text: str) -> Shard | None:
    """`2/3` as a shard; None for what is none."""
    found = re.fullmatch(r"([0-9]{1,5})/([0-9]{1,5})", text)
    shard = Shard(int(found[1]), int(found[2])) if found else None
    return shard if shard and 1 <= shard.number <= shard.count else None


@dataclass(frozen=True, slots=True)
class Part:
    """What one part left."""

    name: str
    """As it was given."""
    file: Path
    """Its state."""
    sites: Path | None
    """Output folder that holds its sites; None where only the state was given."""
    shard: Shard | None
    """None for a build that was not one of several."""
    failed: dict[str, tuple[Diagnostic, ...]]
    """KIMs that could not be built, and what was found in them."""

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Rows of its own KIMs, as `State.take` takes them. Raises `PartError`."""
        try:
            with closing(_connect(self.file)) as db:
                for row in read_rows(db):
                    # an output folder that was another part before still knows its KIMs
                    if self.shard is None or self.shard.has(str(row[0])):
                        yield row
        except sqlite3.Error as error:
            raise PartError("broken", self.name) from error


def read_part(path: Path) -> Part:
    """The part whose output folder, state folder or state file is `path`. Raises `PartError`."""
    places = {
        path / STATE / NAME: path,
        path / NAME: path.parent if path.name == STATE else None,
        path: None,
    }
    file = next((file for file in places if file.is_file()), None)
    if file is None:
        raise PartError("absent")
    try:
        with closing(_connect(file)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version != FORMAT:
                raise PartError("format" if version else "broken")
            meta = dict(db.execute("SELECT name, value FROM meta"))
            program = meta.get("program", "")
            if program and program.partition(",")[0] != f"kimgen {__version__}":
                raise PartError("format")
    except sqlite3.Error as error:
        raise PartError("broken") from error
    return Part(
        str(path),
        file,
        places[file],
        parse_shard(meta.get("shard", "")),
        _failed(meta.get("failed", "")),
    )


def leave(
    state: State,
    shard: Shard,
    program: str,
    failed: Mapping[str, str],
    found: Iterable[Diagnostic],
) -> None:
    """Leave in `state` what a merge has to know besides the rows; `failed` has the folder of
    each KIM that could not be built, as findings name it."""
    by_folder: dict[str, list[Diagnostic]] = {folder: [] for folder in failed.values()}
    for item in found:
        folder = "/".join(item.location.path.split("/")[: LEVELS + 1])
        by_folder.get(folder, []).append(item)
    lost = tuple((label, tuple(by_folder[folder])) for label, folder in sorted(failed.items()))
    state.keep_meta("shard", str(shard))
    state.keep_meta("program", program)
    state.keep_meta_value("failed", lost)


def _failed(text: str) -> dict[str, tuple[Diagnostic, ...]]:
    """What `leave` left. Raises `PartError`."""
    try:
        return dict(decode(FAILED, json.loads(unsealed(text)))) if text else {}
    except (ValueError, TypeError, LookupError, sqlite3.Error) as error:
        raise PartError("broken") from error


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)
