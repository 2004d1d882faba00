"""GeoJSON (RFC 7946), GeoJSON text sequences, and one line of JSON a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoincidents.columns import COLUMNS
from geoincidents.errors import IncidentFileError
from geoincidents.exports.plain import compact, plain_geometry, plain_rows
from geoincidents.files import write_text
from geoincidents.frame import build
from geoincidents.records import Records, records_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely import Point

    from gazetteer.geocoder import Gazetteer
    from geoincidents.types import Article, Incident

_MEMBER = "geoincidents"
"""Foreign member (RFC 7946, section 6.1) that holds the chain of evidence."""


def features(frame: GeoDataFrame | Records) -> Iterator[dict[str, Any]]:
    """Yield a GeoJSON feature for each incident; one without a location has no geometry."""
    points = _points(frame) if isinstance(frame, Records) else frame.geometry
    for row, point in zip(plain_rows(frame), points, strict=True):
        feature = {"type": "Feature", "geometry": plain_geometry(point), "properties": row}
        yield {"id": row["incident_id"], **feature} if "incident_id" in row else feature


def _points(records: Records) -> Iterator[Point | None]:
    from shapely import Point  # noqa: PLC0415

    for row in records.values():
        yield None if row["lon"] is None else Point(row["lon"], row["lat"])


def dumps(frame: GeoDataFrame | Records) -> str:
    """Return a FeatureCollection, one feature a line."""
    evidence = frame.attrs.get("evidence")
    member = f'"{_MEMBER}":{compact(evidence)},' if evidence else ""
    head = f'{{"type":"FeatureCollection",{member}"features":['
    return "\n".join([head, ",\n".join(compact(feature) for feature in features(frame)), "]}"]) + "\n"


def write(frame: GeoDataFrame | Records, target: str) -> None:
    """Write a FeatureCollection."""
    write_text(target, dumps(frame))


def write_sequence(frame: GeoDataFrame | Records, target: str) -> None:
    """Write newline-delimited GeoJSON: a feature a line."""
    write_text(target, "".join(f"{compact(feature)}\n" for feature in features(frame)))


def document_lines(
    documents: Iterable[tuple[Article, Iterable[Incident]]], gazetteer: Gazetteer
) -> Iterator[str]:
    """Yield a line a document, ``{"doc_id", other keys of its row, "incidents": [columns]}``."""
    for article, incidents in documents:
        found = list(plain_rows(records_of(incidents, gazetteer)))
        yield f"{compact({'doc_id': article.id, **article.extra, 'incidents': found})}\n"


def write_lines(frame: GeoDataFrame | Records, target: str) -> None:
    """Write a line a document that has incidents, in the order of the first incident of each."""
    documents: dict[str, list[dict[str, Any]]] = {}
    for row in plain_rows(frame):
        documents.setdefault(row["doc_id"], []).append(row)
    lines = [compact({"doc_id": doc_id, "incidents": found}) for doc_id, found in documents.items()]
    write_text(target, "".join(f"{line}\n" for line in lines))


def read(path: Path) -> GeoDataFrame:
    """Read a FeatureCollection of incidents."""
    try:
        collection = json.loads(path.read_text("utf-8"))
        rows = [feature["properties"] for feature in collection["features"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IncidentFileError(f"{path}: not a GeoJSON FeatureCollection: {error}") from error
    return _frame(path, rows, collection.get(_MEMBER))


def read_lines(path: Path) -> GeoDataFrame:
    """Read lines of documents, or of features."""
    rows: list[Any] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            value = json.loads(line)
            rows += value["incidents"] if "incidents" in value else [value["properties"]]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise IncidentFileError(
                f"{path}:{number}: neither a document with incidents nor a feature"
            ) from error
    return _frame(path, rows, None)


def _frame(path: Path, rows: list[Any], evidence: Any) -> GeoDataFrame:
    from shapely.geometry import shape  # noqa: PLC0415

    names = {column.name for column in COLUMNS}
    try:
        known = [{name: value for name, value in row.items() if name in names} for row in rows]
        for row in known:
            if "incident_id" not in row:
                raise ValueError("no 'incident_id'")
            region = row.get("region")
            row["region"] = None if region is None else shape(region)
        frame = build(known)
    except (AttributeError, ValueError, TypeError, KeyError) as error:
        raise IncidentFileError(f"{path}: not incidents: {error}") from error
    if evidence:
        frame.attrs["evidence"] = evidence
    return frame
