"""Watching folders: a call whenever something below them was saved.

Only changes count. Some systems report reads, too, and a build reads
everything: counting them would be a build without end. A nation with more
folders than can be watched is watched in part: its settings, its themes, and
the KIMs that are chosen.
"""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

MOST = 8_000
"""Folders that are watched. The system keeps one queue for all of them, which overflows where
many files change at once, and memory for each."""
EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileDeletedEvent, FileMovedEvent,
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
]  # fmt: skip
"""Events after which a file or the names in a folder are no longer what they were. The system is
asked for no others."""
_CHANGES = tuple(EVENTS)

Changed = Callable[[str], None]
"""Called with the path below content/ of what changed, with forward slashes; '' for all that is
not below it."""


def changed_paths(event: FileSystemEvent, folder: Path) -> list[str]:
    """The paths below `folder`, with forward slashes, that may not be what they were before
    `event`; '' for the folder itself.

    Hidden files and folders are not content. An editor that writes such a file
    and moves it to its place has changed the place, so both names count.
    """
    if not isinstance(event, _CHANGES):
        return []
    found = []
    for place in (event.src_path, event.dest_path):
        path = Path(os.fsdecode(place or "/"))
        if path.is_relative_to(folder):
            parts = path.relative_to(folder).parts
            if not any(part.startswith(".") for part in parts):
                found.append("/".join(parts))
    return found


def most_folders() -> int:
    """How many folders may be watched here."""
    with contextlib.suppress(OSError, ValueError):
        limit = int(Path("/proc/sys/fs/inotify/max_user_watches").read_text("ascii"))
        return min(MOST, limit // 2)  # other programs of the user watch, too
    return MOST


def has_more_folders(folder: Path, most: int) -> bool:
    """Whether there are more than `most` folders in `folder`, at any depth."""
    count = 0
    pending = [str(folder)]
    while pending and count <= most:
        with contextlib.suppress(OSError), os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                    count += 1
    return count > most


class _Content(FileSystemEventHandler):
    def __init__(self, folder: Path, changed: Changed) -> None:
        self.folder = folder
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in changed_paths(event, self.folder):
            self.changed(path)


class _Themes(_Content):
    def on_any_event(self, event: FileSystemEvent) -> None:
        if changed_paths(event, self.folder):
            self.changed("")


class _Losses(logging.Handler):
    """Hears that the system dropped events: watchdog says so in its log alone."""

    def __init__(self, lost: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self.lost = lost

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage():
            self.lost()


_Place = tuple[Path, bool]
"""A folder, and whether all that is below it is watched, too."""


class Watcher:
    """Watches a nation and its themes; `narrow` where it is too large to be watched as a whole.

    Where the system has no watches left, folders are read once a second instead.
    For one thread; `changed` is called from others.
    """

    def __init__(
        self, content: Path, themes: Path | None, changed: Changed, most: int | None = None
    ) -> None:
        self.content = content.resolve()
        self.themes = themes.resolve() if themes else None
        self.changed = changed
        self.narrow = has_more_folders(content, most_folders() if most is None else most)
        self._chosen: frozenset[str] = frozenset()
        self._watches: dict[_Place, ObservedWatch] = {}
        # it sees some new folders twice, which does no harm, and says so
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        self._is_lost = False
        self._losses = _Losses(self._lose)
        logging.getLogger("watchdog").addHandler(self._losses)
        self._observer = self._start()

    def choose(self, folders: Iterable[str]) -> frozenset[str]:
        """Watch these folders of KIMs, below content/, and no others, where not all are watched
        anyway. Returns those that were not chosen before: what happened there is not known."""
        if not self.narrow:
            return frozenset()
        before, self._chosen = self._chosen, frozenset(folders)
        if before != self._chosen:
            try:
                self._adjust(self._observer)
            except OSError:  # no watches left
                self._restart()
        return self._chosen - before

    def tend(self) -> bool:
        """Begin again where events were lost or watching ended: a folder was gone for a while, a
        thread died. Returns whether it did so: what happened meanwhile is not known."""
        watched = {emitter.watch for emitter in self._observer.emitters if emitter.is_alive()}
        is_whole = all(self._watches.get(place) in watched for place in self._wanted())
        if self._observer.is_alive() and is_whole and not self._is_lost:
            return False
        self._restart()
        return True

    def _lose(self) -> None:
        # watchdog is about to watch anew, too, but does not say when it is done
        self._is_lost = True
        self.changed("")

    def stop(self) -> None:
        """Watch no more."""
        logging.getLogger("watchdog").removeHandler(self._losses)
        _end(self._observer)

    def _wanted(self) -> set[_Place]:
        """What is to be watched, as far as it is there."""
        places = {(self.themes, True)} if self.themes else set()
        if self.narrow:
            places |= {(self.content, False), (self.content / "peta", True)}
            # villages: what a KIM is made from lies beside it, too
            places |= {((self.content / folder).parent, True) for folder in self._chosen}
        else:
            places.add((self.content, True))
        return {place for place in places if place[0].is_dir()}

    def _start(self) -> BaseObserver:
        try:
            return self._started(Observer())
        except OSError:
            return self._started(PollingObserver())

    def _started(self, observer: BaseObserver) -> BaseObserver:
        self._watches = {}
        try:
            self._adjust(observer)
            observer.start()
        except OSError:
            observer.unschedule_all()
            raise
        return observer

    def _restart(self) -> None:
        _end(self._observer)
        self._is_lost = False
        with contextlib.suppress(OSError):  # folders come and go: `tend` tries again
            self._observer = self._start()

    def _adjust(self, observer: BaseObserver) -> None:
        """Have `observer` watch what is to be watched, and nothing else. Raises `OSError`."""
        wanted = self._wanted()
        for place in self._watches.keys() - wanted:
            observer.unschedule(self._watches.pop(place))
        for place in wanted - self._watches.keys():
            folder, deep = place
            handler: FileSystemEventHandler
            if folder == self.themes:
                handler = _Themes(folder, self.changed)
            else:
                handler = _Content(self.content, self.changed)
            self._watches[place] = observer.schedule(
                handler, str(folder), recursive=deep, event_filter=EVENTS
            )


def _end(observer: BaseObserver) -> None:
    observer.stop()
    if observer.is_alive():
        observer.join(5)
