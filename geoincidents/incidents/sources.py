"""Who says so: the source that the sentences of an incident name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.stems import Worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.mention import EventMention

_ACCORDING = Worded(r"according\s+to|citing|quoting", r"\s+(?P<who>[^,.;:\n]{2,80})")
_TELLS = ("said", "reported", "stated", "announced", "confirmed", "told", "claimed", "added")
_SAID = re.compile(
    r"(?:^|[,.;]\s+|[“\"]\s*)(?P<who>(?:[A-Z][\w'’.-]*|the|a|an|police|officials?|witnesses|authorities|medics|sources?|local|state|military|army|residents|hospital|two|three|rescue|security|health|government)(?:\s+[\w'’.-]+){0,6}?)\s+(?:"
    + "|".join(_TELLS)
    + r")\b"
)


def source_of(text: str, mentions: Sequence[EventMention]) -> str | None:
    """Return the first source that the sentences name; None where they name none."""
    for mention in mentions:
        match = _ACCORDING.search(lowered(text), *mention.quote)
        if match is None and any(map(text[slice(*mention.quote)].__contains__, _TELLS)):
            match = _SAID.search(text, *mention.quote)
        if match:
            return " ".join(text[slice(*match.span("who"))].split())
    return None
