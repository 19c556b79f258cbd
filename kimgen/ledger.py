"""What the last build of a large site made of each of its posts and pages: files in the state.

A post is kept with the digest of its bytes, its article also with the answers
that its links got; a page with a word for everything that it shows, and with what
became of its file. Whatever of it is missing, cut short, not understood or made
from another kimgen, village or portal is made again. Posts are appended, a frame
at a time, until the file is mostly of the past and is written anew.

Files in an output folder may come from anywhere, so only plain values of ours
are built from them, never what would run.
"""

from __future__ import annotations

import contextlib
import copyreg
import hashlib
import io
import json
import pickle
import struct
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from operator import attrgetter
from typing import Any, BinaryIO, NamedTuple, get_args

from kimgen import atomic
from kimgen.dates import When
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.frontmatter import Document
from kimgen.markdown import Article, Finding, Heading, PictureAttributes
from kimgen.memory import Notes, Rendered
from kimgen.model import Detail, Photo, Post, Step
from kimgen.validate import Read
from kimgen.yamltree import Mapping as Fields
from kimgen.yamltree import Scalar, Sequence

FOLDER = "ledgers"
"""Inside the state's folder."""
FORMAT = "kimgen ledger 1"
_HEAD = struct.Struct("<cIQ")
"""Before a frame: kind, checksum, length."""
_READS, _ARTICLES = b"R", b"A"
_WASTE = 2
"""Entries in the file, at most, for each that counts."""


class ReadEntry(NamedTuple):
    """A post as it was read; its document has no body."""

    digest: bytes
    """Of the file's bytes."""
    read: Read


class ArticleEntry(NamedTuple):
    """Its article."""

    digest: bytes
    """Of the file's bytes."""
    rendered: Rendered
    notes: Notes
    """What was asked about the site."""
    word: str
    """`word_of` it."""


class Mark(NamedTuple):
    """A page in the output."""

    key: str
    size: int
    stamp: str
    """Of its file, as the manifest has it."""


class Marks(NamedTuple):
    """All pages of a site that were promised, as the last build left them."""

    pages: Mapping[str, Mark]
    """By path."""
    time: int
    """Nanoseconds on the clock after the last of them was written; a file that is newer was
    changed by somebody else."""


NO_MARKS = Marks({}, 0)


