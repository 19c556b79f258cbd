"""Writing a site: only what changed, file by file, never a half-written file.

A site that is not there yet is made aside and moved into place as a whole. In
one that is there, new files are laid aside until all of them are made, and then
moved over the old ones; an unchanged file keeps its inode and time, and what an
earlier build wrote and this one does not is removed last. The manifest of a
host says what is in its folder.
"""

# ruff: noqa: PTH103, PTH104, PTH105, PTH106, PTH108, PTH113, PTH116, PTH118, PTH119, PTH123
# Strings and os, not pathlib: this runs for every page of every site.

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kimgen import atomic
from kimgen.memory import Seen
from kimgen.model import OutputFile
from kimgen.state import STATE


@dataclass(frozen=True, slots=True)
class Written:
    """Counts of a host's files."""

    new: int
    kept: int
    removed: tuple[str, ...]
    """Paths in the site."""


Known = dict[str, Seen]
"""Path in the site -> the file there, as this process wrote it or found it."""


def write_site(
    output: Path,
    host: str,
    files: Iterable[OutputFile],
    kept: Iterable[str] = (),
    known: Known | None = None,
) -> Written:
    """Make the folder of `host` hold exactly `files`, and what it has at the paths `kept`.
    With `known`, which is brought up to date, only new content is compared.
    Raises `OSError`."""
    with Writing(output, host, known) as writing:
        return writing.finish([writing.put(file) for file in files], kept)


class Put(NamedTuple):
    """A file that is going to be in a site."""

    path: str
    """Path in the site."""
    stamp: str
    staged: str
    """Where it waits to be moved into place; `''` where it is there already."""


class Writing:
    """The folder of a host while its files are made: nothing in it changes before `finish`.

    A process that is forked meanwhile may `put` files, too, and hand what it gets to the one
    that finishes. As a context manager it leaves nothing aside. All methods raise `OSError`.
    """

    def __init__(self, output: Path, host: str, known: Known | None = None) -> None:
        self.earlier = read_manifest(output, host)
        """Path -> stamp of what an earlier build wrote."""
        self._output, self._host, self._known = output, host, known
        self._base = os.path.join(output, host)
        self.fresh = not os.path.lexists(self._base)
        """The site is not there yet: it is moved into place as a whole."""
        self._place = atomic.aside(os.path.join(output, STATE, "staging", host))
        self._made: set[str] = set()
        self._number = 0

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._place, ignore_errors=True)

    def target(self, path: str) -> str:
        """Where the file `path` of the site lies once this is finished."""
        return f"{self._base}/{path}"

    def put(self, file: OutputFile) -> Put:
        """Lay a file aside, or find that it is there as it should be."""
        if self.fresh:
            staged = f"{self._place}/{file.path}"
            self._lay(file, staged)
            return Put(file.path, _stamp(file), staged)
        target = self.target(file.path)
        seen = self._known.get(file.path) if self._known else None
        if file.source:
            stamp = _stamp(file)
            # the path of a copied file carries the hash of its content
            if self.earlier.get(file.path) == stamp and os.path.isfile(target):
                return Put(file.path, stamp, "")
        elif seen and seen.content == file.content and seen.state == _state(target):
            return Put(file.path, seen.stamp, "")
        else:
            stamp = _stamp(file)
            if _same(target, file.content):
                self._remember(file, stamp, target)
                return Put(file.path, stamp, "")
        self._number += 1
        staged = f"{self._place}/{os.getpid()}-{self._number}"
        self._lay(file, staged)
        self._remember(file, stamp, staged)
        return Put(file.path, stamp, staged)

    def _lay(self, file: OutputFile, staged: str) -> None:
        folder = staged.rpartition("/")[0]
        if folder not in self._made:
            atomic.ensure_folder(folder)
            self._made.add(folder)
        if file.source:
            atomic.link(file.source, staged)
        else:
            atomic.create(staged, file.content)

    def _remember(self, file: OutputFile, stamp: str, place: str) -> None:
        if self._known is not None and not file.source:
            self._known[file.path] = Seen(file.content, stamp, _state(place))

    def finish(self, puts: Iterable[Put], kept: Iterable[str] = ()) -> Written:
        """Make the folder hold what was put, and what it has at the paths `kept`."""
        manifest = {path: self.earlier[path] for path in kept if path in self.earlier}
        new = 0
        for path, stamp, staged in puts:
            manifest[path] = stamp
            if staged:
                new += 1
                if not self.fresh:
                    _move(staged, self.target(path))
        if self.fresh:
            os.makedirs(self._place, exist_ok=True)  # a site without any file
            # Before the move: if the power fails in between, the files count as missing.
            _write_manifest(self._output, self._host, manifest)
            os.rename(self._place, self._base)
            return Written(len(manifest), 0, ())
        gone = [path for path in self.earlier if path not in manifest]
        removed = tuple(path for path in gone if _remove(self.target(path), self._base))
        if self._known:
            for path in gone:
                self._known.pop(path, None)
        if manifest != self.earlier:
            _write_manifest(self._output, self._host, manifest)
        return Written(new, len(manifest) - new, removed)


