"""A large site: its posts gathered and its pages made by several processes, on top of what the
last build of it left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kimgen.executors import PROCESSES
from kimgen.gather import Gathering, Nation
from kimgen.ledger import FOLDER, Ledger
from kimgen.load import SiteFiles, count_posts, load_site
from kimgen.memory import Reuse
from kimgen.pages.promise import Prints
from kimgen.portions import LARGE, allot, can_fork
from kimgen.press import Pressed, press_large
from kimgen.registry import Record
from kimgen.site import SitePlan
from kimgen.theme import Theme, digest
from kimgen.write import Aside

if TYPE_CHECKING:
    from kimgen.build import Settings
    from kimgen.state import Row


@dataclass(frozen=True, slots=True)
class Large:
    """One large site."""

    nation: Nation
    theme: Theme
    aside: Aside | None
    """None for a check: nothing is written, not even a ledger."""
    state: Path
    """Folder for ledgers and the like."""
    host: str
    program: str
    """Names and versions of all that decides about bytes."""
    hands: int
    """Processes that share the work."""
    refused: frozenset[str] = frozenset()
    """Files that are left out."""


def is_large(content: Path, folder: str, least: int) -> bool:
    """Whether the KIM in `folder` has at least so many posts; 0 for the usual number."""
    return count_posts(content, folder) >= (least or LARGE)


def make_large(
    task: Large, plan_of: Callable[[SiteFiles, Reuse], SitePlan]
) -> tuple[SitePlan, Pressed]:
    """Plan and make the site. Raises `OSError`, `RenderError` and `HelperLost`."""
    nation = task.nation
    made = (task.program, nation.kim, nation.portal)
    common = sha256(repr(made).encode("utf-8", "surrogatepass")).hexdigest()
    place = str(task.state / FOLDER / task.host) if task.aside else ""
    ledger = Ledger(place, common)
    with Gathering(nation, task.hands, ledger) as gathering:
        limits, refused = nation.portal.limits, task.refused
        files = load_site(
            nation.content, nation.kim, read=gathering.load, limits=limits, refused=refused
        )
        plan = plan_of(files, gathering)
        prints = Prints(gathering.prints(), common + digest(task.theme))
    done = press_large(plan, task.theme, task.aside, task.host, task.hands, ledger, prints)
    return plan, done


def shares(
    records: Sequence[Record], rows: Mapping[str, Row], settings: Settings, workers: int
) -> list[tuple[Record, int]]:
    """(record, how many of the `workers` share its work), what takes longest first, so that
    all workers end together."""
    if workers < 2 or settings.executor != PROCESSES or not can_fork():
        return [(record, 1) for record in records]
    sizes = {}
    for record in records:
        row = rows.get(record.label)
        known = row.posts if row else 0
        sizes[record.label] = known or count_posts(settings.content, record.folder)
    hands = allot(sizes, workers, settings.large or LARGE)
    shared = [(record, hands.get(record.label, 1)) for record in records]
    return sorted(shared, key=lambda each: -each[1])
