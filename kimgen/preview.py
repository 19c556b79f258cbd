"""What a preview knows: the last build, which sites there are, who listens.

The watcher says that something was saved, the builder builds, requests ask
where a site lies. Nothing here knows of HTTP or of file system events.
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

from kimgen import report as reports
from kimgen.build import Progress, Report, Settings, build
from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.numbers import format_number

QUIET = 0.02
"""Seconds of silence after a save before building; editors save in several steps."""
LONGEST = 2.0
"""Seconds after which a build begins although saves go on."""
MOST_SHOWN = 20
"""Findings on the overlay of a page; the terminal has all of them."""
PORTAL = ""
"""What stands for the portal where a site is named by its label."""

_SAID = {
    "id": "{built} situs dibangun dalam {seconds} detik: {errors} kesalahan, {warnings} peringatan",
    "en": "{built} sites built in {seconds} seconds: {errors} errors, {warnings} warnings",
}

Event = tuple[str, object]
"""Name and what goes with it: ("reload", ""), ("problems", text), ("end", "")."""
Channel = queue.SimpleQueue[Event]


class Preview:
    """The state that the watcher, the builder and the requests share."""

    def __init__(self, settings: Settings, lang: str, say: Callable[[str], None]) -> None:
        assert settings.output is not None
        self.settings = settings
        self.output = settings.output
        self.domain = settings.base_domain.partition(":")[0]
        self.lang = lang
        self.say = say
        self.labels: frozenset[str] = frozenset()
        """Sites of the last build that could read the nation."""
        self.report = Report()
        self._said: list[Diagnostic] = []
        # the first number is the clock's: a page of an earlier run has to reload
        self._number = time.time_ns() // 1_000_000
        self._versions: dict[str, int] = {}
        self._listeners: dict[Channel, str] = {}
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._stopped = threading.Event()

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

    def build_once(self, jobs: int = 1, progress: Progress | None = None) -> None:
        """Build what changed and tell the pages that are open.

        More than one job only while no thread runs: workers are forked.
        """
        now = datetime.now(UTC)
        try:
            report = build(replace(self.settings, jobs=jobs, now=now), progress)
        except Exception as error:
            report = Report(found=[_crash(error)], fatal=True)
        self.report = report
        if not report.fatal:
            self.labels = frozenset((*report.built, *report.kept, *report.failed))
        changed = set(report.built) | ({PORTAL} if report.files_written else set())
        with self._lock:
            self._number += 1
            self._versions.update(dict.fromkeys(changed, self._number))
            for channel, label in self._listeners.items():
                channel.put(("problems", self.problems()))
                if label in changed:
                    channel.put(("reload", ""))
        self._tell(report)

    def _tell(self, report: Report) -> None:
        """Say what a build did; nothing where it did nothing and found nothing new."""
        if not report.built and report.found == self._said:
            return
        if report.found and report.found != self._said:
            self.say(reports.as_text(report.found, self.lang).rstrip())
        self._said = report.found
        self.say(
            _SAID[self.lang].format(
                built=format_number(len(report.built), self.lang),
                seconds=format_number(report.seconds, self.lang, 1),
                errors=format_number(report.errors, self.lang),
                warnings=format_number(report.warnings, self.lang),
            )
        )

    def problems(self) -> str:
        """Findings as a text for the overlay, worst first; `''` for none."""
        shown = [item for item in self.report.found if item.severity is not Severity.INFO]
        shown.sort(key=lambda item: (-item.severity, item.sort_key))
        texts = [reports.as_text([item], self.lang) for item in shown[:MOST_SHOWN]]
        more = len(shown) - MOST_SHOWN
        return "\n".join([*texts, f"+ {more}"] if more > 0 else texts).rstrip()

    def listen(self, label: str) -> Channel:
        """A channel of events for a page of the site `label`; give it back with `leave`."""
        channel = Channel()
        with self._lock:
            channel.put(("problems", self.problems()))
            if self._stopped.is_set():
                channel.put(("end", ""))
            self._listeners[channel] = label
        return channel

    def leave(self, channel: Channel) -> None:
        """Send nothing more to `channel`."""
        with self._lock:
            self._listeners.pop(channel, None)

    def touch(self) -> None:
        """Something was saved."""
        self._changed.set()

    def loop(self) -> None:
        """Build after each change, until `stop`. A save during a build leads to another."""
        while True:
            self._changed.wait()
            self._settle()
            if self._stopped.is_set():
                return
            self.build_once()

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
