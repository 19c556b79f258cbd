"""The one path from content to output, readable in one sitting.

registry -> what is stale -> a job for each stale site -> portal -> report
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from kimgen import __version__
from kimgen.codec import encode
from kimgen.codes import problem
from kimgen.dates import is_plausible, local_date
from kimgen.diagnostics import Diagnostic, Location
from kimgen.garbage import few_collections
from kimgen.load import place_of
from kimgen.load_theme import ThemeError, load_theme, theme_folders
from kimgen.markdown import engine, made_by
from kimgen.memory import Memory
from kimgen.model import Hosts, MapFiles, Portal
from kimgen.order import Report, Settings
from kimgen.parts import leave
from kimgen.registry import Record, Registry, load_registry
from kimgen.release import PORTAL, Release, with_state
from kimgen.staleness import ALWAYS, Inputs, reasons
from kimgen.state import Row, State, digest
from kimgen.summary import headline
from kimgen.themes_used import themes_used

if TYPE_CHECKING:
    from kimgen.job import Outcome, Setting
    from kimgen.write import Written


__all__ = ["Building", "Kind", "Progress", "Report", "Settings", "build"]

Progress = Callable[[int, int], None]
Kind = Callable[[Settings, State, Report, Progress | None], "Building"]


def build(settings: Settings, progress: Progress | None = None, kind: Kind | None = None) -> Report:
    """Build, or check, a nation. Never raises for anything in the content; raises `BusyError`
    where another build has the output, and `OSError`: then nothing was published."""
    begun = perf_counter()

    def work(state: State) -> Report:
        building = (kind or Building)(settings, state, Report(), progress)
        building.run()
        return building.report

    # where there is no content, nothing is begun
    output = settings.output if settings.content.is_dir() else None
    with few_collections():
        report = with_state(output, work, durable=not settings.preview)
    report.found.sort(key=lambda item: item.sort_key)
    report.seconds = perf_counter() - begun
    return report


@dataclass(slots=True)
class Building:
    """One build: what was asked, what is known, what comes of it."""

    settings: Settings
    state: State
    report: Report
    progress: Progress | None
    portal: Portal = field(default_factory=Portal)
    hosts: Hosts = field(default_factory=Hosts)
    themes: dict[str, str] = field(default_factory=dict)
    """Name -> digest of every theme that can be used."""
    made: dict[str, str] = field(default_factory=dict)
    """What else than its folder and theme every site is made from: columns of the state."""
    algorithm: str = "sha1"
    memory: Memory | None = None
    release: Release | None = field(init=False)
    """What is going to be published; None for a check."""

    def __post_init__(self) -> None:
        self.release = Release(self.state, self.settings.preview) if self.state.output else None

    def run(self) -> None:
        registry = self.load()
        if registry is None:
            return
        usable = self.usable(registry)
        stale = self.stale(usable)
        self.keep([record for record in usable if record.label not in stale])
        self._build_sites([record for record in usable if record.label in stale])
        if self.settings.shard:
            failed = [item for item in registry.records if item.label in self.report.failed]
            places = {item.label: f"content/{item.folder}" for item in failed}
            leave(self.state, self.settings.shard, self.made["engine"], places, self.report.found)
        elif not self.settings.only and not self.report.fatal:
            try:
                self.build_portal(registry)
            except ThemeError as error:  # somebody is writing to it
                self._stop(error.diagnostic)
        self.publish()

    def publish(self) -> None:
        """Let readers see what was made, unless there is something wrong with all of it."""
        if self.release and not self.report.fatal:
            self.release.publish({*self.report.built, *self.report.kept, PORTAL})

    def load(self) -> Registry | None:
        """Read registry and themes; None where nothing can be built."""
        if not (self.settings.today or self.settings.preview or is_plausible(self._today(0))):
            self._stop(problem("clock-wrong", Location("content"), date=str(self._today(0))))
            return None
        shard = self.settings.shard
        try:
            registry = load_registry(
                self.settings.content,
                self.state,
                self._begin,
                shard,
                trust_commit=self.settings.committed,
            )
            self.algorithm = registry.algorithm
            self.report.found.extend(registry.found)
            self.report.failed.extend(registry.broken)
            if registry.portal is None:
                self.report.fatal = True
                return None
            asked = ((record.theme, record.folder) for record in registry.records)
            self.themes, found = themes_used(
                self.settings.content, self.settings.themes, self.portal.theme, asked
            )
            self.report.found.extend(found)
        except ThemeError as error:
            self._stop(error.diagnostic)
            return None
        except ValueError as error:
            at, line = place_of(self.settings.content, "portal.yaml", "markdown")
            self._stop(problem("portal-invalid", at, line, detail=str(error)))
            return None
        return registry

    def _stop(self, finding: Diagnostic) -> None:
        self.report.found.append(finding)
        self.report.fatal = True

    def _begin(self, portal: Portal) -> dict[str, str]:
        """Take the settings of the nation in. Raises `ValueError` for an unknown engine."""
        if self.settings.base_domain:
            portal = replace(portal, base_domain=self.settings.base_domain)
        if not self.settings.cards:
            portal = replace(portal, cards=False)
        self.portal, self.report.discretion = portal, portal.discretion
        self.hosts = Hosts(self.settings.scheme, portal.base_domain)
        chosen = engine(portal.markdown)
        self.report.engine = made_by(chosen)
        # what only the portal shows does not make sites stale
        shared = replace(portal, description="", colour="", theme="", map=MapFiles(), transfers=())
        self.made = {
            "settings": digest(encode(shared), encode(self.hosts), self.settings.drafts),
            "engine": f"kimgen {__version__}, {self.report.engine}",
        }
        return self.made

    def usable(self, registry: Registry) -> list[Record]:
        """The sites that are asked for and have a theme."""
        only = self.settings.only
        records = {record.label: record for record in registry.records}
        for label in only:
            if label not in records and label not in registry.broken:
                import difflib

                near = "".join(difflib.get_close_matches(label, records, 1))
                at = Location("content")
                self.report.found.append(problem("only-unknown", at, label=label, suggestion=near))
                self.report.failed.append(label)
        if only:
            records = {label: records[label] for label in only if label in records}
        usable = []
        for record in records.values():
            if (record.theme or self.portal.theme) in self.themes:
                usable.append(record)
            else:
                self.report.failed.append(record.label)
        return usable

    # --- sites -------------------------------------------------------------------------

    def stale(self, records: list[Record]) -> frozenset[str]:
        """Labels of the sites to build; the report gets the reasons."""
        for record in records:
            row = self.state.rows.get(record.label)
            now = Inputs(
                record.folder,
                record.source.id,
                self.themes[record.theme or self.portal.theme],
                **self.made,
            )
            today = self._today(record.offset).isoformat()
            found = reasons(now, row.inputs if row else None, row.days if row else ALWAYS, today)
            if not found and self.release and not self.release.has(self.host(record.label)):
                found = ("missing",)  # somebody removed the folder: it has to come back
            if found:
                self.report.reasons[record.label] = found
        return frozenset(self.report.reasons)

    def keep(self, records: list[Record]) -> None:
        """Leave sites as they are, and say again what was found when they were built."""
        for record in records:
            row = self.state.rows[record.label]
            self.report.kept.append(record.label)
            self.report.posts += row.posts
            self.report.pages += row.pages
            if record.source.stamp != row.stamp:
                self.state.touch(record.label, record.source.stamp)
        if records:
            self.report.found.extend(self.state.findings(self.report.kept))

    def _build_sites(self, records: list[Record]) -> None:
        if not records:
            return
        # here, so that a build that has nothing to do starts faster
        from kimgen import cluster, elsewhere, executors, job, large
        from kimgen.compiled import cache_of
        from kimgen.worker import Overrun

        settings = self.settings
        setting = job.Setting(
            settings.content, self.release.aside if self.release else None, settings.themes,
            settings.cache or cache_of(settings.output, settings.content),
            self.portal, self.hosts, settings.drafts,
            tuple(sorted(self.themes.values())), self.algorithm, memory=self.memory,
            large=settings.large,
        )  # fmt: skip
        by_label = {record.label: record for record in records}
        if not settings.executor.startswith(executors.DASK):
            names = {record.theme or self.portal.theme for record in records}
            for name in sorted(names):  # here, so that forked workers have them
                job.prepare_worker(name, setting)
        else:
            setting = elsewhere.shared(setting)
        workers = settings.jobs or executors.default_jobs()
        jobs = (
            job.Job(record.kim, self._today(record.offset), self._expected(record, setting), hands)
            for record, hands in large.shares(records, self.state.rows, settings, workers)
        )
        outcomes = executors.run(
            executors.HERE if self.memory else settings.executor,
            workers,
            partial(elsewhere.run_batch, setting),
            jobs,
            len(records),
            partial(elsewhere.unfit, setting),
            job.again,
        )
        saved = perf_counter()
        try:
            for number, (task, outcome) in enumerate(outcomes, 1):
                end = job.lost(task, outcome) if isinstance(outcome, Overrun) else outcome
                self._take(by_label[task.kim.label], end)
                if perf_counter() - saved > 1:  # an interrupted build goes on where it was
                    self.state.save()
                    saved = perf_counter()
                if self.progress:
                    self.progress(number, len(records))
        except cluster.ExecutorError as error:
            params = {"name": settings.executor, "reason": error.reason, "detail": error.detail}
            self._stop(problem("executor-missing", Location("content"), **params))

    def _expected(self, record: Record, setting: Setting) -> str:
        """Id of the folder, '' where the worker has to look."""
        from kimgen import elsewhere

        # git was not asked whether the folder is as committed
        look = self.settings.committed and not setting.program
        return "" if look else elsewhere.expected(record, setting)

    def _take(self, record: Record, outcome: Outcome) -> None:
        """Fold the outcome of one job into state and report."""
        label = record.label
        if outcome.refused:  # nothing of this build is published
            raise OSError(*outcome.refused)
        known_found = self._record_found(record)
        self.report.found += (*outcome.found, *(known_found if record.known else ()))
        if outcome.summary is None:
            self.report.failed.append(label)
            return
        self.report.built.append(label)
        self.report.posts += outcome.summary.posts
        self.report.pages += outcome.pages
        if outcome.written:
            self.report.files_written += outcome.written.new
        kim = record.kim
        row = Row(
            label=label,
            folder=record.folder,
            source=outcome.source,
            stamp=outcome.stamp or record.source.stamp,
            theme=self.themes[record.theme or self.portal.theme],
            first=outcome.days.first,
            last=outcome.days.last,
            theme_name=record.theme,
            offset=record.offset,
            live=int(record.live),
            posts=outcome.summary.posts,
            pages=outcome.pages,
            digest=digest(encode(kim), encode(outcome.summary)),
            **self.made,
        )
        known = (kim, known_found, outcome.found, outcome.summary, headline(kim, outcome.summary))
        self.state.put(row, known)
        record.settle(self.state)
        if self.release and outcome.written:
            self.release.add(label, self.host(label), outcome.written)

    def _record_found(self, record: Record) -> tuple[Diagnostic, ...]:
        """Findings about kim.yaml, of today or of the build that read it."""
        if not record.known:
            return record.found
        return self.state.large(record.label, "record_found", tuple[Diagnostic, ...]) or ()

    def _today(self, offset: int) -> date:
        return self.settings.today or local_date(self.settings.now, offset)

    def host(self, label: str) -> str:
        return f"{label}.{self.hosts.domain.partition(':')[0]}"

    # --- portal ------------------------------------------------------------------------

    def build_portal(self, registry: Registry) -> Written | None:
        """Build the portal from records and all summaries, kept ones included."""
        from kimgen import portal_build

        done = portal_build.build_portal(
            self.settings.content, self.release, self.portal, self.hosts, registry.records,
            self.state, self._today(420),
            load_theme(self.portal.theme, theme_folders(self.settings.themes)),
        )  # fmt: skip
        self.report.found += done.found
        self.report.pages += done.pages
        self.report.files_written += done.written.new if done.written else 0
        return done.written
