"""Running commands and saying what they cost: wall, CPU and memory of the whole process tree.

CPU comes from the kernel (wait4: user and system time of a process and of all that it waited
for). Memory is sampled over the tree: the proportional set size (PSS), so that pages which
processes share count once; a lone process is measured by its resident set, and by the kernel's
own peak of it. The sampler runs in this process and is not counted.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and where."""

    argv: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    """Set beside the variables of this process."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of user and system time, all processes."""
    memory: float
    """MiB at the highest."""


class CommandError(RuntimeError):
    """A command failed, so there is nothing to compare."""


def run(commands: Sequence[Command], parallel: int = 1) -> Cost:
    """Run `commands`, at most `parallel` at a time, and return what all of them took."""
    waiting = list(reversed(commands))
    running: dict[int, tuple[Command, Path]] = {}
    cpu = 0.0
    largest = 0.0
    with tempfile.TemporaryDirectory() as logs, Sampler() as sampler:
        begun = perf_counter()
        while waiting or running:
            while waiting and len(running) < parallel:
                command = waiting.pop()
                log = Path(logs) / f"{len(waiting)}.log"
                with log.open("wb") as stream:
                    child = subprocess.Popen(
                        command.argv,
                        cwd=command.cwd,
                        env={**environment(), **command.env},
                        stdin=subprocess.DEVNULL,
                        stdout=stream,
                        stderr=subprocess.STDOUT,
                    )
                child.returncode = 0  # wait4 below is what waits for it
                running[child.pid] = command, log
                sampler.watch(child.pid)
            pid, status, usage = os.wait4(-1, 0)
            if pid not in running:
                continue
            sampler.leave(pid)
            command, log = running.pop(pid)
            cpu += usage.ru_utime + usage.ru_stime
            largest = max(largest, usage.ru_maxrss / 1024)
            if os.waitstatus_to_exitcode(status):
                text = log.read_text("utf-8", "replace")[-2000:]
                raise CommandError(f"{' '.join(command.argv)} in {command.cwd}:\n{text}")
        wall = perf_counter() - begun
    return Cost(wall, cpu, max(largest, sampler.peak / MIB))


def environment() -> dict[str, str]:
    """The environment of this process, less what would change a Python below it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


class Sampler:
    """Looks at the memory of process trees, often at first and then less so."""

    def __init__(self) -> None:
        self.peak = 0
        """Bytes."""
        self._roots: set[int] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, daemon=True)

    def __enter__(self) -> Sampler:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def watch(self, pid: int) -> None:
        """Begin to count `pid` and what it starts."""
        with self._lock:
            self._roots.add(pid)

    def leave(self, pid: int) -> None:
        """`pid` has ended."""
        with self._lock:
            self._roots.discard(pid)

    def _loop(self) -> None:
        begun = perf_counter()
        pause = 0.03
        while not self._stop.wait(pause):
            with self._lock:
                roots = tuple(self._roots)
            pids = [pid for root in roots for pid in tree(root)]
            read = _resident if len(pids) == 1 else _proportional
            self.peak = max(self.peak, sum(read(pid) for pid in pids))
            pause = 0.05 if perf_counter() - begun < 5 else 0.25


def tree(root: int) -> list[int]:
    """`root` and all its descendants that are there now."""
    found = [root]
    for pid in found:
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                children = (task / "children").read_text("ascii")
                found.extend(int(child) for child in children.split())
        except OSError:
            continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE
    except OSError:
        return 0


def _proportional(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return _resident(pid)
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
