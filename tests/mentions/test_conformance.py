"""What every recognizer must do, whichever it is."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.geocoder import Gazetteer
from geoincidents.plugins import load, plugins
from geoincidents.protocols import Recognizer
from geoincidents.types import Article

TEXTS = [
    "",
    " \n\t ",
    "Rebels shelled Aleppo, Syria, on Monday. Iraqi officials in Baghdad said nothing.",
    "BAGHDAD (AP) — GUNMEN KILLED THREE SOLDIERS NEAR MOSUL",
    "New\nYork and Bagh-\ndad\u00a0and al-Qa'im; the U.S.-led force at 33.9402 N, 44.3616 E",
    "قال مسؤول إن القتال في الموصل مستمر \u202e 北京 Харьков \x00 \ufeff",
    "Iraq" * 200 + " A." * 200 + "\n" * 200,
]
ARGUMENTS = {"spacy": ("stub",)}
"""What a recognizer's factory takes beside the gazetteer: ``spacy:PIPELINE``."""


class StubPipeline:
    """What spaCy would load, without it: every word with a capital is an entity."""

    max_length = 10

    def __call__(self, text: str) -> SimpleNamespace:
        assert len(text) < self.max_length
        found = re.finditer(r"[A-Z]\w+", text)
        entities = [
            SimpleNamespace(
                text=each[0],
                start_char=each.start(),
                end_char=each.end(),
                label_=("GPE", "LOC", "FAC", "NORP", "PERSON")[len(each[0]) % 5],
            )
            for each in found
        ]
        return SimpleNamespace(ents=entities)


@pytest.fixture(scope="module", params=sorted(plugins("recognizers")))
def recognizer(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> Iterator[Recognizer]:
    """Every recognizer that is installed, made as the pipeline makes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "spacy", SimpleNamespace(load=lambda name: StubPipeline()))  # type: ignore[arg-type]
        made: Recognizer = load("recognizers", request.param)(gazetteer, *ARGUMENTS.get(request.param, ()))
        yield made


def test_those_of_this_package_are_registered() -> None:
    assert {"model", "scan", "given", "spacy"} <= set(plugins("recognizers"))


def check(recognizer: Recognizer, article: Article) -> None:
    mentions = recognizer(article)
    assert isinstance(mentions, tuple)
    assert list(mentions) == sorted(mentions, key=lambda mention: mention.span)
    for mention in mentions:
        start, end = mention.span
        assert 0 <= start < end <= len(article.text)
        assert article.text[start:end] == mention.text
        assert mention.name.strip()
        assert 0 <= mention.score <= 1
        assert (mention.location is not None) == (mention.kind == "coordinate")
    for one, other in pairwise(mentions):
        assert one.span[1] <= other.span[0]
    assert recognizer(article) == mentions


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_offsets_order_and_repeatability(recognizer: Recognizer, text: str) -> None:
    article = Article(id="a", text=text)
    check(recognizer, article)
    if text.strip():
        check(recognizer, replace(article, given=((0, 3), (0, 1), (len(text) - 2, len(text)))))
        check(recognizer, replace(article, sentences=((0, len(text) // 2), (len(text) // 2, len(text)))))


@settings(max_examples=60)
@given(text=st.text(max_size=120))
def test_any_text(recognizer: Recognizer, text: str) -> None:
    check(recognizer, Article(id="a", text=text))


@settings(max_examples=40)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "Baghdad",
                "the",
                "Iraqi",
                "Mr.",
                "Clark",
                "St.",
                "Paris",
                ",",
                "Texas",
                ".",
                "POLICE",
                "of",
                "-",
                "'s",
                "Ky",
            ]
        ),
        max_size=30,
    )
)
def test_any_words(recognizer: Recognizer, words: list[str]) -> None:
    check(recognizer, Article(id="a", text=" ".join(words)))


@pytest.mark.parametrize("piece", ["North ", "Iraq, ", "A. ", "San ", "Baghdad-", "北京", "بغداد "])
def test_hostile_text_takes_linear_time(recognizer: Recognizer, piece: str) -> None:
    started = time.process_time()
    recognizer(Article(id="hostile", text=piece * (50_000 // len(piece))))
    assert time.process_time() - started < 15  # 1 s alone; a quadratic reader takes minutes
