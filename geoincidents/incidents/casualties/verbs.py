"""The words of one verb: "were not", "have also been", before a participle of harm."""

from __future__ import annotations

from geoincidents.incidents.casualties.sentence import Sentence
from geoincidents.incidents.harm import ADVERBS, BE, HAVE, NOT
from geoincidents.incidents.value import value

_BETWEEN = ADVERBS - BE - HAVE
"""What stands between "were" and "killed"."""
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
    j = k
    while j > max(0, k - _LONGEST) and _goes_before(sentence, j - 1):
        j -= 1
    while j < k and sentence.lower(j) not in BE | HAVE | NOT:
        j += 1  # adverbs and participles ahead of the verb belong to another one
    words = set(sentence.words(j, k))
    also = "also" in words or sentence.lower(j - 1) == "also"
    return VerbGroup(j, bool(words & BE), bool(words & NOT), also)


def _goes_before(sentence: Sentence, j: int) -> bool:
    word = sentence.lower(j)
    return word in BE or word in HAVE or word in NOT or word in _BETWEEN or word.endswith("ly")
