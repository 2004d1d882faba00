"""The region of a place that is in doubt: the other places that may be meant belong to it.

A region is to hold the true place nine times in ten. Where the chosen place is less sure than that, the
places that would have been chosen next are added, the likeliest first: namesakes in its country and in those
that the article names, and, where no clause of its own puts the act anywhere, other towns of the article. The
best point stays the chosen one's.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from shapely import union_all

from gazetteer.geodesy import distance_m, reach_m
from gazetteer.location import Location, Precision
from gazetteer.relations.places import place_location
from geoincidents.incidents.own_place import rivals
from geoincidents.incidents.reach import incident_location

if TYPE_CHECKING:
    from gazetteer.place import Place
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option
    from geoincidents.incidents.own_place import OwnPlace

_HELD = 0.9
"""Share of the probability that a region shall hold."""
_MOST = 3
"""Places added at most. Of 643 gold points of gva.dev the regions hold .838 without any and .849 with three,
the median area growing from 764 to 859 km². With other towns also where a clause places the act they would
hold .862, and one town in six, not seven, would be told as within 200 km and more."""
_LEAST = 0.03
"""Places less likely than this are left out."""
_SAME_M = 20_000.0
"""Nearer than this is the same town, for the scorer of incidents too."""


@dataclass(frozen=True, slots=True, eq=False)
class _Other:
    """A place that may be meant instead; where it is, is worked out for the few that are added."""

    name: str
    share: float
    where: Place | Location

    @property
    def location(self) -> Location:
        """Where an incident there may lie."""
        return incident_location(self.where) if isinstance(self.where, Location) else _in_place(self.where)


@lru_cache(maxsize=1024)
def _in_place(place: Place) -> Location:
    """Return where an incident in a place may lie: the namesakes of a region's towns are asked for again."""
    return incident_location(place_location(place))


def location_of(
    own: OwnPlace, mentions: Sequence[EventMention], options: Sequence[Option], text: str
) -> Location | None:
    """Return the location of an incident, widened by what else it may be where its place is in doubt.

    Parameters
    ----------
    own : OwnPlace
        The choice.
    mentions : sequence of EventMention
        The incident's sentences.
    options : sequence of Option
        The article's places.
    text : str
        The article's text.
    """
    if own.option is None:
        return None
    location = incident_location(own.option.location)
    if own.confidence >= _HELD or location.precision > Precision.DISTRICT:
        return location
    held = own.confidence
    added: dict[_Other, Location] = {}
    stated = own.evidence.get("stated", 0.0) > 0
    rated = [] if stated else rivals(own, mentions, options, text)
    named = {option.country_code for option in options if option.location.precision == Precision.COUNTRY}
    others = _others(own.option, 1.0 - own.confidence, rated, named)
    for other in sorted(others, key=lambda o: (-o.share, o.name)):
        if held >= _HELD or len(added) == _MOST or other.share < _LEAST:
            break
        place = other.location
        if place.precision > Precision.DISTRICT:
            continue
        held += other.share
        if not any(_near(place, known) for known in (location, *added.values())):
            added[other] = place
    if not added:
        return location
    region = union_all([location.region, *(place.region for place in added.values())])
    told = (f"it may be {o.name} instead ({o.share:.2f}): the region holds that too" for o in added)
    return replace(
        location,
        region=region,
        uncertainty_m=reach_m(location.lon, location.lat, region),
        reasons=(*location.reasons, *told),
    )


def _near(a: Location, b: Location) -> bool:
    return distance_m(a.lon, a.lat, b.lon, b.lat) < _SAME_M


def _others(
    best: Option, doubt: float, rated: Sequence[tuple[float, Option]], named: Collection[str | None]
) -> Iterator[_Other]:
    """Yield what may be meant instead; the shares add up to the doubt.

    As much of the doubt as there is about the name goes to its namesakes, the rest to the other places.
    """
    of_name = min(1.0 - best.confidence, doubt) if best.namesakes else 0.0
    for candidate, share in zip(best.namesakes, _shares([c.score for c in best.namesakes]), strict=True):
        place = candidate.place
        if place.country_code == best.country_code or place.country_code in named:
            yield _Other(f"{place.name} [{place.id}]", of_name * share, place)
    for (_, option), share in zip(rated, _shares([score for score, _ in rated]), strict=True):
        if option.location.precision <= Precision.TOWN and not option.demonym:
            yield _Other(option.name, (doubt - of_name) * share, option.location)


def _shares(scores: Sequence[float]) -> list[float]:
    most = max(scores, default=0.0)
    weights = [math.exp(score - most) for score in scores]
    return [weight / sum(weights) for weight in weights]
