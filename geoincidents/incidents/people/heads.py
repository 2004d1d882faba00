"""Nouns that mean people, with what stands before them: how many, of which group."""

from __future__ import annotations

from collections.abc import Sequence

from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.numbers import Quantity, read_number
from geoincidents.incidents.people.phrase import People, exactly
from geoincidents.incidents.tables import table, words
from geoincidents.incidents.tokens import Token
from geoincidents.types import Count

STOP = words("people", "stop")
"""Words beyond which a noun is not looked for."""
UNITS = words("people", "units")
"""Words that a number counts and that are no people."""
_GROUP_WORDS: dict[str, str] = table("people")["group_words"]
_REACH, _BARE_REACH = 7, 2
"""Tokens up to the noun, with and without a determiner or number: adjectives come in between."""
_AFTER_DEAD = frozenset({"and", "in", "after"})
_OTHERS = frozenset({"other", "another", "more", "additional", "second", "third"})


def find_head(tokens: Sequence[Token], j: int, determined: bool) -> int | None:
    """Return the index of the head noun of the phrase that goes on at `j`; None where it means no people."""
    people = lexicon().people
    for k in range(j, min(j + (_REACH if determined else _BARE_REACH), len(tokens))):
        lower = tokens[k].lower
        if lower in people:
            return _last_noun(tokens, k, determined)
        if lower in STOP or lower in UNITS or not (tokens[k].is_word or tokens[k].text in "-.'\""):
            return None
        if read_number(tokens, k) is not None and not any(
            t.lower.startswith("year") for t in tokens[k + 1 : k + 4]
        ):
            return None
    return None


def _last_noun(tokens: Sequence[Token], k: int, determined: bool) -> int | None:
    """Return the last of several nouns ("police officer"); "dead" is one only where it ends a phrase."""
    people, first = lexicon().people, tokens[k].lower
    while k + 1 < len(tokens) and tokens[k + 1].lower in people and tokens[k + 1].lower != "dead":
        k += 1
    if first != "dead":
        return k
    if not determined:
        return None
    ends = k + 1 >= len(tokens) or not tokens[k + 1].is_word or tokens[k + 1].lower in _AFTER_DEAD
    return k if ends else None


def with_head(
    tokens: Sequence[Token], i: int, head: int, quantity: Quantity | None, definite: bool
) -> People:
    """Return the phrase from token `i` to its noun."""
    noun = tokens[head].lower
    if noun == "family" and head + 2 < len(tokens) and tokens[head + 1].lower == "of":
        size = read_number(tokens, head + 2)
        if size is not None:
            return People(i, size[1], exactly(size[0]), None, definite=definite)
    others = noun in {"other", "others"} or any(t.lower in _OTHERS for t in tokens[i:head])
    group = _group(tokens, i, head)
    return People(i, head + 1, _count(noun, quantity), group, definite=definite, others=others)


def _count(noun: str, quantity: Quantity | None) -> Count | None:
    if quantity is not None:
        return quantity.count
    if noun == "couple":
        return exactly(2)
    return None if noun == "family" or noun in lexicon().plurals else exactly(1)


def _group(tokens: Sequence[Token], i: int, head: int) -> str | None:
    """Return the group of the noun, or the one that a word before it tells ("child victim")."""
    people = lexicon().people
    group = people[tokens[head].lower]
    if group != "people":
        return "police" if any(token.lower == "police" for token in tokens[i:head]) else group
    for token in reversed(tokens[i:head]):
        told = people.get(token.lower, "people")
        if told != "people":
            return told
        if token.lower in _GROUP_WORDS:
            return _GROUP_WORDS[token.lower]
    return None
