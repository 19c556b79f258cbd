"""A number of jobs -> something to submit work to; lost work is run again.

A worker process that dies fails every unfinished future of its pool. The lost
jobs are then run one at a time in fresh pools, so that only the guilty one is
reported.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def default_jobs() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    work: Callable[[Job], Result],
    jobs: Sequence[Job],
    workers: int,
    start: Callable[..., None],
    start_args: tuple[object, ...],
) -> Iterator[tuple[Job, Result | None]]:
    """Yield (job, result) as they complete; result None for a job whose worker died.

    `start(*start_args)` prepares each worker. `work` must not raise.
    """
    if workers <= 1 or len(jobs) <= 1:
        start(*start_args)
        for job in jobs:
            yield job, work(job)
        return
    lost: list[Job] = []
    with _pool(min(workers, len(jobs)), start, start_args) as pool:
        futures: dict[Future[Result], Job] = {pool.submit(work, job): job for job in jobs}
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                lost.append(futures[future])
    for job in lost:
        with _pool(1, start, start_args) as pool:
            try:
                yield job, pool.submit(work, job).result()
            except BrokenProcessPool:
                yield job, None


def _pool(
    workers: int, start: Callable[..., None], start_args: tuple[object, ...]
) -> ProcessPoolExecutor:
    # fork shares the imported modules; threads of a preview server make it unsafe
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    return ProcessPoolExecutor(workers, context, start, start_args)
