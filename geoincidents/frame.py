"""Incidents ↔ GeoDataFrame, by the one table of columns.

The geometry is the best point; the region that holds the place is the second geometry column, ``region``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from gazetteer.location import Location, Precision
from gazetteer.place import Place
from geoincidents import codes
from geoincidents.columns import COLUMNS, HARMS, PLACE_COLUMNS, Column
from geoincidents.types import Count, Incident, Parse, PlaceInRole, Report, Toll

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from gazetteer.geocoder import Gazetteer

__all__ = ["COLUMNS", "PLACE_COLUMNS", "Column", "build", "from_frame", "places_frame", "rows_of", "to_frame"]

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
    return build([_row(incident, gazetteer) for incident in incidents], COLUMNS)


def places_frame(parses: Iterable[Parse]) -> GeoDataFrame:
    """Return every place of the articles, resolved or not, and the relative ones, in text order."""
    rows: list[dict[str, Any]] = []
    for parse in parses:
        text = parse.article.text
        found = [
            {
                **_span("", resolution.mention.span),
                "text": resolution.mention.text,
                "kind": resolution.mention.kind,
                **_place(resolution.place),
                **_location(resolution.location),
                "role": resolution.role,
                "confidence": resolution.confidence,
                "reasons": list(resolution.reasons),
            }
            for resolution in parse.resolutions
        ]
        found += [
            {
                **_span("", relative.relation.span),
                "text": text[slice(*relative.relation.span)],
                "kind": "relative",
                **_location(relative.location),
                "reasons": list(relative.reasons),
            }
            for relative in parse.relatives
        ]
        found.sort(key=lambda row: (row["start"], -row["end"]))
        rows += [{"doc_id": parse.article.id, **row} for row in found]
    return build(rows, PLACE_COLUMNS)


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


def _row(incident: Incident, gazetteer: Gazetteer | None) -> dict[str, Any]:
    first = incident.reports[0]
    row = {
        "incident_id": incident.id,
        "title": incident.title,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "date_start": incident.date_start,
        "date_end": incident.date_end,
        "time_precision": codes.time_precision(incident.date_start, incident.date_end),
        "date_prec": codes.date_prec(incident.date_start, incident.date_end),
        "place_name": incident.place_name,
        "place_id": incident.place.id if incident.place else None,
        **_surroundings(incident, gazetteer),
        **_location(incident.location),
        "tolls": [_toll(toll) for toll in incident.tolls],
        "actors": list(incident.actors),
        "target": incident.target,
        "weapon": incident.weapon,
        "other_places": [_other_place(other) for other in incident.places],
        "quote": first.quote,
        **_span("quote_", first.quote_span),
        "doc_id": first.doc_id,
        "source_url": first.url,
        "publisher": first.publisher,
        "published": first.published,
        "reports": [_report(report) for report in incident.reports],
        "confidence": incident.confidence,
        "type_confidence": incident.type_confidence,
        "place_confidence": incident.place_confidence,
        "date_confidence": incident.date_confidence,
        "reasons": list(incident.reasons),
    }
    for harm in HARMS:
        count = getattr(incident, harm)
        for bound in ("low", "best", "high"):
            row[f"{harm}_{bound}"] = getattr(count, bound) if count else None
    location = incident.location
    if location is not None:
        row["geo_precision"] = codes.geo_precision(location)
        row["where_prec"] = codes.where_prec(location)
        row["geo_type"] = codes.geo_type(location, row["country_code"])
    return row


def _surroundings(incident: Incident, gazetteer: Gazetteer | None) -> dict[str, Any]:
    """Name the country and the division: the place's own, else those at the point."""
    place, location = incident.place, incident.location
    country: Place | None = None
    admin1: Place | None = None
    if gazetteer is not None and location is not None and location.precision != Precision.SEA:
        if place is not None and location.method == "place":
            country = gazetteer.country(place.country_code) if place.country_code else None
            if place.country_code and place.admin1_code:
                admin1 = gazetteer.admin(place.country_code, place.admin1_code)
        else:
            country = gazetteer.country_at(location.lon, location.lat)
            admin1 = gazetteer.admin1_at(location.lon, location.lat)
        if location.precision == Precision.COUNTRY:
            admin1 = None
    code = country.country_code if country else (place.country_code if place else None)
    return {
        "country": country.name if country else None,
        "country_code": code,
        "admin1": admin1.name if admin1 else None,
    }


def _location(location: Location | None) -> dict[str, Any]:
    if location is None:
        return {}
    return {
        "lon": location.lon,
        "lat": location.lat,
        "uncertainty_m": location.uncertainty_m,
        "region": location.region,
        "coverage": location.coverage,
        "precision": location.precision.name.lower(),
        "location_method": location.method,
        "place_ids": list(location.place_ids),
        "location_reasons": list(location.reasons),
    }


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "name": place.name,
        "place_id": place.id,
        "country_code": place.country_code,
        "feature_code": place.feature_code,
    }


def _span(prefix: str, span: tuple[int, int]) -> dict[str, int]:
    return {f"{prefix}start": span[0], f"{prefix}end": span[1]}


def _toll(toll: Toll) -> dict[str, Any]:
    return {
        "harm": toll.harm,
        "low": toll.count.low,
        "best": toll.count.best,
        "high": toll.count.high,
        "who": toll.who,
        "group": toll.group,
        "source": toll.source,
        **_span("", toll.span),
    }


def _other_place(other: PlaceInRole) -> dict[str, Any]:
    return {
        "name": other.name,
        "role": other.role,
        "place_id": other.place.id if other.place else None,
        "lon": other.location.lon if other.location else None,
        "lat": other.location.lat if other.location else None,
        "country_code": other.place.country_code if other.place else None,
        **_span("", other.span),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "doc_id": report.doc_id,
        "title": report.title,
        "url": report.url,
        "publisher": report.publisher,
        "published": report.published.isoformat() if report.published else None,
        "quote": report.quote,
        **_span("quote_", report.quote_span),
        **_span("trigger_", report.trigger_span),
        "claims": dict(report.claims),
    }


def from_frame(frame: GeoDataFrame, gazetteer: Gazetteer | None = None) -> tuple[Incident, ...]:
    """Return the incidents of a frame; the inverse of `to_frame` with the same gazetteer.

    Parameters
    ----------
    frame : GeoDataFrame
        With the columns of `COLUMNS`.
    gazetteer : Gazetteer or None
        Gives the places of the ids; None leaves every ``place`` None.
    """
    return tuple(_incident(row, gazetteer) for row in rows_of(frame))


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


def _incident(row: dict[str, Any], gazetteer: Gazetteer | None) -> Incident:
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
