"""Spans that came with the article, taken as its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoincidents.errors import ArticleError
from geoincidents.mentions.lexicon import Lexicon
from geoincidents.mentions.names import BEHIND, kind_of, lookup_form
from geoincidents.types import Article, Mention

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer


class GivenRecognizer:
    """Recognizer that believes ``Article.given``.

    Parameters
    ----------
    gazetteer : Gazetteer
        Tells demonyms and facilities from other names.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._lexicon = Lexicon(gazetteer)

    def __call__(self, article: Article) -> tuple[Mention, ...]:
        """Return one mention a given span, in the order of the text.

        Of spans that overlap the longer is kept, of equal ones the first; white space alone is no mention.

        Raises
        ------
        ArticleError
            A span lies outside the text or is empty.
        """
        mentions: list[Mention] = []
        for start, end in sorted(set(article.given or ()), key=lambda span: (span[0], -span[1])):
            if not 0 <= start < end <= len(article.text):
                raise ArticleError(
                    f"{article.id}: mention {start}-{end} is not inside the text (0-{len(article.text)})"
                )
            if mentions and start < mentions[-1].span[1]:
                if end - start <= mentions[-1].span[1] - mentions[-1].span[0]:
                    continue
                mentions.pop()
            text = article.text[start:end]
            if not text.strip():
                continue
            name = lookup_form(text)
            mentions.append(
                Mention(
                    span=(start, end),
                    text=text,
                    kind=kind_of(name, self._lexicon.entry(name), article.text[end : end + BEHIND]),
                    recognizer="given",
                    score=1.0,
                    name=name,
                )
            )
        return tuple(mentions)
