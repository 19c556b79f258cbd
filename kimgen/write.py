"""Writing a site: only what changed, file by file, never a half-written file.

A site that is not there yet is made aside and moved into place as a whole. In
one that is there, a new file is staged beside its target and moved over it, an
unchanged file keeps its inode and time, and what an earlier build wrote and
this one does not is removed last. The manifest of a host says what is in its
folder.
"""

# ruff: noqa: PTH103, PTH104, PTH106, PTH108, PTH113, PTH116, PTH118, PTH119, PTH123
# Strings and os, not pathlib: this runs for every page of every site.

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

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
    base = os.path.join(output, host)
    earlier = read_manifest(output, host)
    if not os.path.lexists(base):
        return _write_new(output, host, files)
    return _update(output, host, files, earlier, kept, known)


def _write_new(output: Path, host: str, files: Iterable[OutputFile]) -> Written:
    """Write a site that is not there: nobody sees it before it is whole."""
    base = os.path.join(output, host)
    staging = atomic.aside(os.path.join(output, STATE, "staging", host))
    os.makedirs(staging)
    made = {staging}
    manifest: dict[str, str] = {}
    try:
        for file in files:
            target = f"{staging}/{file.path}"
            folder = target.rpartition("/")[0]
            if folder not in made:
                os.makedirs(folder, exist_ok=True)
                made.add(folder)
            if file.source:
                atomic.link(file.source, target)
            else:
                atomic.create(target, file.content)
            manifest[file.path] = _stamp(file)
        # Before the move: if the power fails in between, the files count as missing.
        _write_manifest(output, host, manifest)
        os.rename(staging, base)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return Written(len(manifest), 0, ())


def _update(
    output: Path,
    host: str,
    files: Iterable[OutputFile],
    earlier: dict[str, str],
    kept: Iterable[str],
    known: Known | None,
) -> Written:
    """Bring a site that is there up to date."""
    base = os.path.join(output, host)
    manifest = {path: earlier[path] for path in kept if path in earlier}
    new = 0
    for file in files:
        target = f"{base}/{file.path}"
        if file.source:
            stamp = _stamp(file)
            # the path of a copied file carries the hash of its content
            fresh = earlier.get(file.path) != stamp or not os.path.isfile(target)
            if fresh:
                atomic.make_folder(target)
                atomic.link(file.source, target)
        else:
            seen = known.get(file.path) if known else None
            fresh = False
            if seen and seen.content == file.content and seen.state == _state(target):
                stamp = seen.stamp
            else:
                stamp = _stamp(file)
                fresh = not _same(target, file.content)
                if fresh:
                    atomic.write(target, file.content)
                if known is not None:
                    known[file.path] = Seen(file.content, stamp, _state(target))
        manifest[file.path] = stamp
        new += fresh
    gone = [path for path in earlier if path not in manifest]
    removed = tuple(path for path in gone if _remove(f"{base}/{path}", base))
    if known:
        for path in gone:
            known.pop(path, None)
    if manifest != earlier:
        _write_manifest(output, host, manifest)
    return Written(new, len(manifest) - new, removed)


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
    text = json.dumps(dict(sorted(manifest.items())), ensure_ascii=False, indent=0)
    atomic.write(_manifest_path(output, host), text.encode())
