"""Publishing what a build made: all of it, or nothing.

Sites lie aside until the build is done. Then everything goes to the disk, the
state says what is going to move, and each folder changes places with the one
that is live, sites before the portal that links to them. A build that is killed
before that changed nothing; one that is killed in the middle of it is carried
through by the next. Where folders cannot change places, files are moved one by
one, in the same frame.
"""

# ruff: noqa: PTH103, PTH104, PTH105, PTH106, PTH108, PTH110, PTH112, PTH113, PTH114, PTH116, PTH118
# ruff: noqa: PTH123, PTH208

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from kimgen import atomic
from kimgen.contained import has_link, refuse_links
from kimgen.database import as_os_error, is_broken, remove
from kimgen.exchange import UNABLE, can_exchange, exchange, sync, sync_names
from kimgen.lock import locked
from kimgen.state import NAME, STATE, State, Waiting
from kimgen.write import Aside, Written, manifest_path, read_manifest

T = TypeVar("T")

PORTAL = ""
"""What stands for the portal where a site is named by its label."""
NEXT = "next"
"""Folder inside `STATE` for what is not published yet."""


def with_state(output: Path | None, work: Callable[[State], T], durable: bool = True) -> T:
    """What `work` makes of the state of `output`, which nobody else has meanwhile; None for a
    state in memory. What is broken in it is begun anew. Raises `BusyError` and `OSError`."""
    if output is None:
        with contextlib.closing(State(None)) as state:
            return work(state)
    refuse_links(os.path.join(output, STATE), ("manifests", NEXT))
    with locked(output, STATE):
        try:
            return _with_state(output, work, durable)
        except sqlite3.Error as error:
            file = output / STATE / NAME
            if not is_broken(error):
                raise as_os_error(error, file) from error
            try:
                remove(str(file))
                return _with_state(output, work, durable)
            except sqlite3.Error as again:
                raise as_os_error(again, file) from again


def _with_state(output: Path, work: Callable[[State], T], durable: bool) -> T:
    with contextlib.closing(State(output, durable)) as state:
        done = work(state)
        state.save()
        return done


class Release:
    """What a build is going to publish. Methods raise `OSError` and `sqlite3.Error`."""

    def __init__(self, state: State, at_once: bool = False) -> None:
        """Carries through, or takes over, what an earlier build left. With `at_once` a site is
        published as soon as it is made, and a power cut may cost it: for a preview."""
        assert state.output is not None
        self._state = state
        self._output = str(state.output)
        self._at_once = at_once
        self._next = os.path.join(self._output, STATE, NEXT)
        self._aside = Aside(self._output, atomic.aside(f"{self._next}/build"))
        self._recover()

    @cached_property
    def aside(self) -> Aside:
        """Where sites are to be laid."""
        os.makedirs(self._aside.folder, exist_ok=True)
        return replace(self._aside, whole=can_exchange(self._aside.folder))

    def has(self, host: str) -> bool:
        """Whether a site is live, or ready to be."""
        return host in self._state.waiting or os.path.isfile(f"{self._output}/{host}/index.html")

    def add(self, label: str, host: str, written: Written) -> None:
        """A site was made; its row is in the state already."""
        if written.number:
            site = Waiting(host, label, written.number, _boot())
            self._state.wait(site)
            if self._at_once:
                self._publish([site])
            return
        self._state.unwait((host,))
        if self._at_once:
            self._state.save()

    def publish(self, labels: Collection[str]) -> None:
        """Let those of `labels`, `PORTAL` among them, that wait take their places: all of them
        or none. Raises `OSError` where that fails; then what was live is live."""
        chosen = [site for site in self._state.waiting.values() if site.label in labels]
        chosen.sort(key=lambda site: (site.label == PORTAL, site.label))
        if chosen:
            self._publish(chosen)
        if not self._state.waiting:
            _clear(self._aside.folder)

    def _publish(self, sites: Collection[Waiting]) -> None:
        if not self._at_once:
            sync(self._output)
        with uninterrupted():
            self._promise(sites, 1)
            self._move(sites)
            # From here on it is published: what fails now is done again by the next build.
            with contextlib.suppress(OSError, sqlite3.Error):
                for site in sites:
                    _take_manifest(self._aside.manifest(site.host), self._output, site.host)
                if not self._at_once:
                    sync_names(self._output)
                self._state.unwait(site.host for site in sites)
                self._state.save()
                for site in sites:  # what was live before
                    _clear(self._aside.site(site.host))
                    _clear(self._aside.part(site.host))

    def _promise(self, sites: Collection[Waiting], moving: int) -> None:
        for site in sites:
            self._state.wait(replace(site, moving=moving))
        self._state.save()

    def _move(self, sites: Collection[Waiting]) -> None:
        undo: list[Callable[[], None]] = []
        try:
            for site in sites:
                undo.append(_move(self._aside, site.host))
        except BaseException:
            self._undo(sites, undo)
            raise

    def _undo(self, sites: Collection[Waiting], moved: list[Callable[[], None]]) -> None:
        # what cannot be taken back is carried through by the next build
        with contextlib.suppress(OSError, sqlite3.Error):
            for back in reversed(moved):
                back()
            self._promise(sites, 0)

    # --- what an earlier build left ----------------------------------------------------

    def _recover(self) -> None:
        try:
            left = [f"{self._next}/{name}" for name in sorted(os.listdir(self._next))]
        except FileNotFoundError:
            left = []
        waiting = list(self._state.waiting.values())
        if not left and not waiting:
            return
        lost = [site for site in waiting if not self._take_over(site, left)]
        self._state.unwait(site.host for site in waiting if site.moving)
        self._state.unwait(site.host for site in lost)
        self._state.forget(site.label for site in lost)
        if any(site.label == PORTAL for site in lost):
            self._state.keep_meta("portal", "")
            self._state.keep_pages({})
        self._state.save()
        for folder in left:
            _clear(folder)

    def _take_over(self, site: Waiting, left: list[str]) -> bool:
        """Publish a site that was being published, or keep one that waits; False where its row
        is about nothing that there is."""
        live = f"{self._output}/{site.host}"
        for folder in left:
            there = Aside(self._output, folder)
            manifest = there.manifest(site.host)
            if site.moving and _number(live) == site.number:
                if os.path.exists(manifest):
                    _take_manifest(manifest, self._output, site.host)
                    return True
                continue
            if site.number not in (_number(there.site(site.host)), _number(there.part(site.host))):
                continue
            if not os.path.exists(manifest):
                continue
            if site.moving:
                _move(there, site.host)
                _take_manifest(manifest, self._output, site.host)
                return True
            if site.label != PORTAL and site.boot and site.boot == _boot():
                self._adopt(there, site.host)
                return True
        return bool(site.moving) and _number(live) == site.number

    def _adopt(self, there: Aside, host: str) -> None:
        here = self._aside
        pairs = [
            (there.site(host), here.site(host)),
            (there.part(host), here.part(host)),
            (there.manifest(host), here.manifest(host)),
        ]
        for old, new in pairs:
            if os.path.lexists(old):
                atomic.make_folder(new)
                os.rename(old, new)


