"""Writing a site: only what changed, file by file, never a half-written file.

A new file is staged beside its target and moved over it; an unchanged file
keeps its inode and time. What an earlier build wrote and this one does not is
removed last. The manifest of a host says what is in its folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kimgen.media import publish_copy
from kimgen.model import OutputFile

STATE = ".kimgen"
"""Folder inside the output for manifests, state and cache; never a host."""


@dataclass(frozen=True, slots=True)
class Written:
    """Counts of a host's files."""

    new: int
    kept: int
    removed: int


def write_site(output: Path, host: str, files: Iterable[OutputFile]) -> Written:
    """Make the folder of `host` hold exactly `files`. Raises `OSError`."""
    base = output / host
    earlier = read_manifest(output, host)
    manifest: dict[str, str] = {}
    new = kept = 0
    made: set[Path] = set()
    for file in files:
        target = base / file.path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        if file.source:
            # the path of a copied file carries the hash of its content
            stamp = f"copy:{Path(file.source).name}"
            fresh = earlier.get(file.path) != stamp or not target.is_file()
            if fresh:
                publish_copy(file.source, target)
        else:
            stamp = hashlib.sha256(file.content).hexdigest()
            fresh = not _same(target, file.content)
            if fresh:
                replace_bytes(target, file.content)
        manifest[file.path] = stamp
        new, kept = new + fresh, kept + (not fresh)
    removed = 0
    for path in earlier:
        if path not in manifest:
            removed += _remove(base / path, base)
    if manifest != earlier:
        _write_manifest(output, host, manifest)
    return Written(new, kept, removed)


def _same(target: Path, content: bytes) -> bool:
    try:
        if target.stat().st_size != len(content):
            return False
        return target.read_bytes() == content
    except OSError:
        return False


def replace_bytes(target: Path, content: bytes) -> None:
    """Write a whole file or nothing."""
    staged = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        staged.write_bytes(content)
        staged.replace(target)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def _remove(path: Path, base: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    folder = path.parent
    while folder != base:
        try:
            folder.rmdir()
        except OSError:
            break
        folder = folder.parent
    return True


def _manifest_path(output: Path, host: str) -> Path:
    return output / STATE / "manifests" / f"{host.replace(':', '_')}.json"


def read_manifest(output: Path, host: str) -> dict[str, str]:
    """path -> stamp of what the last build wrote; empty where that is not known."""
    try:
        data = json.loads(_manifest_path(output, host).read_text("utf-8"))
        return {str(path): str(stamp) for path, stamp in data.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _write_manifest(output: Path, host: str, manifest: dict[str, str]) -> None:
    target = _manifest_path(output, host)
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dict(sorted(manifest.items())), ensure_ascii=False, indent=0)
    replace_bytes(target, text.encode())
