"""A spatial relation and its anchors → a location."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import box

from gazetteer.geodesy import (
    azimuth_deg,
    destination,
    destinations,
    distance_m,
    limit_vertices,
    reach_m,
    ring_polygon,
    tidy,
)
from gazetteer.location import Location, Precision
from gazetteer.place import Place
from gazetteer.relations import areas
from gazetteer.relations.combine import Field, inside_point, polar_field, smallest_region
from gazetteer.relations.densities import OWN_SIZE_M, Fitted, Genre, fitted, level
from gazetteer.relations.places import precision_of_radius
from gazetteer.relations.polar import outline
from gazetteer.relations.relation import Distance, SpatialRelation
from gazetteer.relations.vocabulary import vocabulary

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.relations.atlas import Atlas

_MIDDLE_COVERAGE = 0.5
_SHAPELESS_M = 150_000.0
_CLIPPED_FROM_M = 20_000.0
_BORDER_SLACK_DEG = 0.03
"""Outlines are simplified; towns stand on the coast."""
_HEDGE_RATIO = {"down": 0.93, "up": 1.07}
"""How far "nearly" and "more than" move the likeliest distance from the figure."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relation starts from.

    Attributes
    ----------
    lon, lat : float
        Its point.
    extent_m : float
        Its usual radius.
    name : str
        For the reasons.
    place : Place or None
        None for bare coordinates.
    """

    lon: float
    lat: float
    extent_m: float
    name: str
    place: Place | None = None

    @classmethod
    def of(cls, place: Place) -> Anchor:
        """Make an anchor of a place."""
        return cls(place.lon, place.lat, max(100.0, place.extent_m), place.name, place)


@dataclass(frozen=True, slots=True)
class _Round:
    """A clause as a density round one point."""

    lon: float
    lat: float
    scale_m: float
    azimuth_deg: float | None
    row: Fitted
    reason: str


def place_relation(
    relation: SpatialRelation,
    anchors: Sequence[Anchor],
    atlas: Atlas | None = None,
    *,
    genre: Genre = "general",
    coverage: float = 0.9,
    chained: Sequence[Sequence[Anchor]] = (),
) -> Location | None:
    """Return the location that a relation states.

    Parameters
    ----------
    relation : SpatialRelation
        As read.
    anchors : sequence of Anchor
        The relation's anchors, in its order.
    atlas : Atlas, optional
        For outlines, borders and coasts.
    genre : {"general", "news"}
        Whose spread to take.
    coverage : float
        Share of the true places that the region shall hold.
    chained : sequence of sequences of Anchor
        The anchors of ``relation.chained``, one sequence a clause.

    Returns
    -------
    Location or None
        None where an anchor is missing, or where the clauses exclude each other.
    """
    if not anchors or not 0.0 < coverage < 1.0:
        return None
    others = [(more, list(of)) for more, of in zip(relation.chained, chained, strict=False) if of]
    if relation.relation == "orthogonal":
        return _orthogonal(relation, anchors[0], coverage)
    if others:
        together = _together([(relation, list(anchors)), *others], atlas, genre, coverage)
        if together is not None:
            return together
    if relation.relation in {"part", "border", "coast", "offshore"} or areas.is_wide(anchors[0].place, atlas):
        located = _area(relation, anchors, atlas, coverage)
        if located is not None:
            return located
        if anchors[0].extent_m > _SHAPELESS_M and relation.relation not in {"between", "road"}:
            return None  # a river or an ocean: its outline is not known, and its point says nothing
    if relation.relation in {"between", "road"} and len(anchors) > 1:
        return _between(relation, anchors, genre, coverage)
    around = _around(relation, anchors, genre)
    if around is None:
        return None
    location = _from_outline(relation, around, anchors, coverage)
    if relation.relation == "distance" and around.scale_m >= _CLIPPED_FROM_M:
        return _in_country(location, anchors[0], atlas)
    return location


def _in_country(location: Location, anchor: Anchor, atlas: Atlas | None) -> Location:
    """Keep of a ring what lies in the anchor's own country: a bare distance is told at home."""
    place = anchor.place
    if atlas is None or place is None or place.country_code is None:
        return location
    country = atlas.country(place.country_code)
    outline_of = atlas.geometry(country) if country is not None else None
    if country is None or outline_of is None:
        return location
    west, south, east, north = location.region.bounds
    near = box(west, south, east, north).intersection(outline_of.buffer(0))
    inside = location.region.intersection(near.buffer(_BORDER_SLACK_DEG))
    if (
        inside.is_empty
        or inside.area < 0.02 * location.region.area
        or inside.area > 0.98 * location.region.area
    ):
        return location
    region = limit_vertices(inside)
    middle = region.centroid
    lon, lat = inside_point(region, middle.x, middle.y)
    uncertainty = reach_m(lon, lat, region)
    return replace(
        location,
        lon=lon,
        lat=lat,
        region=region,
        uncertainty_m=uncertainty,
        precision=precision_of_radius(uncertainty),
        reasons=(*location.reasons, f"only the part in {country.name}"),
    )


