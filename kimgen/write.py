"""Writing a site: aside, as a whole, beside the one that readers see.

In its folder aside a site has every file under the path that it is going to
have: what is new is written there, and what is as it was is the same file as in
the site that is live, under a second name, so that it keeps its inode and its
time. `release` then puts the folder into the place of the old one. A site that
comes out as it is costs no folder. The manifest of a host says what is in it.
"""

# ruff: noqa: PTH103, PTH104, PTH112, PTH114, PTH116, PTH119, PTH123
# Strings and os, not pathlib: this runs for every page of every site.

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from kimgen import atomic
from kimgen.contained import has_link
from kimgen.memory import Seen
from kimgen.model import OutputFile
from kimgen.state import STATE

_NO_SECOND_NAME = frozenset((errno.EMLINK, errno.EPERM, errno.EACCES, errno.EXDEV))
"""Why a file may have no other name: too many of them, an immutable file, somebody else's."""
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | os.O_RDONLY


@dataclass(frozen=True, slots=True)
class Aside:
    """Where a build lays its sites until they are published."""

    output: str
    """Folder of what is live."""
    folder: str
    """Folder of this build alone, on the same disk."""
    whole: bool = True
    """Whether a site there can have its unchanged files, too, and take the place of the live one
    in one step."""

    def site(self, host: str) -> str:
        """Folder of a site that is ready, with all of its files."""
        return f"{self.folder}/sites/{host}"

    def part(self, host: str) -> str:
        """Folder of those files of a site that are not live yet, where it cannot have all."""
        return f"{self.folder}/parts/{host}"

    def resolve(self) -> Aside:
        """The same for processes that were started elsewhere."""
        output, folder = (os.path.realpath(each) for each in (self.output, self.folder))
        return Aside(output, folder, self.whole)

    def manifest(self, host: str) -> str:
        """Its manifest."""
        return f"{self.folder}/manifests/{host}.json"


@dataclass(frozen=True, slots=True)
class Written:
    """Counts of a host's files."""

    new: int
    kept: int
    removed: tuple[str, ...]
    """Paths in the site."""
    number: int = 0
    """Inode of the folder that waits to be published; 0 where the live one is as it should be."""


Known = dict[str, Seen]
"""Path in the site -> the file there, as this process wrote it or found it."""


def write_site(
    aside: Aside,
    host: str,
    files: Iterable[OutputFile],
    kept: Iterable[str] = (),
    known: Known | None = None,
) -> Written:
    """Lay a site aside that has exactly `files`, and what is live at the paths `kept`.
    With `known`, which is brought up to date, only new content is compared.
    Raises `OSError`; `FileNotFoundError` where something at `kept` is not there."""
    with Writing(aside, host, known) as writing:
        return writing.finish([writing.put(file) for file in files], kept)


class Put(NamedTuple):
    """A file that is going to be in a site."""

    path: str
    """Path in the site."""
    stamp: str
    staged: str
    """Where it was written; `''` where it is live already."""


