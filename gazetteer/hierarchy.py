"""What holds a place: its divisions and country by their codes, by polygon where a point is all there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.place import Place
from gazetteer.store import Store

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def ancestors(store: Store, place: Place) -> tuple[Place, ...]:
    """Return the divisions that hold a place, smallest first, its country last."""
    if place.country_code is None:
        return ()
    codes = [place.country_code, place.admin1_code, place.admin2_code]
    found = []
    for level in (3, 2, 1):
        if None not in codes[:level]:
            found.append(store.division(*[code or "" for code in codes[:level]]))
    return tuple(outer for outer in found if outer is not None and outer.id != place.id)


def contains(store: Store, outer: Place, inner: Place) -> bool:
    """Tell whether `outer` holds `inner`, by codes."""
    return any(found.id == outer.id for found in ancestors(store, inner))


def geometry(store: Store, place: Place) -> BaseGeometry | None:
    """Return the polygon of a place, where the database has one."""
    from shapely import from_wkb  # noqa: PLC0415  # heavy

    wkb = store.polygon(place.id)
    return None if wkb is None else from_wkb(wkb)


def country_at(store: Store, lon: float, lat: float) -> Place | None:
    """Return the country at a point."""
    return _at(store, lon, lat, 0)


def admin1_at(store: Store, lon: float, lat: float) -> Place | None:
    """Return the first-order division at a point."""
    return _at(store, lon, lat, 1)


def _at(store: Store, lon: float, lat: float, level: int) -> Place | None:
    from shapely import Point  # noqa: PLC0415  # heavy

    for place_id in store.polygons_in_box(lon, lat, lon, lat, level):
        place = store.place(place_id)
        shape = None if place is None else geometry(store, place)
        if shape is not None and shape.covers(Point(lon, lat)):
            return place
    return None
