"""Relations of two anchors or two legs: between A and B, on the road, 3 km N and 2 km E of X."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gazetteer.geodesy import azimuth_deg, destination, destinations, distance_m, ring_polygon
from gazetteer.location import Location
from gazetteer.relations.anchor import Anchor, ids_of
from gazetteer.relations.clauses import compass_words, precision_of_relation, round_of, smallest_location
from gazetteer.relations.densities import Genre
from gazetteer.relations.places import precision_of_radius
from gazetteer.relations.relation import Distance, SpatialRelation


def between_anchors(
    relation: SpatialRelation, anchors: Sequence[Anchor], genre: Genre, coverage: float
) -> Location | None:
    """Place "between A and B": an ellipse about the middle of the line, along it."""
    one, two = anchors[0], anchors[1]
    length = distance_m(one.lon, one.lat, two.lon, two.lat)
    if relation.relation == "road" and relation.distance_m and relation.distance_m.best < 2.0 * length:
        around = round_of(relation, anchors, genre)
        return None if around is None else smallest_location(relation, around, anchors, coverage)
    azimuth = azimuth_deg(one.lon, one.lat, two.lon, two.lat)
    lon, lat = destination(one.lon, one.lat, azimuth, length / 2.0)
    along_share, across_share = BETWEEN["halfway" if relation.hedge == "halfway" else relation.relation]
    # Coverage of an ellipse of a normal density: k = sqrt(-2 ln(1 - c)); the shares are for 0.9.
    k = math.sqrt(math.log(1.0 - coverage) / math.log(0.1)) * (1.3 if genre == "news" else 1.0)
    extent = max(one.extent_m, two.extent_m, 1000.0)
    along = k * (along_share * length + 0.5 * extent)
    across = k * (across_share * length + 1.0 * extent)
    middle_azimuth = azimuth_deg(lon, lat, two.lon, two.lat)
    turn = np.radians(np.arange(0.0, -360.0, -7.5))
    x, y = along * np.cos(turn), across * np.sin(turn)
    lons, lats = destinations(lon, lat, middle_azimuth + np.degrees(np.arctan2(y, x)), np.hypot(x, y))
    region = ring_polygon(lons, lats)
    reason = f"between {one.name} and {two.name}, {length / 1000:.1f} km apart: about the middle of the line"
    return Location(
        lon=lon, lat=lat, region=region, coverage=coverage, uncertainty_m=max(along, across),
        precision=precision_of_relation(relation, max(along, across)), method=relation.relation,
        place_ids=ids_of(anchors), reasons=(reason, f"the region holds {coverage:.0%} of such expressions"),
    )  # fmt: skip


BETWEEN = {"between": (0.4, 0.3), "halfway": (0.15, 0.28), "road": (0.48, 0.12)}
"""Half axes along and across the line, as shares of its length, that hold 90 %: measured on 149 and 18
expressions ("between" and "halfway between"); "road" is widened to the ends and narrowed to the line."""


def add_legs(relation: SpatialRelation, anchor: Anchor, coverage: float) -> Location | None:
    """Add the legs; the error is that of both figures, without one of direction."""
    legs = [relation, *relation.chained]
    lon, lat, spread = anchor.lon, anchor.lat, 0.0
    for leg in legs:
        if leg.distance_m is None or leg.azimuth_deg is None:
            return None
        lon, lat = destination(lon, lat, leg.azimuth_deg, leg.distance_m.best)
        spread += leg.distance_m.best**2 + 25.0 * (0.5 * _unit_m(leg.distance_m)) ** 2
    # Collectors' legs are good to about a tenth; the anchor's own extent comes on top.
    radius = math.sqrt(0.01 * spread + (0.5 * anchor.extent_m) ** 2 + 500.0**2)
    radius *= math.sqrt(math.log(1.0 - coverage) / math.log(0.1)) * 1.5
    region = ring_polygon(*destinations(lon, lat, np.arange(0.0, -360.0, -7.5), np.full(48, radius)))
    words = " and ".join(
        f"{leg.distance_m.text} {compass_words(leg.azimuth_deg or 0.0)}".strip()
        for leg in legs
        if leg.distance_m
    )
    return Location(
        lon=lon, lat=lat, region=region, coverage=coverage, uncertainty_m=radius,
        precision=precision_of_radius(radius), method="orthogonal", place_ids=ids_of([anchor]),
        reasons=(f"{words} of {anchor.name}, added",),
    )  # fmt: skip


def _unit_m(distance: Distance) -> float:
    """Return the metres of the unit that a figure counts, no more than the figure itself."""
    return min(distance.unit_m or 1000.0, distance.best)
