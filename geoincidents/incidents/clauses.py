"""How a name's clause goes with the act's: the same one, one that goes on with it, or another's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from geoincidents.incidents.cues import where_told
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.searching import searching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.relations.relation import Span

Attachment = Literal["same", "joined", "chain", "lead", "during", "said", "other"]
"""How a clause that holds a name goes with an act's.

same: the act's own clause; joined: its subject goes on to the act ("entered a bar in A and opened fire");
chain: a phrase without a verb that follows the act's clause (", in the department of A"); lead: one before it
("In A, ..."); during: a clause of time beside it, or of where those hit were then ("... as they left a bar
in A", "... who were praying in A"); said: the words of whoever tells of it; other: a clause of its own.
"""

_BOUNDARY = searching(
    r"[,;:()–—]|-(?<=\s-)-?\s|\b(?:who|whom|whose|which|that|where|when|while|whereas|after|before|as|because|since|until|"
    r"and|but|although|though)\b",
)
_SAID = re.compile(
    r"\b(?:said|says|saying|told|announced|reported|stated|confirmed|declared|denied|warned|added|claimed|condemned|indicated|"
    r"according\s+to|spokes\w+|statement|quoted)\b",
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|went|came|took|"
    r"left|held|fled|got|made|met|set|fell|hit|ran|led|sent|gave|lost|began|spoke|drove|flew|rose|saw|shot|hid|"
    r"(?!hundred|armed|united|wounded|injured|masked|so-called|based|located|known)[a-z]{2,}ed(?!\s+by))\b"
)
_PRESENT = re.compile(
    r"\s+(?:(?:had|have)\s+)?(?:been\s+|taken\s+|sought\s+)?(?:gathered|assembled|camped|encamped|converged|massed|queued|lined\s+up|"
    r"refuge|shelter)\b|\s+(?:was|were)\s+(?:(?:also|all|then)\s+)?(?!fleeing|returning|coming|trying|being|heading|going)\w+ing\b"
)
"""Those hit were where they were hit: "shot at people who had gathered in A", "men praying"."""
_TIME = frozenset({"when", "while", "as", "after", "before", "where"})
_NEAR_START = 14
"""Characters from the start of a clause within which its verb shares the subject of the clause before."""


class _Clause:
    """A stretch of a sentence between two boundaries; most are never asked what they hold."""

    def __init__(self, sentence: str, lower: str, span: Span, opened_by: str) -> None:
        self._sentence, self._lower, self._span = sentence, lower, span
        self.start, _ = span
        self.opened_by = opened_by

    @cached_property
    def said(self) -> bool:
        """Whether somebody tells something in it."""
        return _SAID.search(self._lower[slice(*self._span)]) is not None

    @cached_property
    def verb(self) -> bool:
        """Whether it has a verb."""
        return _VERB.search(self._sentence[slice(*self._span)]) is not None

    @cached_property
    def present(self) -> bool:
        """Whether it tells where those hit were then."""
        return _PRESENT.match(self._lower, *self._span) is not None


@lru_cache(maxsize=256)
def _clauses(sentence: str, lower: str) -> tuple[tuple[_Clause, ...], tuple[int, ...]]:
    """Return the clauses of a sentence, and where each starts."""
    found, start, opened = [], 0, ""
    for match in [*_BOUNDARY.finditer(lower), None]:
        end = len(sentence) if match is None else match.start()
        if end > start:
            found.append(_Clause(sentence, lower, (start, end), opened))
        if match is not None:
            start, opened = match.end(), match.group().strip()
    return tuple(found), tuple(clause.start for clause in found)


@lru_cache(maxsize=512)
def attachment(text: str, sentence: Span, triggers: tuple[Span, ...], name: Span) -> Attachment:
    """Tell how the clause of a name goes with that of the act.

    Parameters
    ----------
    text : str
        The article.
    sentence : Span
        The sentence, or the part of one, that tells of the act.
    triggers : tuple of Span
        The words of the act in it.
    name : Span
        The name in it.
    """
    clauses, starts = _clauses(text[slice(*sentence)], lowered(text)[slice(*sentence)])

    def clause_at(offset: int) -> int:
        return max(0, bisect_right(starts, offset - sentence[0]) - 1)

    here = clause_at(name[0])
    acts = {clause_at(start): start - sentence[0] for start, _ in reversed(triggers)}
    if not clauses or here in acts:
        return "same"
    where = where_told(lowered(text), name[1])
    if where is not None and clause_at(where) in acts:
        return "same"
    if clauses[here].said:
        return "said"
    if here + 1 in acts and clauses[here + 1].opened_by == "who":
        told = _VERB.search(text, sentence[0] + clauses[here].start, name[0])
        return "joined" if told else "other"  # "was stopped at A by men who robbed ..."
    return _beside(clauses, here, acts)


def _beside(clauses: Sequence[_Clause], here: int, acts: dict[int, int]) -> Attachment:
    """Tell how a clause in which nobody speaks goes with those of the act."""
    clause, after = clauses[here], here + 1
    if (
        after in acts
        and clauses[after].opened_by == "and"
        and acts[after] - clauses[after].start <= _NEAR_START
    ):
        return "joined"
    if not clause.verb:
        if _reaches(clauses, here, -1, acts):
            return "chain"
        if _reaches(clauses, here, 1, acts) or (here == 0 and _shares_subject(clauses, acts)):
            return "lead"
    told_before = any(act < here for act in acts)
    if told_before and (clause.opened_by in _TIME or (clause.opened_by == "who" and clause.present)):
        return "during"
    return "other"


def _shares_subject(clauses: Sequence[_Clause], acts: dict[int, int]) -> bool:
    """Tell whether the act's clause shares the first one's subject: "In A, men entered a bar and shot"."""
    number = 2
    while number < len(clauses) and not clauses[number].said and clauses[number].opened_by == "and":
        if number in acts:
            return acts[number] - clauses[number].start <= _NEAR_START and not clauses[1].said
        number += 1
    return False


def _reaches(clauses: Sequence[_Clause], here: int, step: int, acts: dict[int, int]) -> bool:
    """Tell whether only phrases without a verb stand between a clause and one of the act."""
    number = here + step
    while 0 <= number < len(clauses):
        if number in acts:
            return True
        if clauses[number].verb or clauses[number].said:
            return False
        number += step
    return False
