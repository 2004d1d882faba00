"""Codes of the field's data sets, derived from our dates and locations.

Sources: ACLED's codebook as worded by the packages acledR and mapme.biodiversity, UCDP GED's codebook as
quoted in public repositories, GDELT's column labels. Where a data set has no code for our case, the code
is None.
"""

from __future__ import annotations

from datetime import date

from gazetteer.location import Location, Precision

NEAR_M = 25_000
"""UCDP GED: `where_prec` 2 is "within at most a ca. 25 km radius around a known point"."""


def _days(start: date | None, end: date | None) -> int | None:
    return None if start is None or end is None else (end - start).days + 1


def time_precision(start: date | None, end: date | None) -> int | None:
    """Return ACLED's code: 1 the day, 2 a week or similar, 3 the month or longer."""
    days = _days(start, end)
    if days is None:
        return None
    return 1 if days == 1 else 2 if days <= 10 else 3


def date_prec(start: date | None, end: date | None) -> int | None:
    """Return UCDP's code: 1 the day, 2 within 2–6 days, 3 the week, 4 within 8–31 days, 5 longer."""
    days = _days(start, end)
    if days is None:
        return None
    for code, longest in ((1, 1), (2, 6), (3, 7), (4, 31)):
        if days <= longest:
            return code
    return 5


def geo_precision(location: Location) -> int | None:
    """Return ACLED's code: 1 a particular town, 2 near one or a small region, 3 a larger region.

    None for a country, which ACLED does not code.
    """
    match location.precision:
        case Precision.EXACT | Precision.TOWN:
            return 1 if location.method in ("place", "coordinates") else 2
        case Precision.DISTRICT:
            return 2 if location.uncertainty_m <= NEAR_M else 3
        case Precision.COUNTRY:
            return None
        case _:
            return 3


def where_prec(location: Location) -> int:
    """Return UCDP's code.

    1 exact, 2 within 25 km, 3 second-order and 4 first-order division, 5 line or fuzzy area, 6 country,
    7 sea.
    """
    if location.precision in (Precision.EXACT, Precision.TOWN):
        return 1 if location.method in ("place", "coordinates") else 2
    return int(location.precision)


def geo_type(location: Location, country_code: str | None) -> int | None:
    """Return GDELT's code: 1 country, 2 US state, 3 US city, 4 other city, 5 other first-order division."""
    in_us = country_code == "US"
    match location.precision:
        case Precision.COUNTRY:
            return 1
        case Precision.SEA:
            return None
        case Precision.PROVINCE | Precision.AREA:
            return 2 if in_us else 5
        case _:
            return 3 if in_us else 4
