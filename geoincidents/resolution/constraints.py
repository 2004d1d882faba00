"""How well a candidate agrees with what is said beside it: "80 kilometres north of Baghdad"."""

from __future__ import annotations

import math

from gazetteer.relations.relation import SpatialRelation
from geoincidents.resolution.context import Evidence, RelationLink
from geoincidents.resolution.document import LEVELS, Option, Sense, holds
from geoincidents.resolution.sphere import azimuth_deg, distance_m, turn_deg
from geoincidents.resolution.surroundings import Agreement, Beliefs, likely

SLACK_SHARE = 0.2
"""Stated distances are round, often by road: a fifth of the distance is the usual miss in news."""

SLACK_M = 8_000.0
"""And a few kilometres for where in town one measures from."""

TURN_SCALE_DEG = 25.0
"""How fast agreement falls beyond the sector that a direction word stands for."""

NEAR_M = 30_000.0
"""What "near" still means between towns."""

SIDE_SHARE = 0.34
"""How far a country's border lies beyond the disc of its area, as a share of the disc's radius (root of mean
square along the border, median of 178 countries)."""

FARTHEST_DIRECTION_M = 600_000.0
"""A direction without a distance says nothing of places farther apart."""


def relation_scores(
    evidence: Evidence, senses: list[Sense], sense_of: list[int], beliefs: Beliefs
) -> dict[int, Agreement]:
    """Return for each sense that a relation touches how its candidates agree.

    The target is compared with what its anchors probably mean, and each anchor with what the target does.
    """
    scores: dict[int, Agreement] = {}
    for link in evidence.relations:
        target = sense_of[link.target]
        for anchor in {sense_of[at] for at in link.anchors} - {target}:
            for at, other, forward in ((target, anchor, True), (anchor, target, False)):
                found = scores.setdefault(at, _none(senses[at]))
                _compare(found, senses[at], likely(senses[other], beliefs.of[other], 8), link, forward)
    return scores


def _none(sense: Sense) -> Agreement:
    return Agreement([0.0] * len(sense.options), [0.0] * len(sense.options))


def _compare(
    found: Agreement, sense: Sense, others: list[tuple[Option, float]], link: RelationLink, forward: bool
) -> None:
    known = sum(share for _, share in others)
    for index, option in enumerate(sense.options):
        fit = 0.0
        for other, share in others:
            target, anchor = (option, other) if forward else (other, option)
            fit = max(fit, share * agreement(link.relation, target, anchor))
        found.for_it[index] = max(found.for_it[index], fit)
        if forward:
            found.against_it[index] = max(found.against_it[index], known - fit)


def agreement(relation: SpatialRelation, target: Option, anchor: Option) -> float:
    """Return how well a target lies as said from an anchor, 0 to 1."""
    there, here = target.place, anchor.place
    if there.id == here.id:
        return 0.0
    distance = distance_m(here.lon, here.lat, there.lon, there.lat)
    if relation.relation == "border":
        if target.country is not None and target.country == anchor.country:
            return 1.0
        # On the other side: next to what the anchor's disc covers, as nearly as a disc tells.
        beyond = distance - here.extent_m - (there.extent_m if target.level <= LEVELS["admin1"] else 0.0)
        return math.exp(-0.5 * (max(0.0, beyond) / (NEAR_M + here.extent_m * SIDE_SHARE)) ** 2)
    # Between the edges: the middle of a province is not where it is measured from.
    extent = min(here.extent_m + there.extent_m, max(here.extent_m, there.extent_m) * 1.2)
    fit = 1.0
    if relation.distance_m is not None:
        stated = relation.distance_m
        off = max(stated.low - distance, distance - stated.high, 0.0)
        scale = SLACK_SHARE * stated.best + SLACK_M + extent * 0.5
        fit = math.exp(-0.5 * (off / scale) ** 2)
    elif relation.relation == "part" and holds(anchor, target):
        pass  # "southeast Sweden" holds what Sweden holds; its middle is no measure
    elif relation.relation in {"near", "outskirts", "part", "between"}:
        fit = math.exp(-0.5 * (max(0.0, distance - extent) / NEAR_M) ** 2)
    elif distance > FARTHEST_DIRECTION_M:
        return 0.0
    if relation.azimuth_deg is not None and distance > extent:
        turn = turn_deg(azimuth_deg(here.lon, here.lat, there.lon, there.lat), relation.azimuth_deg)
        beyond = max(0.0, turn - (relation.azimuth_half_deg or 45.0))
        fit *= math.exp(-0.5 * (beyond / TURN_SCALE_DEG) ** 2)
    return fit
