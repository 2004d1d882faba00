"""What a sum over several acts gives to one of them: "ten were killed, seven of them in …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.casualties import Claim
from geoincidents.incidents.home import is_site
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.numbers import read_quantity
from geoincidents.incidents.options import holds
from geoincidents.incidents.stated import stated_places, unknown_here
from geoincidents.incidents.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geoincidents.incidents.company import Company
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option
    from geoincidents.incidents.told import Told

_SHARE = re.compile(
    r"\b(?P<n>[\w-]+)\s+of\s+(?:them|whom|those|these)\s+(?:were\s+)?(?:(?:killed|wounded|injured|dead)\s+)?(?:in|at|near)\s+"
)
_TAKEN = frozenset({"hospital", "destination", "home"})
"""Words beside a place of a town to which victims are taken, or where they live."""
_REACH = 40
"""Characters after "in" within which the place is named: "the northern town of …"."""


def shares_of(sums: Sequence[Told], options: Sequence[Option], text: str) -> list[tuple[Option, Claim]]:
    """Return the part of each sum that its own sentence gives to a place."""
    return [share for told in sums for share in _shares(told, options, text)]


def _shares(told: Told, options: Sequence[Option], text: str) -> Iterator[tuple[Option, Claim]]:
    start, end = told.mention.quote
    for match in _SHARE.finditer(lowered(text), start, end):
        whole = next((c for c in reversed(told.mention.claims) if c.span[0] < match.start()), None)
        figure = read_quantity(tokenize(text, *match.span("n")), 0)
        place = next(
            (
                option for option in options for occurrence in option.occurrences
                if match.end() <= occurrence.span[0] <= match.end() + _REACH and not option.demonym
            ),
            None,
        )  # fmt: skip
        if whole is not None and figure is not None and place is not None:
            n = match.span("n")
            yield place, Claim(whole.harm, figure.count, text[slice(*n)], whole.group, None, n, n[0])


def given_to(
    own: Option | None, shares: Sequence[tuple[Option, Claim]], claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Return the shares of an incident's place, of harms that its own sentences do not count."""
    told = {c.harm for c in claims if c.count is not None and c.count.best}
    return tuple(
        claim
        for place, claim in shares
        if own is not None and (place is own or holds(place, own)) and claim.harm not in told
    )


def town_given(
    sums: Sequence[Told], group: Sequence[EventMention], options: Company, text: str
) -> tuple[Option, ...]:
    """Return the town of acts told together, for one whose sentences name none: "two were stabbed in A"."""
    towns = {
        id(item.place): item.place
        for item in sums
        if item.place is not None and item.place.location.precision <= Precision.TOWN
    }
    if len(towns) != 1 or stated_places(group, options, text):
        return ()
    if any(not is_site(option.name) for option in unknown_here(group, options)):
        return ()
    town = next(iter(towns.values()))
    return () if _names_part_of(town, group, options) else (town,)


def _names_part_of(town: Option, group: Sequence[EventMention], options: Company) -> bool:
    """Tell whether an act's own sentences name a place in the town: "in the Hallow End quarter"."""
    return any(
        option is not town
        and not (option.demonym or option.guessed or option.relative)
        and option.location.precision <= Precision.TOWN
        and distance_m(
            town.location.lon, town.location.lat, option.location.lon, option.location.lat
        ) <= town.location.uncertainty_m
        and any(
            mention.span[0] <= o.span[0] < mention.span[1] and not o.cues & _TAKEN
            for o in option.occurrences
        )
        for mention in group
        for option in options.by_sentence.get(mention.sentence, ())
    )  # fmt: skip
