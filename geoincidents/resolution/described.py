"""Names without a place that a relation places: "Kelu, 50 km east of Ardel" is where that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geoincidents.types import Article, RelativePlace, Resolution


def is_unplaced(resolution: Resolution) -> bool:
    """Tell whether a name has no place, and at most the other names round it for a location."""
    location = resolution.location
    return resolution.place is None and (location is None or location.method == "surroundings")


def with_described(
    article: Article, resolutions: Sequence[Resolution], relatives: Sequence[RelativePlace], coverage: float
) -> tuple[Resolution, ...]:
    """Return the resolutions, the names without a place where the relations that describe them say.

    Parameters
    ----------
    article : Article
        For the words.
    resolutions : sequence of Resolution
        Of all mentions.
    relatives : sequence of RelativePlace
        With the names that they describe.
    coverage : float
        Share of the true places that a relation's region holds: with the confidence in its anchors it is the
        confidence in such an answer.
    """
    told: dict[str, RelativePlace] = {}
    for relative in relatives:
        if relative.gloss_of is None or relative.location is None:
            continue
        described = resolutions[relative.gloss_of]
        known = told.get(described.mention.name)
        closer = known is None or _spread(relative) < _spread(known)
        if closer and is_unplaced(described):
            told[described.mention.name] = relative
    if not told:
        return tuple(resolutions)
    return tuple(
        _described(one, told[one.mention.name], resolutions, article.text, coverage)
        if one.mention.name in told and is_unplaced(one)
        else one
        for one in resolutions
    )


def _spread(relative: RelativePlace) -> float:
    return float("inf") if relative.location is None else relative.location.uncertainty_m


def _described(
    one: Resolution, relative: RelativePlace, resolutions: Sequence[Resolution], text: str, coverage: float
) -> Resolution:
    sure = min((resolutions[at].confidence for at in relative.anchors), default=0.0)
    return replace(
        one,
        location=relative.location,
        confidence=round(sure * coverage, 4),
        reasons=(*one.reasons, f"the text says where it is: “{text[slice(*relative.relation.span)]}”"),
    )
