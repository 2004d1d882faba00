"""Months, weekdays, feasts and units of time: their words, and days counted with them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.tables import table

DAY = timedelta(days=1)


def _numbered(section: str, first: int) -> dict[str, int]:
    return {
        word: number
        for number, words in enumerate(table("calendar")[section]["names"], first)
        for word in words.split()
    }


MONTHS = _numbered("months", 1)
"""Month by name and abbreviation; 1 is January."""
WEEKDAYS = _numbered("weekdays", 0)
"""Weekday by name and abbreviation; 0 is Monday, as in `datetime`."""
FEASTS: dict[str, tuple[int, int]] = {name: (m, d) for name, (m, d) in table("calendar")["feasts"].items()}
"""Month and day of a fixed feast."""
FEASTS_ON_WEEKDAYS: dict[str, tuple[int, int, int]] = {
    name: (m, d, n) for name, (m, d, n) in table("calendar")["feasts_on_weekdays"].items()
}
"""Month, weekday and which of these in the month, -1 for the last."""
UNIT_DAYS: dict[str, int] = table("calendar")["unit_days"]
"""Days of a unit of time."""
SEASONS: dict[str, int] = table("calendar")["seasons"]
"""First month of a season."""
NUMBERS: dict[str, int] = {**lexicon().number_words.units, "a": 1, "an": 1}
"""Number words before a unit of time."""
_FEW, _COUPLE = 3, 2
_AHEAD = 7 * DAY
"""Announcements name days up to a week ahead without the year."""


def number_of(words: str | None) -> int:
    """Return a number before a unit of time: "three", "a", "a couple of", "several"."""
    plain = re.sub(r"\s+", " ", (words or "one").lower())
    if plain.isdigit():
        return int(plain)
    return NUMBERS.get(plain, _COUPLE if "couple" in plain else _FEW)


def is_vague(words: str) -> bool:
    """Tell whether the words before a unit give no number."""
    return not words.isdigit() and words.lower() not in NUMBERS


def unit_of(words: str) -> str:
    """Return a unit of time in the singular."""
    return words.lower().rstrip("s")


def month_of(words: str) -> int:
    """Return a month's number, 1 to 12."""
    return MONTHS[words.lower().rstrip(".")]


def weekday_of(words: str) -> int:
    """Return a weekday's number; 0 is Monday."""
    return WEEKDAYS[words.lower().rstrip(".")]


def day_of(words: str) -> int:
    """Return the number of a day, "3rd" as well."""
    return int(re.sub(r"\D", "", words))


def year_of(words: str | None) -> int | None:
    """Return a year; two digits are of 1950 to 2049."""
    if not words:
        return None
    value = int(words.strip("'"))
    return value if value > 99 else value + (1900 if value >= 50 else 2000)


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day; None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def past_day(month: int, day: int, published: date | None) -> date | None:
    """Return the latest such day that is not clearly after publication; news looks back."""
    if published is None:
        return None
    options = [make_day(published.year + shift, month, day) for shift in (-1, 0, 1)]
    known = [d for d in options if d is not None and d <= published + _AHEAD]
    return max(known, default=None)


def past_feast(name: str, published: date | None) -> date | None:
    """Return the latest such feast that is not clearly after publication."""
    if name in FEASTS:
        return past_day(*FEASTS[name], published)
    if published is None:
        return None
    days = (_nth_weekday(published.year - back, *FEASTS_ON_WEEKDAYS[name]) for back in (0, 1))
    return next((day for day in days if day <= published + _AHEAD), None)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def day_in_year(month: str, day: str, year: str | None, published: date | None) -> date | None:
    """Return a day of a month; without a year, the latest before publication."""
    known = year_of(year)
    if known is not None:
        return make_day(known, month_of(month), day_of(day))
    return past_day(month_of(month), day_of(day), published)


def latest_weekday(number: int, published: date) -> date:
    """Return the latest such weekday up to publication, that day itself included."""
    return published - timedelta(days=(published.weekday() - number) % 7)


def month_span(year: int, month: int, part: str) -> tuple[date, date]:
    """Return the first and last day of a month, or of its "early", "mid" or "late" part."""
    last = monthrange(year, month)[1]
    first, final = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part, (1, last))
    return date(year, month, first), date(year, month, final)


def part_of(start: date, end: date, part: str) -> tuple[date, date]:
    """Return the early, middle or late third of an interval, both ends inclusive."""
    third = (end - start).days // 3 * DAY
    return {
        "early": (start, start + third),
        "mid": (start + third + DAY, end - third - DAY),
        "late": (end - third, end),
    }[part]
