"""The columns and codes of the field's data sets: ACLED, UCDP GED, Darwin Core.

What a data set's coders would add by hand (actor codes, conflict ids, sides) is null here, not guessed.
The columns stand in ``profiles.toml``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geoincidents.columns import COLUMNS
from geoincidents.errors import SettingsError
from geoincidents.exports.plain import rounded_geometry
from geoincidents.frame import CRS, rows_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Row = dict[str, Any]


@cache
def _tables() -> dict[str, Any]:
    tables = tomllib.loads(files(__package__).joinpath("profiles.toml").read_text("utf-8"))
    return {key: value.split() if isinstance(value, str) else value for key, value in tables.items()}


def profile(frame: GeoDataFrame, name: str) -> GeoDataFrame:
    """Return the incidents with the columns of a data set.

    Parameters
    ----------
    frame : GeoDataFrame
        Of incidents.
    name : str
        "acled", "ucdp" or "darwin-core".

    Raises
    ------
    SettingsError
        When there is no such profile.
    """
    import geopandas  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if name not in PROFILES:
        raise SettingsError(f"no profile {name!r}; there is: {', '.join(PROFILES)}")
    published_with = frame.attrs.get("evidence", {}).get("published_with")
    rows = [
        PROFILES[name]({**row, "published_with": published_with}) for row in map(_complete, rows_of(frame))
    ]
    table = pd.DataFrame(
        {column: pd.Series([row.get(column) for row in rows], dtype=object) for column in _tables()[name]}
    )
    shaped = geopandas.GeoDataFrame(table, geometry=geopandas.GeoSeries(list(frame.geometry), crs=CRS))
    shaped.attrs.update(frame.attrs)
    return shaped


def _complete(row: Row) -> Row:
    """Fill columns that were dropped with None."""
    return {**{column.name: None for column in COLUMNS}, **row}


def _acled(row: Row) -> Row:
    actors = row["actors"] or []
    disorder = _tables()["disorder_type"]
    against_civilians = row["event_type"] == "Violence against civilians"
    return {
        "event_id_cnty": row["incident_id"],
        "event_date": _day(row["date_start"]),
        "year": row["date_start"].year if row["date_start"] else None,
        "time_precision": row["time_precision"],
        "disorder_type": disorder.get(row["sub_event_type"], disorder.get(row["event_type"])),
        "event_type": row["event_type"],
        "sub_event_type": row["sub_event_type"],
        "actor1": actors[0] if actors else None,
        "actor2": actors[1] if len(actors) > 1 else row["target"],
        "civilian_targeting": "Civilian targeting" if against_civilians else None,
        "country": row["country"],
        "admin1": row["admin1"],
        "location": row["place_name"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "geo_precision": row["geo_precision"],
        "source": "; ".join(dict.fromkeys(filter(None, _of_reports(row, "publisher")))) or None,
        "notes": row["quote"],
        "fatalities": row["killed_best"],
    }


def _ucdp(row: Row) -> Row:
    civilians = [
        toll["best"]
        for toll in row["tolls"] or ()
        if toll["harm"] == "killed" and toll["group"] == "civilians"
    ]
    located = row["lon"] is not None
    return {
        "id": row["incident_id"],
        "year": row["date_start"].year if row["date_start"] else None,
        "side_a": (row["actors"] or [None])[0],
        "side_b": row["target"],
        "number_of_sources": len(row["reports"]) if row["reports"] is not None else None,
        "source_article": "; ".join(filter(None, _of_reports(row, "url"))) or row["doc_id"],
        "source_office": "; ".join(dict.fromkeys(filter(None, _of_reports(row, "publisher")))) or None,
        "source_date": _day(row["published"]),
        "source_headline": next(iter(filter(None, _of_reports(row, "title"))), None),
        "where_prec": row["where_prec"],
        "where_coordinates": row["place_name"],
        "where_description": row["place_name"],
        "adm_1": row["admin1"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "geom_wkt": f"POINT ({row['lon']:.6f} {row['lat']:.6f})" if located else None,
        "country": row["country"],
        "event_clarity": 1,
        "date_prec": row["date_prec"],
        "date_start": _day(row["date_start"]),
        "date_end": _day(row["date_end"]),
        "deaths_civilians": max((count for count in civilians if count is not None), default=None),
        "best": row["killed_best"],
        "high": row["killed_high"],
        "low": row["killed_low"],
    }


def _darwin_core(row: Row) -> Row:
    start, end = _day(row["date_start"]), _day(row["date_end"])
    located = row["lon"] is not None
    radius_m = row["uncertainty_m"]
    blur_km = (row["published_with"] or {}).get("blur_km")
    counts = {key: row[key] for key in ("killed_best", "injured_best", "confidence") if row[key] is not None}
    return {
        "eventID": row["incident_id"],
        "eventDate": start if start == end else f"{start or ''}/{end or ''}",
        "eventType": row["sub_event_type"],
        "eventRemarks": row["quote"],
        "locationID": row["place_id"],
        "locality": row["place_name"],
        "verbatimLocality": row["place_name"],
        "country": row["country"],
        "countryCode": row["country_code"],
        "stateProvince": row["admin1"],
        "decimalLatitude": row["lat"],
        "decimalLongitude": row["lon"],
        "geodeticDatum": CRS if located else None,
        "coordinateUncertaintyInMeters": None if radius_m is None else max(1, round(radius_m)),
        "footprintWKT": None if row["region"] is None else rounded_geometry(row["region"]).wkt,
        "footprintSRS": None if row["region"] is None else CRS,
        "georeferenceProtocol": row["location_method"],
        "georeferenceRemarks": "; ".join(row["location_reasons"] or ()) or None,
        "dataGeneralizations": f"point moved to a grid of {blur_km:g} km" if blur_km else None,
        "bibliographicCitation": "; ".join(filter(None, _of_reports(row, "title"))) or row["doc_id"],
        "references": "; ".join(filter(None, _of_reports(row, "url"))) or None,
        "dynamicProperties": json.dumps(counts) if counts else None,
    }


PROFILES: dict[str, Callable[[Row], Row]] = {"acled": _acled, "ucdp": _ucdp, "darwin-core": _darwin_core}


def _of_reports(row: dict[str, Any], key: str) -> list[str | None]:
    return [report.get(key) for report in row["reports"] or ()]


def _day(value: Any) -> str | None:
    return None if value is None else value.date().isoformat()
