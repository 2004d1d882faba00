"""Where a phrase of people may begin: most words begin none, as the next word or the nouns near tell."""

from __future__ import annotations

from typing import NamedTuple

from geoincidents.incidents.known import Known
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.numbers import begins_quantity
from geoincidents.incidents.people.heads import AGED, BARE_REACH, REACH, names_follow
from geoincidents.incidents.people.names import PARTICLES
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Token, Tokens

DETERMINERS = words("people", "determiners")
SINGLE_PRONOUNS = frozenset({"he", "she", "him"})
PRONOUNS = SINGLE_PRONOUNS | {"they", "them"}
NOBODY = frozenset({"nobody", "no-one", "none"})
FURTHER = frozenset({"other", "remaining", "additional"})
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "other"})

_PEOPLE = lexicon().people
_NUMBERS = lexicon().number_words
_PHRASES = [
    phrase for table in (_NUMBERS.hedges, _NUMBERS.vague) for rows in table.values() for phrase, *_ in rows
]
_ALWAYS = (
    PRONOUNS | NOBODY | FURTHER | {"no", "another"} | lexicon().titles | _NUMBERS.units.keys()
    | {phrase[0] for phrase in _PHRASES if len(phrase) == 1}
)  # fmt: skip
"""Words that may begin a phrase whatever follows …"""
_BEFORE = {
    first: frozenset(phrase[1] for phrase in _PHRASES if phrase[0] == first and len(phrase) > 1)
    for first in {phrase[0] for phrase in _PHRASES}
}
"""… and those that begin a number only before certain words: "at" before "least"."""
_BEFORE["not"] = _BEFORE.get("not", frozenset()) | {"a", "one"}


def find_openings(tokens: Tokens) -> list[int]:
    """Return the indices of the tokens that a phrase of people may begin at."""
    kinds = list(map(_kind_of.__getitem__, tokens.words))
    near: set[int] = set()
    within_reach: set[int] = set()
    for k, (_, noun, aged, _, _) in enumerate(kinds):
        if noun:
            near.update(range(k + 1 - (REACH if names_follow(tokens, k) else BARE_REACH), k + 1))
        if noun or aged:
            within_reach.update(range(k - REACH, k))
    last = len(tokens) - 1
    found = []
    for i, (always, _, _, determiner, before) in enumerate(kinds):
        if always is None:
            continue
        opens = always or i in near
        if not opens and i < last:
            after = tokens[i + 1]
            opens = (
                (determiner and (i in within_reach or _goes_on(after)))
                or (before is not None and after.lower in before)
                or (tokens[i].text[0].isupper() and (after.is_capital or after.lower in PARTICLES))
            )
        if opens:
            found.append(i)
    return found


class _Kind(NamedTuple):
    """What a word in lower case is to a phrase of people."""

    always: bool | None
    """Whether it may begin one whatever follows; None for a mark."""
    noun: bool
    aged: bool
    determiner: bool
    before: frozenset[str] | None
    """Words before which it begins a number."""


_MARK = _Kind(None, False, False, False, None)
_PLAIN = _Kind(False, False, False, False, None)
_TOLD = _PEOPLE.keys() | DETERMINERS | _BEFORE.keys()


@Known
def _kind_of(lower: str) -> _Kind:
    if not lower[0].isalnum():
        return _MARK
    always = lower in _ALWAYS or lower[0].isdigit() or "-" in lower
    aged = "-" in lower and lower.endswith(AGED)
    if not always and lower not in _TOLD:
        return _PLAIN
    return _Kind(always, lower in _PEOPLE, aged, lower in DETERMINERS, _BEFORE.get(lower))


def _goes_on(after: Token) -> bool:
    """Tell whether the word after a determiner counts people: "the three", "a third"."""
    return begins_quantity(after.lower) or after.lower in ORDINALS or after.lower in FURTHER
