"""The name as written, then with less and less of it."""

from __future__ import annotations

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.resolution.candidates import FUZZY_MIN_SCORE, CandidateFinder


@pytest.fixture(scope="module")
def finder() -> CandidateFinder:
    return CandidateFinder(Gazetteer())


@pytest.mark.parametrize(
    ("name", "following", "place", "stripped"),
    [
        ("Paris", "", "geonames:2988507", None),
        ("Paris, France", "", "geonames:2988507", "Paris"),
        ("northern Mosul", "", "geonames:99072", "Mosul"),
        ("City of Kirkuk", "", "geonames:94787", None),
        ("northern Kirkuk city limits", "", "geonames:94787", "Kirkuk"),
        ("downtown Baghdad", "", "geonames:98182", "Baghdad"),
        ("Mosul outskirts", "", "geonames:99072", "Mosul"),
    ],
)
def test_found(finder: CandidateFinder, name: str, following: str, place: str, stripped: str | None) -> None:
    found = finder.find(name, "toponym", following)
    assert place in {match.place.id for match in found.matches}
    assert found.stripped == stripped


def test_the_word_behind_a_name_is_looked_up_with_it(finder: CandidateFinder) -> None:
    found = finder.find("Balad", "toponym", "airbase")
    assert found.with_word == {"airport:ORBD"}
    assert found.wanted == {"military", "airport"}
    assert {"airport:ORBD", "geonames:98112"} <= {match.place.id for match in found.matches}


def test_a_word_within_the_name_says_what_it_is(finder: CandidateFinder) -> None:
    found = finder.find("Mosul district", "toponym")
    assert "admin2" in found.wanted
    assert {match.place.feature_code for match in found.matches} == {"ADM2"}


def test_a_demonym_means_what_its_people_are_named_after(finder: CandidateFinder) -> None:
    found = finder.find("Lebanese", "demonym")
    assert {match.place.country_code for match in found.matches} == {"LB"}


def test_a_misspelling_is_near_or_nothing(finder: CandidateFinder) -> None:
    for name in ("Bagdhaad", "Zzyqqkwv"):
        assert all(match.score >= FUZZY_MIN_SCORE for match in finder.find(name, "toponym").matches)
    assert finder.find("Zzyqqkwv", "toponym").matches == ()


def test_city_of_a_name_may_be_any_city_of_it(finder: CandidateFinder) -> None:
    found = finder.find("City of Austin", "toponym")
    towns = {match.place.admin1_code for match in found.matches if match.place.name == "Austin"}
    assert {"MN", "TX"} <= towns  # "City of Austin" is a name of the smaller one


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("North Baltimore", "geonames:4347778"),  # the town of that name is in Ohio
        ("West Palm Beach", None),  # a city itself
        ("East Cleveland", None),  # a suburb of the city
        ("North Platte", None),  # no large city
    ],
)
def test_a_part_of_a_large_city_may_bear_the_name_of_a_town(
    finder: CandidateFinder, name: str, city: str | None
) -> None:
    found = finder.find(name, "toponym")
    others = [m.place.id for m in found.matches if name.partition(" ")[2] == m.place.name]
    assert others == ([] if city is None else [city])
