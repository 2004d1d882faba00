"""Incidents ↔ GeoDataFrame, by the one table of columns.

The geometry is the best point; the region that holds the place is the second geometry column, ``region``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from gazetteer.location import Location, Precision
from gazetteer.place import Place
from geoincidents.columns import COLUMNS, HARMS, PLACE_COLUMNS, Column
from geoincidents.records import Records, places_of, records_of
from geoincidents.types import Count, Incident, Parse, PlaceInRole, Report, Toll

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from gazetteer.geocoder import Gazetteer

__all__ = [
    "COLUMNS",
    "PLACE_COLUMNS",
    "Column",
    "build",
    "frame_of",
    "from_frame",
    "incident_of_row",
    "places_frame",
    "rows_of",
    "to_frame",
]

CRS = "EPSG:4326"


def to_frame(incidents: Iterable[Incident], gazetteer: Gazetteer | None = None) -> GeoDataFrame:
    """Return incidents as a GeoDataFrame with the columns of `COLUMNS`, one row each, in the given order.

    Parameters
    ----------
    incidents : iterable of Incident
        What to write.
    gazetteer : Gazetteer or None
        Names the country and the division of each point; None leaves those that only it knows null.
    """
    return frame_of(records_of(incidents, gazetteer))


def places_frame(parses: Iterable[Parse]) -> GeoDataFrame:
    """Return every place of the articles, resolved or not, and the relative ones, in text order."""
    return frame_of(places_of(parses))


def frame_of(records: Records) -> GeoDataFrame:
    """Return records as a GeoDataFrame, their chain of evidence with them."""
    frame = build(records.rows, records.columns)
    frame.attrs.update(records.attrs)
    return frame


def build(rows: Iterable[Mapping[str, Any]], columns: Iterable[Column] = COLUMNS) -> GeoDataFrame:
    """Return a GeoDataFrame of plain rows with exactly `columns` and the point, in the columns' types."""
    import geopandas  # noqa: PLC0415 - heavy; the command's help must not load it
    import pandas as pd  # noqa: PLC0415

    rows = list(rows)
    data: dict[str, Any] = {}
    for column in columns:
        values = [row.get(column.name) for row in rows]
        data[column.name] = _series(values, column, pd, geopandas)
    frame = geopandas.GeoDataFrame(data)
    points = geopandas.points_from_xy(frame["lon"], frame["lat"])
    points[frame["lon"].isna().to_numpy()] = None
    return frame.set_geometry(geopandas.GeoSeries(points, index=frame.index, crs=CRS).rename("geometry"))


def _series(values: list[Any], column: Column, pd: Any, geopandas: Any) -> Any:
    match column.dtype:
        case "geometry":
            return geopandas.GeoSeries(values, crs=CRS)
        case "integer":
            return pd.array(values, dtype="Int64")
        case "number":
            return pd.array(
                [float("nan") if value is None else float(value) for value in values], dtype="float64"
            )
        case "date":
            return pd.to_datetime(pd.Series(values, dtype=object)).astype("datetime64[s]")
        case "list":
            return pd.Series([None if value is None else list(value) for value in values], dtype=object)
        case _:
            return pd.Series(values, dtype=object)


def from_frame(frame: GeoDataFrame, gazetteer: Gazetteer | None = None) -> tuple[Incident, ...]:
    """Return the incidents of a frame; the inverse of `to_frame` with the same gazetteer.

    Parameters
    ----------
    frame : GeoDataFrame
        With the columns of `COLUMNS`.
    gazetteer : Gazetteer or None
        Gives the places of the ids; None leaves every ``place`` None.
    """
    return tuple(incident_of_row(row, gazetteer) for row in rows_of(frame))


