"""Who was harmed, as far as it tells acts apart: the murder of one person is not that of another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from geoincidents.incidents.casualties import Claim
from geoincidents.incidents.counts import persons
from geoincidents.incidents.known import Known
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.value import value

_HARMS = frozenset({"killed", "hit", "injured", "abducted"})
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NO_TRADE = frozenset({"people", "attackers", "children"})
"""Groups of nouns that may name anybody: the same man is "a man", "a suspect", "the boy" and "a teacher"."""


@value
class Victims:
    """The people harmed that a sentence or an incident names.

    Attributes
    ----------
    names : tuple of str
        Each the words of one name, joined by "_".
    trades : frozenset of str
        Nouns of what they are ("judge", "soldier"), in the singular.
    """

    names: tuple[str, ...] = ()
    trades: frozenset[str] = frozenset()

    def __add__(self, other: Victims) -> Victims:
        """Return both together."""
        if not (other.names or other.trades):
            return self
        if not (self.names or self.trades):
            return other
        return Victims(tuple(dict.fromkeys((*self.names, *other.names))), self.trades | other.trades)


NOBODY = Victims()


def victims_of(claims: Iterable[Claim]) -> Victims:
    """Return the people harmed that statements of casualties name.

    Examples
    --------
    >>> from geoincidents.incidents.casualties import read_claims
    >>> from geoincidents.incidents.tokens import tokenize
    >>> sentence = "He spoke after the murder of judge Ana Ruiz."
    >>> victims_of(read_claims(sentence, tokenize(sentence)))
    Victims(names=('ana_ruiz',), trades=frozenset({'judge'}))
    """
    names: dict[str, None] = {}
    trades: set[str] = set()
    for claim in claims:
        if claim.harm not in _HARMS or claim.subset or claim.total or not (claim.count and claim.count.best):
            continue
        if claim.name:
            names |= dict.fromkeys(claim.name.split())
        if claim.who:
            trades.update(map(_trade_of.__getitem__, _WORD.findall(claim.who.lower())))
    trades.discard("")
    names.pop("himself", None)
    return NOBODY if not (names or trades) else Victims(tuple(names), frozenset(trades))


@Known
def _trade_of(word: str) -> str:
    """Return the singular of a noun that tells what somebody is; an empty string for other words."""
    if lexicon().people.get(word, "people") in _NO_TRADE:
        return ""
    return word.removesuffix("s") if word in lexicon().plurals else word


def compare(one: Victims, other: Victims) -> Literal["same", "other_name", "other_trade"] | None:
    """Tell whether two acts harmed the same people; None where the words do not tell."""
    if one.names and other.names:
        apart = len(persons((*one.names, *other.names)))
        together = len(persons(one.names)) + len(persons(other.names))
        return "same" if apart < together else "other_name"
    if one.trades and other.trades and not one.trades & other.trades:
        return "other_trade"
    return None
