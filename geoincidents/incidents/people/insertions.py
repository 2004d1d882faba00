"""What stands behind a phrase of people while its list goes on: "six nuns (five Swiss) and a cook"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geoincidents.incidents.harm import BE, DIED, HAVE, PARTICIPLES
from geoincidents.incidents.people.phrase import People
from geoincidents.incidents.tokens import Tokens

_LONGEST = 20
"""Tokens of an insertion: a breakdown by origin or rank, or a name with an office."""
_CLOSED_BY = {"(": ")", "[": "]", "—": "—", "–": "–", "-": "-"}
_VERBS = BE | HAVE | DIED | PARTICIPLES.keys() | {"said", "who", "which", "that", "when", "after", "before"}
_RELATIVE = frozenset({"who", "whose"})
_JOINTS = (["and"], [",", "and"], ["as", "well", "as"], ["along", "with"], ["together", "with"], ["plus"])


def pass_over_insertions(tokens: Tokens, people: Sequence[People]) -> list[People]:
    """Return the phrases without those of an insertion that a list goes on behind.

    A phrase then ends where its insertion does: "two policemen, one of them a sergeant, and a driver".
    """
    firsts = {phrase.first for phrase in people}
    kept: list[People] = []
    until = 0
    for at, phrase in enumerate(people):
        if phrase.first < until:
            continue
        after = people[at + 1] if at + 1 < len(people) else None
        part = after is not None and after.subset and after.first == phrase.last + 1
        end = _end(tokens, phrase.last, part)
        if end is None and phrase.name is not None and after is not None:
            end = _office_end(tokens, phrase.last, after.first)
        if end is not None and _goes_on(tokens, end, firsts):
            until = end
            kept.append(replace(phrase, last=end))
        else:
            kept.append(phrase)
    return kept


def _end(tokens: Tokens, start: int, part: bool) -> int | None:
    """Return the index behind the insertion that begins at `start`: that of the comma which ends it."""
    opening = tokens[start].lower if start < len(tokens) else ""
    close = "," if opening == "," else _CLOSED_BY.get(opening)
    if close is None:
        return None
    words = [token.lower for token in tokens[start : start + _LONGEST]]
    if opening == "," and not (part or not _RELATIVE.isdisjoint(words[1:2])):
        return None
    if opening == ",":
        return start + words.index(",", 1) if "," in words[1:] else None
    if opening == "-" and words[1:2] != ["-"]:
        return None
    width = 2 if opening == "-" else 1
    closing = next((i for i in range(width, len(words)) if words[i : i + width] == [close] * width), None)
    return None if closing is None else start + closing + width


def _office_end(tokens: Tokens, start: int, following: int) -> int | None:
    """Return the index of the comma that ends an office without a noun of people: ", second in command,"."""
    inside = range(start + 1, min(following, start + _LONGEST))
    if tokens[start].text != "," or any(tokens[i].lower in _VERBS for i in inside):
        return None
    end = next((i for i in inside if tokens[i].text == ","), None)
    return None if end is None or end == start + 1 else end


def _goes_on(tokens: Tokens, end: int, firsts: set[int]) -> bool:
    words = [token.lower for token in tokens[end : end + 3]]
    return any(words[: len(joint)] == joint and end + len(joint) in firsts for joint in _JOINTS)
