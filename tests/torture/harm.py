"""What goes wrong, one function each: it harms a build over the old version, and yields verdicts.

What a machine does not allow (mounts, other users, immutable files) is told by the reason that
a function raises in `NotHere`: the caller says so, or fails where nothing may be left out.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.support import ROOT
from tests.torture.lab import Lab, Verdict, read_sites
from tests.torture.nursery import Run

ERRORS = ("ENOSPC", "EIO", "EMFILE", "EACCES")
SERIAL = ("--executor", "serial")
NOBODY = 65534


class NotHere(Exception):
    """This machine does not allow it."""


# --- killed -----------------------------------------------------------------------------


def _usual(lab: Lab) -> float:
    """Seconds that a build needs here."""
    lab.reset()
    begun = time.monotonic()
    assert lab.build() == 0, lab.said
    return time.monotonic() - begun


def killed_at_random(lab: Lab, times: int, seed: int, done: int = 0) -> Iterator[Verdict]:
    """SIGKILL at any moment: the process alone, or all of its group. The longest wait follows the
    machine, so that about half of the builds finish; the first `done` tries were made."""
    longest = 2 * _usual(lab)
    for number in range(done, times):
        wait = random.Random(f"{seed} {number}").random() * longest
        lab.reset()
        run = lab.begin(lab.order())
        time.sleep(wait)
        run.kill(whole=bool(number % 2))
        status = run.wait()
        longest *= 0.96 if status == 0 else 1.04
        yield lab.judge(f"killed after {wait:.3f} s", status, killed=status < 0)


def killed_at_events(lab: Lab, step: int, first: int) -> Iterator[Verdict]:
    """A kill, or an error, when the interpreter is about to do something to the disk."""
    counted = lab.root / "counted"
    lab.reset()
    assert lab.build(*SERIAL, counted=str(counted)) == 0, lab.said
    total = int(counted.read_text())
    assert total > 50, "no events are heard"
    for fault in (0, *(getattr(errno, name) for name in ERRORS)):
        for event in range(1 + first % step, total + 1, step):
            lab.reset()
            status = lab.build(*SERIAL, event=event, error=fault)
            name = f"event {event} of {total}: {errno.errorcode.get(fault, 'SIGKILL')}"
            yield lab.judge(name, status, killed=not fault)
            first += 1


def a_worker_killed(lab: Lab, times: int, seed: int) -> Iterator[Verdict]:
    """As the system does it where memory is short: one of the processes that a build forked."""
    if not Path("/proc").exists():
        raise NotHere("/proc")
    chance = random.Random(seed)
    seen = 0
    for _ in range(times):
        lab.reset()
        run = lab.begin(lab.order("--jobs", "2"))
        victims: list[int] = []
        while not victims and Path(f"/proc/{run.number}").exists():
            victims = _children(run.number)
        seen += bool(victims)
        time.sleep(chance.random() * 0.1)
        with suppress(ProcessLookupError, IndexError):
            os.kill(chance.choice(victims), signal.SIGKILL)
        status = run.wait()
        # its site may be the only one to fail; then it stays as it is
        name = "a worker killed" if victims else "no worker was seen"
        yield lab.judge(name, status, killed=status == 1)
    assert seen, "no worker was ever seen"


def _children(number: int) -> list[int]:
    with suppress(OSError):
        children = Path(f"/proc/{number}/task/{number}/children").read_text()
        return [int(word) for word in children.split()]
    return []


# --- no room ----------------------------------------------------------------------------


def largest_file(lab: Lab, sizes: tuple[int, ...]) -> Iterator[Verdict]:
    """No file may be larger than so many bytes: a quota, nearly."""
    for size in sizes:
        lab.reset()
        yield lab.judge(f"files of at most {size} bytes", lab.build(*SERIAL, largest=size))


@contextmanager
def small_disk(lab: Lab, size: str) -> Iterator[Callable[[str], None]]:
    """The output lies on a file system of its own of `size`; gives what changes the options of
    the mount."""
    lab.output.mkdir(exist_ok=True)

    def mount(options: str) -> None:
        words = ["mount", "-t", "tmpfs", "-o", options, "kimgen-test", str(lab.output)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotHere(f"mount: {done.stderr.strip()}")

    mount(f"size={size}")
    try:
        yield lambda options: mount(f"remount,{options}")
    finally:
        subprocess.run(["umount", str(lab.output)], check=True)


def disk_full(lab: Lab, first: str, steps: int) -> Iterator[Verdict]:
    """A disk of `first`, on which the nation has no room; then ones on which the old version
    leaves more and more for the new one, until there is enough."""
    shutil.rmtree(lab.output, ignore_errors=True)
    with small_disk(lab, first) as change:
        status = lab.build(*SERIAL)
        live = read_sites(lab.output)
        wrong = [] if status == 2 else [f"code {status}"]
        wrong += ["something is live"] * bool(live)
        change("size=64m")
        yield Verdict(f"a disk of {first}", status, "nothing", tuple(wrong + lab.mend()))
    shutil.rmtree(lab.output, ignore_errors=True)
    for number in range(steps):
        left = 40 * number * (1 + number // 4)  # KiB
        with small_disk(lab, "64m") as change:
            shutil.copytree(lab.root / "base", lab.output, symlinks=True, dirs_exist_ok=True)
            used = shutil.disk_usage(lab.output).used
            change(f"size={used + 1024 * left}")
            status = lab.build(*SERIAL)
            verdict = lab.judge(f"{left} KiB left", status, mend=False)
            change("size=64m")
            found = (*verdict.wrong, *lab.mend())
            if number == steps - 1 and status:
                found = (*found, f"code {status} where there is room")
            yield Verdict(verdict.name, status, verdict.state, found)
        shutil.rmtree(lab.output, ignore_errors=True)


# --- locked out -------------------------------------------------------------------------


def read_only(lab: Lab) -> Iterator[Verdict]:
    """A file system that turned read-only."""
    shutil.rmtree(lab.output, ignore_errors=True)
    with small_disk(lab, "64m") as change:
        shutil.copytree(lab.root / "base", lab.output, symlinks=True, dirs_exist_ok=True)
        change("ro")
        status = lab.build(*SERIAL)
        verdict = lab.judge("a read-only disk", status, mend=False)
        change("rw")
        yield Verdict(verdict.name, status, verdict.state, (*verdict.wrong, *lab.mend()))
    shutil.rmtree(lab.output, ignore_errors=True)


PLACES = (
    ".", "kim-uji-0.kim.id", "kim.id", "kim.id/index.html", "kim-uji-0.kim.id/berita", ".kimgen",
    ".kimgen/state.sqlite", ".kimgen/lock", ".kimgen/manifests", ".kimgen/manifests/kim.id.json",
    ".kimgen/media",
)  # fmt: skip
"""Of the output, that are made immutable, or belong to somebody else."""


def immutable(lab: Lab) -> Iterator[Verdict]:
    """Files and folders that not even root may change (chattr +i)."""
    for place in PLACES:
        lab.reset()
        target = str(lab.output / place)
        done = subprocess.run(["chattr", "+i", target], capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotHere(f"chattr: {done.stderr.strip()}")
        try:
            status = lab.build(*SERIAL)
        finally:
            subprocess.run(["chattr", "-i", "-R", str(lab.output)], check=False)
        yield lab.judge(f"immutable: {place}", status)


def not_ours(lab: Lab, places: tuple[str, ...] = PLACES) -> Iterator[Verdict]:
    """Folders and files that may be read alone, and belong to another user where we are root."""
    root = os.geteuid() == 0
    if root and sys.platform != "linux":
        raise NotHere("root keeps its rights on this system")
    for place in ("", *places):
        lab.reset()
        target = lab.output / place
        if not place:  # the same without harm
            status = lab.build(*SERIAL, plain=root)
            wrong = () if status == 0 else (f"a build without rights: {status}, {lab.said}",)
            yield Verdict("all ours", status, lab.state(), wrong)
            continue
        mode = target.stat().st_mode
        if root:
            os.chown(target, NOBODY, NOBODY)
        target.chmod(0o555 if target.is_dir() else 0o444)
        status = lab.build(*SERIAL, plain=root)
        with suppress(FileNotFoundError):
            target.chmod(mode)
        yield lab.judge(f"not ours: {place}", status)


def vanishing(lab: Lab, times: int, seed: int) -> Iterator[Verdict]:
    """Somebody removes folders while a build is at work."""
    chance = random.Random(seed)
    content = "13.04-tanah-datar/13.04.09.2005-pariangan/kim-uji-0"
    outputs = (".", ".kimgen", ".kimgen/next", ".kimgen/state.sqlite", ".kimgen/media", "kim.id",
               ".kimgen/manifests")  # fmt: skip
    contents = (content, f"{content}/posts", f"{content}/media")
    original = lab.root / "new" / "content"
    kept = lab.root / "kept"
    usual = _usual(lab)
    if not kept.exists():
        shutil.copytree(original, kept)
    for number in range(times):
        lab.reset()
        inside = number % 2 == 0
        places = outputs if inside else contents
        place = places[number // 2 % len(places)]
        target = (lab.output if inside else original) / place
        run = lab.begin(lab.order(*SERIAL))
        time.sleep(chance.random() * usual)
        _remove_fast(target)
        status = run.wait()
        wrong: list[str] = []
        live = read_sites(lab.output) if lab.output.exists() else {}
        if not inside:
            for host in lab.old:
                if live.get(host) not in (lab.old[host], lab.new[host]) and host != "kim.id":
                    wrong.append(f"{host} is neither old nor new")
            shutil.rmtree(original, ignore_errors=True)
            shutil.copytree(kept, original)
        name = f"removed: {'output' if inside else 'content'}/{place}"
        if status in (3, 70):
            wrong.append(lab.said[-1500:])
        yield Verdict(name, status, lab.state(live), tuple(wrong + lab.mend()))


def _remove_fast(target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target, ignore_errors=True)
    else:
        target.unlink(missing_ok=True)


# --- at once ----------------------------------------------------------------------------


def many_at_once(lab: Lab, count: int) -> Iterator[Verdict]:
    """So many builds begin together; then others while one that goes on, or dies, works."""
    lab.reset()
    codes, wrong = _tell(_begin(lab, count), (0, 2))
    if not codes.count(0):
        wrong.append(f"codes {codes}")
    if lab.state() != "new":
        wrong.append(f"{lab.state()} is live")
    name = f"{count} at once: {codes.count(0)} built, {codes.count(2)} told to wait"
    yield Verdict(name, 0, lab.state(), tuple(wrong + lab.mend()))
    for end in ("goes on", "dies"):
        lab.reset()
        holder = _holder(lab)
        _, wrong = _tell(_begin(lab, count - 1 if end == "goes on" else 1), (2,))
        if end == "dies":
            holder.kill()
        else:
            os.killpg(holder.number, signal.SIGCONT)
        status = holder.wait()
        verdict = lab.judge(f"the holder {end}", status, killed=status < 0)
        yield Verdict(verdict.name, status, verdict.state, (*wrong, *verdict.wrong))


def _holder(lab: Lab) -> Run:
    """A build that has the folder, and is stopped."""
    lock = lab.output / ".kimgen" / "lock"
    for _ in range(50):
        lock.unlink(missing_ok=True)
        run = lab.begin(lab.order(*SERIAL))
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(FileNotFoundError):
                if lock.read_bytes().strip() == str(run.number).encode():
                    break
        with suppress(ProcessLookupError):
            os.killpg(run.number, signal.SIGSTOP)
            if lab.state() == "old":
                return run
            os.killpg(run.number, signal.SIGCONT)
        run.wait()
        lab.reset()
    raise AssertionError("no build could be stopped")


def _begin(lab: Lab, count: int) -> list[subprocess.Popen[str]]:
    words = [sys.executable, "-m", "kimgen", *lab.order(*SERIAL).arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return [
        subprocess.Popen(
            words, cwd=lab.root, env=environment, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for _ in range(count)
    ]  # fmt: skip


def _tell(
    running: list[subprocess.Popen[str]], good: tuple[int, ...]
) -> tuple[list[int], list[str]]:
    """(exit codes, what is wrong with how those builds ended)."""
    said = [process.communicate(timeout=300)[1] for process in running]
    codes = [process.returncode for process in running]
    wrong = [
        f"code {code}: {words[-300:]}"
        for code, words in zip(codes, said, strict=True)
        if code not in good or (code == 2 and "sedang bekerja" not in words)
    ]
    return codes, wrong


# --- the clock --------------------------------------------------------------------------


def wrong_clock(lab: Lab) -> Iterator[Verdict]:
    """In another year nothing is published, unless somebody says what day it is."""
    for year in (1999, 2099):
        lab.reset()
        status = lab.build(*SERIAL, year=year)
        verdict = lab.judge(f"the clock says {year}", status)
        wrong = verdict.wrong if status == 2 else (*verdict.wrong, f"code {status}")
        yield Verdict(verdict.name, status, verdict.state, wrong)
        lab.reset()
        status = lab.build(*SERIAL, "--today", "2026-11-24", year=year)
        yield lab.judge(f"the clock says {year}, --today is right", status)


# --- a broken state ---------------------------------------------------------------------


def broken_state(lab: Lab, flips: int, seed: int) -> Iterator[Verdict]:
    """The state file, and what lies beside it, is not what a build left there."""
    chance = random.Random(seed)
    for name, harm in _harms(chance, flips):
        for version in ("new", "old"):
            lab.reset()
            harm(lab.output / ".kimgen" / "state.sqlite")
            if version == "old":
                if "media" in name:  # a build that has nothing to do does not look at files
                    continue
                status = lab.begin(lab.order(*SERIAL, version="old")).wait()
                wrong = [] if lab.state() == "old" else [f"{lab.state()} is live"]
                wrong += [f"code {status}: {lab.said[-600:]}"] * bool(status)
                yield Verdict(f"state {name}, the same", status, lab.state(), tuple(wrong))
            else:
                yield lab.judge(f"state {name}", lab.build(*SERIAL))


Harm = Callable[[Path], object]


def _harms(chance: random.Random, flips: int) -> Iterator[tuple[str, Harm]]:
    def cut(part: float) -> Harm:
        return lambda file: os.truncate(file, int(file.stat().st_size * part))

    def zeroed(file: Path) -> None:
        file.write_bytes(bytes(file.stat().st_size))

    def version(file: Path) -> None:
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA user_version = 999")

    def renamed(file: Path) -> None:
        with closing(sqlite3.connect(file)) as db:
            db.execute("ALTER TABLE sites RENAME TO other")

    def folder(file: Path) -> None:
        file.unlink()
        (file / "inside").mkdir(parents=True)

    def journal(file: Path) -> None:
        file.with_name("state.sqlite-journal").write_bytes(chance.randbytes(5_000))

    def lock(file: Path) -> None:
        file.with_name("lock").unlink()
        file.with_name("lock").mkdir()

    def manifests(file: Path) -> None:
        for path in file.with_name("manifests").iterdir():
            os.truncate(path, path.stat().st_size // 2)

    def zero_page(file: Path) -> None:
        content = bytearray(file.read_bytes())
        at = chance.randrange(1, len(content) // 4096) * 4096
        content[at : at + 4096] = bytes(4096)
        file.write_bytes(content)

    def flip(file: Path) -> None:
        content = bytearray(file.read_bytes())
        for _ in range(chance.choice((1, 1, 1, 40))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(content)

    def media(file: Path) -> None:
        for path in file.with_name("media").rglob("*.*"):
            if path.is_file():
                os.truncate(path, path.stat().st_size // 2)

    yield from ((f"cut to {part:.0%}", cut(part)) for part in (0, 0.01, 0.3, 0.7, 0.99))
    yield "zeroed", zeroed
    yield "of another version", version
    yield "with other tables", renamed
    yield "a folder", folder
    yield "gone", lambda file: file.unlink()
    yield "beside a journal that is none", journal
    yield "beside a lock that is a folder", lock
    yield "beside manifests cut in half", manifests
    yield "beside prepared media cut in half", media
    for _ in range(max(1, flips // 4)):
        yield "with a page of zeros", zero_page
    for _ in range(flips):
        yield "with a flipped bit", flip
