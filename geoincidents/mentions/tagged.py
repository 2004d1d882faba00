"""Article → tokens with labels of the trained model: places, organisations, persons, demonyms."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from gazetteer.relations.relation import Span
from geoincidents.mentions.case import recased
from geoincidents.mentions.chain import Chain, Floats, load_chain
from geoincidents.mentions.context import is_heading
from geoincidents.mentions.features import BOUNDARY, OFFSETS, placed, word_features
from geoincidents.mentions.lexicon import Lexicon, Match
from geoincidents.mentions.tokens import Token, sentences, tokenize
from geoincidents.mentions.words import clusters
from geoincidents.types import Article

EntityLabel = Literal["LOC", "ORG", "PER", "NORP"]
_REACH = max(OFFSETS)
_KEPT_WORDS = 16_384
"""Words whose weights are kept: 6 MB. In the articles of `lexicon._KEPT_NAMES` (24,664 words) an eighth more
are weighed than with no limit, at 100 µs each: less than a hundredth of the pipeline's time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A name that the model found.

    Attributes
    ----------
    span : Span
        Where, in the article's text.
    first, last : int
        Half-open range of tokens.
    label : str
        "LOC" (places and facilities), "ORG", "PER" or "NORP" (demonyms, also peoples, faiths, parties).
    score : float
        0 to 1: mean marginal probability of the label over the tokens.
    """

    span: Span
    first: int
    last: int
    label: EntityLabel
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tagged:
    """An article as the model sees it.

    Attributes
    ----------
    text : str
        The article's text, of which stretches in capitals have been given ordinary case; same offsets.
    written : str
        The article's text.
    tokens : sequence of Token
        Of `text`.
    bounds : sequence of (int, int)
        Sentences as ranges of tokens.
    entities : tuple of Entity
        In the order of the text, not overlapping.
    shares : array of float32, shape (tokens, 5)
        Marginal probability of O, LOC, NORP, ORG, PER for each token.
    matches : sequence of Match
        The known names.
    """

    text: str
    written: str
    tokens: Sequence[Token]
    bounds: Sequence[tuple[int, int]]
    entities: tuple[Entity, ...]
    shares: Floats
    matches: Sequence[Match]


KINDS = ("O", "LOC", "NORP", "ORG", "PER")
"""Columns of ``Tagged.shares``."""


class Tagger:
    """The trained model over a gazetteer.

    Parameters
    ----------
    lexicon : Lexicon
        Known names.
    chain : Chain, optional
        Other weights than the shipped ones.
    """

    def __init__(self, lexicon: Lexicon, chain: Chain | None = None) -> None:
        self.lexicon = lexicon
        self._chain = chain or _shipped()
        self._numbers: OrderedDict[str, int] = OrderedDict()  # by how long ago the word was met
        self._free: list[int] = []
        self._table = np.zeros((1024, len(OFFSETS), len(self._chain.labels)), np.float32)
        self._kinds = np.array([KINDS.index(label[2:] or "O") for label in self._chain.labels])

    def tag(self, article: Article) -> Tagged:
        """Return the article's tokens with what the model says of them."""
        tokens: Sequence[Token] = tokenize(article.text)
        bounds = sentences(article.text, tokens, article.sentences)
        text, tokens = recased(article.text, tokens, bounds)
        matches: list[Match] = []
        emissions = self._emissions(text, tokens, bounds, matches)
        best, marginals = self._chain.decode(emissions, bounds)
        shares = np.zeros((len(tokens), len(KINDS)), np.float32)
        for label, kind in enumerate(self._kinds):
            shares[:, kind] += marginals[:, label]
        return Tagged(
            text=text,
            written=article.text,
            tokens=tokens,
            bounds=bounds,
            entities=self._entities(tokens, bounds, best, shares),
            shares=shares,
            matches=matches,
        )

    def marginals(self, text: str, tokens: Sequence[Token], bounds: Sequence[tuple[int, int]]) -> Floats:
        """Return the probability of each of the chain's labels for each token."""
        return self._chain.decode(self._emissions(text, tokens, bounds, []), bounds)[1]

    def _emissions(
        self, text: str, tokens: Sequence[Token], bounds: Sequence[tuple[int, int]], matches: list[Match]
    ) -> Floats:
        """Return the weights of each token for each label; put the known names into `matches`."""
        padded: list[str] = []
        places: list[int] = []
        names: list[str] = []
        owners: list[int] = []
        for first, last in bounds:
            sentence = tokens[first:last]
            padded += (BOUNDARY, BOUNDARY)
            places += range(len(padded), len(padded) + last - first)
            padded += [token.text for token in sentence]
            found = self.lexicon.matches(text, sentence)
            for index, here in enumerate(placed(sentence, found, heading=is_heading(sentence)), first):
                names += here
                owners += [index] * len(here)
            matches += [Match(first + match.first, first + match.last, match.entry) for match in found]
        padded += (BOUNDARY, BOUNDARY)
        numbers = self._number(padded)
        position = np.array(places, np.int64)
        emissions = np.zeros((len(tokens), len(self._chain.labels)), np.float32)
        for column, offset in enumerate(OFFSETS):
            emissions += self._table[numbers[position + offset], column]
        np.add.at(emissions, np.array(owners, np.int64), self._chain.weigh(names))
        return emissions

    def _number(self, padded: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return each word's row in the table of weights; new words take those of words not met for long."""
        known = self._numbers
        here = dict.fromkeys(padded)
        new = [word for word in here if word not in known]
        for word in here:
            if word in known:
                known.move_to_end(word)
        # The words of this text stay, however many they are.
        others = len(known) - (len(here) - len(new))
        for _ in range(min(others, len(known) + len(new) - _KEPT_WORDS)):
            self._free.append(known.popitem(last=False)[1])
        rows_used = len(known) + len(self._free)
        for word in new:
            known[word] = self._free.pop() if self._free else rows_used
            rows_used = max(rows_used, known[word] + 1)
        if rows_used > len(self._table):
            larger = np.zeros((2 * rows_used, *self._table.shape[1:]), np.float32)
            larger[: len(self._table)] = self._table
            self._table = larger
        names: list[str] = []
        rows: list[int] = []
        columns: list[int] = []
        for word in new:
            for offsets, feature in word_features(word, self.lexicon, clusters()):
                for offset in offsets:
                    names.append(f"{offset}{feature}")
                    rows.append(known[word])
                    columns.append(offset + _REACH)
        if new:
            self._table[[known[word] for word in new]] = 0
            np.add.at(self._table, (np.array(rows), np.array(columns)), self._chain.weigh(names))
        return np.fromiter((known[word] for word in padded), np.int64, len(padded))

    def _entities(
        self,
        tokens: Sequence[Token],
        bounds: Sequence[tuple[int, int]],
        best: npt.NDArray[np.int64],
        shares: Floats,
    ) -> tuple[Entity, ...]:
        labels = self._chain.labels
        opens = {first for first, _ in bounds}
        spans: list[tuple[int, int, str]] = []
        before = "O"
        for index, number in enumerate(best.tolist()):
            label = labels[number]
            if label == "O":
                before = label
                continue
            if label[0] == "I" and before[2:] == label[2:] and index not in opens:
                spans[-1] = (spans[-1][0], index + 1, label[2:])
            else:
                spans.append((index, index + 1, label[2:]))
            before = label
        return tuple(
            Entity(
                span=(tokens[first].start, tokens[last - 1].end),
                first=first,
                last=last,
                label=kind,  # type: ignore[arg-type]
                score=float(np.add.reduce(shares[first:last, KINDS.index(kind)]) / (last - first)),
            )
            for first, last, kind in spans
        )


@cache
def _shipped() -> Chain:
    return load_chain()
