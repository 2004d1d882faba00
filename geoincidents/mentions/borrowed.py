"""Places' names in the names of other things: sums of money, roads, strains, sicknesses."""

from __future__ import annotations

from collections.abc import Sequence

from geoincidents.mentions.context import plain
from geoincidents.mentions.tokens import Token
from geoincidents.mentions.words import words

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


def names_of_sicknesses(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the capitalised words that stand before a sickness somewhere."""
    return frozenset(
        token.text
        for index, token in enumerate(tokens, 1)
        if token.text[0].isupper() and before_sickness(tokens, index)
    )


def is_coded(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether it is part of a code: "US$ 5", the road "US-24", the strain "B/Ohio/2/2012"."""
    before = tokens[first - 1].text if first and tokens[first - 1].end == tokens[first].start else ""
    joined = last < len(tokens) and tokens[last].start == tokens[last - 1].end
    joint = tokens[last].text if joined else ""
    if "$" in {before, joint}:
        return True
    number = joined and last + 1 < len(tokens) and tokens[last + 1].text[0].isdigit()
    strain = before == joint == "/"
    road = joint == "-" and tokens[first].text.isupper()
    return bool(number) and (strain or road)
