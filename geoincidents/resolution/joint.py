"""The joint decision: every name of an article gets its place together with the others.

Scores are sums of weighted features (`features`). Features of context need to know what the other names
mean, so the scores are turned into beliefs (a softmax over the candidates and "none of these") and computed
again, a fixed number of rounds. Time grows with the number of names: all sums over the article are kept a
country, a division and a grid cell, never a pair of names.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from gazetteer.geocoder import Gazetteer
from gazetteer.location import Location
from gazetteer.place import Place
from gazetteer.relations.relation import SpatialRelation
from geoincidents.resolution.answer import answers
from geoincidents.resolution.candidates import CandidateFinder
from geoincidents.resolution.constraints import relation_scores
from geoincidents.resolution.context import read_evidence
from geoincidents.resolution.decision import Decision, Prepared
from geoincidents.resolution.document import gather
from geoincidents.resolution.features import NULL_PRIOR, PRIOR, Outlet, null_features, prior_features
from geoincidents.resolution.model import Model, dot, shipped_model
from geoincidents.resolution.publisher import is_american, publisher_country, publisher_names
from geoincidents.resolution.surroundings import context_features, gather_beliefs, null_context
from geoincidents.types import Article, Mention, Resolution

CACHED_LOCATIONS = 512
"""Places whose outline is kept: the countries and divisions that article after article names."""

HEATS = (3.0, 2.0, 1.0)
"""Divisors of the scores in each round: at first less likely meanings keep a say, so that two of them that
support each other can win against the best known place of either name (simulated annealing)."""


def prepare(
    article: Article,
    mentions: Sequence[Mention],
    relations: Sequence[SpatialRelation],
    gazetteer: Gazetteer,
    finder: CandidateFinder,
) -> Prepared:
    """Return the names of an article with their candidates and what the names alone tell."""
    evidence = read_evidence(article.text, mentions, relations, publisher_names(article, gazetteer))
    senses, sense_of = gather(evidence, finder)
    outlet = Outlet(publisher_country(article), is_american(article))
    return Prepared(
        evidence=evidence,
        senses=senses,
        sense_of=sense_of,
        priors=[prior_features(sense, outlet, evidence.nations) for sense in senses],
        nulls=[null_features(sense, len(senses) - 1) for sense in senses],
    )


def decide(prepared: Prepared, model: Model) -> Decision:
    """Return scores and beliefs for every candidate of every name."""
    senses, evidence = prepared.senses, prepared.evidence
    context_weights = model.weights[len(PRIOR) :]
    null_bases = [dot(model.null_weights, row) for row in prepared.nulls]
    null_weights = model.null_weights[len(NULL_PRIOR) :]
    bases = [[dot(model.weights, row) for row in rows] for rows in prepared.priors]
    scores = [[*base, null] for base, null in zip(bases, null_bases, strict=True)]
    nulls: list[list[float]] = []
    contexts: list[list[list[float]]] = []
    publishers = [at for at, sense in enumerate(senses) if sense.publisher]
    datelines = [at for at, sense in enumerate(senses) if sense.dateline]
    for heat in HEATS:
        beliefs = gather_beliefs(senses, [_softmax(own, heat)[:-1] for own in scores])
        agreed = relation_scores(evidence, senses, prepared.sense_of, beliefs) if evidence.relations else {}
        contexts = [
            context_features(at, senses, beliefs, agreed.get(at), publishers, datelines, evidence.nations)
            for at in range(len(senses))
        ]
        nulls = [null_context(at, senses, beliefs) for at in range(len(senses))]
        scores = [
            [
                *(prior + dot(context_weights, row) for prior, row in zip(base, context, strict=True)),
                null + dot(null_weights, null_row),
            ]
            for base, context, null, null_row in zip(bases, contexts, null_bases, nulls, strict=True)
        ]
    return Decision(
        prepared=prepared,
        contexts=contexts,
        nulls=[[*prior, *row] for prior, row in zip(prepared.nulls, nulls, strict=True)],
        scores=scores,
        beliefs=[_softmax(own) for own in scores],
    )


def _softmax(scores: Sequence[float], heat: float = 1.0) -> list[float]:
    highest = max(scores)
    shares = [math.exp((score - highest) / heat) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


class JointResolver:
    """The built-in resolver (entry point ``joint``).

    Parameters
    ----------
    gazetteer : Gazetteer
        Where names are looked up.
    model : Model or None
        Weights; None takes those that ship with the package.
    """

    def __init__(self, gazetteer: Gazetteer, model: Model | None = None) -> None:
        self._gazetteer = gazetteer
        self._finder = CandidateFinder(gazetteer)
        self._model = model
        self._locate = lru_cache(maxsize=CACHED_LOCATIONS)(self._locate_once)

    def _locate_once(self, place: Place) -> Location:
        from gazetteer.relations.places import place_location  # noqa: PLC0415 - shapely is slow to load

        return place_location(place, self._gazetteer)

    def __call__(
        self, article: Article, mentions: Sequence[Mention], relations: Sequence[SpatialRelation]
    ) -> tuple[Resolution, ...]:
        """Return one resolution a mention, in the same order."""
        if not mentions:
            return ()
        model = self._model or shipped_model()
        named = [mention for mention in mentions if mention.location is None]
        prepared = prepare(article, named, relations, self._gazetteer, self._finder)
        decision = decide(prepared, model)
        return answers(article, mentions, decision, model, self._locate)
