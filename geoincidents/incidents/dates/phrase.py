"""What a date phrase says: an interval, how closely, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gazetteer.relations.relation import Span
from geoincidents.incidents.value import value

Granularity = Literal["day", "night", "days", "week", "month", "season", "year", "since"]


@value
class Told:
    """What the words of a date say, wherever they stand.

    Attributes
    ----------
    start, end : date or None
        The interval, both ends inclusive; None where it needs a date that is not known.
    granularity : Granularity
        How closely the words tell it.
    confidence : float
        0 to 1: how surely the interval is what the words mean.
    relative_days : int or None
        Days after the date told before it.
    period : bool
        The words sum up a period.
    future : bool
        The words point after the publication date.
    """

    start: date | None
    end: date | None
    granularity: Granularity
    confidence: float
    relative_days: int | None = None
    period: bool = False
    future: bool = False


def one_day(day: date | None, confidence: float, granularity: Granularity = "day") -> Told:
    """Return a single day; without confidence where the day is not known."""
    return Told(day, day, granularity, confidence if day else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePhrase:
    """A stretch of text that says when.

    Attributes
    ----------
    span : Span
        Where.
    text : str
        The words.
    start, end : date or None
        The interval, both ends inclusive; None where it needs a date that is not known (no publication
        date for "Monday", or `relative_days` below).
    granularity : Granularity
        How closely the words tell it.
    confidence : float
        0 to 1: how surely the interval is what the words mean.
    relative_days : int or None
        For "the next day", "two days later": days after the date told before it.
    period : bool
        True where the words sum up a period ("this year", "since January", "in the last three months"): a
        count beside them is not one incident's.
    future : bool
        True where the words point after the publication date.
    """

    span: Span
    text: str
    start: date | None
    end: date | None
    granularity: Granularity
    confidence: float
    relative_days: int | None = None
    period: bool = False
    future: bool = False
