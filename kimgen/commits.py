"""What git knows of content/: the last commit, and what differs from it on the disk.

git is asked and never told: it writes nothing, fetches nothing, and runs no program that a
repository names. The folder of a nation may come from anybody, with a configuration of its own
beside it; so hooks, filters and monitors are switched off for each call, and where git refuses
(a folder of somebody else's, `safe.directory`) or does not answer, the disk is read instead.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LEVELS = 3
"""Folders above the files of a KIM: regency, village, KIM."""
TREE = b"40000"
_PATIENCE = 120
"""Seconds after which git counts as one that does not answer."""
_SETTINGS = {
    "core.quotePath": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.excludesFile": os.devnull,
    "core.attributesFile": os.devnull,
    "safe.bareRepository": "explicit",
    "protocol.allow": "never",
    "submodule.recurse": "false",
}
_GIT = (
    "git",
    "--no-pager",
    *(word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")),
)
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
}
_ELSEWHERE = frozenset(
    f"GIT_{name}"
    for name in (
        "DIR WORK_TREE INDEX_FILE OBJECT_DIRECTORY ALTERNATE_OBJECT_DIRECTORIES COMMON_DIR "
        "NAMESPACE PREFIX GRAFT_FILE SHALLOW_FILE IMPLICIT_WORK_TREE REPLACE_REF_BASE ATTR_SOURCE "
        "LITERAL_PATHSPECS GLOB_PATHSPECS NOGLOB_PATHSPECS ICASE_PATHSPECS EXTERNAL_DIFF "
        "INTERNAL_SUPER_PREFIX"
    ).split()
)
"""Variables that point at a repository, as git sets them for its hooks."""


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


def committed(content: Path, *, trust: bool = False) -> Committed | None:
    """What git knows of `content`; None where it is no checkout, or git does not answer.

    With `trust` nobody looks for what differs from the commit: that takes a look at every file.
    """
    try:
        status = None if trust else _status(content)
    except (OSError, subprocess.SubprocessError):
        return None
    with status or contextlib.nullcontext():  # it looks at every file while we read the trees
        try:
            both = _git(content, "rev-parse", "--show-prefix", "HEAD:./")
            prefix, _, root = os.fsdecode(both).removesuffix("\n").rpartition("\n")
            algorithm = "sha256" if len(root) == 64 else "sha1"
            trees, files = _listing(content, root)
        except (OSError, ValueError, subprocess.SubprocessError):
            if status:
                status.kill()
            return None
        try:
            output = status.communicate(timeout=_PATIENCE)[0] if status else b""
        except subprocess.TimeoutExpired:
            if status:
                status.kill()
            return None
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
    # a submodule is asked for its commit alone: to ask for more runs a git of its own in there
    return subprocess.Popen(
        [*_GIT, "-C", str(content), "status", "--porcelain=v1", "-z",
         "--no-renames", "--untracked-files=normal", "--ignored=traditional",
         "--ignore-submodules=dirty", "--", "."],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=_without_filters(content),
    )  # fmt: skip


def _without_filters(content: Path) -> dict[str, str]:
    """The environment that switches off each program that a configuration names for changing
    files on their way into git: `git status` would run it on a file that was touched."""
    own = _environment()
    done = subprocess.run(
        [*_GIT, "-C", str(content), "config", "-z", "--name-only", "--get-regexp", r"^filter\."],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=own, timeout=_PATIENCE, check=False,
    )  # fmt: skip
    keys = [key for key in os.fsdecode(done.stdout).split("\0") if key]
    # not by `-c`, which takes the `=` in the name of a filter for the end of the name
    count = own.get("GIT_CONFIG_COUNT", "")
    first = int(count) if count.isdecimal() else 0
    for number, key in enumerate(keys, first):
        own[f"GIT_CONFIG_KEY_{number}"] = key
        own[f"GIT_CONFIG_VALUE_{number}"] = "false" if key.endswith(".required") else ""
    return own | ({"GIT_CONFIG_COUNT": str(first + len(keys))} if keys else {})


def _environment() -> dict[str, str]:
    """The user's own, without what points git at another repository: it is the one that
    `content` lies in that is asked, even from within a hook of another one."""
    own = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return own | _QUIET


def _git(content: Path, *words: str) -> bytes:
    done = subprocess.run(
        [*_GIT, "-C", str(content), *words],
        stdin=subprocess.DEVNULL, check=True, capture_output=True, timeout=_PATIENCE,
        env=_environment(),
    )  # fmt: skip
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
                if mode == TREE:
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
        timeout=_PATIENCE, env=_environment(),
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
