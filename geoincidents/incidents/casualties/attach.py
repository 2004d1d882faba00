"""Which people a word of harm takes: those after it, or the nearest before it in the same clause."""

from __future__ import annotations

from collections.abc import Sequence

from geoincidents.incidents.casualties.claim import Claim, Harm
from geoincidents.incidents.casualties.harm import BREAK, PARTICIPLES
from geoincidents.incidents.casualties.sentence import Sentence, claim_of
from geoincidents.incidents.people import People, exactly

_LONGEST_GAP = 14
"""Tokens between a subject and its verb."""
_SAME_SUBJECT = frozenset({"shot", "wounded", "injured"})
"""Participles that may stand between a subject and another one: "the man shot there was killed"."""
_INSERTION = frozenset({"who", "whose", "whom", "a", "an", "the", "also", "both"})


def to_right(sentence: Sentence, k: int, start: int, harm: Harm) -> list[Claim]:
    """Take the people that begin at token `start`, adverbs passed over."""
    while sentence.lower(start).endswith("ly"):
        start += 1
    people = sentence.starts.get(start)
    return [] if people is None else [claim_of(sentence, k, harm, people)]


def to_left(sentence: Sentence, k: int, harm: Harm, before: int | None = None) -> list[Claim]:
    """Take the nearest list of people that ends before the verb, in the same clause."""
    limit = k if before is None else before
    people = _before_insertion(sentence, limit)
    if people is not None:
        return [claim_of(sentence, k, harm, people)]
    for group in sentence.groups:
        if group[-1].last <= limit or group[0].first < limit < group[-1].last:
            people = group
    if people is None:
        return []
    gap = sentence.words(people[-1].last, limit)
    if len(gap) > _LONGEST_GAP or any(
        word in BREAK or (word in PARTICIPLES and word not in _SAME_SUBJECT) for word in gap
    ):
        return []
    return [claim_of(sentence, k, harm, people)]


def _before_insertion(sentence: Sentence, limit: int) -> Sequence[People] | None:
    """Return the people before ", who was taken by armed men," where the verb follows such an insertion."""
    if limit == 0 or sentence.tokens[limit - 1].text != ",":
        return None
    for group in sentence.groups:
        after = group[-1].last
        if after >= limit - 1 or sentence.tokens[after].text != ",":
            continue
        inserted = sentence.words(after + 1, limit - 1)
        if inserted[0] in _INSERTION and not {";", "but"} & set(inserted):
            return group
    return None


def to_owner(sentence: Sentence, k: int, harm: Harm) -> list[Claim]:
    """Read "Ramirez's death" and "the mayor's murder"."""
    owner = sentence.tokens[k - 1]
    if k == 0 or not owner.lower.endswith("'s"):
        return []
    for group in sentence.groups:
        if group[-1].last == k:
            return [claim_of(sentence, k, harm, group)]
    if not owner.is_capital or sentence.is_place((owner.start, owner.end)) or k < 2:
        return []
    who, name = sentence.text[owner.start : owner.end - 2], owner.lower.removesuffix("'s")
    span = (owner.start, sentence.tokens[k].end)
    return [Claim(harm, exactly(1), who, None, name, span, sentence.tokens[k].start)]


def to_counted(sentence: Sentence, k: int, harm: Harm) -> list[Claim]:
    """Read "12 deaths", "left 30 wounded", "at least five fatalities"."""
    for group in sentence.groups:
        phrase = group[-1]
        if phrase.count is None or phrase.name is not None or phrase.last not in {k, k + 1}:
            continue
        if phrase.last == k or phrase.first < k:
            return [claim_of(sentence, k, harm, group)]
    return []
