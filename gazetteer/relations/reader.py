"""What every rule of the grammar reads with: tokens, vocabulary, anchors, and the clause it returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from gazetteer.relations.anchor_names import Anchor, AnchorReader
from gazetteer.relations.relation import RelationKind, Span, SpatialRelation
from gazetteer.relations.tokens import Tokens, tokenize
from gazetteer.relations.vocabulary import Vocabulary, vocabulary

_ENDS = frozenset('.;:!?)]},"”»\n')
_THIS = frozenset({"this", "the", "that", "our", "said"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A relation read from tokens first <= i < after."""

    first: int
    after: int
    relation: SpatialRelation


@dataclass(frozen=True, slots=True)
class Ground:
    """What a clause is relative to: a name, a word that stands for one, or a border or coast.

    Attributes
    ----------
    after : int
        Token after it.
    anchors : tuple of Anchor
        The names.
    anaphor : str or None
        The word that stands for the name.
    line : str or None
        "border" or "coast" where the clause is relative to a line.
    azimuth_deg, half_deg : float or None
        Which side of the anchor the line is on ("the east coast of").
    """

    after: int
    anchors: tuple[Anchor, ...] = ()
    anaphor: str | None = None
    line: str | None = None
    azimuth_deg: float | None = None
    half_deg: float | None = None


@cache
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrase in phrases)


class Reader:
    """One text with its mentions, ready for the rules.

    Parameters
    ----------
    text : str
        The text.
    spans : sequence of Span or None
        Mentions that may be anchors; None reads names from the text itself.
    expression : bool
        The text is one typed expression: bare forms that prose uses for other things are read as places.
    """

    def __init__(self, text: str, spans: Sequence[Span] | None, *, expression: bool = False) -> None:
        self.tokens: Tokens = tokenize(text)
        self.vocabulary: Vocabulary = vocabulary()
        self.anchors = AnchorReader(self.tokens, self.vocabulary, spans, lowercase=expression)
        self.expression = expression

    def word(self, index: int) -> str:
        """Return the token there in lower case."""
        return self.tokens.word(index)

    def is_noun(self, index: int, name: str) -> bool:
        """Tell whether the token is in a noun list of ``words.toml``."""
        return self.tokens.word(index) in self.vocabulary.nouns[name]

    def ends_at(self, index: int) -> bool:
        """Tell whether a clause may end before this token: a mark or the end of the text."""
        return index >= len(self.tokens) or self.tokens.word(index) in _ENDS

    def phrase(self, index: int, words: frozenset[str], longest: int = 5) -> int | None:
        """Return the token after the longest phrase of a list that starts here."""
        if self.word(index) not in _first_words(words):
            return None
        for length in range(longest, 0, -1):
            if (
                index + length <= len(self.tokens)
                and " ".join(self.tokens.words[index : index + length]) in words
            ):
                return index + length
        return None

    def named_stand_in(self, index: int) -> Ground | None:
        """Read "the state capital, Maiduguri" as its name, else as the word that stands for one."""
        ground = self.stand_in(index)
        if ground and self.word(ground.after) == ",":
            anchor = self.anchors.at(ground.after + 1)
            if anchor and (self.ends_at(anchor.after) or self.word(anchor.after) in {",", "and"}):
                return Ground(anchor.after, (anchor,))
        return ground

    def stand_in(self, index: int) -> Ground | None:
        """Read "here", "this city", "the provincial capital"."""
        if self.word(index) in {"here", "there"}:
            return Ground(index + 1, anaphor="here")
        if self.word(index) not in _THIS:
            return None
        for at in (index + 1, index + 2, index + 3):
            if self.is_noun(at, "anaphor") and self.word(at + 1) != "of":
                if self.is_noun(at + 1, "anaphor"):  # capital city
                    return Ground(at + 2, anaphor="capital")
                return Ground(at + 1, anaphor=self.word(at))
        return None

    def clause(
        self, first: int, after: int, kind: RelationKind, ground: Ground | None = None, **fields: Any
    ) -> Clause:
        """Make a clause; the span runs from the first token to the last."""
        anchors: tuple[Span, ...] = ()
        if ground:
            anchors = tuple(anchor.span for anchor in ground.anchors)
            fields.setdefault("anaphor", ground.anaphor)
            first = min([first, *(anchor.first for anchor in ground.anchors)])
            after = max([after, *(anchor.after for anchor in ground.anchors)])
        span = (self.tokens.starts[first], self.tokens.ends[after - 1])
        return Clause(first, after, SpatialRelation(span=span, relation=kind, anchors=anchors, **fields))


def chain(clause: Clause, more: Clause) -> Clause:
    """Join a further clause on the same place."""
    relation, other = clause.relation, more.relation
    span = (min(relation.span[0], other.span[0]), max(relation.span[1], other.span[1]))
    rest = (*relation.chained, replace(other, chained=()), *other.chained)
    return Clause(
        min(clause.first, more.first),
        max(clause.after, more.after),
        replace(relation, span=span, chained=rest),
    )
