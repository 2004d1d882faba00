"""The default recognizer: the shipped model and the gazetteer decide together what names a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoincidents.mentions.caseless import caseless_matches
from geoincidents.mentions.coordinates import find_coordinates
from geoincidents.mentions.decide import RULES, Found, decide
from geoincidents.mentions.lexicon import Lexicon
from geoincidents.mentions.names import BEHIND, kind_of, lookup_form, merge
from geoincidents.mentions.tagged import Entity, Tagged, Tagger
from geoincidents.types import Article, Mention

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer


class ModelRecognizer:
    """Recognizer with the trained model.

    Parameters
    ----------
    gazetteer : Gazetteer
        Where names are looked up, for the model's features and for the rules.
    rules : frozenset of str
        Names of the rules that apply, of `decide.RULES`; fewer of them to measure what each is worth.
    """

    def __init__(self, gazetteer: Gazetteer, rules: frozenset[str] = RULES) -> None:
        self._lexicon = Lexicon(gazetteer)
        self._tagger = Tagger(self._lexicon)
        self._rules = rules
        self._last: tuple[Article, Tagged] | None = None

    def __call__(self, article: Article) -> tuple[Mention, ...]:
        """Return the mentions in the order of the text, not overlapping."""
        tagged = self._tag(article)
        mentions = [
            self._mention(article.text, found) for found in decide(tagged, self._lexicon, self._rules)
        ]
        if not article.text.isascii():
            mentions += caseless_matches(article.text, tagged.tokens, self._lexicon)
        return merge(find_coordinates(article), mentions)

    def entities(self, article: Article) -> tuple[Entity, ...]:
        """Return every name that the model finds, persons and organisations too, before any rule."""
        return self._tag(article).entities

    def _tag(self, article: Article) -> Tagged:
        """Tag an article once, though its mentions and its entities are asked for one after the other."""
        last = self._last
        if last is None or last[0] is not article:
            last = self._last = article, self._tagger.tag(article)
        return last[1]

    def _mention(self, text: str, found: Found) -> Mention:
        written = text[slice(*found.span)]
        name = lookup_form(written)
        return Mention(
            span=found.span,
            text=written,
            kind=kind_of(name, self._lexicon.entry(name), text[found.span[1] : found.span[1] + BEHIND]),
            recognizer="model",
            score=round(found.score, 4),
            name=name,
        )
