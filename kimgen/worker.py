"""One process that works for this one: how it is started, how the two talk, how it ends.

It is forked where that can be, else Python is started anew. Frames go through two
pipes: a length and a pickle. What it is at stands on a page of shared memory (`guard`), which is
all that is left of a process that the system ended.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import pickle
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kimgen import guard
from kimgen.garbage import collect_seldom
from kimgen.tied import tie

_HEADER = 8
_FAILED = 70
"""Exit code after an exception that nobody expected."""

WORK, JOB = 0, 1
"""Kinds of frames to a worker: what is to be done with jobs; a job."""

TIME, MEMORY, CRASH = "time", "memory", "crash"


@dataclass(frozen=True, slots=True)
class Overrun:
    """Why a job did not end: its process did."""

    unit: str
    """The file that was at work; '' where that is not known."""
    reason: str
    """`time`, `memory` or `crash`."""
    whole: bool = False
    """It was the job as a whole that took too long."""
    seconds: float = field(default=0.0, compare=False)
    """CPU time that the job took."""


class Worker:
    """The side of whoever gives the work."""

    def __init__(self, others: Iterable[Worker], fork: bool) -> None:
        self.waiting: deque[Any] = deque()
        """Jobs that it was given and has not answered, the one at work first."""
        self.work: object = None
        """What it was told to do with them."""
        self.unsent = memoryview(b"")
        self.killed = False
        """It was ended for its time, by us."""
        self.ticks = 0
        self.seen = b""
        """For `workers`: how long its page has looked so."""
        self._pid, self._life = 0, -1
        self._process: subprocess.Popen[bytes] | None = None
        self._file = ""
        if fork:
            self.page = guard.blank()
            self._fork(list(others))
        else:
            self._start()
        with contextlib.suppress(OSError, AttributeError):  # else it only takes a while
            os.set_blocking(self.jobs, False)

    def _fork(self, others: Sequence[Worker]) -> None:
        inbox, self.jobs = os.pipe()
        self.results, outbox = os.pipe()
        self._life, tied = os.pipe()  # nobody writes to it or reads from it
        whose = os.getpid()
        self._pid = os.fork()
        if self._pid:
            os.close(inbox)
            os.close(outbox)
            os.close(tied)
            return
        try:
            for worker in (*others, self):  # else none of them would see the other's end
                os.close(worker.jobs)
                os.close(worker.results)
                os.close(worker._life)
            tie(tied, whose)
            _answer(inbox, outbox, self.page)
        finally:
            guard.leave(_FAILED)

    def _start(self) -> None:
        handle, self._file = tempfile.mkstemp(prefix="kimgen-")
        os.truncate(handle, guard.PAGE)
        self.page = mmap.mmap(handle, guard.PAGE)
        os.close(handle)
        program = "from kimgen.worker import main; main()"
        root = str(Path(__file__).resolve().parents[1])
        paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, self._file],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": paths},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.jobs = self._process.stdin.fileno()
        self.results = self._process.stdout.fileno()
        _write(self.jobs, pickle.dumps(sys.path))

    def send(self, kind: int, value: object) -> None:
        """Queue a frame; `flush` sends it."""
        data = pickle.dumps((kind, value), pickle.HIGHEST_PROTOCOL)
        frame = len(data).to_bytes(_HEADER, "little") + data
        self.unsent = memoryview(bytes(self.unsent) + frame if self.unsent else frame)
        self.flush()

    def flush(self) -> None:
        """Send what its pipe takes."""
        try:
            while self.unsent:
                self.unsent = self.unsent[os.write(self.jobs, self.unsent) :]
        except BlockingIOError:
            pass
        except OSError:  # it is no more, which reading from it will show
            self.unsent = memoryview(b"")

    def receive(self) -> tuple[object] | None:
        """Its next answer; None where it is no more."""
        data = _read(self.results)
        return None if data is None else (pickle.loads(data),)

    def overrun(self, killed: bool) -> Overrun:
        """Why it ended; `killed` for its time by us."""
        unit, whole, limit, _ = guard.read(self.page)
        code, total = self._gone()
        end = why(code, unit, whole, killed)
        # where nobody says what it took, all that it was given
        seconds = float(limit) if total is None else guard.taken(self.page, total)
        self.page.close()
        return replace(end, seconds=seconds)

    def kill(self) -> None:
        """End it now."""
        if self._process is not None:
            self._process.kill()
        elif self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, _signal("SIGKILL"))

    def close(self) -> None:
        """Let go of it and wait until it is gone."""
        self._gone()
        self.page.close()

    def _gone(self) -> tuple[int, float | None]:
        """Its exit code, minus the signal that ended it, and the seconds of CPU that it took,
        with its children; None where the system does not say."""
        process, self._process = self._process, None
        pid, self._pid = self._pid, 0
        code, total = 0, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()
            pid = process.pid if process.returncode is None else 0  # else seen when it was killed
        elif pid:
            os.close(self.jobs)
            os.close(self.results)
        if pid and hasattr(os, "wait4"):
            _, status, used = os.wait4(pid, 0)
            code, total = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
            if process is not None:
                process.returncode = code
        elif process is not None:
            code = process.wait()
        if self._life >= 0:  # not before: it would not come to its end
            os.close(self._life)
            self._life = -1
        if self._file:
            with contextlib.suppress(OSError):
                os.unlink(self._file)  # noqa: PTH108
        return code, total


def _signal(name: str) -> int:
    import signal

    return int(getattr(signal, name, 0))


def why(code: int, unit: str, whole: bool, killed: bool = False) -> Overrun:
    """What ended a process, by its exit code (minus a signal) and what its page says."""
    if killed or code == -_signal("SIGPROF"):
        return Overrun(unit, TIME, whole)
    # the system's own last resort, and what Rust does where it gets no memory
    if code in (guard.OUT_OF_MEMORY, -_signal("SIGKILL"), -_signal("SIGABRT")):
        return Overrun(unit, MEMORY, whole=not unit)
    return Overrun(unit, CRASH, whole=not unit)


# --- the side of the worker ---------------------------------------------------------------


def main() -> None:
    """A worker that was started, not forked; its pipes are where a program's input and output
    are."""
    inbox, outbox = os.dup(0), os.dup(1)
    os.dup2(2, 1)  # what anybody prints is no frame
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    with open(sys.argv[1], "r+b") as file:  # noqa: PTH123
        page = mmap.mmap(file.fileno(), guard.PAGE)
    collect_seldom()
    paths = _read(inbox)
    if paths is not None:
        sys.path[:] = pickle.loads(paths)
        _answer(inbox, outbox, page)


def _answer(inbox: int, outbox: int, page: mmap.mmap) -> None:
    """Do jobs until there are no more; never returns."""
    watched = guard.settle(page)
    work: Callable[[Sequence[object]], Sequence[object]] | None = None
    code = 0
    try:
        while not watched.stopped and (data := _read(inbox)) is not None:
            kind, value = pickle.loads(data)
            if kind == WORK:
                work = value
                continue
            assert work is not None
            (result,) = work((value,))
            _write(outbox, pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
    except MemoryError:
        code = guard.OUT_OF_MEMORY
    except OSError:  # nobody listens any more
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
        code = _FAILED
    guard.leave(code)


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(len(data).to_bytes(_HEADER, "little") + data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _read(handle: int) -> bytes | None:
    """The next frame; None at the end of the pipe, within a frame too."""
    header = _exactly(handle, _HEADER)
    return None if header is None else _exactly(handle, int.from_bytes(header, "little"))


def _exactly(handle: int, size: int) -> bytes | None:
    parts = []
    while size:
        try:
            part = os.read(handle, min(size, 1 << 20))
        except OSError:
            return None
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
