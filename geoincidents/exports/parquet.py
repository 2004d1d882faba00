"""GeoParquet: both geometries as geometries, lists as JSON text, the same schema for every file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geoincidents.errors import IncidentFileError, MissingExtraError
from geoincidents.exports.plain import compact, plain_value
from geoincidents.exports.table import typed
from geoincidents.files import whole_file
from geoincidents.frame import COLUMNS, build

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


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
