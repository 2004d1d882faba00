"""The fitted table: which density belongs to which words, at which stated distance or anchor size."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Literal

from gazetteer.relations.polar import Polar

Genre = Literal["general", "news"]

NEWS_NEAR_KM, NEWS_FAR_KM = 80.0, 160.0
NEWS_SPREAD = (1.5, 2.2)
NEWS_TURN = (1.25, 1.6)
NEWS_STRAY = (0.02, 0.06)
"""News gives distances and directions more loosely than encyclopaedias: how many times wider each spread and
angle is, and what share more lies anywhere, up to 80 km and from 160 km on. `training/relative/news.py`
measures it on offsets that describe a named town: 16 up to 90 km and 27 beyond, too few for a finer fit."""
OWN_SIZE_M = 3_000.0
"""Added to an anchor's extent for "near" and "north of": things kilometres away are near a hamlet too."""
_STATED = frozenset({"offset", "distance", "travel"})
"""What news rounds more coarsely; "near" is as near in news as elsewhere."""
_COVERAGES = (0.5, 0.68, 0.8, 0.9, 0.95)
_STEP = 0.12
"""Scales are rounded to steps of 12 %, so that outlines can be kept."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """One row of the table."""

    scale_km: float
    density: Polar
    levels: tuple[float, ...]


@cache
def table() -> dict[tuple[str, str], tuple[Fitted, ...]]:
    """Return the rows of each relation and wording, smallest scale first."""
    rows: dict[tuple[str, str], list[Fitted]] = {}
    for name in ("densities.csv", "given.csv"):
        with resources.files(__package__).joinpath(name).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                fields = ("mode", "left", "right", "tail", "half_deg", "blur_deg", "stray")
                density = Polar(**{field: float(row[field]) for field in fields})
                levels = tuple(float(row[f"q{round(c * 100)}"]) for c in _COVERAGES)
                rows.setdefault((row["relation"], row["wording"]), []).append(
                    Fitted(float(row["scale_km"]), density, levels)
                )
    return {key: tuple(sorted(found, key=lambda f: f.scale_km)) for key, found in rows.items()}


def _mix(low: float, high: float, part: float) -> float:
    return math.exp(math.log(low) * (1 - part) + math.log(high) * part)


def _between(low: Fitted, high: Fitted, part: float) -> Fitted:
    a, b = low.density, high.density
    density = Polar(
        mode=_mix(a.mode, b.mode, part),
        left=_mix(a.left, b.left, part),
        right=_mix(a.right, b.right, part),
        tail=_mix(a.tail, b.tail, part),
        half_deg=a.half_deg * (1 - part) + b.half_deg * part,
        blur_deg=_mix(a.blur_deg, b.blur_deg, part),
        stray=a.stray * (1 - part) + b.stray * part,
    )
    levels = tuple(x * (1 - part) + y * part for x, y in zip(low.levels, high.levels, strict=True))
    return Fitted(low.scale_km, density, levels)


def _at(rows: tuple[Fitted, ...], scale_km: float) -> Fitted:
    if scale_km <= rows[0].scale_km:
        return rows[0]
    for low, high in pairwise(rows):
        if scale_km <= high.scale_km:
            span = math.log(high.scale_km / low.scale_km)
            return _between(low, high, math.log(scale_km / low.scale_km) / span)
    return rows[-1]


def _news(density: Polar, scale_km: float) -> Polar:
    directed = density.half_deg < 180.0
    part = math.log(max(scale_km, 1.0) / NEWS_NEAR_KM) / math.log(NEWS_FAR_KM / NEWS_NEAR_KM)
    part = min(1.0, max(0.0, part))
    spread, turn, stray = (near + part * (far - near) for near, far in (NEWS_SPREAD, NEWS_TURN, NEWS_STRAY))
    return Polar(
        mode=density.mode,
        left=min(density.left * spread, density.mode * 0.6),
        right=density.right * spread,
        tail=density.tail,
        half_deg=min(density.half_deg * turn, 60.0) if directed else 180.0,
        blur_deg=density.blur_deg * spread if directed else 1.0,
        stray=min(1.0, density.stray + stray) if directed else 0.0,
    )


def _computed(distance_km: float) -> Fitted:
    """Return the density of a computed figure: whole kilometres cut off, direction to sixteen winds.

    Seismological catalogues write "64 km SSE of" for any true distance from 64 up to 65 km and any azimuth
    within 11.25° of SSE; nothing else is uncertain but the point taken for the town (some 250 m).
    """
    # An even kilometre (standard deviation 0.29 km) and the town's point, as a t of eight degrees.
    spread = math.hypot(0.289, 0.25) / math.sqrt(8.0 / 6.0) / distance_km
    density = Polar(
        mode=1.0 + 0.5 / distance_km, left=spread, right=spread, tail=8.0,
        half_deg=11.25, blur_deg=min(6.0, 0.35 + 20.0 / distance_km), stray=0.01,
    )  # fmt: skip
    return Fitted(distance_km, density, _COVERAGES)


@lru_cache(maxsize=4096)
def _rounded(relation: str, wording: str, step: int, genre: Genre) -> Fitted:
    scale_km = math.exp(step * _STEP)
    if wording == "computed":
        return _computed(scale_km)
    rows = table().get((relation, wording)) or table()[relation, ""]
    found = _at(rows, scale_km)
    if genre == "general" or relation not in _STATED:
        return found
    return Fitted(found.scale_km, _news(found.density, scale_km), found.levels)


def fitted(relation: str, wording: str, scale_m: float, genre: Genre) -> Fitted:
    """Return the density of a relation at a scale: its own row, or mixed from the two around it."""
    if wording == "computed":
        return _computed(max(1.0, round(scale_m / 1000.0)))
    step = round(math.log(max(scale_m, 50.0) / 1000.0) / _STEP)
    return _rounded(relation, wording, step, genre)


@lru_cache(maxsize=4096)
def level(row: Fitted, coverage: float) -> float:
    """Return the share of the density to take so that `coverage` of the true places fall inside."""
    points = ((0.0, 0.0), *zip(_COVERAGES, row.levels, strict=True), (1.0, 1.0))
    for (low, low_level), (high, high_level) in pairwise(points):
        if coverage <= high:
            part = (coverage - low) / (high - low)
            return min(0.995, low_level + part * (high_level - low_level))
    raise ValueError(f"coverage {coverage} is outside 0 to 1")
