"""Places named in one list: "attacks in A, B and C" are three incidents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.options import holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option

_LISTED = re.compile(
    r"^(?:\s+(?:cities|towns|villages|departments|provinces|districts|municipalities|areas))?"
    r"\s*(?:,\s+|,?\s+(?:and|as\s+well\s+as)\s+(?:also\s+)?(?:in\s+|at\s+|near\s+)?)(?:the\s+)?"
    r"(?:(?:city|town|village|municipality|province|department|district|port)\s+of\s+)?$",
    re.IGNORECASE,
)
_SPEAKS = frozenset({"police", "organisation", "speaker"})
"""No place of a list: "in Ardel, Estra police said"."""
_DIVISION = re.compile(
    r"\s+(?:sub-?)?(?:district|county|province|region|governorate|oblast|raion|rayon|state|department|territory|prefecture|"
    r"tehsil|taluka|township|canton|municipality|division)\b",
    re.IGNORECASE,
)


def listed_with(
    own: Option, options: Sequence[Option], mention: EventMention, text: str
) -> tuple[Option, ...]:
    """Return the places named in one list with an incident's own: "attacks in A, B and C" are three."""
    chain: list[Option] = []
    fine = own.location.precision <= Precision.TOWN
    last = next((o for o in own.occurrences if mention.span[0] <= o.span[0] < mention.span[1]), None)
    if (
        last is None
        or own.relative
        or own.guessed
        or own.location.precision > Precision.PROVINCE
        or "prep_between" in last.cues
    ):
        return ()
    here = [
        (occurrence, option)
        for option in options
        for occurrence in option.occurrences
        if option is not own and not option.demonym and not option.relative
        and last.span[1] <= occurrence.span[0] < mention.span[1]
    ]  # fmt: skip
    here.sort(key=lambda row: row[0].span)
    for occurrence, option in here:
        speaks = occurrence.cues & _SPEAKS or occurrence.role == "actor"  # "in Ardel, Qopolis-backed rebels"
        if speaks or not _LISTED.match(text[last.span[1] : occurrence.span[0]]):
            break
        if text[occurrence.span[0]].islower() and text[last.span[1] : occurrence.span[0]].strip() == ",":
            break  # "in Ardel, in the capital": it says where Ardel is
        if text[last.span[1] : occurrence.span[0]].strip() == "," and _DIVISION.match(
            text, occurrence.span[1]
        ):
            last = occurrence  # "A, B district": it holds A, whatever the database says
            continue
        same_kind = (
            option.location.precision <= Precision.TOWN
        ) == fine and option.location.precision <= Precision.PROVINCE
        if not same_kind or holds(option, own) or any(holds(option, other) for other in chain):
            if holds(option, own) or any(holds(option, other) for other in chain):
                last = occurrence  # "A, in B province, and C"
                continue
            break
        chain.append(option)
        last = occurrence
    return tuple(dict.fromkeys(chain))
