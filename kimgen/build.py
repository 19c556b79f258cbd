"""The one path from content to output, readable in one sitting.

    registry -> what is stale -> a job for each stale site -> portal -> report
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

from kimgen import __version__, executors, job, state
from kimgen.codes import problem
from kimgen.dates import local_date
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.load import Registry, load_registry
from kimgen.load_theme import ThemeError, load_theme, theme_folders
from kimgen.markdown import engine
from kimgen.model import Hosts, Kim, Portal
from kimgen.portal_build import build_portal_files
from kimgen.theme import digest as theme_digest
from kimgen.write import STATE, write_site


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked for."""

    content: Path
    output: Path | None
    """None checks without writing."""
    themes: Path | None = None
    jobs: int = 0
    """Worker processes; 0 for one a core."""
    only: tuple[str, ...] = ()
    """Labels; empty for all. The portal is left as it is then."""
    drafts: bool = False
    today: date | None = None
    base_domain: str = ""
    scheme: str = "https"
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(slots=True)
class Report:
    """What a build did."""

    built: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    posts: int = 0
    pages: int = 0
    files_written: int = 0
    seconds: float = 0.0
    found: list[Diagnostic] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    """label -> why it was built."""
    fatal: bool = False
    engine: str = ""

    @property
    def errors(self) -> int:
        return sum(item.severity is Severity.ERROR for item in self.found)

    @property
    def warnings(self) -> int:
        return sum(item.severity is Severity.WARNING for item in self.found)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 built with errors, 2 nothing could be built, 3 a bug in kimgen."""
        if any(item.code == "build-bug" for item in self.found):
            return 3
        if self.fatal or (self.failed and not self.built and not self.kept):
            return 2
        return 1 if self.errors else 0


Progress = Callable[[int, int], None]


def build(settings: Settings, progress: Progress | None = None) -> Report:
    """Build, or check, a nation. Never raises for anything in the content."""
    begun = perf_counter()
    report = Report()
    registry = load_registry(settings.content)
    report.found.extend(registry.found)
    report.failed.extend(registry.broken)
    if registry.portal is not None:
        _build(settings, registry, registry.portal, report, progress)
    else:
        report.fatal = True
    report.found.sort(key=lambda item: item.sort_key)
    report.seconds = perf_counter() - begun
    return report


def _build(
    settings: Settings,
    registry: Registry,
    portal: Portal,
    report: Report,
    progress: Progress | None,
) -> None:
    if settings.base_domain:
        portal = replace(portal, base_domain=settings.base_domain)
    hosts = Hosts(settings.scheme, portal.base_domain)
    folders = theme_folders(settings.themes)
    try:
        chosen = engine(portal.markdown)
        themes = _themes(registry.kims, portal, folders, report)
    except ThemeError as error:
        report.found.append(error.diagnostic)
        report.fatal = True
        return
    except ValueError as error:
        at = Location("content/portal.yaml")
        report.found.append(problem("portal-invalid", at, detail=str(error)))
        report.fatal = True
        return
    report.engine = f"{chosen.name} {chosen.version}"
    kims = _wanted(settings, registry, report)
    usable = [kim for kim in kims if (kim.theme or portal.theme) in themes]
    report.failed.extend(kim.label for kim in kims if kim not in usable)
    output = settings.output
    known = state.load_state(output) if output else state.State()
    days = {kim.label: _today(settings, kim) for kim in usable}
    shared = (portal, hosts, settings.drafts, __version__, chosen.name, chosen.version)
    keys = {
        kim.label: state.digest(
            shared,
            kim,
            days[kim.label],
            themes[kim.theme or portal.theme],
            state.folder_stamp(settings.content / kim.folder),
        )
        for kim in usable
    }
    report.reasons = state.stale(keys, known.sites)
    if output:
        for kim in usable:  # somebody removed the folder: it has to come back
            if not (output / _host(kim, hosts) / "index.html").is_file():
                report.reasons.setdefault(kim.label, "missing")
    jobs = [
        job.Job(kim, days[kim.label], report.reasons[kim.label])
        for kim in usable
        if kim.label in report.reasons
    ]
    report.kept.extend(kim.label for kim in usable if kim.label not in report.reasons)
    cache = (output or Path()) / STATE / "media"
    if output is None:
        cache = settings.content.resolve().parent / "output" / STATE / "media"
    setting = job.Setting(
        settings.content, output, folders, cache, portal, hosts, settings.drafts
    )
    workers = settings.jobs or executors.default_jobs()
    for number, (task, outcome) in enumerate(
        executors.run(job.run_job, jobs, workers, job.start, (setting,)), 1
    ):
        _take(task, outcome, keys, known, report)
        if progress:
            progress(number, len(jobs))
    for label in report.kept:
        report.posts += known.sites[label].summary.posts
        report.pages += known.sites[label].pages
    if not settings.only:
        _portal(settings, registry, portal, hosts, known, report, folders)
    if output:
        state.save_state(output, known)


def _host(kim: Kim, hosts: Hosts) -> str:
    return f"{kim.label}.{hosts.domain.partition(':')[0]}"


def _today(settings: Settings, kim: Kim) -> date:
    return settings.today or local_date(settings.now, kim.village.offset)


def _themes(
    kims: tuple[Kim, ...], portal: Portal, folders: tuple[Path, ...], report: Report
) -> dict[str, str]:
    """Theme name -> digest, of every theme that can be used. The portal's own
    theme must be there; a KIM's that is missing costs that KIM alone."""
    found = {portal.theme: theme_digest(load_theme(portal.theme, folders))}
    for kim in kims:
        if kim.theme and kim.theme not in found:
            try:
                found[kim.theme] = theme_digest(load_theme(kim.theme, folders))
            except ThemeError as error:
                made = error.diagnostic
                at = Location(f"content/{kim.folder}/kim.yaml")
                report.found.append(Diagnostic(at, made.code, made.severity, made.params))
    return found


