"""The words of one verb: "were not", "have also been", before a participle of harm."""

from __future__ import annotations

from geoincidents.incidents.casualties.sentence import Sentence
from geoincidents.incidents.harm import ADVERBS, BE, HAVE, NOT
from geoincidents.incidents.value import value

_VERB = BE | HAVE | NOT
_BEFORE = _VERB | ADVERBS
"""What stands before "killed"; likewise other adverbs in "-ly"."""
_LONGEST = 12


@value
class VerbGroup:
    """What stands before a participle and belongs to it.

    Attributes
    ----------
    start : int
        Index of its first word; the participle's own where nothing stands before it.
    passive : bool
        Whether a form of "be" is among it: then people on the left were harmed.
    negated : bool
        Whether it denies ("were not hurt").
    also : bool
        Whether it adds to what was told before ("were also killed").
    """

    start: int
    passive: bool
    negated: bool
    also: bool


def verb_group(sentence: Sentence, k: int) -> VerbGroup:
    """Return the verb that the participle at index `k` ends."""
    words = sentence.tokens.words
    j, first = k, max(0, k - _LONGEST)
    while j > first and (words[j - 1] in _BEFORE or words[j - 1].endswith("ly")):
        j -= 1
    while j < k and words[j] not in _VERB:
        j += 1  # adverbs and participles ahead of the verb belong to another one
    also = "also" in words[max(0, j - 1) : k]
    if j == k:
        return VerbGroup(j, False, False, also)
    said = words[j:k]
    return VerbGroup(j, not BE.isdisjoint(said), not NOT.isdisjoint(said), also)
