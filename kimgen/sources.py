"""What lies in a KIM's folder, in one word: an id that changes when anything in it does.

The id is the one that git gives a folder (a tree), so in a checkout the ids of
all that is committed come from git itself: one listing, and `git status` for
what is not committed. A fresh clone, whose files all have new times, is
recognised. Where there is no git, or a file was touched, the same id is computed
from the disk; without git a folder whose stat did not change is not read.
"""

# ruff: noqa: PTH118, PTH123
# Strings and os, not pathlib: this runs for every folder of every KIM.

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

_MANY = 4_000
"""Folders from which on several processes look at them."""
LEVELS = 3
"""Folders above the files of a KIM: regency, village, KIM."""
_GIT = ("git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
_TREE, _LINK = b"40000", b"120000"
_SETTLED = 2_000_000_000
"""Nanoseconds that files must have been left alone before their stat stands for their content:
a second change within one tick of the clock does not show."""


@dataclass(frozen=True, slots=True)
class Committed:
    """The last commit as git tells it."""

    trees: Mapping[str, str]
    """Folder of a KIM, below content/ -> id of its tree."""
    files: Mapping[str, str]
    """Path of a file above the KIMs' folders (`a/b/desa.yaml`) -> id of its content."""
    touched: tuple[str, ...]
    """Paths below content/ that are not as committed; of a new folder only its own."""
    algorithm: str
    """sha1 or sha256: what this repository uses."""


@dataclass(frozen=True, slots=True)
class Source:
    """One KIM's folder."""

    id: str
    """'' where it could not be read."""
    stamp: str = ""
    """Digest of the stat of its files; '' where git answered for it."""


def committed(content: Path, *, trust: bool = False) -> Committed | None:
    """What git knows of `content`; None where it is no checkout, or git does not answer.

    With `trust` nobody looks for what differs from the commit: that takes a look at every file.
    """
    try:
        status = None if trust else _status(content)
    except OSError:
        return None
    with status or contextlib.nullcontext():  # it looks at every file while we read the trees
        try:
            prefix = _git(content, "rev-parse", "--show-prefix").decode().rstrip("\n")
            root = _git(content, "rev-parse", f"HEAD:{prefix}".rstrip("/")).decode().strip()
            algorithm = "sha256" if len(root) == 64 else "sha1"
            trees, files = _listing(content, root)
        except (OSError, ValueError, subprocess.SubprocessError):
            if status:
                status.kill()
            return None
        output = status.stdout.read() if status and status.stdout else b""
    if status and status.returncode:
        return None
    touched = []
    for row in output.split(b"\0"):
        path = os.fsdecode(row[3:]).rstrip("/")
        if path.startswith(prefix):
            touched.append(path[len(prefix) :])
        elif path and f"{path}/" == prefix[: len(path) + 1]:
            return None  # the whole folder is new or ignored
    return Committed(trees, files, tuple(touched), algorithm)


def _status(content: Path) -> subprocess.Popen[bytes]:
    """git, listing what differs from the last commit."""
    return subprocess.Popen(
        [*_GIT, "-C", str(content), "status", "--porcelain=v1", "-z", "--no-renames",
         "--untracked-files=normal", "--ignored=traditional", "--", "."],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _git(content: Path, *words: str) -> bytes:
    done = subprocess.run(
        [*_GIT, "-C", str(content), *words], check=True, capture_output=True, timeout=600
    )
    return done.stdout


def _listing(content: Path, root: str) -> tuple[dict[str, str], dict[str, str]]:
    """(KIM folder -> tree, file above them -> id) of the tree `root`, read level by level:
    what lies in the folders of KIMs is not listed."""
    trees: dict[str, str] = {}
    files: dict[str, str] = {}
    level = {"": root}
    for depth in range(LEVELS):
        below: dict[str, str] = {}
        for folder, data in zip(level, _objects(content, level.values()), strict=True):
            for mode, name, number in _entries(data, len(root) // 2):
                path = f"{folder}/{name}" if folder else name
                if mode == _TREE:
                    below[path] = number
                elif depth < LEVELS:
                    files[path] = number
        level = below
    trees.update(level)
    return trees, files


def _objects(content: Path, numbers: Iterable[str]) -> Iterator[bytes]:
    """The content of git objects, in order. Raises `ValueError` for one that is missing."""
    asked = "".join(f"{number}\n" for number in numbers).encode()
    done = subprocess.run(
        [*_GIT, "-C", str(content), "cat-file", "--batch"],
        input=asked, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    data, at = done.stdout, 0
    while at < len(data):
        end = data.index(b"\n", at)
        header = data[at:end].split()
        size = int(header[2])  # "... missing" has no size: a blobless clone still has trees
        yield data[end + 1 : end + 1 + size]
        at = end + size + 2


def _entries(tree: bytes, width: int) -> Iterator[tuple[bytes, str, str]]:
    """(mode, name, id) of the entries of a raw tree object."""
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, name = tree[at:end].partition(b" ")
        yield mode, os.fsdecode(name), tree[end + 1 : end + 1 + width].hex()
        at = end + 1 + width


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
    base = os.path.join(content, folder)
    place = os.path.join(os.path.dirname(base), "desa.yaml")  # noqa: PTH120
    try:
        tree = _tree(base, algorithm)
        record = _blob(place, algorithm).hex() if os.path.lexists(place) else ""
    except OSError:
        return ""
    return _joined(tree.hex() if tree else "", record)


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


def _tree(folder: str, algorithm: str) -> bytes:
    """git's id of the tree that `folder` would be; b'' for one without any file.

    Source of the format: gitformat-pack and the chapter on objects in Pro Git.
    """
    rows: list[tuple[bytes, bytes]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = os.fsencode(entry.name)
            if entry.is_symlink():
                target = os.fsencode(os.readlink(entry.path))  # noqa: PTH115
                rows.append((name, _row(_LINK, name, _digest(b"blob", target, algorithm))))
            elif entry.is_dir(follow_symlinks=False):
                inner = _tree(entry.path, algorithm)
                if inner:  # git does not know empty folders
                    rows.append((name + b"/", _row(_TREE, name, inner)))
            elif entry.is_file(follow_symlinks=False):
                executable = entry.stat(follow_symlinks=False).st_mode & stat.S_IXUSR
                mode = b"100755" if executable else b"100644"
                rows.append((name, _row(mode, name, _blob(entry.path, algorithm))))
    if not rows:
        return b""
    return _digest(b"tree", b"".join(row for _, row in sorted(rows)), algorithm)


def _row(mode: bytes, name: bytes, number: bytes) -> bytes:
    return mode + b" " + name + b"\0" + number


def _blob(path: str, algorithm: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return _digest(b"blob", file.read(), algorithm)


def _digest(kind: bytes, data: bytes, algorithm: str) -> bytes:
    made = hashlib.new(algorithm, b"%s %d\0" % (kind, len(data)), usedforsecurity=False)
    made.update(data)
    return made.digest()
