"""GeoParquet: both geometries as geometries, lists as JSON text, the same schema for every file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from geoincidents.errors import IncidentFileError, MissingExtraError
from geoincidents.exports.plain import compact, plain_value
from geoincidents.exports.table import typed
from geoincidents.files import whole_file
from geoincidents.frame import COLUMNS, build, incident_of_row
from geoincidents.types import Incident

if TYPE_CHECKING:
    import pyarrow as pa
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

    from gazetteer.geocoder import Gazetteer


def as_stored(frame: GeoDataFrame) -> GeoDataFrame:
    """Return a frame whose columns have one type each, also where every value is null."""
    stored = frame.reset_index(drop=True)
    for name in stored.columns:
        if stored[name].dtype.kind == "O" and not hasattr(stored[name], "geom_type"):
            values = [
                compact(plain_value(value)) if isinstance(value, (list, tuple, dict)) else value
                for value in stored[name]
            ]
            stored[name] = values
            stored[name] = stored[name].astype("string")
    stored.attrs = dict(frame.attrs)
    return stored


def write(frame: GeoDataFrame, target: str) -> None:
    """Write a GeoParquet file; the chain of evidence is in its metadata, as pandas' ``attrs``.

    Raises
    ------
    MissingExtraError
        When pyarrow is not installed.
    """
    with whole_file(target) as path:
        try:
            as_stored(frame).to_parquet(path, index=False, compression="zstd", geometry_encoding="WKB")
        except ImportError as error:
            raise MissingExtraError("writing GeoParquet", "parquet") from error


def read(path: Path) -> GeoDataFrame:
    """Read a GeoParquet file that `write` wrote.

    Raises
    ------
    IncidentFileError
        When it is no GeoParquet, or not of incidents.
    """
    import geopandas  # noqa: PLC0415

    try:
        stored = geopandas.read_parquet(path)
    except ImportError as error:
        raise MissingExtraError("reading GeoParquet", "parquet") from error
    except FileNotFoundError:
        raise
    except Exception as error:  # pyarrow and geopandas raise several kinds
        raise IncidentFileError(f"{path}: not a GeoParquet file: {error}") from error
    if "incident_id" not in stored.columns:
        raise IncidentFileError(f"{path}: not incidents: no column 'incident_id'")
    names = [column.name for column in COLUMNS if column.name in stored.columns]
    rows = []
    for number, row in enumerate(zip(*(stored[name] for name in names), strict=True), start=1):
        values = {
            name: value
            for name, value in zip(names, row, strict=True)
            if value is not None and type(value).__name__ != "NAType" and value == value  # noqa: PLR0124 - NaN
        }
        rows.append(typed(values, f"{path}:{number}"))
    frame = build(rows)
    frame.attrs.update(stored.attrs)
    return frame


def schema_of(path: Path) -> pa.Schema:
    """Return the schema of a file that `write` wrote, with its metadata."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    return pq.read_schema(path)


def stored_rows(file: Path | BinaryIO) -> list[dict[str, Any]]:
    """Return the rows of a file that `write` wrote as stored: geometries as WKB, lists as JSON."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    rows: list[dict[str, Any]] = pq.read_table(file).to_pylist()
    return rows


def rows_to_store(frame: GeoDataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as `stored_rows` would after `write`."""
    file = io.BytesIO()
    as_stored(frame).to_parquet(file, index=False, geometry_encoding="WKB")
    return stored_rows(file)


def write_rows(rows: Sequence[Mapping[str, Any]], schema: pa.Schema, target: Path) -> None:
    """Write stored rows; the metadata, such as the box that holds all points, is made anew by geopandas."""
    import geopandas  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), file, compression="none")
    stored = geopandas.read_parquet(file)
    with whole_file(target) as path:
        stored.to_parquet(path, index=False, compression="zstd", geometry_encoding="WKB")


def geometry_of(stored: bytes | None) -> BaseGeometry | None:
    """Return a stored geometry."""
    from shapely import from_wkb  # noqa: PLC0415

    geometry: BaseGeometry | None = from_wkb(stored)
    return geometry


def incident_of(row: Mapping[str, Any], gazetteer: Gazetteer | None) -> Incident:
    """Return the incident of a stored row."""
    values = {name: value for name, value in row.items() if value is not None}
    if "region" in values:
        values["region"] = geometry_of(values["region"])
    known = typed(values, str(row["incident_id"]))
    return incident_of_row({column.name: known.get(column.name) for column in COLUMNS}, gazetteer)
