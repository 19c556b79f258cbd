"""What is out of date, and why: decided purely, explained, kept between builds.

A site's key is the digest of all that its pages are made from. The state file
holds the key and the summary of each site that was built; one that is missing,
broken or from another version only costs a rebuild.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kimgen import __version__
from kimgen.atomic import write
from kimgen.summary import SiteSummary, from_json, to_json
from kimgen.write import STATE

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier build left of one site."""

    key: str
    summary: SiteSummary
    pages: int = 0
    errors: int = 0
    """Findings that were errors; a site with some is looked at again."""


@dataclass(slots=True)
class State:
    """All that is known of earlier builds in one output folder."""

    sites: dict[str, Known] = field(default_factory=dict)
    portal: str = ""
    """Key of the portal."""


def stale(keys: Mapping[str, str], known: Mapping[str, Known]) -> dict[str, str]:
    """label -> reason, for each site that has to be built again. Pure."""
    reasons = {}
    for label, key in keys.items():
        if label not in known:
            reasons[label] = "new"
        elif known[label].key != key:
            reasons[label] = "changed"
        elif known[label].errors:
            reasons[label] = "had errors"
    return reasons


def digest(*parts: object) -> str:
    """Hex digest of the text forms of `parts`, in order."""
    state = hashlib.sha256()
    for part in parts:
        text = repr(part).encode()
        state.update(f"{len(text)}:".encode() + text)
    return state.hexdigest()


def folder_stamp(folder: Path) -> str:
    """Digest of names, sizes, times and inodes of all files below `folder`.

    It costs a stat a file; a file rewritten with the same bytes counts as
    changed, which costs a rebuild and no more.
    """
    rows: list[tuple[str, int, int, int]] = []
    pending = [folder]
    while pending:
        current = pending.pop()
        try:
            with os.scandir(current) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(Path(entry.path))
                    else:
                        found = entry.stat(follow_symlinks=False)
                        name = os.path.relpath(entry.path, folder)
                        rows.append((name, found.st_size, found.st_mtime_ns, found.st_ino))
        except OSError as error:
            rows.append((str(error.strerror), 0, 0, 0))
    return digest(sorted(rows))


def _path(output: Path) -> Path:
    return output / STATE / "state.json"


def load_state(output: Path) -> State:
    """The state of `output`; an empty one where nothing usable is there."""
    try:
        data = json.loads(_path(output).read_text("utf-8"))
        if data["format"] != FORMAT or data["version"] != __version__:
            return State()
        sites = {
            label: Known(str(row["key"]), from_json(row["summary"]), row["pages"], row["errors"])
            for label, row in data["sites"].items()
        }
        return State(sites, str(data["portal"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def save_state(output: Path, state: State) -> None:
    """Keep `state` for the next build."""
    sites = {
        label: {
            "key": row.key,
            "summary": to_json(row.summary),
            "pages": row.pages,
            "errors": row.errors,
        }
        for label, row in sorted(state.sites.items())
    }
    data = {"format": FORMAT, "version": __version__, "portal": state.portal, "sites": sites}
    target = _path(output)
    target.parent.mkdir(parents=True, exist_ok=True)
    write(str(target), json.dumps(data, ensure_ascii=False).encode())
