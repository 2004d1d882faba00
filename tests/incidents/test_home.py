"""The town that a local story is told from, and what it stands for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geoincidents.incidents.events import sentences_of
from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.find_options import find_options
from geoincidents.incidents.home import Home, desks_of, is_site
from geoincidents.streets import is_street
from geoincidents.types import Parse

from .builders import parse

_RULES = IncidentRules()
_POLICE = "Two men were shot in Camora on Tuesday, Borvik police said."


def home_of(text: str) -> str | None:
    home = Home.of(parse(text))
    return None if home is None else home.place.name


def named(text: str, **told: object) -> Parse:
    """Return the parse of a text, with other facts of the places called Camora."""
    found = parse(text)
    return replace(
        found,
        resolutions=tuple(
            replace(r, place=replace(r.place, **told)) if r.place and r.place.name == "Camora" else r
            for r in found.resolutions
        ),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Borvik (AP) -- A man was shot in Ardel, Ardel police said.", "Borvik"),
        (_POLICE, "Borvik"),
        ("A man from Borvik was shot in Camora.", None),
        ("Zellish police were called.", None),
    ],
)
def test_home_is_the_town_of_the_dateline_or_of_the_police(text: str, name: str | None) -> None:
    assert home_of(text) == name


def test_a_small_place_far_off_is_a_quarter_of_the_town_that_police_are_named_of() -> None:
    (incident,) = _RULES(parse(_POLICE))
    assert incident.place_name == "Borvik"


def test_a_quarter_far_off_in_the_towns_own_division_is_one_of_the_town() -> None:
    text = "Borvik (AP) -- A bomb exploded in the Camora {} on Tuesday, killing two, Borvik police said."
    for kind, name in (("neighbourhood", "Borvik"), ("market", "Camora")):
        (incident,) = _RULES(named(text.format(kind), admin1_code="01"))
        assert incident.place_name == name


def test_a_quarter_far_off_is_one_of_the_datelines_town() -> None:
    (incident,) = _RULES(
        parse("Borvik (AP) -- A bomb exploded in the Camora neighbourhood on Tuesday, killing two.")
    )
    assert incident.place_name == "Borvik"


@pytest.mark.parametrize(
    "told",
    [
        {"population": 300_000},  # large towns are named by themselves
        {"admin1_code": "01"},  # another place of its division is named: the town itself
        {"lon": -31.2, "lat": 40.9},  # near enough to be meant
    ],
)
def test_a_place_that_something_speaks_for_stays(told: dict[str, object]) -> None:
    (incident,) = _RULES(named(_POLICE, **told))
    assert incident.place_name == "Camora"


def test_a_wire_story_from_another_town_keeps_its_places() -> None:
    (incident,) = _RULES(parse("Borvik (AP) -- Two men were shot in Camora on Tuesday, officials said."))
    assert incident.place_name == "Camora"


def test_an_unknown_quarter_of_another_town_is_not_the_homes() -> None:
    """The village is unknown here: it is placed by the town that the text names behind it."""
    told = parse("Borvik (AP) -- A man was shot in Camora, Ardel, on Tuesday, Borvik police said.")
    town = next(r.location for r in told.resolutions if r.mention.text == "Ardel")
    assert town is not None
    quarter = replace(town, method="surroundings")
    found = replace(
        told,
        resolutions=tuple(
            replace(r, place=None, location=quarter) if r.mention.text == "Camora" else r
            for r in told.resolutions
        ),
    )
    options = find_options(found, sentences_of(found.article))
    assert {option.name: len(option.occurrences) for option in options} == {"Borvik": 2, "Ardel": 2}


def test_a_street_that_bears_a_towns_name_is_in_the_town() -> None:
    text = "Borvik police found a man shot on Ardel Road on Tuesday."
    told: Parse = parse(text)
    (option,) = find_options(told, sentences_of(told.article))
    assert option.name == "Borvik"
    assert "site_within" in option.occurrences[1].cues
    assert is_site("Ardel Road")
    assert not is_site("Ardel")


def test_a_street_called_after_a_place_speaks_for_no_place_far_off() -> None:
    text = "Two men were shot in Camora and at Zell and Camora streets on Tuesday, Borvik police said."
    (incident,) = _RULES(parse(text))
    assert incident.place_name == "Borvik"


def test_a_street_is_no_place_of_its_own_where_nothing_tells_its_town() -> None:
    text = "Two men were shot in the 900 block of Camora and near Ardel Road. A man from Borvik died."
    told: Parse = parse(text)
    assert [option.name for option in find_options(told, sentences_of(told.article))] == ["Borvik"]


def test_a_quarter_may_be_called_like_a_large_town_abroad() -> None:
    told = named(_POLICE, population=3_000_000, country_code="QQ")
    (incident,) = _RULES(told)
    assert incident.place_name == "Borvik"
    lives = "A man from Camora was shot in Borvik on Tuesday, Borvik police said."
    (one,) = _RULES(named(lives, population=3_000_000, country_code="QQ"))
    assert "Camora" in {place.name for place in one.places}


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("in the 900 block of Ardel, police said", True),
        ("in the 900 block of West Ardel on Friday", True),
        ("near Ardel and Mill streets", True),
        ("near Ardel and Old Mill Road", True),
        ("in Ardel and Borvik on Friday", False),
        ("a block from Ardel", False),
    ],
)
def test_words_that_make_a_name_a_streets(text: str, street: bool) -> None:
    start = text.index("Ardel")
    assert is_street(text, (start, start + 5)) is street


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Estra Province deputies", "Ardel"),
        ("an Estra Province man", "Ardel"),
        ("soldiers in Estra Province", "Estra Province"),
    ],
)
def test_an_area_that_only_its_deputies_name_is_not_where_it_happened(who: str, name: str) -> None:
    (incident,) = _RULES(
        parse(f"Ardel (AP) -- Two men were shot on Tuesday in a fight with {who}, officials said.")
    )
    assert incident.place_name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ardel — Two men were shot on Tuesday. Both were flown to a hospital in Borvik.", "Ardel"),
        ("Two men were shot on Tuesday. Both were flown to a hospital in Borvik.", "Borvik"),
        ("Ardel — Gunmen shot two men on Tuesday in a hospital in Borvik.", "Borvik"),
        ("An Ardel man was shot on Tuesday near the University of Estra Province.", "Ardel"),
    ],
)
def test_where_somebody_was_brought_and_what_a_university_is_called_after(text: str, name: str) -> None:
    (incident,) = _RULES(parse(text))
    assert incident.place_name == name


@pytest.mark.parametrize(("town", "written_only"), [("Camora", True), ("Borvik", False)])
def test_an_unknown_site_is_none_of_a_town_that_news_is_only_written_in(
    town: str, written_only: bool
) -> None:
    told = parse(f"Borvik (AP) -- A man was shot in {town} on Tuesday. He fled towards Dunmar base.")
    desks = desks_of(told)
    assert desks == (frozenset({"test:Borvik"}) if written_only else frozenset())
    site = told.resolutions[-1]
    where = told.resolutions[0].location  # that of Borvik
    assert where is not None
    unknown = replace(site, place=None, location=replace(where, method="surroundings"))
    home = Home.of(told, desks)
    assert home is not None
    assert home.holds(unknown) is not written_only


def test_news_from_a_district_that_no_gazetteer_knows_is_only_written_in_the_datelines_town() -> None:
    told = parse("Borvik (AP) -- A man was shot in Camora district on Tuesday.")
    unknown = tuple(replace(r, place=None) if r.mention.text == "Camora" else r for r in told.resolutions)
    assert desks_of(replace(told, resolutions=unknown)) == frozenset({"test:Borvik"})
    assert desks_of(parse("Borvik (AP) -- A man was shot in Borvik district.")) == frozenset()
