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
    unit_m : float or None
        Metres of the unit that the figure counts; None where it is not told.
    """

    low: float
    best: float
    high: float
    text: str
    unit_m: float | None = None


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
        Further clauses on the same place, to be combined with this one. The legs of an orthogonal offset
        ("3 mi N, 2 mi E of X") are added to each other instead.
    travel_s : Distance or None
        Stated travel time, in seconds where the fields say metres.
    speed_kmh : float or None
        Usual straight-line speed of the stated means of travel.
    by_road : bool
        The distance is said to be along a road.
    anaphor : str or None
        The word that stands for the anchor: "city", "capital", "country", "here"; "" where nothing stands
        for it ("22 miles away").
    wording : str or None
        How the figure was made, as far as the wording shows it: "computed" (catalogues and agencies that
        compute "64 km SSE of"), "aviation" (nautical miles from a town's centre), "collector"
        ("4 mi NW Alamos").
    near_side : bool
        "just north of", "immediately outside": close to the anchor's edge.
    """

    span: Span
    relation: RelationKind
    anchors: tuple[Span, ...] = ()
    distance_m: Distance | None = None
    azimuth_deg: float | None = None
    azimuth_half_deg: float | None = None
    hedge: str | None = None
    chained: tuple[SpatialRelation, ...] = ()
    travel_s: Distance | None = None
    speed_kmh: float | None = None
    by_road: bool = False
    anaphor: str | None = None
    wording: str | None = None
    near_side: bool = False
