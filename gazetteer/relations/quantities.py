"""Distances and travel times in words and figures: "some 140 miles (225 km)", "one-third of a mile"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gazetteer.relations.relation import Distance
from gazetteer.relations.tokens import Tokens
from gazetteer.relations.vocabulary import Vocabulary

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\Z")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_MOST_WORDS = 12
"""Of a number in words."""
_DASHES = frozenset("-–—‐‑−")
_NOT_LENGTH = frozenset(
    [
        "square",
        "cubic",
        "per",
        "long",
        "high",
        "tall",
        "deep",
        "wide",
        "thick",
        "above",
        "below",
        "elevation",
        "altitude",
        "diameter",
        "h",
        "hr",
        "hour",
        "ph",
    ]
)
"""After (or, for the first two, before) a unit: a speed, an area, a height, not a distance between places."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated distance or time.

    Attributes
    ----------
    first, after : int
        First token and the token after the last.
    amount : Distance
        In metres or seconds.
    unit : str
        The unit's word as written.
    hedge : str or None
        The hedge's words.
    conversion : str or None
        What stands in parentheses behind the unit.
    is_time : bool
        Seconds, not metres.
    """

    first: int
    after: int
    amount: Distance
    unit: str
    hedge: str | None
    conversion: str | None
    is_time: bool


def read_hedge(tokens: Tokens, index: int, vocabulary: Vocabulary) -> tuple[int, str | None]:
    """Return the token after a hedge (or `index`) and the hedge's words."""
    for length in (4, 3, 2, 1):
        words = " ".join(tokens.words[index : index + length])
        if words in vocabulary.hedges and index + length <= len(tokens):
            after = index + length
            if tokens.word(after) == "." and words in {"approx", "ca", "c"}:
                after += 1
            return after, words
    return index, None


def _figure(word: str) -> float | None:
    if not _NUMBER.match(word):
        return None
    if _THOUSANDS.match(word):
        word = word.replace(",", "")
    elif word.count(",") == 1 and "." not in word:
        word = word.replace(",", ".")
    try:
        return float(word)
    except ValueError:
        return None


def _read_digits(tokens: Tokens, index: int, vocabulary: Vocabulary) -> tuple[int, float] | None:
    word = tokens.word(index)
    if word == "." and tokens.joined(index + 1) and tokens.word(index + 1).isdigit():
        return index + 2, float("0." + tokens.word(index + 1))
    if word in vocabulary.fractions and not word.isalpha():
        return index + 1, vocabulary.fractions[word]
    value = _figure(word)
    if value is None:
        return None
    after = index + 1
    if tokens.word(after) == "/" and _figure(tokens.word(after + 1)):  # 1/2
        return after + 2, value / (_figure(tokens.word(after + 1)) or 1.0)
    top, bottom = _figure(tokens.word(after)), _figure(tokens.word(after + 2))
    if top and tokens.word(after + 1) == "/" and bottom:  # 3 1/4
        return after + 3, value + top / bottom
    fraction = tokens.word(after)
    if fraction in vocabulary.fractions and not fraction.isalpha():  # 14½
        return after + 1, value + vocabulary.fractions[fraction]
    if fraction in vocabulary.multipliers and fraction != "score":
        return after + 1, value * vocabulary.multipliers[fraction]
    return after, value


def _read_words(tokens: Tokens, index: int, vocabulary: Vocabulary) -> tuple[int, float] | None:
    """Read "twenty-five", "one hundred and twenty", "two and a half", "half a", "one-third of a"."""
    at, total, part, seen = index, 0.0, 0.0, False
    while at < index + _MOST_WORDS:
        word = tokens.word(at)
        if word in vocabulary.numbers:
            part, seen, at = part + vocabulary.numbers[word], True, at + 1
        elif word in vocabulary.multipliers and (seen or tokens.word(at - 1) in {"a", "an", "the"}):
            part, seen, at = max(part, 1.0) * vocabulary.multipliers[word], True, at + 1
            if vocabulary.multipliers[word] >= 1000:
                total, part = total + part, 0.0
        elif (word == "and" and seen and tokens.word(at + 1) in vocabulary.numbers and part >= 100) or (
            word in _DASHES
            and seen
            and tokens.word(at + 1) in (vocabulary.numbers.keys() | vocabulary.fractions.keys())
        ):
            at += 1
        else:
            break
    if tokens.word(index) in {"a", "an"} and not seen:
        at = index + 1
        if tokens.word(at) in vocabulary.multipliers:
            return at + 1, vocabulary.multipliers[tokens.word(at)]
    fraction = tokens.word(at)
    if fraction in vocabulary.fractions and fraction.isalpha():
        value = vocabulary.fractions[fraction] * (total + part if seen else 1.0)
        at += 1
        if tokens.word(at) == "of" and tokens.word(at + 1) in {"a", "an"}:
            return at + 2, value
        return (at + 1 if tokens.word(at) in {"a", "an"} else at), value
    if not seen:
        return None
    if [tokens.word(at + n) for n in range(3)] == ["and", "a", "half"]:
        return at + 3, total + part + 0.5
    return at, total + part


