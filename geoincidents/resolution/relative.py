"""The relative locations of an article: each relation with its resolved anchors becomes a location.

A relation right behind a resolved name describes that name ("Piura, 1,100 km north of Lima"): a gloss. What
happened is at the name; the relation only helped to choose it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from gazetteer.geodesy import distance_m
from gazetteer.relations.atlas import Atlas
from gazetteer.relations.placement import Anchor, place_relation
from gazetteer.relations.relation import Span, SpatialRelation
from gazetteer.relations.vocabulary import vocabulary
from geoincidents.types import Article, RelativePlace, Resolution

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
_LINES = frozenset({"PCLI", "PCL", "PCLD", "PCLF", "PCLS", "PCLH", "ADM1"})


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
    scene = _Scene(article, resolutions)
    kind: Literal["general", "news"] = "news" if genre == "news" else "general"
    return tuple(_placed(relation, scene, gazetteer, kind, coverage) for relation in relations)


class _Scene:
    """The resolutions of one article, ready to be looked up."""

    def __init__(self, article: Article, resolutions: Sequence[Resolution]) -> None:
        self.article = article
        self.resolutions = resolutions
        self.starts = [resolution.mention.span[0] for resolution in resolutions]
        self.by_span = {resolution.mention.span: index for index, resolution in enumerate(resolutions)}
        self.sentence_starts = [span[0] for span in article.sentences]

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence that holds an offset, -1 before the first."""
        return bisect_left(self.sentence_starts, offset + 1) - 1

    def at(self, span: Span) -> int | None:
        """Return the resolution of a span, exact or overlapping."""
        if span in self.by_span:
            return self.by_span[span]
        index = bisect_left(self.starts, span[0])
        for near in (index - 1, index):
            if 0 <= near < len(self.resolutions):
                start, end = self.resolutions[near].mention.span
                if start < span[1] and span[0] < end:
                    return near
        return None

    def dateline(self) -> int | None:
        """Return the resolution of the dateline's town."""
        for index, resolution in enumerate(self.resolutions):
            if resolution.role == "dateline" and resolution.place is not None:
                return index
        return None

    def before(self, offset: int, *, sentences: int, settled: bool = True) -> int | None:
        """Return the last resolved town before an offset, at most so many sentences back."""
        here = self.sentence(offset)
        for index in range(bisect_left(self.starts, offset) - 1, -1, -1):
            resolution = self.resolutions[index]
            if self.sentence_starts and here - self.sentence(resolution.mention.span[0]) > sentences:
                return None
            place = resolution.place
            if (
                place is not None
                and resolution.role not in {"speaker", "dateline"}
                and (not settled or place.feature_class in {"P", "S"})
            ):
                return index
        return None


def _anchor(resolution: Resolution) -> Anchor | None:
    if resolution.place is not None:
        return Anchor.of(resolution.place)
    if resolution.location is not None:
        location = resolution.location
        return Anchor(location.lon, location.lat, max(100.0, location.uncertainty_m), resolution.mention.name)
    return None


def _placed(
    relation: SpatialRelation, scene: _Scene, atlas: Atlas, genre: Literal["general", "news"], coverage: float
) -> RelativePlace:
    indices, reasons = _anchors(relation, scene)
    anchors = [_anchor(scene.resolutions[index]) for index in indices]
    names = [scene.resolutions[index].mention.text for index in indices]
    found = [anchor for anchor in anchors if anchor is not None]
    if not found or len(found) < len(relation.anchors):
        missing = [name for name, anchor in zip(names, anchors, strict=True) if anchor is None]
        reason = f"the anchor {', '.join(missing)} is not resolved" if missing else "no anchor is named"
        return RelativePlace(
            relation=relation, anchors=tuple(indices), location=None, reasons=(*reasons, reason)
        )
    if relation.relation == "between" and not _apart(found):
        reason = "two countries have no land between them: what is between them is no place"
        return RelativePlace(
            relation=relation, anchors=tuple(indices), location=None, reasons=(*reasons, reason)
        )
    chained, further = [], list(indices)
    for more in relation.chained:
        others = [index for span in more.anchors if (index := scene.at(span)) is not None]
        further += [index for index in others if index not in further]
        chained.append([anchor for index in others if (anchor := _anchor(scene.resolutions[index]))])
    location = place_relation(relation, found, atlas, genre=genre, coverage=coverage, chained=chained)
    if location is None:
        return RelativePlace(
            relation=relation, anchors=tuple(further), location=None,
            reasons=(*reasons, "the clauses do not fit together"),
        )  # fmt: skip
    gloss = _gloss(relation, scene, set(further))
    if gloss is not None:
        reasons = [*reasons, _gloss_reason(relation, scene.resolutions[gloss], found[0])]
    return RelativePlace(
        relation=relation, anchors=tuple(further), location=location, gloss_of=gloss,
        reasons=(*reasons, *location.reasons),
    )  # fmt: skip


