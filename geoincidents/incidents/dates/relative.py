"""Dates told from the publication date or from the date told before: "yesterday", "two days later"."""

from __future__ import annotations

import re
from datetime import date

from geoincidents.incidents.dates.calendar import DAY, UNIT_DAYS, number_of, unit_of
from geoincidents.incidents.dates.phrase import Told, one_day


def today(m: re.Match[str], published: date | None) -> Told:
    """Read "today", "this morning", "tonight"."""
    return one_day(published, 0.93)


def yesterday(m: re.Match[str], published: date | None) -> Told:
    """Read "yesterday", "last night", "the day before yesterday"."""
    words = m["yesterday"].lower()
    back = 2 if "before" in words else 1
    return one_day(None if published is None else published - back * DAY, 0.9 if back == 1 else 0.85)


def tomorrow(_: re.Match[str], published: date | None) -> Told:
    """Read "tomorrow"."""
    day = None if published is None else published + DAY
    return Told(day, day, "day", 0.9 if day else 0.0, future=True)


def overnight(m: re.Match[str], published: date | None) -> Told:
    """Read "overnight": yesterday and today."""
    if m["overnight"].lower() not in {"overnight", "during the night"}:
        return Told(None, None, "day", 0.5, relative_days=0)  # "at dawn" of a day told elsewhere
    if published is None:
        return Told(None, None, "night", 0.0)
    return Told(published - DAY, published, "night", 0.7)


def later(m: re.Match[str], _: date | None) -> Told:
    """Read "two days later": from the date told before."""
    days = number_of(m["later_n"]) * UNIT_DAYS[unit_of(m["later_u"])]
    back = m["later_w"].lower() in {"earlier", "before"}
    return Told(None, None, "day", 0.5, relative_days=-days if back else days)


def next_day(m: re.Match[str], _: date | None) -> Told:
    """Read "the next day", "the same day", "the day before": from the date told before."""
    words = m["next_day"].lower()
    days = 0 if "same" in words or words.startswith(("that", "hours", "later")) else 1
    if not words.startswith("hours") and ("previous" in words or "before" in words or "earlier" in words):
        days = -1
    return Told(None, None, "day", 0.7, relative_days=days)
