"""Names that the article itself calls a sickness's, a storm's, a drug's, a company's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from geoincidents.mentions.context import plain
from geoincidents.mentions.tokens import Token
from geoincidents.mentions.words import words

_LONGEST_NAME = 4  # tokens
_DIGITS = 4  # of a year
_OWNED = frozenset({"a", "an", "his", "her", "their"})
_LONGEST_HEAD = 3  # tokens: "haemorrhagic fever", "[virus"


def before_sickness(tokens: Sequence[Token], last: int) -> bool:
    """Tell whether a sickness or germ follows the name that ends at `last`: "X virus", "X viral fever"."""
    for token in tokens[last : last + _LONGEST_HEAD]:
        word = plain(token.text)
        if word in words().sicknesses:
            return True
        if word not in words().sickness_kinds | {"-", "["}:
            return False
    return False


def after_thing(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether the word before a name says that it is no place's: "the drug X", "a 2004 X"."""
    before = tokens[first - 1].text if first else ""
    if _is_year(before) and first > 1 and tokens[first - 2].text in _OWNED:
        return True  # "a 2004 Cadillac"
    return before in words().things or plain(before) in words().storms


def _is_year(word: str) -> bool:
    return len(word) == _DIGITS and word.isdigit() and word[:2] in {"19", "20"}


def names_of_things(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the words of the capitalised names that are called a thing or a sickness somewhere."""
    found: set[str] = set()
    for index, token in enumerate(tokens):
        if not token.text[0].isupper():
            continue
        if before_sickness(tokens, index + 1):
            found.update(_capitalised(tokens[max(index + 1 - _LONGEST_NAME, 0) : index + 1][::-1]))
        elif after_thing(tokens, index):
            found.update(_capitalised(tokens[index : index + _LONGEST_NAME]))
    return frozenset(found)


def _capitalised(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words up to the first without a capital."""
    return (token.text for token in takewhile(lambda token: token.text[0].isupper(), tokens))
