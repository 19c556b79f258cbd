"""The name of an executor -> a way to run jobs; lost work is run again.

`serial` runs here, `processes` on the cores of this machine, `dask://host:port`
on a cluster. All of them need only `submit`, take small batches, a few at a
time, and give results as they complete. A worker that dies may fail all that it
had in hand: those jobs are then run one at a time, so that only the guilty one
is reported.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from typing import TypeVar

from kimgen.cluster import Crew, ExecutorError, Ready, cluster

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[Sequence[Job]], Sequence[Result]]
"""Runs a batch; never raises. Has to be a module-level function, or a partial of one."""

SERIAL, PROCESSES, DASK = "serial", "processes", "dask://"
LOCAL = (SERIAL, PROCESSES)
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


@contextlib.contextmanager
def few_collections() -> Iterator[None]:
    """Collect garbage seldom: what a site is made of lives and dies together, and hardly any
    of it is a cycle. What is loaded already is left alone, so that forked workers share it."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def run(
    name: str,
    workers: int,
    work: Work[Job, Result],
    jobs: Iterable[Job],
    total: int,
    ready: Ready | None = None,
) -> Iterator[tuple[Job, Result | None]]:
    """Yield (job, result) as they complete; result None for a job whose worker died.

    `total` jobs are to come; they are taken from `jobs` as workers get free. A
    cluster has as many workers as it has, whatever `workers` says, and asks each
    of them `ready` first. Raises `ExecutorError`.
    """
    if not total:
        return
    if name == SERIAL or (name == PROCESSES and (workers <= 1 or total <= 1)):
        with few_collections():
            for job in jobs:
                yield job, work((job,))[0]
        return
    lost: list[Job] = []
    with few_collections(), _open(name, min(workers, total), ready) as crew:
        yield from _drain(crew, work, iter(jobs), total, lost)
    for job in lost:
        alone: list[Job] = []
        with _open(name, 1) as crew:
            yield from _drain(crew, work, iter((job,)), 1, alone)
        if alone:
            yield job, None


def _drain(
    crew: Crew, work: Work[Job, Result], jobs: Iterator[Job], left: int, lost: list[Job]
) -> Iterator[tuple[Job, Result]]:
    """Run `left` jobs, and put those whose worker died into `lost`."""
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


@contextlib.contextmanager
def _open(name: str, workers: int, ready: Ready | None = None) -> Iterator[Crew]:
    """Those who work for `name`, sent home at the end. Raises `ExecutorError`."""
    if name.startswith(DASK):
        with cluster(name.removeprefix(DASK), ready) as crew:
            yield crew
        return
    # fork shares the modules and templates that are loaded already
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    with ProcessPoolExecutor(workers, context, _leave_interrupts_to_parent) as pool:
        try:
            yield Crew(pool, lambda: workers)
        except BaseException:  # Ctrl-C: begin nothing more, end what is begun
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts_to_parent() -> None:
    """A terminal sends Ctrl-C to the workers, too, each of which would print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