def _apart(anchors: Sequence[Anchor]) -> bool:
    """Tell whether "between" two anchors can be a place: not between countries, nor a place and itself."""
    if any(anchor.place is not None and anchor.place.feature_code in _LINES for anchor in anchors):
        return False
    return len({(anchor.lon, anchor.lat) for anchor in anchors}) > 1


def _anchors(relation: SpatialRelation, scene: _Scene) -> tuple[list[int], list[str]]:
    """Return the resolutions that a relation starts from: the named ones, or the one a word stands for."""
    if relation.anchors:
        return [found for span in relation.anchors if (found := scene.at(span)) is not None], []
    if relation.anaphor is None:
        return [], []
    start = relation.span[0]
    index: int | None = None
    if relation.anaphor in {"here", "city", "capital", "town", "port", "village"}:
        back = scene.before(start, sentences=1)
        # "This city" of a dispatch is the dateline's; "the city" the one told of last.
        words = scene.article.text[relation.span[0] : relation.span[1]]
        said_this = " this " in words or relation.anaphor == "here"
        index = scene.dateline() if said_this else back
        if index is None:
            index = back if said_this else scene.dateline()
    elif relation.anaphor == "":
        index = scene.before(start, sentences=1)
    elif relation.anaphor in {"country", "province", "district", "region", "area"}:
        index = scene.before(start, sentences=2, settled=False)
        if index is not None and scene.resolutions[index].place is not None:
            place = scene.resolutions[index].place
            if place is not None and place.feature_class != "A":
                index = None
    if index is None:
        return [], [f"nothing before it is the place meant by {relation.anaphor or 'the bare distance'!r}"]
    name = scene.resolutions[index].mention.text
    return [index], [f"{relation.anaphor or 'the bare distance'!r} is taken from {name}"]


def _gloss(relation: SpatialRelation, scene: _Scene, anchors: set[int]) -> int | None:
    """Return the resolved name that stands right before a relation and is described by it."""
    if relation.relation not in _GLOSSING:
        return None
    start = relation.span[0]
    index = bisect_left(scene.starts, start) - 1
    if index < 0 or index in anchors:
        return None
    resolution = scene.resolutions[index]
    if resolution.place is None or resolution.place.feature_code in _LINES:
        return None
    between = scene.article.text[resolution.mention.span[1] : start]
    nouns = vocabulary().nouns
    kinds = nouns["heads"] | nouns["suffix"] | {"air", "military", "refugee"}
    told = between.lower().replace(",", " ").replace("(", " ").strip(" –—-\n").split()
    while told and told[0] in kinds:  # "Balad airbase, 80 kilometres north of Baghdad"
        del told[0]
    words = " ".join(told)
    if words not in _GLOSS_WORDS or any(mark in between for mark in ".;:!?"):
        return None
    if not between.strip() and resolution.place.feature_class == "A":
        return None
    return index


def _gloss_reason(relation: SpatialRelation, resolution: Resolution, anchor: Anchor) -> str:
    place = resolution.place
    assert place is not None  # noqa: S101
    stated = f", stated {relation.distance_m.text}" if relation.distance_m else ""
    apart = distance_m(anchor.lon, anchor.lat, place.lon, place.lat) / 1000.0
    point = anchor.place is None or anchor.place.feature_code not in _LINES
    lies = f", which lies {apart:.0f} km from {anchor.name}{stated}" if point else ""
    return f"describes {resolution.mention.text}{lies}: the event is there"
