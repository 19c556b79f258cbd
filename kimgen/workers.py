"""Processes of this machine that do jobs, each of which may be ended without harm to the others.

A worker whose job takes too much is ended by the system (see `guard`), or here where a system
cannot; what it had in hand besides goes to the others, and the job itself is run again as
`again` says: without the file that was at work, say. A worker that died of something else may
be an accident; that is for `again` to tell, too.
"""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

from kimgen import guard
from kimgen.worker import JOB, WORK, Overrun, Worker

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[Sequence[Job]], Sequence[Result]]
"""Runs a batch; never raises. Has to be a module-level function, or a partial of one, where
workers are started and not forked."""
Said = tuple[Worker, tuple[object] | None, bool]
"""(worker, its answer, None where it ended, whether we ended it)"""
Again = Callable[[Job, Overrun], Job | None]
"""What is to be run instead of a job that did not end; None where there is nothing."""

_AHEAD = 32
"""Jobs that a worker has in hand, at most."""
_SHARES = 4
"""Into how many parts for each worker what is left is cut: they get smaller towards the end,
so that all workers end together."""
_POLLS = hasattr(select, "poll")
"""Whether many pipes can be waited for; else a thread listens to each."""
_TICK = 0.5
"""Seconds between two looks at the workers, where the system does not end them itself."""
_PATIENCE = 4
"""How many times its seconds a worker gets then: it is the clock that counts, not the CPU. A
machine that sleeps does not look, either."""


def never(job: object, end: Overrun) -> None:
    """Runs nothing again."""


class Workers:
    """A few workers, kept from run to run until `close`.

    `fork` shares the modules and templates that are loaded already; a process with threads had
    better not.
    """

    def __init__(self, most: int, fork: bool = True) -> None:
        self._most = most
        self._fork = fork and hasattr(os, "fork")
        self._crew: list[Worker] = []
        self._heard: SimpleQueue[Said] = SimpleQueue()

    def run(
        self,
        work: Work[Job, Result],
        jobs: Iterable[Job],
        total: int,
        again: Again[Job] = never,
    ) -> Iterator[tuple[Job, Result | Overrun]]:
        """Yield (job, result) as they complete. `total` jobs are to come; they are taken from
        `jobs` as workers get free."""
        fresh = iter(jobs)
        returned: deque[Job] = deque()
        busy = True
        while busy:
            self._hand_out(work, returned, fresh, total)
            busy = any(worker.waiting for worker in self._crew)
            for worker, answer, killed in self._answers() if busy else ():
                if answer is not None:
                    total -= 1
                    yield worker.waiting.popleft(), answer[0]  # type: ignore[misc]
                    continue
                self._crew.remove(worker)
                guilty, *others = worker.waiting or (None,)
                end = worker.overrun(killed)
                returned.extendleft(reversed(others))
                if guilty is not None:
                    instead = again(guilty, end)
                    if instead is None:
                        total -= 1
                        yield guilty, end
                    else:
                        returned.appendleft(instead)

    def _hand_out(
        self, work: object, returned: deque[Job], fresh: Iterator[Job], left: int
    ) -> None:
        """Give every worker what it may have in hand; start one where there are too few."""
        most = min(self._most, left)
        hand = 1 + min(_AHEAD - 1, left // (max(1, most) * _SHARES))
        while most:
            worker = None
            if len(self._crew) >= most:
                worker = min(self._crew, key=lambda each: len(each.waiting))
                if len(worker.waiting) >= hand:
                    return
            try:
                job = returned.popleft() if returned else next(fresh)
            except StopIteration:
                return
            if worker is None:
                worker = self._start()
            if worker.work is not work:
                worker.send(WORK, work)
                worker.work = work
            worker.waiting.append(job)
            worker.send(JOB, job)

    def _start(self) -> Worker:
        worker = Worker(self._crew, self._fork)
        self._crew.append(worker)
        if not _POLLS:
            threading.Thread(target=_listen, args=(worker, self._heard), daemon=True).start()
        return worker

    def _answers(self) -> Iterator[Said]:
        """What workers say, and which of them ended; waits for the first."""
        silent = True
        for said in self._polled() if _POLLS else self._queued():
            silent = False
            yield said
        if silent and not guard.HAS_TIMER:
            for worker in self._crew:
                if _stuck(worker):
                    worker.kill()
                    if _POLLS:
                        yield worker, None, True
                    else:  # whoever listens to it will say so
                        worker.killed = True
                    return

    def _queued(self) -> Iterator[Said]:
        try:
            yield self._heard.get(timeout=None if guard.HAS_TIMER else _TICK)
        except Empty:
            return

    def _polled(self) -> Iterator[Said]:
        poll = select.poll()
        by_handle = {worker.results: worker for worker in self._crew}
        for worker in self._crew:
            poll.register(worker.results, select.POLLIN)
            if worker.unsent:
                poll.register(worker.jobs, select.POLLOUT)
                by_handle[worker.jobs] = worker
        for handle, _ in poll.poll(None if guard.HAS_TIMER else _TICK * 1_000):
            worker = by_handle[handle]
            if handle == worker.jobs:
                worker.flush()
            else:
                yield worker, worker.receive(), False

    def close(self) -> None:
        """Begin nothing more, end what is begun, send the workers home."""
        for worker in self._crew:
            guard.stop(worker.page)
        while self._crew:
            self._crew.pop().close()


def _listen(worker: Worker, heard: SimpleQueue[Said]) -> None:
    """Tell of all that `worker` says, and of its end."""
    while (answer := worker.receive()) is not None:
        heard.put((worker, answer, False))
    heard.put((worker, None, worker.killed))


def _stuck(worker: Worker) -> bool:
    """Whether a worker has been at the same unit for too long."""
    _, _, limit, seen = guard.read(worker.page)
    worker.ticks = worker.ticks + 1 if seen == worker.seen else 0
    worker.seen = seen
    return limit > 0 and worker.ticks * _TICK > limit * _PATIENCE
