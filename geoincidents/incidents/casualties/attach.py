"""Which people a word of harm takes: those after it, or the nearest before it in the same clause."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from geoincidents.incidents.casualties.claim import Claim
from geoincidents.incidents.casualties.sentence import Sentence, claims_of
from geoincidents.incidents.harm import ANIMALS, BREAK, PARTICIPLES, Harm
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.numbers import read_quantity
from geoincidents.incidents.people import People, exactly
from geoincidents.incidents.people.lists import is_object
from geoincidents.incidents.people.names import NOT_NAMES

_LONGEST_GAP = 14
"""Tokens between a subject and its verb …"""
_LONGEST_CLAUSE = 24
"""… where a clause about the subject stands there: "six men who were taken by rebels were shot"."""
_SAME_SUBJECT = frozenset(
    {"shot", "wounded", "injured", "kidnapped", "abducted", "captured", "seized", "detained", "hit", "struck"}
)
"""Participles that may stand between a subject and another one: "the man shot there was killed" …"""
_BREAKS = BREAK | ANIMALS | (PARTICIPLES.keys() - _SAME_SUBJECT)
"""… and words that may not."""
_WITNESSED = frozenset({"saw", "seen", "seeing", "watched", "watching", "witnessed", "witnessing"})
"""Before "killed": whoever looked on is not whom it befell, "he had seen two mates killed"."""
_AT_LAST = frozenset({"before", "until"})
"""Before "being killed": whoever acted."""
_OBJECTS = frozenset({"him", "them"})
_SUBJECTS = frozenset({"he", "she", "they"})
_IS = frozenset({"is", "was", "becomes", "became"})
_FIGURED = frozenset({"deaths", "injuries", "fatalities"})
_RELATIVE = frozenset({"who", "whom", "whose"})
_NAMED_BEFORE = 5_000
"""Characters before a surname in which the full name is looked for."""
_DESCRIBED = frozenset({"married", "known", "nicknamed", "alias", "identified", "named", "born", "described"})
"""Words that an insertion about somebody begins with: "the victim, married to an officer, was shot"."""
_INSERTION = frozenset(
    {"who", "whose", "whom", "a", "an", "the", "also", "both", "all", "most", "mostly", "aged"}
)


def to_right(sentence: Sentence, k: int, start: int, harm: Harm) -> list[Claim]:
    """Take the people that begin at token `start`, adverbs passed over."""
    while sentence.lower(start).endswith("ly") and start not in sentence.starts:
        start += 1
    people = sentence.starts.get(start)
    if people is None or sentence.lower(start) in _SUBJECTS:
        return []  # "of the wounds he suffered"
    if len(people) == 1 and people[0].count is None:  # "the villagers Juan Perez and Pedro Gomez"
        named = sentence.starts.get(people[0].last)
        people = people if named is None or named[0].name is None else named
    claims = claims_of(sentence, k, harm, people)
    if all(phrase.owned for phrase in people):  # "wounding his brother": nobody told of before
        return [replace(claim, definite=False) for claim in claims]
    return claims


def to_left(sentence: Sentence, k: int, harm: Harm, before: int | None = None) -> list[Claim]:
    """Take the nearest list of people that ends before the verb, in the same clause."""
    limit = k if before is None else before
    people = _before_insertion(sentence, limit - (sentence.lower(limit - 1) == "also"))
    if people is not None:
        return claims_of(sentence, k, harm, people)
    if sentence.lower(limit) == "being" and sentence.lower(limit - 1) in _AT_LAST:
        subject = next((g for g in sentence.groups_before(limit) if not is_object(sentence.tokens, g)), None)
        return [] if subject is None else claims_of(sentence, k, harm, subject)
    of_relative = sentence.lower(limit - 1) in _RELATIVE and PARTICIPLES.keys().isdisjoint(
        sentence.words(limit, k)
    )
    people, gap = _nearest(sentence, limit, finite=before is not None and not of_relative)
    named = to_surname(sentence, k, limit - 1, harm)
    if named and (people is None or people[-1].last < limit):
        return named
    longest = _LONGEST_CLAUSE if gap[:1] == ["who"] else _LONGEST_GAP
    if people is None or len(gap) > longest or not _BREAKS.isdisjoint(gap):
        return []
    if limit == k and not _WITNESSED.isdisjoint(gap):
        return []
    claims = claims_of(sentence, k, harm, people)
    if _is_predicate(sentence, people):
        claims = [replace(claim, others=False, definite=True) for claim in claims]
    elif people[0].owned and limit == k:  # "leaving two brothers dead and their cousin wounded"
        claims = [replace(claim, definite=False) for claim in claims]
    return claims


def _nearest(sentence: Sentence, limit: int, *, finite: bool) -> tuple[Sequence[People] | None, list[str]]:
    """Return the nearest list of people before index `limit` and the words in between.

    A part ("including two children") gives way to the people that it is a part of; before a `finite` verb
    those do to a part that is its subject ("three of the seven wounded died").
    """
    people: Sequence[People] | None = None
    inside: list[tuple[int, int]] = []
    for group in sentence.groups_before(limit):
        first, last = group[0].first, group[-1].last
        if not (last <= limit or first < limit < last) or _is_agent(sentence, group, limit):
            continue
        if sentence.lower(first) in _OBJECTS and last < limit:
            continue  # "his brother, who was with him, died", not "found him dead"
        if sentence.lower(limit) == "was" and _is_inserted(sentence, group):
            continue
        if finite and _is_whole(sentence, group):
            inside.append((first - 1, limit))
            continue
        people = group
        if not group[0].subset or last > limit or not _RELATIVE.isdisjoint(sentence.words(last, limit)):
            break
        inside.append((first, last))
    if people is None:
        return None, []
    if people[0].subset and inside:  # nothing that it is a part of
        first, last = inside[0]
        return sentence.starts[first], _gap(sentence, last, limit, [])
    return people, _gap(sentence, people[-1].last, limit, inside)


def _is_predicate(sentence: Sentence, people: Sequence[People]) -> bool:
    """Tell whether one is said to be what another was: "she is the third judge murdered this year"."""
    first = people[0].first
    return (
        len(people) == 1 and people[0].count == exactly(1)
        and sentence.lower(first - 1) in _IS and sentence.lower(first - 2) != "there"
    )  # fmt: skip


def _is_whole(sentence: Sentence, group: Sequence[People]) -> bool:
    """Tell whether a figure stands before a list as its part: "three of the seven wounded"."""
    first = group[0].first
    before = next(sentence.groups_before(first), None) if sentence.lower(first - 1) == "of" else None
    return before is not None and before[-1].bare and before[-1].last == first - 1


def _is_agent(sentence: Sentence, group: Sequence[People], limit: int) -> bool:
    """Tell whether a list is of who did something to others: "a man rescued by medics and taken"."""
    if sentence.lower(group[0].first - 1) != "by" or group[-1].last >= limit:
        return False
    told = "who" in sentence.words(group[0].first - _LONGEST_GAP, group[0].first)
    return told or (
        sentence.lower(group[0].first - 2).endswith("ed") and sentence.lower(group[-1].last) == "and"
    )


def _is_inserted(sentence: Sentence, group: Sequence[People]) -> bool:
    """Tell whether several stand in what is told of one: "a man who fired at officers was shot"."""
    several = len(group) > 1 or (
        group[0].count is None and sentence.lower(group[-1].last - 1) in lexicon().plurals
    )
    before = next(sentence.groups_before(group[0].first), None)
    return (
        (several or (group[0].count is not None and (group[0].count.best or 0) > 1))
        and before is not None
        and len(before) == 1
        and before[0].count == exactly(1)
        and sentence.lower(before[0].last) == "who"
    )


def _gap(sentence: Sentence, first: int, limit: int, passed: Sequence[tuple[int, int]]) -> list[str]:
    """Return the words between people and verb, without ages and the stretches passed over."""
    words, ages = sentence.tokens.words, sentence.ages
    gap = [i for i in range(first, limit) if i not in ages]
    for start, end in passed:
        gap = [i for i in gap if not start <= i < end]
    return [words[i] for i in gap]


def to_surname(sentence: Sentence, k: int, i: int, harm: Harm) -> list[Claim]:
    """Read "killed Perez", "Perez was killed": a lone capital word that ended a full name before."""
    tokens = sentence.tokens
    if not 0 <= i < len(tokens) or not tokens[i].is_capital or not tokens[i].text[1:].islower():
        return []
    neighbours = [tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    if any(token.is_capital and token.is_word for token in neighbours):
        return []
    token = tokens[i]
    if len(token.text) < 3 or token.lower in NOT_NAMES or token.lower in lexicon().people:
        return []
    if sentence.is_place((token.start, token.end)) or not _named_before(
        sentence.text, token.start, token.text
    ):
        return []
    span = (min(token.start, tokens[k].start), max(token.end, tokens[k].end))
    return [Claim(harm, exactly(1), token.text, None, token.lower, span, tokens[k].start, definite=True)]


def _named_before(text: str, start: int, name: str) -> bool:
    """Tell whether a capital word stood before the name in the text up to `start`."""
    before = text[max(0, start - _NAMED_BEFORE) : start]
    return re.search(rf"[A-Z][\w.'-]+ {re.escape(name)}\b", before) is not None


def _before_insertion(sentence: Sentence, limit: int) -> Sequence[People] | None:
    """Return the people before ", who was taken by armed men," where the verb follows such an insertion."""
    if limit == 0 or sentence.tokens[limit - 1].text != ",":
        return None
    found = None
    for group in sentence.groups_before(limit):
        after = group[-1].last
        if after >= limit - 1 or sentence.tokens[after].text != ",":
            continue
        inserted = [sentence.lower(i) for i in range(after, limit - 1) if i not in sentence.ages]
        begins = next((word for word in inserted if word != ","), "")
        if (begins in _INSERTION or begins in _DESCRIBED) and not {";", "but"} & set(inserted):
            found = group
    return found


def to_owner(sentence: Sentence, k: int, harm: Harm) -> list[Claim]:
    """Read "Ramirez's death" and "the mayor's murder"."""
    owner = sentence.tokens[k - 1]
    if k > 1 and owner.lower == "'":  # "the six priests' murder"
        several = next((group for group in sentence.groups_before(k) if group[-1].last == k - 1), None)
        return [] if several is None else claims_of(sentence, k, harm, several)
    if k == 0 or not owner.lower.endswith("'s"):
        return []
    for group in sentence.groups_before(k):
        if group[-1].last == k:
            return claims_of(sentence, k, harm, group)
    if not owner.is_capital or sentence.is_place((owner.start, owner.end)) or k < 2:
        return []
    who = sentence.text[owner.start : owner.end - 2]
    name = who.lower() if _named_before(sentence.text, owner.start, who) else None
    span = (owner.start, sentence.tokens[k].end)
    return [Claim(harm, exactly(1), who, None, name, span, sentence.tokens[k].start, definite=True)]


def to_counted(sentence: Sentence, k: int, harm: Harm) -> list[Claim]:
    """Read "12 deaths", "left 30 wounded", "at least five fatalities"."""
    for group in sentence.groups_before(k + 1):
        phrase = group[-1]
        if phrase.count is None or phrase.name is not None or phrase.last not in {k, k + 1}:
            continue
        if phrase.last == k or phrase.first < k:
            return claims_of(sentence, k, harm, group)
    return to_figure(sentence, k, harm) if sentence.lower(k) in _FIGURED else []


def to_figure(sentence: Sentence, k: int, harm: Harm, after: Collection[str] = ()) -> list[Claim]:
    """Read "8 deaths", "20 civilian injuries": a figure with at most one adjective before the noun.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    k : int
        Index of the noun.
    harm : Harm
        What it tells of.
    after : collection of str
        Words of which one must stand right before the figure ("claimed 79 lives"); empty for any.
    """
    for first in range(max(0, k - 6), k):
        quantity = read_quantity(sentence.tokens, first)
        if quantity is not None and quantity.last in {k - 1, k}:
            if after and sentence.lower(first - 1) not in after:
                continue
            return claims_of(sentence, k, harm, [People(first, quantity.last, quantity.count, None)])
    return []
