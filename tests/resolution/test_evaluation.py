"""Scores against gold: small cases worked out by hand, and agreement with the shared scorer."""

from __future__ import annotations

import importlib.util
import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.evaluation import GREATEST_ERROR_KM, error_km, evaluate, match_spans, reliability


def mention(start: int, end: int, lat: float | None, lon: float | None, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "lat": lat, "lon": lon, **more}


GOLD = [
    {"doc_id": "a", "mentions": [
        mention(0, 5, 33.3, 44.4), mention(10, 15, 33.0, 44.0, level="country"), mention(20, 25, 10.0, 10.0),
        mention(30, 35, None, None),
    ]},
    {"doc_id": "b", "mentions": [mention(0, 4, 0.5, 0.5)]},
]  # fmt: skip
PREDICTED = [
    {"doc_id": "a", "mentions": [
        mention(0, 5, 33.3, 44.4, confidence=0.95, uncertainty_m=1000),
        mention(10, 15, 33.0, 44.0, confidence=0.85),
        mention(21, 30, 50.0, 10.0, confidence=0.15, uncertainty_m=1000),
        mention(30, 36, 1.0, 1.0), mention(50, 60, 1.0, 1.0), mention(50, 60, None, None),
    ]},
]  # fmt: skip


def test_counts_by_hand() -> None:
    scores = evaluate(GOLD, PREDICTED)
    assert (scores.documents, scores.missing_documents) == (2, 1)
    assert (scores.exact.right, scores.overlap.right, scores.overlap.predicted, scores.overlap.gold) == (
        2,
        4,
        5,
        5,
    )
    # The answer on the gold mention without a place is left out of what was predicted.
    assert (scores.end_to_end.right, scores.end_to_end.predicted, scores.end_to_end.gold) == (2, 4, 4)
    assert scores.end_to_end.precision == 0.5
    assert scores.end_to_end.recall == 0.5
    assert scores.end_to_end.f1 == 0.5
    assert scores.accuracy() == 0.5
    assert (scores.in_region, scores.with_region) == (1, 2)
    assert scores.calibration_error == pytest.approx((0.05 + 0.15 + 0.15) / 3)


def test_sub_national_leaves_countries_out() -> None:
    scores = evaluate(GOLD, PREDICTED, sub_national=True)
    assert scores.located_gold == 3
    assert scores.end_to_end.right == 1
    assert scores.overlap.right == 4
    assert scores.median_km() == pytest.approx(sorted([0.0, error_km(10, 10, 10, 50), GREATEST_ERROR_KM])[1])


def test_auc_and_median_of_little() -> None:
    one = evaluate(GOLD[1:], [{"doc_id": "b", "mentions": [mention(0, 4, 0.5, 0.5)]}])
    assert one.auc() == 0.0
    assert one.median_km() == 0.0
    none = evaluate([], [])
    assert none.auc() is None
    assert none.median_km() is None
    assert none.accuracy() == 0.0
    assert none.end_to_end.f1 == none.end_to_end.precision == none.end_to_end.recall == 0.0
    assert none.calibration_error is None
    absent = evaluate(GOLD[1:], [])
    assert absent.auc() == pytest.approx(math.log1p(GREATEST_ERROR_KM) / math.log(GREATEST_ERROR_KM))


def test_exact_matches_come_before_longer_overlaps() -> None:
    gold = [mention(0, 6, None, None), mention(8, 13, None, None)]
    predicted = [mention(0, 13, None, None), mention(8, 13, None, None)]
    assert sorted(match_spans(gold, predicted)) == [(0, 0), (1, 1)]


def test_reliability_bins() -> None:
    table, error = reliability([(0.95, True), (1.0, True), (0.05, False)])
    assert table[9].answers == 2
    assert table[9].right == 1.0
    assert table[5].confidence is None
    assert error == pytest.approx((0.05 + 0 + 0.05) / 3)


spans = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
points = st.one_of(
    st.none(), st.tuples(st.floats(-80, 80), st.floats(-170, 170)).filter(lambda p: p != (0, 0))
)


def rows(drawn: list[tuple[tuple[int, int], tuple[float, float] | None]]) -> list[dict[str, Any]]:
    return [mention(*span, *(point or (None, None))) for span, point in drawn]


@pytest.mark.shared
@given(
    gold=st.lists(st.tuples(spans, points), max_size=8, unique_by=lambda row: row[0]),
    predicted=st.lists(st.tuples(spans, points), max_size=8),
)
def test_agrees_with_the_shared_scorer(
    gold: list[tuple[tuple[int, int], tuple[float, float] | None]],
    predicted: list[tuple[tuple[int, int], tuple[float, float] | None]],
) -> None:
    path = Path(__file__).parents[3] / "shared" / "eval" / "score.py"
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    wanted = [{"doc_id": "a", "mentions": rows(gold)}]
    answers = [{"doc_id": "a", "mentions": rows(predicted)}]
    expected = theirs.score(wanted, json.loads(json.dumps(answers)))
    scores = evaluate(wanted, answers)
    assert (scores.overlap.right, scores.overlap.predicted) == (
        expected["overlap"]["tp"], expected["overlap"]["pred"],
    )  # fmt: skip
    assert scores.end_to_end.right == round(expected["e2e"]["acc161"] * scores.located_gold)
    assert scores.end_to_end.f1 == pytest.approx(expected["e2e"]["f161"])
    if scores.located_gold:
        assert scores.auc() == pytest.approx(expected["all"]["auc"])
        assert scores.median_km() == pytest.approx(expected["all"]["median_km"])
