"""A small database file that may be lost at any time: opening it, mending it, what ails it.

What is broken, of another version or not a file at all is replaced by an empty
one; what the disk refuses is an `OSError` like any other. Values bear a checksum.
"""

# ruff: noqa: PTH108, PTH110, PTH112, PTH114, PTH123

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterable
from pathlib import Path

from kimgen.atomic import make_folder, write

_REASONS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_NOMEM: errno.ENOMEM,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_LOCKED: errno.EBUSY,
}
"""What SQLite says of the disk, by the low byte of its code."""
_ENDINGS = ("-journal", "-wal", "-shm", "")


def open_database(path: str, version: int, tables: Iterable[str]) -> sqlite3.Connection:
    """The database at `path` with its `tables`, in `version` of them; an empty one in the place
    of what is broken. '' for one in memory. Raises `sqlite3.Error` and `OSError`."""
    if not path:
        return _prepared(":memory:", version, tables)
    make_folder(path)
    if os.path.isdir(path):
        remove(path)
    elif os.path.exists(path) and not os.access(path, os.W_OK):
        with open(path, "rb") as file:  # a file that may be written in its place
            write(path, file.read())
    try:
        return _prepared(path, version, tables)
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        remove(path)
        return _prepared(path, version, tables)


def _prepared(path: str, version: int, tables: Iterable[str]) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False)
    try:
        (found,) = db.execute("PRAGMA user_version").fetchone()
        if found not in (0, version):
            raise sqlite3.DatabaseError("another version")
        if found == 0:
            db.execute("BEGIN")
            for table in tables:
                db.execute(f"CREATE TABLE {table}")
            db.execute(f"PRAGMA user_version = {version}")
            db.commit()
    except BaseException:
        db.close()
        raise
    return db


def remove(path: str) -> None:
    """Remove a database, or what lies in its place. Raises `OSError`."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    for ending in _ENDINGS:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path + ending)


def is_broken(error: sqlite3.Error) -> bool:
    """Whether it says that the file is not what it should be; else the disk is to blame."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF not in _REASONS


def as_os_error(error: sqlite3.Error, path: str | Path) -> OSError:
    """What the disk did to the database at `path`."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_IOERR)
    number = _REASONS.get(code & 0xFF, errno.EIO)
    return OSError(number, os.strerror(number), str(path))


def checksum(values: Iterable[object]) -> int:
    """Of small values in their order."""
    return zlib.crc32("\0".join(map(str, values)).encode("utf-8", "surrogatepass"))


def sealed(text: str) -> str:
    """A text after its checksum."""
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}{text}"


def unsealed(text: object) -> str:
    """The text without its checksum. Raises `sqlite3.DatabaseError` where that does not fit."""
    inner = str(text)[8:]
    if sealed(inner) != text:
        raise sqlite3.DatabaseError("a value does not fit its checksum")
    return inner
