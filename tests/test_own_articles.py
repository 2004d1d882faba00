"""Our own articles: the gold is sound, the gazetteer knows its places, and the pipeline does not get worse."""

from __future__ import annotations

import itertools

import pytest

from gazetteer import Gazetteer
from gazetteer.geodesy import distance_m
from geoincidents.pipeline import Pipeline
from tests.own_articles import GoldMention, OwnArticle, load
from tests.own_scores import score

ARTICLES = load()
FIRST, SECOND, THIRD = ARTICLES[:40], ARTICLES[40:50], ARTICLES[50:]
"""The second set is in styles and of regions that the first lacks, and was written when the first was known well; the
third holds traps that both lack, which unseen articles showed."""
SUB_EVENT_TYPES = {
    "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Chemical weapon",
    "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED", "Grenade", "Peaceful protest", "Protest with intervention",
    "Excessive force against protesters", "Violent demonstration", "Mob violence", "Agreement", "Arrests",
    "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
    "Looting/property destruction", "Non-violent transfer of territory", "Other", "Sexual violence", "Attack",
    "Abduction/forced disappearance",
}  # fmt: skip
LEAST_KNOWN = 0.95
"""Share of the mentions for which the default database must hold the right place; what is missing are
villages too small for it (Nhialdiu, Potocari), which the full gazetteer knows."""
LEAST_KNOWN_SECOND = 0.92
"""53 of 68 when they were written; with the towns and districts of conflict regions all but three or four."""


def test_every_type_and_style_is_there() -> None:
    assert (len(FIRST), len(SECOND), len(THIRD)) == (40, 10, 4)
    found = [incident.sub_event_type for article in FIRST for incident in article.incidents]
    assert set(found) == SUB_EVENT_TYPES
    assert {article.style for article in FIRST} == {"wire", "local", "NGO", "official"}
    assert len({article.style for article in SECOND}) == len(SECOND) - 1
    assert sum(not article.incidents for article in FIRST) >= 6


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_gold_is_sound(article: OwnArticle) -> None:
    spans = [(mention.start, mention.end) for mention in article.mentions]
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    text = " ".join(article.text.split())
    for incident in article.incidents:
        assert incident.quote in text
        assert incident.date_start <= incident.date_end <= article.published
        assert (incident.lon is None) == (incident.lat is None) == (incident.within_km is None)
    assert article.traps


def knows(gaz: Gazetteer, mention: GoldMention) -> bool:
    for match in gaz.search(mention.text):
        place = match.place
        if mention.country_code is not None:
            if place.country_code == mention.country_code:
                return True
        elif distance_m(place.lon, place.lat, mention.lon or 0, mention.lat or 0) <= 1000 * (
            mention.within_km or 0
        ):
            return True
    return False


@pytest.mark.parametrize(
    ("articles", "least"), [(FIRST, LEAST_KNOWN), (SECOND, LEAST_KNOWN_SECOND), (THIRD, 1.0)]
)
def test_the_gazetteer_knows_their_places(
    gazetteer: Gazetteer, articles: list[OwnArticle], least: float
) -> None:
    mentions = [(article.name, mention) for article in articles for mention in article.mentions]
    unknown = [(name, mention.text) for name, mention in mentions if not knows(gazetteer, mention)]
    assert 1 - len(unknown) / len(mentions) >= least, unknown


FLOORS = {
    "mention": 0.96,
    "resolved": 0.88,
    "not_place": 0.8,
    "incident": 0.94,
    "sub_type": 0.95,
    "place": 0.66,
    "region": 0.90,
    "date": 0.96,
    "killed": 0.69,
    "injured": 0.66,
}
"""One or two answers below what was measured on 22 November 2026; floors only rise. "place" is low because eight of the villages are not in the
default database, and these count as unresolved mentions too; "region" counts the wider area that then holds the true point."""

MOST_FALSE = 4
"""Incidents that are none: repeated, idiom, denied, exercise, historical. Only falls."""

FLOORS_SECOND = {
    "mention": 0.75,
    "resolved": 0.66,
    "not_place": 0.85,
    "incident": 0.77,
    "sub_type": 0.90,
    "place": 0.65,
    "region": 0.60,
    "date": 0.85,
    "killed": 0.65,
    "injured": 0.5,
}
"""One or two answers below what was measured; all but "incident" are shares of the incidents found."""
MOST_FALSE_SECOND = 3
FLOORS_THIRD = {
    "mention": 0.9,
    "resolved": 0.9,
    "incident": 1.0,
    "sub_type": 1.0,
    "place": 1.0,
    "date": 1.0,
    "killed": 1.0,
    "injured": 1.0,
}
"""All right when the kinds of error were mended that they show."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("articles", "floors", "most_false"),
    [(FIRST, FLOORS, MOST_FALSE), (SECOND, FLOORS_SECOND, MOST_FALSE_SECOND), (THIRD, FLOORS_THIRD, 0)],
    ids=["first", "second", "third"],
)
def test_the_pipeline_does_not_get_worse(
    gazetteer: Gazetteer, articles: list[OwnArticle], floors: dict[str, float], most_false: int
) -> None:
    tallies = score(articles, Pipeline(gazetteer))
    below = {
        name: (round(tallies[name].share, 3), tallies[name].wrong)
        for name, floor in floors.items()
        if tallies[name].share < floor
    }
    assert not below, below
    assert tallies["false"].due <= most_false, tallies["false"].wrong
