"""Checksums of the leading words of keys; see `gazetteer.store.Prefixes`.

Each draft gathers those of its own keys, so that the work is done by all processes; the database puts them
together. A set has no order, and so the bytes do not depend on who gathered what.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from gazetteer.store import BUCKETS

MAX_PREFIXES = 4_000_000
"""More checksums than this (16 MB) are not kept in memory by a reader: only first words are then stored."""
WAITING = 4_000_000
"""Checksums that wait before they are put among the others, so that memory stays flat."""

Checksums = NDArray[np.uint32]


def gathered(keys: Iterable[str]) -> tuple[bytes, bytes]:
    """Return the checksums of first words, and of every leading run of words, as little-endian numbers.

    A run that goes on is there with a space after it too.
    """
    single, several = set(), []
    for key in map(str.encode, keys):
        if b" " in key:
            several.append(key.split(b" "))
        else:
            single.add(crc32(key))
    firsts, runs = single, set(single)
    for first, *words in several:
        checksum = crc32(first)
        firsts.add(checksum)
        runs.add(checksum)
        for word in words:
            checksum = crc32(b" ", checksum)
            runs.add(checksum)
            checksum = crc32(word, checksum)
            runs.add(checksum)
    return _packed(firsts), _packed(runs)


def _packed(checksums: set[int]) -> bytes:
    return np.fromiter(checksums, "<u4", len(checksums)).tobytes()


def together(parts: Iterable[bytes], most: int | None = None) -> Checksums:
    """Return the distinct checksums of all parts in order; once over `most`, perhaps not all of them."""
    found: Checksums = np.empty(0, "<u4")
    waiting: list[Checksums] = []
    count = 0
    for part in parts:
        waiting.append(np.frombuffer(part, "<u4"))
        count += len(waiting[-1])
        if count >= WAITING:
            found = np.unique(np.concatenate([found, *waiting]))
            waiting, count = [], 0
            if most is not None and len(found) > most:
                return found
    return np.unique(np.concatenate([found, *waiting]))


def stored(checksums: Checksums) -> bytes:
    """Return the checksums as the database holds them: where each of their upper halves begins, then they."""
    counts = np.bincount(checksums >> 16, minlength=BUCKETS)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype("<u4")
    return starts.tobytes() + checksums.astype("<u4").tobytes()
