"""The Dask side of `executors`: workers on other machines, which somebody else has started.

What a worker must have is agreed once, when a build begins: `ready` runs on each
of them and says what is amiss. Whoever dies later is replaced by the others.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

_CONNECT = 10
"""Seconds to reach the scheduler, and again until it has a first worker."""
PATIENCE = 15.0
"""Seconds between looks whether any worker is left, while nothing is done."""

Ready = Callable[[], str]
"""Runs on a worker; a word of `reasons` in the messages for what is amiss there, '' for nothing."""


class ExecutorError(Exception):
    """An executor that cannot be had, or not any more."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        """A word of `reasons` in the messages."""
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor and those who work for it."""

    pool: Executor
    hands: Callable[[], int]
    """How many work just now."""
    patience: float | None = None
    """Seconds after which to ask whether anybody is left; None where a pool says so itself."""


@contextlib.contextmanager
def cluster(address: str, ready: Ready | None) -> Iterator[Crew]:
    """The workers of the Dask scheduler at `address` (`host:port`). Raises `ExecutorError`."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ExecutorError("dask-absent") from error
    # what matters of it is said in our words, by whoever asked for the build
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        make: Any = Client
        client = make(f"tcp://{address}", timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExecutorError("cluster-unreachable") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT)
        except OSError as error:
            raise ExecutorError("cluster-empty") from error
        if ready is not None:
            _agree(client, ready)
        # results differ from run to run (what was written), so nothing may be taken from memory
        pool = client.get_executor(pure=False)
        try:
            yield Crew(pool, lambda: _workers(client), PATIENCE)
        finally:
            pool.shutdown(wait=False)  # what is still waiting, if we leave early


def _workers(client: Any) -> int:
    """How many workers there are; threads of one do not count, for Python runs one of them."""
    try:
        return len(client.nthreads())
    except OSError:  # the scheduler is away
        return 0


def _agree(client: Any, ready: Ready) -> None:
    """Ask every worker whether it is fit. Raises `ExecutorError` for one that is not."""
    for address, answer in sorted(client.run(ready, on_error="return").items()):
        if isinstance(answer, OSError):
            continue  # it died meanwhile
        reason = answer if isinstance(answer, str) else "worker-program"
        if reason:
            raise ExecutorError(reason, str(address).removeprefix("tcp://"))
