"""Workers on a Dask cluster. The folder of the run must be one that every worker sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from geoincidents.batch.partition import Asked, Done, Failure, work
from geoincidents.batch.run import Partition, Workers
from geoincidents.errors import GeoincidentsError, MissingExtraError

WAITING_PER_WORKER = 2
"""Partitions handed out for each thread: one at work and one waiting, so that memory stays flat."""

RETRIES = 3
"""Times that a partition is given to another worker after an error that is not an article's."""


def cluster(scheduler: str) -> Workers:
    """Return workers that are those of the Dask cluster at an address, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    MissingExtraError
        When dask and distributed are not installed.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise MissingExtraError("a Dask cluster", "batch") from error

    def workers(partitions: Iterable[Partition], asked: Asked) -> Iterator[Done]:
        try:
            client = distributed.Client(scheduler, set_as_default=False)
        except (OSError, ValueError) as error:
            raise GeoincidentsError(f"no Dask scheduler answers at {scheduler}: {error}") from error
        with client:
            yield from _handed_out(client, distributed, iter(partitions), asked)

    return workers


def _handed_out(client: Any, distributed: Any, coming: Iterator[Partition], asked: Asked) -> Iterator[Done]:
    running: dict[Any, Partition] = {}
    finished = distributed.as_completed(loop=client.loop)

    def hand_out(partition: Partition) -> None:
        # Data goes with the task, so that the scheduler can give it to another worker when one is lost.
        future = client.submit(work, *partition, asked, pure=False, retries=RETRIES)
        running[future] = partition
        finished.add(future)

    def fill() -> None:
        threads = max(1, sum(client.nthreads().values()))
        while len(running) < threads * WAITING_PER_WORKER and (partition := next(coming, None)):
            hand_out(partition)

    fill()
    while running:
        future = next(finished)
        index, items = running.pop(future)
        if future.status == "error" and isinstance(future.exception(), distributed.KilledWorker):
            # Workers died of it again and again: its articles are tried one at a time, each a task.
            hand_out((index, _without_killers(client, distributed, items, asked)))
        else:
            yield future.result()
        fill()


def _without_killers(client: Any, distributed: Any, items: list[Any], asked: Asked) -> list[Any]:
    from geoincidents.batch.partition import survive  # noqa: PLC0415

    kept: list[Any] = []
    for item in items:
        future = client.submit(survive, [item], asked, pure=False)
        try:
            future.result()
            kept.append(item)
        except distributed.KilledWorker:
            doc_id = getattr(item, "id", None) or getattr(item, "doc_id", None)
            kept.append(Failure(doc_id=doc_id, reason="the worker process died on it"))
    return kept
