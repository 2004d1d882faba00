"""Distances and bearings good enough to compare candidates: a sphere, errors below half a percent."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the great-circle distance in metres (haversine)."""
    phi, other_phi = radians(lat), radians(other_lat)
    chord = (
        sin((other_phi - phi) / 2) ** 2 + cos(phi) * cos(other_phi) * sin(radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))


def azimuth_deg(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the initial bearing from the first point to the other, degrees clockwise from true north."""
    phi, other_phi = radians(lat), radians(other_lat)
    across = radians(other_lon - lon)
    east = sin(across) * cos(other_phi)
    north = cos(phi) * sin(other_phi) - sin(phi) * cos(other_phi) * cos(across)
    return degrees(atan2(east, north)) % 360.0


def turn_deg(first: float, second: float) -> float:
    """Return the angle between two bearings, 0 to 180."""
    return abs((first - second + 180.0) % 360.0 - 180.0)
