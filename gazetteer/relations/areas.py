"""Regions of relations to places with an outline: their parts, and the land round them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from shapely.affinity import translate
from shapely.geometry import Polygon

from gazetteer.place import Place
from gazetteer.relations.borders import border_region
from gazetteer.relations.coasts import coast_region
from gazetteer.relations.outlines import (
    at_coverage,
    disc_of,
    half_plane,
    is_wide,
    main_part,
    plane_of,
    shape_of,
    to_globe,
)
from gazetteer.relations.relation import SpatialRelation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.relations.atlas import Atlas

__all__ = ["area_of", "is_wide"]

BEYOND_M = {False: 100_000.0, True: 450_000.0}
"""How far beyond the edge "south of X" reaches: over land; round islands, where nothing nearer has a name."""
PART_SHARE = {0.5: 0.3, 0.9: 0.62}
"""Coverage → share of the area of a country or province, counted from the named side, that holds what is
told of its "northern" part."""
CENTRE_SHARE = {0.5: 0.25, 0.9: 0.6}


def area_of(
    relation: SpatialRelation, places: Sequence[Place], atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    """Return the region of a relation to areas and lines, and why; None where the data do not say."""
    if not places:
        return None
    bare = replace(relation, span=(0, 0), anchors=(), chained=(), anaphor=None)
    return _area_of(bare, tuple(places), atlas, coverage)


@lru_cache(maxsize=64)
def _area_of(
    relation: SpatialRelation, places: tuple[Place, ...], atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    """Compute what `area_of` returns; the same words of the same places come again in an article."""
    kind = relation.relation
    if kind == "part" or (kind == "outskirts" and relation.azimuth_deg is not None):
        return _part(relation, places[0], atlas, coverage)
    if kind == "border":
        return border_region(relation, places, atlas, coverage)
    if kind in {"coast", "offshore"}:
        return coast_region(relation, places[0], atlas, coverage)
    if kind == "outskirts" and places[0].feature_code.startswith("PCL"):
        return None  # "outside Iraq" is anywhere else
    if kind in {"direction", "offset", "distance", "near", "outskirts"}:
        return _beyond(relation, places[0], atlas)
    return None


def _part(
    relation: SpatialRelation, place: Place, atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    shape = shape_of(place, atlas)
    if shape is None:
        return None
    plane, flat = plane_of(place, shape)
    flat = main_part(flat)
    if relation.azimuth_deg is None:
        share = min(0.98, at_coverage(CENTRE_SHARE, coverage))
        low, high = 0.0, float(np.sqrt(flat.area)) * 2.0
        middle = flat.centroid
        for _ in range(24):
            radius = (low + high) / 2.0
            if flat.intersection(middle.buffer(radius)).area < share * flat.area:
                low = radius
            else:
                high = radius
        return to_globe(
            plane, flat.intersection(middle.buffer(high))
        ), f"the middle of {place.name}: {share:.0%} of its area"
    share = min(0.98, at_coverage(PART_SHARE, coverage))
    cut = _cut_share(flat, relation.azimuth_deg, share)
    return to_globe(plane, cut), f"the {share:.0%} of {place.name}'s area that lie farthest that way"


def _cut_share(flat: BaseGeometry, azimuth_deg: float, share: float) -> BaseGeometry:
    """Return the part of a flat shape that lies farthest in a direction and has this share of its area."""
    x, y = np.sin(np.radians(azimuth_deg)), np.cos(np.radians(azimuth_deg))
    west, south, east, north = flat.bounds
    corners = [(cx * x + cy * y) for cx in (west, east) for cy in (south, north)]
    low, high = min(corners), max(corners)
    size = float(np.hypot(east - west, north - south)) * 2.0
    middle_x, middle_y = (west + east) / 2.0, (south + north) / 2.0
    base = middle_x * x + middle_y * y
    cut = flat
    for _ in range(22):
        line = (low + high) / 2.0
        ox, oy = middle_x + (line - base) * x, middle_y + (line - base) * y
        half = half_plane(ox, oy, azimuth_deg, size)
        cut = flat.intersection(half)
        if cut.area > share * flat.area:
            low = line
        else:
            high = line
    return cut


def _beyond(relation: SpatialRelation, place: Place, atlas: Atlas) -> tuple[BaseGeometry, str] | None:
    """Return the land or sea outside an area, on one side or all round, at a distance where one is stated."""
    shape = disc_of(place, atlas)
    if shape is None:
        return None
    plane, flat = plane_of(place, shape)
    flat = main_part(flat).simplify(float(np.sqrt(flat.area)) * 0.03)
    reach = float(np.sqrt(flat.area / np.pi))
    metres = relation.distance_m.best if relation.distance_m is not None else None
    alone = place.feature_code in {"ISL", "ISLS", "ATOL"} or (
        place.feature_code.startswith("PCL") and not atlas.neighbours(place.country_code or "")
    )
    near, far = (0.6 * metres, 1.2 * metres + 2000.0) if metres else (0.0, 0.8 * reach + BEYOND_M[alone])
    if relation.relation in {"near", "outskirts"}:
        far = 0.25 * reach + 15_000.0
    ring = flat.buffer(far).difference(flat.buffer(near) if near else flat)
    if relation.azimuth_deg is not None:
        half = max(relation.azimuth_half_deg or 45.0, 35.0)
        middle = flat.centroid
        turn = np.radians(relation.azimuth_deg + np.linspace(-half, half, 9))
        size = 3.0 * (reach + far)
        wedge = Polygon(
            [
                (middle.x, middle.y),
                *((middle.x + size * np.sin(t), middle.y + size * np.cos(t)) for t in turn),
            ]
        )
        start = 0.5 * reach
        back = translate(
            wedge,
            -start * np.sin(np.radians(relation.azimuth_deg)),
            -start * np.cos(np.radians(relation.azimuth_deg)),
        )
        ring = ring.intersection(back)
    if ring.is_empty:
        return None
    return to_globe(plane, ring), f"outside {place.name}, measured from its edge"