# --- moving -----------------------------------------------------------------------------


def _move(aside: Aside, host: str) -> Callable[[], None]:
    """Put a site into its place; returns what takes that back."""
    ready, part, live = aside.site(host), aside.part(host), f"{aside.output}/{host}"
    if not os.path.isdir(part):
        if not os.path.lexists(live):
            os.rename(ready, live)
            return lambda: os.rename(live, ready)
        try:
            exchange(ready, live)
        except OSError as error:
            if error.errno not in UNABLE:
                raise
        else:
            return lambda: exchange(ready, live)
        if os.path.islink(live) or not os.path.isdir(live):
            os.rename(live, atomic.aside(f"{aside.folder}/{host}"))
            os.rename(ready, live)
            return _stay
        atomic.make_folder(part)
        os.rename(ready, part)
    os.stat(live)  # the part of a site is nothing without the rest
    _move_files(part, live)
    wanted = read_manifest(aside.manifest(host))
    for path in read_manifest(manifest_path(aside.output, host)):
        if path not in wanted:
            _remove(f"{live}/{path}", live)
    return _stay


def _stay() -> None:
    raise OSError("what was moved file by file cannot be taken back")


def _move_files(part: str, live: str) -> None:
    """Move each file below `part` to its place below `live`."""

    def refuse(error: OSError) -> None:
        raise error

    for folder, _, names in os.walk(part, onerror=refuse):
        target = f"{live}{folder[len(part) :]}"
        if has_link(live, target[len(live) + 1 :]):
            _make_way(f"{target}/.", live)
        for name in names:
            try:
                os.replace(f"{folder}/{name}", f"{target}/{name}")
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
                _make_way(f"{target}/{name}", live)
                os.replace(f"{folder}/{name}", f"{target}/{name}")


def _make_way(target: str, live: str) -> None:
    """Remove what lies where a file, or a folder above it, has to be, and make the folders."""
    if os.path.isdir(target):
        _clear(target)
    folder = target.rpartition("/")[0]
    while len(folder) > len(live):
        if os.path.lexists(folder) and (os.path.islink(folder) or not os.path.isdir(folder)):
            os.unlink(folder)
        folder = folder.rpartition("/")[0]
    atomic.make_folder(target)


def _remove(path: str, base: str) -> None:
    if has_link(base, path[len(base) + 1 :].rpartition("/")[0]):
        return
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(path)
    folder = path.rpartition("/")[0]
    with contextlib.suppress(OSError):  # something else is in it
        while folder != base:
            os.rmdir(folder)
            folder = folder.rpartition("/")[0]


def _take_manifest(manifest: str, output: str, host: str) -> None:
    target = manifest_path(output, host)
    try:
        os.replace(manifest, target)
    except OSError:
        if os.path.isdir(target):
            _clear(target)
        atomic.make_folder(target)
        os.replace(manifest, target)


def _clear(path: str) -> None:
    """Remove whatever lies at `path`, as far as that can be done: what stays is in nobody's way."""
    with contextlib.suppress(OSError):
        if os.path.islink(path) or os.path.isfile(path):
            os.unlink(path)
        elif os.path.isdir(path):
            shutil.rmtree(path, ignore_errors=True)


def _number(path: str) -> int:
    """Inode of what lies at `path`; 0 for nothing."""
    try:
        return os.lstat(path).st_ino
    except OSError:
        return 0


@cache
def _boot() -> str:
    """A word for this run of the machine; '' where it has none."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except (OSError, ValueError):
        return ""


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C, and whoever asks this process to end, do nothing: it is about to be done."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not None:
                before[number] = signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
