"""Streets by the words beside a name: "A Street", "A and B streets", "the 900 block of A".

A street called after a town lies in the town that the story is told of, and says nothing of the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span

STREET_WORD = (
    "street|avenue|road|drive|boulevard|lane|court|circle|way|highway|parkway|terrace|place|expressway|"
    "turnpike|trail"
)
SHORT = "St|Ave|Rd|Dr|Blvd|Ln|Hwy|Pkwy|Pike"
"""Words that end the name of a street, in full and shortened."""

_AFTER = re.compile(rf"\s+(?:(?:{STREET_WORD.title()})s?|(?:streets|avenues|roads)|{SHORT})\b")
_CROSSING_AFTER = re.compile(
    rf"\s+and\s+(?:[A-Z0-9][\w.]*\s+){{1,3}}"
    rf"(?:(?:{STREET_WORD.title()})s?|{STREET_WORD.replace('|', 's|')}s|{SHORT})\b"
)
_BLOCK_BEFORE = re.compile(r"\bblock\s+of\s+(?:(?:[NSEW]\.?|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\s+)?$")


def is_street(text: str, span: Span) -> bool:
    """Tell whether the words beside a name make it a street's: "A and B streets", "the 900 block of A"."""
    start, end = span
    if _AFTER.match(text, end) or _CROSSING_AFTER.match(text, end):
        return True
    first = max(0, start - 30)
    return text.find("block", first, start) >= 0 and _BLOCK_BEFORE.search(text, first, start) is not None
