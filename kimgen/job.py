"""One KIM's job: load, build, write. It never raises: even a bug is a finding.

Paths and a record go in, a summary of a few KB comes out, so the same job runs
in this process, in another, or on another machine.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.icons import site_icons
from kimgen.load import load_site
from kimgen.load_theme import ThemeError, load_theme
from kimgen.markdown import engine
from kimgen.media import prepare
from kimgen.model import Hosts, Kim, Media, Portal
from kimgen.render import RenderError
from kimgen.site import Options, SiteSource, build_site
from kimgen.summary import SiteSummary
from kimgen.theme import Theme
from kimgen.write import Written, write_site


@dataclass(frozen=True, slots=True)
class Setting:
    """What all jobs of a build share."""

    content: Path
    output: Path | None
    """None for a check: nothing is written."""
    themes: tuple[Path, ...]
    cache: Path
    portal: Portal
    hosts: Hosts
    drafts: bool


@dataclass(frozen=True, slots=True)
class Job:
    """One site to build."""

    kim: Kim
    today: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job."""

    label: str
    found: tuple[Diagnostic, ...]
    summary: SiteSummary | None = None
    """None where the site could not be built; what is live stays live."""
    pages: int = 0
    written: Written | None = None


_setting: Setting | None = None
_themes: dict[str, Theme] = {}


def start(setting: Setting) -> None:
    """Prepare this process for jobs of one build."""
    global _setting
    _setting = setting
    _themes.clear()


def run_job(job: Job) -> Outcome:
    """Build and write one site."""
    assert _setting is not None
    try:
        return _run(job, _setting)
    except (ThemeError, RenderError) as error:
        return Outcome(job.kim.label, (error.diagnostic,))
    except OSError as error:
        at = Location(f"content/{job.kim.folder}")
        name, reason = str(error.filename or job.kim.label), error.strerror or str(error)
        return Outcome(job.kim.label, (problem("file-unreadable", at, name=name, reason=reason),))
    except Exception:
        at = Location(f"content/{job.kim.folder}")
        return Outcome(job.kim.label, (problem("build-bug", at, detail=traceback.format_exc()),))


def _run(job: Job, setting: Setting) -> Outcome:
    kim = job.kim
    name = kim.theme or setting.portal.theme
    if name not in _themes:
        _themes[name] = load_theme(name, setting.themes)
    theme = _themes[name]
    files = load_site(setting.content, kim)
    found = list(files.found)
    media = tuple(_media(files.media, kim, setting, found))
    logo = next((item for item in media if item.name == kim.logo), None)
    source = SiteSource(
        kim=kim,
        portal=setting.portal,
        hosts=setting.hosts,
        posts=files.posts,
        pages=files.pages,
        media=media,
        icons=_icons(logo, kim, theme, setting),
    )
    options = Options(job.today, setting.drafts)
    result = build_site(source, theme, options, engine(setting.portal.markdown))
    found.extend(result.found)
    written = None
    if setting.output is not None:
        host = f"{kim.label}.{setting.hosts.domain.partition(':')[0]}"
        written = write_site(setting.output, host, result.files)
    return Outcome(kim.label, tuple(found), result.summary, result.pages, written)


def _icons(
    logo: Media | None, kim: Kim, theme: Theme, setting: Setting
) -> tuple[tuple[str, bytes, str, str], ...]:
    words = [word for word in kim.name.split() if word[:1].isalnum() and word.upper() != "KIM"]
    initials = "".join(word[0] for word in words[:2]).upper() or "K"
    return site_icons(logo, initials, kim.colour or theme.colour, setting.cache)


def _media(
    names: tuple[str, ...], kim: Kim, setting: Setting, found: list[Diagnostic]
) -> Iterator[Media]:
    base = setting.content / kim.folder
    for name in names:
        where = f"content/{kim.folder}/{name}"
        item, more = prepare(base / name, name, setting.cache, where)
        found.extend(more)
        if item is not None:
            yield item


def has_errors(found: tuple[Diagnostic, ...]) -> bool:
    """Whether any finding is an error."""
    return any(item.severity is Severity.ERROR for item in found)
