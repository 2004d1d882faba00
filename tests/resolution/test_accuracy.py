"""Floors on the shared corpora: every fifth document, gold mentions given. Floors only rise."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from gazetteer.geocoder import Gazetteer
from gazetteer.relations.grammar import find_relations
from geoincidents.cli.parse import parse_row
from geoincidents.evaluation import Scores, evaluate
from geoincidents.mentions.given import GivenRecognizer
from geoincidents.resolution.joint import JointResolver
from geoincidents.types import Article

CORPORA = Path(__file__).parents[3] / "shared" / "eval" / "corpora"
EVERY = 5


def scores_of(corpus: str) -> Scores:
    gazetteer = Gazetteer()
    recognizer, resolver = GivenRecognizer(gazetteer), JointResolver(gazetteer)
    gold: list[dict[str, Any]] = []
    parsed: list[dict[str, Any]] = []
    with (CORPORA / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, 0, None, EVERY):
            row = json.loads(line)
            article = Article(
                id=row["doc_id"],
                text=row["text"],
                url=row["url"],
                given=tuple((mention["start"], mention["end"]) for mention in row["mentions"]),
            )
            mentions = recognizer(article)
            relations = find_relations(article.text, [mention.span for mention in mentions])
            gold.append(row)
            parsed.append(parse_row(article, resolver(article, mentions, relations)))
    return evaluate(gold, parsed, sub_national=True)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    ("corpus", "acc161", "calibration_error"),
    [("lgl", 0.9, 0.05), ("geovirus", 0.96, 0.06)],  # a fifth of GeoVirus has only 260 answers
)
def test_floors(corpus: str, acc161: float, calibration_error: float) -> None:
    scores = scores_of(corpus)
    assert scores.accuracy() >= acc161
    assert scores.calibration_error is not None
    assert scores.calibration_error <= calibration_error
