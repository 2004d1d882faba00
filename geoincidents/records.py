"""Incidents and places as plain rows: what a frame holds, without the libraries that a frame needs.

Loading geopandas takes longer than geocoding an article, so the command writes GeoJSON, lines and the
terminal's table from these; `geoincidents.frame` makes the same rows a GeoDataFrame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gazetteer.location import Location, Precision
from geoincidents import codes
from geoincidents.columns import COLUMNS, HARMS, PLACE_COLUMNS, Column
from geoincidents.types import Incident, Parse, PlaceInRole, Report, Toll

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer
    from gazetteer.place import Place


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """Rows in the order of the frame's columns.

    Attributes
    ----------
    rows : sequence of mappings
        A value by column; a column that is not there is null.
    columns : sequence of Column
        The columns, in order.
    attrs : dict
        As a frame's: ``"evidence"`` is the chain of evidence.
    """

    rows: Sequence[Mapping[str, Any]]
    columns: Sequence[Column] = COLUMNS
    attrs: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def values(self) -> Iterator[dict[str, Any]]:
        """Yield the rows in the columns' types, None for every null."""
        for row in self.rows:
            yield {column.name: _typed(row.get(column.name), column) for column in self.columns}


def _typed(value: Any, column: Column) -> Any:
    if value is None:
        return None
    match column.dtype:
        case "number":
            return float(value)
        case "list":
            return list(value)
        case _:
            return value


def records_of(incidents: Iterable[Incident], gazetteer: Gazetteer | None = None) -> Records:
    """Return incidents as rows of `COLUMNS`; `geoincidents.frame.to_frame` tells of the parameters."""
    return Records([_row(incident, gazetteer) for incident in incidents])


def places_of(parses: Iterable[Parse]) -> Records:
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
    return Records(rows, PLACE_COLUMNS)


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
