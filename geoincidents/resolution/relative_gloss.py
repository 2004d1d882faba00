"""Glosses: a relation right behind a resolved name describes that name, and what happened is at the name."""

from __future__ import annotations

from bisect import bisect_left

from gazetteer.geodesy import distance_m
from gazetteer.relations.anchor import Anchor
from gazetteer.relations.relation import SpatialRelation
from gazetteer.relations.vocabulary import vocabulary
from geoincidents.resolution.relative_scene import Scene
from geoincidents.types import Resolution

LINES = frozenset({"PCLI", "PCL", "PCLD", "PCLF", "PCLS", "PCLH", "ADM1"})
"""Areas so large that a relation behind their name is told within them."""
_GLOSS_WORDS = frozenset(
    {
        "",
        "is",
        "which is",
        "located",
        "situated",
        "a town",
        "a village",
        "a city",
        "lies",
        "about",
        "in",
        "which lies",
    }
)
_GLOSSING = frozenset(
    {"offset", "distance", "direction", "near", "between", "part", "outskirts", "travel", "border", "coast"}
)


def gloss_of(relation: SpatialRelation, scene: Scene, anchors: set[int]) -> int | None:
    """Return the resolved name that stands right before a relation and is described by it."""
    if relation.relation not in _GLOSSING:
        return None
    start = relation.span[0]
    index = bisect_left(scene.starts, start) - 1
    if index < 0 or index in anchors:
        return None
    resolution = scene.resolutions[index]
    if resolution.place is None or resolution.place.feature_code in LINES:
        return None
    between = scene.article.text[resolution.mention.span[1] : start]
    nouns = vocabulary().nouns
    kinds = nouns["heads"] | nouns["suffix"] | {"air", "military", "refugee"}
    told = between.lower().replace(",", " ").replace("(", " ").strip(" –—-\n").split()
    while told and told[0] in kinds:  # "Ardel airbase, 80 kilometres north of Borvik"
        del told[0]
    words = " ".join(told)
    if words not in _GLOSS_WORDS or any(mark in between for mark in ".;:!?"):
        return None
    if not between.strip() and resolution.place.feature_class == "A":
        return None
    return index


def gloss_reason(relation: SpatialRelation, resolution: Resolution, anchor: Anchor) -> str:
    """Say where the described name lies, beside what the gloss states."""
    place = resolution.place
    assert place is not None  # noqa: S101
    stated = f", stated {relation.distance_m.text}" if relation.distance_m else ""
    apart = distance_m(anchor.lon, anchor.lat, place.lon, place.lat) / 1000.0
    point = anchor.place is None or anchor.place.feature_code not in LINES
    lies = f", which lies {apart:.0f} km from {anchor.name}{stated}" if point else ""
    return f"describes {resolution.mention.text}{lies}: the event is there"
