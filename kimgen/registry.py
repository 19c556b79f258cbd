"""The registry: every KIM of the nation, known without reading a post.

Records that an earlier build read are taken from its state while their folder
is what it was; only the others are read. A broken record costs its own KIM.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.load import KimFolder, kim_folders, load_portal, read_kim
from kimgen.lookalikes import similar
from kimgen.model import Kim, Portal
from kimgen.owners import Move, moved
from kimgen.parts import Shard
from kimgen.sources import Source, committed, identify
from kimgen.state import State, digest

_ALIKE, _ALIKE_OF = "alike", "alike of"
"""Labels that look like others, and a digest of all labels among which they were found."""


class Record:
    """One KIM of the registry. Its `kim` is read from the state when it is asked for."""

    __slots__ = ("_kim", "_state", "folder", "found", "label", "live", "offset", "source", "theme")

    def __init__(
        self,
        label: str,
        folder: str,
        source: Source,
        *,
        kim: Kim | None = None,
        found: tuple[Diagnostic, ...] = (),
        state: State | None = None,
    ) -> None:
        self.label = label
        self.folder = folder
        """Below content/, with forward slashes."""
        self.source = source
        self.found = found
        """Findings about kim.yaml, where it was read just now."""
        self._kim = kim
        self._state = state
        row = state.rows[label] if state else None
        assert kim or row
        self.live: bool = kim.is_live if kim else bool(row and row.live)
        self.theme: str = kim.theme if kim else row.theme_name if row else ""
        self.offset: int = kim.village.offset if kim else row.offset if row else 0

    @property
    def known(self) -> bool:
        """Whether it is as the state has it."""
        return self._kim is None

    def settle(self, state: State) -> None:
        """It has been put into `state`, where it can be read again: forget it here."""
        self._state, self._kim = state, None

    @property
    def kim(self) -> Kim:
        """The record itself. Raises `LookupError` where the state lost it meanwhile."""
        if self._kim is not None:
            return self._kim
        assert self._state is not None
        kim = self._state.large(self.label, "record", Kim)
        if kim is None:
            raise LookupError(self.label)
        return kim


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything that is known of the nation without reading a post."""

    portal: Portal | None
    """None where portal.yaml has an error: fatal."""
    records: tuple[Record, ...]
    """Every KIM with a readable record, by label."""
    broken: tuple[str, ...]
    """Labels whose record cannot be used."""
    found: tuple[Diagnostic, ...]
    """Findings, those of kim.yaml files that were read included."""
    algorithm: str = "sha1"
    """How ids of folders are made here."""

    @property
    def kims(self) -> tuple[Kim, ...]:
        """All records, read."""
        return tuple(record.kim for record in self.records)


def load_registry(
    content: Path,
    state: State | None = None,
    valid: Callable[[Portal], Mapping[str, str]] = lambda portal: {},
    shard: Shard | None = None,
    *,
    trust_commit: bool = False,
) -> Registry:
    """Read portal.yaml and every kim.yaml below `content` that `state` does not know as it is.

    `valid` gives the columns of the state that have to agree for a record to be
    taken from there: what else than its folder it was read with. With `shard` only
    its KIMs are read; what is wrong outside of KIMs is for the first one to say. With
    `trust_commit` git is not asked what differs from the last commit.
    """
    if not content.is_dir():
        missing = problem("content-missing", Location(content.name), name=str(content))
        return Registry(None, (), (), (missing,))
    found: list[Diagnostic] = []
    portal = load_portal(content, found)
    if portal is None:
        return Registry(None, (), (), tuple(found))
    if state is None:
        nation = folders = list(kim_folders(content, found, portal.discretion))
        sources: dict[str, Source] = {}
        algorithm = "sha1"
    else:
        with ThreadPoolExecutor(1) as pool:  # git looks while the folders are listed
            asked = pool.submit(committed, content, trust=trust_commit)
            folders = list(kim_folders(content, found, portal.discretion))
            git = asked.result()
        nation = folders
        if shard:
            folders = [item for item in folders if shard.has(item.label)]
            if shard.number > 1:
                found.clear()
        algorithm = git.algorithm if git else "sha1"
        known = {row.folder: Source(row.source, row.stamp) for row in state.rows.values()}
        sources = identify(content, [item.folder for item in folders], git, known)
    agreed = valid(portal)
    claims: dict[str, list[Record]] = {}
    broken: list[str] = []
    for item in folders:
        source = sources.get(item.folder, Source(""))
        record = _known(item, source, state, agreed)
        if record is None:
            kim, more = read_kim(content, item, portal)
            found.extend(more)
            if kim is None:
                broken.append(item.label)
                continue
            record = Record(item.label, item.folder, source, kim=kim, found=more)
        claims.setdefault(item.label.casefold(), []).append(record)
    owners = []
    for claim in claims.values():
        record = _owner(claim, found, broken)
        owners.append(record and _unmoved(record, portal, state, found, broken))
    if shard is None or shard.number == 1:
        found.extend(_alike(nation, state))
    taken = set(broken)
    usable = [record for record in owners if record is not None and record.label not in taken]
    usable.sort(key=lambda record: record.label)
    return Registry(portal, tuple(usable), tuple(sorted(taken)), tuple(found), algorithm)


