"""A resolved place as a location: its point and a region."""

from __future__ import annotations

import math

from gazetteer.features import group
from gazetteer.geocoder import Gazetteer
from gazetteer.location import Location, Precision
from gazetteer.place import Place

COVERAGE = 0.9


def place_location(place: Place, gazetteer: Gazetteer) -> Location:
    """Return the location of a place that is named and not further described."""
    from shapely.geometry import Polygon  # noqa: PLC0415

    lat_deg = place.extent_m / 111_195.0
    lon_deg = lat_deg / max(math.cos(math.radians(place.lat)), 0.01)
    ring = [
        (place.lon + lon_deg * math.cos(turn), place.lat + lat_deg * math.sin(turn))
        for turn in (2 * math.pi * step / 32 for step in range(32))
    ]
    return Location(
        lon=place.lon,
        lat=place.lat,
        region=Polygon(ring),
        coverage=COVERAGE,
        uncertainty_m=place.extent_m,
        precision=_PRECISION.get(group(place.feature_class, place.feature_code), Precision.TOWN),
        method="place",
        place_ids=(place.id,),
    )


_PRECISION = {
    "country": Precision.COUNTRY,
    "continent": Precision.COUNTRY,
    "admin1": Precision.PROVINCE,
    "admin2": Precision.DISTRICT,
    "admin3": Precision.DISTRICT,
    "region": Precision.AREA,
    "river": Precision.AREA,
    "mountain": Precision.AREA,
    "sea": Precision.SEA,
    "airport": Precision.EXACT,
    "military": Precision.EXACT,
    "facility": Precision.EXACT,
    "landmark": Precision.EXACT,
    "camp": Precision.EXACT,
}
