"""A clause read as a density round one anchor, and the smallest region of that density."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.geodesy import azimuth_deg, destination, destinations, reach_m, ring_polygon, tidy
from gazetteer.location import Location, Precision
from gazetteer.relations.anchor import Anchor, ids_of
from gazetteer.relations.combine import inside_point
from gazetteer.relations.densities import OWN_SIZE_M, Fitted, Genre, fitted, level
from gazetteer.relations.places import precision_of_radius
from gazetteer.relations.polar import outline
from gazetteer.relations.relation import Distance, SpatialRelation
from gazetteer.relations.vocabulary import vocabulary

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_MILE_M = 1609.344
_HEDGE_RATIO = {"down": 0.93, "up": 1.07}
"""How far "nearly" and "more than" move the likeliest distance from the figure."""


@dataclass(frozen=True, slots=True)
class Round:
    """A clause as a density round one point."""

    lon: float
    lat: float
    scale_m: float
    azimuth_deg: float | None
    row: Fitted
    reason: str


def _hedged(distance: Distance, hedge: str | None) -> tuple[float, str | None]:
    bound = vocabulary().hedges.get(hedge or "")
    return distance.best * _HEDGE_RATIO.get(bound or "", 1.0), bound


def round_of(relation: SpatialRelation, anchors: Sequence[Anchor], genre: Genre) -> Round | None:
    """Read a clause as one density round its anchor."""
    anchor = anchors[0]
    kind, azimuth = relation.relation, relation.azimuth_deg
    if kind == "road" and relation.distance_m and len(anchors) > 1:
        azimuth = azimuth_deg(anchor.lon, anchor.lat, anchors[1].lon, anchors[1].lat)
        return _measured(relation, anchor, azimuth, fitted("offset", "road", relation.distance_m.best, genre))
    if kind in {"offset", "distance", "coast", "border", "offshore", "road"} and relation.distance_m:
        scale, bound = _hedged(relation.distance_m, relation.hedge)
        if azimuth is not None and kind == "offset":
            return _measured(
                relation, anchor, azimuth, fitted("offset", _wording(relation, genre), scale, genre)
            )
        wording = "within" if bound in {"within", "down"} else ""
        return _measured(relation, anchor, None, fitted("distance", wording, scale, genre))
    if kind == "travel" and relation.travel_s and relation.speed_kmh:
        scale = relation.travel_s.best * relation.speed_kmh / 3.6
        row = _stretched(
            fitted("travel", "toward" if azimuth is not None else "", scale, genre), relation.travel_s
        )
        reason = f"{relation.travel_s.text} from {anchor.name}, at {relation.speed_kmh:.0f} km/h"
        return Round(anchor.lon, anchor.lat, scale, azimuth, row, reason)
    wording = {
        "direction": "near" if relation.near_side else "",
        "outskirts": "toward" if azimuth is not None else "",
        "part": "town" if azimuth is not None else "centre",
    }.get(kind, "")
    name = {"direction": "direction", "outskirts": "outskirts", "part": "part"}.get(kind, "near")
    way = compass_words(azimuth) if azimuth is not None else ""
    scale = anchor.extent_m + (OWN_SIZE_M if name in {"near", "direction"} else 0.0)
    row = fitted(name, wording, scale, genre)
    reason = (
        f"{kind} {way}of {anchor.name}, which reaches about {anchor.extent_m / 1000:.1f} km"
        if way
        else f"{kind} {anchor.name}, which reaches about {anchor.extent_m / 1000:.1f} km"
    )
    return Round(anchor.lon, anchor.lat, scale, azimuth, row, reason)


def _wording(relation: SpatialRelation, genre: Genre) -> str:
    if relation.by_road:
        return "road"
    if relation.wording and not (genre == "news" and relation.wording == "computed"):
        return relation.wording
    half = relation.azimuth_half_deg or 45.0
    if half < 22.5:
        return "16"
    miles = relation.distance_m is not None and relation.distance_m.unit_m == _MILE_M
    return ("4" if half >= 45.0 else "8") + (" mi" if miles else "")


def _measured(relation: SpatialRelation, anchor: Anchor, azimuth: float | None, row: Fitted) -> Round:
    distance = relation.distance_m
    assert distance is not None  # noqa: S101
    scale, _ = _hedged(distance, relation.hedge)
    way = f" {compass_words(azimuth)}of" if azimuth is not None else " from"
    reason = f"{distance.text} ({scale / 1000:.1f} km){way} {anchor.name}"
    return Round(anchor.lon, anchor.lat, max(scale, 1.0), azimuth, _stretched(row, distance), reason)


def _stretched(row: Fitted, distance: Distance) -> Fitted:
    """Widen a density to a stated range, as "15 to 30 kilometres"."""
    if distance.high <= distance.low or distance.best <= 0.0:
        return row
    density = row.density
    below = 0.6 * (distance.best - distance.low) / distance.best
    above = 0.6 * (distance.high - distance.best) / distance.best
    wide = replace(density, left=density.left + below, right=density.right + above)
    return replace(row, density=wide)


_WINDS = ("north ", "northeast ", "east ", "southeast ", "south ", "southwest ", "west ", "northwest ")


def compass_words(azimuth: float) -> str:
    nearest = round(azimuth / 45.0) % 8
    if abs((azimuth - nearest * 45.0 + 180.0) % 360.0 - 180.0) < 6.0:
        return _WINDS[nearest]
    return f"at {azimuth:.0f}° "


def smallest_location(
    relation: SpatialRelation, around: Round, anchors: Sequence[Anchor], coverage: float
) -> Location:
    shape = outline(around.row.density, level(around.row, coverage))
    azimuth = around.azimuth_deg or 0.0
    # The last one is the best point: one call of the geodesic for all.
    lons, lats = destinations(
        around.lon, around.lat, azimuth + shape.angles_deg, shape.radii * around.scale_m
    )
    region = ring_polygon(lons[:-1], lats[:-1])
    if around.azimuth_deg is None:
        lon, lat = around.lon, around.lat
        uncertainty = float(shape.radii[:-1].max()) * around.scale_m
        if shape.hole > 0.0:
            region, lon, lat = _with_hole(region, around, shape.hole, shape.point)
            uncertainty = reach_m(lon, lat, region)
    else:
        lon, lat = float(lons[-1]), float(lats[-1])
        # The plane's figure is short of the ellipsoid's on long ways; measure those.
        far = shape.reach * around.scale_m
        uncertainty = far * 1.005 if far < 200_000.0 else reach_m(lon, lat, region)
    share = f"the region holds {coverage:.0%} of such expressions"
    return Location(
        lon=lon, lat=lat, region=region, coverage=coverage, uncertainty_m=uncertainty,
        precision=precision_of_relation(relation, uncertainty), method=relation.relation,
        place_ids=ids_of(anchors), reasons=(around.reason, share),
    )  # fmt: skip


def _with_hole(
    region: BaseGeometry, around: Round, hole: float, middle: float
) -> tuple[BaseGeometry, float, float]:
    """Cut the hole of a ring; its best point is on the ring, to the east for want of better."""
    turn = np.arange(0.0, 360.0, 7.5)
    inner = ring_polygon(
        *destinations(around.lon, around.lat, turn, np.full(turn.size, hole * around.scale_m))
    )
    ring = tidy(region.difference(inner))
    lon, lat = destination(around.lon, around.lat, 90.0, middle * around.scale_m)
    lon, lat = inside_point(ring, lon, lat)
    return ring, lon, lat


def precision_of_relation(relation: SpatialRelation, uncertainty_m: float) -> Precision:
    """Return how closely a relation places, by its kind and reach."""
    if relation.relation in {"border", "coast", "road"}:
        return Precision.AREA
    if relation.relation == "offshore":
        return Precision.SEA
    return precision_of_radius(uncertainty_m)
