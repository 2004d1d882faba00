"""CSV: a row an incident, lists as JSON, regions as WKT, the chain of evidence in a file beside it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoincidents.errors import IncidentFileError
from geoincidents.exports.plain import compact, has_regions, plain_rows, rounded_geometry
from geoincidents.files import write_text
from geoincidents.frame import COLUMNS, build

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs a text cell that starts so (OWASP, CSV injection); an apostrophe before stops that."""


def dumps(frame: GeoDataFrame) -> str:
    """Return a CSV text with a header row."""
    out = io.StringIO()
    point = frame.geometry.name
    names = [name for name in frame.columns if name != point]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    regions = list(frame["region"]) if has_regions(frame) else [None] * len(frame)
    for row, region in zip(plain_rows(frame), regions, strict=True):
        if region is not None:
            row["region"] = rounded_geometry(region).wkt
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return compact(value) if isinstance(value, (list, dict)) else value


def metadata_path(path: str | Path) -> Path:
    """Return the path of the metadata beside a table, as CSV on the Web (W3C) names it."""
    return Path(f"{path}-metadata.json")


def write(frame: GeoDataFrame, target: str) -> None:
    """Write a CSV file, and the chain of evidence beside it."""
    write_text(target, dumps(frame))
    write_evidence_beside(frame, target)


def write_evidence_beside(frame: GeoDataFrame, target: str) -> None:
    """Write the chain of evidence of a file whose format has no room for it."""
    evidence = frame.attrs.get("evidence")
    if evidence:
        write_text(
            metadata_path(target), json.dumps({"geoincidents": evidence}, indent=1, ensure_ascii=False) + "\n"
        )


def read(path: Path) -> GeoDataFrame:
    """Read a CSV file of incidents."""
    csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise IncidentFileError(f"{path}: not a CSV file: {error}") from error
    if rows and "incident_id" not in rows[0]:
        raise IncidentFileError(f"{path}: not incidents: no column 'incident_id'")
    frame = build([typed(row, f"{path}:{number}") for number, row in enumerate(rows, start=2)])
    beside = metadata_path(path)
    if beside.exists():
        frame.attrs["evidence"] = json.loads(beside.read_text("utf-8")).get("geoincidents", {})
    return frame


def typed(row: dict[str, Any], where: str) -> dict[str, Any]:
    """Return a row of texts as values of the columns' types.

    Raises
    ------
    IncidentFileError
        When a text is not of its column's type; the message names row and column.
    """
    from shapely import from_wkt  # noqa: PLC0415

    values: dict[str, Any] = {}
    for column in COLUMNS:
        text = row.get(column.name)
        if text is None or text == "":
            continue
        try:
            match column.dtype:
                case "integer":
                    values[column.name] = int(float(text))
                case "number":
                    values[column.name] = float(text)
                case "list":
                    values[column.name] = json.loads(text) if isinstance(text, str) else text
                case "geometry":
                    values[column.name] = from_wkt(text) if isinstance(text, str) else text
                case "text":
                    escaped = text.startswith("'") and text[1:].startswith(_FORMULA)
                    values[column.name] = text[1:] if escaped else text
                case _:
                    values[column.name] = text
        except Exception as error:
            raise IncidentFileError(f"{where}: {column.name}: {str(text)[:60]!r}: {error}") from error
    return values