def word_of(path: str, digest: bytes, notes: Notes) -> str:
    """A word for a post, whose name says something of it, too, and for what it was told about
    its site."""
    told = repr((path, notes.answers)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(digest + told, digest_size=16).hexdigest()


class Ledger:
    """The ledger of one site; `made` stands for all that every post is made from beside its
    file. Without `path` nothing is known and nothing kept."""

    def __init__(self, path: str, made: str) -> None:
        self._path = path
        self._made = f"{FORMAT}\n{made}\n".encode()
        self._entries = 0
        """In the file."""
        self.reads: dict[str, ReadEntry] = {}
        self.articles: dict[str, ArticleEntry] = {}
        self._file: BinaryIO | None = None
        """Open for more, where the file has all that is known."""
        if path:
            with contextlib.suppress(OSError):  # it is only a shortcut
                whole = self._load()
                self._file = self._begin(anew=not whole)

    @property
    def _target(self) -> str:
        return f"{self._path}.posts"

    def _load(self) -> bool:
        """Take in what is there; whether that is all of the file."""
        try:
            with open(self._target, "rb") as file:  # noqa: PTH123
                data = memoryview(file.read())
        except FileNotFoundError:
            return False
        at = len(self._made)
        if data[:at] != self._made:
            return False
        with contextlib.suppress(Exception):
            while at < len(data):
                kind, checksum, length = _HEAD.unpack_from(data, at)
                at += _HEAD.size
                frame = data[at : at + length]
                if len(frame) != length or zlib.crc32(frame) != checksum:
                    return False
                found = _Plain(io.BytesIO(frame)).load()
                self._entries += len(found)
                if kind == _READS:
                    self.reads.update(found)
                else:
                    self.articles.update(found)
                at += length
            return True
        return False

    def _begin(self, anew: bool) -> BinaryIO:
        """Open the file; `anew` with what is known and nothing else."""
        if not anew:
            return open(self._target, "ab")  # noqa: PTH123
        # what comes in is lost with it if this is interrupted, and nothing else
        atomic.write(self._target, self._made)
        file = self._file = open(self._target, "ab")  # noqa: PTH123, SIM115
        self._entries = 0
        self._add(_READS, self.reads)
        self._add(_ARTICLES, self.articles)
        file.flush()  # whoever is forked has nothing to write
        return file

    def take_reads(self, found: Mapping[str, ReadEntry], packed: bytes = b"") -> None:
        """Posts that were read anew; `packed` is `pack(found)` where somebody has it."""
        self.reads.update(found)
        self._add(_READS, found, packed)

    def take_articles(self, found: Mapping[str, ArticleEntry], packed: bytes = b"") -> None:
        """The same for articles."""
        self.articles.update(found)
        self._add(_ARTICLES, found, packed)

    def _add(self, kind: bytes, found: Mapping[str, object], packed: bytes = b"") -> None:
        if self._file is None or not found:
            return
        data = packed or pack(found)
        self._entries += len(found)
        try:
            self._file.write(_HEAD.pack(kind, zlib.crc32(data), len(data)))
            self._file.write(data)
        except OSError:  # a frame cut short ends the file for whoever reads it
            self._file = None

    def close(self, alive: Collection[str]) -> None:
        """Nothing more comes. Posts that are not `alive` go, once there are many of them."""
        with contextlib.suppress(OSError):
            if self._file and self._entries > _WASTE * 2 * len(alive):
                self._file.close()
                self.reads = {path: self.reads[path] for path in alive if path in self.reads}
                old = self.articles
                self.articles = {path: old[path] for path in alive if path in old}
                self._file = self._begin(anew=True)
            if self._file:
                self._file.close()
        self._file = None
        self.reads.clear()
        self.articles.clear()

    # --- pages -----------------------------------------------------------------------------

    def marks(self) -> Marks:
        """What is known of the pages."""
        try:
            with open(f"{self._path}.pages", "rb") as file:  # noqa: PTH123
                rows, moment = json.loads(file.read())
            pages = {path: Mark(str(k), int(size), s) for path, (k, size, s) in rows.items()}
            return Marks(pages, int(moment))
        except (OSError, ValueError, TypeError, AttributeError):
            return NO_MARKS

    def keep_marks(self, marks: Marks) -> None:
        """Remember the pages that there are now."""
        if self._path:
            with contextlib.suppress(OSError):  # it is only a shortcut
                atomic.write(f"{self._path}.pages", json.dumps(marks, ensure_ascii=False).encode())


_KINDS: tuple[type, ...] = (
    date, time, Severity, Location, Diagnostic, Scalar, Sequence, Fields, Document, Read, Post,
    When, Article, Heading, Finding, PictureAttributes, Notes, ReadEntry, ArticleEntry,
    *get_args(Detail), Photo, Step,
)  # fmt: skip
"""All that a frame may hold, besides texts, numbers and tuples."""
_VALUES = {(kind.__module__, kind.__qualname__): kind for kind in _KINDS}


def _reducer(kind: Any) -> Callable[[Any], Any]:
    """How a value is taken apart: it is built by a call again, which is twice as fast as what
    dataclasses do."""
    names = [field.name for field in fields(kind)]
    values = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    return lambda value: (kind, values(value))


_REDUCERS: dict[type, Callable[[Any], Any]] = {
    **copyreg.dispatch_table,
    **{kind: _reducer(kind) for kind in _KINDS if is_dataclass(kind)},
}


def pack(values: object) -> bytes:
    """A frame of `values`."""
    target = io.BytesIO()
    pickler = pickle.Pickler(target, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(values)
    return target.getvalue()


class _Plain(pickle.Unpickler):
    """Builds values of ours and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        found = _VALUES.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
