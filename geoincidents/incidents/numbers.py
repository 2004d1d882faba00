# ruff: noqa: PLR0911
"""Numbers as news writes them: digits, words, "dozens", "at least", "up to", "20 to 30"."""

from __future__ import annotations

from geoincidents.incidents.dates.calendar import MONTHS
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.tokens import Tokens
from geoincidents.incidents.value import value
from geoincidents.types import Count

_WORDS = lexicon().number_words
_UNITS, _MULTIPLIERS, _HEDGES, _VAGUE = _WORDS.units, _WORDS.multipliers, _WORDS.hedges, _WORDS.vague
_FIRST = _HEDGES.keys() | _VAGUE.keys() | _UNITS.keys()
"""Words that a quantity begins with, other than figures and words with a hyphen."""
_LARGEST = 10_000_000
"""A larger figure in news is money or a population, not people harmed."""


@value
class Quantity:
    """A number read from tokens.

    Attributes
    ----------
    first, last : int
        Indices of its tokens, half-open, hedges included.
    count : Count
        What it says.
    exact : bool
        False for "dozens", "several" and hedged figures.
    """

    first: int
    last: int
    count: Count
    exact: bool


def read_number(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Read one plain whole number at token `i`; return it and the index after it."""
    words = tokens.words
    lower = words[i]
    if lower[0].isdigit():
        figure = lower.replace(",", "")
        if not figure.isdigit() or len(figure) > 9:  # "2.3", "3rd", a telephone number
            return None
        value = int(figure)
        if i + 1 < len(words) and words[i + 1] in _MULTIPLIERS:
            value *= _MULTIPLIERS[words[i + 1]]
            i += 1
        return (value, i + 1) if value <= _LARGEST else None
    if lower not in _UNITS and "-" not in lower:
        return None
    total, group, j, seen = 0, 0, i, False
    while j < len(words):
        parts = words[j].split("-")
        if all(part in _UNITS for part in parts):
            if seen and not (group % 100 >= 20 and group % 10 == 0) and group % 100 != 0:
                break  # "two three": two numbers
            group += sum(_UNITS[part] for part in parts)
        elif words[j] in _MULTIPLIERS and seen:
            factor = _MULTIPLIERS[words[j]]
            if factor == 100:
                group *= factor
            else:
                total, group = total + group * factor, 0
        elif not (
            words[j] == "and"
            and seen
            and group % 100 == 0
            and group + total >= 100
            and j + 1 < len(words)
            and words[j + 1].split("-")[0] in _UNITS
        ):
            break
        seen = True
        j += 1
    return (total + group, j) if seen and total + group <= _LARGEST else None


def begins_quantity(lower: str) -> bool:
    """Tell whether a word in lower case may begin a number or what hedges one."""
    return lower in _FIRST or lower[0].isdigit() or "-" in lower


def read_quantity(tokens: Tokens, i: int) -> Quantity | None:
    """Read a quantity of people at token `i`: hedge, figure, range or vague word.

    Examples
    --------
    >>> from geoincidents.incidents.tokens import Tokens
    >>> from geoincidents.incidents.tokens import tokenize
    >>> read_quantity(tokenize("at least 12 people"), 0).count
    Count(low=12, best=12, high=None)
    >>> read_quantity(tokenize("dozens of families"), 0).count
    Count(low=24, best=24, high=99)
    """
    words = tokens.words
    lower = words[i]
    if not begins_quantity(lower):
        return None
    hedge, j = None, i
    for phrase, kind in _HEDGES.get(lower, ()):
        if tuple(words[i : i + len(phrase)]) == phrase:
            hedge, j = kind, i + len(phrase)
            break
    if j >= len(words):
        return None
    vague = _read_vague(tokens, j)
    if vague is not None:
        return Quantity(i, vague.last, vague.count, False)
    if hedge is not None and words[j] == "a":
        return None
    read = read_number(tokens, j)
    if read is None:
        return None
    value, after = read
    high = _range_end(tokens, after, value, between=j > 0 and words[j - 1] == "between")
    if high is not None:
        return Quantity(i, high[1], Count(low=value, best=(value + high[0]) // 2, high=high[0]), False)
    if hedge is None and words[after : after + 2] == ["or", "more"]:
        return Quantity(i, after + 2, Count(low=value, best=value, high=None), False)
    return Quantity(i, after, _hedged(value, hedge), hedge is None)


def _hedged(value: int, hedge: str | None) -> Count:
    if hedge in {"at_least", "more_than"}:
        return Count(low=value, best=value, high=None)
    if hedge == "at_most":
        return Count(low=None, best=value, high=value)
    if hedge == "about":
        return Count(low=round(value * 0.9), best=value, high=round(value * 1.1))
    return Count(low=value, best=value, high=value)


def _read_vague(tokens: Tokens, i: int) -> Quantity | None:
    """Read "dozens", "several hundred", "a couple of": words that bound a number without telling it."""
    words = tokens.words
    for phrase, low, best, high in _VAGUE.get(words[i], ()):
        if tuple(words[i : i + len(phrase)]) == phrase:
            j = i + len(phrase)
            multiplier = 1
            if j < len(words) and words[j] in _MULTIPLIERS:
                multiplier = _MULTIPLIERS[words[j]]
                j += 1
            if j < len(words) and words[j] == "of":
                j += 1
            count = Count(
                low=low * multiplier, best=best * multiplier, high=None if high is None else high * multiplier
            )
            return Quantity(i, j, count, low == high)
    return None


def _range_end(tokens: Tokens, i: int, low: int, *, between: bool) -> tuple[int, int] | None:
    """Read the upper end of "20 to 30", "20-30", "ten or twelve", "between 20 and 30"; None for none."""
    joints = {"and"} if between else {"to", "or", "-", "–"}
    if i + 1 >= len(tokens) or tokens[i].lower not in joints or _ends_dateline(tokens, i):
        return None
    read = read_number(tokens, i + 1)
    return read if read is not None and low < read[0] <= 10 * max(low, 1) else None


def _ends_dateline(tokens: Tokens, i: int) -> bool:
    """Tell whether a dash parts a dateline's day from the story: "LIMA, May 5 - Nine guards were shot"."""
    if i == 0 or tokens[i].is_word or tokens[i].start == tokens[i - 1].end:
        return False
    after_month = i > 1 and tokens[i - 2].lower.rstrip(".") in MONTHS
    return after_month or (not tokens[i - 1].is_capital and tokens[i + 1].is_capital)
