"""python -m tests.torture [PART ...] [--kills N] [--step N] [--resume]: real harm to real builds.

Takes an hour or two. What is broken is told at once, and at the end; then the exit code is 1.
What was tried is kept in `.cache/torture/`: `--resume` goes on behind it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from tests.torture import harm, tracing
from tests.torture.lab import Lab, Verdict, set_up

KEPT = Path(".cache/torture/progress.json")
LEAST_FINISHED = 0.4
"""Of the builds that are killed at random: else too many die before anything happens."""


@dataclass(frozen=True)
class Options:
    """How much is tried."""

    kills: int
    step: int


Tries = Callable[[Lab, Options, int], Iterator[Verdict]]
SMALL, MIDDLE, LARGE = (1, 1), (2, 3), (3, 45)
"""KIMs, and posts of each; the last makes over 300 pages."""


def _traced(lab: Lab, options: Options, done: int) -> Iterator[Verdict]:
    if lack := tracing.can_trace():
        raise harm.NotHere(lack)
    yield from tracing.each_harmed(lab, options.step, done)


PARTS: dict[str, tuple[tuple[int, int], Tries]] = {
    "kills": (LARGE, lambda lab, o, done: harm.killed_at_random(lab, o.kills, 1, done)),
    "calls": (SMALL, _traced),
    "events": (MIDDLE, lambda lab, o, _: harm.killed_at_events(lab, max(20, o.step), 0)),
    "workers": (MIDDLE, lambda lab, *_: harm.a_worker_killed(lab, 30, 1)),
    "quota": (MIDDLE, lambda lab, *_: harm.largest_file(lab, (0, 1_000, 5_000, 20_000, 50_000))),
    "disk": (MIDDLE, lambda lab, *_: harm.disk_full(lab, "600k", 25)),
    "read-only": (MIDDLE, lambda lab, *_: harm.read_only(lab)),
    "immutable": (MIDDLE, lambda lab, *_: harm.immutable(lab)),
    "owners": (MIDDLE, lambda lab, *_: harm.not_ours(lab)),
    "vanishing": (MIDDLE, lambda lab, *_: harm.vanishing(lab, 100, 1)),
    "at-once": (MIDDLE, lambda lab, *_: harm.many_at_once(lab, 20)),
    "clock": (MIDDLE, lambda lab, *_: harm.wrong_clock(lab)),
    "state": (MIDDLE, lambda lab, *_: harm.broken_state(lab, 100, 1)),
}
"""Name -> (size of the nation, what is tried with it)."""
RESUMED = ("kills", "calls")
"""Those that go on in the middle."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all of them")
    parser.add_argument("--kills", type=int, default=1_000, help="at random moments")
    parser.add_argument("--step", type=int, default=1, help="every N-th system call and fault")
    parser.add_argument("--resume", action="store_true", help="go on where the last run stopped")
    options = parser.parse_args()
    if unknown := [name for name in options.parts if name not in PARTS]:
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    asked = Options(options.kills, options.step)
    rows = _kept(asked) if options.resume else {}
    names = options.parts or list(PARTS)
    for name in names:
        row = rows.get(name, Row())
        if not row.whole:
            row = Row(row.codes, row.broken) if name in RESUMED else Row()
            rows[name] = row
            _run(name, asked, row, partial(_keep, asked, rows))
    return _summary({name: rows[name] for name in names})


@dataclass
class Row:
    """What became of one part."""

    codes: dict[str, int] = field(default_factory=dict)
    """Exit code -> how many builds."""
    broken: list[str] = field(default_factory=list)
    missing: str = ""
    """What the machine lacks for it."""
    whole: bool = False
    """All was tried."""

    @property
    def tries(self) -> int:
        return sum(self.codes.values())


def _kept(options: Options) -> dict[str, Row]:
    if not KEPT.exists():
        return {}
    kept = json.loads(KEPT.read_text("utf-8"))
    same = kept["options"] == asdict(options)
    return {name: Row(**row) for name, row in kept["rows"].items()} if same else {}


def _keep(options: Options, rows: dict[str, Row]) -> None:
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    kept = {"options": asdict(options), "rows": {name: asdict(row) for name, row in rows.items()}}
    beside = KEPT.with_suffix(".new")
    beside.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    beside.replace(KEPT)


def _run(name: str, options: Options, row: Row, keep: Callable[[], None]) -> None:
    (kims, posts), tries = PARTS[name]
    begun = told = time.monotonic()
    root = Path(tempfile.mkdtemp(prefix="kimgen-torture-")).resolve()
    try:
        lab = set_up(root, kims, posts)
        with lab.nursery:
            pages = sum(path.endswith(".html") for site in lab.new.values() for path in site)
            print(f"== {name}, {pages} pages", flush=True)
            for verdict in tries(lab, options, row.tries):
                code = str(verdict.status)
                row.codes[code] = row.codes.get(code, 0) + 1
                for wrong in verdict.wrong:
                    row.broken.append(f"{verdict.name}: {wrong}")
                    print(f"BROKEN {row.broken[-1]}", flush=True)
                keep()
                if time.monotonic() - told > 30:
                    told = time.monotonic()
                    print(f"   {row.tries} tries, {told - begun:.0f} s", flush=True)
        row.whole = True
    except harm.NotHere as error:
        row.missing = str(error)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    share = row.codes.get("0", 0) / max(1, row.tries)
    if name == "kills" and share < LEAST_FINISHED:
        row.broken.append(f"only {share:.0%} of the builds finished")
    keep()


def _summary(rows: dict[str, Row]) -> int:
    print("\npart        tries  broken  exit codes")
    for name, row in rows.items():
        said = ", ".join(f"{code}: {count}" for code, count in sorted(row.codes.items()))
        print(f"{name:<11} {row.tries:>5}  {len(row.broken):>6}  {said}")
        for line in row.broken:
            print(f"  {line}")
        if row.missing:
            print(f"  cannot be tried here: {row.missing}")
    good = all(row.whole and not row.broken for row in rows.values())
    print("every promise held" if good else "NOT every promise held, or not all was tried")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
