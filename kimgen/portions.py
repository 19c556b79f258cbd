"""One large site on several processes: which site is large enough, and how its work is shared out.

Work is cut into pieces that whoever is free takes next: this process, and helpers
forked from it, which have all that it has without a copy. A helper that does not
live to the end is known by its silence. What the pieces are is the business of
`gather` and `press`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from mmap import mmap
from multiprocessing.connection import Connection
from typing import Any, Generic, NamedTuple, TypeVar

from kimgen import guard
from kimgen.worker import Overrun, why

T = TypeVar("T")
Step = Callable[[int, Any], Any]
"""(number of a piece, what this step is told) -> what came of it; that has to be picklable."""

LARGE = 1_000
"""Posts from which on a site is shared out, and remembered page by page."""
EACH = 6
"""Pieces for each process: enough to end together, too few to have much twice."""
_MOST = 255
"""Pieces at most: their numbers are bytes."""
_ERROR = b"error"


class HelperLost(Exception):
    """A helper did not live to the end of its work."""

    def __init__(self, end: Overrun) -> None:
        super().__init__(end.reason)
        self.end = end


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What came of a piece."""

    value: T
    packed: bytes = b""
    """Its pickle, where another process sent it."""


def can_fork() -> bool:
    """Whether helpers may be forked here: macOS has libraries that do not bear it."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    return not multiprocessing.current_process().daemon


def allot(sizes: Mapping[str, int], workers: int, large: int) -> dict[str, int]:
    """Processes for each site that gets more than one: a site that is more than one worker's
    share of all the work. `sizes` has the posts of each site, by label."""
    total = sum(sizes.values())
    return {
        label: min(workers, -(-size * workers // total))
        for label, size in sizes.items()
        if size >= large and size * workers > total
    }


def cut(items: Sequence[T], hands: int) -> list[Sequence[T]]:
    """`items` in pieces for `hands` processes, neighbours together."""
    count = min(_MOST, len(items), hands * EACH if hands > 1 else 1)
    size, more = divmod(len(items), count or 1)
    ends = [number * size + min(number, more) for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends)]


class Crew:
    """Processes that share the pieces of one work, step after step; a context manager.

    Who did a piece in the first step does it in the others, too, so a step finds what an
    earlier one left in memory.
    """

    def __init__(
        self,
        hands: int,
        pieces: int,
        steps: Sequence[Step],
        pack: Callable[[object], bytes] = pickle.dumps,
    ) -> None:
        """`pack` gives a pickle of what comes of a piece."""
        self._pack = pack
        self._steps = list(steps)
        self._pieces = pieces
        self._mine: list[int] | None = None
        self._helpers: list[_Helper] = []
        self._tokens = -1
        if hands > 1 and pieces > 1:
            self._tokens, end = os.pipe()
            os.write(end, bytes(range(pieces)))
            os.close(end)
            for _ in range(min(hands, pieces) - 1):
                self._fork()

    def _fork(self) -> None:
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        others = [helper.connection for helper in self._helpers]
        page = guard.blank()
        steps = (self._steps, self._pack)
        arguments = (there, (*others, here), self._tokens, *steps, os.getpid(), page)
        process = context.Process(target=_help, args=arguments, daemon=True)
        process.start()
        there.close()
        self._helpers.append(_Helper(process, here, page))

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        if self._tokens >= 0:
            os.close(self._tokens)
        for process, connection, page in self._helpers:
            connection.close()
            process.kill()
            process.join()
            process.close()
            page.close()

    def run(self, told: object = None) -> list[Done[Any]]:
        """Do the next step with all pieces, and return what came of them, in order. Raises what
        a step raises, and `HelperLost`."""
        step = self._steps.pop(0)
        done: dict[int, Done[Any]] = {}
        if self._mine is None:
            self._mine = []
            for piece in _taken(self._tokens) if self._helpers else range(self._pieces):
                self._mine.append(piece)
                done[piece] = Done(step(piece, told))
        else:
            packed = pickle.dumps(told, pickle.HIGHEST_PROTOCOL) if self._helpers else b""
            for helper in self._helpers:
                helper.talk(helper.connection.send_bytes, packed)
            for piece in self._mine:
                done[piece] = Done(step(piece, told))
        for helper in self._helpers:
            receive = helper.connection.recv_bytes
            while head := helper.talk(receive):
                if head == _ERROR:
                    raise pickle.loads(helper.talk(receive))
                data = helper.talk(receive)
                done[head[0]] = Done(pickle.loads(data), data)
        return [done[piece] for piece in range(self._pieces)]


class _Helper(NamedTuple):
    process: multiprocessing.process.BaseProcess
    connection: Connection
    page: mmap
    """What it is at; see `guard`."""

    def talk(self, call: Callable[..., T], *arguments: Any) -> T:
        """Send to it or receive from it. Raises `HelperLost`."""
        try:
            return call(*arguments)
        except (EOFError, OSError) as error:
            self.process.join()
            unit, whole, *_ = guard.read(self.page)
            raise HelperLost(why(self.process.exitcode or 0, unit, whole)) from error


def _taken(tokens: int) -> Any:
    """The numbers of pieces that nobody else takes."""
    while token := os.read(tokens, 1):
        yield token[0]


def _help(
    parent: Connection,
    others: Sequence[Connection],
    tokens: int,
    steps: Sequence[Step],
    pack: Callable[[object], bytes],
    whose: int,
    page: mmap,
) -> None:
    """The life of a helper."""
    guard.current().branch(page)
    gc.freeze()  # what is inherited is not to be touched, or it would be copied
    for connection in others:
        connection.close()
    mine: list[int] = []
    told: object = None
    for number, step in enumerate(steps):
        found: dict[int, bytes] = {}
        try:
            if number:
                told = pickle.loads(parent.recv_bytes())
            for piece in mine if number else _taken(tokens):
                if os.getppid() != whose:
                    return  # there is nobody to tell
                found[piece] = pack(step(piece, told))
                if not number:
                    mine.append(piece)
        except EOFError:
            return
        except MemoryError:  # and the page says of what
            guard.leave(guard.OUT_OF_MEMORY)
        except Exception as error:
            parent.send_bytes(_ERROR)
            parent.send_bytes(_packed(error))
        for piece, data in found.items():
            parent.send_bytes(bytes((piece,)))
            parent.send_bytes(data)
        parent.send_bytes(b"")


def _packed(error: Exception) -> bytes:
    """An exception for another process; one that cannot be sent is told in words."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        packed = pickle.dumps(error, pickle.HIGHEST_PROTOCOL)
        pickle.loads(packed)
    except Exception:
        return pickle.dumps(RuntimeError("\n".join(error.__notes__)))
    return packed
