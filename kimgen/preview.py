"""What a preview knows: the last build, which sites there are, who listens.

The watcher says what was saved, the builder builds, requests ask where a site
lies. Nothing here knows of HTTP or of file system events.
"""

from __future__ import annotations

import queue
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from kimgen import report as reports
from kimgen.build import Progress, Report, Settings
from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.lock import BusyError
from kimgen.numbers import format_number
from kimgen.rebuild import Again, Hint, kim_of, rebuild
from kimgen.release import PORTAL

QUIET = 0.02
"""Seconds of silence after a save before building; editors save in several steps."""
LONGEST = 2.0
"""Seconds after which a build begins although saves go on."""
BUSY = 0.5
"""Seconds to wait while somebody else builds into the folder."""
MOST_SHOWN = 20
"""Findings on the overlay of a page; the terminal has all of them."""
TEND = 2.0
"""Seconds between looks whether everything is still watched."""
MANY = 50
"""Folders of KIMs with changes beyond which it is quicker to look at all of them."""
RECENT = 12
"""Sites whose pages were opened last: they are watched also while nobody sees a page of them, as
when somebody writes in another window."""

_SAID = {
    "id": "{built} situs dibangun dalam {seconds} detik: {errors} kesalahan, {warnings} peringatan",
    "en": "{built} sites built in {seconds} seconds: {errors} errors, {warnings} warnings",
}

Event = tuple[str, object]
"""Name and what goes with it: ("reload", ""), ("problems", text), ("end", "")."""
Channel = queue.SimpleQueue[Event]


class Watch(Protocol):
    """What watches folders: a `Watcher`."""

    narrow: bool
    """Whether only chosen KIMs are watched."""

    def choose(self, folders: frozenset[str], /) -> frozenset[str]: ...
    def tend(self) -> bool: ...


class _Newer(Exception):
    """Something was saved while a build was far from its end."""


