"""Dumps → drafts, by several processes; rows that meet the default database come back."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from gazetteer.build.alternates import Alternates, Progress
from gazetteer.build.default import SOURCE_NUMBERS
from gazetteer.build.draft import Draft
from gazetteer.build.overlay import is_division
from gazetteer.build.record import Record
from gazetteer.build.sources.geonames import chunks, decoded, read_line
from gazetteer.errors import SourceError

SMALL_BYTES = 30_000_000
"""Dumps up to this size are read by one process: starting more would take longer."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs to read a piece of a dump."""

    folder: Path
    arabic: frozenset[str]
    held_back: frozenset[int]
    alternates: Path | None


def read(paths: Sequence[Path], task: Task, workers: int, progress: Progress) -> Iterator[Record]:
    """Have every dump read into drafts; yield the records that were held back."""
    pieces = ((path.name, number, piece) for path in paths for number, piece in chunks(path))
    rows = 0
    if workers == 1 or sum(path.stat().st_size for path in paths) <= SMALL_BYTES:
        _start(task)
        for name, number, piece in pieces:
            held, count = _read_piece(name, number, piece)
            rows += count
            progress("places", rows)
            yield from held
        return
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start_process, initargs=(task,)
    ) as pool:
        running: set[Future[tuple[list[Record], int]]] = set()
        try:
            for name, number, piece in pieces:
                running.add(pool.submit(_read_piece, name, number, piece))
                if len(running) >= 2 * workers:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        held, count = future.result()
                        rows += count
                        yield from held
                    progress("places", rows)
            for future in running:
                held, count = future.result()
                rows += count
                yield from held
            progress("places", rows)
        except BrokenProcessPool as error:
            raise SourceError("a reading process was ended from outside (out of memory?)") from error
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_task: Task | None = None


def _start(task: Task) -> None:
    """Remember in a reading process what it shall do."""
    global _task  # noqa: PLW0603  # a process pool's initializer has no other place
    _task = task


def _start_process(task: Task) -> None:
    """Begin in a process of its own: Ctrl-C, which a terminal sends to it too, is for the main process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _start(task)


def _read_piece(name: str, first: int, piece: bytes) -> tuple[list[Record], int]:
    """Read lines of a dump into this process's draft; return the records held back and the count of rows."""
    task = _task
    if task is None:
        raise RuntimeError("the process was not started with its task")
    held = []
    draft = Draft(task.folder / f"dump-{os.getpid()}", SOURCE_NUMBERS, task.arabic)
    alternates = None if task.alternates is None else Alternates(task.alternates)
    rows = 0
    for number, line in enumerate(decoded(name, first, piece), first):
        rows += 1
        record = read_line(line.rstrip("\r"), f"{name}:{number}")
        if record is None:
            continue
        n = int(record.id[9:])
        if alternates is not None:
            alternates.apply(record, n)
        # Divisions take over codes, so they come back too.
        if n in task.held_back or is_division(record):
            held.append(record)
        else:
            draft.add(record)
    draft.close()
    return held, rows