class Writing:
    """A site while its files are made.

    A process that is forked meanwhile may `put` files, too, and hand what it gets to the one
    that finishes. As a context manager it leaves nothing unfinished. All methods raise `OSError`.
    """

    def __init__(self, aside: Aside, host: str, known: Known | None = None) -> None:
        self._aside, self._host, self._known = aside, host, known
        self._base = f"{aside.output}/{host}"
        self.fresh = os.path.islink(self._base) or not os.path.isdir(self._base)
        """There is nothing live to begin with."""
        self.earlier = {} if self.fresh else read_manifest(manifest_path(aside.output, host))
        """Path -> stamp of what an earlier build wrote."""
        folders = {path.rpartition("/")[0] for path in self.earlier}
        if any(has_link(self._base, folder) for folder in folders):
            # what lies behind a link is not ours, however it looks
            self.fresh, self.earlier = True, {}
        self._place = atomic.aside(f"{aside.folder}/work/{host}")
        self._made: set[str] = set()

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._place, ignore_errors=True)

    def target(self, path: str) -> str:
        """Where the file `path` of the live site lies."""
        return f"{self._base}/{path}"

    def put(self, file: OutputFile) -> Put:
        """Write a file, or find that it is live as it should be."""
        if self.fresh:
            return Put(file.path, _stamp(file), self._lay(file))
        target = self.target(file.path)
        seen = self._known.get(file.path) if self._known else None
        if file.source:
            stamp = _stamp(file)
            # the path of a copied file carries the hash of its content
            if self.earlier.get(file.path) == stamp and _is_copy(target, file.source):
                return Put(file.path, stamp, "")
        elif seen and seen.content == file.content and seen.state == _state(target):
            return Put(file.path, seen.stamp, "")
        else:
            stamp = _stamp(file)
            if _same(target, file.content):
                self._remember(file, stamp, target)
                return Put(file.path, stamp, "")
        staged = self._lay(file)
        self._remember(file, stamp, staged)
        return Put(file.path, stamp, staged)

    def _lay(self, file: OutputFile) -> str:
        target = f"{self._place}/{file.path}"
        self._make_folder(target)
        if file.source:
            try:
                os.link(file.source, target)
            except OSError:  # it may still be copied
                atomic.link(file.source, target)
        else:
            atomic.create(target, file.content)
        return target

    def _make_folder(self, target: str) -> None:
        folder = target.rpartition("/")[0]
        if folder not in self._made:
            atomic.ensure_folder(folder)
            self._made.add(folder)

    def _remember(self, file: OutputFile, stamp: str, place: str) -> None:
        if self._known is not None and not file.source:
            self._known[file.path] = Seen(file.content, stamp, _state(place))

    def take(self, path: str, stamp: str, source: str) -> Put:
        """Have the file `source` at `path`; `stamp` tells whether that is so already."""
        if self.earlier.get(path) == stamp and _is_copy(self.target(path), source):
            return Put(path, stamp, "")
        if has_link(source[: -len(path) - 1], path):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), source)
        return Put(path, stamp, self._lay(OutputFile(path, source=source)))

    def finish(self, puts: Iterable[Put], kept: Iterable[str] = ()) -> Written:
        """Have a site ready that holds what was put, and what is live at the paths `kept`."""
        manifest = {path: self.earlier[path] for path in kept if path in self.earlier}
        same = set(manifest)
        new = 0
        for path, stamp, staged in puts:
            manifest[path] = stamp
            new += bool(staged)
            (same.discard if staged else same.add)(path)
        # without a manifest nothing is known of what lies there
        there = self.earlier or ([] if self.fresh else _listed(self._base))
        gone = [path for path in there if path not in manifest]
        removed = tuple(path for path in gone if os.path.lexists(self.target(path)))
        if self._known:
            for path in gone:
                self._known.pop(path, None)
        number = 0
        if new or removed or self.fresh:
            os.makedirs(self._place, exist_ok=True)
            whole = self.fresh or self._aside.whole
            if whole:
                self._link(path for path in manifest if path in same)
            _write_manifest(self._aside.manifest(self._host), manifest)
            number = self._move((self._aside.site if whole else self._aside.part)(self._host))
        elif manifest != self.earlier:
            _write_manifest(manifest_path(self._aside.output, self._host), manifest)
        return Written(new, len(manifest) - new, removed, number)

    def _link(self, paths: Iterable[str]) -> None:
        """Give live files their second name."""
        base, place = self._base, self._place
        for path in paths:
            target = f"{place}/{path}"
            self._make_folder(target)
            try:
                os.link(f"{base}/{path}", target, follow_symlinks=False)
            except OSError as error:
                if error.errno not in _NO_SECOND_NAME:
                    raise
                shutil.copy2(f"{base}/{path}", target, follow_symlinks=False)

    def _move(self, ready: str) -> int:
        try:
            os.rename(self._place, ready)
        except FileNotFoundError:
            atomic.make_folder(ready)
            os.rename(self._place, ready)
        except OSError:
            # one that was made before, by a worker that then was lost
            old = atomic.aside(f"{self._aside.folder}/work/{self._host}")
            os.rename(ready, old)
            os.rename(self._place, ready)
            shutil.rmtree(old, ignore_errors=True)
        return os.stat(ready).st_ino


def adopt_site(aside: Aside, host: str, other: Path) -> Written:
    """Lay aside the site that the output folder `other` has, by hard links where the disk
    allows them. Raises `OSError`."""
    base = f"{other}/{host}"
    if os.path.islink(base):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), base)
    with Writing(aside, host) as writing:
        files = read_manifest(manifest_path(other, host)).items()
        return writing.finish(
            [writing.take(path, stamp, f"{base}/{path}") for path, stamp in files]
        )


def _stamp(file: OutputFile) -> str:
    if file.source:
        return f"copy:{os.path.basename(file.source)}"
    return hashlib.sha256(file.content).hexdigest()


def _state(target: str) -> tuple[int, int, int] | None:
    try:
        found = os.lstat(target)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _is_copy(target: str, source: str) -> bool:
    """Whether `target` may be a copy of `source`, for all that is seen from outside."""
    try:
        found = os.lstat(target)
        return S_ISREG(found.st_mode) and found.st_size == os.lstat(source).st_size
    except OSError:
        return False


def _same(target: str, content: bytes) -> bool:
    try:
        found = os.lstat(target)
        if found.st_size != len(content) or not S_ISREG(found.st_mode):
            return False
        handle = os.open(target, _PLAIN)
        try:
            return os.read(handle, len(content) + 1) == content
        finally:
            os.close(handle)
    except OSError:
        return False


def _listed(base: str) -> list[str]:
    """Paths of all that lies below `base`, folders aside. Raises `OSError`."""

    def refuse(error: OSError) -> None:
        raise error

    return [
        f"{folder[len(base) + 1 :]}/{name}".lstrip("/")
        for folder, _, names in os.walk(base, onerror=refuse)
        for name in names
    ]


# --- manifests --------------------------------------------------------------------------


def manifest_path(output: str | Path, host: str) -> str:
    """The manifest of what is live."""
    return f"{output}/{STATE}/manifests/{host}.json"


def read_manifest(path: str) -> dict[str, str]:
    """path in the site -> stamp of the file there; empty where that is not known."""
    try:
        with open(path, "rb") as file:
            head, _, files = file.read().partition(b"\n")
        if json.loads(head)["sha256"] != hashlib.sha256(files).hexdigest():
            return {}
        return {str(path): str(stamp) for path, stamp in json.loads(files).items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _write_manifest(path: str, manifest: dict[str, str]) -> None:
    """A line with a digest of the rest; a line for each file."""
    # with `indent` json would not use its quick encoder
    lines = json.dumps(dict(sorted(manifest.items())), ensure_ascii=False, separators=(",\n", ": "))
    files = f"{{\n{lines[1:-1]}\n}}".encode()
    head = json.dumps({"sha256": hashlib.sha256(files).hexdigest()}).encode()
    atomic.write(path, head + b"\n" + files)
