"""Lists and situation reports of our own (`training/incidents/articles`, 75 to 88): how many incidents are read right.

Floors only rise. Figures and what they were before lists were read as lists: docs/accuracy/incidents.md.
"""

from __future__ import annotations

import pytest

from geoincidents.pipeline import Pipeline
from training.incidents.articles import load, measure

FLOORS = {"found": 54, "date": 52, "place": 54, "killed": 46, "injured": 48, "all": 38}
MOST = {"extra": 2, "joined_wrong": 1}


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    articles = [own for own in load() if 75 <= int(own.name[:2]) < 90]
    pipeline = Pipeline()
    return measure(articles, {own.name: pipeline.parse(own.article) for own in articles})


def test_there_are_fifty_eight_incidents(counts: dict[str, int]) -> None:
    assert counts["gold"] == 58


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_right(counts: dict[str, int], name: str, floor: int) -> None:
    assert counts[name] >= floor


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_wrong(counts: dict[str, int], name: str, most: int) -> None:
    assert counts[name] <= most
