"""A lead whose toll is the sum of those that the sentences below it tell place by place.

"At least 34 people were killed in Estra Province over the weekend", then 21 dead in one village and 13 in
another: the lead tells of both, and of no third act.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.location import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.told import Told

_PARTS = 2
"""Places, each with dead of its own, that make a sum."""


def with_sum_marked(told: Sequence[Told]) -> list[Told]:
    """Return the sentences, the first marked as one of several acts where it is the sum of later ones."""
    found = list(told)
    lead = next((n for n, item in enumerate(told) if not item.mention.title), None)
    if lead is not None and _is_sum(told[lead], told[lead + 1 :]):
        mention = told[lead].mention
        scene = replace(mention.scene, several=True)
        found[lead] = replace(told[lead], mention=replace(mention, scene=scene))
    return found


def _is_sum(lead: Told, later: Sequence[Told]) -> bool:
    """Tell whether the dead of a wide area are those of the places told next, one by one."""
    dead = _dead(lead)
    if dead <= _PARTS or lead.mention.scene.several or _is_close(lead):
        return False
    places: set[str] = set()
    told = 0
    for item in later:
        more = _dead(item)
        if not more or item.mention.sentence == lead.mention.sentence:
            continue
        if item.place is None or not _is_close(item):
            return False
        told += more
        places.add(item.place.name)
        if told >= dead:
            break
    return told == dead and len(places) >= _PARTS


def _is_close(item: Told) -> bool:
    return item.place is not None and (
        item.place.guessed or item.place.location.precision <= Precision.DISTRICT
    )


def _dead(item: Told) -> int:
    """Return how many dead a sentence tells of; parts of others only where it tells of no more than these."""
    claims = [c for c in item.mention.claims if c.harm == "killed" and c.count is not None and c.count.best]
    plain = [c for c in claims if not c.subset] or claims[:1]
    return sum(c.count.best or 0 for c in plain if c.count is not None)
