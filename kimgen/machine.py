"""Whose fault it is when the system refuses something: a file's, or the machine's.

A file that may not be read is a finding about that file. A disk that is full or
fails, or a process that may open no more files, says nothing about content:
then the build ends, and what is live stays live.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def _numbers(names: str) -> frozenset[int]:
    """Those that this system has."""
    return frozenset(getattr(errno, name) for name in names.split() if hasattr(errno, name))


_MACHINE = _numbers(
    "EIO ENOSPC EDQUOT EROFS EMFILE ENFILE ENOMEM ENOBUFS EAGAIN EBUSY ESTALE ETIMEDOUT ENODEV "
    "EREMOTEIO ECONNRESET ECONNABORTED EHOSTDOWN EHOSTUNREACH ENETDOWN ENETUNREACH"
)
_NAMES = _numbers("ENAMETOOLONG EILSEQ EINVAL EEXIST ENOTDIR EISDIR")
_AGAIN = _numbers("EACCES EPERM EIO EAGAIN EINTR ESTALE ETIMEDOUT EBUSY")


def refuses_to_read(error: OSError) -> bool:
    """Whether the machine is to blame that a file of the content could not be read."""
    return error.errno in _MACHINE


def refuses_to_write(error: OSError) -> bool:
    """Whether the machine is to blame that a site could not be written, and not the names of
    that site's files."""
    return error.errno not in _NAMES


def attempt(work: Callable[[], T]) -> T:
    """What `work` reads; it is done once more where that may help: a scanner, say, refuses a file
    while it looks at it. Raises `OSError`."""
    try:
        return work()
    except OSError as error:
        if error.errno not in _AGAIN:
            raise
    return work()
