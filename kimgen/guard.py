"""What a worker may use: CPU time of each unit of work and of a whole job, and memory.

The limits are the system's own (an interval timer of CPU time, a bound of the address space), so
they stop code in C as well as Python: the process is ended, and whoever started it reads from a
page of shared memory what it was at. CPU time counts, so a machine that sleeps ends nothing.
Where a system has neither (`workers` looks at the page from outside then), this only keeps the
page.
"""

from __future__ import annotations

import contextlib
import math
import mmap
import os
import signal
import struct
import time

PAGE = 8_192
"""Bytes of the shared page."""
OUT_OF_MEMORY = 77
"""Exit code of a worker that could get no more memory."""

_WHOLE, _STOP, _LIMIT, _COUNT, _BEGAN, _NAME = 0, 1, 2, 4, 6, 14
"""Where things stand on the page: a flag, a flag, two bytes each, CPU time as a double, a name up
to a NUL."""
_DOUBLE = struct.Struct("<d")
_EACH = 0.001_25
"""Seconds that a job gets for each unit beside its first allowance; a post is four units."""
_BYTE = 1e-6
"""Seconds for each byte of Markdown: six times what the native engine takes."""
_CREDIT = 64_000
"""Bytes after which the timer is set anew; it costs more than most posts' stages."""
_UNIT = 2_000
"""Bytes that a unit counts for beside its size."""
_SPEED = {"python-markdown": 5.0}
"""Engine -> how much longer it takes than the native one."""

HAS_TIMER = hasattr(signal, "setitimer")


class Guard:
    """The limits of one process. It watches nothing before `begin` and after `end`."""

    def __init__(self, page: mmap.mmap | None = None) -> None:
        self._page = page
        self._watching = False
        self._unit_seconds = self._left = self._byte = self._armed = 0.0
        self._credit = 0
        self._counts = True
        self._number = 0
        self._memory = 0
        self._base = _address_space() if page is not None else 0
        self._began = self._aside = 0.0
        self._whose = os.getppid()
        self.name = ""
        """What is at work: a content file, '' for what belongs to no file."""

    @property
    def stopped(self) -> bool:
        """Whether nothing more is to be begun."""
        return self._page is not None and self._page[_STOP] != 0

    def begin(
        self, seconds: float, whole: float, memory: int, engine: str, *, anew: bool = False
    ) -> None:
        """A job begins: `seconds` of CPU for a unit, `whole` for all of it beside what its units
        bring along, `memory` bytes beside what the process began with. `anew`: it is the job
        that ran until now, which has used some of that."""
        self.name = ""
        if self._page is None:
            return
        self._watching = True
        self._unit_seconds = seconds
        if not anew:
            self._note(clock())
        self._left = whole - self.used()
        self._byte = _BYTE * _SPEED.get(engine, 1.0)
        self._armed, self._counts = 0.0, True
        self._bound(memory)
        self("", 0)

    def __call__(self, name: str, size: int) -> None:
        """The unit `name` begins, `size` bytes of text; '' is work that belongs to no file."""
        self.name = name
        if not self._watching:
            return
        if os.getppid() != self._whose:  # whoever waited for it was killed
            leave(0)
        self._left += _EACH + size * self._byte
        self._credit -= _UNIT + size
        self._write(name)
        if not name:
            self._arm(self._left, whole=True)
            self._credit = 0  # what begins next has a limit of its own
        elif self._credit < 0:
            self._arm(self._unit_seconds)

    def used(self) -> float:
        """Seconds of CPU that the job took until now, that of processes which helped included."""
        return clock() - self._began if self._watching else 0.0

    def apart(self, name: str, seconds: float) -> None:
        """A file with a limit of its own begins, which the rest of the job does not pay for."""
        self.name = name
        if self._watching:
            self._write(name)
            self._arm(seconds)
            self._counts, self._credit, self._aside = False, 0, clock()

    def end(self) -> None:
        """The job is done."""
        self.name = ""
        if self._watching:
            self._watching = False
            if HAS_TIMER:
                signal.setitimer(signal.ITIMER_PROF, 0)
            self._write("")
            self._note(0.0)
            _put(self._page, _LIMIT, 0)

    def branch(self, page: mmap.mmap) -> Guard:
        """A guard like this one for a process that was forked to help with the job."""
        guard = settle(page)
        if self._watching:
            guard.begin(self._unit_seconds, self._left, self._memory, "")
            guard._byte = self._byte
        return guard

    def _note(self, began: float) -> None:
        """`began` is what `clock` said when the job began; 0 where none is at work."""
        self._began = began
        if self._page is not None:
            _DOUBLE.pack_into(self._page, _BEGAN, began)

    def _write(self, name: str) -> None:
        page = self._page
        if page is not None:
            written = name.encode("utf-8", "surrogateescape")[: PAGE - _NAME - 1] + b"\0"
            page[_NAME : _NAME + len(written)] = written
            if not HAS_TIMER:
                self._number = (self._number + 1) % 65_536
                _put(page, _COUNT, self._number)

    def _arm(self, seconds: float, whole: bool = False) -> None:
        """Set the timer to `seconds`, though not beyond what the job has left."""
        if HAS_TIMER and self._armed and self._counts:
            self._left -= self._armed - signal.getitimer(signal.ITIMER_PROF)[0]
        if not self._counts:
            self._note(self._began + clock() - self._aside)
        self._counts = True
        self._credit = _CREDIT
        if self._left < seconds:
            seconds, whole = self._left, True
        seconds = max(seconds, 1e-6)  # 0 would be no limit; and less than nothing may be left
        self._armed = seconds
        assert self._page is not None
        self._page[_WHOLE] = whole
        _put(self._page, _LIMIT, min(65_535, math.ceil(seconds)))
        if HAS_TIMER:
            signal.setitimer(signal.ITIMER_PROF, seconds)

    def _bound(self, memory: int) -> None:
        """Let the process have `memory` bytes more than it began with."""
        if memory == self._memory or not self._base:
            return
        import resource

        self._memory = memory
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = self._base + memory
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _put(page: mmap.mmap | None, place: int, number: int) -> None:
    if page is not None:
        page[place : place + 2] = number.to_bytes(2, "little")


