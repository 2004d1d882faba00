"""Dates that name a day, a month or a year, and how the year is found where it is not told."""

from __future__ import annotations

import re
from datetime import date

from geoincidents.incidents.dates.calendar import (
    day_in_year,
    day_of,
    make_day,
    month_of,
    month_span,
    part_of,
    past_feast,
    year_of,
)
from geoincidents.incidents.dates.phrase import Told, one_day


def iso(m: re.Match[str], _: date | None) -> Told | None:
    """Read 2020-04-03."""
    day = make_day(int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"]))
    return None if day is None else one_day(day, 0.98)


def slash(m: re.Match[str], published: date | None) -> Told | None:
    """Read 3/4/2020: the reading nearer before publication; both where that does not tell."""
    year, a, b = year_of(m["sl_y"]) or 0, int(m["sl_a"]), int(m["sl_b"])
    options = [d for d in (make_day(year, a, b), make_day(year, b, a)) if d is not None]
    if not options:
        return None
    if published is not None:
        options.sort(key=lambda d: (d > published, abs((published - d).days)))
    return one_day(options[0], 0.95 if len(set(options)) == 1 else 0.7)


def day_month(m: re.Match[str], published: date | None) -> Told | None:
    """Read "3 April", "April 3, 2020"."""
    day = day_in_year(m["day_m"], m["day_d"], m["day_y"], published)
    return one_day(day, 0.97 if m["day_y"] else 0.93)


def day_range(m: re.Match[str], published: date | None) -> Told | None:
    """Read "3 to 5 April", "April 3-5"."""
    end = day_in_year(m["range_m"], m["range_b"], m["range_y"], published)
    if end is None:
        return None
    start = make_day(end.year, end.month, day_of(m["range_a"]))
    if start is None or start > end:
        return one_day(end, 0.5)
    return Told(start, end, "days", 0.9)


def whole_month(m: re.Match[str], published: date | None) -> Told | None:
    """Read "in April", "late April 2020", "last April"."""
    part = (m["mo_part"] or "").lower().replace("-", " ").split(" ")[0]
    return _month(month_of(m["mo_m"]), year_of(m["mo_y"]), part, published)


def month_year(m: re.Match[str], published: date | None) -> Told | None:
    """Read "April 2020"."""
    return _month(month_of(m["my_m"]), year_of(m["my_y"]), "", published)


def _month(month: int, year: int | None, part: str, published: date | None) -> Told:
    if year is None:
        if published is None:
            return Told(None, None, "month", 0.0)
        year = published.year if month <= published.month else published.year - 1
        if part == "last" and month == published.month:
            year -= 1
        if part == "next":
            year = published.year if month > published.month else published.year + 1
    start, end = month_span(year, month, part)
    if published is not None and start <= published < end and part != "next":
        end = published
    return Told(start, end, "month", 0.85)


def feast(m: re.Match[str], published: date | None) -> Told | None:
    """Read a feast: "Thanksgiving", "New Year's Eve"."""
    return one_day(past_feast(re.sub(r"\s+", " ", m["feast"].lower()), published), 0.8)


def only_year(m: re.Match[str], published: date | None) -> Told:
    """Read "in 2019": a period."""
    year = int(m["yr"])
    end = date(year, 12, 31)
    if published is not None and date(year, 1, 1) <= published < end:
        end = published
    return Told(date(year, 1, 1), end, "year", 0.8, period=True)


def part_year(m: re.Match[str], _: date | None) -> Told:
    """Read "early 2025"."""
    year = int(m["py_y"])
    start, end = part_of(date(year, 1, 1), date(year, 12, 31), m["py_part"].lower())
    return Told(start, end, "season", 0.7)


def decade(m: re.Match[str], _: date | None) -> Told:
    """Read "the late 1980s": a period."""
    year = int(m["dec"])
    return Told(date(year, 1, 1), date(year + 9, 12, 31), "year", 0.6, period=True)
