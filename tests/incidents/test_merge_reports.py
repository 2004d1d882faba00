"""Reports of several articles, read and merged: rows of ``tests/data/cases/merge_reports.toml``."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.merge import merge
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
