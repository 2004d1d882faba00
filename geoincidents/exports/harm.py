"""Do no harm: positions snapped to a grid and columns left out before publishing, and said so in the file."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gazetteer.geodesy import circle, distance_m
from gazetteer.location import Location, Precision
from geoincidents import codes
from geoincidents.columns import COLUMNS
from geoincidents.errors import SettingsError
from geoincidents.frame import build, rows_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

KM_PER_DEGREE = 111.32
"""Of latitude everywhere, of longitude at the equator: WGS 84's equator divided by 360."""

CIRCUMSCRIBED = 1.002
"""A circle is drawn with 64 corners; so much wider (1 / cos(π/64)), the polygon holds the whole circle."""

NEEDED = ("incident_id", "lon", "lat")
"""Without these a row is no incident on a map."""

HIDDEN = ("place_name", "place_id", "place_ids", "location_reasons", "reasons")
"""Columns that name what the blurred point hides; blurring empties them."""

TELLING = ("title", "quote", "reports", "source_url")
"""Columns whose words may name the place all the same; they stay, and the command says so."""


def blur(frame: GeoDataFrame, km: float) -> GeoDataFrame:
    """Return the frame with every point moved to the middle of its cell of a grid of `km`.

    The region becomes a circle around the new point that holds the old one, so that it holds the truth at
    least as often as it says. The grid is fixed to the globe: exporting again tells nothing more. The columns
    of `HIDDEN` are emptied, and other places move to the grid too.

    Parameters
    ----------
    frame : GeoDataFrame
        Of incidents.
    km : float
        Width of a cell in kilometres, more than 0.

    Raises
    ------
    SettingsError
        When `km` is not more than 0.
    """
    if not (km > 0 and math.isfinite(km)):
        raise SettingsError(f"cannot blur by {km} km: it must be more than 0")
    rows = [_blurred(row, km) for row in rows_of(frame)]
    blurred = build(rows, [column for column in COLUMNS if column.name in frame.columns])
    return _said(frame, blurred, blur_km=km)


def _blurred(row: dict[str, Any], km: float) -> dict[str, Any]:
    row = {**row, **{name: None for name in HIDDEN if name in row}}
    if row.get("other_places"):
        row["other_places"] = [_blurred_place(place, km) for place in row["other_places"]]
    if row["lon"] is None:
        return row
    lon, lat = snapped(row["lon"], row["lat"], km)
    uncertainty_m = (row.get("uncertainty_m") or 0.0) + distance_m(row["lon"], row["lat"], lon, lat)
    # Not less than half the cell's diagonal: a small circle would tell of a point that was in the middle.
    uncertainty_m = max(uncertainty_m, km * 1000 * math.sqrt(0.5))
    precision = Precision[row["precision"].upper()] if row.get("precision") else Precision.AREA
    if precision < Precision.AREA:
        precision = Precision.TOWN if uncertainty_m <= codes.NEAR_M else Precision.AREA
    location = Location(
        lon=lon,
        lat=lat,
        region=circle(lon, lat, uncertainty_m * CIRCUMSCRIBED),
        coverage=row.get("coverage") or 0.0,
        uncertainty_m=uncertainty_m,
        precision=precision,
        method="blurred",
    )
    moved = {
        "lon": lon,
        "lat": lat,
        "uncertainty_m": uncertainty_m,
        "region": location.region,
        "precision": precision.name.lower(),
        "location_method": location.method,
        "geo_precision": codes.geo_precision(location),
        "where_prec": codes.where_prec(location),
        "geo_type": codes.geo_type(location, row.get("country_code")),
    }
    return {**row, **{name: value for name, value in moved.items() if name in row}}


def _blurred_place(place: dict[str, Any], km: float) -> dict[str, Any]:
    if place.get("lon") is None:
        return place
    lon, lat = snapped(place["lon"], place["lat"], km)
    return {**place, "lon": lon, "lat": lat, "place_id": None}


def snapped(lon: float, lat: float, km: float) -> tuple[float, float]:
    """Return the middle of the cell that holds a point; cells are about `km` wide and high everywhere."""
    rows = max(1, math.floor(180 * KM_PER_DEGREE / km))
    row = min(math.floor((lat + 90) * rows / 180), rows - 1)
    middle_lat = (row + 0.5) * 180 / rows - 90
    columns = max(1, math.floor(360 * KM_PER_DEGREE * math.cos(math.radians(middle_lat)) / km))
    column = min(math.floor((lon + 180) % 360 * columns / 360), columns - 1)
    return (column + 0.5) * 360 / columns - 180, middle_lat


def drop(frame: GeoDataFrame, names: Iterable[str]) -> GeoDataFrame:
    """Return the frame without some columns.

    Raises
    ------
    SettingsError
        When there is no such column, or the file would be no map without it.
    """
    names = sorted(set(names))
    for name in names:
        if name in NEEDED or name == frame.geometry.name:
            raise SettingsError(f"cannot drop {name!r}: without it the rows are no incidents on a map")
        if name not in frame.columns:
            raise SettingsError(f"cannot drop {name!r}: no such column; there is: {', '.join(frame.columns)}")
    return _said(frame, frame.drop(columns=names), dropped=names)


def _said(before: GeoDataFrame, after: GeoDataFrame, **changes: Any) -> GeoDataFrame:
    evidence = before.attrs.get("evidence", {})
    after.attrs["evidence"] = {
        **evidence,
        "published_with": {**evidence.get("published_with", {}), **changes},
    }
    return after
