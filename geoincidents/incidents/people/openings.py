"""Where a phrase of people may begin: most words begin none, as the next word or the nouns near tell."""

from __future__ import annotations

from geoincidents.incidents.known import Known
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.numbers import begins_quantity
from geoincidents.incidents.people.heads import AGED, BARE_REACH, REACH, names_follow
from geoincidents.incidents.people.names import PARTICLES
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Tokens
from geoincidents.incidents.value import value

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
    words, last = tokens.words, len(tokens) - 1
    kinds = enumerate(map(_kind_of.__getitem__, words))
    found: set[int] = set()
    noun_at = last + REACH + 1
    for i, kind in reversed([(i, kind) for i, kind in kinds if kind is not None]):
        if kind.noun:
            found.update(range(max(0, i + 1 - (REACH if names_follow(tokens, i) else BARE_REACH)), i + 1))
        elif kind.always or (
            i < last
            and (
                (kind.determiner and (i >= noun_at - REACH or _goes_on(words[i + 1])))
                or (kind.before is not None and words[i + 1] in kind.before)
            )
        ):
            found.add(i)
        if kind.noun or kind.aged:
            noun_at = i
    for i in [i for i, token in enumerate(tokens) if token.text[0].isupper()]:
        if i < last and (tokens[i + 1].text[0].isupper() or words[i + 1] in PARTICLES):
            found.add(i)
    return [i for i in sorted(found) if words[i][0].isalnum()]


@value
class _Kind:
    """What a word in lower case is to a phrase of people."""

    always: bool
    """Whether it may begin one whatever follows."""
    noun: bool
    aged: bool
    determiner: bool
    before: frozenset[str] | None
    """Words before which it begins a number."""


_TOLD = _PEOPLE.keys() | DETERMINERS | _BEFORE.keys()


@Known
def _kind_of(lower: str) -> _Kind | None:
    """Tell what a word is to a phrase of people; None for most words and for marks."""
    always = lower in _ALWAYS or lower[0].isdigit() or "-" in lower
    aged = "-" in lower and lower.endswith(AGED)
    if not lower[0].isalnum() or not (always or lower in _TOLD):
        return None
    return _Kind(always, lower in _PEOPLE, aged, lower in DETERMINERS, _BEFORE.get(lower))


def _goes_on(after: str) -> bool:
    """Tell whether the word after a determiner counts people: "the three", "a third"."""
    return begins_quantity(after) or after in ORDINALS or after in FURTHER
