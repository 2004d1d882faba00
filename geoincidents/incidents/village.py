"""Villages and quarters that the text puts in a place near which the gazetteer knows none of their name.

"In Harim village, Ardel district": most villages are in no gazetteer, but their namesakes elsewhere are.
Where the one that was found lies far from the place that the text puts it in, no more than that is known.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision

if TYPE_CHECKING:
    from geoincidents.types import Parse, Resolution

_FAR_FROM_TOWN_M, _FAR_M = 30_000.0, 60_000.0
"""A village lies no farther beyond the reach of the town or the district that it is put in. Set by hand."""
_BETWEEN = 60
"""Characters between the two names: "market and the southern quarters of"."""
_KIND = r"(?:village|hamlet|neighbou?rhood|quarter|settlement|locality)"
_PART = (
    r"(?:area|ward|block|sub-?district|sub-?county|commune|tehsil|taluka?|upazila|mandal|payam|boma|kebele|market|bazaar|"
    r"camp|junction|bridge|school|mosque|church)"
)
"""What bears a name of its own in a town or a district: "the Ardel bazaar", not "the bazaar of Ardel"."""
_BEFORE = re.compile(
    rf"(?:\b{_KIND}\s+of|\b(?:barangay|brgy\.?|sitio|purok|vereda|aldea|kampung|desa))\s+\Z", re.I
)
_PUT_IN = re.compile(
    r"(?:,\s*(?:in\s+)?|\s+(?:in|of|under)\s+)(?:the\s+)?(?:(?:town|city|district|municipality|area)\s+of\s+)?\Z"
)
_AFTER = re.compile(rf"\s+(?:{_KIND}|{_PART})(?:\s+and\s+(?:[a-z-]+\s+){{0,3}}[a-z-]+s)?{_PUT_IN.pattern}")


def put_in(parse: Parse) -> dict[int, Resolution]:
    """Return, for the names of such villages by their number, the place that the text puts them in.

    Parameters
    ----------
    parse : Parse
        The article.
    """
    found: dict[int, Resolution] = {}
    for index, (inner, outer) in enumerate(pairwise(parse.resolutions)):
        gap = outer.mention.span[0] - inner.mention.span[1]
        if 0 < gap <= _BETWEEN and _lies_far(inner, outer) and _is_village(inner, outer, parse.article.text):
            found[index] = outer
    return found


def _lies_far(inner: Resolution, outer: Resolution) -> bool:
    if inner.place is None or inner.location is None or outer.place is None or outer.location is None:
        return False
    if inner.location.precision > Precision.TOWN or outer.location.precision > Precision.DISTRICT:
        return False
    a, b = inner.location, outer.location
    far_m = _FAR_FROM_TOWN_M if b.precision <= Precision.TOWN else _FAR_M
    return distance_m(a.lon, a.lat, b.lon, b.lat) > b.uncertainty_m + far_m


def _is_village(inner: Resolution, outer: Resolution, text: str) -> bool:
    """Tell whether the words beside two names make the first a village in the second."""
    start, end, then = *inner.mention.span, outer.mention.span[0]
    between = text[end:then]
    if _AFTER.fullmatch(between):
        return True
    return (
        _PUT_IN.fullmatch(between) is not None and _BEFORE.search(text, max(0, start - 20), start) is not None
    )
