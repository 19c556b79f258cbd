"""What will be written for a site, before anything is rendered.

`pages/` and `portal/` yield plans; `collect` brings them together and reports
paths that two of them claim. Nothing is rendered or written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.values import value


@value
class PagePlan:
    """A page: a template and what it gets."""

    path: str
    """Path in the site, with forward slashes: `berita/panen-raya.html`."""
    template: str
    site: object
    """A `SiteView` or a `PortalView`."""
    page: object
    """One of the page views."""
    source: str = ""
    """Content file that it comes from, for messages."""


@value
class FilePlan:
    """A file whose bytes are known: a feed, a calendar, an asset."""

    path: str
    content: bytes
    source: str = ""


@value
class CopyPlan:
    """A file that the edge copies: a picture, a document."""

    path: str
    origin: str
    """Opaque here: where the edge finds the bytes."""
    source: str = ""


Plan = PagePlan | FilePlan | CopyPlan


class Planned(Protocol):
    """A plan, or what will become one."""

    @property
    def path(self) -> str: ...
    @property
    def source(self) -> str: ...


P = TypeVar("P", bound=Planned)


def collect(plans: Iterable[P], where: str) -> tuple[tuple[P, ...], tuple[Diagnostic, ...]]:
    """All plans but those whose path is taken, and a finding for each of these.

    Paths are compared case-folded: two files that differ only in case are one
    file on many disks. What kimgen itself makes keeps its path, else the first
    claimant does, and the content file that has to give way is named.
    """
    kept: dict[str, P] = {}
    found = []
    for plan in plans:
        key = plan.path.casefold()
        other = kept.setdefault(key, plan)
        if other is plan:
            continue
        loser = plan
        if other.source and not plan.source:
            kept[key], loser, other = plan, other, plan
        at = Location(loser.source or where)
        found.append(problem("path-collision", at, target=loser.path, other=other.source))
    return tuple(kept.values()), tuple(found)
