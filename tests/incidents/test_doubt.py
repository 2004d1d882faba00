"""Regions of places in doubt: what else may be meant belongs to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely import Point

from geoincidents.incidents.doubt import location_of
from geoincidents.incidents.events import read_mentions, sentences_of
from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.find_options import find_options
from geoincidents.incidents.merge import merge
from geoincidents.incidents.options import Option
from geoincidents.incidents.own_place import OwnPlace, choose
from geoincidents.incidents.reach import incident_location, own_reach_m
from geoincidents.types import Candidate

from .builders import parse, place

_TEXT = "Two men were shot in Ardel on Tuesday. A spokesman in Camora said so."
_PARSE = parse(_TEXT)
_MENTIONS = read_mentions(_PARSE, False)
_OPTIONS = find_options(_PARSE, sentences_of(_PARSE.article))
_CHOSEN = choose(_MENTIONS, _OPTIONS, _TEXT)


def chosen(sure: float, *, stated: bool = False, **told: object) -> tuple[OwnPlace, list[Option]]:
    assert _CHOSEN.option is not None
    option = replace(_CHOSEN.option, **told)
    evidence = {**_CHOSEN.evidence, "stated": float(stated)}
    own = replace(_CHOSEN, option=option, confidence=sure, evidence=evidence)
    return own, [option if o is _CHOSEN.option else o for o in _OPTIONS]


def test_a_sure_place_keeps_its_own_region() -> None:
    own, options = chosen(0.95)
    location = location_of(own, _MENTIONS, options, _TEXT)
    assert own.option is not None
    assert location == incident_location(own.option.location)


def test_no_place_has_no_location() -> None:
    assert location_of(OwnPlace(None, 0.0, ()), _MENTIONS, _OPTIONS, _TEXT) is None


@pytest.mark.parametrize("namesake", ["Borvik", None])
def test_the_region_of_a_doubtful_place_holds_the_next_likeliest(namesake: str | None) -> None:
    own, options = chosen(0.5)
    if namesake:
        other = Candidate(place=place(namesake), match="exact", score=2.0)
        own, options = chosen(0.5, confidence=0.5, namesakes=(other,))
    location = location_of(own, _MENTIONS, options, _TEXT)
    assert location is not None
    assert own.option is not None
    assert (location.lon, location.lat) == (own.option.location.lon, own.option.location.lat)
    held = [name for name in ("Ardel", "Borvik", "Camora") if location.region.contains(_point(name))]
    assert held == ["Ardel", namesake or "Camora"]
    assert location.uncertainty_m > 80_000
    assert own_reach_m(location) < 20_000
    assert any("may be" in reason for reason in location.reasons)


def test_another_town_is_left_out_where_a_clause_places_the_act() -> None:
    own, options = chosen(0.5, stated=True)
    location = location_of(own, _MENTIONS, options, _TEXT)
    assert own.option is not None
    assert location == incident_location(own.option.location)


def test_a_namesake_abroad_is_left_out() -> None:
    other = Candidate(place=place("Qopolis"), match="exact", score=2.0)
    own, options = chosen(0.5, confidence=0.5, namesakes=(other,))
    location = location_of(own, _MENTIONS, options[:1], _TEXT)
    assert location is not None
    assert not location.region.contains(_point("Qopolis"))


def test_a_namesake_in_a_country_that_the_article_names_is_held() -> None:
    other = Candidate(place=place("Qopolis"), match="exact", score=2.0)
    own, options = chosen(0.5, confidence=0.5, namesakes=(other,))
    told = parse("Qovia sent help.")
    location = location_of(own, _MENTIONS, [*options, *find_options(told, sentences_of(told.article))], _TEXT)
    assert location is not None
    assert location.region.contains(_point("Qopolis"))


def test_a_doubtful_report_merges_at_its_best_point_only() -> None:
    (sure,) = IncidentRules()(_PARSE)
    own, options = chosen(0.5)
    wide = location_of(own, _MENTIONS, options, _TEXT)
    assert wide is not None
    (far,) = IncidentRules()(
        parse(_TEXT.replace("Ardel", "Camora").replace("in Camora said", "said"), doc_id="c")
    )
    doubtful = replace(sure, id="other", location=wide, reports=(replace(sure.reports[0], doc_id="b"),))
    assert len(merge([sure, doubtful])) == 1
    assert len(merge([far, doubtful])) == 2


def _point(name: str) -> Point:
    there = place(name)
    return Point(there.lon, there.lat)
