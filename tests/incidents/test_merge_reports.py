"""Reports of several articles, read and merged: rows of ``tests/data/cases/merge_reports.toml``."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.merge import merge
from geoincidents.pipeline import Pipeline, as_article
from geoincidents.types import Article
from tests.incidents.builders import parse

_ROWS = tomllib.loads(
    (Path(__file__).parents[1] / "data/cases/merge_reports.toml").read_text(encoding="utf-8")
)["case"]
_RULES = IncidentRules()


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["name"])
def test_reports(row):
    found = [
        incident
        for number, (published, text) in enumerate(row["reports"])
        for incident in _RULES(parse(text, date.fromisoformat(published), doc_id=f"report-{number}"))
    ]
    merged = merge(found)
    killed = sorted((i.killed.best or 0) if i.killed else 0 for i in merged)
    assert (len(merged), killed) == (row["incidents"], row["killed"])
    assert sum(len(i.reports) for i in merged) == len(found)
    for order in list(permutations(found))[:6]:
        assert merge(order) == merged


def test_one_road_told_in_two_ways_is_one_place(gazetteer):
    pipeline = Pipeline(gazetteer)
    found = [
        incident
        for name, text in (
            ("a", "An aid convoy came under fire on 8 March on the road between Bunia and Komanda."),
            ("b", "A driver was shot on 8 March when gunmen fired on his convoy between Komanda and Bunia."),
        )
        for incident in pipeline.incidents(
            as_article(Article(id=name, text=text, published=date(2023, 3, 9)))
        )
    ]
    assert len({incident.location.precision for incident in found}) == 2
    (merged,) = merge(found)
    assert len(merged.reports) == 2
