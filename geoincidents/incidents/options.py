"""A place or relative location that may be an incident's own, and where an article names it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.value import value

if TYPE_CHECKING:
    from gazetteer.location import Location
    from gazetteer.place import Place
    from gazetteer.relations.relation import Span
    from geoincidents.types import Candidate, PlaceRole

GUESSED = "surroundings"
"""How the resolver marks a name that no gazetteer knows, placed by the names around it."""
_PUTS = frozenset(
    [
        "prep_in",
        "prep_at",
        "prep_near",
        "prep_outside",
        "prep_on",
        "prep_inside",
        "prep_around",
        "prep_throughout",
        "prep_through",
        "prep_between",
        "prep_across",
        "prep_off",
        "prep_along",
        "prep_over",
        "where",
        "offset",
        "direction",
        "distance",
        "between",
        "near",
        "outskirts",
        "part",
        "border",
        "coast",
        "offshore",
        "road",
        "orthogonal",
        "travel",
    ]
)
"""Prepositions and relations that put an act at a place."""
_PUTS_ELSEWHERE = frozenset(
    {
        "dateline",
        "hospital",
        "home",
        "speaker",
        "source",
        "origin",
        "destination",
        "anchor",
        "organisation",
        "site_within",
        "holder",
        "court",
        "burial",
    }
)


@value
class Occurrence:
    """One time that an option is named."""

    span: Span
    sentence: int
    role: PlaceRole | None
    cues: frozenset[str]

    @property
    def places_act(self) -> bool:
        """True where the words beside the name put an act there: a preposition of place or a relation."""
        return not self.cues.isdisjoint(_PUTS) and self.cues.isdisjoint(_PUTS_ELSEWHERE)


@value
class Option:
    """A place or relative location that may be an incident's own.

    Attributes
    ----------
    name : str
        As the text names it first.
    place : Place or None
        None for coordinates and relative locations.
    location : Location
        Where.
    confidence : float
        Of the resolution.
    demonym : bool
        Only meant by "Iraqi" and the like.
    relative : bool
        A relative location.
    occurrences : tuple of Occurrence
        In the order of the text.
    namesakes : tuple of Candidate
        The other places that bear the name, likeliest first.
    guessed : bool
        A name that no gazetteer knows, which lies somewhere round the other names.
    country_code : str or None
        The country, where known.
    """

    name: str
    place: Place | None
    location: Location
    confidence: float
    demonym: bool
    relative: bool
    occurrences: tuple[Occurrence, ...]
    namesakes: tuple[Candidate, ...] = ()
    guessed: bool = field(init=False)
    country_code: str | None = field(init=False)

    def __post_init__(self) -> None:
        """Keep what is asked for at every comparison."""
        guessed = self.place is None and not self.relative and self.location.method == GUESSED
        object.__setattr__(self, "guessed", guessed)
        object.__setattr__(self, "country_code", None if self.place is None else self.place.country_code)

    @property
    def only_measured_from(self) -> bool:
        """True where all that is told of it is how far or in which direction something lies from it."""
        return all("measured_from" in o.cues for o in self.occurrences)


def holds(outer: Option, inner: Option) -> bool:
    """Tell whether one option's unit is named to hold the other's, by codes."""
    a, b = outer.place, inner.place
    if (
        a is None
        or b is None
        or outer.relative
        or a.id == b.id
        or outer.location.precision <= inner.location.precision
    ):
        return False
    if a.country_code != b.country_code or a.country_code is None:
        return False
    if outer.location.precision >= Precision.COUNTRY:
        return True
    if a.admin1_code is None or a.admin1_code != b.admin1_code:
        return False
    if outer.location.precision == Precision.PROVINCE:
        return True
    # A district does not hold every town of its province.
    here = outer.location
    near = distance_m(here.lon, here.lat, inner.location.lon, inner.location.lat) <= here.uncertainty_m
    coded = bool(a.admin2_code) and a.admin2_code == b.admin2_code
    return here.precision == Precision.DISTRICT and (near or coded)
