"""The tracked source tables: tab-separated text, xz-compressed, sorted, with a header row."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gazetteer.errors import SourceError

SOURCES = Path(__file__).parent.parent / "data" / "sources"
CURATED = Path(__file__).parent.parent / "data" / "curated"

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

BAR = "|"
"""Between the values of one cell; no source has it inside a name (`write_table` makes sure)."""


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write rows of text; return how many.

    Raises
    ------
    SourceError
        A cell holds a tab or a line break.
    """
    count = 0
    with lzma.open(path, "wt", encoding="utf-8", newline="\n", preset=9 | lzma.PRESET_EXTREME) as file:
        file.write("\t".join(columns) + "\n")
        for row in rows:
            line = "\t".join(row)
            if line.count("\t") != len(columns) - 1 or "\n" in line or "\r" in line:
                raise SourceError(f"{path.name}: a cell holds a tab or a line break: {row!r}")
            file.write(line + "\n")
            count += 1
    return count


def read_table(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield the rows of a table.

    Raises
    ------
    SourceError
        The file is missing, its header differs from `columns`, or a row has another number of cells.
    """
    if not path.exists():
        raise SourceError(f"{path}: missing; make it with: python -m gazetteer.build refresh")
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        header = file.readline().rstrip("\n").split("\t")
        if header != list(columns):
            raise SourceError(f"{path.name}: columns are {header}, expected {list(columns)}")
        for number, line in enumerate(file, 2):
            row = line.rstrip("\n").split("\t")
            if len(row) != len(columns):
                raise SourceError(f"{path.name}:{number}: {len(row)} cells, expected {len(columns)}")
            yield row
