"""Work that may be stopped: done in a process of its own that the system limits.

C code that decodes somebody's file cannot be interrupted from Python, and may
take all memory or crash. Here it takes down a fork, never the worker with the
sites of others. A fork costs some 3 ms, so this is for what takes longer and is
kept afterwards. Where a system cannot fork, the work is done right here, without
limits.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from kimgen.tied import tie, untie

T = TypeVar("T")

TIME, MEMORY, CRASH = "time", "memory", "crash"
_WALL = 20
"""So many times its CPU time a process may take by the clock: it may have to wait for others."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why there is no result."""

    reason: str
    """`TIME`, `MEMORY` or `CRASH`."""


def can_limit() -> bool:
    """Whether this system can stop work."""
    return hasattr(os, "fork")


def apart(work: Callable[[], T], seconds: float, memory: int) -> T | Stopped:
    """The result of `work`, which may take `seconds` of CPU and `memory` bytes more than there
    are in use now.

    The result is pickled; what `work` needs is there already, for a fork has all
    that its parent has. What somebody else killed may have been in a machine's way, not too
    large: it is tried once more. Raises `OSError` where there is no room for another process.
    """
    if not can_limit():
        return work()
    made = _once(work, seconds, memory)
    if isinstance(made, _Killed) and made.left > 0:
        made = _once(work, made.left, memory)
    # the system kills who takes too much
    return Stopped(MEMORY) if isinstance(made, _Killed) else made


@dataclass(frozen=True, slots=True)
class _Killed:
    """It was ended, and not by its limits."""

    left: float
    """Seconds of CPU that it had not used."""


def _once(work: Callable[[], T], seconds: float, memory: int) -> T | Stopped | _Killed:
    parent = os.getpid()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _serve(work, seconds, memory, reading, writing, parent)
    os.close(writing)
    try:
        answer = _answer(reading, time.monotonic() + seconds * _WALL + 1)
    except BaseException:  # Ctrl-C: leave nobody behind
        _end(child)
        raise
    finally:
        os.close(reading)
    if answer is None:
        _end(child)
        return Stopped(TIME)
    _, status, used = os.wait4(child, 0)
    if status == 0:
        result: T = pickle.loads(answer)
        return result
    left = seconds - used.ru_utime - used.ru_stime
    if left > 0 and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return _Killed(left)
    return Stopped(_why(status))


def _answer(reading: int, until: float) -> bytes | None:
    """All that the child writes; None where it is not done by `until`."""
    pieces: list[bytes] = []
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return None
        piece = os.read(reading, _PIECE)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def _end(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _why(status: int) -> str:
    """What ended a process that nobody killed."""
    if not os.WIFSIGNALED(status):
        return MEMORY  # what `work` raises is a bug of ours, but for lack of memory
    limits = (signal.SIGPROF, signal.SIGXCPU, signal.SIGKILL)
    return TIME if os.WTERMSIG(status) in limits else CRASH


# --- in the child -------------------------------------------------------------------


def _serve(
    work: Callable[[], T], seconds: float, memory: int, reading: int, writing: int, parent: int
) -> None:
    """Do `work`, write its result and end. Nothing of the parent is cleaned up or flushed."""
    try:
        gc.disable()
        os.close(reading)
        _limit(seconds, memory)
        tie(writing, parent)
        answer = memoryview(pickle.dumps(work()))
        untie(writing)
        while answer:
            answer = answer[os.write(writing, answer) :]
        os._exit(0)
    finally:
        os._exit(1)


def _limit(seconds: float, memory: int) -> None:
    import resource

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # To the fraction of a second; the limit of whole seconds is for a clock that cannot be set.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    _lower(resource.RLIMIT_CPU, int(seconds) + 1)
    in_use = _address_space()
    if in_use:
        _lower(resource.RLIMIT_AS, in_use + memory)


def _lower(kind: int, value: int) -> None:
    """Set a limit, unless there is a lower one."""
    import resource

    hard = resource.getrlimit(kind)[1]
    if hard == resource.RLIM_INFINITY or value < hard:
        resource.setrlimit(kind, (value, value))


def _address_space() -> int:
    """Bytes of address space that this process has; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
