"""One build at a time in an output folder.

The lock is the kernel's: it ends with the process that holds it, however that
ends, and forked workers do not have it. The file that it is on stays; who
holds it is written there for those who find it taken.
"""

# ruff: noqa: PTH103, PTH104, PTH112, PTH118

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

from kimgen.atomic import aside

NAME = "lock"
_REFUSED = frozenset((errno.EAGAIN, errno.EACCES, errno.EDEADLK))
_NO_LOCKS = frozenset((errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL))

_held: set[str] = set()
"""Those of this process: the kernel tells processes apart, not threads."""
_holding = threading.Lock()


class BusyError(Exception):
    """Another build works in the folder."""

    def __init__(self, folder: Path, process: int) -> None:
        super().__init__(f"{folder} is in use")
        self.folder = folder
        """The output folder."""
        self.process = process
        """Number of the process that has it; 0 where that is not known."""


@contextlib.contextmanager
def locked(output: Path, state: str) -> Iterator[None]:
    """Have the folder `output` alone; the lock is in its folder `state`. Raises `BusyError`
    at once where another build has it, and `OSError`.

    On a file system without locks builds are not kept apart.
    """
    folder = os.path.join(output, state)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(os.path.realpath(folder), NAME)
    with _holding:
        if path in _held:
            raise BusyError(output, os.getpid())
        _held.add(path)
    try:
        handle = _open(path)
        try:
            if not _take(handle):
                raise BusyError(output, _holder(handle))
            with contextlib.suppress(OSError):
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, f"{os.getpid():<19}\n".encode())
            yield
        finally:
            os.close(handle)
    finally:
        with _holding:
            _held.discard(path)


def _open(path: str) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, 0o666)
    except OSError as error:
        if error.errno not in (errno.EISDIR, errno.ELOOP) and not os.path.isdir(path):
            raise
    # a folder or a link in its place
    wrong = aside(path)
    os.rename(path, wrong)
    shutil.rmtree(wrong, ignore_errors=True)
    return os.open(path, flags, 0o666)


def _take(handle: int) -> bool:
    """Take the lock; False where somebody else has it. Raises `OSError`."""
    try:
        import fcntl
    except ImportError:
        return _take_on_windows(handle)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _REFUSED:
            return False
        if error.errno not in _NO_LOCKS:
            raise
    return True


def _take_on_windows(handle: int) -> bool:
    import msvcrt

    os.lseek(handle, 1 << 30, os.SEEK_SET)  # far behind what is written there
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError as error:
        if error.errno in _REFUSED:
            return False
        raise
    return True


def _holder(handle: int) -> int:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        return int(os.read(handle, 20))
    except (OSError, ValueError):
        return 0
