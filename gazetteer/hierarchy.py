"""What holds what: divisions and countries by their codes, by polygon where there is only a point.

Polygons are read once, prepared for point-in-polygon, and the last few hundred are kept.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.features import group
from gazetteer.geodesy import distance_m
from gazetteer.place import Place
from gazetteer.store import Store

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

COUNTRY_LEVEL = 0
ADMIN1_LEVEL = 1

NEAREST_M = 25_000.0
"""How far off the tracked coast line a quay, an islet or a ship in harbour still counts for its country."""

POINT_LIKE_M = 40_000.0
"""Places up to this extent are taken for their point when asked which division they lie in."""

KEPT_POLYGONS = 64
"""Polygons kept in memory; a division's takes a few kilobytes, its index as much again."""

_AREAS = {"region", "continent", "sea", "lake", "island", "desert", "mountain", "valley", "park", "forest"}
_KM_A_DEGREE_M = 111_195.0


def ancestors(store: Store, place: Place) -> tuple[Place, ...]:
    """Return the divisions that hold a place, smallest first, its country last.

    The first-order division of a place whose source gives none (an airport) is that of its point.
    """
    if place.country_code is None:
        return ()
    admin1 = place.admin1_code
    if admin1 is None and place.feature_class != "A" and place.extent_m <= POINT_LIKE_M:
        found = admin1_at(store, place.lon, place.lat)
        if found is not None and found.country_code == place.country_code:
            admin1 = found.admin1_code
    codes = [place.country_code, admin1, place.admin2_code]
    outer = [
        store.division(*[code or "" for code in codes[:level]])
        for level in (3, 2, 1)
        if None not in codes[:level]
    ]
    return tuple(division for division in outer if division is not None and division.id != place.id)


def contains(store: Store, outer: Place, inner: Place) -> bool:
    """Tell whether `outer` holds `inner`.

    By codes where both have them; else by the polygon of `outer`, or, for a region that has none, by the
    disc of its extent. A place never holds itself nor anything wider than itself.
    """
    if outer.id == inner.id:
        return False
    by_codes = _contains_by_codes(outer, inner)
    if by_codes is not None:
        return by_codes
    if inner.extent_m >= outer.extent_m:
        return False
    shape = _prepared(store, outer.id)
    if shape is not None:
        return _covers(shape, inner.lon, inner.lat)
    if group(outer.feature_class, outer.feature_code) not in _AREAS:
        return False
    return distance_m(outer.lon, outer.lat, inner.lon, inner.lat) <= outer.extent_m


def _contains_by_codes(outer: Place, inner: Place) -> bool | None:
    """Return what the codes say; None where they say nothing."""
    if outer.feature_class != "A" or inner.country_code is None or outer.country_code is None:
        return None
    kind = group(outer.feature_class, outer.feature_code)
    outer_codes = {
        "country": (outer.country_code,),
        "admin1": (outer.country_code, outer.admin1_code),
        "admin2": (outer.country_code, outer.admin1_code, outer.admin2_code),
    }.get(kind)
    if outer_codes is None or None in outer_codes or outer.feature_code == "PCLH":
        return None
    inner_codes = (inner.country_code, inner.admin1_code, inner.admin2_code)[: len(outer_codes)]
    for one, other in zip(outer_codes, inner_codes, strict=True):
        if other is None:
            # A country is not inside its own division, whatever else lacks a code may be.
            return False if group(inner.feature_class, inner.feature_code) == "country" else None
        if one != other:
            return False
    return True


def geometry(store: Store, place: Place) -> BaseGeometry | None:
    """Return the polygon of a place, where the database has one."""
    return _prepared(store, place.id)


def outline(store: Store, place: Place) -> BaseGeometry | None:
    """Return the polygon of a place with no more than a hundred vertices, where the database has one."""
    from shapely import from_wkb  # noqa: PLC0415  # heavy

    wkb = store.polygon(place.id, simplified=True)
    return None if wkb is None else from_wkb(wkb)


def country_at(store: Store, lon: float, lat: float) -> Place | None:
    """Return the country whose polygon holds the point, else the nearest within `NEAREST_M`."""
    # Divisions are small and quickly tested; the few pieces of land that belong to none are left over.
    division = _holding(store, lon, lat, ADMIN1_LEVEL)
    if division is not None and division.country_code is not None:
        return _country(store, division.country_code)
    return _holding(store, lon, lat, COUNTRY_LEVEL) or _nearest(store, lon, lat, COUNTRY_LEVEL, None)


def admin1_at(store: Store, lon: float, lat: float) -> Place | None:
    """Return the first-order division whose polygon holds the point, else the nearest within `NEAREST_M`.

    A point inside a country is given no division of another.
    """
    division = _holding(store, lon, lat, ADMIN1_LEVEL)
    if division is not None:
        return division
    country = _holding(store, lon, lat, COUNTRY_LEVEL)
    return _nearest(store, lon, lat, ADMIN1_LEVEL, country.country_code if country else None)


def _holding(store: Store, lon: float, lat: float, level: int) -> Place | None:
    for place_id in store.polygons_in_box(lon, lat, lon, lat, level):
        shape = _prepared(store, place_id)
        if shape is not None and _covers(shape, lon, lat):
            return _place(store, place_id)
    return None


def _nearest(store: Store, lon: float, lat: float, level: int, country_code: str | None) -> Place | None:
    """Return the place of a level whose polygon is nearest, within `NEAREST_M`."""
    from shapely import Point  # noqa: PLC0415  # heavy
    from shapely.affinity import scale  # noqa: PLC0415

    from gazetteer.geodesy import clipped_to  # noqa: PLC0415

    cosine = max(math.cos(math.radians(lat)), 0.01)
    high = NEAREST_M / _KM_A_DEGREE_M
    wide = min(high / cosine, 180.0)
    box = (lon - wide, max(lat - high, -90.0), lon + wide, min(lat + high, 90.0))
    best: tuple[float, str] | None = None
    point = Point(lon, lat)
    for place_id in store.polygons_in_box(*box, level):
        shape = _prepared(store, place_id)
        place = _place(store, place_id)
        if shape is None or place is None or country_code not in (None, place.country_code):
            continue
        near = clipped_to(shape, *box)
        if near.is_empty:
            continue
        # Degrees of longitude shrink towards the poles; over 25 km the plane is good enough.
        metres = scale(near, cosine, 1.0, origin=point).distance(point) * _KM_A_DEGREE_M
        if metres <= NEAREST_M and (best is None or (metres, place_id) < best):
            best = metres, place_id
    return None if best is None else _place(store, best[1])


def _covers(shape: BaseGeometry, lon: float, lat: float) -> bool:
    from shapely import intersects_xy  # noqa: PLC0415  # heavy

    return bool(intersects_xy(shape, lon, lat))


@lru_cache(maxsize=KEPT_POLYGONS)
def _prepared(store: Store, place_id: str) -> BaseGeometry | None:
    from shapely import from_wkb, prepare  # noqa: PLC0415  # heavy

    wkb = store.polygon(place_id)
    if wkb is None:
        return None
    shape = from_wkb(wkb)
    prepare(shape)
    return shape


@lru_cache(maxsize=KEPT_POLYGONS)
def _place(store: Store, place_id: str) -> Place | None:
    return store.place(place_id)


@lru_cache(maxsize=KEPT_POLYGONS)
def _country(store: Store, country_code: str) -> Place | None:
    return store.division(country_code)
