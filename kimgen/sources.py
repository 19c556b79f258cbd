"""What lies in a KIM's folder, in one word: an id that changes when anything in it does.

The id is the one that git gives a folder (a tree), so in a checkout the ids of
all that is committed come from git itself (`commits`): one listing, and `git
status` for what is not committed. A fresh clone, whose files all have new times, is
recognised. Where there is no git, or a file was touched, the same id is computed
from the disk; without git a folder whose stat did not change is not read.
"""

# ruff: noqa: PTH118
# Strings and os, not pathlib: this runs for every folder of every KIM.

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kimgen.commits import LEVELS, Committed, committed
from kimgen.commits import TREE as _TREE
from kimgen.contained import open_file

__all__ = ["Committed", "Source", "committed", "content_id", "identify", "stamp_of"]

_MANY = 4_000
"""Folders from which on several processes look at them."""
_LINK = b"120000"
_DEEPEST = 32
"""Folders inside one another in the folder of a KIM; what is deeper is looked at by no build."""
_PIECE = 1 << 20
_SETTLED = 2_000_000_000
"""Nanoseconds that files must have been left alone before their stat stands for their content:
a second change within one tick of the clock does not show."""


@dataclass(frozen=True, slots=True)
class Source:
    """One KIM's folder."""

    id: str
    """'' where it could not be read."""
    stamp: str = ""
    """Digest of the stat of its files; '' where git answered for it."""


# --- ids of folders -----------------------------------------------------------------


def identify(
    content: Path,
    folders: Iterable[str],
    git: Committed | None,
    known: Mapping[str, Source],
) -> dict[str, Source]:
    """Folder of each KIM -> what is in it now. `known` is what an earlier build saw."""
    algorithm = git.algorithm if git else "sha1"
    found: dict[str, Source] = {}
    asked: list[str] = []
    touched = _touched(git) if git else frozenset[str]()
    for folder in folders:
        tree = git.trees.get(folder) if git else None
        village = folder.rpartition("/")[0]
        if tree and not touched.isdisjoint((folder, village, village.rpartition("/")[0])):
            tree = None
        if git and tree:
            place = git.files.get(f"{village}/desa.yaml", "")
            found[folder] = Source(_joined(tree, place))
        else:
            asked.append(folder)

    pairs = [(folder, known.get(folder)) for folder in asked]
    look = partial(_look, content, algorithm)
    if len(pairs) < _MANY:
        found.update(zip(asked, map(look, pairs), strict=True))
    else:  # processes: threads would wait for one another between stats
        with ProcessPoolExecutor() as pool:
            found.update(zip(asked, pool.map(look, pairs, chunksize=256), strict=True))
    return found


def _touched(git: Committed) -> frozenset[str]:
    """Folders, of KIMs and above them, in which something is not as committed."""
    found = set()
    for path in git.touched:
        parts = path.split("/")
        if len(parts) == LEVELS and parts[-1] != "desa.yaml":
            found.add(path)  # a KIM's folder as a whole, or a file beside it
        elif len(parts) <= LEVELS:
            found.add(path if len(parts) < LEVELS else path.rpartition("/")[0])
        else:
            found.add("/".join(parts[:LEVELS]))
    return frozenset(found)


def _look(content: Path, algorithm: str, pair: tuple[str, Source | None]) -> Source:
    """The id of a folder on disk; the known one where its stat is as it was."""
    folder, known = pair
    if known is None or not known.id:
        return Source("")  # it will be built, and looked at then
    stamp = stamp_of(content, folder)
    if stamp and known.stamp == stamp:
        return known
    return Source(content_id(content, folder, algorithm), stamp)


def content_id(content: Path, folder: str, algorithm: str) -> str:
    """The id of a KIM's folder and its village's record, from the disk; '' if unreadable."""
    root, place = str(content), f"{folder.rpartition('/')[0]}/desa.yaml"
    try:
        tree = _tree(root, folder, algorithm)
        record = _record(root, place, algorithm)
    except OSError:
        return ""
    return _joined(tree.hex() if tree else "", record)


