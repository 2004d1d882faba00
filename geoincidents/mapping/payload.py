"""A frame of incidents as the compact JSON that the page reads: arrays a column, repeated values once.

`frontend/src/payload.js` undoes it. A column is one of

- ``{"c": value}``: the same in every row;
- ``{"v": [value, …]}``: as it is;
- ``{"d": [value, …], "i": [index, …]}``: distinct values, and a row's index into them (-1: null);
- ``{"d": [value, …], "l": [[index, …], …]}``: lists of distinct values;
- ``{"k": [key, …], "r": [[[value, …], …], …], "i": [index, …]}``: lists of records, each distinct list once,
  and a row's index into them; ``true`` stands for the row's own value.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geoincidents.errors import IncidentFileError
from geoincidents.mapping.codec import encode_polygons

if TYPE_CHECKING:
    import geopandas

REGION_TOLERANCE = 0.0015
"""Regions are simplified by this share of their extent: under one pixel where the region fills a screen."""

LISTS = ("reasons", "location_reasons", "actors", "place_ids")
RECORDS = ("reports", "other_places", "tolls", "candidates", "anchors")
LEAN_COLUMNS = ("quote", "reasons", "location_reasons", *RECORDS)
"""Left out of maps above `LEAN_ABOVE` incidents; the links to the sources stay."""

LEAN_ABOVE = 20_000
"""From there the page would weigh more than 25 MB with its quotes (about 1 kB an incident)."""

_OWN = {
    "doc_id": "doc_id",
    "url": "source_url",
    "publisher": "publisher",
    "published": "published",
    "quote": "quote",
    "quote_start": "quote_start",
    "quote_end": "quote_end",
}
"""Key of a report → the incident's column that mostly says the same."""


def plain(value: Any) -> Any:
    """Return a cell as JSON can hold it; every kind of null is None.

    Numbers that are not finite are None as well, dates are ISO 8601 text.
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if type(value) in (str, int):  # most cells by far
        return value
    for kind, convert in _PLAIN:
        if isinstance(value, kind):
            return convert(value)
    return str(value)


def _plain_number(value: float) -> float | int | None:
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _plain_time(value: datetime) -> str:
    midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
    return value.date().isoformat() if midnight else value.isoformat()


_PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (str | bool | int, lambda value: value),
    (float | np.floating, _plain_number),
    (np.integer, int),
    (datetime, _plain_time),
    (date, date.isoformat),
    (Mapping, lambda value: {str(key): plain(item) for key, item in value.items()}),
    (Iterable, lambda value: [plain(item) for item in value]),
)


def listed(value: Any) -> list[Any]:
    """Return a list cell, which files may hold as JSON text or as "a; b"."""
    value = plain(value)
    if value is None or value == "":
        return []
    if isinstance(value, str):
        if value[0] in "[{":
            try:
                parsed = json.loads(value)
            except ValueError:
                return [value]
            return parsed if isinstance(parsed, list) else [parsed]
        return [part.strip() for part in value.split(";")]
    return value if isinstance(value, list) else [value]


def region_of(value: Any) -> BaseGeometry | None:
    """Return a region cell (geometry, GeoJSON, WKT, null) as a geometry.

    Raises
    ------
    IncidentFileError
        For text or a mapping that is no geometry.
    """
    if value is None or isinstance(value, float):
        return None
    if isinstance(value, BaseGeometry):
        return None if value.is_empty else value
    try:
        if isinstance(value, str):
            geometry = shape(json.loads(value)) if value.lstrip().startswith("{") else shapely.from_wkt(value)
        else:
            geometry = shape(value)
    except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError) as error:
        raise IncidentFileError(f"a region is no geometry: {error}") from None
    return None if geometry is None or geometry.is_empty else geometry


def encode_column(values: Sequence[Any]) -> dict[str, Any]:
    """Return a column of plain values in the shortest of its forms."""
    if not values:
        return {"v": []}
    first = values[0]
    if all(value == first and type(value) is type(first) for value in values):
        return {"c": first}
    if any(isinstance(value, list | dict) for value in values):
        return {"v": list(values)}
    keys: dict[tuple[type, Any], int] = {}
    index = [-1 if value is None else keys.setdefault((type(value), value), len(keys)) for value in values]
    distinct = [value for _, value in keys]
    if all(isinstance(value, str) for value in distinct) and len(distinct) * 3 < len(values) * 2:
        return {"d": distinct, "i": index}
    return {"v": list(values)}


def encode_lists(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Return a column of lists of texts, each distinct text once."""
    keys: dict[str, int] = {}
    indices = [[keys.setdefault(str(item), len(keys)) for item in row] for row in rows]
    return {"d": list(keys), "l": indices}


