"""Sorting more than memory holds: sorted runs on disk, some of which are merged when there are many."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from heapq import merge
from pathlib import Path
from typing import Any

RUN_ITEMS = 1_000
"""Items held in memory; incidents take some 3 kB each."""

FAN = 64
"""Runs read at once: every one is an open file, and systems allow 256 and more."""

Item = tuple[Any, int, bytes]


class Sorted:
    """Things in the order of their keys, and of their coming where keys are equal.

    Parameters
    ----------
    folder : Path
        For the runs.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._waiting: list[Item] = []
        self._levels: list[list[Path]] = []
        self._count = 0
        self._files = 0

    def add(self, key: Any, thing: object) -> None:
        """Take one thing; keys must be comparable."""
        self._waiting.append((key, self._count, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)))
        self._count += 1
        if len(self._waiting) == RUN_ITEMS:
            self._write(iter(sorted(self._waiting)), 0)
            self._waiting.clear()

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        """Yield each key with its thing."""
        runs = [_read(path) for level in self._levels for path in level]
        for key, _, packed in merge(*runs, iter(sorted(self._waiting))):
            yield key, pickle.loads(packed)  # noqa: S301 - written by this process, in this run

    def _write(self, items: Iterator[Item], level: int) -> None:
        """Write a run; where a level is full, its runs become one of the next, so that few are open."""
        path = self._folder / f"{self._files}"
        self._files += 1
        with path.open("wb") as file:
            for item in items:
                pickle.dump(item, file, pickle.HIGHEST_PROTOCOL)
        if level == len(self._levels):
            self._levels.append([])
        runs = self._levels[level]
        runs.append(path)
        if len(runs) == FAN:
            self._write(merge(*map(_read, runs)), level + 1)
            for run in runs:
                run.unlink()
            runs.clear()


def _read(path: Path) -> Iterator[Item]:
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)  # noqa: S301 - written by this process, in this run
