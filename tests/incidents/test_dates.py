"""Date phrases against a publication date."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.incidents.dates import find_dates
from geoincidents.incidents.dates.find import _beginnings_in
from geoincidents.incidents.dates.grammar import FIGURES, RULES
from geoincidents.incidents.needs import needs
from geoincidents.incidents.tokens import tokenize
from tests import own_articles

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


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in June last year", date(2023, 6, 1), date(2023, 6, 30)),
        ("on 12 June of last year", date(2023, 6, 12), date(2023, 6, 12)),
        ("in June", date(2024, 6, 1), date(2024, 6, 30)),
    ],
)
def test_last_year_behind_a_month_or_a_day_is_its_year(words, start, end):
    first = find_dates(f"Gunmen came {words}.", date(2024, 7, 3))[0]
    assert (first.start, first.end) == (start, end)


def test_no_rule_begins_with_a_word_that_is_passed_over():
    texts = [own.text for own in own_articles.load()]
    texts += [case["text"] for case in _CASES] + [words for words, _, _ in PHRASES]
    for number, (name, rule) in enumerate(RULES):
        for text in map(str.lower, texts):
            offered = {
                (token.start + inside, rule_number)
                for token in tokenize(text)
                for inside, rules in _beginnings_in[token.lower]
                for rule_number in rules
            }
            for match in re.finditer(rf"\b(?=\w){rule}", text):
                assert (match.start(), number) in offered, (name, match.group())


def test_what_a_rule_of_figures_alone_matches_holds_them():
    alone = {name: rule for name, rule in RULES if not needs(rf"\b{rule}")}
    assert alone.keys() == {"iso", "slash", "year", "decade"}
    for text in ("2019-03-05", "on 5/3/19", "In 2019", "the 1980s"):
        assert FIGURES.search(text)


@given(st.text(max_size=300))
def test_any_text_is_read_and_spans_hold(text):
    for phrase in find_dates(text, date(2021, 3, 17)):
        assert text[slice(*phrase.span)] == phrase.text


def test_without_publication_date_only_full_dates_are_known():
    phrases = find_dates("On Monday, two years after 3 May 2019, shells fell.", None)
    assert [phrase.start for phrase in phrases if phrase.start] == [date(2019, 5, 3)]


PHRASES = [
    ("on 5 January 1990", "1990-01-05", "1990-01-05"),
    ("January 3-5", "2021-01-03", "2021-01-05"),
    ("2020-12-31", "2020-12-31", "2020-12-31"),
    ("12/31/2020", "2020-12-31", "2020-12-31"),
    ("in early December 2020", "2020-12-01", "2020-12-10"),
    ("in mid-January", "2021-01-11", "2021-01-20"),
    ("last May", "2020-05-01", "2020-05-31"),
    ("in March", "2021-03-01", "2021-03-17"),
    ("March 2020", "2020-03-01", "2020-03-31"),
    ("overnight on Saturday", "2021-03-13", "2021-03-14"),
    ("since Monday", "2021-03-15", "2021-03-15"),
    ("until Friday", "2021-03-12", "2021-03-12"),
    ("today", "2021-03-17", "2021-03-17"),
    ("last night", "2021-03-16", "2021-03-16"),
    ("tomorrow", "2021-03-18", "2021-03-18"),
    ("36 hours ago", "2021-03-16", "2021-03-16"),
    ("20 minutes ago", "2021-03-17", "2021-03-17"),
    ("two weeks ago", "2021-02-28", "2021-03-06"),
    ("several days ago", "2021-03-13", "2021-03-15"),
    ("in the last 48 hours", "2021-03-15", "2021-03-17"),
    ("this week", "2021-03-15", "2021-03-17"),
    ("last week", "2021-03-08", "2021-03-14"),
    ("next week", "2021-03-22", "2021-03-28"),
    ("next month", "2021-03-17", "2021-04-17"),
    ("last year", "2020-01-01", "2020-12-31"),
    ("this year", "2021-01-01", "2021-03-17"),
    ("last summer", "2020-06-01", "2020-08-31"),
    ("next weekend", "2021-03-20", "2021-03-21"),
    ("the 1990s", "1990-01-01", "1999-12-31"),
    ("in 2021", "2021-01-01", "2021-03-17"),
]


@pytest.mark.parametrize(("words", "start", "end"), PHRASES)
def test_phrase(words, start, end):
    (phrase,) = find_dates(f"It happened {words} there.", date(2021, 3, 17))
    assert (str(phrase.start), str(phrase.end)) == (start, end)


@pytest.mark.parametrize(
    ("words", "days"),
    [("two days later", 2), ("three weeks earlier", -21), ("the next day", 1), ("the day before", -1), ("that night", 0), ("hours later", 0)],
)  # fmt: skip
def test_relative_phrase(words, days):
    (phrase,) = find_dates(f"It happened {words}.", date(2021, 3, 17))
    assert (phrase.start, phrase.relative_days) == (None, days)


@pytest.mark.parametrize("words", [row[0] for row in PHRASES if not any(c.isdigit() for c in row[0])])
def test_phrase_needs_a_publication_date(words):
    assert all(phrase.start is None for phrase in find_dates(f"It happened {words} there.", None))


@pytest.mark.parametrize("words", ["2021-13-45", "45/45/2020", "31 February 2020"])
def test_no_such_day(words):
    assert all(
        phrase.start is None
        for phrase in find_dates(f"on {words}", date(2021, 3, 17))
        if "-" in words or "/" in words
    )
