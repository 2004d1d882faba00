# ruff: noqa: E501
"""What one sentence gives to each of several places: "killed three people in A, one in B and two in C"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geoincidents.incidents.casualties import Claim
from geoincidents.incidents.numbers import read_quantity
from geoincidents.incidents.openings import NAME
from geoincidents.incidents.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.company import Company
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option
    from geoincidents.incidents.told import Told

_NUMBER = r"(?:[1-9]\d{0,2}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)"
_IN = rf"(?:in|at|near)\s+(?:the\s+)?(?:[a-z-]+\s+){{0,3}}(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March\b|April\b|May\b|June?\b|July?\b|Aug|Sept|Oct|Nov|Dec)(?P<place>{NAME})"
_FIRST = re.compile(rf"\b(?P<n>{_NUMBER})\s+(?:[a-z][\w’'-]*\s+){{0,6}}?{_IN}")
_NEXT = re.compile(
    rf"(?:,\s+(?:and\s+)?|\s+and\s+)(?:another\s+|a\s+further\s+|at\s+least\s+)?(?P<n>{_NUMBER})\s+(?:(?:others|more|people|civilians)\s+)?{_IN}"
)


def apportioned(
    own: Option | None, mention: EventMention, options: Company, text: str
) -> list[tuple[Option, Claim]]:
    """Return the part of a figure that its sentence gives to each place, an incident's own among them.

    Parameters
    ----------
    own : Option or None
        The incident's place.
    mention : EventMention
        The sentence.
    options : Company
        The article's places.
    text : str
        The article's text.
    """
    here = options.by_sentence.get(mention.sentence, ())
    if own is None or len(here) < 2 or not any(claim.count for claim in mention.claims):
        return []
    first = _FIRST.search(text, *mention.span)
    while first is not None:
        found, match = [first], _NEXT.match(text, first.end(), mention.span[1])
        while match is not None:
            found.append(match)
            match = _NEXT.match(text, match.end(), mention.span[1])
        whole = next((c for c in mention.claims if c.span[0] <= first.start("n") < c.span[1]), None)
        if len(found) > 1 and whole is not None and whole.count is not None and not whole.subset:
            parts = [part for one in found if (part := _part(one, whole, here, text)) is not None]
            return parts if any(place is own for place, _ in parts) else []
        first = _FIRST.search(text, found[-1].end(), mention.span[1])
    return []


def _part(
    match: re.Match[str], whole: Claim, here: Sequence[Option], text: str
) -> tuple[Option, Claim] | None:
    start, end = match.span("place")
    place = next(
        (
            option for option in here for occurrence in option.occurrences
            if start <= occurrence.span[0] < end and not (option.demonym or option.relative)
        ),
        None,
    )  # fmt: skip
    figure = read_quantity(tokenize(text, *match.span("n")), 0)
    if place is None or figure is None:
        return None
    n = match.span("n")
    return place, Claim(whole.harm, figure.count, text[slice(*n)], whole.group, None, n, n[0])


def with_own_part(
    told: Sequence[Told], mention: EventMention, parts: Sequence[tuple[Option, Claim]], own: Option
) -> tuple[Told, ...]:
    """Return an incident's sentences, the one that tells of several places with the part of its own only."""
    given = [claim for _, claim in parts]
    mine = next(claim for place, claim in parts if place is own)
    kept = [c for c in mention.claims if not _holds(c, given)]
    claims = (*kept, mine)
    return tuple(
        replace(item, mention=replace(mention, claims=claims)) if item.mention is mention else item
        for item in told
    )


def _holds(claim: Claim, parts: Sequence[Claim]) -> bool:
    """Tell whether a statement is that of one of some parts, or of all together."""
    return any(claim.harm == part.harm and claim.span[0] <= part.span[0] < claim.span[1] for part in parts)
