"""Names that a story's dateline and its other places put at home, and people who are from abroad."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geoincidents.incidents.abroad import at_home
from geoincidents.incidents.events import read_mentions, sentences_of
from geoincidents.incidents.find_options import find_options
from geoincidents.incidents.place_features import features
from geoincidents.incidents.weights import load_linear
from geoincidents.types import Candidate, Parse
from tests.incidents.builders import parse, place

_DATELINE = "Ardel, 3 May 89 (Agency) -- "


def places_of(found: Parse) -> dict[str, str | None]:
    return {
        r.mention.text: r.place and r.place.name
        for r in at_home(found, sentences_of(found.article)).resolutions
    }


def changed(found: Parse, **told: object) -> Parse:
    """Return a parse with other facts of the place called Qopolis, or other candidates for it."""
    candidates = told.pop("candidates", ())
    return replace(
        found,
        resolutions=tuple(
            replace(r, place=replace(r.place, **told), candidates=candidates)
            if r.place and r.place.name == "Qopolis"
            else r
            for r in found.resolutions
        ),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (_DATELINE + "A bomb exploded in the Qopolis quarter on Tuesday.", None),
        (_DATELINE + "A bomb exploded in Qopolis, Qovia, on Tuesday.", "Qopolis"),
        ("A bomb exploded in Qopolis on Tuesday.", "Qopolis"),  # no dateline tells where home is
    ],
)
def test_a_small_place_abroad_of_which_nothing_else_is_told(text, name):
    assert places_of(parse(text))["Qopolis"] == name


def test_a_large_town_is_named_without_its_country():
    found = changed(parse(_DATELINE + "He lives in Qopolis."), population=2_000_000)
    assert places_of(found)["Qopolis"] == "Qopolis"


@pytest.mark.parametrize(("behind", "name"), [(1.0, "Borvik"), (5.0, "Qopolis")])
def test_a_namesake_at_home_is_meant_where_it_is_not_far_behind(behind, name):
    candidates = tuple(
        Candidate(place=place(known), match="exact", score=score, features=())
        for known, score in (("Qopolis", 8.0), ("Borvik", 8.0 - behind))
    )
    text = _DATELINE + "A bomb exploded in Qopolis on Tuesday."
    found = changed(parse(text), population=2_000_000, candidates=candidates)
    assert places_of(found)["Qopolis"] == name


@pytest.mark.parametrize(("people", "abroad"), [("Qovian", 1.0), ("Zellish", None)])
def test_people_from_abroad_put_no_act_abroad(people, abroad):
    found = parse(_DATELINE + f"Six {people} priests were murdered at their school on Tuesday.")
    adjectives = tuple(r for r in found.resolutions if r.mention.text != "Qovia")
    found = replace(found, resolutions=adjectives)
    options = find_options(found, sentences_of(found.article))
    told = features(options[-1], read_mentions(found), options, found.article.text)
    assert told.get("abroad_adjective") == abroad
    assert load_linear("own_place").weights["abroad_adjective"] < -1


@pytest.mark.parametrize(
    ("where", "name"), [("in the 400 block of Mill Road in Qopolis", "Borvik"), ("in Qopolis", "Qopolis")]
)
def test_american_addresses_tell_the_country_of_a_namesake(where, name):
    at_borvik = replace(place("Borvik"), country_code="US")
    candidates = tuple(
        Candidate(place=known, match="exact", score=score, features=())
        for known, score in ((place("Qopolis"), 8.0), (at_borvik, 7.0))
    )
    found = changed(parse(f"A man was shot {where} on Tuesday."), population=2_000_000, candidates=candidates)
    assert places_of(found)["Qopolis"] == name
