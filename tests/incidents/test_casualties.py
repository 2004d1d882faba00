"""Statements of casualties of one sentence."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.incidents.casualties import read_claims
from geoincidents.incidents.counts import count_of
from geoincidents.incidents.tokens import tokenize

_CASES = tomllib.loads((Path(__file__).parents[1] / "data/cases/casualties.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_statement_is_counted(case):
    claims = read_claims(case["text"], tokenize(case["text"]))
    assert list(dict.fromkeys((c.harm, c.count.best) for c in claims)) == [
        tuple(row) for row in case["claims"]
    ]


@pytest.mark.parametrize(
    ("text", "harm", "best"),
    [
        ("Six were killed at once and the driver died later.", "killed", 7),
        ("Two soldiers died on the spot while a third succumbed to his wounds.", "killed", 3),
        ("The blast left two brothers dead and their cousin critically wounded.", "injured", 1),
        ("The mayor was murdered along with two guards.", "killed", 3),
        ("A man was shot and the man died.", "killed", 1),
        ("The number of people killed in Monday's raid on Ardel has risen to 18.", "killed", 18),
    ],
)
def test_statements_of_one_sentence_add_up(text, harm, best):
    count = count_of(harm, read_claims(text, tokenize(text)))
    assert count is not None
    assert count.best == best


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    for claim in read_claims(text, tokenize(text)):
        assert 0 <= claim.span[0] < claim.span[1] <= len(text)


@pytest.mark.parametrize(
    "piece",
    ["killed and ", "Abc ", "Mr. ", "1 ", "killed Abc, ", "two men, ", "death toll rose now up ", "was not "],
)
def test_cost_is_linear_in_the_length_of_hostile_text(piece):
    def seconds(times: int) -> float:
        text = "Three men were killed. " + piece * times
        start = time.process_time()
        read_claims(text, tokenize(text))
        return time.process_time() - start

    seconds(100)
    assert seconds(8_000) < 0.3 + 8 * seconds(2_000)  # a quadratic reader takes 16 times as long