def clock() -> float:
    """Seconds of CPU that this process took, with those of its children that ended."""
    seconds = time.process_time()
    with contextlib.suppress(ImportError):
        import resource

        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds += children.ru_utime + children.ru_stime
    return seconds


def _address_space() -> int:
    """Bytes of this process's address space; 0 where it cannot be told or bounded."""
    try:
        import resource

        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError, ValueError):
        return 0


def blank() -> mmap.mmap:
    """A page that a forked process shares."""
    return mmap.mmap(-1, PAGE)


def stop(page: mmap.mmap) -> None:
    """Let the process of `page` begin nothing more."""
    page[_STOP] = 1


def read(page: mmap.mmap) -> tuple[str, bool, int, bytes]:
    """(unit, whether it was the job as a whole, limit in seconds, all of it for a comparison)."""
    name = page[_NAME : page.find(b"\0", _NAME)].decode("utf-8", "surrogateescape")
    limit = int.from_bytes(page[_LIMIT:_COUNT], "little")
    return name, page[_WHOLE] != 0, limit, page[_LIMIT : _NAME + 256]


def taken(page: mmap.mmap, total: float) -> float:
    """Seconds of CPU that the job at work took in a process that took `total`."""
    (began,) = _DOUBLE.unpack_from(page, _BEGAN)
    return float(max(0.0, total - began)) if began else 0.0


def settle(page: mmap.mmap) -> Guard:
    """Make this process one that may be ended: no handlers of whoever started it, no dumps."""
    for name in ("SIGPROF", "SIGXCPU", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    # a terminal sends Ctrl-C to the workers, too, each of which would print a traceback
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    guard = current(Guard(page))
    assert guard is not None
    return guard


_NOBODY = Guard()
_installed: list[Guard] = []


def current(installed: Guard | None = None) -> Guard:
    """The guard of this process, one that watches nothing where there is none."""
    if installed is not None:
        _installed[:] = [installed]
    return _installed[0] if _installed else _NOBODY


def leave(code: int) -> None:
    """End this process here and now, without what Python does at the end."""
    os._exit(code)
