"""Work in a process of its own ends within its limits, whatever it does."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import time
from collections.abc import Callable

import pytest

from kimgen.apart import CRASH, MEMORY, TIME, Stopped, apart

MB = 1_000_000


def spin() -> None:
    while True:
        pass


def in_c() -> int:
    """Minutes in one call that Python cannot interrupt."""
    return len(str(7 ** (1 << 22)))


def crash() -> None:
    faulthandler.disable()  # or pytest's prints what is meant to happen
    ctypes.string_at(0)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def take() -> int:
    return len(bytearray(900 * MB))


def test_the_result_comes_back() -> None:
    large = os.urandom(3 * MB)
    assert apart(lambda: {"a": large}, 5, 500 * MB) == {"a": large}
    assert apart(lambda: None, 5, 500 * MB) is None


@pytest.mark.parametrize("work", [spin, in_c])
def test_time_is_up_in_c_too(work: Callable[[], object]) -> None:
    before = os.times()
    assert apart(work, 0.3, 500 * MB) == Stopped(TIME)
    after = os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    assert 0.2 < used < 2, "CPU time, which a busy machine does not change"


def test_memory_is_what_it_may_take_beside_what_there_is() -> None:
    held = bytearray(300 * MB)
    assert apart(take, 5, 512 * MB) == Stopped(MEMORY)
    assert apart(lambda: len(bytearray(200 * MB)), 5, 512 * MB) == 200 * MB
    assert held


def test_a_crash_costs_only_the_work() -> None:
    assert apart(crash, 5, 500 * MB) == Stopped(CRASH)
    assert apart(kill, 5, 500 * MB) == Stopped(MEMORY), "as the system ends who takes too much"


def test_one_that_only_waits_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kimgen.apart._WALL", 0)
    assert apart(lambda: time.sleep(600), 0.1, 500 * MB) == Stopped(TIME)


def test_nobody_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by what is stopped nor where the parent is interrupted while it waits."""

    children = []

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    def noted(fork: Callable[[], int] = os.fork) -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", noted)
    for work in (spin, crash):
        apart(work, 0.1, 500 * MB)
    monkeypatch.setattr("kimgen.apart._answer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        apart(spin, 5, 500 * MB)
    assert len(children) == 3
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def test_without_forks_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert apart(os.getpid, 1, MB) == os.getpid()
