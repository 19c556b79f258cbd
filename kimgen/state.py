"""What earlier builds left: a small database in the output folder.

One row a site holds what it was made from, its registry record, its findings
and its summary, so that a build reads what changed and nothing else, and says
again what it said before. A row is about the site that is live, or that waits
to be published; which ones wait is a table, too (`release`). What does not bear
its checksum counts as missing; a database that is missing, broken or of another
version only costs a rebuild.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from kimgen.codec import decode, encode
from kimgen.database import checksum, open_database, sealed, unsealed
from kimgen.diagnostics import Diagnostic
from kimgen.staleness import Days, Inputs

STATE = ".kimgen"
"""Folder inside the output for manifests, state and cache; never a host."""
NAME = "state.sqlite"
FORMAT = 3
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A site that lies aside until it is published."""

    host: str
    """Name of its folder."""
    label: str
    """'' for the portal."""
    number: int
    """Inode of its folder."""
    boot: str
    """Run of this machine in which it was made: after a power cut it may have holes."""
    moving: int = 0
    """1 where it is being published: that has to be carried through."""


COLUMNS = tuple(field.name for field in fields(Row))
LARGE = ("record", "record_found", "found", "summary", "headline")
"""JSON: a `Kim`, findings about kim.yaml and about the rest, a `SiteSummary`, a `Headline`."""
_TABLES = (
    f"sites (label TEXT PRIMARY KEY, {', '.join((*COLUMNS[1:], *LARGE))}, checksum)",
    f"waiting (host TEXT PRIMARY KEY, {', '.join(each.name for each in fields(Waiting)[1:])})",
    "pages (path TEXT PRIMARY KEY, made TEXT) WITHOUT ROWID",
    "meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
)


class State:
    """The state of one output folder, or of none: then nothing is known and nothing kept."""

    def __init__(self, output: Path | None, durable: bool = True) -> None:
        """Raises `sqlite3.Error` and `OSError`; without `durable` a power cut may cost it all."""
        self.output = output
        self._db = open_database(str(output / STATE / NAME) if output else "", FORMAT, _TABLES)
        if not durable:
            self._db.execute("PRAGMA synchronous = OFF")
        small = ", ".join(COLUMNS)
        self.rows: dict[str, Row] = {
            row[0]: Row(*row[:-1])
            for row in self._db.execute(f"SELECT {small}, checksum FROM sites")
            if row[-1] == checksum(row[:-1])
        }
        self.waiting: dict[str, Waiting] = {
            row[0]: Waiting(*row) for row in self._db.execute("SELECT * FROM waiting")
        }
        """Host -> a site that is not live yet."""

    def put(self, row: Row, large: Sequence[object]) -> None:
        """Keep what became of a site; `large` has the values of LARGE."""
        self.take((*astuple(row), *(_json(value) for value in large)))

    def take(self, row: Sequence[object]) -> None:
        """Keep the whole row of another state: its values in the order of COLUMNS and LARGE."""
        values: Any = tuple(row[: len(COLUMNS)])
        marks = ", ".join("?" * (len(row) + 1))
        names = ", ".join((*COLUMNS, *LARGE, "checksum"))
        self._db.execute(
            f"INSERT OR REPLACE INTO sites ({names}) VALUES ({marks})", (*row, checksum(values))
        )
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
        row = self.rows[label] = replace(self.rows[label], stamp=stamp)
        self._db.execute(
            "UPDATE sites SET stamp = ?, checksum = ? WHERE label = ?",
            (stamp, checksum(astuple(row)), label),
        )

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
        texts = "substr(record_found, 9) || substr(found, 9)"
        query = f"SELECT label, record_found, found FROM sites WHERE {texts} <> '[][]'"
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

    def wait(self, site: Waiting) -> None:
        """A site lies aside, in place of one of the same host that did."""
        self._db.execute("INSERT OR REPLACE INTO waiting VALUES (?, ?, ?, ?, ?)", astuple(site))
        self.waiting[site.host] = site

    def unwait(self, hosts: Iterable[str]) -> None:
        """Sites do not lie aside any more."""
        for host in hosts:
            self._db.execute("DELETE FROM waiting WHERE host = ?", (host,))
            self.waiting.pop(host, None)

    def save(self) -> None:
        """Make all that was put lasting."""
        self._db.commit()

    def close(self) -> None:
        """Let go of the file; what was put since the last `save` is lost."""
        self._db.close()


def digest(*parts: object) -> str:
    """Hex digest of the text forms of `parts`, in order."""
    made = hashlib.sha256()
    for part in parts:
        text = repr(part).encode("utf-8", "surrogatepass")
        made.update(f"{len(text)}:".encode() + text)
    return made.hexdigest()


def read_rows(db: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Rows of the sites that are live, as `State.take` takes them. Raises `sqlite3.Error`."""
    names = ", ".join((*COLUMNS, *LARGE, "checksum"))
    live = "label NOT IN (SELECT label FROM waiting)"
    for row in db.execute(f"SELECT {names} FROM sites WHERE {live} ORDER BY label"):
        *values, made = row
        for text in values[len(COLUMNS) :]:
            unsealed(text)
        if made == checksum(values[: len(COLUMNS)]):
            yield tuple(values)


def _json(value: object) -> str:
    return sealed(json.dumps(encode(value), ensure_ascii=False, separators=(",", ":")))


def _value(text: object, kind: type[T]) -> T | None:
    if not text:
        return None
    try:
        return decode(kind, json.loads(unsealed(text)))
    except (ValueError, TypeError, LookupError):
        return None
