"""What an article tells round a relation: the dateline's town, the town told of last, the country."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from gazetteer.place import Place
from gazetteer.relations.relation import Span, SpatialRelation
from geoincidents.layout import layout_of
from geoincidents.types import Article, Resolution

_IN = re.compile(
    r"(?:,|\s)*\b(?:in|inside)\s+(?:(?:the|north\w*|south\w*|east\w*|west\w*|central|far|remote)[\s-]+)*\Z"
)
_OWNED = re.compile(r"(?:['’]s?|,)?\s+(?:(?:north\w*|south\w*|east\w*|west\w*|central|far|remote)[\s-]+)*\Z")

_IN_FRONT = re.compile(
    r"\b(?:in|inside|within)\s+(?:(?:the|north\w*|south\w*|east\w*|west\w*|central|far|remote)[\s-]+)*\Z"
)
_WHEN = re.compile(
    r"(?:\s+(?:overnight|yesterday|today|(?:on\s+|early\s+|late\s+|last\s+)*[A-Z][a-z]+day(?:\s+(?:night|morning|evening|afternoon))?))?"
    r",\s+\Z"
)
"""Between an area and the relation that says where in it: "in the Gulf on Tuesday night, 60 miles from A"."""
_AREAS = frozenset({"A", "H", "L"})
"""Feature classes that may hold a place: divisions, waters, regions."""


class Scene:
    """The resolutions of one article, ready to be looked up."""

    def __init__(self, article: Article, resolutions: Sequence[Resolution]) -> None:
        self.article = article
        self.resolutions = resolutions
        self.starts = [resolution.mention.span[0] for resolution in resolutions]
        self.by_span = {resolution.mention.span: index for index, resolution in enumerate(resolutions)}
        self.sentence_starts = [span[0] for span in article.sentences]
        self.layout = layout_of(article.text)

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
        """Return the last resolved town before an offset, in this item, at most so many sentences back."""
        here = self.sentence(offset)
        block = self.layout.at(offset)
        floor = block.span[0] if block is not None and (block.label or block.kind == "item") else 0
        for index in range(bisect_left(self.starts, offset) - 1, -1, -1):
            resolution = self.resolutions[index]
            if resolution.mention.span[0] < floor:
                return None
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

    def containers(self, relation: SpatialRelation) -> list[Place]:
        """Return the areas named behind a relation ("…, in Plateau State"), else the one before it."""
        return self._containers_behind(relation) or self._container_before(relation)

    def _container_before(self, relation: SpatialRelation) -> list[Place]:
        index = bisect_left(self.starts, relation.span[0]) - 1
        if index < 0:
            return []
        (start, end), place = self.resolutions[index].mention.span, self.resolutions[index].place
        text = self.article.text
        told = _WHEN.fullmatch(text, end, relation.span[0]) is not None
        told = told and _IN_FRONT.search(text, max(0, start - 40), start) is not None
        return [place] if told and place is not None and place.feature_class in _AREAS else []

    def _containers_behind(self, relation: SpatialRelation) -> list[Place]:
        found: list[Place] = []
        end, link = relation.span[1], _IN
        for index in range(bisect_left(self.starts, end), len(self.resolutions)):
            resolution = self.resolutions[index]
            start, after = resolution.mention.span
            place = resolution.place
            if not link.match(self.article.text[end:start]) or place is None:
                break
            if place.feature_class not in _AREAS:
                break
            found.append(place)
            end, link = after, _OWNED
        return found

    def country_here(self, offset: int, countries: Sequence[str]) -> str | None:
        """Return which of some countries the article tells of nearest before an offset, or near it."""
        here = self.sentence(offset)
        best: tuple[int, int, str] | None = None
        for resolution in self.resolutions:
            code = resolution.place.country_code if resolution.place is not None else None
            if code is None or code not in countries or resolution.role == "speaker":
                continue
            start = resolution.mention.span[0]
            apart = here - self.sentence(start) if self.sentence_starts else 0
            rank = (99 if apart < 0 else apart, abs(start - offset), code)
            if best is None or rank < best:
                best = rank
        return best[2] if best is not None else None


def anchors_of(relation: SpatialRelation, scene: Scene) -> tuple[list[int], list[str]]:
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
        if index is not None and _is_described(index, relation, scene):
            index = None  # "in Borvik, near the state capital": another town is meant
    elif relation.anaphor == "":
        index = scene.before(start, sentences=1)
        if index is not None and relation.azimuth_deg is not None:
            first, last = scene.resolutions[index].mention.span
            if scene.article.text[last:start].strip() == ",":
                # "in Ardel, 55 km to the east": Ardel lies there
                index = scene.before(first, sentences=1)
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


def _is_described(index: int, relation: SpatialRelation, scene: Scene) -> bool:
    """Tell whether a relation stands right behind a comma after a name, which it then tells more of."""
    end = scene.resolutions[index].mention.span[1]
    return end < relation.span[0] and scene.article.text[end : relation.span[0]].strip() == ","
