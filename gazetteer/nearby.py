"""Places near a point; borders, coasts and land near it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.place import Place
from gazetteer.store import Store

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

METRES_A_DEGREE = 110_500.0
"""Least length of a degree of latitude, so that a box is never too small."""

COUNTRY_LEVEL = 0

SHORTEST_BORDER_DEG = 1e-3
"""A hundred metres: shorter pieces are corners where two outlines only touch."""

SHORTEST_COAST_DEG = 0.02
"""Two kilometres: shorter pieces are gaps between two neighbours' outlines, not coasts. The shortest real
coasts are Monaco's (4 km) and Bosnia's (20 km)."""


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
    """Return the land border of a country, or the part it shares with another; None where there is none."""
    from shapely import line_merge, union_all  # noqa: PLC0415  # heavy

    if other is not None:
        return _shared(store, *sorted((country_code, other)))
    place = store.division(country_code)
    if place is None:
        return None
    lines = [_shared(store, *sorted((country_code, code))) for code in _beside(store, place)]
    lines = [line for line in lines if line is not None]
    return line_merge(union_all(lines)) if lines else None


@lru_cache(maxsize=64)
def coast(store: Store, country_code: str) -> BaseGeometry | None:
    """Return the coast line of a country; None where it has none.

    The shores of the Caspian and of other seas without an outlet are coasts too; those of lakes are not.
    """
    from shapely import difference  # noqa: PLC0415  # heavy

    outline = _outline(store, country_code)
    if outline is None:
        return None
    land_border = border(store, country_code)
    return _lines(outline if land_border is None else difference(outline, land_border), SHORTEST_COAST_DEG)


def land(store: Store, bbox: tuple[float, float, float, float]) -> BaseGeometry:
    """Return the land inside west, south, east, north; west > east across the antimeridian."""
    from shapely import box, from_wkb, union_all  # noqa: PLC0415  # heavy

    from gazetteer.geodesy import clipped_to  # noqa: PLC0415

    west, south, east, north = bbox
    if west > east:
        return union_all(
            [land(store, (west, south, 180.0, north)), land(store, (-180.0, south, east, north))]
        )
    parts = []
    for place_id in store.polygons_in_box(west, south, east, north, COUNTRY_LEVEL):
        wkb = store.polygon(place_id)
        if wkb is not None:
            parts.append(clipped_to(from_wkb(wkb), west, south, east, north))
    return union_all([part for part in parts if not part.is_empty]).intersection(box(*bbox))


@lru_cache(maxsize=256)
def _shared(store: Store, one: str, other: str) -> BaseGeometry | None:
    """Return the line that two countries share; both polygons have the same vertices on it."""
    from shapely import intersection  # noqa: PLC0415  # heavy

    outlines = _outline(store, one), _outline(store, other)
    if outlines[0] is None or outlines[1] is None:
        return None
    return _lines(intersection(*outlines), SHORTEST_BORDER_DEG)


def _outline(store: Store, country_code: str) -> BaseGeometry | None:
    from shapely import from_wkb  # noqa: PLC0415  # heavy

    place = store.division(country_code)
    wkb = None if place is None else store.polygon(place.id)
    return None if wkb is None else from_wkb(wkb).boundary


def _beside(store: Store, place: Place) -> list[str]:
    """Return the codes of the countries whose polygon comes near that of a country."""
    if place.bbox is None or place.country_code is None:
        return []
    west, south, east, north = place.bbox
    boxes = [place.bbox] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
    found = {place_id for box in boxes for place_id in store.polygons_in_box(*box, COUNTRY_LEVEL)}
    others = (store.place(place_id) for place_id in sorted(found))
    codes = {other.country_code for other in others if other is not None and other.country_code}
    return sorted(codes - {place.country_code})


def _lines(shape: BaseGeometry, shortest_deg: float) -> BaseGeometry | None:
    """Return the lines of a shape, joined where they meet, without points and scraps."""
    from shapely import MultiLineString, get_parts, line_merge, union_all  # noqa: PLC0415  # heavy

    lines = [part for part in get_parts(shape) if part.geom_type == "LineString"]
    if not lines:
        return None
    joined = [part for part in get_parts(line_merge(union_all(lines))) if part.length >= shortest_deg]
    if not joined:
        return None
    return joined[0] if len(joined) == 1 else MultiLineString(joined)
