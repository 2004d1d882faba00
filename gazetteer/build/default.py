"""The default database: tracked tables, curated tables and polygons → ``data/places.sqlite``."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from gazetteer.build.draft import Draft
from gazetteer.build.finish import workplace, writing
from gazetteer.build.polygons import add_outlines, outlines
from gazetteer.build.record import Record
from gazetteer.build.sources.airports import read_airports
from gazetteer.build.sources.census import read_census
from gazetteer.build.sources.cities import read_cities
from gazetteer.build.sources.countries import read_arabic, read_capitals, read_countries, read_neighbours
from gazetteer.build.sources.curated import Curated, read_curated
from gazetteer.build.sources.divisions import province_keys, read_divisions
from gazetteer.build.sources.post_offices import read_post_offices
from gazetteer.build.tables import (
    ADMIN_COLUMNS,
    CITY_COLUMNS,
    COUNTRY_COLUMNS,
    CURATED,
    SOURCES,
    read_table,
)
from gazetteer.store import DEFAULT_PATH, geonames_number

SOURCE_NUMBERS = {
    name: number
    for number, name in enumerate(
        (
            "geonames-cities500",
            "geonames-countries",
            "divisions",
            "airportsdata",
            "curated",
            "geonames",
            "post-offices",
            "census",
        ),
        1,
    )
}

_CODE = Path(__file__).parent.parent
_CODE_PATTERNS = ("build/**/*.py", "data/features.csv", "features.py", "fold.py", "schema.sql", "store.py")


def build_default(path: Path = DEFAULT_PATH, sources: Path = SOURCES, curated: Path = CURATED) -> list[str]:
    """Write the default database.

    Returns
    -------
    list of str
        Targets of curated names that no place answers to.

    Raises
    ------
    SourceError
        A source is missing or has a bad row.
    """
    tables = read_curated(curated)
    countries = sources / "countries.tsv.xz"
    # GEOS works beside Python, on another core.
    with ThreadPoolExecutor(1) as beside, workplace(path) as folder, writing(path, folder) as database:
        shapes = beside.submit(outlines, sources, curated)
        draft = Draft(folder / "default", SOURCE_NUMBERS, read_arabic(countries))
        for record in default_records(tables, sources):
            draft.add(record)
        draft.close()
        database.take([draft.path])
        database.add_codes(draft.own_ids, draft.divisions)
        database.add_neighbours(read_neighbours(countries))
        add_outlines(database, draft, shapes.result())
        meta = {"digest": digest(sources, curated), "made_of": "default"}
        database.finish(meta, SOURCE_NUMBERS, read_about(sources))
    return tables.unused()


def default_records(tables: Curated, sources: Path = SOURCES) -> Iterator[Record]:
    """Yield every place of the default database with its curated names, in order of the sources."""
    countries = sources / "countries.tsv.xz"
    seen: set[str] = set()
    for record in chain(
        read_countries(countries, province_keys(sources / "admin1.tsv.xz")),
        read_divisions(sources / "admin1.tsv.xz", 1),
        read_divisions(sources / "admin2.tsv.xz", 2),
        read_cities(sources / "cities.tsv.xz", read_capitals(countries)),
        read_airports(sources / "airports.tsv.xz"),
        read_post_offices(sources / "post_offices.tsv.xz"),
        read_census(sources / "census.tsv.xz"),
    ):
        if record.id in tables.places:
            seen.add(record.id)
        yield tables.apply(record)
    for record_id, record in sorted(tables.places.items()):
        if record_id not in seen:
            yield tables.apply(record)


def default_numbers(tables: Curated, sources: Path = SOURCES) -> frozenset[int]:
    """Return the GeoNames ids of the default database."""
    columns = [
        ("countries.tsv.xz", COUNTRY_COLUMNS),
        ("admin1.tsv.xz", ADMIN_COLUMNS),
        ("cities.tsv.xz", CITY_COLUMNS),
    ]
    found = {geonames_number(place_id) for place_id in tables.places}
    for name, header in columns:
        at = header.index("geonameid")
        found |= {int(row[at]) for row in read_table(sources / name, header) if row[at]}
    return frozenset(n for n in found if n is not None)


def read_about(sources: Path = SOURCES) -> dict[str, dict[str, str]]:
    """Return what ``sources.toml`` says of each source."""
    path = sources / "sources.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def digest(sources: Path = SOURCES, curated: Path = CURATED) -> str:
    """Return the SHA-256 of everything that the database is made of, the code that makes it included."""
    total = hashlib.sha256()
    inputs = [
        *sources.iterdir(),
        *curated.glob("*.csv"),
        *chain.from_iterable(map(_CODE.glob, _CODE_PATTERNS)),
    ]
    for path in sorted(inputs):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
