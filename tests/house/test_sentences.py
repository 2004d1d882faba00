"""Sentences: the cases of ``cases/sentences.toml``, and what holds for any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.articles.sentences import split

CASES = tomllib.loads((Path(__file__).parents[1] / "data/cases/sentences.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case):
    text = case["text"].replace("|", "")
    expected = case.get("cuts") or [part.strip() for part in case["text"].split("|")]
    assert [text[start:end] for start, end in split(text)] == expected


@given(st.text(st.sampled_from("aB. \n\"'”?!。1J"), max_size=200) | st.text(max_size=100))
def test_sentences_are_in_order_apart_and_hold_all_that_is_not_white_space(text):
    spans = split(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", ["a. ", ".\n", "\n", "“”. A", "A" * 80 + "\n", "(((", "Mr. "])
def test_a_megabyte_of_anything_takes_no_longer_than_it_should(unit):
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    split(text)
    assert time.process_time() - start < 15  # 1 s alone on one core; quadratic time would be hours
