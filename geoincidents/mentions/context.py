"""What the words around a known name say: a person's, an organisation's, a street's, or a place's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geoincidents.mentions.tokens import Token
from geoincidents.mentions.words import common_words, words


class Surroundings(NamedTuple):
    """The words next to a name.

    Attributes
    ----------
    before, after : str
        The next words left and right in lower case without full stop, whatever stands between; "" at the
        sentence's ends.
    joined_before, joined_after : bool
        Whether the neighbour is a capitalised word with only a space between: one name with this one.
    initial : bool
        Whether the name begins its sentence.
    """

    before: str
    after: str
    joined_before: bool
    joined_after: bool
    initial: bool


def surroundings(
    text: str, tokens: Sequence[Token], bounds: tuple[int, int], first: int, last: int
) -> Surroundings:
    """Return the words next to tokens ``first`` to ``last`` in the sentence of token indices `bounds`."""
    before, joined_before, left = "", False, first
    if first > bounds[0]:
        left = first - 1
        if tokens[left].text == "." and left > bounds[0] and tokens[left - 1].end == tokens[left].start:
            left -= 1  # "Gen. Clark", "J. Clark"
        token = tokens[left]
        before = plain(token.text)
        gap = text[token.end : tokens[first].start]
        joined_before = gap.strip(".") == " " and _capital(token.text)
    after, joined_after, right = "", False, last
    if last < bounds[1] and tokens[last].text in {"'s", "’s"}:
        right = last + 1
    if right < bounds[1]:
        token = tokens[right]
        after = plain(token.text)
        joined_after = (
            text[tokens[right - 1].end : token.start] == " " and _capital(token.text) and right == last
        )
    # No slice: a text of one endless sentence would be copied once a name.
    opening = not any(tokens[index].text[0].isalnum() for index in range(bounds[0], first))
    return Surroundings(before, after, joined_before, joined_after, opening)


def plain(word: str) -> str:
    """Return a word as the word lists write it: lower case, without full stops."""
    return word.lower().replace(".", "") or word


def is_heading(tokens: Sequence[Token]) -> bool:
    """Tell whether nearly all words are in capitals, so that capitals say nothing."""
    letters = [token.text for token in tokens if token.text[0].isalpha() and len(token.text) > 1]
    upper = sum(text.isupper() for text in letters)
    return len(letters) >= 4 and upper >= 0.8 * len(letters)


def is_common(word: str) -> bool:
    """Tell whether a word is an everyday one, or never a place on its own."""
    low = plain(word)
    return low in words().never or low in common_words()


def _capital(text: str) -> bool:
    return text[0].isupper()
