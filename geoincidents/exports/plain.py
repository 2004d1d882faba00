"""A frame's values as plain JSON values, rounded once and the same way for every format."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geoincidents.records import Records

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

DEGREE_DECIMALS = 6
"""About 0.1 m; RFC 7946, section 11.2, calls six decimals appropriate."""

DECIMALS = {"lon": DEGREE_DECIMALS, "lat": DEGREE_DECIMALS, "uncertainty_m": 0}
_OTHER_DECIMALS = 4


def plain_rows(frame: GeoDataFrame | Records) -> Iterator[dict[str, Any]]:
    """Yield each row as a dict of JSON values, in the frame's column order, without the point.

    Dates are ISO 8601, regions are GeoJSON geometries, whatever is unknown is None.
    """
    if isinstance(frame, Records):
        for values in frame.values():
            yield {name: plain_value(value, name) for name, value in values.items()}
        return
    point = frame.geometry.name if frame.active_geometry_name else None
    names = [name for name in frame.columns if name != point]
    for row in zip(*(frame[name] for name in names), strict=True):
        yield {str(name): plain_value(value, str(name)) for name, value in zip(names, row, strict=True)}


def has_regions(frame: GeoDataFrame) -> bool:
    """Tell whether ``region`` is our geometry; in ACLED and UCDP, it is the name of a part of the world."""
    return "region" in frame.columns and str(frame["region"].dtype) == "geometry"


def plain_value(value: Any, name: str = "") -> Any:  # noqa: PLR0911 - a type a return
    """Return one value as JSON knows it."""
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_value(item, key) for key, item in value.items()}
    if value is None or isinstance(value, (str, bool)):
        return value
    if hasattr(value, "geom_type"):
        return plain_geometry(value)
    if type(value).__name__ == "NAType" or value != value:  # noqa: PLR0124 - NaN and NaT differ from themselves
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if hasattr(value, "dtype"):
        value = value.item()
    if isinstance(value, float):
        return _rounded(value, DECIMALS.get(name, _OTHER_DECIMALS))
    return value


def _rounded(value: float, decimals: int) -> float | int | None:
    if not math.isfinite(value):
        return None
    number = round(value, decimals)
    return int(number) if decimals == 0 else number + 0.0  # + 0.0 makes -0.0 zero


def plain_geometry(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    """Return a geometry as GeoJSON, six decimals, rings wound as RFC 7946 asks."""
    import shapely  # noqa: PLC0415
    from shapely.geometry import mapping  # noqa: PLC0415

    if geometry is None or geometry.is_empty:
        return None
    geometry = rounded_geometry(geometry)
    oriented = shapely.orient_polygons(geometry, exterior_cw=False)
    plain: dict[str, Any] = _lists(mapping(oriented))
    return plain


def rounded_geometry(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry with six decimals, still valid."""
    import shapely  # noqa: PLC0415

    rounded = shapely.set_precision(geometry, 10.0**-DEGREE_DECIMALS)
    # An area smaller than the grid would vanish; its unrounded form is kept instead.
    return geometry if rounded.is_empty else rounded


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_lists(item) for item in value]
    return round(value, DEGREE_DECIMALS) + 0.0 if isinstance(value, float) else value


def compact(value: Any) -> str:
    """Return JSON text on one line, letters of every script as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
