"""The media folder of a KIM: from a file that somebody committed to what readers get.

Which files may be served at all is one table, and what is not in it is not
served: no SVG, no HTML, no script from content. Originals are never served
either: pictures are rebuilt (`pictures`) or at least cleaned (`imagestrip`), in
a process that ends when one takes too long, and what was made once is kept
(`mediacache`). All file access is here and in the cache; what is wrong with a
file is a finding, never an exception.
"""

from __future__ import annotations

import errno
import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO

from kimgen.atomic import discard
from kimgen.codes import problem
from kimgen.contained import open_file
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.discretion import CODES, POSITION, WARNED, Discretion
from kimgen.documents import (
    DOCUMENTS,
    MOST_READ,
    TEXTS,
    UNREAD,
    Look,
    fits,
    may_say_more,
    remarks,
    why_unread,
)
from kimgen.headers import DOWNLOADS
from kimgen.imageinfo import Broken, ImageInfo, inspect
from kimgen.imagestrip import strip
from kimgen.machine import attempt, refuses_to_read
from kimgen.mediacache import Made, Record, Store, signature
from kimgen.model import Media, Variant
from kimgen.pictures import SECONDS, PictureSettings, guarded, reads_avif, rebuild, version
from kimgen.picturesizes import Size
from kimgen.privacy import check_name, grade
from kimgen.slugs import slugify

PICTURES = ("jpg", "jpeg", "png", "webp", "gif", "avif")
"""Endings of pictures; avif only where Pillow reads it. Any of these formats is taken under
any of these endings, for phones mix them up."""

TOO_LARGE = frozenset(
    ("too-many-pixels", "too-many-bytes", "too-many-frames", "too-much-memory", "too-much-time",
     "no-time-left")
)  # fmt: skip
"""Reasons of `imageinfo.REASONS` that a smaller copy of the picture mends."""
_PASSING = frozenset(("too-much-memory", "no-time-left"))
"""Reasons that another machine, or hour, may not have: not remembered."""

LEFTOVERS = frozenset((".ds_store", ".nomedia", "desktop.ini", "thumbs.db"))
"""What systems leave in folders; neither served nor worth a word."""

RECIPE = 4
"""Raise it when the same source gives other bytes, so that what is cached is made again."""

_SLUG_LENGTH = 60
_DEFAULT_SETTINGS = PictureSettings()

Prepared = tuple[Media | None, tuple[Diagnostic, ...]]


def prepare(
    path: Path,
    name: str,
    cache: Path,
    where: str = "",
    settings: PictureSettings = _DEFAULT_SETTINGS,
    seconds: float = SECONDS,
    rules: Discretion = WARNED,
    root: str = "",
) -> Prepared:
    """Make what readers get of one file of a media folder.

    `path` is the file, `name` what posts call it (`media/panen.jpg`), `cache` a
    folder that any number of builds may share, `where` the path that findings
    name (`name` if empty), `seconds` the CPU time it may take, `rules` what becomes of
    private data, `root` the folder below which no link may lead to the file (its own folder if
    empty). Returns the media and findings; None where the file is not served.

    Paths of the result depend on name, content, settings and Pillow's version
    only, so one path never stands for two contents.

    Raises `OSError` only if the cache cannot be written, or the machine is to blame that the
    file cannot be read.
    """
    where = where or name
    plain = name.rpartition("/")[2].lower()
    ending = plain.rpartition(".")[2] if "." in plain else ""
    if plain in LEFTOVERS or plain.startswith("._"):
        return None, ()
    is_picture = ending in allowed_pictures(settings)
    if not is_picture and ending not in DOCUMENTS:
        return _unexpected(name, where, settings)
    store = Store(cache)
    recipe = _recipe(settings) if is_picture else f"3 2 {ending}"  # 2: pages are refused
    try:
        root = root or os.fspath(path.parent)
        making = _Making(recipe, store, settings if is_picture else None, seconds, root)
        record = _record(os.fspath(path), ending, making)
    except _UnreadableError as error:
        reason = error.reason
        return None, (problem("file-unreadable", Location(where), name=name, reason=reason),)
    found = (*check_name(where, rules).found, *_told(record, name, where, rules))
    if any(item.severity is Severity.ERROR for item in found):
        return None, found
    if record.stilled:
        found = (*found, problem("picture-stilled", Location(where), name=name))
    if not record.broken:
        media = _media(name, record, store, "picture" if is_picture else "document")
        return media, found
    if is_picture:
        code = "picture-too-large" if record.broken in TOO_LARGE else "picture-broken"
        return None, (problem(code, Location(where), name=name, reason=record.broken), *found)
    return _unexpected(name, where, settings)


