"""Places near a point; borders, coasts and land near it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gazetteer.place import Place
from gazetteer.store import Store

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

METRES_A_DEGREE = 110_500.0
"""Least length of a degree of latitude, so that a box is never too small."""


def nearby(
    store: Store,
    lon: float,
    lat: float,
    radius_m: float,
    *,
    feature_classes: Iterable[str] | None = None,
    min_population: int | None = None,
    limit: int | None = None,
) -> tuple[tuple[Place, float], ...]:
    """Return the places within `radius_m`, nearest first, each with its distance in metres."""
    from pyproj import Geod  # noqa: PLC0415  # heavy

    high = radius_m / METRES_A_DEGREE
    south, north = max(-90.0, lat - high), min(90.0, lat + high)
    cosine = math.cos(math.radians(max(abs(south), abs(north))))
    wide = high / cosine if cosine > 1e-6 else 360.0
    west, east = (
        (-180.0, 180.0) if wide >= 180 else ((lon - wide + 180) % 360 - 180, (lon + wide + 180) % 360 - 180)
    )
    places = list(
        store.places_in_box(
            west, south, east, north, feature_classes=feature_classes, min_population=min_population
        )
    )
    if not places:
        return ()
    _, _, distances = Geod(ellps="WGS84").inv(
        [lon] * len(places),
        [lat] * len(places),
        [place.lon for place in places],
        [place.lat for place in places],
    )
    found = [
        (place, float(metres)) for place, metres in zip(places, distances, strict=True) if metres <= radius_m
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0].id))[:limit])


def border(store: Store, country_code: str, other: str | None = None) -> BaseGeometry | None:
    """Return the border line of a country, or the part it shares with another."""
    raise NotImplementedError


def coast(store: Store, country_code: str) -> BaseGeometry | None:
    """Return the coast line of a country; None where it has none."""
    raise NotImplementedError


def land(store: Store, bbox: tuple[float, float, float, float]) -> BaseGeometry:
    """Return the land inside west, south, east, north."""
    raise NotImplementedError
