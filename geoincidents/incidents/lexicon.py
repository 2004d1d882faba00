"""The word lists of ``data/lexicon.toml``, made ready for look-up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words that numbers are made of."""

    units: dict[str, int]
    multipliers: dict[str, int]
    hedges: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    """Phrases by their first word, the longest first."""
    vague: dict[str, tuple[tuple[tuple[str, ...], int, int, int | None], ...]]
    """Likewise."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists.

    Attributes
    ----------
    number_words : NumberWords
        Numbers.
    people : dict
        Head noun, singular and plural, to its group ("people" where the word tells none).
    plurals : frozenset of str
        The head nouns that mean more than one person.
    titles : frozenset of str
        Words before a person's name.
    """

    number_words: NumberWords
    people: dict[str, str]
    plurals: frozenset[str]
    titles: frozenset[str]


_IRREGULAR_PLURALS = frozenset(
    [
        "people",
        "townspeople",
        "tribespeople",
        "persons",
        "passers-by",
        "passersby",
        "staff",
        "men",
        "women",
        "wives",
        "children",
        "troops",
        "schoolchildren",
        "grandchildren",
        "lives",
        "others",
        "bodies",
        "personnel",
        "dead",
    ]
)

_NO_MEN = frozenset({"human"})


@cache
def lexicon() -> Lexicon:
    """Read the lists once."""
    raw = tomllib.loads(files("geoincidents.incidents").joinpath("data/lexicon.toml").read_text("utf-8"))
    people: dict[str, str] = {}
    plurals = set(_IRREGULAR_PLURALS)
    for group, words in raw["people"].items():
        for word in words.split():
            people.setdefault(word, group)
            if word in _IRREGULAR_PLURALS or word.endswith(("men", "women", "ies")):
                plurals.add(word)
                continue
            many = plural(word)
            people.setdefault(many, group)
            plurals.add(many)
    numbers = raw["numbers"]
    hedges = sorted(
        ((tuple(phrase.split()), kind) for kind, phrases in numbers["hedges"].items() for phrase in phrases),
        key=lambda row: (-len(row[0]), row),
    )
    vague = sorted(
        (
            (tuple(phrase.split()), low, best, None if high < 0 else high)
            for phrase, (low, best, high) in numbers["vague"].items()
        ),
        key=lambda row: (-len(row[0]), row[0]),
    )
    return Lexicon(
        number_words=NumberWords(
            numbers["units"],
            numbers["multipliers"],
            {word: tuple(row for row in hedges if row[0][0] == word) for (word, *_), *_ in hedges},
            {word: tuple(row for row in vague if row[0][0] == word) for (word, *_), *_ in vague},
        ),
        people=people,
        plurals=frozenset(plurals),
        titles=frozenset(raw["titles"]["words"].split()),
    )


def plural(word: str) -> str:
    """Return the regular English plural, "man" compounds included."""
    if word.endswith("man") and word not in _NO_MEN:
        return word[:-2] + "en"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"