def _wanted(settings: Settings, registry: Registry, report: Report) -> tuple[Kim, ...]:
    if not settings.only:
        return registry.kims
    known = {kim.label: kim for kim in registry.kims}
    for label in settings.only:
        if label not in known and label not in registry.broken:
            import difflib

            near = difflib.get_close_matches(label, known, 1)
            at = Location("content")
            suggestion = near[0] if near else ""
            report.found.append(problem("only-unknown", at, label=label, suggestion=suggestion))
            report.failed.append(label)
    return tuple(known[label] for label in dict.fromkeys(settings.only) if label in known)


def _take(
    task: job.Job,
    outcome: job.Outcome | None,
    keys: dict[str, str],
    known: state.State,
    report: Report,
) -> None:
    """Fold the outcome of one job into state and report."""
    label = task.kim.label
    if outcome is None:
        at = Location(f"content/{task.kim.folder}")
        report.found.append(problem("worker-lost", at, label=label))
        report.failed.append(label)
        return
    report.found.extend(outcome.found)
    if outcome.summary is None:
        report.failed.append(label)
        return
    report.built.append(label)
    report.posts += outcome.summary.posts
    report.pages += outcome.pages
    if outcome.written:
        report.files_written += outcome.written.new
    errors = sum(item.severity > Severity.INFO for item in outcome.found)
    known.sites[label] = state.Known(keys[label], outcome.summary, outcome.pages, errors)


def _portal(
    settings: Settings,
    registry: Registry,
    portal: Portal,
    hosts: Hosts,
    known: state.State,
    report: Report,
    folders: tuple[Path, ...],
) -> None:
    """Build the portal from records and all summaries, kept ones included."""
    theme = load_theme(portal.theme, folders)
    summaries = {label: row.summary for label, row in known.sites.items()}
    today = settings.today or local_date(settings.now, 420)
    files, found, pages = build_portal_files(
        settings.content, portal, hosts, registry.kims, summaries, today, theme
    )
    report.found.extend(found)
    report.pages += pages
    if settings.output and files:  # no files: the theme is broken, what is live stays live
        host = hosts.domain.partition(":")[0]
        report.files_written += write_site(settings.output, host, files).new