def _hedged(distance: Distance, hedge: str | None) -> tuple[float, str | None]:
    bound = vocabulary().hedges.get(hedge or "")
    return distance.best * _HEDGE_RATIO.get(bound or "", 1.0), bound


def _around(relation: SpatialRelation, anchors: Sequence[Anchor], genre: Genre) -> _Round | None:
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
        return _Round(anchor.lon, anchor.lat, scale, azimuth, row, reason)
    wording = {
        "direction": "near" if relation.near_side else "",
        "outskirts": "toward" if azimuth is not None else "",
        "part": "town" if azimuth is not None else "centre",
    }.get(kind, "")
    name = {"direction": "direction", "outskirts": "outskirts", "part": "part"}.get(kind, "near")
    way = _compass(azimuth) if azimuth is not None else ""
    scale = anchor.extent_m + (OWN_SIZE_M if name in {"near", "direction"} else 0.0)
    row = fitted(name, wording, scale, genre)
    reason = (
        f"{kind} {way}of {anchor.name}, which reaches about {anchor.extent_m / 1000:.1f} km"
        if way
        else f"{kind} {anchor.name}, which reaches about {anchor.extent_m / 1000:.1f} km"
    )
    return _Round(anchor.lon, anchor.lat, scale, azimuth, row, reason)


def _wording(relation: SpatialRelation, genre: Genre) -> str:
    if relation.by_road:
        return "road"
    if relation.wording and not (genre == "news" and relation.wording == "computed"):
        return relation.wording
    half = relation.azimuth_half_deg or 45.0
    return "4" if half >= 45.0 else "8" if half >= 22.5 else "16"


def _measured(relation: SpatialRelation, anchor: Anchor, azimuth: float | None, row: Fitted) -> _Round:
    distance = relation.distance_m
    assert distance is not None  # noqa: S101
    scale, _ = _hedged(distance, relation.hedge)
    way = f" {_compass(azimuth)}of" if azimuth is not None else " from"
    reason = f"{distance.text} ({scale / 1000:.1f} km){way} {anchor.name}"
    return _Round(anchor.lon, anchor.lat, max(scale, 1.0), azimuth, _stretched(row, distance), reason)


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


def _compass(azimuth: float) -> str:
    nearest = round(azimuth / 45.0) % 8
    if abs((azimuth - nearest * 45.0 + 180.0) % 360.0 - 180.0) < 6.0:
        return _WINDS[nearest]
    return f"at {azimuth:.0f}° "


def _from_outline(
    relation: SpatialRelation, around: _Round, anchors: Sequence[Anchor], coverage: float
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
        precision=_precision(relation, uncertainty), method=relation.relation,
        place_ids=_ids(anchors), reasons=(around.reason, share),
    )  # fmt: skip


