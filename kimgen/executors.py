"""The name of an executor -> a way to run jobs; lost work is run again.

`serial` runs here, `processes` on the cores of this machine, `dask://host:port`
on a cluster. All of them need only `submit`, take small batches, a few at a
time, and give results as they complete. A worker that dies fails all that its
pool had in hand: those jobs are then run one at a time in fresh pools, so that
only the guilty one is reported.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from itertools import islice
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[Sequence[Job]], Sequence[Result]]
"""Runs a batch; never raises. Has to be a module-level function, or a partial of one."""

SERIAL, PROCESSES, DASK = "serial", "processes", "dask://"
LOCAL = (SERIAL, PROCESSES)
_LARGEST = 16
"""Jobs in a batch, at most."""
_AHEAD = 3
"""Batches in hand for each worker."""


class ExecutorError(Exception):
    """An executor that cannot be had; the message says why."""


def default_jobs() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    name: str, workers: int, work: Work[Job, Result], jobs: Iterable[Job], total: int
) -> Iterator[tuple[Job, Result | None]]:
    """Yield (job, result) as they complete; result None for a job whose worker died.

    `total` jobs are to come; they are taken from `jobs` as workers get free.
    Raises `ExecutorError`.
    """
    if not name.startswith(DASK) and (name == SERIAL or workers <= 1 or total <= 1):
        for job in jobs:
            yield job, work((job,))[0]
        return
    lost: list[Job] = []
    source = iter(jobs)
    with _open(name, min(workers, total)) as (pool, hands):
        size = max(1, min(_LARGEST, total // (hands * 8)))
        running: dict[Future[Sequence[Result]], tuple[Job, ...]] = {}
        while True:
            while len(running) < hands * _AHEAD and (batch := tuple(islice(source, size))):
                try:
                    running[pool.submit(work, batch)] = batch
                except RuntimeError:  # the pool broke
                    lost.extend(batch)
            if not running:
                break
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                batch = running.pop(future)
                try:
                    results = future.result()
                except Exception:  # work does not raise: a worker was lost
                    lost.extend(batch)
                else:
                    yield from zip(batch, results, strict=True)
    for job in lost:
        with _open(name, 1) as (pool, _):
            try:
                result = pool.submit(work, (job,)).result()[0]
            except Exception:  # the same
                yield job, None
            else:
                yield job, result


@contextlib.contextmanager
def _open(name: str, workers: int) -> Iterator[tuple[Executor, int]]:
    """(an executor, how many batches it runs at once), closed at the end."""
    if name.startswith(DASK):
        with _cluster("tcp://" + name.removeprefix(DASK)) as found:
            yield found
        return
    # fork shares the modules and templates that are loaded already
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    with ProcessPoolExecutor(workers, context, _leave_interrupts_to_parent) as pool:
        try:
            yield pool, workers
        except BaseException:  # Ctrl-C: begin nothing more, end what is begun
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts_to_parent() -> None:
    """A terminal sends Ctrl-C to the workers, too, each of which would print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of the Dask scheduler at `address`. Raises `ExecutorError`."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ExecutorError("pip install 'kimgen[dask]'") from error
    try:
        client: Any = Client(address, timeout="10s")
    except (OSError, TimeoutError, ValueError) as error:
        raise ExecutorError(f"{address}: {error}") from error
    with client:
        hands = sum(client.nthreads().values())
        if not hands:
            raise ExecutorError(f"{address}: no worker")
        # results differ from run to run (what was written), so nothing may be taken from memory
        with client.get_executor(pure=False) as pool:
            yield pool, hands
