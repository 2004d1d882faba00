"""Which format a file has, and one call to write it or read it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from geoincidents.errors import IncidentFileError
from geoincidents.frame import frame_of
from geoincidents.plugins import load, plugins
from geoincidents.records import Records

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

SUFFIXES = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".geojsonl": "geojsonseq",
    ".geojsons": "geojsonseq",
    ".csv": "csv",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".fgb": "fgb",
    ".kml": "kml",
}
"""Format by suffix, lower case. A plug-in named like a suffix takes that suffix."""

_READERS = {
    "geojson": "geoincidents.exports.geojson:read",
    "jsonl": "geoincidents.exports.geojson:read_lines",
    "csv": "geoincidents.exports.table:read",
    "gpkg": "geoincidents.exports.ogr:read_gpkg",
    "geojsonseq": "geoincidents.exports.geojson:read_lines",
    "parquet": "geoincidents.exports.parquet:read",
}


_FROM_RECORDS = frozenset({"geojson", "geojsonseq", "jsonl"})
"""Formats that need no geopandas; writers of the others, and plug-ins', are given a frame."""


def format_of(target: str) -> str:
    """Return the name of the format of a file or address.

    Raises
    ------
    IncidentFileError
        When there is no writer for it.
    """
    if target.startswith(("postgresql://", "postgres://")):
        return "postgis"
    suffix = Path(target).suffix.lower()
    name = SUFFIXES.get(suffix) or suffix.removeprefix(".")
    if name not in plugins("writers"):
        known = ", ".join(sorted(SUFFIXES))
        raise IncidentFileError(f"{target}: no format has the suffix {suffix!r}; known: {known}")
    return name


def write_incidents(frame: GeoDataFrame | Records, target: str | Path, *, format: str | None = None) -> None:
    """Write a frame of incidents, whole or not at all.

    Parameters
    ----------
    frame : GeoDataFrame or Records
        With the columns of `geoincidents.frame.COLUMNS`; ``attrs["evidence"]`` goes into the file's metadata.
    target : str or path
        File, or ``postgresql://…``.
    format : str or None
        Name of a writer; None chooses by the suffix.
    """
    target = str(target)
    name = format or format_of(target)
    write = load("writers", name)
    if isinstance(frame, Records) and name not in _FROM_RECORDS:
        frame = frame_of(frame)
    try:
        write(frame, target)
    except OSError as error:
        raise IncidentFileError(f"{target}: {error.strerror or error}") from error


def read_incidents(path: str | Path) -> GeoDataFrame:
    """Return the frame of a file that `write_incidents` wrote.

    Raises
    ------
    IncidentFileError
        When it cannot be read, or is not a file of incidents.
    """
    path = Path(path)
    name = SUFFIXES.get(path.suffix.lower(), "")
    if name not in _READERS:
        known = ", ".join(sorted(suffix for suffix, form in SUFFIXES.items() if form in _READERS))
        raise IncidentFileError(f"{path}: incidents can be read from {known}")
    module, _, function = _READERS[name].partition(":")
    try:
        frame: GeoDataFrame = getattr(import_module(module), function)(path)
    except OSError as error:
        raise IncidentFileError(f"{path}: {error.strerror or error}") from error
    return frame
