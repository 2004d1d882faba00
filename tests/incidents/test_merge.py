"""Reports of one incident across articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.merge import merge
from tests.incidents.builders import parse

_RULES = IncidentRules()


def _one(text: str, doc_id: str, published: date = date(2021, 3, 17)):
    (incident,) = _RULES(parse(text, published, doc_id))
    return incident


FIRST = _one("A car bomb exploded in Ardel on Tuesday, killing four people, police said.", "a")
LATER = _one(
    "A car bomb in Ardel on Tuesday killed five people and wounded 12, officials said.",
    "b",
    date(2021, 3, 18),
)
ELSEWHERE = _one("A car bomb exploded in Camora on Tuesday, killing four people, police said.", "c")
ANOTHER_DAY = _one("A car bomb exploded in Ardel on 2 March, killing four people, police said.", "d")
ANOTHER_KIND = _one("Thousands of students protested in Ardel on Tuesday.", "e")


def test_same_place_day_and_kind_become_one_with_both_reports():
    (merged,) = merge([FIRST, LATER])
    assert [report.doc_id for report in merged.reports] == ["a", "b"]
    assert merged.killed.best == 5
    assert (merged.killed.low, merged.killed.high) == (4, 5)
    assert ("killed_best", "4") in merged.reports[0].claims
    assert any("a says killed_best 4" in reason for reason in merged.reasons)
    assert any(reason.startswith("reports merged") for reason in merged.reasons)


def test_other_place_day_or_kind_stays_apart():
    incidents = [FIRST, ELSEWHERE, ANOTHER_DAY, ANOTHER_KIND]
    assert {i.id for i in merge(incidents)} == {i.id for i in incidents}


def test_one_articles_incidents_are_never_merged():
    twin = _one("A car bomb exploded in Ardel on Tuesday, killing four people, police said.", "a")
    assert merge([FIRST, twin]) == (FIRST,)


def test_what_others_call_the_actors_is_no_further_side():
    named = replace(FIRST, actors=("Free Zelland Front",))
    generic = replace(LATER, actors=("Armed men", "the attackers"))
    assert merge([named, generic])[0].actors == ("Free Zelland Front",)
    assert merge([replace(named, actors=("gunmen",)), generic])[0].actors in {
        ("gunmen",),
        ("Armed men", "the attackers"),
    }


def test_reasons_are_of_the_reports_whose_values_stand():
    close = replace(LATER.location, uncertainty_m=LATER.location.uncertainty_m / 2)
    closer = replace(LATER, location=close, place_name="the market of Ardel", reasons=("place the market",))
    (merged,) = merge([replace(FIRST, confidence=0.99), closer])
    assert merged.injured.best == 12
    assert [reason for reason in merged.reasons if reason.startswith("place ")] == ["place the market"]
    assert not any(reason.startswith("injured unknown") for reason in merged.reasons)


def test_an_earlier_at_least_leaves_no_open_end():
    least = _one("A car bomb in Ardel on Tuesday killed at least four people.", "f")
    (merged,) = merge([least, LATER])
    assert (merged.killed.low, merged.killed.best, merged.killed.high) == (4, 5, 5)


def test_what_was_counted_in_the_first_hours_is_outrun():
    least = _one("A car bomb in Ardel on Tuesday killed at least six people.", "g", date(2021, 3, 21))
    (merged,) = merge([FIRST, LATER, least])
    assert (merged.killed.low, merged.killed.best, merged.killed.high) == (6, 6, None)
    final = _one("A car bomb in Ardel on Tuesday killed six people.", "h", date(2021, 3, 21))
    (merged,) = merge([FIRST, LATER, final])
    assert (merged.killed.low, merged.killed.best, merged.killed.high) == (6, 6, 6)


@given(st.permutations([FIRST, LATER, ELSEWHERE, ANOTHER_DAY, ANOTHER_KIND]), st.integers(0, 5))
def test_order_and_earlier_merging_do_not_matter(incidents, cut):
    whole = merge([FIRST, LATER, ELSEWHERE, ANOTHER_DAY, ANOTHER_KIND])
    again = merge([*merge(incidents[:cut]), *incidents[cut:]])
    assert [i.id for i in again] == [i.id for i in whole]
    assert [i.reports for i in again] == [i.reports for i in whole]


def test_nothing_known_merges_with_nothing():
    unplaced = _RULES(parse("A car bomb exploded on Tuesday, killing four people.", doc_id="x"))
    assert [i.id for i in merge([*unplaced, FIRST])] == sorted(i.id for i in [*unplaced, FIRST])


def test_a_closer_place_that_is_hardly_sure_does_not_win():
    sure = replace(FIRST, place_confidence=0.8)
    close = replace(LATER.location, uncertainty_m=LATER.location.uncertainty_m / 4)
    guess = replace(LATER, location=close, place_name="a guess", place_confidence=0.2)
    (merged,) = merge([sure, guess])
    assert (merged.place_name, merged.title) == (sure.place_name, sure.title)
    (merged,) = merge([sure, replace(guess, place_confidence=0.7)])
    assert merged.place_name == "a guess"


def test_an_actor_without_a_name_stops_no_merging():
    (merged,) = merge([replace(FIRST, actors=("Gunmen", " ")), replace(LATER, actors=("Ardel Front",))])
    assert merged.actors == ("Ardel Front",)
