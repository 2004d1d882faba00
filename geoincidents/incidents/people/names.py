"""Persons by name: a title and a capital word, or two capital words and more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gazetteer.relations.relation import Span
from geoincidents.incidents.dates.calendar import MONTHS, WEEKDAYS
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.people.phrase import People, exactly
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Token

NOT_NAMES = (
    words("people", "not_names")
    | {word for word in MONTHS if len(word) > 4 or word in {"may", "june", "july"}}
    | {word for word in WEEKDAYS if word.endswith("day")}
    | {word for word, value in lexicon().number_words.units.items() if 2 <= value <= 10}
)
_TITLES = lexicon().titles
PARTICLES = words("people", "particles")
_LONGEST = 5
"""Capital words of a name; more are a headline or a title of something."""
_MOST_TITLES = 8
"""Tokens of titles before a name, points included."""


def read_name(
    tokens: Sequence[Token], i: int, is_place: Callable[[Span], bool], after_noun: bool = False
) -> People | None:
    """Read a person's name at token `i`, titles and "Jr." included; None where there is none.

    A title, or a noun of people before the name (`after_noun`), lets one capital word be a name.
    """
    if not tokens[i].is_capital and tokens[i].lower.rstrip(".") not in _TITLES:
        return None
    first, titled = _after_titles(tokens, i)
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
    return People(i, last, exactly(1), None, name=name)


def _after_titles(tokens: Sequence[Token], i: int) -> tuple[int, bool]:
    """Return the index after the titles at `i`, and whether the first counts as one."""
    first = tokens[i].lower
    titled = first.rstrip(".") in _TITLES and (tokens[i].is_capital or first == "president")
    j, end = i, min(len(tokens), i + _MOST_TITLES)
    while j < end and (tokens[j].lower.rstrip(".") in _TITLES or (j > i and tokens[j].text == ".")):
        j += 1
    return j, titled


def _after_capitals(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    """Return the index after the capital words, particles and initials at `first`, and how many words."""
    j, capitals = first, 0
    while j < len(tokens) and capitals <= _LONGEST:
        token = tokens[j]
        if (
            token.is_capital
            and len(token.text) > 1
            and token.lower not in NOT_NAMES
            and not token.text.isupper()
        ):
            capitals += 1
        elif capitals == 0 or j + 1 >= len(tokens) or not _inside_name(tokens, j):
            break
        j += 1
    return j, capitals


def _inside_name(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a token other than a capital word goes on with a name: "de la", "J", "J."."""
    token, after = tokens[j], tokens[j + 1]
    return (
        (token.lower in PARTICLES and after.is_capital)
        or (len(token.text) == 1 and token.text.isupper())
        or (token.text == "." and len(tokens[j - 1].text) == 1 and after.is_capital)
    )


def _goes_on_as_no_name(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a word like "Street" or "Hospital" follows."""
    return j < len(tokens) and tokens[j].lower in NOT_NAMES and tokens[j].is_capital
