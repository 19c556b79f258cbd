"""Watching folders: a call whenever something below them was saved.

Only changes count. The system reports reads, too, and a build reads everything:
counting them would be a build without end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

CHANGES = frozenset(("created", "modified", "deleted", "moved"))
"""Events after which a file or the names in a folder are no longer what they were."""


def is_change(event: FileSystemEvent, folder: Path) -> bool:
    """Whether `event` means that content below `folder` may have changed.

    Hidden files and folders are not content. An editor that writes such a file
    and moves it to its place has changed the place, so both names count.
    """
    if event.event_type not in CHANGES or (event.is_directory and event.event_type == "modified"):
        return False
    places = [os.fsdecode(place) for place in (event.src_path, event.dest_path) if place]
    return any(not _is_hidden(Path(place), folder) for place in places)


def _is_hidden(path: Path, folder: Path) -> bool:
    if not path.is_relative_to(folder):
        return True
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


class _Handler(FileSystemEventHandler):
    def __init__(self, folder: Path, changed: Callable[[], None]) -> None:
        self.folder = folder
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if is_change(event, self.folder):
            self.changed()


def watch(folders: Iterable[Path], changed: Callable[[], None]) -> Callable[[], None]:
    """Call `changed` after each change below `folders`; returns what ends that.

    Where the system has no watches left (large nations, small limits), folders
    are read once a second instead.
    """
    places = [folder.resolve() for folder in folders if folder.is_dir()]
    try:
        observer = _started(Observer(), places, changed)
    except OSError:
        observer = _started(PollingObserver(), places, changed)

    def stop() -> None:
        observer.stop()
        observer.join(5)

    return stop


def _started(
    observer: BaseObserver, places: Iterable[Path], changed: Callable[[], None]
) -> BaseObserver:
    for place in places:
        observer.schedule(_Handler(place, changed), str(place), recursive=True)
    try:
        observer.start()
    except OSError:
        observer.unschedule_all()
        raise
    return observer