class Preview:
    """The state that the watcher, the builder and the requests share."""

    def __init__(self, settings: Settings, lang: str, say: Callable[[str], None]) -> None:
        assert settings.output is not None
        self.settings = settings
        self.output = settings.output
        self.domain = settings.base_domain.partition(":")[0]
        self.lang = lang
        self.say = say
        self.watch: Watch | None = None
        """Belongs to the thread that builds."""
        self.labels: frozenset[str] = frozenset()
        """Sites of the last build that could read the nation."""
        self.found: list[Diagnostic] = []
        """What is known to be wrong."""
        self._again = Again()
        self._said: list[Diagnostic] = []
        # the first number is the clock's: a page of an earlier run has to reload
        self._number = time.time_ns() // 1_000_000
        self._versions: dict[str, int] = {}
        self._listeners: dict[Channel, str] = {}
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._stopped = threading.Event()
        self._saved: set[str] | None = None
        """Folders of KIMs in which something was saved; None where it may be anything."""
        self._recent: dict[str, None] = {}
        """Labels of the sites whose pages were opened last, in that order."""
        self._opened: set[str] = set()
        """Those for which the builder has something to do."""
        self._chosen: frozenset[str] = frozenset()
        """Labels of the sites that are watched where not all are."""

    def folder(self, label: str) -> Path | None:
        """Where the site `label` lies (`PORTAL` for the portal); None while there is none."""
        if label != PORTAL and label not in self.labels:
            return None
        folder = self.output / (f"{label}.{self.domain}" if label else self.domain)
        return folder if folder.is_dir() else None

    def version(self, label: str) -> int:
        """A number that changes whenever a build has changed the site."""
        with self._lock:
            return self._versions.get(label, 0)

    # --- building ----------------------------------------------------------------------

    def build_once(self, jobs: int = 1, progress: Progress | None = None) -> None:
        """Build what changed and tell the pages that are open.

        More than one job only while no thread runs: workers are forked.
        """
        settings = replace(self.settings, jobs=jobs, now=datetime.now(UTC))
        folders = self._again.folders
        try:
            hint = self._hint()
            report = rebuild(settings, self._again, hint, self._built, progress)
        except _Newer:
            return
        except BusyError:  # another preview, or a build into its folder
            self._stopped.wait(BUSY)
            self.saved("")
            return
        except Exception as error:
            report = Report(found=[_crash(error)], fatal=True)
        if not report.fatal:
            self.labels = frozenset((*report.built, *report.kept, *report.failed))
        self.found = report.found
        with self._lock:
            problems = self.problems()
            for channel in self._listeners:
                channel.put(("problems", problems))
        self._tell(report)
        if self.watch and self._again.folders != folders and self._choose():
            self._changed.set()  # what is watched from now on is looked at, too

    def _hint(self) -> Hint:
        """What the next build has to look at."""
        began = self.watch is not None and self.watch.tend()
        self._choose()
        with self._lock:
            saved, self._saved = self._saved, set()
            opened, self._opened = self._opened, set()
            shown = frozenset(self._listeners.values())
        is_known = opened <= self._again.folders.keys()
        if began or saved is None or len(saved) > MANY or not is_known:
            return Hint(None, shown, frozenset(opened))
        return Hint(frozenset(saved), shown, frozenset(opened))

    def _choose(self) -> bool:
        """Have those KIMs watched that are asked for, or whose pages are open, where not all are.
        Returns whether there are new ones: they are looked at by the next build."""
        watch = self.watch
        if watch is None or not watch.narrow:
            return False
        with self._lock:
            labels = self.settings.only or {*self._recent, *self._listeners.values()}
        folders = self._again.folders
        chosen = frozenset(label for label in labels if label in folders)
        new = watch.choose(frozenset(folders[label] for label in chosen))
        with self._lock:
            self._chosen = chosen
            if self._saved is not None:
                self._saved |= new
        return bool(new)

    def _built(self, label: str, found: list[Diagnostic]) -> None:
        """A site is new: tell its pages, though the build goes on."""
        with self._lock:
            self._number += 1
            self._versions[label] = self._number
            channels = [channel for channel, shown in self._listeners.items() if shown == label]
            if not channels:
                return
            self.found = list(found)
            if label != PORTAL:
                self.labels |= {label}
            problems = self.problems()
            for channel in channels:
                channel.put(("problems", problems))
                channel.put(("reload", ""))

    def _tell(self, report: Report) -> None:
        """Say what a build did; nothing where it did nothing and found nothing new."""
        # what is built only to be remembered has no reason
        built = sum(label in report.reasons for label in report.built)
        if not built and report.found == self._said:
            return
        if report.found and report.found != self._said:
            self.say(reports.as_text(report.found, self.lang).rstrip())
        self._said = report.found
        self.say(
            _SAID[self.lang].format(
                built=format_number(built, self.lang),
                seconds=format_number(report.seconds, self.lang, 1),
                errors=format_number(report.errors, self.lang),
                warnings=format_number(report.warnings, self.lang),
            )
        )

    def problems(self) -> str:
        """Findings as a text for the overlay, worst first; `''` for none."""
        shown = [item for item in self.found if item.severity is not Severity.INFO]
        shown.sort(key=lambda item: (-item.severity, item.sort_key))
        texts = [reports.as_text([item], self.lang) for item in shown[:MOST_SHOWN]]
        more = len(shown) - MOST_SHOWN
        return "\n".join([*texts, f"+ {more}"] if more > 0 else texts).rstrip()

    # --- pages that are open -----------------------------------------------------------

    def listen(self, label: str) -> Channel:
        """A channel of events for a page of the site `label`; give it back with `leave`."""
        channel = Channel()
        with self._lock:
            channel.put(("problems", self.problems()))
            if self._stopped.is_set():
                channel.put(("end", ""))
            self._listeners[channel] = label
            if label != PORTAL:
                self._open(label)
        return channel

    def _open(self, label: str) -> None:
        """A page of the site `label` was opened: somebody is about to write there."""
        self._recent.pop(label, None)
        self._recent[label] = None
        if len(self._recent) > RECENT:
            del self._recent[next(iter(self._recent))]
        narrow = self.watch is not None and self.watch.narrow
        is_known = label in self._again.folders
        if (is_known and label not in self._again.memory) or (
            narrow and label not in self._chosen and not self.settings.only
        ):
            self._opened.add(label)
            self._changed.set()

    def leave(self, channel: Channel) -> None:
        """Send nothing more to `channel`."""
        with self._lock:
            self._listeners.pop(channel, None)

    # --- what was saved ----------------------------------------------------------------

    def saved(self, path: str) -> None:
        """Something was saved below content/ at `path`; '' for all else."""
        folder = kim_of(path)
        with self._lock:
            if folder is None:
                self._saved = None
            elif self._saved is not None:
                self._saved.add(folder)
        self._changed.set()

    def loop(self) -> None:
        """Build after each change, until `stop`. A save during a build leads to another."""
        while True:
            if not self._changed.wait(TEND):
                if self.watch and self.watch.tend():
                    self.saved("")
                continue
            self._settle()
            if self._stopped.is_set():
                return
            self.build_once(progress=self._give_way)

    def _give_way(self, done: int, total: int) -> None:
        """End a long build when something was saved: it goes on with what somebody looks at.
        Raises `_Newer`."""
        if self._changed.is_set() and total - done > 1:
            raise _Newer

    def _settle(self) -> None:
        """Wait until saves pause, though not for ever."""
        latest = time.monotonic() + LONGEST
        while time.monotonic() < latest:
            self._changed.clear()
            if self._stopped.wait(QUIET) or not self._changed.is_set():
                return

    def stop(self) -> None:
        """End `loop` and every channel."""
        self._stopped.set()
        self._changed.set()
        with self._lock:
            for channel in self._listeners:
                channel.put(("end", ""))


def _crash(error: Exception) -> Diagnostic:
    """A build that ended in an exception, as a finding."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        name = str(error.filename or "output")
        return problem("file-unreadable", Location("output"), name=name, reason=reason)
    detail = "".join(traceback.format_exception(error))
    return problem("build-bug", Location("content"), detail=detail)
