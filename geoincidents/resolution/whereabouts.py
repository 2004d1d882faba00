"""Where a name that no gazetteer knows must roughly be: in what holds it or stands over it, or near others.

"Fighters left Tamarash for Gori" does not tell where Tamarash is, but hardly leaves open which part of the
world. Such an answer has a location and no place, and its region is wide.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gazetteer.location import Location, Precision
from gazetteer.place import Place
from geoincidents.resolution.document import LEVELS, Option, Sense, holds
from geoincidents.resolution.sphere import distance_m

REACH_M = 100_000.0
"""Scale on which names around count as near each other, and the radius that the answer claims: on held-out
documents nine tenths of the right ones lie within it."""

DISTRICT_M = 25_000.0
"""Reach of a town that a heading or a label names: it stands for its district, which is typically so wide."""

_SEATS = frozenset({"PPLA", "PPLC"})
"""Where the town is the seat of a first-order division, which mostly bears its name, that may be meant."""

STANDS_UNDER = "it stands under"
MOST_NAMES = 8

SURE = 0.5
"""Names less surely resolved than this are no witness."""

STATED = 0.25
"""Least share of what is said to hold a name: a district shares it with its town of the same name."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place near which, or in which, an unknown name lies.

    Attributes
    ----------
    near : Option
        The place.
    inside : bool
        Whether the text says that the name lies in it, or it stands over the name as a heading or a label.
    agreement : float
        0 to 1: how much of what is named around lies within reach of the place.
    names : int
        How many names bear witness.
    how : str
        What tells so, in words.
    """

    near: Option
    inside: bool
    agreement: float
    names: int
    how: str = "the names around it lie near"


def whereabouts(
    sense: Sense, senses: Sequence[Sense], best: Sequence[tuple[Option, float] | None]
) -> Whereabouts | None:
    """Return where a name without a place of its own must be; None where nothing tells.

    Parameters
    ----------
    sense : Sense
        The name.
    senses : sequence of Sense
        All names of the article.
    best : sequence of (Option, float) or None
        What each of them means, and how surely.
    """
    smallest, how = _smallest(sense.parents, best, STATED), "it is said to lie in"
    if smallest is None and sense.in_capital:
        smallest = _capital(best)
    if smallest is None:
        smallest, how = _smallest(sense.over, best, SURE), STANDS_UNDER
    witnesses = _witnesses(sense.beside, senses, best)
    if smallest is not None:
        if LEVELS["admin1"] < smallest.level and smallest.group != "region":
            return Whereabouts(smallest, True, 1.0, len(witnesses), how)
        witnesses = [pair for pair in witnesses if holds(smallest, pair[0])]
        if not witnesses:
            return Whereabouts(smallest, True, 0.5, 0, how)
    elif not witnesses:
        home = _dateline(senses, best)
        if home is not None:
            return Whereabouts(home, False, 0.5, 1, "the article is told from")
        witnesses = _witnesses(sense.neighbours, senses, best)
    towns = [pair for pair in witnesses if pair[0].level > LEVELS["admin1"]] or witnesses
    if not towns:
        return None
    total = sum(weight for _, weight in towns)
    middle, mass = max(
        ((option, sum(weight * _nearness(option, other) for other, weight in towns)) for option, _ in towns),
        key=lambda pair: (pair[1], pair[0].place.id),
    )
    return Whereabouts(middle, False, mass / total, len(towns))


def _smallest(
    places: Sequence[int], best: Sequence[tuple[Option, float] | None], least: float
) -> Option | None:
    """Return the closest of the places that hold a name; a region is wider than any town or district."""
    sure = [found[0] for at in places if (found := best[at]) is not None and found[1] >= least]
    return max(
        sure, key=lambda option: (option.group != "region", option.level, option.place.id), default=None
    )


def _witnesses(
    places: Sequence[int], senses: Sequence[Sense], best: Sequence[tuple[Option, float] | None]
) -> list[tuple[Option, float]]:
    """Return the places named beside a name that tell where it may be, each with its weight."""
    return [
        (option, share * senses[at].weight)
        for at in places
        if (found := best[at]) is not None
        for option, share in [found]
        if share >= SURE
        and LEVELS["admin1"] <= option.level
        and option.group != "region"
        # Capitals are named wherever the news is from, and a dateline is where it was written.
        and option.place.feature_code != "PPLC"
        and not senses[at].dateline
    ][:MOST_NAMES]


def _capital(best: Sequence[tuple[Option, float] | None]) -> Option | None:
    """Return the capital that the article names, the surest where it names several."""
    named = [found for found in best if found is not None and found[0].place.feature_code == "PPLC"]
    option, share = max(named, key=lambda found: found[1], default=(None, 0.0))
    return option if share >= SURE else None


def _dateline(senses: Sequence[Sense], best: Sequence[tuple[Option, float] | None]) -> Option | None:
    """Return the dateline's town; in a capital correspondents sit, so that it tells nothing."""
    for sense, found in zip(senses, best, strict=True):
        if sense.dateline and found is not None and found[1] >= SURE:
            option = found[0]
            if option.level > LEVELS["admin1"] and option.place.feature_code != "PPLC":
                return option
    return None


def _nearness(option: Option, other: Option) -> float:
    here, there = option.place, other.place
    return math.exp(-distance_m(here.lon, here.lat, there.lon, there.lat) / REACH_M)


AROUND = ("bias", "inside", "agreement", "names")
"""Names of the numbers that the confidence in such an answer is computed from."""


def around_features(around: Whereabouts) -> list[float]:
    """Return the numbers of `AROUND`."""
    return [1.0, float(around.inside), around.agreement, math.log1p(around.names)]


def surroundings_location(near: Option, around: Whereabouts, locate: Callable[[Place], Location]) -> Location:
    """Return the place that holds the name as its location, or a wide circle around the one near it."""
    located = locate(near.place)
    town_above = around.how == STANDS_UNDER and near.level >= LEVELS["settlement"]
    reach_m = DISTRICT_M if town_above and near.place.feature_code not in _SEATS else REACH_M
    if (around.inside and not town_above) or located.uncertainty_m >= reach_m:
        return replace(located, method="surroundings")
    from gazetteer.geodesy import circle  # noqa: PLC0415 - shapely is slow to load

    return replace(
        located,
        region=circle(near.place.lon, near.place.lat, reach_m, 48),
        uncertainty_m=reach_m,
        precision=Precision.AREA,
        method="surroundings",
        reasons=(f"a circle of {reach_m / 1000:.0f} km round {near.place.name}",),
    )
