"""Workers as processes on this machine."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import SpawnContext
from typing import TypeVar

from geoincidents.batch.partition import Asked, Done, Failure, survive, work
from geoincidents.batch.run import Partition, Workers
from geoincidents.types import Article

Made = TypeVar("Made")

WAITING_PER_WORKER = 2
"""Partitions handed out for each worker: one at work and one waiting, so that memory stays flat."""


def processes(count: int) -> Workers:
    """Return workers that are `count` processes of this machine."""

    def workers(partitions: Iterable[Partition], asked: Asked) -> Iterator[Done]:
        # A fresh interpreter a worker: a fork would share the parent's database and threads.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(count, mp_context=context)
        running: dict[Future[Done], Partition] = {}
        others = set(multiprocessing.active_children())
        coming = iter(partitions)
        try:
            while True:
                while len(running) < count * WAITING_PER_WORKER and (partition := next(coming, None)):
                    with _deaf_to_interrupts():
                        running[pool.submit(work, *partition, asked)] = partition
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    partition = running.pop(future)
                    try:
                        done = future.result()
                    except BrokenProcessPool:
                        # A worker died, and took all that was handed out with it. One of these
                        # partitions may hold the cause, so each is done by itself.
                        broken = sorted([partition, *running.values()], key=lambda handed: handed[0])
                        running.clear()
                        pool.shutdown(wait=False, cancel_futures=True)
                        pool = ProcessPoolExecutor(count, mp_context=context)
                        for handed in broken:
                            yield _carefully(handed, asked, context)
                        break
                    yield done
        except KeyboardInterrupt:
            # What they are writing is written whole or not at all, as if they had been killed.
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    return workers


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
