"""What a relation starts from: a place or a point, with its usual radius."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.place import Place

if TYPE_CHECKING:
    from gazetteer.relations.atlas import Atlas

_SEAT_WITHIN = 1.5
"""Extents of a division within which its town lies: codes of young divisions differ between sources."""
_SAME_NAME = 0.9


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relation starts from.

    Attributes
    ----------
    lon, lat : float
        Its point.
    extent_m : float
        Its usual radius.
    name : str
        For the reasons.
    place : Place or None
        None for bare coordinates.
    spread_m : float
        How far off the point itself may be, where only its surroundings are known.
    """

    lon: float
    lat: float
    extent_m: float
    name: str
    place: Place | None = None
    spread_m: float = 0.0

    @classmethod
    def of(cls, place: Place) -> Anchor:
        """Make an anchor of a place."""
        return cls(place.lon, place.lat, max(100.0, place.extent_m), place.name, place)


def ids_of(anchors: Sequence[Anchor]) -> tuple[str, ...]:
    """Return the ids of the anchors that are places, each once."""
    return tuple(dict.fromkeys(anchor.place.id for anchor in anchors if anchor.place is not None))


@lru_cache(maxsize=1024)
def town_of(division: Place, name: str, atlas: Atlas) -> Place | None:
    """Return the settlement in a division that bears a name: distances are told from towns, not provinces."""
    for match in atlas.search(name, country_code=division.country_code, feature_classes=("P",), limit=5):
        town = match.place
        apart = distance_m(town.lon, town.lat, division.lon, division.lat)
        inside = town.admin1_code == division.admin1_code or apart < _SEAT_WITHIN * division.extent_m
        if match.score >= _SAME_NAME and inside:
            return town
    return None
