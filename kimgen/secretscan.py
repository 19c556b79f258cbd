"""Secrets that our own detectors do not know, by a scanner that others keep up to date.

Kingfisher (extra `secrets`) knows the keys of several hundred services. It is a program of its own,
is asked nothing but what lies in the content folder, and asks nobody whether a key works. A start
costs some seconds, so that it is for `kimgen check` and not for a build.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kimgen.codes import problem
from kimgen.contained import read_file
from kimgen.diagnostics import Diagnostic, Location
from kimgen.discretion import CODES, SECRET, Discretion
from kimgen.personal import Hit
from kimgen.privacy import MOST, grade, masked, masked_hit

_OPTIONS = (
    "scan", "--quiet", "--no-validate", "--no-update-check", "--no-ignore", "--no-dedup",
    "--no-binary", "--no-extract-archives", "--git-history", "none", "--max-file-size", "5",
    "--format", "jsonl", ".",
)  # fmt: skip
"""Nothing is asked of any server; what a volunteer writes into a file hides no key of theirs."""
_FOUND = frozenset((0, 200))
"""Exit codes: nothing, something."""
_PATIENCE = 600
"""Seconds."""
_MOST_READ = 5_000_000


class ScanError(Exception):
    """The scanner did not do its work; the text says why."""


def program() -> str:
    """The scanner, '' where there is none."""
    spec = find_spec("kingfisher")
    for folder in spec.submodule_search_locations or () if spec else ():
        for name in ("kingfisher", "kingfisher.exe"):
            if os.access(path := os.path.join(folder, "bin", name), os.X_OK):  # noqa: PTH118
                return path
    return shutil.which("kingfisher") or ""


@dataclass(frozen=True, slots=True)
class Secret:
    """A key in a file."""

    path: str
    """Below the content folder."""
    line: int
    column: int
    text: str


def scan(content: Path, scanner: str) -> list[Secret]:
    """Every key that `scanner` sees in the content folder, in the order of files and lines. Raises
    `ScanError`."""
    try:
        done = subprocess.run(
            [scanner, *_OPTIONS], cwd=content, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScanError(str(error)) from error
    if done.returncode not in _FOUND:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise ScanError(said or f"code {done.returncode}")
    found = {secret for line in done.stdout.splitlines() if (secret := _secret(line)) is not None}
    return sorted(found, key=lambda one: (one.path, one.line, one.column, one.text))


def _secret(line: bytes) -> Secret | None:
    """What a line of the report tells; None where it tells something else. Raises `ScanError`."""
    try:
        row: Any = json.loads(line)
        if "finding" not in row:
            return None
        found = row["finding"]
        path = os.path.normpath(found["path"]).replace(os.sep, "/")
        # columns are counted from 0
        at = int(found["line"]), int(found["column_start"]) + 1
        return Secret(path, *at, str(found["snippet"]))
    except (ValueError, LookupError, TypeError) as error:
        raise ScanError(f"{type(error).__name__}: {error}") from error


def findings(
    secrets: Iterable[Secret], content: Path, rules: Discretion, known: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """A finding for each of `secrets` that none of `known` has told already, at most `MOST` a
    file."""
    told = {
        (item.location.path, item.location.line) for item in known if item.code == CODES[SECRET]
    }
    by_file: dict[str, list[Secret]] = {}
    for one in secrets:
        place = f"content/{one.path}", one.line
        if place not in told:
            told.add(place)
            by_file.setdefault(place[0], []).append(one)
    for path, same in by_file.items():
        for number, one in enumerate(same[:MOST], 1):
            more = str(len(same) - MOST) if number == MOST and len(same) > MOST else ""
            params = {"shown": _masked(one.text), "kind": SECRET, "more": more}
            line = _line(content, one)
            item = problem(CODES[SECRET], Location(path, one.line, one.column), line, **params)
            if (graded := grade(item, SECRET, rules)) is not None:
                yield graded


def _masked(text: str) -> str:
    return masked_hit(text, Hit(SECRET, 0, len(text)))


def _line(content: Path, one: Secret) -> str:
    """The line of a file, without what is secret in it; '' where it cannot be shown."""
    try:
        data = read_file(os.fspath(content), one.path, _MOST_READ)
    except OSError:
        return ""
    lines = data.decode("utf-8", "replace").split("\n")
    line = lines[one.line - 1] if 0 < one.line <= len(lines) else ""
    first = one.text.split("\n")[0]
    if first not in line:
        return ""
    return masked(line.replace(first, _masked(first)))
