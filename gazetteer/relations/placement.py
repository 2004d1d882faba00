"""A spatial relation and its anchors → a location."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.geodesy import azimuth_deg, limit_vertices, reach_m
from gazetteer.location import Location
from gazetteer.relations import areas
from gazetteer.relations.anchor import Anchor, ids_of
from gazetteer.relations.clauses import Round, precision_of_relation, round_of, smallest_location
from gazetteer.relations.combine import Field, inside_point, polar_field, smallest_region
from gazetteer.relations.confine import kept_within, widened
from gazetteer.relations.densities import Genre
from gazetteer.relations.pairs import add_legs, between_anchors
from gazetteer.relations.relation import SpatialRelation

if TYPE_CHECKING:
    from gazetteer.relations.atlas import Atlas

__all__ = ["Anchor", "place_relation"]

_MIDDLE_COVERAGE = 0.5
_SHAPELESS_M = 150_000.0
_CLIPPED_FROM_M = 20_000.0
_FACING_DEG = 60.0


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
    location = _located(relation, anchors, atlas, genre, coverage, chained)
    spread = max(anchor.spread_m for anchor in anchors)
    if location is None or spread <= 0.0:
        return location
    return widened(location, spread, f"the anchor itself is known to {spread / 1000:.0f} km")


def _located(
    relation: SpatialRelation,
    anchors: Sequence[Anchor],
    atlas: Atlas | None,
    genre: Genre,
    coverage: float,
    chained: Sequence[Sequence[Anchor]],
) -> Location | None:
    others = [(more, list(of)) for more, of in zip(relation.chained, chained, strict=False) if of]
    if relation.relation == "orthogonal":
        return add_legs(relation, anchors[0], coverage)
    if len(others) == 1 and _face(relation, anchors[0], others[0][0], others[0][1][0]):
        facing = replace(relation, relation="between", chained=())
        return between_anchors(facing, [anchors[0], others[0][1][0]], genre, coverage)
    if others:
        together = multiply([(relation, list(anchors)), *others], atlas, genre, coverage)
        if together is not None:
            return together
    if relation.relation in {"part", "border", "coast", "offshore"} or areas.is_wide(anchors[0].place, atlas):
        located = _area(relation, anchors, atlas, coverage)
        if located is not None:
            return located
        if anchors[0].extent_m > _SHAPELESS_M and relation.relation not in {"between", "road"}:
            return None  # a river or an ocean: its outline is not known, and its point says nothing
    if relation.relation in {"between", "road"} and len(anchors) > 1:
        return between_anchors(relation, anchors, genre, coverage)
    around = round_of(relation, anchors, genre)
    if around is None:
        return None
    location = smallest_location(relation, around, anchors, coverage)
    if relation.relation == "distance" and around.scale_m >= _CLIPPED_FROM_M:
        return _in_country(location, anchors[0], atlas)
    return location


def _in_country(location: Location, anchor: Anchor, atlas: Atlas | None) -> Location:
    """Keep of a ring what lies in the anchor's own country: a bare distance is told at home."""
    if atlas is None or anchor.place is None or anchor.place.country_code is None:
        return location
    country = atlas.country(anchor.place.country_code)
    return location if country is None else kept_within(location, country, atlas)


def _face(one: SpatialRelation, a: Anchor, two: SpatialRelation, b: Anchor) -> bool:
    """Tell whether "north of A and south of B" is between the two."""
    if {one.relation, two.relation} != {"direction"} or one.azimuth_deg is None or two.azimuth_deg is None:
        return False
    there = azimuth_deg(a.lon, a.lat, b.lon, b.lat)
    turns = (there - one.azimuth_deg, there + 180.0 - two.azimuth_deg)
    return all(abs((turn + 180.0) % 360.0 - 180.0) <= _FACING_DEG for turn in turns)


def multiply(
    clauses: Sequence[tuple[SpatialRelation, list[Anchor]]],
    atlas: Atlas | None,
    genre: Genre,
    coverage: float,
) -> Location | None:
    """Multiply the densities of several clauses."""
    fields: list[Field] = []
    rounds: list[Round] = []
    for relation, anchors in clauses:
        around = round_of(relation, anchors, genre)
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
        precision=precision_of_relation(clauses[0][0], uncertainty), method=clauses[0][0].relation,
        place_ids=ids_of(anchors),
        reasons=(*(around.reason for around in rounds), "the densities of all clauses multiplied"),
    )  # fmt: skip


def _size(around: Round) -> float:
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
        precision=precision_of_relation(relation, uncertainty), method=relation.relation,
        place_ids=ids_of(anchors), reasons=(reason,),
    )  # fmt: skip