def _told(record: Record, name: str, where: str, rules: Discretion) -> Iterator[Diagnostic]:
    """What the file tells that is private."""
    if record.located:
        told = grade(problem("picture-position", Location(where), name=name), POSITION, rules)
        if told is not None:
            yield told
    for remark in record.remarks:
        kind, line, column, shown, more, excerpt = remark
        if kind == UNREAD:
            if reason := why_unread(remark):
                yield problem("document-unread", Location(where), name=name, reason=reason)
            continue
        params = {"shown": shown, "kind": kind, "more": more}
        at = Location(where, line, column)
        told = grade(problem(CODES[kind], at, excerpt, **params), kind, rules)
        if told is not None:
            yield told


@lru_cache(maxsize=16)
def allowed_pictures(settings: PictureSettings = _DEFAULT_SETTINGS) -> tuple[str, ...]:
    """Endings of the pictures that can be served on this machine."""
    return PICTURES if settings.decode and reads_avif() else PICTURES[:-1]


def _unexpected(name: str, where: str, settings: PictureSettings) -> Prepared:
    allowed = ", ".join((*allowed_pictures(settings), *DOCUMENTS))
    return None, (problem("file-unexpected", Location(where), name=name, allowed=allowed),)


@lru_cache(maxsize=16)
def _recipe(settings: PictureSettings) -> str:
    """Everything but the content that decides what becomes of a picture."""
    return f"{RECIPE} {version() if settings.decode else ''} {settings!r}"


# --- reading ----------------------------------------------------------------------


class _UnreadableError(Exception):
    """The source, not the cache, cannot be read."""

    def __init__(self, error: OSError) -> None:
        """Raises `error` itself where the machine is to blame."""
        if refuses_to_read(error):
            raise error
        super().__init__(str(error))
        # Either a name of errno or words; `messages` has a sentence for each.
        self.reason = errno.errorcode.get(error.errno or 0) or str(error)


@dataclass(frozen=True, slots=True)
class _Making:
    """How a file is prepared."""

    recipe: str
    store: Store
    settings: PictureSettings | None
    """Those of a picture, None for a document."""
    seconds: float
    root: str


def _record(source: str, ending: str, making: _Making) -> Record:
    """What became of the file `source`."""
    recipe, store = making.recipe, making.store
    try:
        stat = attempt(lambda: os.lstat(source))
    except OSError as error:
        raise _UnreadableError(error) from error
    record = store.recall(source, recipe, stat)
    if record is not None and not may_say_more(record.remarks, Look(ending, making.seconds)):
        return record
    with _open(source, making.root) as file:
        if making.settings is not None:
            record = _picture(file, stat.st_size, making, making.settings)
        else:
            record = _document(file, ending, making)
        unchanged = signature(os.fstat(file.fileno())) == signature(stat)
    if unchanged and record.broken not in _PASSING:
        store.remember(source, recipe, stat, record)
    return record


def _open(source: str, root: str) -> BinaryIO:
    """Open a regular file that no link leads to from `root`."""
    try:
        handle, _ = attempt(lambda: open_file(root, source[len(root) + 1 :]))
    except OSError as error:
        raise _UnreadableError(error) from error
    return os.fdopen(handle, "rb")


def _read(file: BinaryIO, size: int) -> bytes:
    try:
        return file.read(size)
    except OSError as error:
        raise _UnreadableError(error) from error


def _key(recipe: str, digest: bytes) -> str:
    return hashlib.sha256(recipe.encode() + b"\0" + digest).hexdigest()[:40]


# --- pictures ---------------------------------------------------------------------


def _picture(file: BinaryIO, size: int, making: _Making, settings: PictureSettings) -> Record:
    """Read a picture, and make what is not in the store yet."""
    data = b"" if size > settings.max_bytes else _read(file, settings.max_bytes + 1)
    if size > settings.max_bytes or len(data) > settings.max_bytes:
        return Record("0", size, broken="too-many-bytes")
    key = _key(making.recipe, hashlib.sha256(data).digest())
    record = making.store.load(key)
    if record is None:
        record, contents = _made_of(data, key, settings, making.seconds)
        if record.broken == "too-much-time" and making.seconds < SECONDS:
            # that it is too much is known only where all of it was given
            record = record._replace(broken="no-time-left")
        if record.broken not in _PASSING:
            making.store.save(record, contents)
    return record


