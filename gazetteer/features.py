"""GeoNames' feature classes and codes: what each is, which of our groups it is in, how wide it usually is.

The rows are ``data/features.csv``. A code that has no row counts as its class ("S.XYZ" as "S").
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PERSONS_PER_KM2 = 4000.0
"""Mean density of built-up areas, about what Demographia's "World Urban Areas" gives for cities over half
a million; villages are wider spread, which `SMALLEST_SETTLEMENT_M` allows for."""

SMALLEST_SETTLEMENT_M = 700.0
"""Houses along a road, and the offset of a village's point from its middle."""

LARGEST_SETTLEMENT_M = 40_000.0
"""The widest built-up areas (Tokyo, New York) reach about this far from the middle."""

_SCALED_BY_POPULATION = {"settlement", "section"}


@dataclass(frozen=True, slots=True)
class Feature:
    """A kind of place.

    Attributes
    ----------
    code : str
        Class and code, "P.PPLC"; the class alone for what has no row of its own.
    name : str
        In words.
    group : str
        Ours, coarser than the class: "country", "settlement", "sea", "military" …
    extent_m : float
        Typical radius in metres where neither bounds nor population are known.
    """

    code: str
    name: str
    group: str
    extent_m: float


@cache
def features() -> dict[str, Feature]:
    """Return every row of ``data/features.csv`` by its code."""
    with (files("gazetteer") / "data" / "features.csv").open(encoding="utf-8") as lines:
        return {
            row["feature"]: Feature(row["feature"], row["name"], row["group"], float(row["extent_m"]))
            for row in csv.DictReader(lines)
        }


def feature(feature_class: str, feature_code: str) -> Feature:
    """Return the row of a code, or of its class.

    Raises
    ------
    KeyError
        For a letter that is none of GeoNames' nine classes.

    Examples
    --------
    >>> feature("S", "AIRB").name
    'air base'
    >>> feature("S", "NEWCODE").group
    'landmark'
    """
    table = features()
    row = table.get(f"{feature_class}.{feature_code}")
    return row if row is not None else table[feature_class]


def group(feature_class: str, feature_code: str) -> str:
    """Return our group of a code ("settlement", "admin1", "military" …)."""
    return feature(feature_class, feature_code).group


def groups() -> frozenset[str]:
    """Return the names of all groups."""
    return frozenset(row.group for row in features().values())


def typical_extent_m(feature_class: str, feature_code: str, population: int | None = None) -> float:
    """Return the usual radius in metres of a place of that kind.

    A settlement of known population is a disc at `PERSONS_PER_KM2`; its sections likewise, but never
    below the row's own figure, since their population is seldom that of the area meant.

    Examples
    --------
    >>> round(typical_extent_m("P", "PPLC", 7_216_000))
    23963
    >>> typical_extent_m("P", "PPL", 900)
    700.0
    >>> typical_extent_m("S", "AIRB")
    3000.0
    """
    row = feature(feature_class, feature_code)
    if not population or row.group not in _SCALED_BY_POPULATION:
        return row.extent_m
    disc_m = 1000.0 * math.sqrt(population / (math.pi * PERSONS_PER_KM2))
    floor_m = row.extent_m if row.group == "section" else SMALLEST_SETTLEMENT_M
    return min(max(disc_m, floor_m), LARGEST_SETTLEMENT_M)
