"""Coordinates written in the text: decimal degrees, degrees-minutes-seconds, MGRS and UTM.

A pair of bare numbers is taken only where both are written as degrees (a sign, a hemisphere, "latitude") or
with four decimals or more, so that prices, scores and percentages are not.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from gazetteer.location import Location, Precision
from gazetteer.relations.relation import Span
from geoincidents.types import Article, Mention

if TYPE_CHECKING:
    from shapely import Polygon

_DEGREE = r"(?:°|º|˚|\bdeg(?:rees?|\b)\.?)"
_MINUTE = r"(?:'|’|′|\bmin(?:utes?|\b)\.?)"
_SECOND = r"(?:\"|”|″|''|’’|\bsec(?:onds?|\b)\.?)"


def _angle(axis: str, digits: str, hemisphere: str) -> str:
    """Pattern of one angle; groups are named after `axis`."""
    return (
        rf"(?:(?P<{axis}_before>{hemisphere})[.:]?\s{{0,2}})?(?P<{axis}_sign>[-−+]?)(?P<{axis}_d>{digits}(?:\.\d{{1,12}})?)"
        rf"(?:\s?(?P<{axis}_mark>{_DEGREE})(?:\s?(?P<{axis}_m>[0-5]?\d(?:\.\d{{1,9}})?)\s?{_MINUTE}"
        rf"(?:\s?(?P<{axis}_s>[0-5]?\d(?:\.\d{{1,9}})?)\s?{_SECOND})?)?)?"
        rf"(?:\s{{0,2}}(?P<{axis}_after>{hemisphere})(?![\w]))?"
    )


_LAT = _angle("lat", r"\d{1,2}", r"[NS]|[Nn]orth|[Ss]outh|NORTH|SOUTH")
_LON = _angle("lon", r"\d{1,3}", r"[EW]|[Ee]ast|[Ww]est|EAST|WEST")
_LABEL_LAT = r"(?:(?P<label>\b[Ll]at(?:itude)?)\.?\s?[:=]?\s?)?"
_LABEL_LON = r"(?:\b[Ll]on(?:g(?:itude)?)?\.?\s?[:=]?\s?)?"
_DEGREES = re.compile(
    rf"(?<![\w.°$€£]){_LABEL_LAT}{_LAT}(?:\s?[,;/]\s{{0,2}}|\s{{1,3}})(?:and\s)?{_LABEL_LON}{_LON}(?![\w°]|\.\d)"
)
_MGRS = re.compile(
    r"(?<!\w)(?P<zone>[1-6]?\d[C-HJ-NP-X])[ ]?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])[ ]?"
    r"(?P<digits>\d{2,5}[ ]\d{2,5}|\d{4,10})(?!\w)"
)
_UTM = re.compile(
    r"(?<!\w)(?:UTM\s{1,3})?(?:[Zz]one\s)?(?P<zone>[1-6]?\d)\s?(?P<band>[C-HJ-NP-X])[,:]?\s{1,3}"
    r"(?P<easting>[1-9]\d{5}(?:\.\d{1,4})?)\s?m?\s?E?[,;]?\s{1,3}(?P<northing>\d{6,7}(?:\.\d{1,4})?)(?:\s?m)?(?:\s?N)?(?!\w)"
)

# Half a unit of the last digit is what is certain; 15 m stand for the datum and the receiver.
_LEAST_M = 15.0
_METRES_PER_DEGREE = 111_320.0
_BARE_DECIMALS = 4


_Reader = Callable[[re.Match[str]], tuple[float, float, float] | None]
"""Gives longitude, latitude and uncertainty in metres."""


def find_coordinates(article: Article) -> tuple[Mention, ...]:
    """Return the coordinates of an article as mentions with a location, in the order of the text.

    Parameters
    ----------
    article : Article
        The article.

    Returns
    -------
    tuple of Mention
        Not overlapping. The region of each location is the circle, of what the last digit leaves open.
    """
    text = article.text
    found: list[Mention] = []
    readers: tuple[
        tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[float, float, float] | None]], ...
    ] = (
        (_UTM, _read_utm),
        (_MGRS, _read_mgrs),
        (_DEGREES, _read_degrees),
    )
    for pattern, read in readers:
        taken = [mention.span for mention in found]
        for match in pattern.finditer(text):
            if (point := read(match)) is not None and not _overlaps(match.span(), taken):
                found.append(_mention(text, match.span(), *point))
        found.sort(key=lambda mention: mention.span)
    return tuple(found)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    """Tell whether `span` overlaps one of the sorted spans `taken`, which do not overlap each other."""
    after = bisect_left(taken, (span[1], 0))
    return after > 0 and taken[after - 1][1] > span[0]


def _read_degrees(match: re.Match[str]) -> tuple[float, float, float] | None:
    found = match.groupdict()
    lat = _degrees(found, "lat", 90.0)
    lon = _degrees(found, "lon", 180.0)
    if lat is None or lon is None:
        return None
    marked = [
        bool(found[f"{axis}_mark"] or found[f"{axis}_before"] or found[f"{axis}_after"])
        for axis in ("lat", "lon")
    ]
    if not all(marked) and not found["label"]:
        decimals = min(len(found[f"{axis}_d"].partition(".")[2]) for axis in ("lat", "lon"))
        if any(marked) or decimals < _BARE_DECIMALS or not any(mark in match.group() for mark in ",;/"):
            return None
    unit = max(_unit(found, "lat"), _unit(found, "lon"))
    return lon, lat, max(_LEAST_M, unit / 2 * math.sqrt(2) * _METRES_PER_DEGREE)


def _degrees(found: dict[str, Any], axis: str, limit: float) -> float | None:
    value = (
        float(found[f"{axis}_d"])
        + float(found[f"{axis}_m"] or 0) / 60
        + float(found[f"{axis}_s"] or 0) / 3600
    )
    hemisphere = (found[f"{axis}_before"] or found[f"{axis}_after"] or "").upper()[:1]
    if hemisphere in {"S", "W"} or found[f"{axis}_sign"] in {"-", "−"}:
        value = -value
    return value if abs(value) <= limit else None


def _unit(found: dict[str, Any], axis: str) -> float:
    """Size in degrees of one unit of the last digit."""
    for part, size in (("s", 3600.0), ("m", 60.0), ("d", 1.0)):
        digits = found[f"{axis}_{part}"]
        if digits:
            return float(10.0 ** -len(digits.partition(".")[2])) / size
    return 1.0


@cache
def _mgrs() -> Any:
    import mgrs  # noqa: PLC0415 - a compiled library that few articles need

    return mgrs.MGRS()


def _read_mgrs(match: re.Match[str]) -> tuple[float, float, float] | None:
    parts = match["digits"].split(" ")
    digits = "".join(parts)
    if len(digits) % 2 or (len(parts) == 2 and len(parts[0]) != len(parts[1])):
        return None
    size_m = 10.0 ** (5 - len(digits) // 2)
    zone = match["zone"].zfill(3)
    import mgrs  # noqa: PLC0415

    half = len(digits) // 2
    # The reference names the south-west corner of its square; the middle is the best point.
    middle = [digits[:half] + "5", digits[half:] + "5"] if half < 5 else [digits[:half], digits[half:]]
    try:
        lat, lon = _mgrs().toLatLon(zone + match["square"] + "".join(middle))
    except mgrs.core.MGRSError:
        return None
    return lon, lat, max(_LEAST_M, size_m / math.sqrt(2))


def _read_utm(match: re.Match[str]) -> tuple[float, float, float] | None:
    from pyproj import Transformer  # noqa: PLC0415

    zone = int(match["zone"])
    if not 1 <= zone <= 60:
        return None
    epsg = (32600 if match["band"] >= "N" else 32700) + zone
    transform = Transformer.from_crs(epsg, 4326, always_xy=True)
    lon, lat = transform.transform(float(match["easting"]), float(match["northing"]))
    if not (math.isfinite(lon) and math.isfinite(lat)) or not -80 <= lat <= 84:
        return None
    return lon, lat, _LEAST_M


def _mention(text: str, span: tuple[int, int], lon: float, lat: float, radius_m: float) -> Mention:
    written = text[span[0] : span[1]]
    location = Location(
        lon=round(lon, 7),
        lat=round(lat, 7),
        region=_circle(lon, lat, radius_m),
        coverage=0.9,
        uncertainty_m=radius_m,
        precision=Precision.EXACT
        if radius_m < 3_000
        else Precision.TOWN
        if radius_m < 25_000
        else Precision.AREA,
        method="coordinates",
        reasons=(f"“{written}” are coordinates, certain to {radius_m:,.0f} m",),
    )
    return Mention(
        span=span,
        text=written,
        kind="coordinate",
        recognizer="coordinates",
        score=1.0,
        name=written,
        location=location,
    )


def _circle(lon: float, lat: float, radius_m: float) -> Polygon:
    import numpy as np  # noqa: PLC0415
    from pyproj import Geod  # noqa: PLC0415
    from shapely import Polygon  # noqa: PLC0415

    steps = 32
    azimuths = np.arange(steps) * (360 / steps)
    ones = np.ones(steps)
    lons, lats, _ = Geod(ellps="WGS84").fwd(lon * ones, lat * ones, azimuths, radius_m * ones)
    return Polygon(np.column_stack([lons, lats]))
