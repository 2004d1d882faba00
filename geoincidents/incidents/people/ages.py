"""Ages, which are numbers of people's years and not of people: ", 34,", ", 9 and 12,", "both 61"."""

from __future__ import annotations

from collections.abc import Sequence

from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Token

_AGED = frozenset({"aged", "age", "ages"})
_RANGE = frozenset({"between", "from", "of"})
"""Of several: "aged between 9 and 40", "between the ages of 9 and 40"."""
_BOTH = frozenset({"both", "all"})
_SINGLE = words("people", "of_age")
_SEVERAL = frozenset({"family", "couple", "staff", "body"})
"""Nouns whose "of" tells how many they are."""
_OLDEST = 115
_CLOSES = frozenset({",", ")", ";", "."})


def find_ages(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the indices of the tokens that tell ages; the commas around them are not among them."""
    found: set[int] = set()
    for i, token in enumerate(tokens):
        if token.lower in _AGED:
            start = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].lower in _RANGE)
            end = _numbers_end(tokens, start)
            if end > start:
                found.update(range(i, end))
        elif token.lower == "of" and i > 0 and _is_one_of_years(tokens, i):
            found.update((i, i + 1))
        elif i not in found and i > 0 and tokens[i - 1].text in {",", "("}:
            start = i + (token.lower in _BOTH)
            end = _numbers_end(tokens, start)
            if end > start and _closes(tokens, end):
                found.update(range(i, end))
    return frozenset(found)


def number_of_ages(tokens: Sequence[Token], last: int, ages: frozenset[int]) -> int:
    """Return how many ages are told right behind people who end at `last`: two of "her sons, 9 and 12,"."""
    if last >= len(tokens) or tokens[last].text not in {",", "("}:
        return 0
    end = last + 1
    while end in ages:
        end += 1
    told = [token for token in tokens[last + 1 : end] if _is_age(token)]
    joint = any(token.lower in {"to", "between", "from", "of", "-", "–"} for token in tokens[last + 1 : end])
    return 0 if joint else len(told)


def _is_one_of_years(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the "of" at `i` tells an age: "a nurse of 30, ", not "a director of 12 banks"."""
    if not _is_years(tokens, i + 1):
        return False
    noun = tokens[i - 1].lower
    if noun in _SINGLE:
        return True
    single = noun in lexicon().people and noun not in lexicon().plurals and noun not in _SEVERAL
    return single and i > 1 and tokens[i - 2].lower in {"a", "an"} and _closes(tokens, i + 2)


def _is_age(token: Token) -> bool:
    return token.text.isdecimal() and len(token.text) <= 3 and int(token.text) <= _OLDEST


def _is_years(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether "a man of 58" goes on so: a bare number that no noun follows."""
    if i >= len(tokens) or not (_is_age(tokens[i]) or tokens[i].lower in lexicon().number_words.units):
        return False
    return i + 1 >= len(tokens) or tokens[i + 1].lower not in lexicon().plurals


def _closes(tokens: Sequence[Token], i: int) -> bool:
    return i >= len(tokens) or tokens[i].text in _CLOSES


def _numbers_end(tokens: Sequence[Token], i: int) -> int:
    """Return the index after "9", "9 and 12", "9, 12 and 14"."""
    end = i
    while end < len(tokens) and _is_age(tokens[end]):
        end += 1
        joint = end
        while joint < len(tokens) and tokens[joint].lower in {",", "and", "to", "-", "–"}:
            joint += 1
        if joint == end or joint >= len(tokens) or not _is_age(tokens[joint]):
            return end
        # ", 12 soldiers" after ", aged 9" counts soldiers: an age is followed by no word of its own.
        if (
            joint + 1 < len(tokens)
            and tokens[joint + 1].is_word
            and tokens[joint].text.isdecimal()
            and (tokens[joint - 1].text == ",")
        ):
            return end
        end = joint
    return end
