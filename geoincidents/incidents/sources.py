"""Who says so: the source that the sentences of an incident name."""

from __future__ import annotations

from functools import lru_cache
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
        source = _source_in(text, *mention.quote)
        if source is not None:
            return source
    return None


@lru_cache(maxsize=64)
def _source_in(text: str, start: int, end: int) -> str | None:
    lower = lowered(text)
    words = present(lower, start, end)
    match = _ACCORDING.search(words, lower, start, end) or _SAID.search(words, text, start, end)
    return None if match is None else " ".join(text[slice(*match.span("who"))].split())
