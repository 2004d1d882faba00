"""What an article's own words tell of its country: institutions, money, groups, telephone numbers.

A story of a shooting in "San Jose" that speaks of the 1200 block of a street and of a sheriff is American
though it names no state. The words are rows of ``data/national_marks.csv``; telephone area codes, which tell
the state, of ``data/area_codes.csv``.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache

from geoincidents.resolution.wordlists import rows

_BLOCK = re.compile(r"(?<!\d)\d{2,5} (?:hundred )?block of ")
_ROAD_NUMBER = re.compile(r"\bI-\d{1,3}\b")
_STREET = re.compile(
    r"\b\d{2,5} (?:[NSEW]\. )?[A-Z][a-z]+ (?:St\.|Ave\.|Blvd\.|Rd\.|Street,|Avenue,|Drive,|Road,)"
)
_QUADRANT = re.compile(r"\b(?:St\.?|Street|Ave\.?|Avenue|Place|Road|Drive|Court|Lane) (?:NW|NE|SW|SE)\b")
_TELEPHONE = re.compile(r"(?<![\d-])\(?([2-9]\d\d)\)?[-. ] ?[2-9]\d\d[-.]\d{4}(?![\d-])")
AMERICAN = (_BLOCK, _ROAD_NUMBER, _STREET, _QUADRANT)
"""Ways to write addresses that are the United States' own."""

_LETTERS = 3
_BEGINNING = re.compile(rf"(?<![^\W_])(?=(.{{{_LETTERS}}}))", re.DOTALL)
"""The letters that a mark can begin with: looking for all marks in every text takes four times as long."""

MOST_NUMBERS = 8
"""Telephone numbers read in an article; more tell nothing more."""


@dataclass(frozen=True, slots=True)
class Nations:
    """How surely an article is about a country or a division.

    Attributes
    ----------
    countries : dict of str to float
        0 to 1 for each country code, by the words of its institutions.
    divisions : dict of str to float
        0 to 1 for each first-order division ("US.CA"), by telephone numbers.
    """

    countries: dict[str, float] = field(default_factory=dict)
    divisions: dict[str, float] = field(default_factory=dict)


def read_nations(text: str) -> Nations:
    """Return what the words of an article tell of its country."""
    counts: dict[str, float] = {}
    by_beginning = _by_beginning()
    beginnings = by_beginning.keys() & set(_BEGINNING.findall(text))
    told = {row for letters in beginnings for mark, row in by_beginning[letters] if _has(text, mark)}
    for row in sorted(told):
        countries = _marks()[row][1]
        for country in countries:
            counts[country] = counts.get(country, 0.0) + 1.0 / len(countries)
    american = sum(pattern.search(text) is not None for pattern in AMERICAN)
    divisions: dict[str, int] = {}
    for number, found in enumerate(_TELEPHONE.finditer(text)):
        division = _area_codes().get(found[1])
        if division:
            divisions[division] = divisions.get(division, 0) + 1
        if number >= MOST_NUMBERS:
            break
    for country in {division[:2] for division in divisions}:
        counts[country] = counts.get(country, 0.0) + 1.0
    if american:
        counts["US"] = counts.get("US", 0.0) + american
    most = max(counts.values(), default=1.0)
    numbers = sum(divisions.values())
    return Nations(
        # Words of two countries in one article tell less of the rarer one.
        countries={country: (1.0 - math.exp(-n)) * n / most for country, n in sorted(counts.items())},
        divisions={division: n / numbers for division, n in sorted(divisions.items())},
    )


def _has(text: str, mark: str) -> bool:
    """Tell whether a word of the text begins with the mark."""
    at = text.find(mark)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(mark, at + 1)
    return at >= 0


@cache
def _marks() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (tuple(row["marks"].split("|")), tuple(row["countries"].split("|"))) for row in rows("national_marks")
    )


@cache
def _by_beginning() -> dict[str, list[tuple[str, int]]]:
    """Return the marks with the number of their row, by their first letters."""
    found: dict[str, list[tuple[str, int]]] = {}
    for number, (marks, _) in enumerate(_marks()):
        for mark in marks:
            found.setdefault(mark[:_LETTERS], []).append((mark, number))
    return found


@cache
def _area_codes() -> dict[str, str]:
    return {row["code"]: row["division"] for row in rows("area_codes")}
