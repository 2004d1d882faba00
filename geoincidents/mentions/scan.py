"""Recognizer without a model: every name that the gazetteer knows, judged by rules on the words around it.

It is the one for texts in other scripts, where the model has learned nothing, and the plain measure that the
model has to beat.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geoincidents.mentions.caseless import caseless_matches
from geoincidents.mentions.context import Surroundings, is_common, is_heading, plain, surroundings
from geoincidents.mentions.coordinates import find_coordinates
from geoincidents.mentions.lexicon import Entry, Lexicon, Match
from geoincidents.mentions.names import BEHIND, kind_of, lookup_form, merge
from geoincidents.mentions.tokens import Token, sentences, tokenize
from geoincidents.mentions.words import words
from geoincidents.types import Article, Mention

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer

# How surely a name of each class is a place's, before its context: shares of matches that were places in the
# development part of the training sets, rounded (see docs/accuracy/recognition.md).
_PRIOR = {
    "country": 0.95, "admin1": 0.85, "admin2": 0.6, "city": 0.8, "town": 0.5, "village": 0.3, "region": 0.7,
    "facility": 0.7, "demonym": 0.9, "abbreviation": 0.2,
}  # fmt: skip
_ACCEPTED = 0.5
_ACRONYM = 5  # letters: shorter words in capitals are acronyms, longer ones datelines and emphasis
_SURE = frozenset({"country", "admin1", "demonym", "region", "facility"})


class ScanRecognizer:
    """Recognizer that takes the gazetteer's names from the text.

    Parameters
    ----------
    gazetteer : Gazetteer
        Where names are looked up.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._lexicon = Lexicon(gazetteer)

    def __call__(self, article: Article) -> tuple[Mention, ...]:
        """Return the mentions in the order of the text, not overlapping."""
        text = article.text
        tokens = tokenize(text)
        mentions: list[Mention] = []
        bounds = sentences(text, tokens, article.sentences)
        lower = {token.text for token in tokens if token.text.islower()}
        persons = _persons(text, tokens, bounds)
        for first, last in bounds:
            sentence = tokens[first:last]
            heading = is_heading(sentence)
            for match in self._lexicon.matches(text, sentence):
                near = surroundings(text, sentence, (0, len(sentence)), match.first, match.last)
                following = self._container(text, sentence, match)
                score = _score(sentence, match, near, following, lower, persons, heading=heading)
                if score >= _ACCEPTED:
                    mentions.append(_mention(text, sentence, match, score))
        mentions += caseless_matches(text, tokens, self._lexicon)
        return merge(find_coordinates(article), mentions)

    def _container(self, text: str, tokens: Sequence[Token], match: Match) -> Entry | None:
        """Return what follows after a comma: "Paris, Texas", "Alexandria, La."."""
        if match.last + 1 >= len(tokens) or tokens[match.last].text != ",":
            return None
        following = self._lexicon.longest(text, tokens, match.last + 1)
        if following is None or following.entry.name_class not in {"country", "admin1", "abbreviation"}:
            return None
        return following.entry


def _score(  # noqa: PLR0911, PLR0912 - one rule after the other reads best
    tokens: Sequence[Token],
    match: Match,
    near: Surroundings,
    container: Entry | None,
    lower: set[str],
    persons: set[str],
    *,
    heading: bool,
) -> float:
    """Return how surely the match is a place's name; 0 where a rule excludes it."""
    entry, name = match.entry, tokens[match.first : match.last]
    single = len([token for token in name if token.text != "."]) == 1
    word = name[0].text
    acronym = word.isupper() and len(plain(word)) > 1 and not heading
    if entry.name_class == "abbreviation" or (acronym and single and len(word) < _ACRONYM):
        # "Ky." counts after a comma and a name, or with its points; of other acronyms only countries do.
        state = entry.name_class == "abbreviation" and (near.before == "," or "." in word)
        return 0.9 if state or entry.name_class == "country" else 0.0
    if single and (len(plain(word)) < 2 or (plain(word) in words().never and not acronym)):
        return 0.0
    if single and len(plain(word)) == 2 and not ("." in word or word.isupper()):
        return 0.0
    if single and not acronym and is_common(word) and entry.name_class not in {"country", "demonym"}:
        return 0.0
    if single and (near.initial or heading) and word.lower() in lower:
        return 0.0
    if near.after in words().street_heads and near.joined_after:
        return 0.0
    score = _PRIOR[entry.name_class]
    if container is not None:
        return max(score, 0.9)
    if heading:
        return score if entry.name_class in {"country", "city", "demonym"} else 0.0
    if near.before in words().person_titles or word in persons:
        score -= 0.6
    if near.joined_after:
        if near.after in words().organization_heads or near.after in words().facility_heads:
            score = max(score, 0.6)
        elif entry.name_class not in _SURE and not near.initial:
            score -= 0.4
    if near.joined_before and not is_common(near.before) and near.before not in words().modifiers:
        score -= 0.2 if entry.name_class in _SURE else 0.4
    if near.after in words().speech_verbs and entry.name_class in {"town", "village", "admin2"}:
        score -= 0.3
    if near.before in words().place_prepositions:
        score += 0.25
    return min(max(score, 0.0), 1.0)


def _persons(text: str, tokens: Sequence[Token], bounds: Sequence[tuple[int, int]]) -> set[str]:
    """Return the words that a title marks as a person's name somewhere in the text."""
    persons = set()
    for first, last in bounds:
        for index in range(first + 1, last):
            near = surroundings(text, tokens, (first, last), index, index + 1)
            if (
                near.before in words().person_titles
                and near.joined_before
                and tokens[index].text[0].isupper()
            ):
                persons.add(tokens[index].text)
                if near.joined_after:
                    persons.add(tokens[index + 1].text)
    return persons


def _mention(text: str, tokens: Sequence[Token], match: Match, score: float) -> Mention:
    span = tokens[match.first].start, tokens[match.last - 1].end
    written = text[span[0] : span[1]]
    name = lookup_form(written)
    return Mention(
        span=span,
        text=written,
        kind=kind_of(name, match.entry, text[span[1] : span[1] + BEHIND]),
        recognizer="scan",
        score=round(score, 4),
        name=name,
    )
