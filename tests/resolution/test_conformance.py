"""What every resolver must do, whichever it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.geocoder import Gazetteer
from gazetteer.relations.grammar import find_relations
from geoincidents.plugins import load, plugins
from geoincidents.protocols import Resolver
from geoincidents.types import Article
from tests.resolution.given import mentions_of

NAMES = ("Paris", "Texas", "Baghdad", "Iraqi", "Xyzzyq", "Nile", "the", "北京", ",", "said", "north of")


@pytest.fixture(scope="module", params=sorted(plugins("resolvers")))
def resolver(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> Resolver:
    """Every resolver that is installed, made as the pipeline makes it."""
    made: Resolver = load("resolvers", request.param)(gazetteer)
    return made


def test_those_of_this_package_are_registered() -> None:
    assert "joint" in plugins("resolvers")


def check(resolver: Resolver, article: Article) -> None:
    mentions = [
        replace(mention, score=0.5 if at % 3 == 2 else 1.0)
        for at, mention in enumerate(mentions_of(article.text, (*NAMES[:6], "北京"), ["Iraqi"]))
    ]
    relations = find_relations(article.text, [mention.span for mention in mentions])
    found = resolver(article, mentions, relations)
    assert isinstance(found, tuple)
    assert [each.mention for each in found] == mentions
    for each in found:
        assert 0 <= each.confidence <= 1
        assert each.reasons
        assert each.place is None or each.location is not None
        assert each.place is None or each.place in [candidate.place for candidate in each.candidates]
    assert resolver(article, mentions, relations) == found


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(st.sampled_from(NAMES), max_size=15),
    publisher=st.sampled_from([None, "Paris News", "x.ie"]),
)
def test_any_words(resolver: Resolver, words: list[str], publisher: str | None) -> None:
    check(resolver, Article(id="a", text=" ".join(words), publisher=publisher))


def test_nothing_is_nothing(resolver: Resolver) -> None:
    assert resolver(Article(id="a", text=""), (), ()) == ()
