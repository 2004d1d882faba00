"""A place as the gazetteer knows it, its names, and a name found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameKind = Literal["official", "alternate", "alias", "abbreviation", "demonym", "code"]
MatchKind = Literal["exact", "folded", "alias", "abbreviation", "demonym", "fuzzy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the gazetteer.

    Attributes
    ----------
    id : str
        Source and key, as "geonames:98182".
    name : str
        The usual name in English or Latin letters.
    lon, lat : float
        Representative point, degrees WGS 84.
    feature_class, feature_code : str
        GeoNames' classes and codes ("P", "PPLC").
    country_code : str or None
        ISO 3166-1 alpha-2; None at sea and across borders.
    admin1_code, admin2_code : str or None
        GeoNames' codes below the country.
    population : int or None
        None where unknown.
    bbox : tuple of float or None
        West, south, east, north in degrees; west > east across the antimeridian.
    extent_m : float
        Typical radius of the place in metres, by measurement or by its feature code.
    importance : float
        0 to 1: how likely the bare name means this place, before any context.
    source : str
        Name of the source in ``sources.toml``.
    """

    id: str
    name: str
    lon: float
    lat: float
    feature_class: str
    feature_code: str
    country_code: str | None = None
    admin1_code: str | None = None
    admin2_code: str | None = None
    population: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    extent_m: float
    importance: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """One name of a place.

    Attributes
    ----------
    name : str
        As written by the source.
    kind : NameKind
        What sort of name it is.
    language : str or None
        BCP 47 tag where the source tells.
    """

    name: str
    kind: NameKind
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A place that a searched name may mean.

    Attributes
    ----------
    place : Place
        The place.
    name : str
        The stored name that matched.
    kind : MatchKind
        How it matched.
    score : float
        0 to 1: nearness of the stored name to the searched one; 1 for the same letters.
    """

    place: Place
    name: str
    kind: MatchKind
    score: float
