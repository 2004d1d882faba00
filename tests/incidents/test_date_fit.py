"""Which date of an article is the act's: the one with an hour, not that of what came after."""

from __future__ import annotations

from datetime import date

import pytest

from geoincidents.incidents.date_fit import tells_hour
from geoincidents.incidents.extract import IncidentRules
from tests.incidents.builders import parse

_FRIDAY, _SATURDAY = date(2021, 3, 12), date(2021, 3, 13)

_ONE_DAY = [
    "A man was recovering Saturday after he was shot in Ardel on Friday night, police said.",
    "Police were still searching Saturday for gunmen who shot a man in Ardel about 10:30 p.m. Friday.",
    "Two men wounded in a shooting in Ardel around 9 p.m. Friday were in critical condition Saturday.",
    # no sentence of the act dates it, the one beside it tells an hour
    "A man was shot in Ardel, police said. Officers were sent to a house on Mill Road at 10:23 p.m. Friday.",
    "Officers went to a house in Ardel on Friday, just after 9 p.m. They saw that a man had been shot.",
    "A man was shot in Ardel and taken to a clinic, where he died Saturday. Officers came to the house on Friday night.",
    "A man died in hospital Saturday after a shooting in Ardel on Friday.",
    # the date of the act's own sentence is that of the telling
    "The coroner on Saturday identified a man shot in Ardel. He was in his kitchen on Friday evening, police said.",
    "Police had no suspects as of Saturday after a man was shot in Ardel. They came to the house on Friday night.",
    "A man was shot in Ardel on Friday. The exchange of fire there lasted until the early hours of Saturday.",
    'A man was shot in Ardel on Friday. "Help us," wrote an officer (@ardelpolice) March 13, 2021 of the shooting.',
]


@pytest.mark.parametrize("text", _ONE_DAY)
def test_the_act_is_on_friday(text):
    (one,) = IncidentRules()(parse(text, _SATURDAY))
    assert (one.date_start, one.date_end) == (_FRIDAY, _FRIDAY)


def test_a_date_without_an_hour_beside_an_undated_act_is_not_its_own():
    text = "A man was shot in Ardel, police said. His neighbours met the mayor on Friday."
    (one,) = IncidentRules()(parse(text, _SATURDAY))
    assert one.date_end == _SATURDAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A man was shot in Ardel, police said.", _SATURDAY),
        ("A man was shot in Ardel about 1:20 a.m., police said.", _SATURDAY),
        ("A man was shot in Ardel about 9:20 p.m., police said.", _FRIDAY),
    ],
)
def test_an_undated_act_is_of_the_day_of_publication_but_for_a_late_hour(text, day):
    (one,) = IncidentRules()(parse(text, _SATURDAY))
    assert (one.date_start, one.date_end) == (day, day)
    assert any(reason.startswith("no date is told") for reason in one.reasons)


def test_an_undated_act_takes_the_day_of_its_own_sentence():
    text = "Hours after rockets hit Ardel, jets struck a camp in Borvik on Friday and killed ten fighters."
    days = {one.date_start for one in IncidentRules()(parse(text, date(2021, 3, 14)))}
    assert days == {_FRIDAY}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("about 10:30 p.m. Friday", True),
        ("at midnight on Friday", True),
        ("Friday, shortly before 7 p.m.", True),
        ("Friday between 7 and 8", True),
        ("the 10 men Friday", False),
        ("Friday, at 7 Mill Road", False),
    ],
)
def test_an_hour_beside_a_date(text, told):
    start = text.index("Friday")
    assert tells_hour(text, (start, start + 6)) is told
