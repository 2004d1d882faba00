"""Numbers as short text: zigzag deltas in base 32 digits, six bits a character.

The alphabet needs no escape in JSON or HTML. `frontend/src/codec.js` reads it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CODES = np.frombuffer(ALPHABET.encode("ascii"), dtype=np.uint8)
_DIGITS = 7
"""Digits of five bits that hold any delta of degrees times 10**6 (360e6 < 2**30, doubled by the zigzag)."""


def encode_numbers(values: npt.NDArray[np.int64]) -> str:
    """Return whole numbers as text: each in base 32, least digit first, 32 added while digits follow."""
    zigzag = np.where(values < 0, -2 * values - 1, 2 * values).astype(np.uint64)
    shifts = np.arange(_DIGITS, dtype=np.uint64) * np.uint64(5)
    digits = (zigzag[:, None] >> shifts) & np.uint64(31)
    length = np.maximum(1, _DIGITS - np.argmax(digits[:, ::-1] != 0, axis=1))
    length[zigzag == 0] = 1
    place = np.arange(_DIGITS)
    follows = place[None, :] < length[:, None] - 1
    used = place[None, :] < length[:, None]
    letters = _CODES[(digits + np.where(follows, 32, 0).astype(np.uint64))[used].astype(np.int64)]
    return bytes(letters.tobytes()).decode("ascii")


def encode_line(lonlat: npt.NDArray[np.float64], decimals: int) -> str:
    """Return a line's coordinates as text: lon and lat steps in turn, in units of 10**-decimals degrees."""
    grid = np.rint(lonlat[:, :2] * 10**decimals).astype(np.int64)
    moved = np.ones(len(grid), dtype=bool)
    moved[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    grid = grid[moved]
    return encode_numbers(np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel())


def decimals_for(extent_deg: float) -> int:
    """Return how many decimals a shape of that extent needs to be drawn within 1/4000 of it (2 to 6)."""
    if extent_deg <= 0:
        return 6
    return min(6, max(2, math.ceil(math.log10(4000 / extent_deg))))


def encode_polygons(geometry: BaseGeometry, *, simplify: float = 0.0) -> list[Any] | None:
    """Return a polygon or multipolygon as ``[decimals, [ring, ring…], [ring…]…]``, a list a polygon.

    Parameters
    ----------
    geometry : shapely geometry
        What is not a polygon in it is left out.
    simplify : float
        Tolerance as a share of the geometry's extent.

    Returns
    -------
    list or None
        None where nothing of it has an area.
    """
    west, south, east, north = geometry.bounds if not geometry.is_empty else (0.0, 0.0, 0.0, 0.0)
    extent = math.hypot(east - west, north - south)
    if extent == 0 or not math.isfinite(extent):
        return None
    decimals = decimals_for(extent)
    polygons: list[Any] = []
    for polygon in _polygons(geometry):
        thin = polygon.simplify(simplify * extent, preserve_topology=True) if simplify else polygon
        rings = [thin.exterior, *thin.interiors]
        polygons.append([encode_line(shapely.get_coordinates(ring), decimals) for ring in rings])
    return [decimals, *polygons] if polygons else None


def _polygons(geometry: BaseGeometry) -> Iterable[Any]:
    return (
        part
        for part in shapely.get_parts(shapely.get_parts(geometry))
        if part.geom_type == "Polygon" and not part.is_empty
    )
