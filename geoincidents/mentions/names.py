"""From the words of a mention to the name to look up, and to what sort of name it is."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from geoincidents.mentions.lexicon import Entry
from geoincidents.mentions.words import words
from geoincidents.types import Mention, MentionKind

_BROKEN = re.compile(r"(?<=\w)[-\u00ad\u2010]\s*\n\s*(?=[^\W\d_A-Z])")  # "Bagh-\ndad"
_SPACE = re.compile(r"\s+")
BEHIND = 30
"""Characters behind a name that tell its kind."""
_DIVISION = re.compile(r"\s+(?:region|regional\s+state|state|province|district|zone)\b(?!\s+of\b)")
"""Behind the name of a people that is a division's too: "the Amhara region"."""
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’‘`´][sS]|(?<=[sS])['’])$")


def lookup_form(text: str) -> str:
    """Return the form to look up: on one line, without hyphenation, possessive, and marks around it.

    Examples
    --------
    >>> lookup_form("New\\nYork's"), lookup_form("Bagh-\\ndad,")
    ('New York', 'Baghdad')
    """
    name = _SPACE.sub(" ", _BROKEN.sub("", text)).strip(' ,;:"“”()[]«»')
    return _POSSESSIVE.sub("", name) or text.strip() or text


def kind_of(name: str, entry: Entry | None, after: str = "") -> MentionKind:
    """Return the kind of a name, by the gazetteer, by its last word and by the text after it."""
    if entry is not None and entry.name_class == "demonym":
        return "toponym" if entry.division and _DIVISION.match(after) else "demonym"
    if entry is not None and entry.name_class == "facility":
        return "facility"
    last = name.rsplit(" ", 1)[-1]
    # "Mosul dam" can only be the dam, "Central Park" may be a town.
    built = last.islower() or entry is None or entry.name_class == "region"
    if built and " " in name and last.lower() in words().facility_heads:
        return "facility"
    return "region" if entry is not None and entry.name_class == "region" else "toponym"


def merge(*groups: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of all groups in their order in the text; of two that overlap, the first given."""
    kept: list[Mention] = []
    for group in groups:
        taken = sorted(mention.span for mention in kept)
        for mention in group:
            place = bisect_left(taken, (mention.span[1], 0))
            if place == 0 or taken[place - 1][1] <= mention.span[0]:
                kept.append(mention)
                insort(taken, mention.span)
    return tuple(sorted(kept, key=lambda mention: mention.span))
