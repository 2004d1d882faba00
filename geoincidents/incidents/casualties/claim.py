"""One statement of casualties."""

from __future__ import annotations

from gazetteer.relations.relation import Span
from geoincidents.incidents.harm import Harm
from geoincidents.incidents.value import value
from geoincidents.types import Count


@value
class Claim:
    """One statement of casualties.

    Attributes
    ----------
    harm : Harm
        What was suffered.
    count : Count or None
        How many; None where the words give no number.
    who, group, name : str or None
        As the text says; the group; the names of named persons, apart by spaces, each as `People.name`.
    span : Span
        The words, phrase and harm word.
    verb : int
        Offset of the harm word.
    subset : bool
        Part of another statement ("including three children", "two of them").
    total : bool
        A running total ("the death toll rose to 15", "bringing to 40").
    others : bool
        Besides those told of before.
    definite : bool
        Told of before ("the man died").
    also : bool
        Said to add to what was told before it ("were also killed").
    weak : bool
        Only a condition ("taken to hospital"), which the dead were often in first.
    later : bool
        Of what came after the act: somebody died of it, or who was taken was found dead.
    unofficial : bool
        Said by residents, activists or a monitor: beside another figure it widens what is known.
    """

    harm: Harm
    count: Count | None
    who: str | None
    group: str | None
    name: str | None
    span: Span
    verb: int
    subset: bool = False
    total: bool = False
    others: bool = False
    definite: bool = False
    weak: bool = False
    also: bool = False
    unofficial: bool = False
    later: bool = False


def add(counts: list[Count]) -> Count | None:
    """Add counts of one list of people; an open end stays open; None for no count."""
    if not counts:
        return None
    lows = [c.low for c in counts if c.low is not None]
    bests = [c.best for c in counts if c.best is not None]
    highs = [c.high for c in counts if c.high is not None]
    return Count(
        low=sum(lows) if lows else None,
        best=sum(bests) if bests else None,
        high=sum(highs) if len(highs) == len(counts) else None,
    )
