"""Work in a process of its own ends within its limits, whatever it does."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kimgen.apart import CRASH, MEMORY, TIME, Stopped, apart
from tests.support import ROOT

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


@pytest.mark.parametrize("deaths", [1, 2])
def test_what_somebody_killed_is_tried_once_more(tmp_path: Path, deaths: int) -> None:
    """With the time that was left to it."""

    def work() -> float:
        tries = len(list(tmp_path.iterdir()))
        (tmp_path / str(tries)).touch()
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass
        if tries < deaths:
            kill()
        return signal.getitimer(signal.ITIMER_PROF)[0]

    made = apart(work, 5, 500 * MB)
    assert len(list(tmp_path.iterdir())) == 2
    if deaths == 1:
        assert isinstance(made, float)
        assert made < 4.95, "the first try counts"
    else:
        assert made == Stopped(MEMORY)


DESERTED = """
import hashlib, os
from kimgen.apart import apart
def work():
    print(os.getpid(), os.getppid(), flush=True)
    hashlib.pbkdf2_hmac("sha256", b"a", b"b", 30_000_000)
    print("to its end")
apart(work, 600, 500_000_000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="nobody is told of its parent's end elsewhere")
def test_it_ends_with_whoever_waits_for_it() -> None:
    """In the middle of C code."""
    command = [sys.executable, "-c", DESERTED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        assert parent.stdout is not None
        child, whose = (int(word) for word in parent.stdout.readline().split())
        assert whose == parent.pid
        parent.kill()
        # both may write to it: it ends when neither is there
        assert parent.stdout.read() == "", f"{child} went on to its end"


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
