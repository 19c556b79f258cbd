"""What kimgen wants to reach, and whether a run of the benchmarks shows it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.cases import Row

Find = Callable[[str, str, str], Row | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal, and what was measured."""

    goal: str
    measured: str
    """Empty where this run did not measure it."""
    reached: bool = False


def judge(rows: Sequence[Row], serving: Sequence[float] = ()) -> list[Verdict]:
    """Every goal against `rows` and the seconds of `serving`."""
    known = {(row.case, row.step, row.peer): row for row in rows}

    def find(case: str, step: str, peer: str) -> Row | None:
        return known.get((case, step, peer))

    return [
        *_faster(find, "200x50", "hugo", 6.0),
        *_faster(find, "200x50", "eleventy", 15.0),
        *_faster(find, "200x50", "pelican", 15.0),
        *_faster(find, "1x10000", "hugo", 2.5),
        *_faster(find, "2000x50", "hugo-one", 4.0),
        _memory_ratio(find, "2000x50", "hugo-one", 20.0),
        _seconds(find, "200x50", "no change", 0.4),
        *_faster(find, "200x50", "hugo", 50.0, "no change"),
        _seconds(find, "20000x50", "no change", 4.0),
        _seconds(find, "200x50", "one post", 0.6),
        _seconds(find, "20000x50", "one post", 5.0),
        _scaling(find),
        _memory(rows),
        _cpu(find, "--version", 0.15),
        _cpu(find, "new post", 0.4),
        _serving(serving),
        _dask(find),
    ]


def _faster(
    find: Find, case: str, peer: str, times: float, step: str = "cold"
) -> Iterator[Verdict]:
    ours, theirs = find(case, step, "kimgen"), find(case, step, peer)
    for what in ("wall", "cpu"):
        goal = f"{case}, {step}: at least {times:g} times as fast as {peer} ({what})"
        if ours is None or theirs is None:
            yield Verdict(goal, "")
            continue
        ratio = getattr(theirs, what) / getattr(ours, what)
        yield Verdict(goal, f"{ratio:.1f} times", ratio >= times)


def _memory_ratio(find: Find, case: str, peer: str, times: float) -> Verdict:
    goal = f"{case}, cold: memory at most 1/{times:g} of {peer}'s"
    ours, theirs = find(case, "cold", "kimgen"), find(case, "cold", peer)
    if ours is None or theirs is None:
        return Verdict(goal, "")
    ratio = theirs.memory / ours.memory
    return Verdict(goal, f"1/{ratio:.1f}", ratio >= times)


def _seconds(find: Find, case: str, step: str, most: float) -> Verdict:
    goal = f"{case}, {step}: at most {most:g} s"
    row = find(case, step, "kimgen")
    return Verdict(goal, f"{row.wall:.2f} s", row.wall <= most) if row else Verdict(goal, "")


def _cpu(find: Find, step: str, most: float) -> Verdict:
    goal = f"kimgen {step}: at most {most:g} s of CPU"
    row = find("0x0", step, "kimgen")
    return Verdict(goal, f"{row.cpu:.3f} s", row.cpu <= most) if row else Verdict(goal, "")


def _scaling(find: Find) -> Verdict:
    goal = "a KIM costs at most 1.25 times as much among 20,000 as among 200 (CPU, cold)"
    few, many = find("200x50", "cold", "kimgen"), find("20000x50", "cold", "kimgen")
    if few is None or many is None:
        return Verdict(goal, "")
    ratio = (many.cpu / 20_000) / (few.cpu / 200)
    return Verdict(goal, f"{ratio:.2f} times", ratio <= 1.25)


def _memory(rows: Sequence[Row]) -> Verdict:
    goal = "20000x50: less than 300 MiB"
    found = [row.memory for row in rows if row.case == "20000x50" and row.peer == "kimgen"]
    return Verdict(goal, f"{max(found):.0f} MiB", max(found) < 300) if found else Verdict(goal, "")


def _serving(seconds: Sequence[float]) -> Verdict:
    goal = "serve, a site of 200 posts: at most 200 ms from save to page (median)"
    if not seconds:
        return Verdict(goal, "")
    middle = sorted(seconds)[len(seconds) // 2] * 1000
    return Verdict(goal, f"{middle:.0f} ms, longest {max(seconds) * 1000:.0f} ms", middle <= 200)


def _dask(find: Find) -> Verdict:
    goal = "Dask with two workers: at least 0.85 of the process pool's throughput (wall)"
    pool, dask = (find("200x50", f"cold, {name}", "kimgen") for name in ("processes", "dask"))
    if pool is None or dask is None:
        return Verdict(goal, "")
    return Verdict(goal, f"{pool.wall / dask.wall:.2f}", pool.wall / dask.wall >= 0.85)
