"""Reports of one incident in different partitions become one incident, a block of place and time at a time.

Only incidents of one country within some days of each other can be the same, so a block is one country and
one window of days, and the work grows with the number of incidents, not with its square. Windows have edges:
a second pass, whose windows are shifted by half a window, joins what an edge of the first kept apart.

Most incidents have one report. A row that no other of its block can be one with goes through as it is stored.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gazetteer.geocoder import Gazetteer
from gazetteer.location import Location, Precision
from geoincidents.batch.folder import Folder
from geoincidents.batch.sorting import Sorted
from geoincidents.exports import parquet
from geoincidents.frame import to_frame
from geoincidents.incidents.merge import may_be_one, merge
from geoincidents.types import Count, Incident

if TYPE_CHECKING:
    import pyarrow as pa

WINDOW_DAYS = 16
"""Reports of one incident differ by a few days at most; half a window is more than that."""

MERGED_ROWS = 1_000
"""Incidents a partition of the merged table: some megabytes, which every reader can hold."""

Row = tuple[Any, ...]
"""An incident as it is stored, a value a column."""

Key = tuple[str, int]
_UNDATED = -1
"""Window of incidents without a date, which are never merged: nothing says that they are the same."""


def merge_partitions(folder: Folder, gazetteer: Gazetteer) -> int:
    """Write the merged table of a folder whose partitions are all whole; return its number of incidents."""
    spool = folder.path / ".merging"
    shutil.rmtree(spool, ignore_errors=True)
    for part in folder.parts("merged"):
        part.unlink()
    parts = folder.parts("incidents")
    if not parts:
        parquet.write(to_frame([]), str(folder.part("merged", 0)))
        return 0
    blocks = _Blocks(parquet.schema_of(parts[0]), gazetteer)
    first, second = Sorted(spool / "1"), Sorted(spool / "2")
    for part in parts:
        for stored in parquet.stored_rows(part):
            first.add(blocks.key_of(stored), tuple(stored.values()))
    for country, told in blocks.merged(first):
        second.add((country, _window(blocks.day_of(told), WINDOW_DAYS // 2)), told)
    merged = (told for _, told in blocks.merged(second))
    total = 0
    for index, chunk in enumerate(_chunks(merged)):
        rows = blocks.stored(chunk)
        parquet.write_rows(rows, blocks.schema, folder.part("merged", index))
        total += len(rows)
    if not total:
        parquet.write_rows([], blocks.schema, folder.part("merged", 0))
    shutil.rmtree(spool, ignore_errors=True)
    return total


def _chunks(told: Iterator[Row | Incident]) -> Iterator[list[Row | Incident]]:
    while chunk := list(islice(told, MERGED_ROWS)):
        yield chunk


def _window(day: date | None, shift_days: int) -> int:
    return _UNDATED if day is None else (day.toordinal() + shift_days) // WINDOW_DAYS


class _Blocks:
    """The merging of one block after the other, of rows as they are stored and of incidents merged before.

    Parameters
    ----------
    schema : pyarrow.Schema
        Of the stored rows.
    gazetteer : Gazetteer
        For the places of incidents that are merged.
    """

    def __init__(self, schema: pa.Schema, gazetteer: Gazetteer) -> None:
        self.schema = schema
        self._gazetteer = gazetteer
        self._columns = list(schema.names)

    def named(self, row: Row) -> dict[str, Any]:
        """Return a stored row with its columns' names."""
        return dict(zip(self._columns, row, strict=True))

    def stored(self, chunk: Sequence[Row | Incident]) -> list[dict[str, Any]]:
        """Return the rows to store, those of incidents that were merged made anew."""
        incidents = [told for told in chunk if isinstance(told, Incident)]
        made = iter(parquet.rows_to_store(to_frame(incidents, self._gazetteer)) if incidents else ())
        return [next(made) if isinstance(told, Incident) else self.named(told) for told in chunk]

    def key_of(self, stored: Mapping[str, Any]) -> Key:
        """Return the block of an incident: the country of its point, and the window of its first day."""
        country = stored["country_code"]
        if country is None and stored["lon"] is not None:
            # At sea: the cell of ten degrees, so that neighbours still meet.
            country = f"{int(stored['lon'] // 10)}x{int(stored['lat'] // 10)}"
        return country or "none", _window(_day(stored["date_start"]), 0)

    def day_of(self, told: Row | Incident) -> date | None:
        """Return the first day of an incident."""
        return told.date_start if isinstance(told, Incident) else _day(self.named(told)["date_start"])

    def merged(self, told: Iterable[tuple[Key, Row | Incident]]) -> Iterator[tuple[str, Row | Incident]]:
        """Yield the country and each incident, block after block, with what is one made one."""
        for key, block in groupby(told, key=lambda pair: pair[0]):
            items = [one for _, one in block]
            for one in items if key[1] == _UNDATED or len(items) == 1 else self._block(items):
                yield key[0], one

    def _block(self, items: list[Row | Incident]) -> list[Row | Incident]:
        sketches = [self._sketch(one) for one in items]
        together = may_be_one(sketches)
        told = [(_order(sketch), items[n]) for n, sketch in enumerate(sketches) if n not in together]
        whole = {n: self._whole(items[n]) for n in sorted(together)}
        # One that stands alone after all stays as it was stored.
        stored = {id(incident): items[n] for n, incident in whole.items()}
        told += [(_order(one), stored.get(id(one), one)) for one in merge(whole.values())]
        return [one for _, one in sorted(told, key=itemgetter(0))]

    def _whole(self, told: Row | Incident) -> Incident:
        return told if isinstance(told, Incident) else parquet.incident_of(self.named(told), self._gazetteer)

    def _sketch(self, told: Row | Incident) -> Incident:
        """Return as much of an incident as tells whether another can be the same."""
        if isinstance(told, Incident):
            return told
        row = self.named(told)
        location = None
        if row["lon"] is not None:
            location = Location(
                lon=row["lon"],
                lat=row["lat"],
                region=parquet.geometry_of(row["region"]),
                coverage=row["coverage"],
                uncertainty_m=row["uncertainty_m"],
                precision=Precision[row["precision"].upper()],
                method=row["location_method"],
            )
        killed, abducted, detained = (
            Count(low=row[f"{harm}_low"], best=row[f"{harm}_best"], high=row[f"{harm}_high"])
            for harm in ("killed", "abducted", "detained")
        )
        return Incident(
            id=row["incident_id"],
            title=row["title"],
            event_type=row["event_type"],
            sub_event_type=row["sub_event_type"],
            date_start=_day(row["date_start"]),
            date_end=_day(row["date_end"]),
            location=location,
            place=None,
            place_name=row["place_name"],
            killed=killed,
            abducted=abducted,
            detained=detained,
            confidence=row["confidence"],
            type_confidence=row["type_confidence"],
            place_confidence=row["place_confidence"],
            date_confidence=row["date_confidence"],
            reports=(),
        )


def _order(incident: Incident) -> tuple[str, str]:
    return str(incident.date_start or ""), incident.id


def _day(value: Any) -> date | None:
    """Return the day of a stored time stamp."""
    return None if value is None else date(value.year, value.month, value.day)
