"""Harm told by a noun or a gerund: "the killing of", "the bodies of", "three lives", "12 casualties"."""

from __future__ import annotations

import re
from dataclasses import replace

from geoincidents.incidents.casualties.attach import to_counted, to_figure, to_owner, to_right
from geoincidents.incidents.casualties.claim import Claim
from geoincidents.incidents.casualties.participles import with_oneself
from geoincidents.incidents.casualties.sentence import Sentence
from geoincidents.incidents.harm import COUNTED_NOUNS, FOUND, GERUNDS, NOUNS_OF, REFLEXIVES, TOOK

_BEFORE_NOUN = frozenset({"the", "a", "this", "that", "fatal", "mass", "deadly"})
_KILLING = frozenset({"fatal", "deadly"})
_LONGEST_DAY = 6
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = re.compile(
    rf"(?:on|in|last|this|early|late|yesterday|today|\d{{1,4}}(?:st|nd|rd|th)?|{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"morning|night|evening|afternoon|week|month|year|the|,|\s)+"
)
"""A day between a noun and whom it is told of."""
_FIGURES = frozenset({"figure", "figures", "numbers", "toll", "tolls", "count", "counts", "list", "lists"})
"""Behind a noun of harm that is only of what is told: "gave no casualty figures"."""


def by_gerund(sentence: Sentence, k: int, lower: str) -> list[Claim]:
    """Read "killing three", "the killing on Friday of three"."""
    noun = sentence.lower(k - 1) in _BEFORE_NOUN
    of = _of_after(sentence, k) if noun or sentence.lower(k + 1) == "of" else None
    if of is not None:
        deadly = sentence.lower(k - 1) in _KILLING and GERUNDS[lower] == "hit"
        return to_right(sentence, k, of + 1, "killed" if deadly else GERUNDS[lower])
    if noun:
        return []
    if sentence.lower(k + 1) in REFLEXIVES:
        return with_oneself(sentence, k, k + 1, GERUNDS[lower])
    if sentence.words(k + 1, k + 3) == ["to", "death"]:
        return to_right(sentence, k, k + 3, "killed")  # "shooting to death two men"
    return to_right(sentence, k, k + 1, GERUNDS[lower])


def by_noun(sentence: Sentence, k: int, lower: str) -> list[Claim] | None:
    """Read "the death of", "his brother's death"; other uses are left to the readers below."""
    of = _of_after(sentence, k)
    if of is not None:
        return to_right(sentence, k, of + 1, NOUNS_OF[lower])
    return to_owner(sentence, k, NOUNS_OF[lower]) or None


def _of_after(sentence: Sentence, k: int) -> int | None:
    """Return where "of" stands after a noun of harm, a day passed over: "the murder on 5 May of Ana Ruiz"."""
    words = sentence.words(k + 1, k + 2 + _LONGEST_DAY)
    if words[:1] == ["of"]:
        return k + 1
    if "of" not in words or not _DAY.fullmatch(" ".join(words[: words.index("of")])):
        return None
    return k + 1 + words.index("of")


def by_lives(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "claimed the lives of three", "claimed three lives"."""
    if sentence.lower(k + 1) == "of" and TOOK & set(sentence.words(k - 3, k)):
        return to_right(sentence, k, k + 2, "killed")
    return to_figure(sentence, k, "killed", TOOK) or None


def by_bodies(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "found the bodies of three", "12 bodies were recovered"."""
    if not FOUND.search(sentence.plain, *sentence.span):
        return None
    if sentence.lower(k + 1) == "of":
        return [replace(c, later=c.definite) for c in to_right(sentence, k, k + 2, "killed")]
    if sentence.words(k - 1, k + 1) == ["their", "bodies"]:
        span = sentence.tokens[k - 1].start, sentence.tokens[k].end
        who = sentence.text[slice(*span)]
        verb = sentence.tokens[k].start
        return [Claim("killed", None, who, None, None, span, verb, definite=True, later=True)]
    return to_counted(sentence, k, "killed")


def by_counted_noun(sentence: Sentence, k: int, lower: str) -> list[Claim] | None:
    """Read "12 casualties", "injuries to four people"."""
    if sentence.lower(k + 1) in _FIGURES:
        return None
    if lower == "injuries" and sentence.lower(k + 1) == "to":
        told = [c for c in to_right(sentence, k, k + 2, "injured") if not c.definite and c.count is not None]
        if told:  # not "injuries to his head"
            return told
    return to_counted(sentence, k, COUNTED_NOUNS[lower]) if k > 0 else None
