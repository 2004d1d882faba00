"""Reports of one incident in different partitions become one incident, a block of place and time at a time.

Only incidents near each other can be the same, so a block is a tile of the earth and a window of days, and
the work grows with the number of incidents, not with its square. No block is a country: reports of an act at
a border name places on both of its sides. Tiles and windows have edges too: a second pass, whose tiles and
windows are shifted by half, joins what an edge of the first kept apart. Apart stay two that an edge of one
kind (of days, of longitude, of latitude) parts in the first pass and one of another kind in the second: of
pairs that are a day and 30 km apart one in 250, of those of one day or one spot hardly any.

Most incidents have one report. A row that no other of its block can be one with goes through as it is stored.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
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

TILE_DEG = 20.0
"""Side of a tile: far more than two reports of one incident differ by, and no more than a large country."""

Tile = tuple[int, int, int]
"""A window of days, and a tile's row and column."""

_UNDATED: Tile = (-1, -1, -1)
"""Of incidents without a date, which are never merged: nothing says that they are the same."""


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
            row = tuple(stored.values())
            first.add(blocks.tile_of(row, 0.0), row)
    for told in blocks.merged(first):
        second.add(blocks.tile_of(told, 0.5), told)
    merged = blocks.merged(second)
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
        self._day, self._lon, self._lat = map(self._columns.index, ("date_start", "lon", "lat"))

    def named(self, row: Row) -> dict[str, Any]:
        """Return a stored row with its columns' names."""
        return dict(zip(self._columns, row, strict=True))

    def stored(self, chunk: Sequence[Row | Incident]) -> list[dict[str, Any]]:
        """Return the rows to store, those of incidents that were merged made anew."""
        incidents = [told for told in chunk if isinstance(told, Incident)]
        made = iter(parquet.rows_to_store(to_frame(incidents, self._gazetteer)) if incidents else ())
        return [next(made) if isinstance(told, Incident) else self.named(told) for told in chunk]

    def tile_of(self, told: Row | Incident, shift: float) -> Tile:
        """Return the block of an incident, where blocks are shifted by such a part of their size."""
        if isinstance(told, Incident):
            day, where = told.date_start, told.location
            lon, lat = (None, None) if where is None else (where.lon, where.lat)
        else:
            day, lon, lat = _day(told[self._day]), told[self._lon], told[self._lat]
        if day is None:
            return _UNDATED
        window = int(day.toordinal() / WINDOW_DAYS + shift)
        if lon is None or lat is None:
            return window, -1, -1
        column = int((lon + 180.0) / TILE_DEG + shift) % round(360.0 / TILE_DEG)
        return window, int((lat + 90.0) / TILE_DEG + shift), column

    def merged(self, told: Iterable[tuple[Tile, Row | Incident]]) -> Iterator[Row | Incident]:
        """Yield the incidents, block after block, with what is one made one."""
        for tile, block in groupby(told, key=itemgetter(0)):
            items = (one for _, one in block)
            yield from items if tile == _UNDATED else self._block(list(items))

    def _block(self, items: list[Row | Incident]) -> list[Row | Incident]:
        if len(items) == 1:
            return items
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
