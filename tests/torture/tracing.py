"""Harm at a system call: strace lets the kernel kill a build, or refuse what it asks, at the N-th.

A build is traced from the moment at which everything is loaded, so that the calls are those of
the build and not of the interpreter.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.torture.harm import ERRORS, SERIAL
from tests.torture.lab import Lab, Verdict

CALLS = (
    "openat", "creat", "write", "pwrite64", "rename", "renameat", "renameat2", "link", "linkat",
    "symlink", "mkdir", "mkdirat", "unlink", "unlinkat", "rmdir", "truncate", "ftruncate", "fsync",
    "fdatasync", "syncfs", "fchmod", "utimensat", "copy_file_range", "sendfile",
)  # fmt: skip
"""What changes a disk, and opens."""


def can_trace() -> str:
    """Why builds cannot be traced here; '' where they can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace"
    done = subprocess.run(
        [strace, "-f", "-e", "trace=none", "true"], capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else "the right to trace processes (ptrace)"


class _Traced:
    """A build under strace; `options` say what to do to it."""

    def __init__(self, lab: Lab, options: list[str], **harm: Any) -> None:
        gate = lab.root / "gate"
        gate.unlink(missing_ok=True)
        self.log = lab.root / "calls"
        self.log.unlink(missing_ok=True)
        run = lab.begin(lab.order(*SERIAL, gate=str(gate), **harm))
        strace = subprocess.Popen(
            ["strace", "-f", "-o", str(self.log), *options, "-p", str(run.number)],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert strace.stderr
        line = strace.stderr.readline()
        assert "attached" in line, line
        gate.touch()
        self.status = run.wait()
        strace.stderr.read()
        strace.stderr.close()
        strace.wait(60)


def calls(lab: Lab) -> dict[str, list[int]]:
    """Of each of `CALLS` that a build makes over the old version: which of them, counted from 1 in
    each process as strace does, change a disk."""
    lab.reset()
    traced = _Traced(lab, ["-e", f"trace={','.join('?' + call for call in CALLS)}"])
    assert traced.status == 0, lab.said
    rows = [line.split(maxsplit=1) for line in traced.log.read_text().splitlines()]
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[str, set[int]] = {}
    for number, text in rows:
        call = re.match(r"(\w+)\(", text)
        if not call:
            continue
        seen[number, call[1]] += 1
        if call[1] != "openat" or re.search("O_CREAT|O_WRONLY|O_RDWR", text):
            found.setdefault(call[1], set()).add(seen[number, call[1]])
    return {name: sorted(numbers) for name, numbers in found.items()}


def harmed(lab: Lab, call: str, at: int, fault: str) -> Verdict:
    """What became of a build over the old version that gets `fault`, `SIGKILL` or the name of an
    error, at the `at`-th `call` of each of its processes."""
    lab.reset()
    kind = f"signal={fault}" if fault.startswith("SIG") else f"error={fault}"
    options = ["-e", f"trace={call}", "-e", f"inject={call}:{kind}:when={at}"]
    status = _Traced(lab, options).status
    return lab.judge(f"{call} {at}: {fault}", status, killed=status < 0)


def each_harmed(lab: Lab, step: int, done: int = 0) -> Iterator[Verdict]:
    """Each fault at every `step`-th call that changes a disk; the first `done` tries were made."""
    found = calls(lab)
    places = [(name, at) for name, numbers in found.items() for at in numbers]
    assert len(places) > 100, found
    plan = [
        (*place, fault)
        for number, place in enumerate(places)
        for each, fault in enumerate(("SIGKILL", *ERRORS))
        if (number + each) % step == 0
    ]
    for call, at, fault in plan[done:]:
        yield harmed(lab, call, at, fault)
