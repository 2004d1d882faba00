"""The whole path on real news: an article that no rule knows."""

from __future__ import annotations

from datetime import date

import pytest

from gazetteer.geodesy import distance_m
from geoincidents import Pipeline
from geoincidents.articles.read import read_articles

AIR_BASE = (44.36, 33.94)
CAPITALS_THAT_ONLY_SPEAK = {"Washington", "Tehran"}


@pytest.fixture(scope="module")
def incidents(shared, gazetteer):
    (article,) = read_articles(
        shared / "articles/iraqi-militias-meet-in-iran.txt", published=date(2020, 1, 13)
    )
    return Pipeline(gazetteer).incidents(article)


@pytest.fixture(scope="module")
def rockets(incidents):
    (one,) = [
        one
        for one in incidents
        if one.location and distance_m(*AIR_BASE, one.location.lon, one.location.lat) < 10_000
    ]
    return one


@pytest.mark.shared
def test_the_rocket_attack_is_at_the_air_base_and_not_in_the_town(rockets):
    assert rockets.place.feature_code.startswith("AIR")
    assert rockets.event_type == "Explosions/Remote violence"
    assert rockets.injured.best == 4
    assert rockets.killed is None or rockets.killed.best == 0
    assert date(2020, 1, 11) <= rockets.date_start <= rockets.date_end <= date(2020, 1, 13)


@pytest.mark.shared
def test_the_quote_is_the_sentence_of_the_attack(rockets):
    assert "Balad airbase, 80 kilometres north of Baghdad" in rockets.reports[0].quote


@pytest.mark.shared
def test_the_killing_is_there_and_no_capital_that_only_speaks(incidents):
    assert any(one.date_start == one.date_end == date(2020, 1, 3) and one.killed for one in incidents)
    assert not CAPITALS_THAT_ONLY_SPEAK & {one.place.name for one in incidents if one.place}