def _made_of(
    data: bytes, key: str, settings: PictureSettings, seconds: float
) -> tuple[Record, tuple[bytes, ...]]:
    """What becomes of a picture, and the content of each of its files."""
    if settings.decode and version():
        made = rebuild(data, settings, seconds)
        if isinstance(made, Broken):
            return Record(key, len(data), broken=made.reason), ()
        done = Record(
            key,
            len(data),
            tuple(_made(size, "webp") for size in made.sizes),
            _made(made.fallback, "jpg"),
            made.animated,
            located=made.located,
            modern=tuple(_made(size, "avif") for size in made.modern),
            placeholder=made.placeholder,
        )
        return done, tuple(s.content for s in (*made.sizes, *made.modern, made.fallback))
    cleaned = guarded(partial(_cleaned, data, settings), settings, seconds)
    if isinstance(cleaned, Broken):
        return Record(key, len(data), broken=cleaned.reason), ()
    info, clean = cleaned
    ending = "jpg" if info.format == "jpeg" else info.format
    made_of = (Made(*info.shown, ending, len(clean)),)
    return Record(key, len(data), made_of, None, info.animated, "", info.located), (clean,)


def _made(size: Size, ending: str) -> Made:
    return Made(size.width, size.height, ending, len(size.content))


def _cleaned(data: bytes, settings: PictureSettings) -> tuple[ImageInfo, bytes] | Broken:
    """A picture without metadata, where nothing can decode it."""
    info = inspect(data)
    refused = info if isinstance(info, Broken) else settings.refusal(info)
    if refused or isinstance(info, Broken):
        return refused or Broken("damaged")
    clean = strip(data, info)
    return clean if isinstance(clean, Broken) else (info, clean)


# --- documents --------------------------------------------------------------------

_PIECE = 1 << 18


def _document(file: BinaryIO, ending: str, making: _Making) -> Record:
    """Copy a document into the store while its digest is taken: what is published under the
    name of a digest has that digest, even if somebody writes to the original meanwhile."""
    store, look = making.store, Look(ending, making.seconds)
    piece = _read(file, _PIECE)
    if not fits(piece, ending):
        return Record("0", broken="wrong-content")
    temporary = store.temporary()
    try:
        digest, size, text = hashlib.sha256(), 0, bytearray()
        with open(temporary, "xb") as target:  # noqa: PTH123
            while piece:
                digest.update(piece)
                size += target.write(piece)
                if ending in TEXTS and size <= MOST_READ:
                    text += piece
                piece = _read(file, _PIECE)
        key = _key(making.recipe, digest.digest())
        record = store.load(key)
        if record is None or may_say_more(record.remarks, look):
            told = remarks(temporary, bytes(text), look)
            record = Record(key, size, (Made(0, 0, ending, size),), remarks=told)
            store.adopt(record, temporary)
    finally:
        discard(temporary)
    return record


# --- names and files of the site --------------------------------------------------


def _media(name: str, record: Record, store: Store, kind: str) -> Media:
    stem = name.rpartition("/")[2].rpartition(".")[0]
    slug = slugify(stem, _SLUG_LENGTH) or ("gambar" if kind == "picture" else "berkas")
    # The name is part of the tag: two files with the same content, or whose names have the
    # same slug, get paths of their own. Composed, for macOS takes names apart.
    whole = f"{record.key}/{unicodedata.normalize('NFC', name)}".encode("utf-8", "surrogatepass")
    tag = hashlib.sha256(whole).hexdigest()[:8]

    def variant(made: Made) -> Variant:
        width, height, ending, bytes_ = made
        start = f"media/{slug}-{width}" if width else f"{DOWNLOADS}{slug}"
        path = f"{start}.{tag}.{ending}"
        return Variant(path, width, height, store.path(record.key, made), bytes_)

    return Media(
        name,
        kind,
        tuple([variant(each) for each in record.variants]),
        record.original_size,
        variant(record.fallback) if record.fallback else None,
        record.stilled,
        tuple([variant(each) for each in record.modern]),
        record.placeholder,
    )
