"""One expression, no article: "80 kilometres north of Baghdad", "near Hit, Iraq", "Baghdad" → a location."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shapely.ops import unary_union

from gazetteer.geodesy import limit_vertices, reach_m, tidy
from gazetteer.location import Location
from gazetteer.place import Place
from gazetteer.relations.anchor import Anchor
from gazetteer.relations.atlas import Atlas
from gazetteer.relations.choice import ARTICLE, Choice, candidates, choose, context_places, likely
from gazetteer.relations.densities import Genre
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.placement import place_relation
from gazetteer.relations.places import place_location, precision_of, precision_of_radius
from gazetteer.relations.relation import Span, SpatialRelation

__all__ = ["locate", "place_location", "precision_of"]

_CONTEXT_SPLIT = re.compile(r"\s*[,;()]\s*|\s+(?:in|en)\s+")


def locate(
    text: str,
    atlas: Atlas,
    *,
    context: Sequence[str] = (),
    genre: Genre = "general",
    coverage: float = 0.9,
) -> Location | None:
    """Return where one expression or place name is.

    Parameters
    ----------
    text : str
        The expression, the country or state behind it where there is one: "20 km SE of Hit, Iraq".
    atlas : Atlas
        The place database: a `Gazetteer`.
    context : sequence of str
        Names of countries, states or places that the expression is told with.
    genre : {"general", "news"}
        How loosely distances and directions are meant.
    coverage : float
        Share of the true places that the region shall hold.

    Returns
    -------
    Location or None
        None where no relation and no name was found; `explain` tells why.
    """
    return _locate(text, atlas, context, genre, coverage)[0]


def explain(
    text: str, atlas: Atlas, *, context: Sequence[str] = (), genre: Genre = "general", coverage: float = 0.9
) -> tuple[Location | None, tuple[str, ...]]:
    """Return the location and every step in words; the steps alone where there is no location."""
    return _locate(text, atlas, context, genre, coverage)


def _locate(
    text: str, atlas: Atlas, context: Sequence[str], genre: Genre, coverage: float
) -> tuple[Location | None, tuple[str, ...]]:
    relations = find_relations(text, None, expression=True)
    placed = [relation for relation in relations if relation.anchors]
    if not placed or _is_name(text, placed[0], atlas):
        return _plain(text, atlas, context, coverage, bool(relations))
    relation = placed[0]
    around = context_places(_outside(text, relation), context, atlas)
    relation = _as_label(relation, around)
    spans = [*relation.anchors, *(span for more in relation.chained for span in more.anchors)]
    options = [candidates(_name(text, span), atlas, around, relation, _longer(text, span)) for span in spans]
    if not options[0]:
        reason = f"no place of the name {_name(text, relation.anchors[0])!r}"
        return None, (_read(text, relation), reason)
    chosen = choose(relation, options)
    steps = [_read(text, relation), *_why(text, spans, options, chosen)]
    if relation.relation == "border" and len(chosen) == 1 and around:
        chosen = [chosen[0], _other_side(chosen[0], around[0])]
    elif len(set(spans)) == 1:
        location = _any_of(relation, likely(options[0], coverage), atlas, genre, coverage)
        return _told(location, steps)
    return _told(_place(relation, chosen, atlas, genre, coverage), steps)


def _told(location: Location | None, steps: Sequence[str]) -> tuple[Location | None, tuple[str, ...]]:
    if location is None:
        return None, (*steps, "the clauses do not fit together")
    location = replace(location, reasons=(*steps, *location.reasons))
    return location, location.reasons


def _place(
    relation: SpatialRelation, chosen: Sequence[Choice | None], atlas: Atlas, genre: Genre, coverage: float
) -> Location | None:
    anchors = [Anchor.of(choice.place) if choice else None for choice in chosen]
    at = len(anchors) - sum(len(more.anchors) for more in relation.chained)
    own = [a for a in anchors[:at] if a]
    further = []
    for more in relation.chained:
        further.append([a for a in anchors[at : at + len(more.anchors)] if a])
        at += len(more.anchors)
    return place_relation(relation, own, atlas, genre=genre, coverage=coverage, chained=further)


def _any_of(
    relation: SpatialRelation,
    places: Sequence[tuple[Choice, float]],
    atlas: Atlas,
    genre: Genre,
    coverage: float,
) -> Location | None:
    """Place a relation to a name that several places may well bear: a region round each of them.

    The point is that of the likeliest; the regions together hold `coverage`.
    """
    each = coverage / sum(share for _, share in places) if len(places) > 1 else coverage
    found: list[tuple[Location, Place, float]] = []
    for choice, share in places:
        chosen = [choice] * (1 + sum(len(more.anchors) for more in relation.chained))
        location = _place(relation, chosen, atlas, genre, each)
        if location is None and not found:
            return None  # what the name means first of all has no answer
        if location is not None:
            found.append((location, choice.place, share))
    if len(found) < 2:
        return found[0][0] if found else None
    first = found[0][0]
    vertices = _MOST_VERTICES // len(found)
    region = tidy(unary_union([limit_vertices(location.region, vertices) for location, _, _ in found]))
    uncertainty_m = reach_m(first.lon, first.lat, region)
    names = ", ".join(
        f"{share:.0%} {place.name} ({place.country_code}/{place.admin1_code})" for _, place, share in found
    )
    return replace(
        first,
        region=region,
        coverage=coverage,
        uncertainty_m=uncertainty_m,
        precision=precision_of_radius(uncertainty_m),
        place_ids=tuple(dict.fromkeys(id_ for location, _, _ in found for id_ in location.place_ids)),
        reasons=(*first.reasons, f"the region is round each place that the name may well mean: {names}"),
    )


_MOST_VERTICES = 100
_REGIONS_OF_A_LABEL = 2


def _as_label(relation: SpatialRelation, around: Sequence[Sequence[Place]]) -> SpatialRelation:
    """Read "24 km NNW of X, State, Country" as a label: catalogues name one region behind a town."""
    regions = sum(divisions[0].feature_class == "A" for divisions in around)
    if relation.wording == "computed" and regions >= _REGIONS_OF_A_LABEL:
        return replace(relation, wording="label")
    return relation


def _other_side(one: Choice | None, beside: Sequence[Place]) -> Choice | None:
    """Return the country named behind "the border with Syria": the border is that of the two."""
    for place in beside:
        if place.feature_code.startswith("PCL") and (one is None or place.id != one.place.id):
            return Choice(place, 0.0)
    return None


def _read(text: str, relation: SpatialRelation) -> str:
    names = ", ".join(_name(text, span) for span in relation.anchors)
    return f"read as {relation.relation}: {text[slice(*relation.span)]!r} of {names}"


def _why(
    text: str, spans: Sequence[Span], options: Sequence[Sequence[Choice]], chosen: Sequence[Choice | None]
) -> list[str]:
    steps = []
    for span, found, choice in zip(spans, options, chosen, strict=False):
        if choice is None:
            steps.append(f"no place of the name {_name(text, span)!r}")
        else:
            place = choice.place
            where = "/".join(code for code in (place.country_code, place.admin1_code) if code)
            steps.append(f"{_name(text, span)} is {place.name} ({where}, {place.id}), first of {len(found)}")
    return steps


def _is_name(text: str, relation: SpatialRelation, atlas: Atlas) -> bool:
    """Tell whether "South Carolina" was read as a part of Carolina."""
    if relation.distance_m or relation.travel_s or relation.relation not in {"part", "direction", "near"}:
        return False
    words = text[relation.span[0] : relation.span[1]]
    return words[:1].isupper() and any(
        match.kind in {"exact", "folded"} and match.score >= 0.95 for match in atlas.search(words, limit=1)
    )


def _name(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _longer(text: str, span: Span) -> list[str]:
    """Return the name with what follows it up to each comma or bracket: some names hold one."""
    ends = [span[1] + match.start() for match in re.finditer(r"\s*[,;)]|$", text[span[1] :])]
    ends += [end + 1 for end in ends if text[end : end + 1] == ")"]
    return [text[span[0] : end] for end in sorted(ends)[1:4]]


def _outside(text: str, relation: SpatialRelation) -> list[str]:
    """Return the names behind each anchor of an expression: its country or state."""
    last = max([span[1] for span in relation.anchors] + [s[1] for m in relation.chained for s in m.anchors])
    rest = text[max(last, relation.span[1]) :]
    names = [part.strip(" .") for part in _CONTEXT_SPLIT.split(rest)]
    return [ARTICLE.sub("", name) for name in names if name[:1].isupper() or name[:4] == "the "]


def _plain(
    text: str, atlas: Atlas, context: Sequence[str], coverage: float, related: bool
) -> tuple[Location | None, tuple[str, ...]]:
    """Locate a bare name: "Baghdad", "Paris, Texas"."""
    whole = text.strip(" .\n\t")
    if not whole:
        return None, ("the text is empty",)
    head, *rest = [part.strip() for part in whole.split(",")]
    names = [part for part in rest if part]
    tries = [(whole, [])] if not names else [(head, names), (whole, [])]
    for name, beside in tries:
        around = context_places(beside, context, atlas)
        found = candidates(name, atlas, around, SpatialRelation(span=(0, 0), relation="road"))
        if found:
            place = found[0].place
            location = place_location(place, atlas, coverage)
            where = "/".join(code for code in (place.country_code, place.admin1_code) if code)
            first = f"{name} is {place.name} ({where}, {place.id}), first of {len(found)}"
            location = replace(location, reasons=(first, *location.reasons))
            return location, location.reasons
    reason = (
        "the words tell of a place relative to another that they do not name"
        if related
        else f"no relation was read and no place bears the name {whole!r}"
    )
    return None, (reason,)
