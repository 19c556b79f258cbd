"""Opening a file that lies in a folder: no link on the way, no pipe, no device, nothing outside.

What was listed may be something else by the time it is opened, and any folder above it may have
become a link. So a file is opened first, without waiting for anybody at the other end, and then
asked what it is and where it is. Folders are listed in the same way.
"""

# ruff: noqa: PTH114, PTH115, PTH116
# Strings and os, not pathlib: every post is opened here.

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection
from typing import NamedTuple

_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):  # not every system has each
    _FLAGS |= getattr(os, _name, 0)
_HANDLES = "/proc/self/fd"
"""Where Linux tells the path of what is open."""


def open_file(root: str, name: str) -> tuple[int, os.stat_result]:
    """(handle, its stat) of the regular file `name`, a path with slashes below the folder `root`.

    `root` itself may be reached by links. Raises `OSError`: ELOOP for a link, in whatever place;
    EISDIR for a folder; without a number for what is no file.
    """
    path = f"{root}/{name}"
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno in (errno.ENXIO, errno.ENODEV):  # a socket, a device without a driver
            raise OSError("not a regular file") from error
        raise
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "folder", path)
        if not stat.S_ISREG(found.st_mode):
            raise OSError("not a regular file")
        if not _is_at(handle, root, name):
            raise OSError(errno.ELOOP, "link", path)
    except BaseException:
        os.close(handle)
        raise
    return handle, found


class Entry(NamedTuple):
    """What lies in a folder."""

    name: str
    kind: str
    """`file`, `folder`, `link`, or `` for anything else."""


def list_folder(root: str, name: str) -> list[Entry]:
    """What lies in the folder `name` below `root`, in no order. Raises `OSError` as `open_file`
    does, with ENOTDIR for what is no folder."""
    path = f"{root}/{name}"
    if os.scandir not in os.supports_fd:
        if has_link(root, name):
            raise OSError(errno.ELOOP, "link", path)
        with os.scandir(path) as entries:
            return [Entry(entry.name, _kind(entry)) for entry in entries]
    handle = os.open(path, _FLAGS | os.O_DIRECTORY)
    try:
        if not _is_at(handle, root, name):
            raise OSError(errno.ELOOP, "link", path)
        with os.scandir(handle) as entries:
            return [Entry(entry.name, _kind(entry)) for entry in entries]
    finally:
        os.close(handle)


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_file(follow_symlinks=False):
        return "file"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "link" if entry.is_symlink() else ""


_last: list[tuple[str, str]] = [("", "")]
"""A folder as it was asked for last, and where it was: files are read folder by folder."""


def _is_at(handle: int, root: str, name: str) -> bool:
    """Whether what is open lies where its path says, by no link below `root`."""
    try:
        place = os.readlink(f"{_HANDLES}/{handle}")
        if not place.endswith(f"/{name}"):
            return False
        folder, _, inner = name.rpartition("/")
        known = (f"{root}/{folder}", place[: -len(inner) - 1])
        if known != _last[0]:
            above = os.stat(place[: -len(name) - 1] or "/")
            if not os.path.samestat(above, os.stat(root)):
                return False
            _last[0] = known
        return True
    except OSError:  # another system, or no /proc here
        folders = name.split("/")[:-1]
        return not any(
            os.path.islink("/".join((root, *folders[: depth + 1]))) for depth in range(len(folders))
        )


def read_file(root: str, name: str, most: int) -> bytes:
    """Bytes of the file `name` below `root`. Raises `OSError` as `open_file` does, with EFBIG for
    more than `most` bytes."""
    handle, found = open_file(root, name)
    try:
        if found.st_size > most:
            raise OSError(errno.EFBIG, "too large")
        data = os.read(handle, found.st_size + 1)
        while more := os.read(handle, most):  # it grew, or the system gave a part of it
            data += more
            if len(data) > most:
                raise OSError(errno.EFBIG, "too large")
        return data
    finally:
        os.close(handle)


def has_link(root: str, name: str) -> bool:
    """Whether a link is on the way from the folder `root` to `name` below it, itself included."""
    parts = name.split("/") if name else []
    return any(os.path.islink("/".join((root, *parts[: depth + 1]))) for depth in range(len(parts)))


def refuse_links(folder: str, leave: Collection[str] = (), levels: int = 3) -> None:
    """Raise `OSError` (ELOOP, with its path) for a link at `folder` or up to `levels` below it;
    what is in the folders of the names `leave` is not looked at."""
    if os.path.islink(folder):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), folder)
    pending = [(folder, levels)]
    while pending:
        place, left = pending.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), entry.path)
                    if left > 1 and entry.name not in leave and entry.is_dir():
                        pending.append((entry.path, left - 1))
        except (FileNotFoundError, NotADirectoryError):
            continue
