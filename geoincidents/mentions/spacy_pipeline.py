"""Recognizer over any installed spaCy pipeline (extra ``spacy``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geoincidents.errors import MissingExtraError, PluginError
from geoincidents.mentions.coordinates import find_coordinates
from geoincidents.mentions.lexicon import Lexicon
from geoincidents.mentions.names import kind_of, lookup_form, merge
from geoincidents.types import Article, Mention, MentionKind

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer

# Labels of OntoNotes, WikiNER and CoNLL pipelines that stand for places; None: the gazetteer tells the kind.
_PLACES: dict[str, MentionKind | None] = {"GPE": None, "LOC": None, "FAC": "facility"}
# spaCy says no probability of an entity.
_SCORE = 0.9


class SpacyRecognizer:
    """Recognizer that takes a spaCy pipeline's places.

    Parameters
    ----------
    gazetteer : Gazetteer
        Tells which adjectives are demonyms of a place.
    pipeline_name : str
        Anything that ``spacy.load`` takes: a package or a folder.

    Raises
    ------
    MissingExtraError
        spaCy is not installed.
    PluginError
        There is no such pipeline.
    """

    def __init__(self, gazetteer: Gazetteer, pipeline_name: str) -> None:
        try:
            import spacy  # noqa: PLC0415 - heavy and optional
        except ImportError as error:
            raise MissingExtraError("the spaCy recognizer", "spacy") from error
        try:
            self._pipeline: Any = spacy.load(pipeline_name)
        except OSError as error:
            raise PluginError(f"spaCy cannot load the pipeline {pipeline_name!r}: {error}") from error
        self._lexicon = Lexicon(gazetteer)

    def __call__(self, article: Article) -> tuple[Mention, ...]:
        """Return the mentions in the order of the text, not overlapping."""
        self._pipeline.max_length = max(self._pipeline.max_length, len(article.text) + 1)
        mentions = []
        for entity in self._pipeline(article.text).ents:
            name = lookup_form(entity.text)
            entry = self._lexicon.entry(name)
            if entity.label_ == "NORP":
                if entry is None or not entry.demonym:
                    continue
                kind: MentionKind = "demonym"
            elif entity.label_ in _PLACES:
                kind = _PLACES[entity.label_] or kind_of(name, entry)
            else:
                continue
            mentions.append(
                Mention(
                    span=(entity.start_char, entity.end_char),
                    text=article.text[entity.start_char : entity.end_char],
                    kind=kind,
                    recognizer="spacy",
                    score=_SCORE,
                    name=name,
                )
            )
        return merge(find_coordinates(article), mentions)
