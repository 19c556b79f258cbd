"""What earlier builds left: a small database in the output folder.

One row a site holds what it was made from, its registry record, its findings
and its summary, so that a build reads what changed and nothing else, and says
again what it said before. A database that is missing, broken or of another
version only costs a rebuild.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from kimgen.codec import decode, encode
from kimgen.diagnostics import Diagnostic
from kimgen.staleness import Days, Inputs

STATE = ".kimgen"
"""Folder inside the output for manifests, state and cache; never a host."""
NAME = "state.sqlite"
FORMAT = 2
"""Version of the tables; another one is not understood."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one site; what is large stays in the database."""

    label: str
    folder: str
    source: str
    stamp: str
    """Stat of the folder when it was read; '' where git answered for it."""
    theme: str
    settings: str
    engine: str
    first: str
    last: str
    """Days on which it looks the same."""
    theme_name: str
    """Theme that kim.yaml asks for; '' for the portal's."""
    offset: int
    """Zone of the village, minutes east of UTC."""
    live: int
    """1 where the KIM is registered."""
    posts: int
    pages: int
    digest: str
    """Of record and summary: what the portal shows of it."""

    @property
    def inputs(self) -> Inputs:
        return Inputs(self.folder, self.source, self.theme, self.settings, self.engine)

    @property
    def days(self) -> Days:
        return Days(self.first, self.last)


COLUMNS = tuple(field.name for field in fields(Row))
LARGE = ("record", "record_found", "found", "summary", "headline")
"""JSON: a `Kim`, findings about kim.yaml and about the rest, a `SiteSummary`, a `Headline`."""


class State:
    """The state of one output folder, or of none: then nothing is known and nothing kept."""

    def __init__(self, output: Path | None) -> None:
        self._path = os.path.join(output, STATE, NAME) if output else ""  # noqa: PTH118
        self._db = self._open()
        self.rows: dict[str, Row] = {
            row[0]: Row(*row)
            for row in self._db.execute(f"SELECT {', '.join(COLUMNS)} FROM sites")
        }

    def _open(self) -> sqlite3.Connection:
        if not self._path:
            return _prepared(":memory:")
        os.makedirs(os.path.dirname(self._path), exist_ok=True)  # noqa: PTH103, PTH120
        try:
            return _prepared(self._path)
        except sqlite3.DatabaseError:  # broken, or not ours: begin again
            for ending in ("", "-journal", "-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(self._path + ending)  # noqa: PTH108
            return _prepared(self._path)

    def put(self, row: Row, large: Sequence[object]) -> None:
        """Keep what became of a site; `large` has the values of LARGE."""
        texts = [_json(value) for value in large]
        names = ", ".join((*COLUMNS, *LARGE))
        marks = ", ".join("?" * (len(COLUMNS) + len(LARGE)))
        self._db.execute(
            f"INSERT OR REPLACE INTO sites ({names}) VALUES ({marks})", (*astuple(row), *texts)
        )
        self.rows[row.label] = row

    def take(self, row: Sequence[object]) -> None:
        """Keep the whole row of another state: its values in the order of COLUMNS and LARGE."""
        marks = ", ".join("?" * len(row))
        names = ", ".join((*COLUMNS, *LARGE))
        self._db.execute(f"INSERT OR REPLACE INTO sites ({names}) VALUES ({marks})", tuple(row))
        values: Any = row[: len(COLUMNS)]
        known = Row(*values)
        self.rows[known.label] = known

    def whole(self, label: str) -> tuple[object, ...] | None:
        """The row of a site as `take` takes it; None where there is none."""
        names = ", ".join((*COLUMNS, *LARGE))
        found: tuple[object, ...] | None = self._db.execute(
            f"SELECT {names} FROM sites WHERE label = ?", (label,)
        ).fetchone()
        return found

    def touch(self, label: str, stamp: str) -> None:
        """Remember the new stat of a folder whose content did not change."""
        self._db.execute("UPDATE sites SET stamp = ? WHERE label = ?", (stamp, label))

    def large(self, label: str, name: str, kind: type[T]) -> T | None:
        """One large value of a site; None where it is not there or not understood."""
        assert name in LARGE
        found = self._db.execute(f"SELECT {name} FROM sites WHERE label = ?", (label,)).fetchone()
        return _value(found[0], kind) if found else None

    def each(self, name: str, kind: type[T]) -> Iterator[tuple[str, T]]:
        """(label, value) of every site that has one."""
        assert name in LARGE
        for label, text in self._db.execute(f"SELECT label, {name} FROM sites"):
            value = _value(text, kind)
            if value is not None:
                yield label, value

    def findings(self, labels: Iterable[str]) -> list[Diagnostic]:
        """All that was found in the sites of `labels` when they were built."""
        wanted = frozenset(labels)
        found: list[Diagnostic] = []
        query = "SELECT label, record_found, found FROM sites WHERE record_found || found <> '[][]'"
        for label, *texts in self._db.execute(query):
            if label in wanted:
                for text in texts:
                    found.extend(_value(text, tuple[Diagnostic, ...]) or ())
        return found

    def forget(self, labels: Iterable[str]) -> None:
        """Drop sites that are no more."""
        for label in labels:
            self._db.execute("DELETE FROM sites WHERE label = ?", (label,))
            self.rows.pop(label, None)

    def pages(self) -> dict[str, str]:
        """Path of each of the portal's pages -> what it was made from."""
        return dict(self._db.execute("SELECT path, made FROM pages"))

    def keep_pages(self, pages: Mapping[str, str]) -> None:
        """Replace what `pages` gives."""
        self._db.execute("DELETE FROM pages")
        self._db.executemany("INSERT INTO pages VALUES (?, ?)", pages.items())

    def meta(self, name: str) -> str:
        """A single text; '' where it is not known."""
        found = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def keep_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def meta_value(self, name: str, kind: type[T]) -> T | None:
        """A single value; None where it is not known."""
        return _value(self.meta(name), kind)

    def keep_meta_value(self, name: str, value: object) -> None:
        self.keep_meta(name, _json(value))

    def save(self) -> None:
        """Make all that was put lasting."""
        self._db.commit()

    def close(self) -> None:
        """Save and let go of the file."""
        self._db.commit()
        self._db.close()


def digest(*parts: object) -> str:
    """Hex digest of the text forms of `parts`, in order."""
    made = hashlib.sha256()
    for part in parts:
        text = repr(part).encode("utf-8", "surrogatepass")
        made.update(f"{len(text)}:".encode() + text)
    return made.hexdigest()


def _prepared(path: str) -> sqlite3.Connection:
    """The database at `path` with its tables. Raises `sqlite3.DatabaseError`."""
    db = sqlite3.connect(path, check_same_thread=False)
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version not in (0, FORMAT):
            raise sqlite3.DatabaseError("another version")
        if version == 0:
            small = ", ".join(COLUMNS[1:])
            large = ", ".join(LARGE)
            db.execute(f"CREATE TABLE sites (label TEXT PRIMARY KEY, {small}, {large})")
            db.execute("CREATE TABLE pages (path TEXT PRIMARY KEY, made TEXT) WITHOUT ROWID")
            db.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
            db.execute(f"PRAGMA user_version = {FORMAT}")
            db.commit()
        else:
            db.execute(f"SELECT {', '.join(COLUMNS)} FROM sites LIMIT 1").fetchone()
    except BaseException:
        db.close()
        raise
    return db


def _json(value: object) -> str:
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"))


def _value(text: object, kind: type[T]) -> T | None:
    try:
        return decode(kind, json.loads(str(text)))
    except (ValueError, TypeError, LookupError):
        return None