def _known(
    item: KimFolder, source: Source, state: State | None, valid: Mapping[str, str]
) -> Record | None:
    """The record as the state has it, if nothing that it was read from changed."""
    row = state.rows.get(item.label) if state else None
    if row is None or not source.id or (row.folder, row.source) != (item.folder, source.id):
        return None
    if any(getattr(row, name) != value for name, value in valid.items()):
        return None
    return Record(item.label, item.folder, source, state=state)


def _owner(claims: list[Record], found: list[Diagnostic], broken: list[str]) -> Record | None:
    """Who gets a label that is claimed once or more: a sole registered KIM keeps
    it against newcomers, else nobody gets it and what is live stays live."""
    if len(claims) == 1:
        return claims[0]
    live = [record for record in claims if record.live]
    owner = live[0] if len(live) == 1 else None
    for record in claims:
        if record is not owner:
            other = owner or next(item for item in claims if item is not record)
            at = Location(f"content/{record.folder}/kim.yaml")
            other_path = f"content/{other.folder}/kim.yaml"
            found.append(problem("label-taken", at, label=record.label, other=other_path))
    if owner is None:
        broken.append(claims[0].label)
    return owner


def _unmoved(
    record: Record,
    portal: Portal,
    state: State | None,
    found: list[Diagnostic],
    broken: list[str],
) -> Record | None:
    """`record`, unless its label was somebody else's when it was built last, and portal.yaml does
    not say that it goes to this one: then what is live stays live."""
    row = state.rows.get(record.label) if state else None
    if state is None or row is None or not row.live or record.known:
        return record
    if (row.folder, row.source) == (record.folder, record.source.id):
        return record  # it is only read again
    before = state.large(record.label, "record", Kim)
    move = moved(before, record.kim, portal.transfers) if before else None
    if move is None:
        return record
    found.append(say_moved(record, move))
    broken.append(record.label)
    return None


def say_moved(record: Record, move: Move) -> Diagnostic:
    """The finding that the label of `record` was somebody else's."""
    at = Location(f"content/{record.folder}/kim.yaml")
    entry = f"- {{nama: {record.label}, dari: {move.before}, ke: {move.after}}}"
    params = {"label": record.label, "before": move.before, "after": move.after, "entry": entry}
    return problem("label-moved", at, **params)


def _alike(folders: Sequence[KimFolder], state: State | None) -> Iterator[Diagnostic]:
    """A finding for each label that looks like another one of the nation."""
    places = {item.label: item.folder for item in folders}
    # to compare 80,000 labels takes half a second, and they are seldom others than last time
    word = digest("\n".join(sorted(places)))
    pairs = state.meta_value(_ALIKE, tuple[tuple[str, str], ...]) if state else None
    if pairs is None or (state and state.meta(_ALIKE_OF) != word):
        pairs = similar(places)
        if state:
            state.keep_meta(_ALIKE_OF, word)
            state.keep_meta_value(_ALIKE, pairs)
    for label, other in pairs:
        at = Location(f"content/{places[label]}")
        other_path = f"content/{places[other]}"
        yield problem("label-similar", at, label=label, like=other, other=other_path)
