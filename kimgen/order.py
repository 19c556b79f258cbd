"""What is asked of a build, and what it reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from kimgen.diagnostics import Diagnostic, Severity
from kimgen.discretion import WARNED, Discretion
from kimgen.parts import Shard


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
    executor: str = "processes"
    """`serial`, `processes` or `dask://host:port`."""
    shard: Shard | None = None
    """Only this part of the KIMs; the portal is left as it is."""
    committed: bool = False
    """What is not committed need not be noticed. What is built is what lies on the disk."""
    large: int = 0
    """Posts from which on a site is built page by page; 0 for the usual number."""
    preview: bool = False
    """Publish each site as soon as it is made, and do not wait for the disk."""
    cards: bool = True
    """Draw cards of posts, unless portal.yaml forbids it."""
    cache: Path | None = None
    """Folder for prepared media and compiled templates; None for one that fits the output."""


@dataclass(frozen=True, slots=True)
class Heaviest:
    """The page of a kind that weighs most, in bytes as sent."""

    kind: str
    """One of `weight.KINDS`."""
    page: str
    size: int
    limit: int
    """0 for none."""


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
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """label -> why it was built, words of `staleness.REASONS`."""
    fatal: bool = False
    engine: str = ""
    heaviest: tuple[Heaviest, ...] = ()
    """Where pages were weighed."""
    discretion: Discretion = WARNED
    """What portal.yaml says about private data."""

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
