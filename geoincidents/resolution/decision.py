"""What is known of an article's names before the joint decision and after it."""

from __future__ import annotations

from dataclasses import dataclass

from geoincidents.resolution.context import Evidence
from geoincidents.resolution.document import Sense


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that does not hang on the weights.

    Attributes
    ----------
    evidence : Evidence
        What the text says of its names.
    senses : list of Sense
        The names, gathered.
    sense_of : list of int
        Sense of each of ``evidence.names``.
    priors : list of list of list of float
        The features of `PRIOR`: sense, candidate, feature.
    nulls : list of list of float
        The features of `NULL_PRIOR`, a sense.
    """

    evidence: Evidence
    senses: list[Sense]
    sense_of: list[int]
    priors: list[list[list[float]]]
    nulls: list[list[float]]


@dataclass(frozen=True, slots=True)
class Decision:
    """The state after the last round.

    Attributes
    ----------
    prepared : Prepared
        The names and their candidates.
    contexts : list of list of list of float
        The features of `CONTEXT`: sense, candidate, feature.
    nulls : list of list of float
        The features of `NULL_FEATURES`, a sense.
    scores : list of list of float
        Scores: sense, candidate; the last one is that of "none of these".
    beliefs : list of list of float
        Probabilities, likewise.
    """

    prepared: Prepared
    contexts: list[list[list[float]]]
    nulls: list[list[float]]
    scores: list[list[float]]
    beliefs: list[list[float]]

    def row(self, sense: int, candidate: int) -> list[float]:
        """Return the features of a candidate in the order of `FEATURES`."""
        return [*self.prepared.priors[sense][candidate], *self.contexts[sense][candidate]]
