"""Reports of one incident in different partitions become one incident, a block of place and time at a time.

Only incidents of one country within some days of each other can be the same, so a block is one country and
one window of days, and the work grows with the number of incidents, not with its square. Windows have edges:
a second pass, whose windows are shifted by half a window, joins what an edge of the first kept apart.
"""

from __future__ import annotations

import pickle
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from gazetteer.geocoder import Gazetteer
from geoincidents.batch.folder import Folder
from geoincidents.exports import parquet
from geoincidents.frame import from_frame, to_frame
from geoincidents.incidents.merge import merge
from geoincidents.types import Incident

WINDOW_DAYS = 16
"""Reports of one incident differ by a few days at most; half a window is more than that."""

MERGED_ROWS = 5_000
"""Incidents a partition of the merged table: some megabytes, which every reader can hold."""

Key = tuple[str, int]
_UNDATED = -1
"""Window of incidents without a date, which are never merged: nothing says that they are the same."""


def merge_partitions(folder: Folder, gazetteer: Gazetteer) -> int:
    """Write the merged table of a folder whose partitions are all whole; return its number of incidents."""
    spool = folder.path / ".merging"
    shutil.rmtree(spool, ignore_errors=True)
    for part in folder.parts("merged"):
        part.unlink()
    first, second = _Blocks(spool / "1"), _Blocks(spool / "2")
    for part in folder.parts("incidents"):
        first.add(from_frame(parquet.read(part), gazetteer), shift_days=0)
    for key, block in first:
        second.add(block if key[1] == _UNDATED else merge(block), shift_days=WINDOW_DAYS // 2)
    merged = (one for key, block in second for one in (block if key[1] == _UNDATED else merge(block)))
    total = 0
    index = 0
    while rows := list(islice(merged, MERGED_ROWS)):
        parquet.write(to_frame(rows, gazetteer), str(folder.part("merged", index)))
        total += len(rows)
        index += 1
    if not total:
        parquet.write(to_frame([]), str(folder.part("merged", 0)))
    shutil.rmtree(spool, ignore_errors=True)
    return total


class _Blocks:
    """Incidents on disk, a file a block, so that memory holds one block at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keys: set[Key] = set()

    def add(self, incidents: Iterable[Incident], *, shift_days: int) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        blocks: dict[Key, list[Incident]] = defaultdict(list)
        for incident in incidents:
            blocks[key_of(incident, shift_days)].append(incident)
        for key, block in blocks.items():
            self.keys.add(key)
            with self._file(key).open("ab") as file:
                pickle.dump(block, file)

    def __iter__(self) -> Iterator[tuple[Key, list[Incident]]]:
        for key in sorted(self.keys):
            block: list[Incident] = []
            with self._file(key).open("rb") as file:
                while file.peek(1):
                    block += pickle.load(file)  # noqa: S301 - written by this process, in this run
            yield key, block

    def _file(self, key: Key) -> Path:
        return self.path / f"{key[0]}_{key[1]}"


def key_of(incident: Incident, shift_days: int) -> Key:
    """Return the block of an incident: the country of its point, and the window of its first day."""
    country = incident.place.country_code if incident.place else None
    if country is None and incident.location is not None:
        # Without a place of its own: the cell of ten degrees, so that neighbours still meet.
        country = f"{int(incident.location.lon // 10)}x{int(incident.location.lat // 10)}"
    if incident.date_start is None:
        return country or "none", _UNDATED
    return country or "none", (incident.date_start.toordinal() + shift_days) // WINDOW_DAYS
