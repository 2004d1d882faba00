"""Where a name that no gazetteer knows must roughly be: in what is said to hold it, or near the names around.

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

MOST_NAMES = 8

SURE = 0.5
"""Names less surely resolved than this are no witness."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place near which, or in which, an unknown name lies.

    Attributes
    ----------
    near : Option
        The place.
    inside : bool
        Whether the text says that the name lies in it.
    agreement : float
        0 to 1: how much of what is named around lies within reach of the place.
    names : int
        How many names bear witness.
    """

    near: Option
    inside: bool
    agreement: float
    names: int


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
    parents = [found[0] for at in sense.parents if (found := best[at]) is not None and found[1] >= SURE]
    smallest = max(parents, key=lambda option: (option.level, option.place.id), default=None)
    witnesses = [
        (option, share * senses[at].weight)
        for at in sense.neighbours
        if (found := best[at]) is not None
        for option, share in [found]
        if share >= SURE
        and LEVELS["admin1"] <= option.level
        and option.group != "region"
        # Capitals are named wherever the news is from, and a dateline is where it was written.
        and option.place.feature_code != "PPLC"
        and not senses[at].dateline
    ][:MOST_NAMES]
    if smallest is not None:
        if smallest.level > LEVELS["admin1"]:
            return Whereabouts(smallest, True, 1.0, len(witnesses))
        witnesses = [pair for pair in witnesses if holds(smallest, pair[0])]
        if not witnesses:
            return Whereabouts(smallest, True, 0.5, 0)
    towns = [pair for pair in witnesses if pair[0].level > LEVELS["admin1"]] or witnesses
    if not towns:
        return None
    total = sum(weight for _, weight in towns)
    middle, mass = max(
        ((option, sum(weight * _nearness(option, other) for other, weight in towns)) for option, _ in towns),
        key=lambda pair: (pair[1], pair[0].place.id),
    )
    return Whereabouts(middle, False, mass / total, len(towns))


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
    if around.inside or located.uncertainty_m >= REACH_M:
        return replace(located, method="surroundings")
    from gazetteer.geodesy import circle  # noqa: PLC0415 - shapely is slow to load

    return replace(
        located,
        region=circle(near.place.lon, near.place.lat, REACH_M, 48),
        uncertainty_m=REACH_M,
        precision=Precision.AREA,
        method="surroundings",
        reasons=(f"a circle of {REACH_M / 1000:.0f} km round {near.place.name}",),
    )
