"""Persons by name: a title and a capital word, or two capital words and more."""

from __future__ import annotations

from collections.abc import Callable

from gazetteer.relations.relation import Span
from geoincidents.incidents.dates.calendar import MONTHS, WEEKDAYS
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.people.phrase import People, exactly
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Tokens

NOT_NAMES = (
    words("people", "not_names")
    | {word for word in MONTHS if len(word) > 4 or word in {"may", "june", "july"}}
    | {word for word in WEEKDAYS if word.endswith("day")}
    | {word for word, value in lexicon().number_words.units.items() if 2 <= value <= 10}
)
_TITLES = lexicon().titles
_ARMED = frozenset({"soldiers", "police"})
"""Groups that a rank before a name tells."""
PARTICLES = words("people", "particles")
_LONGEST = 5
"""Capital words of a name; more are a headline or a title of something."""
_MOST_TITLES = 8
"""Tokens of titles before a name, points included."""


def read_name(
    tokens: Tokens, i: int, is_place: Callable[[Span], bool], after_noun: bool = False
) -> People | None:
    """Read a person's name at token `i`, titles and "Jr." included; None where there is none.

    A title, or a noun of people before the name (`after_noun`), lets one capital word be a name.
    """
    titled = tokens.words[i].rstrip(".") in _TITLES
    if not (titled or tokens[i].is_capital):
        return None
    first, titled = _after_titles(tokens, i) if titled else (i, False)
    if first >= len(tokens):
        return None
    titled = titled or after_noun
    last, capitals = _after_capitals(tokens, first)
    if capitals == 0 or (capitals == 1 and not titled) or capitals > _LONGEST:
        return None
    if is_place((tokens[first].start, tokens[last - 1].end)) or _goes_on_as_no_name(tokens, last):
        return None
    if last > first and tokens[last - 1].lower in lexicon().people:
        return None
    parts = [
        t.lower.removesuffix("'s") for t in tokens[first:last] if len(t.text) > 2 and t.lower not in PARTICLES
    ]
    name = "_".join(parts) or None
    while last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].lower in {"jr", "sr"}:
        last += 2
    group = lexicon().people.get(tokens.words[i]) if first > i else None
    return People(i, last, exactly(1), group if group in _ARMED else None, name=name)


def _after_titles(tokens: Tokens, i: int) -> tuple[int, bool]:
    """Return the index after the titles at `i`, and whether the first counts as one."""
    words = tokens.words
    j, end = i + 1, min(len(words), i + _MOST_TITLES)
    while j < end and (words[j].rstrip(".") in _TITLES or words[j] == "."):
        j += 1
    return j, tokens[i].is_capital or words[i] == "president"


def _after_capitals(tokens: Tokens, first: int) -> tuple[int, int]:
    """Return the index after the capital words, particles and initials at `first`, and how many words."""
    j, capitals = first, 0
    while j < len(tokens) and capitals <= _LONGEST:
        text = tokens[j].text
        if len(text) > 1 and text[0].isupper() and not text.isupper() and tokens.words[j] not in NOT_NAMES:
            capitals += 1
        elif capitals == 0 or j + 1 >= len(tokens) or not _inside_name(tokens, j):
            break
        j += 1
    return j, capitals


def _inside_name(tokens: Tokens, j: int) -> bool:
    """Tell whether a token other than a capital word goes on with a name: "de la", "J", "J."."""
    token, after = tokens[j], tokens[j + 1]
    return (
        (token.lower in PARTICLES and after.is_capital)
        or (len(token.text) == 1 and token.text.isupper())
        or (token.text == "." and len(tokens[j - 1].text) == 1 and after.is_capital)
    )


def _goes_on_as_no_name(tokens: Tokens, j: int) -> bool:
    """Tell whether a word like "Street" or "Hospital" follows."""
    return j < len(tokens) and tokens[j].lower in NOT_NAMES and tokens[j].is_capital
