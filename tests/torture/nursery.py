"""python -m tests.torture.nursery: a process that has kimgen loaded and forks builds of it.

One line of JSON asks for a build; the answers are its number, and how it ended. A build forked
from here is one like any other, only that it starts in milliseconds: a thousand of them can be
killed in minutes.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import time
import traceback
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, NoReturn

from tests.support import ROOT

EVENTS = frozenset(
    "open os.rename os.link os.mkdir os.remove os.rmdir os.truncate os.symlink os.utime "
    "sqlite3.connect kimgen.exchange".split()
)
"""Of the interpreter, for what changes a disk (open: for writing alone)."""


@dataclass(frozen=True)
class Order:
    """A build that is wanted."""

    arguments: tuple[str, ...]
    """Of the command line."""
    folder: str
    """In which it is run."""
    said: str
    """File for what it says."""
    gate: str = ""
    """File that it waits for before it begins."""
    largest: int = 0
    """Bytes of the largest file that it may write; 0 for no limit."""
    plain: bool = False
    """Without root's right to what belongs to others, or may only be read."""
    year: int = 0
    """What the clock says; 0 for the truth."""
    event: int = 0
    """The event, counted in this process and those that it forks each, at which it is harmed."""
    error: int = 0
    """Number of the error that it gets then; 0 for a kill."""
    counted: str = ""
    """File for the number of its events."""
    environment: dict[str, str] = field(default_factory=dict)


@dataclass
class Run:
    """A build that was begun."""

    number: int
    _answers: IO[str]
    status: int | None = None

    def wait(self) -> int:
        """Exit code; minus a signal."""
        if self.status is None:
            self.status = int(json.loads(self._answers.readline())["status"])
            self.kill()  # workers that it left
        return self.status

    def kill(self, whole: bool = True) -> None:
        """Kill it, and unless `whole` is false all that it began."""
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if whole else os.kill)(self.number, signal.SIGKILL)


class Nursery:
    """The side of whoever wants builds; a context manager."""

    def __init__(self, content: Path, folder: Path) -> None:
        """`content` is built once, below `folder`, so that everything is loaded."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.nursery", str(content), str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._orders, self._answers = self._process.stdin, self._process.stdout
        assert self._answers.readline() == "ready\n"

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self._orders.close()
        self._process.wait(60)
        self._answers.close()

    def begin(self, order: Order) -> Run:
        """Have a build; the one before has to be over."""
        self._orders.write(json.dumps(asdict(order)) + "\n")
        self._orders.flush()
        return Run(int(json.loads(self._answers.readline())["number"]), self._answers)


# --- the process itself -----------------------------------------------------------------


def main() -> None:
    """Fork builds until there are no more orders."""
    from kimgen.cli import main as kimgen

    content, folder = sys.argv[1:]
    words = ("build", "--content", content, "--output", f"{folder}/warm", "--today", "2026-11-24")
    with contextlib.redirect_stdout(sys.stderr), contextlib.suppress(SystemExit):
        kimgen([*words, "--executor", "serial"])
    print("ready", flush=True)
    for line in sys.stdin:
        order = Order(**json.loads(line))
        number = os.fork()
        if not number:
            _live(order)
        print(json.dumps({"number": number}), flush=True)
        _, status = os.waitpid(number, 0)
        print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)


def _live(order: Order) -> NoReturn:
    code = 70
    try:
        os.setsid()
        said = os.open(order.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.chdir(order.folder)
        os.environ.update(order.environment)
        if order.environment:
            time.tzset()
        if order.gate:
            while not os.path.exists(order.gate):  # noqa: PTH110 - opens nothing
                time.sleep(0.01)
        if order.largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest, order.largest))
        if order.plain:
            _give_up_rights()
        if order.year:
            _set_clock(order.year)
        if order.event or order.counted:
            _listen(order)
        from kimgen.cli import main as kimgen

        try:
            kimgen(list(order.arguments))
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _give_up_rights() -> None:
    """Be bound by modes and owners of files, as everybody but root is (Linux)."""
    version, overrides = 0x20080522, 0b11110  # DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, FSETID
    libc = ctypes.CDLL(None, use_errno=True)
    head = struct.pack("Ii", version, 0)
    sets = ctypes.create_string_buffer(24)
    if libc.capget(head, sets):
        raise OSError(ctypes.get_errno(), "capget")
    words = [word & ~overrides for word in struct.unpack("6I", sets.raw)[:3]]
    rest = struct.unpack("6I", sets.raw)[3:]
    if libc.capset(head, struct.pack("6I", *words, *rest)):
        raise OSError(ctypes.get_errno(), "capset")


def _set_clock(year: int) -> None:
    """Let this process believe in another year."""
    from kimgen import order as asked

    there = datetime(year, 11, 24, 5, tzinfo=UTC)
    lag = there.timestamp() - time.time()
    now, now_ns = time.time, time.time_ns
    time.time = lambda: now() + lag
    time.time_ns = lambda: now_ns() + int(lag * 1_000_000_000)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.fromtimestamp(time.time(), tz)

    asked.datetime = Clock  # type: ignore[attr-defined]


def _listen(order: Order) -> None:
    """Count events, and do harm at one of them."""
    seen = 0
    owner = os.getpid()

    def heard(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if name not in EVENTS or (name == "open" and not _writes(arguments)):
            return
        seen += 1
        if order.counted and os.getpid() == owner:
            os.pwrite(counter, f"{seen:<9}".encode(), 0)
        if seen == order.event:
            if not order.error:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(order.error, os.strerror(order.error), str(arguments[:1]))

    counter = os.open(order.counted, os.O_WRONLY | os.O_CREAT, 0o666) if order.counted else -1
    sys.addaudithook(heard)


def _writes(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


if __name__ == "__main__":
    main()
