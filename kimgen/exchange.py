"""Two folders change places in one step, and what was written reaches the disk.

Linux and macOS can do the first, on most of their file systems; whoever calls
has another way where `can_exchange` says no. Nothing here knows of sites.
"""

# ruff: noqa: PTH102, PTH103

from __future__ import annotations

import errno
import os
import shutil
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from kimgen.atomic import aside

if TYPE_CHECKING:
    import ctypes

_HERE = -100
"""AT_FDCWD: paths are relative to the working directory."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""
_NUMBERS = {
    "x86_64": 316,
    "aarch64": 276,
    "riscv64": 276,
    "armv7l": 382,
    "armv8l": 382,
    "i686": 353,
}
"""Of the system call, for C libraries that do not know it."""

UNABLE = frozenset(
    getattr(errno, name, 0)
    for name in ("EINVAL", "ENOSYS", "EOPNOTSUPP", "ENOTSUP", "EXDEV", "ENOTTY")
)
"""What a file system says that cannot do it, or not with these two."""


@cache
def _library() -> ctypes.CDLL | None:
    import ctypes  # only builds that publish something need it

    try:
        return ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):  # Windows
        return None


@cache
def _call() -> Any:
    """A function of two paths that returns 0; None where the system has none."""
    library = _library()
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda one, other: library.renamex_np(one, other, _EXCHANGE)
    if library is None or not sys.platform.startswith(("linux", "android")):
        return None
    if hasattr(library, "renameat2"):
        return lambda one, other: library.renameat2(_HERE, one, _HERE, other, _EXCHANGE)
    number = _NUMBERS.get(os.uname().machine)
    if number is None:
        return None
    return lambda one, other: library.syscall(number, _HERE, one, _HERE, other, _EXCHANGE)


def exchange(one: str, other: str) -> None:
    """Let the two paths change places: nobody ever sees one of them missing. Raises `OSError`,
    one of `UNABLE` where that cannot be had here, and an auditing event `kimgen.exchange`."""
    import ctypes

    call = _call()
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), one)
    sys.audit("kimgen.exchange", one, other)  # as os.rename does
    ctypes.set_errno(0)
    if call(os.fsencode(one), os.fsencode(other)):
        number = ctypes.get_errno() or errno.EIO
        raise OSError(number, os.strerror(number), one, None, other)


def can_exchange(folder: str) -> bool:
    """Whether folders below `folder` can change places, and files have a second name.
    Raises `OSError` where nothing can be written there."""
    place = aside(f"{folder}/probe")
    os.makedirs(f"{place}/a")
    try:
        os.mkdir(f"{place}/b")
        os.close(os.open(f"{place}/a/file", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            os.link(f"{place}/a/file", f"{place}/b/file")
            exchange(f"{place}/a", f"{place}/b")
        except (OSError, NotImplementedError, AttributeError) as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            return False
        return True
    finally:
        shutil.rmtree(place, ignore_errors=True)


def sync(folder: str) -> None:
    """Return when all that was written to the file system of `folder` is on its disk.
    Raises `OSError`."""
    library = _library()
    if library is None or not hasattr(library, "syncfs"):
        if hasattr(os, "sync"):
            os.sync()
        return
    import ctypes

    handle = os.open(folder, os.O_RDONLY)
    try:
        ctypes.set_errno(0)
        if library.syncfs(handle):
            number = ctypes.get_errno() or errno.EIO
            raise OSError(number, os.strerror(number), folder)
    finally:
        os.close(handle)


def sync_names(folder: str) -> None:
    """Return when the names in `folder` are on its disk. Raises `OSError`."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
