"""The relative locations of an article: each relation with its resolved anchors becomes a location.

A relation right behind a resolved name describes that name ("Piura, 1,100 km north of Lima"): a gloss. What
happened is at the name; the relation only helped to choose it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from gazetteer.location import Location
from gazetteer.place import Place
from gazetteer.relations.anchor import Anchor, town_of
from gazetteer.relations.atlas import Atlas
from gazetteer.relations.confine import kept_within
from gazetteer.relations.placement import place_relation
from gazetteer.relations.relation import SpatialRelation
from gazetteer.relations.vocabulary import vocabulary
from geoincidents.resolution.relative_gloss import LINES, gloss_of, gloss_reason
from geoincidents.resolution.relative_scene import Scene, anchors_of
from geoincidents.types import Article, RelativePlace, Resolution

_FROM_TOWNS = frozenset(
    {"offset", "distance", "orthogonal", "travel", "between", "road", "outskirts", "near", "direction"}
)
"""Told of towns: where a province bears the name too, its town is meant."""
_WORD = re.compile(r"[^\W\d_]+")
_PORT = re.compile(r"\b(?:port|city|town|harbou?r)\b", re.IGNORECASE)
_TOWARDS = re.compile(r"\b(?:to|towards?)\s+(?:the\s+)?\Z")
_OWNED = re.compile(r"['’]s\b")
_LIKELY_M = 2_000.0
"""Extent taken for an anchor of which only the surroundings are known."""


def place_relatives(
    article: Article,
    relations: Sequence[SpatialRelation],
    resolutions: Sequence[Resolution],
    gazetteer: Atlas,
    *,
    genre: str = "news",
    coverage: float = 0.9,
) -> tuple[RelativePlace, ...]:
    """Return one relative place a relation, in the order of the text.

    Parameters
    ----------
    article : Article
        For the words between names and relations.
    relations : sequence of SpatialRelation
        What the grammar read.
    resolutions : sequence of Resolution
        Of all mentions.
    gazetteer : Atlas
        For outlines, borders and coasts.
    genre : {"news", "general"}
        How loosely distances and directions are meant.
    coverage : float
        Share of the true places that each region shall hold.

    Returns
    -------
    tuple of RelativePlace
        Each with its location, or None and the reason.
    """
    scene = Scene(article, resolutions)
    kind: Literal["general", "news"] = "news" if genre == "news" else "general"
    return tuple(_placed(relation, scene, gazetteer, kind, coverage) for relation in relations)


def _anchor(resolution: Resolution, relation: SpatialRelation, scene: Scene, atlas: Atlas) -> Anchor | None:
    place = resolution.place
    if place is not None:
        town = _town_meant(place, resolution, relation, scene, atlas)
        return Anchor.of(town or place)
    if resolution.location is not None:
        location = resolution.location
        name, spread = resolution.mention.name, location.uncertainty_m
        extent = min(max(100.0, spread), _LIKELY_M)
        return Anchor(location.lon, location.lat, extent, name, spread_m=spread if spread > extent else 0.0)
    return None


def _town_meant(
    place: Place, resolution: Resolution, relation: SpatialRelation, scene: Scene, atlas: Atlas
) -> Place | None:
    """Return the town of a division's name that a distance is told from."""
    if not place.feature_code.startswith("ADM"):
        return None
    start, end = resolution.mention.span
    text = scene.article.text
    kind = relation.relation
    if kind == "offshore" and not (relation.distance_m or _PORT.search(text[relation.span[0] : start])):
        return None
    if kind != "offshore" and kind not in _FROM_TOWNS:
        return None
    words = {
        *_WORD.findall(resolution.mention.text.lower()),
        *_WORD.findall(text[end : end + 20].lower())[:1],
    }
    before = _WORD.findall(text[max(0, start - 20) : start].lower())[-2:]
    divisions = vocabulary().nouns["divisions"]
    if words & divisions or (before[-1:] == ["of"] and set(before) & divisions):
        return None
    return town_of(place, resolution.mention.name, atlas)


