"""Glosses: a relation right behind a name describes that name, and what happened is at the name.

A name that the gazetteer lacks then lies where the relation says: "Kelu, 50 km east of Ardel".
"""

from __future__ import annotations

import re
from bisect import bisect_left

from gazetteer.geodesy import distance_m
from gazetteer.relations.anchor import Anchor
from gazetteer.relations.relation import SpatialRelation
from gazetteer.relations.vocabulary import vocabulary
from geoincidents.resolution.described import is_unplaced
from geoincidents.resolution.relative_scene import Scene
from geoincidents.types import Resolution

LINES = frozenset({"PCLI", "PCL", "PCLD", "PCLF", "PCLS", "PCLH", "ADM1"})
"""Areas so large that a relation behind their name is told within them."""
_GLOSS_WORDS = frozenset(
    {
        "",
        "is",
        "which is",
        "is located",
        "is situated",
        "which is located",
        "which is situated",
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


_THE_TOWN = re.compile(
    r"\b[Tt]h(?:e|is)\s+(?:\w+\s+){0,3}?(?:town|village|hamlet|settlement|camp|base|city|locality|community|post|outpost|site)"
    r"(?:,\s*(?:which\s+)?|\s+)(?:(?:is|lies|was)\s+)?(?:(?:located|situated|about|some)\s+)?\Z"
)
"""Before a relation: it describes the town that was told of last."""
_NOUNS_REACH = 60
"""Characters before a relation in which "the village, which is located" stands."""
_SENTENCES_BACK = 2


def gloss_of(relation: SpatialRelation, scene: Scene, anchors: set[int]) -> int | None:
    """Return the name that stands right before a relation and is described by it."""
    if relation.relation not in _GLOSSING:
        return None
    start = relation.span[0]
    index = bisect_left(scene.starts, start) - 1
    if index < 0 or index in anchors:
        return None
    if _THE_TOWN.search(scene.article.text, max(0, start - _NOUNS_REACH), start):
        return _told_last(index, scene, start, anchors)
    resolution = scene.resolutions[index]
    if anchors and all(scene.resolutions[at].place is None for at in anchors):
        return None  # "..., close to the hamlet of X": what nobody knows tells nothing of what is known
    between = scene.article.text[resolution.mention.span[1] : start]
    return index if _may_be_described(resolution) and _is_gloss(between, resolution) else None


def _may_be_described(resolution: Resolution) -> bool:
    """Tell whether a relation may say where a name is: no country or province, no coordinates."""
    if resolution.place is None:
        return is_unplaced(resolution)
    return resolution.place.feature_code not in LINES


def _is_gloss(between: str, resolution: Resolution) -> bool:
    """Tell whether the words between a name and a relation leave the relation to describe the name."""
    nouns = vocabulary().nouns
    kinds = nouns["heads"] | nouns["suffix"] | {"air", "military", "refugee"}
    told = between.lower().replace(",", " ").replace("(", " ").strip(" –—-\n").split()
    while told and told[0] in kinds:  # "Ardel airbase, 80 kilometres north of Borvik"
        del told[0]
    if " ".join(told) not in _GLOSS_WORDS or any(mark in between for mark in ".;:!?"):
        return False
    # "in Estra Province north of Ardel" is a part of the province, "Borvik north of Ardel" is Borvik.
    return bool(between.strip()) or not (resolution.place is None or resolution.place.feature_class == "A")


def _told_last(index: int, scene: Scene, start: int, anchors: set[int]) -> int | None:
    """Return the town, site or unknown name told of last before "the village is 70 km north of"."""
    here = scene.sentence(start)
    for at in range(index, -1, -1):
        resolution = scene.resolutions[at]
        if here - scene.sentence(resolution.mention.span[0]) > _SENTENCES_BACK:
            return None
        place = resolution.place
        town = is_unplaced(resolution) if place is None else place.feature_class in {"P", "S"}
        if town and at not in anchors and resolution.role not in {"speaker", "dateline"}:
            return at
    return None


def gloss_reason(relation: SpatialRelation, resolution: Resolution, anchor: Anchor) -> str:
    """Say where the described name lies, beside what the gloss states."""
    place = resolution.place
    if place is None:
        return f"says where {resolution.mention.text} is, which the gazetteer lacks: the event is there"
    stated = f", stated {relation.distance_m.text}" if relation.distance_m else ""
    apart = distance_m(anchor.lon, anchor.lat, place.lon, place.lat) / 1000.0
    point = anchor.place is None or anchor.place.feature_code not in LINES
    lies = f", which lies {apart:.0f} km from {anchor.name}{stated}" if point else ""
    return f"describes {resolution.mention.text}{lies}: the event is there"