def _record(root: str, place: str, algorithm: str) -> str:
    """The id of a desa.yaml; a word for what is there instead of a file. Raises `OSError`."""
    try:
        kind = os.lstat(f"{root}/{place}").st_mode
    except FileNotFoundError:
        return ""
    return _blob(root, place, algorithm).hex() if stat.S_ISREG(kind) else f"no file {kind:o}"


def _joined(tree: str, place: str) -> str:
    return f"{tree}+{place}" if place else tree


def stamp_of(content: Path, folder: str) -> str:
    """Digest of names, sizes and times of all files of a KIM's folder, and of its village's
    record; '' where that cannot stand for their content."""
    base = os.path.join(content, folder)
    place = os.path.join(os.path.dirname(base), "desa.yaml")  # noqa: PTH120
    rows: list[tuple[str, int, int, int]] = []
    pending = [base]
    try:
        while pending:
            current = pending.pop()
            with os.scandir(current) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    else:
                        found = entry.stat(follow_symlinks=False)
                        row = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
                        rows.append((entry.path[len(base) :], *row))
        with os.scandir(os.path.dirname(base)) as entries:  # noqa: PTH120
            for entry in entries:
                if entry.path == place:
                    found = entry.stat(follow_symlinks=False)
                    rows.append(("..", found.st_size, found.st_mtime_ns, found.st_ctime_ns))
    except OSError:
        return ""
    if rows and time.time_ns() - max(row[3] for row in rows) < _SETTLED:
        return ""
    rows.sort()
    return hashlib.sha256(repr(rows).encode("utf-8", "surrogateescape")).hexdigest()


def _tree(root: str, folder: str, algorithm: str, depth: int = 0) -> bytes:
    """git's id of the tree that `folder` below `root` would be; b'' for one without any file.
    Raises `OSError`.

    Source of the format: gitformat-pack and the chapter on objects in Pro Git.
    """
    if depth > _DEEPEST:
        raise OSError(errno.ENAMETOOLONG, "too deep", folder)
    rows: list[tuple[bytes, bytes]] = []
    with os.scandir(f"{root}/{folder}") as entries:
        for entry in entries:
            name = os.fsencode(entry.name)
            inside = f"{folder}/{entry.name}"
            if entry.is_symlink():
                target = os.fsencode(os.readlink(entry.path))  # noqa: PTH115
                rows.append((name, _row(_LINK, name, _digest(b"blob", target, algorithm))))
            elif entry.is_dir(follow_symlinks=False):
                if name == b".git":  # git never looks into another repository
                    continue
                inner = _tree(root, inside, algorithm, depth + 1)
                if inner:  # git does not know empty folders
                    rows.append((name + b"/", _row(_TREE, name, inner)))
            elif entry.is_file(follow_symlinks=False):
                executable = entry.stat(follow_symlinks=False).st_mode & stat.S_IXUSR
                mode = b"100755" if executable else b"100644"
                rows.append((name, _row(mode, name, _blob(root, inside, algorithm))))
    if not rows:
        return b""
    return _digest(b"tree", b"".join(row for _, row in sorted(rows)), algorithm)


def _row(mode: bytes, name: bytes, number: bytes) -> bytes:
    return mode + b" " + name + b"\0" + number


def _blob(root: str, name: str, algorithm: str) -> bytes:
    """git's id of the file `name` below `root`, read piece by piece. Raises `OSError`."""
    handle, found = open_file(root, name)
    try:
        made = _begun(b"blob", found.st_size, algorithm)
        while piece := os.read(handle, _PIECE):
            made.update(piece)
        return made.digest()
    finally:
        os.close(handle)


def _digest(kind: bytes, data: bytes, algorithm: str) -> bytes:
    made = _begun(kind, len(data), algorithm)
    made.update(data)
    return made.digest()


def _begun(kind: bytes, size: int, algorithm: str) -> hashlib._Hash:
    return hashlib.new(algorithm, b"%s %d\0" % (kind, size), usedforsecurity=False)