def _with_hole(
    region: BaseGeometry, around: _Round, hole: float, middle: float
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


def _precision(relation: SpatialRelation, uncertainty_m: float) -> Precision:
    if relation.relation in {"border", "coast", "road"}:
        return Precision.AREA
    if relation.relation == "offshore":
        return Precision.SEA
    return precision_of_radius(uncertainty_m)


def _ids(anchors: Sequence[Anchor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(anchor.place.id for anchor in anchors if anchor.place is not None))


def _between(
    relation: SpatialRelation, anchors: Sequence[Anchor], genre: Genre, coverage: float
) -> Location | None:
    """Place "between A and B": an ellipse about the middle of the line, along it."""
    one, two = anchors[0], anchors[1]
    length = distance_m(one.lon, one.lat, two.lon, two.lat)
    if relation.relation == "road" and relation.distance_m and relation.distance_m.best < 2.0 * length:
        around = _around(relation, anchors, genre)
        return None if around is None else _from_outline(relation, around, anchors, coverage)
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
        precision=_precision(relation, max(along, across)), method=relation.relation, place_ids=_ids(anchors),
        reasons=(reason, f"the region holds {coverage:.0%} of such expressions"),
    )  # fmt: skip


BETWEEN = {"between": (0.4, 0.3), "halfway": (0.15, 0.28), "road": (0.48, 0.12)}
"""Half axes along and across the line, as shares of its length, that hold 90 %: measured on 149 and 18
expressions ("between" and "halfway between"); "road" is widened to the ends and narrowed to the line."""


def _orthogonal(relation: SpatialRelation, anchor: Anchor, coverage: float) -> Location | None:
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
        f"{leg.distance_m.text} {_compass(leg.azimuth_deg or 0.0)}".strip() for leg in legs if leg.distance_m
    )
    return Location(
        lon=lon, lat=lat, region=region, coverage=coverage, uncertainty_m=radius,
        precision=precision_of_radius(radius), method="orthogonal", place_ids=_ids([anchor]),
        reasons=(f"{words} of {anchor.name}, added",),
    )  # fmt: skip


def _unit_m(distance: Distance) -> float:
    """Return the metres of the unit that a figure counts."""
    words = vocabulary().units
    for word in reversed(distance.text.replace("(", " ").split()):
        if word.strip(".").lower() in words:
            return min(words[word.strip(".").lower()], distance.best)
    return min(1000.0, distance.best)


def _together(
    clauses: Sequence[tuple[SpatialRelation, list[Anchor]]],
    atlas: Atlas | None,
    genre: Genre,
    coverage: float,
) -> Location | None:
    """Multiply the densities of several clauses."""
    fields: list[Field] = []
    rounds: list[_Round] = []
    for relation, anchors in clauses:
        around = _around(relation, anchors, genre)
        if around is None:
            continue
        rounds.append(around)
        fields.append(
            polar_field(around.lon, around.lat, around.scale_m, around.azimuth_deg, around.row.density)
        )
    if len(rounds) < 2:
        return None
    tightest = min(rounds, key=_size)
    found = smallest_region(fields, tightest.lon, tightest.lat, _size(tightest), coverage)
    if found is None:
        return None
    region, lon, lat = found
    uncertainty = reach_m(lon, lat, region)
    anchors = [anchor for _, of in clauses for anchor in of]
    return Location(
        lon=lon, lat=lat, region=region, coverage=coverage, uncertainty_m=uncertainty,
        precision=_precision(clauses[0][0], uncertainty), method=clauses[0][0].relation,
        place_ids=_ids(anchors),
        reasons=(*(around.reason for around in rounds), "the densities of all clauses multiplied"),
    )  # fmt: skip


def _size(around: _Round) -> float:
    density = around.row.density
    return (density.mode + 5.0 * density.right) * around.scale_m


def _area(
    relation: SpatialRelation, anchors: Sequence[Anchor], atlas: Atlas | None, coverage: float
) -> Location | None:
    """Place a relation to an outline, a border or a coast."""
    if atlas is None:
        return None
    places = [anchor.place for anchor in anchors if anchor.place]
    try:
        found = areas.area_of(relation, places, atlas, coverage)
    except NotImplementedError:  # a database without borders and coasts
        return None
    if found is None:
        return None
    region, reason = found
    region = limit_vertices(region)
    # The likeliest place is the middle of the smallest half, not of all that may be meant.
    half = areas.area_of(relation, places, atlas, _MIDDLE_COVERAGE)
    middle = (half[0] if half is not None else region).centroid
    lon, lat = inside_point(region, middle.x, middle.y)
    uncertainty = reach_m(lon, lat, region)
    return Location(
        lon=lon, lat=lat, region=region, coverage=coverage, uncertainty_m=uncertainty,
        precision=_precision(relation, uncertainty), method=relation.relation, place_ids=_ids(anchors),
        reasons=(reason,),
    )  # fmt: skip