def _placed(
    relation: SpatialRelation, scene: Scene, atlas: Atlas, genre: Literal["general", "news"], coverage: float
) -> RelativePlace:
    indices, reasons = anchors_of(relation, scene)
    anchors = [_anchor(scene.resolutions[index], relation, scene, atlas) for index in indices]
    names = [scene.resolutions[index].mention.text for index in indices]
    found = [anchor for anchor in anchors if anchor is not None]
    missing = [name for name, anchor in zip(names, anchors, strict=True) if anchor is None]
    if relation.relation == "road" and len(relation.anchors) == 1:
        found, indices, more = _road_from_here(relation, found, indices, scene, atlas)
        reasons = [*reasons, *more]
    elif missing and found and relation.relation in {"between", "road"}:
        reasons = [*reasons, f"{', '.join(missing)} is not resolved: what is told is round {found[0].name}"]
    elif len(found) < len(relation.anchors):
        found = []
    if not found:
        reason = f"the anchor {', '.join(missing)} is not resolved" if missing else "no anchor is named"
        return RelativePlace(
            relation=relation, anchors=tuple(indices), location=None, reasons=(*reasons, reason)
        )
    if relation.relation == "between" and not _apart(found):
        reason = "two countries have no land between them: what is between them is no place"
        return RelativePlace(
            relation=relation, anchors=tuple(indices), location=None, reasons=(*reasons, reason)
        )
    if _is_owned(relation, found[0], scene):
        reason = f"near something of {found[0].name}'s, whose place is not told"
        return RelativePlace(
            relation=relation, anchors=tuple(indices), location=None, reasons=(*reasons, reason)
        )
    chained, further = [], list(indices)
    for part in relation.chained:
        others = [index for span in part.anchors if (index := scene.at(span)) is not None]
        further += [index for index in others if index not in further]
        resolved = [_anchor(scene.resolutions[index], part, scene, atlas) for index in others]
        chained.append([anchor for anchor in resolved if anchor])
    home = _home(relation, found, scene, atlas)
    if home is not None:
        found = [*found, Anchor.of(home)]
    location = place_relation(relation, found, atlas, genre=genre, coverage=coverage, chained=chained)
    if location is None:
        return RelativePlace(
            relation=relation, anchors=tuple(further), location=None,
            reasons=(*reasons, "the clauses do not fit together"),
        )  # fmt: skip
    location = _confined(location, relation, home, scene, atlas)
    gloss = gloss_of(relation, scene, set(further))
    if gloss is not None:
        reasons = [*reasons, gloss_reason(relation, scene.resolutions[gloss], found[0])]
    return RelativePlace(
        relation=relation, anchors=tuple(further), location=location, gloss_of=gloss,
        reasons=(*reasons, *location.reasons),
    )  # fmt: skip


def _is_owned(relation: SpatialRelation, anchor: Anchor, scene: Scene) -> bool:
    """Tell whether "near" is told of what a whole country owns: "near the market of A's capital"."""
    if relation.relation != "near" or anchor.place is None or not anchor.place.feature_code.startswith("PCL"):
        return False
    return _OWNED.search(scene.article.text, relation.anchors[0][0], relation.anchors[0][1] + 3) is not None


def _apart(anchors: Sequence[Anchor]) -> bool:
    """Tell whether "between" anchors can be a place: not between countries, nor a place and itself."""
    if any(anchor.place is not None and anchor.place.feature_code in LINES for anchor in anchors):
        return False
    return len(anchors) == 1 or len({(anchor.lon, anchor.lat) for anchor in anchors}) > 1


def _road_from_here(
    relation: SpatialRelation, found: list[Anchor], indices: list[int], scene: Scene, atlas: Atlas
) -> tuple[list[Anchor], list[int], list[str]]:
    """Return the ends of "the road to X": it starts at the town told of last, or at the dateline's."""
    name_at = relation.anchors[0][0]
    if not _TOWARDS.search(scene.article.text[relation.span[0] : name_at]):
        return found, indices, []
    start = scene.before(relation.span[0], sentences=1)
    if start is None or start in indices:
        start = scene.dateline()
    here = None if start is None else _anchor(scene.resolutions[start], relation, scene, atlas)
    if start is None or here is None or any((a.lon, a.lat) == (here.lon, here.lat) for a in found):
        return found, indices, []
    return [here, *found], [start, *indices], [f"the road is taken to start at {here.name}"]


def _home(relation: SpatialRelation, found: Sequence[Anchor], scene: Scene, atlas: Atlas) -> Place | None:
    """Return the country from which "the Ukrainian border" is told: the border is that of the two."""
    place = found[0].place
    if relation.relation != "border" or len(found) > 1 or place is None or not place.country_code:
        return None
    if not place.feature_code.startswith("PCL"):
        return None
    code = scene.country_here(relation.span[0], atlas.neighbours(place.country_code))
    return atlas.country(code) if code else None


def _confined(
    location: Location, relation: SpatialRelation, home: Place | None, scene: Scene, atlas: Atlas
) -> Location:
    """Keep what lies in the areas that are named with the relation."""
    own = {anchor for anchor in location.place_ids if home is None or anchor != home.id}
    areas = [area for area in scene.containers(relation) if area.id not in own]
    if home is not None and not areas:
        areas = [home]
    for area in areas:
        location = kept_within(location, area, atlas)
    return location
