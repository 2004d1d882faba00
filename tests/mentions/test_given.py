"""Spans that came with the article."""

from __future__ import annotations

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.errors import ArticleError
from geoincidents.mentions.given import GivenRecognizer
from geoincidents.types import Article


def test_spans_become_mentions(gazetteer: Gazetteer) -> None:
    text = "Iraqi troops left Baghdad's airport; New\nYork slept."
    article = Article(id="a", text=text, given=((18, 27), (0, 5), (37, 45), (18, 25), (37, 45)))
    mentions = GivenRecognizer(gazetteer)(article)
    assert [(m.text, m.name, m.kind) for m in mentions] == [
        ("Iraqi", "Iraqi", "demonym"),
        ("Baghdad's", "Baghdad", "toponym"),
        ("New\nYork", "New York", "toponym"),
    ]


def test_none_given(gazetteer: Gazetteer) -> None:
    assert GivenRecognizer(gazetteer)(Article(id="a", text="Baghdad")) == ()


@pytest.mark.parametrize("span", [(3, 3), (-1, 2), (0, 99)])
def test_spans_outside_the_text_are_refused(gazetteer: Gazetteer, span: tuple[int, int]) -> None:
    with pytest.raises(ArticleError, match="not inside the text"):
        GivenRecognizer(gazetteer)(Article(id="a", text="Baghdad", given=(span,)))
