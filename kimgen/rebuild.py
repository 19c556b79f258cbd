"""Builds that follow each other in one process: `kimgen serve`.

One build leaves to the next what it knows of the nation and of the sites, so
that after a save only what was saved is looked at. What is written is what
`build` writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kimgen.build import Building, Progress, Report, Settings, build
from kimgen.commits import LEVELS
from kimgen.diagnostics import Diagnostic
from kimgen.load import look_again
from kimgen.memory import Memory
from kimgen.model import Portal
from kimgen.registry import Record, Registry
from kimgen.release import PORTAL
from kimgen.sources import Source, content_id
from kimgen.state import State

if TYPE_CHECKING:
    from kimgen.job import Outcome
    from kimgen.write import Written

Told = Callable[[str, list[Diagnostic]], None]
"""Called with a label, or `PORTAL`, as soon as its files are new, and what was found so far."""


@dataclass(frozen=True, slots=True)
class Nation:
    """What stays as long as nothing but files of KIMs changes, their kim.yaml aside."""

    folders: Mapping[str, str]
    """Label of each usable KIM -> its folder below content/."""
    broken: tuple[str, ...]
    found: tuple[Diagnostic, ...]
    """All but what the state of the output knows of sites."""
    portal: Portal
    themes: Mapping[str, str]
    """Name -> digest."""
    algorithm: str


@dataclass(slots=True)
class Again:
    """What one build leaves to the next one, with the same settings but for time and jobs."""

    memory: Memory = field(default_factory=Memory)
    nation: Nation | None = None
    """None where everything has to be looked at."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Label -> folder of every usable KIM, as they were read last."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a build needs to look at."""

    changed: frozenset[str] | None = None
    """Folders of KIMs below content/ in which something was saved; None where it may be
    anything else."""
    first: frozenset[str] = frozenset()
    """Labels of sites that somebody looks at: they are built before others."""
    remember: frozenset[str] = frozenset()
    """Labels of sites in which somebody is about to save: they are built once, for the memory."""


def kim_of(path: str) -> str | None:
    """The folder of the KIM to which the change of a file below content/ is confined; None for
    what is not in a KIM, and for what is read of it beforehand."""
    parts = path.split("/")
    if len(parts) <= LEVELS or parts[LEVELS] == "kim.yaml":
        return None
    return "/".join(parts[:LEVELS])


def rebuild(
    settings: Settings, again: Again, hint: Hint, told: Told, progress: Progress | None = None
) -> Report:
    """`build`, with what the last one left in `again`."""
    # left again only where all goes well
    nation, again.nation = again.nation, None
    return build(settings, progress, partial(_Rebuilding, again, nation, hint, told))


class _Rebuilding(Building):
    """A build that follows another one."""

    __slots__ = ("again", "hint", "nation", "told")

    def __init__(
        self,
        again: Again,
        nation: Nation | None,
        hint: Hint,
        told: Told,
        settings: Settings,
        state: State,
        report: Report,
        progress: Progress | None,
    ) -> None:
        super().__init__(settings, state, report, progress)
        self.again = again
        self.nation = nation
        self.hint = hint
        self.told = told

    def run(self) -> None:
        super().run()
        nation = self.nation
        # a site that failed is not as its state says
        if nation and not self.report.fatal and set(self.report.failed) <= set(nation.broken):
            self.again.nation = nation

    def load(self) -> Registry | None:
        registry = self._recalled()
        if registry is not None:
            return registry
        from kimgen.job import forget_themes

        forget_themes()
        self.nation = None
        registry = super().load()
        if registry is not None:
            self.nation = self._nation(registry)
            self.again.folders = self.nation.folders
        return registry

    def _recalled(self) -> Registry | None:
        """The registry without reading it; None where it has to be read."""
        nation, changed = self.nation, self.hint.changed
        if nation is None or changed is None or not changed.issubset(nation.folders.values()):
            return None
        records = []
        for label, folder in nation.folders.items():
            row = self.state.rows.get(label)
            if row is None or row.folder != folder:
                if self._is_asked(label):
                    return None
                continue
            source = Source(row.source, row.stamp)
            if folder in changed:
                source = Source(content_id(self.settings.content, folder, nation.algorithm))
            record = Record(label, folder, source, state=self.state)
            if folder in changed and not self._says_the_same(record, nation.portal):
                return None
            records.append(record)
        self._begin(nation.portal)
        self.themes = dict(nation.themes)
        self.algorithm = nation.algorithm
        self.report.found.extend(nation.found)
        self.report.failed.extend(nation.broken)
        return Registry(nation.portal, tuple(records), nation.broken, (), nation.algorithm)

    def _says_the_same(self, record: Record, portal: Portal) -> bool:
        """Whether the record, with which its folder's id is going to be kept, is what kim.yaml
        says now: it may have been saved, too, of which we have not heard yet."""
        code = record.kim.village.code
        now = look_again(self.settings.content, record.folder, code, portal)
        return now == (record.kim, self._record_found(record))

    def _nation(self, registry: Registry) -> Nation:
        """What was read, for the next build."""
        assert registry.portal
        asked = [record for record in registry.records if self._is_asked(record.label)]
        own = {item for record in asked for item in record.found}
        return Nation(
            {record.label: record.folder for record in registry.records},
            registry.broken,
            tuple(item for item in self.report.found if item not in own),
            registry.portal,
            dict(self.themes),
            registry.algorithm,
        )

    def _is_asked(self, label: str) -> bool:
        return not self.settings.only or label in self.settings.only

    def stale(self, records: list[Record]) -> frozenset[str]:
        labels = self.hint.remember.intersection(record.label for record in records)
        return (
            super()
            .stale(records)
            .union(label for label in labels if label not in self.again.memory)
        )

    def _build_sites(self, records: list[Record]) -> None:
        if self.settings.jobs == 1:  # in this process
            self.memory = self.again.memory
        super()._build_sites(sorted(records, key=lambda item: item.label not in self.hint.first))

    def _take(self, record: Record, outcome: Outcome) -> None:
        super()._take(record, outcome)
        written = outcome.written
        if written and written.number:
            self.told(record.label, self.report.found)

    def build_portal(self, registry: Registry) -> Written | None:
        written = super().build_portal(registry)
        if written and written.number:
            self.told(PORTAL, self.report.found)
        return written
