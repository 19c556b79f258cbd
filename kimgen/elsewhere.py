"""Jobs on other machines: what a worker there must have, and the process in which it works.

Who asks and who works agree by what `shared` writes into the setting: program, themes, a mark in
the output folder. What differs is a finding of the KIM, and nothing is built from it.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from kimgen import atomic
from kimgen.codes import problem
from kimgen.diagnostics import Location
from kimgen.job import Job, Outcome, Setting, again, lost, program, run_jobs, theme_of
from kimgen.load_theme import ThemeError
from kimgen.registry import Record
from kimgen.sources import content_id
from kimgen.theme import digest as theme_digest
from kimgen.worker import Overrun
from kimgen.workers import Workers

MARK = "cluster"
"""File beside the cache by which a worker sees that it has the folder that is meant."""
_ONE_BATCH = threading.Lock()
"""Engines and templates are not made for several threads, which a cluster's worker may have."""


def expected(record: Record, setting: Setting) -> str:
    """Id of the folder that a worker has to find; '' where it may look for itself, because it
    reads the very same folder."""
    if record.source.id or not setting.program:
        return record.source.id
    return content_id(setting.content, record.folder, setting.algorithm)


def run_batch(setting: Setting, jobs: Sequence[Job]) -> list[Outcome]:
    """Build and write a few sites. A partial of this with its setting is all that a worker gets."""
    if setting.program:
        with _ONE_BATCH:
            return _aside(setting, jobs)
    return run_jobs(setting, jobs)


_crews: list[Workers] = []


def _aside(setting: Setting, jobs: Sequence[Job]) -> list[Outcome]:
    """`run_jobs` for a worker of a cluster: it has threads and has to live on, so it has a process
    of its own that may be ended."""
    if not _crews:
        _crews.append(Workers(1, fork=False))
    outcomes = {job.kim.label: wrong for job in jobs if (wrong := _differing(job, setting))}
    fit = [job for job in jobs if job.kim.label not in outcomes]
    # that process lives longer than this build, and may have begun in another folder
    themes = setting.themes and setting.themes.resolve()
    here = replace(setting, program="", content=setting.content.resolve(), themes=themes)
    work = partial(run_jobs, here)
    for job, end in _crews[0].run(work, fit, len(fit), again):
        outcomes[job.kim.label] = lost(job, end) if isinstance(end, Overrun) else end
    return [outcomes[job.kim.label] for job in jobs]


def shared(setting: Setting) -> Setting:
    """The same for workers elsewhere, who find output and cache under the same names, and see
    by a mark that it is them. Raises `OSError`."""
    cache = setting.cache.resolve()
    mark = os.urandom(16).hex()
    atomic.write(str(cache / MARK), mark.encode())
    return replace(
        setting,
        aside=setting.aside and setting.aside.resolve(),
        cache=cache,
        program=program(setting.portal.markdown),
        mark=mark,
        place=_place(setting.content),
    )


def _place(folder: Path) -> str:
    """What no two folders have in common; '' where that cannot be asked."""
    try:
        found = folder.stat()
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"


def unfit(setting: Setting) -> str:
    """Why a worker would not make the same bytes, or not where they belong: a word of `reasons`
    in the messages; `''` where it would."""
    if program(setting.portal.markdown) != setting.program:
        return "worker-program"
    try:
        mark = (setting.cache / MARK).read_text(encoding="utf-8")
    except OSError:
        mark = ""
    if mark != setting.mark:
        return "worker-output"
    if not setting.content.is_dir():
        return "worker-content"
    with contextlib.suppress(ThemeError):  # a KIM's own theme is looked at when it is needed
        if theme_digest(theme_of(setting.portal.theme, setting)) in setting.theme_digests:
            return ""
    return "worker-theme"


@lru_cache(maxsize=2)
def _unfit(setting: Setting) -> str:
    """The same, asked once by each worker for a build."""
    return unfit(setting)


def _differing(job: Job, setting: Setting) -> Outcome | None:
    """What is said where this worker has something else than whoever asked it."""
    kim, reason = job.kim, _unfit(setting)
    elsewhere = job.source and setting.place != _place(setting.content)
    if not reason and elsewhere:
        there = content_id(setting.content, kim.folder, setting.algorithm)
        reason = "" if there == job.source else "worker-content"
    if not reason:
        try:
            theme = theme_of(kim.theme or setting.portal.theme, setting)
        except ThemeError as error:
            return Outcome(kim.label, (error.diagnostic,))
        if theme_digest(theme) not in setting.theme_digests:
            reason = "worker-theme"
    if not reason:
        return None
    at = Location(f"content/{kim.folder}")
    return Outcome(kim.label, (problem("checkout-differs", at, label=kim.label, reason=reason),))
