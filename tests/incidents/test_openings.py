"""No phrase of people begins at a token that is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoincidents.incidents.people.find import _read
from geoincidents.incidents.people.openings import find_openings
from geoincidents.incidents.tokens import Token, tokenize
from tests import own_articles

_WORDS = (
    "the a an another his these that every no none nobody other additional second third two twelve dozen hundred"
    " at least more than as many up to about some several both few couple of in and with including of them"
    " man men police officers soldiers child children dead family members farmers unidentified armed young local"
    " instructors crew were killed was hurt died 12 1,200 3rd 34 , . ( ' The President Gen. Juan Perez de la J"
    " Ardel Reporter Street SUNDAY 12-year-old two-member"
)


def _passed_over_rightly(tokens: tuple[Token, ...]) -> None:
    for i in set(range(len(tokens))) - set(find_openings(tokens)):
        if tokens[i].is_word:
            assert _read(tokens, i, lambda _: False) is None, [token.text for token in tokens[i : i + 9]]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=14))
def test_of_any_words(words: list[str]) -> None:
    _passed_over_rightly(tokenize(" ".join(words)))


@pytest.mark.parametrize("article", own_articles.load(), ids=lambda article: article.name)
def test_of_our_own_articles(article: own_articles.OwnArticle) -> None:
    for line in article.text.splitlines():
        _passed_over_rightly(tokenize(line))


def test_some_are_passed_over() -> None:
    tokens = tokenize(
        "Gunmen near the old bridge of Ardel shot at a bus in the north of the country early on Monday and killed three men."
    )
    assert [tokens[i].text for i in find_openings(tokens)] == ["Gunmen", "three", "men"]
