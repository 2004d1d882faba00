"""Who says so: the source that the sentences of an incident name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.mention import EventMention

_ACCORDING = Pattern(r"\b(?:according\s+to|citing|quoting)\s+(?P<who>[^,.;:\n]{2,80})")
_SAID = Pattern(
    r"(?:^|[,.;]\s+|[“\"]\s*)(?P<who>(?:[A-Z][\w'’.-]*|the|a|an|police|officials?|witnesses|authorities|medics|sources?|local|state|military|army|residents|hospital|two|three|rescue|security|health|government)(?:\s+[\w'’.-]+){0,6}?)\s+(?:said|reported|stated|announced|confirmed|told|claimed|added)\b"
)


def source_of(text: str, mentions: Sequence[EventMention]) -> str | None:
    """Return the first source that the sentences name; None where they name none."""
    for mention in mentions:
        lower = lowered(text)
        words = present(lower, *mention.quote)
        match = _ACCORDING.search(words, lower, *mention.quote) or _SAID.search(words, text, *mention.quote)
        if match:
            return " ".join(text[slice(*match.span("who"))].split())
    return None