def encode_records(
    rows: Sequence[Sequence[Any]], own: Sequence[Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Return a column of lists of records; values that repeat the row's own columns become ``true``."""
    keys: dict[str, None] = {}
    for row in rows:
        for record in row:
            keys.update(dict.fromkeys(record))
    names = list(keys)
    distinct: dict[str, int] = {}
    encoded: list[Any] = []
    index = []
    for number, row in enumerate(rows):
        mine = own[number] if own is not None else {}
        records = [_trim([_shared(record.get(key), mine, key) for key in names]) for record in row]
        text = json.dumps(records, ensure_ascii=False)
        if text not in distinct:
            distinct[text] = len(encoded)
            encoded.append(records)
        index.append(distinct[text])
    return {"k": names, "r": encoded, "i": index}


def _shared(value: Any, own: Mapping[str, Any], key: str) -> Any:
    column = _OWN.get(key)
    if column is not None and value is not None and own.get(column) == value:
        return True
    return value


def _trim(values: list[Any]) -> list[Any]:
    while values and values[-1] is None:
        values.pop()
    return values


def encode_regions(values: Iterable[Any]) -> tuple[list[Any], list[int]]:
    """Return the distinct regions, encoded, and each row's index into them (-1: none)."""
    regions: list[Any] = []
    seen: dict[bytes, int] = {}
    index = []
    for value in values:
        geometry = region_of(value)
        if geometry is None:
            index.append(-1)
            continue
        key = geometry.wkb
        if key not in seen:
            encoded = encode_polygons(geometry, simplify=REGION_TOLERANCE)
            seen[key] = -1 if encoded is None else len(regions)
            if encoded is not None:
                regions.append(encoded)
        index.append(seen[key])
    return regions, index


def encode_frame(
    frame: geopandas.GeoDataFrame, *, extra: Mapping[str, Sequence[Any]] | None = None
) -> dict[str, Any]:
    """Return the frame as the page's data block.

    Parameters
    ----------
    frame : GeoDataFrame
        Incidents with the columns of `geoincidents.frame.COLUMNS`; any other plain column is carried along
        into the page's downloads. Rows in the frame's order.
    extra : mapping of str to sequence
        Further record columns, a value a row (``candidates``).

    Returns
    -------
    dict
        JSON-able; see the module's text.
    """
    lean = len(frame) > LEAN_ABOVE
    geometry = frame.geometry.name if "geometry" in frame or frame._geometry_column_name in frame else None
    plain_names = [str(name) for name in frame.columns if name not in (geometry, "region", *LISTS, *RECORDS)]
    names = [name for name in plain_names if not (lean and name in LEAN_COLUMNS)]
    columns = {name: [plain(value) for value in frame[name].tolist()] for name in names}
    _fill_coordinates(columns, frame, geometry)
    encoded: dict[str, Any] = {name: encode_column(values) for name, values in columns.items()}
    lists = {name: [listed(value) for value in frame[name]] for name in (*LISTS, *RECORDS) if name in frame}
    lists |= {name: [listed(value) for value in values] for name, values in (extra or {}).items()}
    for name, rows in lists.items():
        if lean and name in LEAN_COLUMNS:
            continue
        if name in LISTS:
            encoded[name] = encode_lists(rows)
        else:
            records = [[item for item in row if isinstance(item, dict)] for row in rows]
            encoded[name] = encode_records(
                records, _own_values(columns, len(frame)) if name == "reports" else None
            )
    regions, index = encode_regions(frame["region"] if "region" in frame else [None] * len(frame))
    return {
        "count": len(frame),
        "lean": lean,
        "order": [str(name) for name in frame.columns if name != geometry],
        "columns": encoded,
        "regions": regions,
        "region": encode_column(index),
    }


def _own_values(columns: Mapping[str, Sequence[Any]], count: int) -> list[dict[str, Any]]:
    shared = [column for column in _OWN.values() if column in columns]
    return [{column: columns[column][row] for column in shared} for row in range(count)]


def _fill_coordinates(
    columns: dict[str, list[Any]], frame: geopandas.GeoDataFrame, geometry: str | None
) -> None:
    """Take lon and lat from the point where the frame has no such columns; six decimals."""
    if "lon" not in columns or "lat" not in columns:
        points = list(frame[geometry]) if geometry is not None else [None] * len(frame)
        for name, axis in (("lon", "x"), ("lat", "y")):
            columns[name] = [
                plain(getattr(point, axis))
                if point is not None and point.geom_type == "Point" and not point.is_empty
                else None
                for point in points
            ]
    for name in ("lon", "lat"):
        columns[name] = [round(value, 6) if isinstance(value, float) else value for value in columns[name]]
