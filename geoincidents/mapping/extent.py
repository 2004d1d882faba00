"""The part of the world that a map shows first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from geoincidents.mapping.payload import plain, region_of

if TYPE_CHECKING:
    import geopandas

MIN_SPAN_DEG = 3.0
"""A single town needs its surroundings to be recognised: about 330 km."""

_MARGIN = 0.12
_WORLD = (-179.0, -58.0, 179.0, 78.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """West, south, east, north in degrees; west < east."""

    west: float
    south: float
    east: float
    north: float

    @property
    def bounds(self) -> list[float]:
        """West, south, east, north, rounded."""
        return [round(value, 4) for value in (self.west, self.south, self.east, self.north)]

    @property
    def lon(self) -> float:
        """Middle."""
        return (self.west + self.east) / 2

    @property
    def lat(self) -> float:
        """Middle."""
        return (self.south + self.north) / 2

    @property
    def span(self) -> float:
        """Larger side in degrees."""
        return max(self.east - self.west, self.north - self.south)

    @property
    def zoom(self) -> int:
        """Web Mercator zoom at which the extent fits about 900 pixels."""
        return max(1, min(12, math.floor(math.log2(900 / 256 * 360 / self.span))))

    def at_least(self, aspect: float) -> Extent:
        """Return the extent made so wide that its width is `aspect` times its height on a Mercator map."""
        height = (self.north - self.south) / max(0.1, math.cos(math.radians(self.lat)))
        x = max(0.0, height * aspect - (self.east - self.west)) / 2
        return Extent(
            west=max(-180.0, self.west - x),
            south=self.south,
            east=min(180.0, self.east + x),
            north=self.north,
        )

    def widened(self, share: float) -> Extent:
        """Return the extent with that share of its size added on each side, within the world."""
        x, y = (self.east - self.west) * share, (self.north - self.south) * share
        return Extent(
            west=max(-180.0, self.west - x),
            south=max(-85.0, self.south - y),
            east=min(180.0, self.east + x),
            north=min(85.0, self.north + y),
        )


def view_extent(frame: geopandas.GeoDataFrame) -> Extent:
    """Return the extent that holds every placed incident and its region, with a margin.

    Incidents known only by country do not count, unless there are no others.
    """
    boxes = [*_boxes(frame, coarse=False)] or [*_boxes(frame, coarse=True)]
    if not boxes:
        west, south, east, north = _WORLD
        return Extent(west=west, south=south, east=east, north=north)
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    x = max(east - west, MIN_SPAN_DEG) - (east - west)
    y = max(north - south, MIN_SPAN_DEG * 0.7) - (north - south)
    return Extent(
        west=max(-180.0, west - x / 2), south=max(-85.0, south - y / 2),
        east=min(180.0, east + x / 2), north=min(85.0, north + y / 2),
    ).widened(_MARGIN)  # fmt: skip


def placed_points(frame: geopandas.GeoDataFrame) -> npt.NDArray[np.float64]:
    """Return lon, lat of the incidents that have a point, shape (n, 2)."""
    points = [
        point for point in (frame.geometry if len(frame) else []) if point is not None and not point.is_empty
    ]
    return np.asarray([(point.x, point.y) for point in points], dtype=float).reshape(-1, 2)


def _boxes(frame: geopandas.GeoDataFrame, *, coarse: bool) -> list[tuple[float, float, float, float]]:
    boxes = []
    count = len(frame)
    points = frame.geometry if count else []
    precisions = frame["precision"] if "precision" in frame else [None] * count
    regions = frame["region"] if "region" in frame else [None] * count
    for point, precision, cell in zip(points, precisions, regions, strict=True):
        if (plain(precision) == "country") != coarse:
            continue
        region = region_of(cell)
        if region is not None:
            boxes.append(region.bounds)
        elif point is not None and not point.is_empty:
            boxes.append(point.bounds)
    return boxes
