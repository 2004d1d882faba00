"""A parse against gold: who was found, who was put where, and whether confidence and regions keep their word.

The conventions are those of the toponym literature: overlap matching one to one, errors on a sphere of
6371.0088 km, Acc@161 km (100 miles), the AUC of Gritta et al. 2018. A country's point is a convention of the
gazetteer, so figures are also given without mentions whose gold is a country or a continent ("sub-national").
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

EARTH_RADIUS_KM = 6371.0088
GREATEST_ERROR_KM = 20_039.0
"""Half the circumference of the Earth as Gritta et al. 2018 count it; what an absent answer costs."""

RADIUS_KM = 161.0
"""A hundred miles: the usual bound of "right"."""

NARROW_KM = 20.0

BINS = 10
"""Bins of equal width in the reliability table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Precision, recall and F1 with the counts behind them."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 without predictions."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 without gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBin:
    """Answers whose confidence fell between two bounds.

    Attributes
    ----------
    low, high : float
        Bounds of the confidence.
    answers : int
        How many.
    confidence, right : float or None
        Mean confidence, and the share within `RADIUS_KM`; None where there are no answers.
    """

    low: float
    high: float
    answers: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What `evaluate` measures.

    Attributes
    ----------
    documents, missing_documents : int
        Gold documents, and those without a line of predictions.
    exact, overlap : Rates
        Recognition.
    end_to_end, end_to_end_narrow : Rates
        Right within `RADIUS_KM` and `NARROW_KM`; gold with coordinates counts.
    errors_km : tuple of float
        Of matched mentions where both have coordinates, sorted.
    located_gold : int
        Gold mentions with coordinates.
    reliability : tuple of ReliabilityBin
        By confidence.
    calibration_error : float or None
        Expected calibration error: mean over answers of |confidence − right| by bin.
    in_region, with_region : int
        Answers whose `uncertainty_m` reaches the gold point, of those that state one.
    """

    documents: int
    missing_documents: int
    exact: Rates
    overlap: Rates
    end_to_end: Rates
    end_to_end_narrow: Rates
    errors_km: tuple[float, ...]
    located_gold: int
    reliability: tuple[ReliabilityBin, ...]
    calibration_error: float | None
    in_region: int
    with_region: int

    def accuracy(self, radius_km: float = RADIUS_KM) -> float:
        """Return the share of all gold mentions with coordinates answered within the radius."""
        if not self.located_gold:
            return 0.0
        return sum(error <= radius_km for error in self.errors_km) / self.located_gold

    def median_km(self) -> float | None:
        """Return the median error, an absent answer counted as `GREATEST_ERROR_KM`."""
        errors = self._all_errors()
        if not errors:
            return None
        middle = len(errors) // 2
        return errors[middle] if len(errors) % 2 else (errors[middle - 1] + errors[middle]) / 2

    def auc(self) -> float | None:
        """Return the area under the sorted ln(1 + error) (Gritta et al. 2018); lower is better."""
        logs = [math.log1p(error) for error in self._all_errors()]
        if not logs:
            return None
        if len(logs) == 1:
            return logs[0] / math.log(GREATEST_ERROR_KM)
        area = sum((left + right) / 2 for left, right in pairwise(logs))
        return area / (math.log(GREATEST_ERROR_KM) * (len(logs) - 1))

    def _all_errors(self) -> list[float]:
        return [*self.errors_km, *[GREATEST_ERROR_KM] * (self.located_gold - len(self.errors_km))]


Row = Mapping[str, Any]


def evaluate(gold: Iterable[Row], predicted: Iterable[Row], *, sub_national: bool = False) -> Scores:
    """Score predictions against gold.

    Parameters
    ----------
    gold : iterable of mapping
        Article rows whose mentions have ``start``, ``end``, ``lat``, ``lon`` (None: no place known) and, for
        countries and continents, ``level``.
    predicted : iterable of mapping
        Lines of ``geoincidents parse``.
    sub_national : bool
        Leave out the places of countries and continents; they still count as recognized.
    """
    by_id: dict[str, list[Row]] = {}
    for line in predicted:
        by_id.setdefault(str(line["doc_id"]), []).extend(line["mentions"])
    tally = _Tally()
    for document in gold:
        tally.add(document, by_id, sub_national)
    return tally.scores()


class _Tally:
    """Running counts over documents."""

    def __init__(self) -> None:
        self.documents = self.missing = self.gold = self.predicted = self.exact = self.overlap = 0
        self.located_gold = self.located_predicted = self.in_region = self.with_region = 0
        self.errors: list[float] = []
        self.answers: list[tuple[float, bool]] = []

    def add(self, document: Row, by_id: Mapping[str, Sequence[Row]], sub_national: bool) -> None:
        doc_id = str(document["doc_id"])
        gold = list(document["mentions"])
        predicted = _distinct(by_id.get(doc_id, ()))
        pairs = match_spans(gold, predicted)
        self.documents += 1
        self.missing += doc_id not in by_id
        self.gold += len(gold)
        self.predicted += len(predicted)
        self.overlap += len(pairs)
        spans = {_span(mention) for mention in predicted}
        self.exact += sum(span in spans for span in {_span(mention) for mention in gold})
        judged = [_has_point(m) and not (sub_national and m.get("level")) for m in gold]
        self.located_gold += sum(judged)
        self.located_predicted += sum(_has_point(mention) for mention in predicted)
        for gold_at, predicted_at in pairs:
            wanted, answer = gold[gold_at], predicted[predicted_at]
            if not _has_point(answer):
                continue
            if not judged[gold_at]:
                self.located_predicted -= 1
                continue
            self._judge(wanted, answer)

    def _judge(self, wanted: Row, answer: Row) -> None:
        error = error_km(wanted["lon"], wanted["lat"], answer["lon"], answer["lat"])
        self.errors.append(error)
        if answer.get("confidence") is not None:
            self.answers.append((float(answer["confidence"]), error <= RADIUS_KM))
        if answer.get("uncertainty_m") is not None:
            self.with_region += 1
            self.in_region += error * 1000.0 <= answer["uncertainty_m"]

    def scores(self) -> Scores:
        bins, calibration_error = reliability(self.answers)
        errors = tuple(sorted(self.errors))

        def right(radius_km: float) -> Rates:
            near = sum(error <= radius_km for error in errors)
            return Rates(right=near, predicted=self.located_predicted, gold=self.located_gold)

        return Scores(
            documents=self.documents,
            missing_documents=self.missing,
            exact=Rates(right=self.exact, predicted=self.predicted, gold=self.gold),
            overlap=Rates(right=self.overlap, predicted=self.predicted, gold=self.gold),
            end_to_end=right(RADIUS_KM),
            end_to_end_narrow=right(NARROW_KM),
            errors_km=errors,
            located_gold=self.located_gold,
            reliability=bins,
            calibration_error=calibration_error,
            in_region=self.in_region,
            with_region=self.with_region,
        )


def reliability(answers: Sequence[tuple[float, bool]]) -> tuple[tuple[ReliabilityBin, ...], float | None]:
    """Return the reliability table and the expected calibration error of (confidence, right) pairs."""
    table, error = [], 0.0
    for index in range(BINS):
        low, high = index / BINS, (index + 1) / BINS
        inside = [(c, r) for c, r in answers if low <= c < high or (index == BINS - 1 and c >= high)]
        confidence = sum(c for c, _ in inside) / len(inside) if inside else None
        right = sum(r for _, r in inside) / len(inside) if inside else None
        if confidence is not None and right is not None:
            error += abs(confidence - right) * len(inside) / len(answers)
        table.append(
            ReliabilityBin(low=low, high=high, answers=len(inside), confidence=confidence, right=right)
        )
    return tuple(table), error if answers else None


def match_spans(gold: Sequence[Row], predicted: Sequence[Row]) -> list[tuple[int, int]]:
    """Return index pairs of overlapping spans, one to one: the same span first, then the longest overlap."""
    pairs = sorted(_overlaps(gold, predicted))
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    matched = []
    for *_, gold_at, predicted_at in pairs:
        if gold_at not in taken_gold and predicted_at not in taken_predicted:
            taken_gold.add(gold_at)
            taken_predicted.add(predicted_at)
            matched.append((gold_at, predicted_at))
    return matched


def _overlaps(
    gold: Sequence[Row], predicted: Sequence[Row]
) -> Iterator[tuple[bool, int, int, int, int, int]]:
    # Both are walked in the order of the text, so that long documents stay linear.
    order = sorted(range(len(predicted)), key=lambda at: _span(predicted[at]))
    longest = max((end - start for start, end in map(_span, predicted)), default=0)
    first = 0
    for gold_at in sorted(range(len(gold)), key=lambda at: _span(gold[at])):
        start, end = _span(gold[gold_at])
        while first < len(order) and _span(predicted[order[first]])[0] <= start - longest:
            first += 1
        for at in order[first:]:
            other_start, other_end = _span(predicted[at])
            if other_start >= end:
                break
            shared = min(end, other_end) - max(start, other_start)
            if shared > 0:
                same = (start, end) == (other_start, other_end)
                yield (not same, -shared, start, other_start, gold_at, at)


def _distinct(mentions: Iterable[Row]) -> list[Row]:
    """Return one mention a span, the located one where spans repeat."""
    best: dict[tuple[int, int], Row] = {}
    for mention in mentions:
        span = _span(mention)
        if span[1] > span[0] and (span not in best or not _has_point(best[span])):
            best[span] = mention
    return [best[span] for span in sorted(best)]


def _span(mention: Row) -> tuple[int, int]:
    return int(mention["start"]), int(mention["end"])


def _has_point(mention: Row) -> bool:
    return mention.get("lat") is not None and mention.get("lon") is not None


def error_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    chord = (
        math.sin((other_phi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
