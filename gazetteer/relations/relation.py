"""A spatial relation as read from words: which kind, of which anchors, how far, which way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RelationKind = Literal[
    "offset", "direction", "distance", "between", "near", "outskirts", "part", "border",
    "coast", "offshore", "road", "orthogonal", "travel",
]  # fmt: skip

Span = tuple[int, int]
"""Half-open indices into the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A stated distance in metres.

    Attributes
    ----------
    low, best, high : float
        Metres; equal where one figure is stated.
    text : str
        The words, as "20-30 km".
    """

    low: float
    best: float
    high: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialRelation:
    """Words that place something relative to named places.

    Attributes
    ----------
    span : Span
        From the first to the last word of the expression, its anchors included.
    relation : RelationKind
        The kind.
    anchors : tuple of Span
        Spans of the anchors' names. Empty where the anchor is implied ("22 miles away", "this city").
    distance_m : Distance or None
        The stated distance.
    azimuth_deg : float or None
        Degrees clockwise from true north, from the anchor to the place.
    azimuth_half_deg : float or None
        Half the angle that the direction word stands for: 45 for "north", 22.5 for "NE".
    hedge : str or None
        "about", "less than", "at least" and so on.
    chained : tuple of SpatialRelation
        Further clauses on the same place, to be combined with this one.
    """

    span: Span
    relation: RelationKind
    anchors: tuple[Span, ...] = ()
    distance_m: Distance | None = None
    azimuth_deg: float | None = None
    azimuth_half_deg: float | None = None
    hedge: str | None = None
    chained: tuple[SpatialRelation, ...] = ()
