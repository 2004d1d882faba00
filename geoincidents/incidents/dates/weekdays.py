"""Weekdays against the publication date: the latest that is not after it."""

from __future__ import annotations

import re
from datetime import date

from geoincidents.incidents.dates.calendar import DAY, latest_weekday, weekday_of
from geoincidents.incidents.dates.phrase import Told


def weekday(m: re.Match[str], published: date | None) -> Told | None:
    """Read "Monday", "last Monday", "overnight Monday", "next Monday"."""
    if published is None:
        return Told(None, None, "day", 0.0)
    day = latest_weekday(weekday_of(m["wd"]), published)
    which = re.sub(r"\s+", " ", (m["wd_which"] or "").lower())
    over = (m["wd_over"] or "").lower()
    confidence = 0.92
    if which in {"next", "the following"}:
        return Told(day + 7 * DAY, day + 7 * DAY, "day", 0.7, future=True)
    if which in {"last", "the previous"} and published - day <= DAY:  # yesterday is no "last Thursday"
        day -= 7 * DAY
        confidence = 0.8
    if over == "overnight":
        return Told(day, min(day + DAY, published), "night", 0.75)
    return Told(day, day, "day", confidence)


def weekday_pair(m: re.Match[str], published: date | None) -> Told | None:
    """Read "Saturday into Sunday", "between Monday and Wednesday"."""
    if published is None:
        return Told(None, None, "days", 0.0)
    end = latest_weekday(weekday_of(m["wp_b"]), published)
    start = latest_weekday(weekday_of(m["wp_a"]), end)
    night = (end - start).days == 1
    return Told(start, end, "night" if night else "days", 0.85)
