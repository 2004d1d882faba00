"""City labels: the towns of the shown part of the world, largest first, thinned where they crowd."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geoincidents.mapping.extent import Extent

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer
    from gazetteer.place import Place

LIMIT = 360
"""Labels in a page: about 9 kB."""

PER_CELL = 4
"""Labels at most in a twelfth of the extent, so that one conurbation does not use them all."""

_CELLS = 12
_MANY = 6000


def city_labels(gazetteer: Gazetteer, extent: Extent) -> list[list[Any]]:
    """Return ``[name, lon, lat, population, is_capital]`` rows, largest first.

    The page decides which of them fit at each zoom.
    """
    box = extent.widened(0.5)
    taken: dict[tuple[int, int], int] = {}
    rows = []
    for place in _towns(gazetteer, box):
        cell = (
            math.floor((place.lon - box.west) / max(extent.east - extent.west, 1e-9) * _CELLS),
            math.floor((place.lat - box.south) / max(extent.north - extent.south, 1e-9) * _CELLS),
        )
        if taken.get(cell, 0) >= PER_CELL:
            continue
        taken[cell] = taken.get(cell, 0) + 1
        rows.append(
            [
                place.name,
                round(place.lon, 3),
                round(place.lat, 3),
                place.population,
                place.feature_code == "PPLC",
            ]
        )
        if len(rows) == LIMIT:
            break
    return rows


def _towns(gazetteer: Gazetteer, box: Extent) -> Iterable[Place]:
    floor = 100_000 if box.span > 40 else 15_000 if box.span > 15 else 2_000
    inside = gazetteer.in_box(
        box.west, box.south, box.east, box.north, feature_classes=("P",), min_population=floor, limit=_MANY
    )
    # A part of a town (PPLX) would only crowd its town's name.
    return (place for place in inside if place.feature_code != "PPLX")
