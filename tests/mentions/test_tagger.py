"""The default recognizer: model, gazetteer and rules together."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.mentions import tagged
from geoincidents.mentions.lexicon import Lexicon
from geoincidents.mentions.reading import RULES
from geoincidents.mentions.tagged import Tagger
from geoincidents.mentions.tagger import ModelRecognizer
from geoincidents.types import Article

CASES = tomllib.loads((Path(__file__).parent.parent / "data/cases/model.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(gazetteer: Gazetteer, case: dict[str, object], request: pytest.FixtureRequest) -> None:
    if "known_fail" in case:
        request.applymarker(pytest.mark.xfail(reason=str(case["known_fail"]), strict=True))
    article = Article(id="case", text=str(case["text"]))
    mentions = ModelRecognizer(gazetteer)(article)
    assert [f"{m.text} ({m.kind})" for m in mentions] == case["found"]


def test_entities_come_with_label_and_score(gazetteer: Gazetteer) -> None:
    text = "President Vladimir Putin met officials of the United Nations in Geneva."
    entities = ModelRecognizer(gazetteer).entities(Article(id="a", text=text))
    assert [(text[slice(*e.span)], e.label) for e in entities] == [
        ("Vladimir Putin", "PER"), ("United Nations", "ORG"), ("Geneva", "LOC"),
    ]  # fmt: skip
    assert all(0.5 < entity.score <= 1 for entity in entities)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_can_be_left_out(gazetteer: Gazetteer, rule: str) -> None:
    text = " ".join(str(case["text"]) for case in CASES)
    article = Article(id="all", text=text)
    mentions = ModelRecognizer(gazetteer, RULES - {rule})(article)
    assert all(text[slice(*mention.span)] == mention.text for mention in mentions)
    if rule in {"called", "demonyms", "facilities", "names", "organizations"}:
        assert mentions != ModelRecognizer(gazetteer)(article)


@pytest.mark.parametrize(
    "text",
    [
        "Juneau police came early.",
        "CHARLOTTE (WXYZ) - One person was hurt.",
        "CLINTON — One person was hurt.",
    ],
)
def test_a_town_is_surely_named_by_its_police_and_in_a_dateline(gazetteer: Gazetteer, text: str) -> None:
    (mention,) = ModelRecognizer(gazetteer)(Article(id="a", text=text))
    assert mention.score >= 0.8


def test_words_that_are_forgotten_are_weighed_again_to_the_same(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [Article(id=str(number), text=str(case["text"])) for number, case in enumerate(CASES[:40])]
    fresh = [Tagger(Lexicon(gazetteer)).tag(article).shares for article in articles]
    monkeypatch.setattr(tagged, "_KEPT_WORDS", 50)
    tagger = Tagger(Lexicon(gazetteer))
    for article, expected in zip(articles, fresh, strict=True):
        assert (tagger.tag(article).shares == expected).all()
        assert len(set(tagger._numbers.values())) == len(tagger._numbers) <= 50
