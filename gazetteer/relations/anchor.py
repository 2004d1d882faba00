"""What a relation starts from: a place or a point, with its usual radius."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.place import Place


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
    """

    lon: float
    lat: float
    extent_m: float
    name: str
    place: Place | None = None

    @classmethod
    def of(cls, place: Place) -> Anchor:
        """Make an anchor of a place."""
        return cls(place.lon, place.lat, max(100.0, place.extent_m), place.name, place)


def ids_of(anchors: Sequence[Anchor]) -> tuple[str, ...]:
    """Return the ids of the anchors that are places, each once."""
    return tuple(dict.fromkeys(anchor.place.id for anchor in anchors if anchor.place is not None))
