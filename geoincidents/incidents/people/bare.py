"""Bare numbers that mean people: "three were killed", "killing at least 12"."""

from __future__ import annotations

from geoincidents.incidents.dates.calendar import MONTHS, WEEKDAYS
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.numbers import Quantity, read_quantity
from geoincidents.incidents.people.heads import STOP, UNITS
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Tokens

_NOT_AFTER = words("people", "before_other_numbers") | MONTHS.keys()
_NOT_BEFORE = UNITS | MONTHS.keys() | {"/", ":", "%", "-", "th", "$"}
_HEDGES = lexicon().number_words.hedges.keys()
_HARMED = words("people", "harmed")
_WHEN = words("people", "when") | WEEKDAYS.keys()
_AGE_WORDS = ("year-old", "years-old", "month-old")
_YEARS = range(1900, 2036)
"""A plain figure of these is a year."""


def stands_for_people(tokens: Tokens, i: int, quantity: Quantity) -> bool:
    """Tell whether the number read at token `i` may mean people without a noun."""
    if quantity.exact and quantity.count.best in _YEARS:
        return False
    before = tokens[i - 1].lower if i > 0 else ""
    if (before in _NOT_AFTER and not _opens_log(tokens, i, quantity.last)) or (
        before in _HEDGES and i > 1 and tokens[i - 2].lower in _NOT_AFTER
    ):
        return False
    if quantity.last >= len(tokens):
        return True
    after = tokens[quantity.last]
    if after.lower in _NOT_BEFORE or after.lower.startswith(_AGE_WORDS):
        return False
    is_age = after.lower == "," and before == "," and tokens[i].text[0].isdigit()
    given = after.lower == "to" and before not in _HARMED and _is_given(tokens, quantity.last + 1)
    if given or is_age or (after.lower == "of" and _counts_things(tokens, quantity.last + 1)):
        return False  # "500 to the wounded"; ", 34,"; "eleven of twelve drones"
    return after.lower in STOP or not after.is_word or after.lower in _HARMED or after.lower in _WHEN


def _opens_log(tokens: Tokens, i: int, last: int) -> bool:
    """Tell whether a colon opens what was suffered: "Ardel: two killed", not "Killed: 4 wounded: 9"."""
    colon = tokens[i - 1].lower == ":" and i > 1 and tokens[i - 2].lower not in _HARMED
    return colon and last < len(tokens) and tokens[last].lower in _HARMED


def _is_given(tokens: Tokens, i: int) -> bool:
    return i < len(tokens) and tokens[i].lower in {"the", "each", "every", "those"}


def _counts_things(tokens: Tokens, i: int) -> bool:
    """Tell whether a number of things stands at token `i`: "eleven of twelve drones"."""
    whole = read_quantity(tokens, i) if i < len(tokens) else None
    if whole is None or whole.last >= len(tokens):
        return False
    noun = tokens[whole.last].lower
    return noun.endswith("s") and noun not in lexicon().people and noun not in STOP
