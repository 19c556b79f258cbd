"""Work in pieces, on several processes: complete, in order, and honest about what went wrong."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from kimgen.portions import Crew, Done, HelperLost, allot, can_fork, cut

pytestmark = pytest.mark.skipif(not can_fork(), reason="no helpers can be forked here")
HANDS = [1, 2, 3]


class Worker:
    """Squares, and then adds what it is told to what it remembers."""

    def __init__(self) -> None:
        self.memory: dict[int, int] = {}

    def square(self, piece: int, _: object) -> tuple[int, int]:
        self.memory[piece] = piece * piece
        return piece * piece, os.getpid()

    def add(self, piece: int, told: int) -> int:
        return self.memory[piece] + told


class Meeting:
    """A step in which this process waits until a helper has done `what`."""

    def __init__(self, folder: Path, what: Callable[[], None]) -> None:
        self.mark = folder / "mark"
        self.what = what
        self.here = os.getpid()

    def __call__(self, piece: int, _: object) -> int:
        if os.getpid() != self.here:
            self.mark.touch()
            self.what()
        until = time.monotonic() + 60
        while not self.mark.exists():
            assert time.monotonic() < until, "no helper came"
            time.sleep(0.001)
        return piece


def values(done: Sequence[Done[Any]]) -> list[Any]:
    return [each.value for each in done]


@pytest.mark.parametrize("hands", HANDS)
def test_all_pieces_come_back_in_order_step_after_step(hands: int) -> None:
    worker = Worker()
    with Crew(hands, 20, (worker.square, worker.add)) as crew:
        first = crew.run()
        assert [value for value, _ in values(first)] == [n * n for n in range(20)]
        assert values(crew.run(5)) == [n * n + 5 for n in range(20)]


def test_helpers_are_gone_afterwards() -> None:
    worker = Worker()
    with Crew(3, 4, (worker.square,)) as crew:
        pids = {pid for _, pid in values(crew.run())} - {os.getpid()}
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_a_step_raises_here_is_raised() -> None:
    def fail(piece: int, _: object) -> int:
        raise FileNotFoundError(2, "gone", f"berkas-{piece}")

    with pytest.raises(FileNotFoundError, match="berkas-0"), Crew(1, 3, (fail,)) as crew:
        crew.run()


def test_what_a_helper_raises_is_raised_here(tmp_path: Path) -> None:
    def fail() -> None:
        raise FileNotFoundError(2, "gone", "berkas")

    with (
        pytest.raises(FileNotFoundError) as caught,
        Crew(2, 2, (Meeting(tmp_path, fail),)) as crew,
    ):
        crew.run()
    assert caught.value.filename == "berkas"
    assert "in fail" in "".join(caught.value.__notes__)


class OddError(Exception):
    """Says `satu`."""

    def __str__(self) -> str:
        return "satu"


def test_an_exception_that_cannot_be_sent_is_told_in_words(tmp_path: Path) -> None:
    def fail() -> None:
        raise OddError(Lock())  # which cannot be pickled, whatever ways to pickle errors there are

    with (
        pytest.raises(RuntimeError, match="OddError: satu"),
        Crew(2, 2, (Meeting(tmp_path, fail),)) as crew,
    ):
        crew.run()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, 0])
def test_a_helper_that_dies_is_missed(tmp_path: Path, end: int) -> None:
    def die() -> None:
        if end:
            os.kill(os.getpid(), end)
            time.sleep(60)
        os._exit(0)

    with pytest.raises(HelperLost), Crew(2, 9, (Meeting(tmp_path, die),)) as crew:
        crew.run()


def test_a_helper_that_dies_between_two_steps_is_missed(tmp_path: Path) -> None:
    def second(piece: int, told: object) -> object:
        return told

    def first(piece: int, told: object) -> int:
        meet(piece, told)
        return os.getpid()

    meet = Meeting(tmp_path, lambda: None)
    with Crew(2, 2, (first, second)) as crew:
        helper = next(pid for pid in values(crew.run()) if pid != os.getpid())
        os.kill(helper, signal.SIGKILL)
        with pytest.raises(HelperLost):
            crew.run("x" * 10_000_000)


def test_nothing_to_do_needs_nobody() -> None:
    worker = Worker()
    with Crew(4, 0, (worker.square,)) as crew:
        assert crew.run() == []


@pytest.mark.parametrize("count", [0, 1, 2, 7, 100, 1000])
@pytest.mark.parametrize("hands", HANDS)
def test_pieces_are_all_of_it_in_order(count: int, hands: int) -> None:
    pieces = cut(range(count), hands)
    assert [item for piece in pieces for item in piece] == list(range(count))
    assert all(len(piece) for piece in pieces)
    assert len(pieces) <= max(1, hands * 6)


@pytest.mark.parametrize(
    ("sizes", "workers", "expected"),
    [
        ({"a": 10_000}, 2, {"a": 2}),
        ({"a": 10_000}, 8, {"a": 8}),
        ({"a": 999}, 8, {}),
        ({"a": 10_000}, 1, {}),
        ({"a": 6_000, "b": 3_000, "c": 1_000}, 2, {"a": 2}),
        ({"a": 6_000, "b": 3_000, "c": 1_000}, 4, {"a": 3, "b": 2}),
        ({"a": 5_000, "b": 5_000}, 2, {}),
        ({str(n): 50 for n in range(20_000)}, 8, {}),
        ({}, 8, {}),
    ],
)
def test_a_site_beyond_one_workers_share_gets_more(
    sizes: dict[str, int], workers: int, expected: dict[str, int]
) -> None:
    assert allot(sizes, workers, 1_000) == expected


def test_memory_of_the_parent_is_there_without_a_copy(tmp_path: Path) -> None:
    """A helper has what cannot be pickled, too: an open file."""
    with (tmp_path / "satu").open("w") as file:

        def say(piece: int, _: object) -> str:
            return f"{piece} {file.name}"

        with Crew(2, 2, (say,)) as crew:
            assert values(crew.run()) == [f"{n} {tmp_path / 'satu'}" for n in range(2)]