def _read_number(
    tokens: Tokens, index: int, vocabulary: Vocabulary
) -> tuple[int, tuple[float, float, float]] | None:
    """Return the token after a number and its lowest, likeliest and highest value."""
    one = _read_digits(tokens, index, vocabulary) or _read_words(tokens, index, vocabulary)
    if one is None:
        for length in (3, 2, 1):
            words = " ".join(tokens.words[index : index + length])
            if words in vocabulary.vague and words != "just":
                after, times = index + length, 1.0
                if tokens.word(after) in vocabulary.multipliers:
                    times, after = vocabulary.multipliers[tokens.word(after)], after + 1
                low, best, high = (value * times for value in vocabulary.vague[words])
                return after, (low, best, high)
        return None
    after, low = one
    joint = tokens.word(after)
    if joint in _DASHES or joint in {"to", "or"} or (joint == "and" and tokens.word(index - 1) == "between"):
        two = _read_digits(tokens, after + 1, vocabulary) or _read_words(tokens, after + 1, vocabulary)
        if two is not None and two[1] > low:
            return two[0], (low, (low + two[1]) / 2.0, two[1])
    return after, (low, low, low)


def _read_unit(tokens: Tokens, index: int, table: dict[str, float]) -> tuple[int, str, float] | None:
    if tokens.word(index) in _DASHES:
        index += 1
    pair = f"{tokens.word(index)} {tokens.word(index + 1)}"
    if pair in table:
        return index + 2, pair, table[pair]
    word = tokens.word(index)
    if word not in table:
        return None
    after = index + 1
    if tokens.word(after) == "." and len(word) <= 3 and tokens.joined(after) and _goes_on(tokens, after + 1):
        after += 1
    return after, tokens.raw(index), table[word]


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Tell whether the dot before this token is an abbreviation's and not a sentence's."""
    raw = tokens.raw(index)
    return bool(raw) and (len(raw) <= 3 or raw[0].islower() or not raw[0].isalpha())


def _read_conversion(tokens: Tokens, index: int, vocabulary: Vocabulary) -> tuple[int, str | None]:
    """Skip "(75 mi)", "(5 mi, 7 km)", "/31 miles", "or 31 miles"."""
    if tokens.word(index) == "(":
        for close in range(index + 1, min(index + 14, len(tokens))):
            if tokens.word(close) == ")":
                inside = tokens.words[index + 1 : close]
                if any(word in vocabulary.units for word in inside) and any(
                    _NUMBER.match(w) or w in vocabulary.numbers for w in inside
                ):
                    return close + 1, tokens.slice(index + 1, close)
                break
    elif tokens.word(index) in {"/", "or"}:
        number = _read_digits(tokens, index + 1, vocabulary)
        unit = _read_unit(tokens, number[0], vocabulary.units) if number else None
        if unit:
            return unit[0], tokens.slice(index + 1, unit[0])
    return index, None


def read_quantity(tokens: Tokens, index: int, vocabulary: Vocabulary) -> Quantity | None:
    """Read a hedged distance or time that starts at a token; None where there is none."""
    at, hedge = read_hedge(tokens, index, vocabulary)
    if hedge:
        further, more = read_hedge(tokens, at, vocabulary)  # "just over", "within about"
        if more:
            at, hedge = further, f"{hedge} {more}" if f"{hedge} {more}" in vocabulary.hedges else more
    if tokens.word(at) == "between":
        at += 1
    number = _read_number(tokens, at, vocabulary)
    if number is None and hedge == "just" and tokens.word(at) in {"yards", "meters", "metres", "feet"}:
        number = at, vocabulary.vague["just"]
    if number is None:
        return None
    after, (low, best, high) = number
    is_time = False
    unit = _read_unit(tokens, after, vocabulary.units)
    if unit is None:
        unit, is_time = _read_unit(tokens, after, vocabulary.times), True
        if unit is None:
            return None
    after, unit_word, size = unit
    if low == high and tokens.word(after) in {"to", *_DASHES}:  # 20 km to 30 km
        two = _read_digits(tokens, after + 1, vocabulary)
        unit_two = (
            _read_unit(tokens, two[0], vocabulary.times if is_time else vocabulary.units) if two else None
        )
        if two and unit_two and unit_two[2] == size and two[1] > low:
            after, best, high = unit_two[0], (low + two[1]) / 2.0, two[1]
    conversion = None
    if not is_time:
        after, conversion = _read_conversion(tokens, after, vocabulary)
        if tokens.word(after) in _NOT_LENGTH or (
            tokens.word(after) == "/" and tokens.word(after + 1) in _NOT_LENGTH
        ):
            return None
        if tokens.word(after) in {"an", "a"} and tokens.word(after + 1) in {"hour", "second"}:
            return None
    amount = Distance(
        low=low * size, best=best * size, high=high * size, text=tokens.slice(at, after),
        unit_m=None if is_time else size,
    )  # fmt: skip
    return Quantity(index, after, amount, unit_word, hedge, conversion, is_time)
