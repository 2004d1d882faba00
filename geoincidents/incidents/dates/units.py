"""Units of time counted back from publication: "three days ago", "the last 48 hours", "this month"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from geoincidents.incidents.dates.calendar import (
    DAY,
    SEASONS,
    UNIT_DAYS,
    is_vague,
    latest_weekday,
    month_span,
    number_of,
    part_of,
    unit_of,
)
from geoincidents.incidents.dates.phrase import Granularity, Told, one_day

_SLACK_DAYS = {"day": 0, "night": 0, "week": 3, "weekend": 2, "month": 15, "year": 182, "decade": 182}
"""How far "three weeks ago" may be off, either side: half a unit, roughly."""
_SEASON_DAYS = 91
_WITHIN_A_DAY = frozenset({"hour", "hr", "minute"})
_CALENDAR_UNITS = frozenset({"week", "weekend", "month", "year"})


def ago(m: re.Match[str], published: date | None) -> Told:
    """Read "three days ago", "several weeks ago", "12 hours ago"."""
    number, unit = number_of(m["ago_n"]), unit_of(m["ago_u"])
    if published is None:
        return Told(None, None, "days", 0.0)
    if unit in _WITHIN_A_DAY:
        return _hours_ago(0 if unit == "minute" else number, published)
    vague = is_vague(m["ago_n"])
    days = number * UNIT_DAYS[unit]
    slack = max(1, days // 2) if vague else 1 if (number, unit) == (1, "week") else _SLACK_DAYS[unit]
    try:
        middle = published - timedelta(days=days)
        start, end = middle - timedelta(days=slack), min(middle + timedelta(days=slack), published)
    except OverflowError:
        return Told(None, None, "year", 0.0)
    return Told(start, end, _granularity(unit, vague), 0.85)


def _granularity(unit: str, vague: bool) -> Granularity:
    if unit == "day" and vague:
        return "days"
    if unit in {"day", "night"}:
        return "day"
    if unit == "week":
        return "week"
    return "month" if unit == "month" else "year"


def _hours_ago(hours: int, published: date) -> Told:
    """Return the days that hours before some hour of the publication day lie in."""
    latest = hours // 24
    earliest = max(latest, 0 if hours < 12 else 1)
    return Told(published - earliest * DAY, published - latest * DAY, "days", 0.75)


def past(m: re.Match[str], published: date | None) -> Told | None:
    """Read "the last 48 hours", "the past three months", "last night"."""
    unit = unit_of(m["past_u"])
    one = m["past_n"] is None and not m["past_u"].lower().endswith("s")
    if one and unit == "night":
        return one_day(None if published is None else published - DAY, 0.9)
    if one and (m["past_w"].lower() == "last" or unit in _CALENDAR_UNITS):
        return _calendar_unit(unit, "last", "", published)
    if published is None:
        return Told(None, None, "days", 0.0, period=unit in {"month", "year", "decade"})
    number = number_of(m["past_n"] or ("one" if one else "few"))
    days = max(1, -(-number // 24)) if unit in {"hour", "hr"} else number * max(UNIT_DAYS[unit], 1)
    try:
        start = published - timedelta(days=days)
    except OverflowError:
        return None
    granularity: Granularity = "days" if days <= 7 else "month" if days <= 31 else "year"
    return Told(start, published, granularity, 0.7, period=days > 3)


def last_unit(m: re.Match[str], published: date | None) -> Told | None:
    """Read "last week", "earlier this month", "over the weekend"."""
    which, unit = m["lu_w"].lower(), m["lu_u"].lower()
    lead = re.sub(r"\s+", " ", (m["lu_early"] or "").strip().lower())
    if which == "the" and unit != "weekend":
        return None
    return _calendar_unit(unit, "last" if which == "past" else which, lead, published)


def part_unit(m: re.Match[str], published: date | None) -> Told | None:
    """Read "the start of the year", "the end of last month"."""
    unit, which = m["pu_u"].lower(), m["pu_w"].lower()
    if published is None:
        return Told(None, None, "month", 0.0)
    anchor = _calendar_unit(unit, "last", "", published) if which == "last" else None
    if anchor is not None and anchor.start is not None and anchor.end is not None:
        start, end = anchor.start, anchor.end
    elif unit == "week":
        start = published - timedelta(days=published.weekday())
        end = start + 6 * DAY
    elif unit == "month":
        start, end = month_span(published.year, published.month, "")
    else:
        start, end = date(published.year, 1, 1), date(published.year, 12, 31)
    part = {"start": "early", "beginning": "early", "middle": "mid", "end": "late"}[m["pu_part"].lower()]
    start, end = part_of(start, end, part)
    return Told(start, max(start, min(end, published)), "season" if unit == "year" else "days", 0.6)


def _calendar_unit(unit: str, which: str, lead: str, published: date | None) -> Told | None:
    """Read a unit as the calendar has it; `which` is "last", "this" or "next"."""
    if published is None:
        return Told(None, None, "week" if "week" in unit else "month" if unit == "month" else "year", 0.0)
    read = _READERS.get(unit)
    if read is not None:
        return read(which, lead == "so far", published)
    if unit in SEASONS:
        return _season(unit, which, published)
    if unit == "day":
        return one_day(published, 0.5)
    return Told(published - timedelta(days=UNIT_DAYS.get(unit, 1)), published, "days", 0.5)


def _weekend(which: str, _: bool, published: date) -> Told:
    saturday = latest_weekday(5, published)
    if which == "last" and published.weekday() >= 5:
        saturday -= 7 * DAY
    if which == "next":
        return Told(saturday + 7 * DAY, saturday + 8 * DAY, "days", 0.7, future=True)
    return Told(saturday, min(saturday + DAY, published), "days", 0.8)


def _week(which: str, so_far: bool, published: date) -> Told:
    monday = published - timedelta(days=published.weekday())
    if which == "last":
        return Told(monday - 7 * DAY, monday - DAY, "week", 0.8)
    if which == "next":
        return Told(monday + 7 * DAY, monday + 13 * DAY, "week", 0.8, future=True)
    # On a Monday "this week" looks back over the days before it.
    return Told(min(monday, published - 2 * DAY), published, "week", 0.75, period=so_far)


def _month(which: str, so_far: bool, published: date) -> Told:
    first = published.replace(day=1)
    if which == "last":
        end = first - DAY
        return Told(end.replace(day=1), end, "month", 0.85)
    if which == "next":
        return Told(published, published + 31 * DAY, "month", 0.7, future=True)
    return Told(first, published, "month", 0.8, period=so_far)


def _year(which: str, so_far: bool, published: date) -> Told:
    year = published.year - (which == "last") + (which == "next")
    start, end = date(year, 1, 1), date(year, 12, 31)
    future = which == "next"
    return Told(
        start,
        end if future else min(end, published),
        "year",
        0.85,
        period=so_far or which == "this",
        future=future,
    )


def _season(unit: str, which: str, published: date) -> Told:
    """Read a season of the northern year; the hemisphere is not known, so with little confidence."""
    first_month, year = SEASONS[unit], published.year
    running = first_month <= published.month < first_month + 3
    if date(year, first_month, 1) > published or (which == "last" and running):
        year -= 1
    start = date(year, first_month, 1)
    return Told(start, min(start + timedelta(days=_SEASON_DAYS), published), "season", 0.5)


_READERS: dict[str, Callable[[str, bool, date], Told]] = {
    "weekend": _weekend,
    "week": _week,
    "month": _month,
    "year": _year,
}
