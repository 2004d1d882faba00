"""What holds for every article, whatever it says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.geocoder import Gazetteer
from geoincidents.resolution.joint import JointResolver
from geoincidents.types import Article, Mention
from tests.resolution.given import mentions_of, resolve

NAMES = [
    "Paris",
    "Texas",
    "Alexandria",
    "Cairo",
    "Georgia",
    "Springfield",
    "Baghdad",
    "Lebanon",
    "Balad",
    "Xyzzyq",
]


@pytest.fixture(scope="module")
def resolver() -> JointResolver:
    return JointResolver(Gazetteer())


def text_of(names: list[str]) -> str:
    return " ".join(f"Two people were hurt in {name}." for name in names)


lists_of_names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=6)


@settings(max_examples=25)
@given(names=lists_of_names, before=lists_of_names)
def test_an_article_resolves_the_same_whatever_came_before(names: list[str], before: list[str]) -> None:
    gazetteer = Gazetteer()
    used = JointResolver(gazetteer)
    resolve(used, text_of(before), NAMES)
    assert resolve(used, text_of(names), NAMES) == resolve(JointResolver(gazetteer), text_of(names), NAMES)


@settings(max_examples=25)
@given(names=lists_of_names, at=st.integers(0, 6))
def test_a_sentence_without_names_changes_nothing(names: list[str], at: int) -> None:
    resolver = JointResolver(Gazetteer())
    sentences = [f"Two people were hurt in {name}." for name in names]
    longer = [*sentences[:at], "Nobody could say why it had come to this.", *sentences[at:]]
    plain = resolve(resolver, " ".join(sentences), NAMES)
    padded = resolve(resolver, " ".join(longer), NAMES)
    assert [r.place for r in plain] == [r.place for r in padded]
    assert [r.confidence for r in plain] == [r.confidence for r in padded]


@settings(max_examples=25)
@given(names=lists_of_names)
def test_every_candidate_is_kept_and_scored_best_first(names: list[str]) -> None:
    gazetteer = Gazetteer()
    for found in resolve(JointResolver(gazetteer), text_of(names), NAMES):
        scores = [candidate.score for candidate in found.candidates]
        assert scores == sorted(scores, reverse=True)
        assert {m.place.id for m in gazetteer.search(found.mention.name, limit=20)} <= {
            candidate.place.id for candidate in found.candidates
        }
        assert 0.0 <= found.confidence <= 1.0
        assert found.reasons
        if found.place is not None:
            assert found.place == found.candidates[0].place
            assert found.location is not None


def test_no_mentions_no_answers(resolver: JointResolver) -> None:
    assert resolver(Article(id="a", text="Nothing here."), [], []) == ()


def test_coordinates_need_no_gazetteer(resolver: JointResolver) -> None:
    location = resolve(resolver, "It fell in Baghdad.", ["Baghdad"])[0].location
    assert location is not None
    mention = Mention(
        span=(0, 8), text="33N, 44E", kind="coordinate", recognizer="coordinates", score=1.0, name="",
        location=location,
    )  # fmt: skip
    (found,) = resolver(Article(id="a", text="33N, 44E"), [mention], [])
    assert found.location is location
    assert found.place is None
    assert found.reasons == ("coordinates in the text",)


def test_unknown_names_are_placed_roughly_and_say_so(resolver: JointResolver) -> None:
    found = resolve(
        resolver,
        "Fires burnt near Mosul, Tikrit and Qaryat Zubaydaniyun. Kirkuk and Samarra were spared.",
        ["Mosul", "Tikrit", "Qaryat Zubaydaniyun", "Kirkuk", "Samarra"],
    )
    unknown = next(r for r in found if r.mention.text.startswith("Qaryat"))
    assert unknown.place is None
    assert unknown.location is not None
    assert unknown.location.method == "surroundings"
    assert unknown.location.uncertainty_m >= 90_000
    assert unknown.confidence < min(r.confidence for r in found if r.mention.text == "Mosul")


def test_time_grows_with_length_not_with_its_square(resolver: JointResolver) -> None:
    def seconds(sentences: int) -> float:
        text = " ".join(f"A fire broke out in {NAMES[at % 9]} near {at}." for at in range(sentences))
        mentions = mentions_of(text, NAMES)
        article = Article(id="a", text=text)
        started = time.process_time()
        resolver(article, mentions, [])
        return time.process_time() - started

    seconds(200)
    short, long = min(seconds(400) for _ in range(3)), min(seconds(3200) for _ in range(2))
    assert long < 8 * short * 4


def test_many_different_names_stay_linear(resolver: JointResolver) -> None:
    def seconds(count: int) -> float:
        text = " ".join(f"Rain in Kuwelu{at} and Paris." for at in range(count))
        article = Article(id="a", text=text)
        mentions = mentions_of(text, [f"Kuwelu{at}" for at in range(count)] + ["Paris"])
        started = time.process_time()
        resolver(article, mentions, [])
        return time.process_time() - started

    seconds(20)
    short, long = seconds(40), seconds(160)
    assert long < 4 * short * 4 + 1.0
