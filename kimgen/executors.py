"""The name of an executor -> a way to run jobs; lost work is run again.

`serial` is one process beside this one, `processes` one a core, `dask://host:port` a cluster.
Processes of this machine are `workers`, which see to it that only the guilty job is
reported. A cluster needs only `submit`, takes small batches, a few at a time, and gives
results as they complete; a worker there that dies may fail all that it had in hand: those jobs
are then run one at a time.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from kimgen.cluster import Crew, ExecutorError, Ready, cluster
from kimgen.garbage import few_collections
from kimgen.worker import CRASH, Overrun
from kimgen.workers import Again, Work, Workers, never

if TYPE_CHECKING:
    from concurrent.futures import Future

Job = TypeVar("Job")
Result = TypeVar("Result")

SERIAL, PROCESSES, DASK = "serial", "processes", "dask://"
HERE = "here"
"""In this process, for profilers and debuggers: nothing can be ended there."""
_LARGEST = 16
"""Jobs in a batch, at most: a batch costs a cluster some 10 ms."""
_SHARES = 8
"""Into how many batches for each worker what is left is cut: they get smaller towards the
end, so that all workers end together."""
_AHEAD = 3
"""Batches in hand for each worker."""


def default_jobs() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    name: str,
    workers: int,
    work: Work[Job, Result],
    jobs: Iterable[Job],
    total: int,
    ready: Ready | None = None,
    again: Again[Job] = never,
) -> Iterator[tuple[Job, Result | Overrun]]:
    """Yield (job, result) as they complete; an `Overrun` for a job whose worker did not live to
    its end, after `again` had its say.

    `total` jobs are to come; they are taken from `jobs` as workers get free. A
    cluster has as many workers as it has, whatever `workers` says, and asks each
    of them `ready` first. Raises `ExecutorError`.
    """
    if not total:
        return
    with few_collections():
        if name == HERE:
            for job in jobs:
                yield job, work((job,))[0]
        elif name.startswith(DASK):
            yield from _on_cluster(name, work, jobs, total, ready)
        else:
            crew = Workers(1 if name == SERIAL else workers)
            with contextlib.closing(crew):
                yield from crew.run(work, jobs, total, again)


def _on_cluster(
    name: str, work: Work[Job, Result], jobs: Iterable[Job], total: int, ready: Ready | None
) -> Iterator[tuple[Job, Result | Overrun]]:
    lost: list[Job] = []
    with cluster(name.removeprefix(DASK), ready) as crew:
        yield from _drain(crew, work, iter(jobs), total, lost)
    for job in lost:
        alone: list[Job] = []
        with cluster(name.removeprefix(DASK), None) as crew:
            yield from _drain(crew, work, iter((job,)), 1, alone)
        if alone:
            yield job, Overrun("", CRASH, whole=True)


def _drain(
    crew: Crew, work: Work[Job, Result], jobs: Iterator[Job], left: int, lost: list[Job]
) -> Iterator[tuple[Job, Result]]:
    """Run `left` jobs, and put those whose worker died into `lost`."""
    from concurrent.futures import FIRST_COMPLETED, wait

    running: dict[Future[Sequence[Result]], tuple[Job, ...]] = {}
    deserted = 0
    while True:
        hands = max(1, crew.hands())
        while len(running) < hands * _AHEAD:
            size = max(1, min(_LARGEST, left // (hands * _SHARES)))
            batch = tuple(islice(jobs, size))
            if not batch:
                break
            left -= len(batch)
            try:
                running[crew.pool.submit(work, batch)] = batch
            except (RuntimeError, ValueError, OSError):  # the pool broke
                lost.extend(batch)
        if not running:
            return
        done, _ = wait(running, crew.patience, FIRST_COMPLETED)
        deserted = 0 if done or crew.hands() else deserted + 1
        if deserted > 1:  # twice in a row: it is not one who starts again
            raise ExecutorError("cluster-lost")
        for future in done:
            batch = running.pop(future)
            try:
                results = future.result()
            except Exception:  # work does not raise: a worker was lost
                lost.extend(batch)
            else:
                yield from zip(batch, results, strict=True)
