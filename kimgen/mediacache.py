"""The cache of prepared media files: content-addressed, shared, never trusted blindly.

    objects/ab/abcd...json          what became of one source, by the key of its content
    objects/ab/abcd...-640.webp     the files that were made of it
    seen/ab/abcd...json             the same record by path and stat, so that an unchanged
                                    file costs one stat and one small read

Several processes may use one folder at once: every file is written under a name
of its own and then moved into place, whole or not at all. A file here is never
changed in place, for sites hold hard links to it. Whatever is missing, cut
short or not understood counts as not there and is made again. Deleting the
folder, or anything in it, is always safe.
"""

# ruff: noqa: PTH105, PTH116
# Strings and os, not pathlib: an unchanged file has to cost microseconds.

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kimgen.atomic import aside, make_folder, write

FORMAT = 5
"""Version of the records; another one is not understood."""
_SETTLED = 2_000_000_000
"""Nanoseconds that a file must have been left alone before its stat stands for its content:
the coarsest clock of a file system we meet (FAT) counts in steps of two seconds."""
_LONGEST = 16_384
"""Bytes of a record; far more than any has."""


class Made(NamedTuple):
    """A file in the cache."""

    width: int
    height: int
    ending: str
    """`webp`, `jpg`, `pdf`: without dot."""
    size: int
    """Bytes."""


class Remark(NamedTuple):
    """Something private in a document, masked."""

    kind: str
    line: int
    column: int
    shown: str
    more: str
    excerpt: str
    """Its line, masked."""


class Record(NamedTuple):
    """What became of one source file."""

    key: str
    """Hex digest of the content and of how it was prepared."""
    original_size: int = 0
    """Bytes of the source."""
    variants: tuple[Made, ...] = ()
    """Smallest first."""
    fallback: Made | None = None
    stilled: bool = False
    """It moved; only its first frame is left."""
    broken: str = ""
    """Reason why there is nothing, a key of `imageinfo.REASONS`."""
    located: bool = False
    """The original says where it was taken."""
    remarks: tuple[Remark, ...] = ()
    """What a document tells."""
    modern: tuple[Made, ...] = ()
    """The same sizes again, as AVIF."""
    placeholder: str = ""
    """A `data:` address of a few blurred dots."""

    @property
    def files(self) -> tuple[Made, ...]:
        """All that was made."""
        plain = () if self.fallback is None else (self.fallback,)
        return (*self.variants, *self.modern, *plain)


class Store:
    """One cache folder. Writing raises `OSError` where the disk does; reading never raises."""

    __slots__ = ("_objects", "_seen")

    def __init__(self, folder: Path) -> None:
        self._objects = f"{folder}/objects"
        self._seen = f"{folder}/seen"

    def path(self, key: str, made: Made) -> str:
        """Where a file of the record `key` is."""
        return f"{self._objects}/{key[:2]}/{key}-{made.width}.{made.ending}"

    def load(self, key: str) -> Record | None:
        """The record of a content, if all its files are there."""
        found = _read(f"{self._objects}/{key[:2]}/{key}.json")
        return self._checked(found.get("record")) if found else None

    def save(self, record: Record, contents: Iterable[bytes]) -> None:
        """Keep `record` with the content of each of its files, in the order of `record.files`."""
        for made, content in zip(record.files, contents, strict=True):
            write(self.path(record.key, made), content)
        self._save_record(record)

    def adopt(self, record: Record, temporary: str) -> None:
        """Keep `record`, whose only file has been written as `temporary`."""
        target = self.path(record.key, record.variants[0])
        make_folder(target)
        os.replace(temporary, target)
        self._save_record(record)

    def _save_record(self, record: Record) -> None:
        target = f"{self._objects}/{record.key[:2]}/{record.key}.json"
        write(target, _dump({"format": FORMAT, "record": record}))

    def temporary(self) -> str:
        """A name for a file that `adopt` will take; in the same file system as the rest."""
        target = aside(f"{self._objects}/incoming")
        make_folder(target)
        return target

    def recall(self, path: str, recipe: str, stat: os.stat_result) -> Record | None:
        """The record of the file at `path`, if its stat is the one it had."""
        found = _read(self._memo(path, recipe))
        if not found or found.get("stat") != signature(stat):
            return None
        return self._checked(found.get("record"))

    def remember(self, path: str, recipe: str, stat: os.stat_result, record: Record) -> None:
        """Keep `record` for the file at `path`, unless that was changed just now.

        A second change within the same tick of the clock could not be told
        from the first by stat.
        """
        if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) < _SETTLED:
            return
        memo = {"format": FORMAT, "stat": signature(stat), "record": record}
        write(self._memo(path, recipe), _dump(memo))

    def _memo(self, path: str, recipe: str) -> str:
        name = hashlib.blake2b(
            os.fsencode(path) + b"\0" + recipe.encode(), digest_size=16
        ).hexdigest()
        return f"{self._seen}/{name[:2]}/{name}.json"

    def _checked(self, raw: object) -> Record | None:
        """`raw` as a record whose files are all there in full length; None otherwise."""
        try:
            record = _record(raw)
            for made in record.files:
                if os.stat(self.path(record.key, made)).st_size != made.size:
                    return None
        except (OSError, TypeError, ValueError, LookupError):
            return None
        return record


def signature(stat: os.stat_result) -> list[int]:
    """What tells one state of a file from the next."""
    # The change time is in it because tools can set the modification time back.
    return [stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]


def _read(path: str) -> dict[str, object] | None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            found = json.loads(os.read(handle, _LONGEST).decode())
        finally:
            os.close(handle)
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("format") == FORMAT else None


def _dump(value: dict[str, object]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _record(raw: object) -> Record:
    """A record out of JSON; raises what a value of another shape raises."""
    if not isinstance(raw, list):
        raise TypeError
    key, original_size, variants, fallback, stilled, broken, located, remarks, modern, hint = raw
    if not (isinstance(key, str) and key.isalnum() and isinstance(broken, str)):
        raise TypeError
    return Record(
        key,
        int(original_size),
        tuple([_made(each) for each in variants]),
        None if fallback is None else _made(fallback),
        bool(stilled),
        broken,
        bool(located),
        tuple([_remark(each) for each in remarks]),
        tuple([_made(each) for each in modern]),
        str(hint),
    )


def _remark(raw: object) -> Remark:
    if not isinstance(raw, list):
        raise TypeError
    kind, line, column, shown, more, excerpt = raw
    return Remark(str(kind), int(line), int(column), str(shown), str(more), str(excerpt))


def _made(raw: object) -> Made:
    if not isinstance(raw, list):
        raise TypeError
    width, height, ending, size = raw
    if not (isinstance(ending, str) and ending.isalnum()):
        raise TypeError
    return Made(int(width), int(height), ending, int(size))
