"""Ages, which are numbers of people's years and not of people: ", 34,", ", 9 and 12,", "both 61"."""

from __future__ import annotations

from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Token, Tokens

_AGED = frozenset({"aged", "age", "ages"})
_RANGE = frozenset({"between", "from", "of"})
"""Of several: "aged between 9 and 40", "between the ages of 9 and 40"."""
_BOTH = frozenset({"both", "all"})
_SINGLE = words("people", "of_age")
_SEVERAL = frozenset({"family", "couple", "staff", "body"})
"""Nouns whose "of" tells how many they are."""
_OLDEST = 115
_OPENS = frozenset({",", "("})
_CLOSES = frozenset({",", ")", ";", "."})
_MAY_TELL = _AGED | _OPENS | {"of"}
"""What ages stand behind."""


def find_ages(tokens: Tokens) -> frozenset[int]:
    """Return the indices of the tokens that tell ages; the commas around them are not among them."""
    words, last = tokens.words, len(tokens) - 1
    found: set[int] = set()
    for i in [i for i, word in enumerate(words) if word in _MAY_TELL and i < last]:
        if words[i] in _OPENS:
            start = i + 1 + (words[i + 1] in _BOTH)
            end = _numbers_end(tokens, start) if i + 1 not in found else start
            if end > start and _closes(tokens, end):
                found.update(range(i + 1, end))
        elif words[i] in _AGED:
            start = i + 1 + (words[i + 1] in _RANGE)
            end = _numbers_end(tokens, start)
            if end > start:
                found.update(range(i, end))
        elif i > 0 and _is_one_of_years(tokens, i):
            found.update((i, i + 1))
    return frozenset(found)


def number_of_ages(tokens: Tokens, last: int, ages: frozenset[int]) -> int:
    """Return how many ages are told right behind people who end at `last`: two of "her sons, 9 and 12,"."""
    if last >= len(tokens) or tokens[last].text not in {",", "("}:
        return 0
    end = last + 1
    while end in ages:
        end += 1
    told = [token for token in tokens[last + 1 : end] if _is_age(token)]
    joint = any(token.lower in {"to", "between", "from", "of", "-", "–"} for token in tokens[last + 1 : end])
    return 0 if joint else len(told)


def _is_one_of_years(tokens: Tokens, i: int) -> bool:
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


def _is_years(tokens: Tokens, i: int) -> bool:
    """Tell whether "a man of 58" goes on so: a bare number that no noun follows."""
    if i >= len(tokens) or not (_is_age(tokens[i]) or tokens[i].lower in lexicon().number_words.units):
        return False
    return i + 1 >= len(tokens) or tokens[i + 1].lower not in lexicon().plurals


def _closes(tokens: Tokens, i: int) -> bool:
    return i >= len(tokens) or tokens[i].text in _CLOSES


def _numbers_end(tokens: Tokens, i: int) -> int:
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
