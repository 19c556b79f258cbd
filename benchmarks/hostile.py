"""What KIMs that mean harm cost a build: `python -m benchmarks.hostile`.

Two nations of the same KIMs are built cold, by turns: one as it is, one in which some KIMs have
posts besides that take all the time that they get. The difference is theirs. The promise
is 2 s of CPU for each such KIM, which is 2 s on one core; the exit code tells whether it held.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import nation
from benchmarks.layouts import write
from benchmarks.peers import kimgen_program
from benchmarks.process import Command, Cost, run

PROMISE = 2.0
"""Seconds of CPU for each KIM."""
SIZE = 299_000
"""Characters: a little below what is refused unread."""
BODIES = (
    "&", "password=", "6402.0601.0190.0001 ", "*_", "[a](", "> - ", "|a|\n|-|\n", "<div>", "a\n=\n",
    "- a\n\n\n", "[^a]", "`[", "***a** b*", "https://a.example/ ",
)  # fmt: skip
"""What is repeated to the full length, each of another stage or engine."""


def spoil(root: Path, kims: int, hostile: int) -> None:
    """Give `hostile` of the KIMs in `root`, evenly spread, a post of each body."""
    for kim in list(nation(kims, 1))[:: max(1, kims // hostile)][:hostile]:
        for number, body in enumerate(BODIES):
            path = root / "content" / kim.folder / "posts" / f"2026-11-20-aneh-{number}.md"
            text = (body * (SIZE // len(body) + 1))[:SIZE]
            path.write_text(f"---\njudul: Aneh {number}\n---\n{text}\n", encoding="utf-8")


def build(root: Path, jobs: int) -> Cost:
    """Build the nation in `root` from nothing."""
    shutil.rmtree(root / "output", ignore_errors=True)
    words = f'"$0" build --jobs {jobs}; test $? -le 1'  # 1: built, and texts were left out
    cache = {"XDG_CACHE_HOME": str(root / "cache")}
    return run((Command(("sh", "-c", words, kimgen_program()), root, cache),))


def main(given: Sequence[str] | None = None) -> int:
    """Read the command line, measure, print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--kims", type=int, default=1000)
    parser.add_argument("--hostile", type=int, default=100)
    parser.add_argument("--posts", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder:
        plain, spoilt = Path(folder) / "plain", Path(folder) / "spoilt"
        for root in (plain, spoilt):
            write("kimgen", options.kims, options.posts, root)
        spoil(spoilt, options.kims, options.hostile)
        rows = []
        for _ in range(options.rounds):
            without = build(plain, options.jobs)
            rows.append((without, build(spoilt, options.jobs)))
    cpu = statistics.median(b.cpu - a.cpu for a, b in rows) / options.hostile
    wall = statistics.median(b.wall - a.wall for a, b in rows)
    for without, there in rows:
        for name, cost in (("without", without), ("with", there)):
            print(f"{name:7} {cost.wall:7.1f} s, {cost.cpu:7.1f} s of CPU, {cost.memory:.0f} MiB")
    print(
        f"{options.hostile} of {options.kims} KIMs, {options.jobs} jobs: the build takes {wall:.1f}"
        f" s longer; each of them {cpu:.2f} s of CPU, promised are {PROMISE} s"
    )
    return int(cpu > PROMISE)


if __name__ == "__main__":
    raise SystemExit(main())
