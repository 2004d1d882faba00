"""The museums' point-radius method, as a reference: worst-case circles for georeferenced localities.

Sources: Wieczorek, Guo & Hijmans 2004 (IJGIS 18, 745-767); Chapman & Wieczorek, Georeferencing Best
Practices, 2020; Frazier, Neville, Giermakowski & Racz 2004; the Georeferencing Calculator's manual. Our own
regions are densities with measured coverage; these circles are what others use, to compare with.
"""

from __future__ import annotations

import math
from typing import Literal

from gazetteer.geodesy import GEOD

Rule = Literal["2001", "2020", "frazier"]

_E2 = GEOD.es


def half_angle_deg(winds: int) -> float:
    """Return the angle that a direction of a compass of 4, 8, 16 or 32 winds may be off.

    Examples
    --------
    >>> half_angle_deg(8)
    22.5
    """
    if winds not in {4, 8, 16, 32}:
        raise ValueError(f"a compass has 4, 8, 16 or 32 winds, not {winds}")
    return 180.0 / winds


def heading_error(
    offset: float, distance_error: float, half_deg: float, coordinate_error: float = 0.0
) -> float:
    """Return the radius for an offset at a heading, in the unit of the arguments.

    Parameters
    ----------
    offset : float
        Stated distance d.
    distance_error : float
        Sum d' of all uncertainties of distance: extent, measurement, distance precision, datum, map.
    half_deg : float
        Half-angle of the direction.
    coordinate_error : float
        From the precision of the coordinates.

    Examples
    --------
    >>> round(heading_error(10.0, 0.0, 22.5), 2)
    3.9
    """
    angle = math.radians(half_deg)
    along = offset + distance_error - offset * math.cos(angle)
    return math.hypot(along, offset * math.sin(angle)) + coordinate_error


def distance_precision(figure: str, rule: Rule = "2020") -> float:
    """Return the uncertainty of a stated distance, in its own unit, from how it is written.

    Parameters
    ----------
    figure : str
        As printed: "10", "10.25", "140".
    rule : {"2001", "2020", "frazier"}
        Wieczorek 2001/2004 (fractions: one over the denominator; else half the power of ten of the trailing
        zeros, one for none), Best Practices 2020 (half the precision; round numbers the power of ten below),
        Frazier 2004 (15 % of round numbers, else one unit of the last digit).

    Examples
    --------
    >>> distance_precision("80", "2001"), distance_precision("80"), distance_precision("80", "frazier")
    (5.0, 0.5, 12.0)
    """
    whole, _, decimals = figure.replace(",", "").partition(".")
    if decimals.strip("0"):
        last = 10.0 ** -len(decimals)
        if rule == "frazier":
            return last
        quarters = {"25": 4, "75": 4, "5": 2, "50": 2}
        step = 1.0 / quarters[decimals] if decimals in quarters else last
        return step / 2.0 if rule == "2020" else step
    value = float(whole)
    zeros = len(whole) - len(whole.rstrip("0"))
    if zeros == 0 or value == 0.0:
        return 0.5 if rule == "2020" else 1.0
    if rule == "2001":
        return 0.5 * 10.0**zeros
    if rule == "frazier":
        return 0.15 * value
    # Two significant digits count: 80 and 10 are good to one, 100 and 140 to ten.
    return 0.5 * 10.0 ** max(0, len(whole) - 2)


def coordinate_precision_m(step_deg: float, lat: float) -> float:
    """Return the uncertainty in metres of coordinates written to a step in degrees.

    Examples
    --------
    >>> round(coordinate_precision_m(0.01, 0.0) / 1000.0, 2)
    1.57
    """
    sin2 = math.sin(math.radians(lat)) ** 2
    meridian = GEOD.a * (1.0 - _E2) / (1.0 - _E2 * sin2) ** 1.5
    parallel = GEOD.a / math.sqrt(1.0 - _E2 * sin2) * math.cos(math.radians(lat))
    return math.hypot(math.radians(step_deg) * meridian, math.radians(step_deg) * parallel)


def orthogonal_error(precision: float, other: float = 0.0) -> float:
    """Return the radius for two legs at a right angle, by the rule of 2013."""
    return math.sqrt(2.0) * precision + other


def point_radius_m(
    figure: str, unit_m: float, winds: int | None, extent_m: float, rule: Rule = "2020"
) -> float:
    """Return the radius in metres for "figure unit direction of" a place of an extent.

    Examples
    --------
    >>> round(point_radius_m("80", 1000.0, 4, 2000.0) / 1000.0, 1)
    62.2
    """
    offset = float(figure.replace(",", "")) * unit_m
    error = extent_m + distance_precision(figure, rule) * unit_m
    if winds is None:
        return offset + error
    return heading_error(offset, error, half_angle_deg(winds))
