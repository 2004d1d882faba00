"""Tokens and sentences."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.mentions.tokens import sentences, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("U.S.-led forces", ["U.S.", "-", "led", "forces"]),
        ("Iraq's Qa'im", ["Iraq", "'s", "Qa'im"]),
        ("Côte d’Ivoire’s", ["Côte", "d’Ivoire", "’s"]),
        ("Charleston, W.Va., and Ky.", ["Charleston", ",", "W.Va.", ",", "and", "Ky", "."]),
        ("Washington D.C. today", ["Washington", "D.C.", "today"]),
        ("3,400 at 10:30", ["3,400", "at", "10:30"]),
        ("في بغداد", ["في", "بغداد"]),
        ("कोलकाता में", ["कोलकाता", "में"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == tokens


@given(st.text(max_size=200))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert "".join(token.text for token in tokens) == "".join(text.split())


@given(st.text(alphabet="aB .!?\n\"'Mr", max_size=120))
def test_sentences_share_out_the_tokens(text: str) -> None:
    tokens = tokenize(text)
    bounds = sentences(text, tokens)
    assert [index for first, last in bounds for index in range(first, last)] == list(range(len(tokens)))


def test_sentences_end_at_stops_but_not_after_titles() -> None:
    text = "Gen. Clark left Mt. Airy. He said so.\n\nBAGHDAD (AP) Troops moved. “Yes.” Then no"
    tokens = tokenize(text)
    found = [text[tokens[first].start : tokens[last - 1].end] for first, last in sentences(text, tokens)]
    assert found == [
        "Gen. Clark left Mt. Airy.", "He said so.", "BAGHDAD (AP) Troops moved.", "“Yes.”", "Then no",
    ]  # fmt: skip


def test_known_sentences_are_kept() -> None:
    text = "one two three four"
    tokens = tokenize(text)
    assert sentences(text, tokens, ((0, 7), (8, 18))) == [(0, 2), (2, 4)]


@pytest.mark.parametrize("piece", ["a.b", "'", "A.", "1,", "a'", " ", "1.1", "a\u0301"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    tokenize(piece * (600_000 // len(piece)))
    assert time.process_time() - started < 15  # 1 s alone; a quadratic one takes minutes