def _move(staged: str, target: str) -> None:
    try:
        os.replace(staged, target)
    except FileNotFoundError:
        atomic.make_folder(target)
        os.replace(staged, target)


def adopt_site(output: Path, host: str, other: Path) -> int:
    """Make the folder of `host` what the output folder `other` has, by hard links where the disk
    allows them; returns how many files are new. Raises `OSError`."""
    wanted, earlier = read_manifest(other, host), read_manifest(output, host)
    base = os.path.join(output, host)
    if wanted == earlier and os.path.isfile(f"{base}/index.html"):
        return 0
    # as a new site: nobody sees it before it is whole
    fresh = not os.path.lexists(base)
    place = atomic.aside(os.path.join(output, STATE, "staging", host)) if fresh else base
    new = 0
    for path, stamp in wanted.items():
        target = f"{place}/{path}"
        if earlier.get(path) != stamp or not os.path.isfile(target):
            atomic.make_folder(target)
            atomic.link(f"{other}/{host}/{path}", target)
            new += 1
    _write_manifest(output, host, wanted)
    if fresh:
        os.rename(place, base)
    for path in earlier:
        if path not in wanted:
            _remove(f"{base}/{path}", base)
    return new


def _stamp(file: OutputFile) -> str:
    if file.source:
        return f"copy:{os.path.basename(file.source)}"
    return hashlib.sha256(file.content).hexdigest()


def _state(target: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(target)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _same(target: str, content: bytes) -> bool:
    try:
        if os.stat(target).st_size != len(content):
            return False
        with open(target, "rb", buffering=0) as file:
            return file.read() == content
    except OSError:
        return False


def _remove(path: str, base: str) -> bool:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    folder = path.rpartition("/")[0]
    while folder != base:
        try:
            os.rmdir(folder)
        except OSError:
            break
        folder = folder.rpartition("/")[0]
    return True


def _manifest_path(output: Path, host: str) -> str:
    return os.path.join(output, STATE, "manifests", f"{host.replace(':', '_')}.json")


def read_manifest(output: Path, host: str) -> dict[str, str]:
    """path -> stamp of what the last build wrote; empty where that is not known."""
    try:
        with open(_manifest_path(output, host), "rb") as file:
            data = json.loads(file.read())
        return {str(path): str(stamp) for path, stamp in data.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _write_manifest(output: Path, host: str, manifest: dict[str, str]) -> None:
    # a line each; with `indent` json would not use its quick encoder
    lines = json.dumps(dict(sorted(manifest.items())), ensure_ascii=False, separators=(",\n", ": "))
    text = f"{{\n{lines[1:-1]}\n}}"
    atomic.write(_manifest_path(output, host), text.encode())