def rows_of(frame: GeoDataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a frame of incidents as dicts, None for every null, without the point."""
    import pandas as pd  # noqa: PLC0415 - not for --help

    def plain(value: Any) -> Any:
        if isinstance(value, (list, dict)):
            return value
        return None if pd.isna(value) else getattr(value, "item", lambda: value)()

    names = [column.name for column in COLUMNS if column.name in frame.columns]
    for row in zip(*(frame[name] for name in names), strict=True):
        yield {name: plain(value) for name, value in zip(names, row, strict=True)}


def incident_of_row(row: Mapping[str, Any], gazetteer: Gazetteer | None) -> Incident:
    """Return the incident of a row as `rows_of` yields it."""

    def place_of(place_id: str | None) -> Place | None:
        return gazetteer.place(place_id) if gazetteer is not None and place_id is not None else None

    def count_of(harm: str) -> Count | None:
        bounds = {bound: row[f"{harm}_{bound}"] for bound in ("low", "best", "high")}
        if all(value is None for value in bounds.values()):
            return None
        return Count(**{bound: None if value is None else int(value) for bound, value in bounds.items()})

    location = None
    if row["lon"] is not None:
        location = Location(
            lon=row["lon"],
            lat=row["lat"],
            region=row["region"],
            coverage=row["coverage"],
            uncertainty_m=row["uncertainty_m"],
            precision=Precision[row["precision"].upper()],
            method=row["location_method"],
            place_ids=tuple(row["place_ids"] or ()),
            reasons=tuple(row["location_reasons"] or ()),
        )
    return Incident(
        id=row["incident_id"],
        title=row["title"],
        event_type=row["event_type"],
        sub_event_type=row["sub_event_type"],
        date_start=_date(row["date_start"]),
        date_end=_date(row["date_end"]),
        location=location,
        place=place_of(row["place_id"]),
        place_name=row["place_name"],
        places=tuple(
            _other_place_of(other, place_of(other["place_id"])) for other in row["other_places"] or ()
        ),
        tolls=tuple(
            Toll(
                harm=toll["harm"],
                count=Count(low=toll["low"], best=toll["best"], high=toll["high"]),
                who=toll["who"],
                group=toll["group"],
                source=toll["source"],
                span=(toll["start"], toll["end"]),
            )
            for toll in row["tolls"] or ()
        ),
        actors=tuple(row["actors"] or ()),
        target=row["target"],
        weapon=row["weapon"],
        confidence=row["confidence"],
        type_confidence=row["type_confidence"],
        place_confidence=row["place_confidence"],
        date_confidence=row["date_confidence"],
        reports=tuple(_report_of(report) for report in row["reports"]),
        reasons=tuple(row["reasons"] or ()),
        **{harm: count_of(harm) for harm in HARMS},
    )


def _date(value: Any) -> date | None:
    if value is None:
        return None
    return (
        date.fromisoformat(value[:10]) if isinstance(value, str) else date(value.year, value.month, value.day)
    )


def _other_place_of(other: dict[str, Any], place: Place | None) -> PlaceInRole:
    """Rebuild another place; its location is the bare point, for the frame keeps no region of it."""
    from shapely import Point  # noqa: PLC0415

    location = None
    if other["lon"] is not None:
        location = Location(
            lon=other["lon"],
            lat=other["lat"],
            region=Point(other["lon"], other["lat"]),
            coverage=0.0,
            uncertainty_m=0.0,
            precision=Precision.TOWN,
            method="place",
            place_ids=(other["place_id"],) if other["place_id"] else (),
        )
    return PlaceInRole(
        name=other["name"],
        place=place,
        location=location,
        role=other["role"],
        span=(other["start"], other["end"]),
    )


def _report_of(report: dict[str, Any]) -> Report:
    return Report(
        doc_id=report["doc_id"],
        quote_span=(report["quote_start"], report["quote_end"]),
        trigger_span=(report["trigger_start"], report["trigger_end"]),
        quote=report["quote"],
        title=report.get("title"),
        url=report.get("url"),
        publisher=report.get("publisher"),
        published=_date(report.get("published")),
        claims=tuple((report.get("claims") or {}).items()),
    )
