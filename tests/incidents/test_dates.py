"""Date phrases against a publication date."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.incidents.dates import find_dates

_CASES = tomllib.loads((Path(__file__).parents[1] / "data/cases/dates.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_phrase_becomes_interval(case):
    found = [phrase for phrase in find_dates(case["text"], case["published"]) if phrase.start]
    if case.get("none"):
        assert found == []
        return
    assert (found[-1].start, found[-1].end) == (case["start"], case["end"])
    assert found[-1].period == case.get("period", False)
    assert found[-1].future == case.get("future", False)


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["Monday", "Tuesday", "Friday", "Sunday"])
)
def test_weekday_is_within_the_last_week(published, weekday):
    (phrase,) = find_dates(f"Shots were heard on {weekday}.", published)
    assert published - timedelta(days=6) <= phrase.start <= published
    assert phrase.start.strftime("%A") == weekday


@given(st.text(max_size=300))
def test_any_text_is_read_and_spans_hold(text):
    for phrase in find_dates(text, date(2021, 3, 17)):
        assert text[slice(*phrase.span)] == phrase.text


def test_without_publication_date_only_full_dates_are_known():
    phrases = find_dates("On Monday, two years after 3 May 2019, shells fell.", None)
    assert [phrase.start for phrase in phrases if phrase.start] == [date(2019, 5, 3)]
