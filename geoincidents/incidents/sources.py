"""Who says so: the source that the sentences of an incident name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.mention import EventMention

_ACCORDING = re.compile(r"\b(?:according\s+to|citing|quoting)\s+(?P<who>[^,.;:\n]{2,80})")
_SAID = re.compile(
    r"(?:^|[,.;]\s+|[“\"]\s*)(?P<who>(?:[A-Z][\w'’.-]*|the|a|an|police|officials?|witnesses|authorities|medics|sources?|local|state|military|army|residents|hospital|two|three|rescue|security|health|government)(?:\s+[\w'’.-]+){0,6}?)\s+(?:said|reported|stated|announced|confirmed|told|claimed|added)\b"
)


def source_of(text: str, mentions: Sequence[EventMention]) -> str | None:
    """Return the first source that the sentences name; None where they name none."""
    for mention in mentions:
        for pattern, read in ((_ACCORDING, lowered(text)), (_SAID, text)):
            match = pattern.search(read, *mention.quote)
            if match:
                return " ".join(text[slice(*match.span("who"))].split())
    return None
