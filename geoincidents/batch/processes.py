"""Workers as processes on this machine."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.context import SpawnContext
from typing import TypeVar

from geoincidents.batch.partition import Asked, Done, Failure, survive, work
from geoincidents.batch.run import Partition, Workers
from geoincidents.types import Article

Made = TypeVar("Made")

ARTICLES_A_WORKER = 10_000
"""Articles after which a fresh process takes a worker's place.

A worker's memory would rise by an eighth from 10,000 articles to 100,000, for the allocator's gaps more than
for what it remembers. Renewed, it is level; docs/scale.md has both, and the price.
"""


def processes(count: int, *, articles_a_worker: int = ARTICLES_A_WORKER) -> Workers:
    """Return workers that are `count` processes of this machine, each renewed after so many articles."""

    def workers(partitions: Iterable[Partition], asked: Asked) -> Iterator[Done]:
        # A fresh interpreter a worker: a fork would share the parent's database and threads.
        context = multiprocessing.get_context("spawn")
        team = [_Worker(context, articles_a_worker) for _ in range(count)]
        idle = list(team)
        at_work: dict[Future[Done], tuple[_Worker, Partition]] = {}
        others = set(multiprocessing.active_children())
        coming = iter(partitions)
        ready: deque[Partition] = deque()
        done: list[Done] = []
        try:
            while True:
                while idle and (partition := ready.popleft() if ready else next(coming, None)):
                    worker = idle.pop()
                    at_work[worker.begin(partition, asked)] = worker, partition
                yield from done
                if not at_work:
                    return
                # The next ones are read while these are worked on.
                ready.extend(islice(coming, count - len(ready)))
                if not ready:
                    for worker in idle:
                        worker.end()
                done = []
                for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                    worker, partition = at_work.pop(future)
                    idle.append(worker)
                    try:
                        done.append(future.result())
                    except BrokenProcessPool:
                        worker.end()
                        done.append(_carefully(partition, asked, context))
        except KeyboardInterrupt:
            # What they are writing is written whole or not at all, as if they had been killed.
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
            raise
        finally:
            for worker in team:
                worker.end()

    return workers


class _Worker:
    """A process that does one partition after the other, and is renewed after so many articles."""

    def __init__(self, context: SpawnContext, articles: int) -> None:
        self._context = context
        self._articles = articles
        self._done = 0
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, partition: Partition, asked: Asked) -> Future[Done]:
        """Begin with a partition, the one before being done."""
        if self._done >= self._articles:
            self.end()
        if self._pool is None:
            self._pool, self._done = ProcessPoolExecutor(1, mp_context=self._context), 0
        self._done += len(partition[1])
        with _deaf_to_interrupts():
            return self._pool.submit(work, *partition, asked)

    def end(self) -> None:
        """End the process, without waiting until it has ended."""
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let processes that start in this block not hear Ctrl-C, which a terminal sends to them too.

    They would write a traceback each; here it is heard after the block, and ends them.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _carefully(partition: Partition, asked: Asked, context: SpawnContext) -> Done:
    """Work on a partition that a worker may have died of; articles that kill their worker become failures."""
    index, items = partition
    done = _alone(context, work, index, items, asked)
    if done is None:
        done = _alone(context, work, index, without_killers(items, asked, context, kills=True), asked)
    if done is None:
        raise RuntimeError(
            f"the worker of partition {index} died, and no article of it is the cause: out of memory?"
        )
    return done


def without_killers(
    items: list[Article | Failure], asked: Asked, context: SpawnContext, *, kills: bool = False
) -> list[Article | Failure]:
    """Return the items with a failure in the place of each article that kills its process.

    Halves are tried, so that one bad article of 500 costs some ten processes. `kills` says that these items
    are known to kill theirs.
    """
    if not items or (not (kills and len(items) > 1) and _alone(context, survive, items, asked)):
        return items
    if len(items) == 1:
        doc_id = items[0].id if isinstance(items[0], Article) else items[0].doc_id
        return [Failure(doc_id=doc_id, reason="the worker process died on it")]
    middle = len(items) // 2
    first = without_killers(items[:middle], asked, context)
    # Where the first half is harmless, the cause is in the second.
    return [*first, *without_killers(items[middle:], asked, context, kills=first == items[:middle])]


def _alone(context: SpawnContext, function: Callable[..., Made], *arguments: object) -> Made | None:
    """Return what a function returns in a process of its own; None where that dies."""
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        try:
            return pool.submit(function, *arguments).result()
        except BrokenProcessPool:
            return None
