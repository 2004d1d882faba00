"""The US Census Bureau's gazetteer → ``data/sources/census.tsv.xz``: townships, and places that we lack.

Run by hand, once in a while: ``python -m gazetteer.build.refresh_census places.gz``; the file is in
Debian's package weather-util-data. Local news of the Midwest, Pennsylvania and New Jersey names civil
townships, which GeoNames files under divisions and no other package has; hamlets that the Bureau counts
("census-designated places") come with them.
"""

from __future__ import annotations

import csv
import gzip
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gazetteer.build.refresh_post_offices import COLUMNS as OFFICE_COLUMNS
from gazetteer.build.refresh_post_offices import STATES
from gazetteer.build.tables import (
    ADMIN_COLUMNS,
    BAR,
    CITY_COLUMNS,
    COUNTRY_COLUMNS,
    CURATED,
    SOURCES,
    read_table,
    write_table,
)
from gazetteer.fold import fold
from gazetteer.geodesy import distance_m

COLUMNS = ("admin1_code", "admin2_code", "kind", "name", "bare", "lon", "lat")
"""`bare` is "1" where the name without "Township" is no word and borne by nothing else we know."""

SAME_M = 40_000.0
"""A place this near to one of its name in its state is that one; a town's centroid is not its centre."""
SAME_TOWNSHIP_M = 25_000.0
"""Counties side by side have townships of one name."""

COMMON_ZIPF = 2.0
"""A word or surname that wordfreq has this often in English (once in ten million words) is no township's."""

TOWNSHIPS = ("charter township", "township", "plantation")
TOWNS = ("town", "village", "borough", "city", "municipality", "CDP")
_BLOCK = re.compile(
    r"\[fips(?P<code>\d{7}|\d{10})\]\ncentroid = \((?P<lat>[-.\d]+), (?P<lon>[-.\d]+)\)\n"
    r"description = (?P<name>[^\n]*), (?P<state>[A-Z]{2})\n"
)
_KIND = re.compile(rf" (?P<kind>{'|'.join((*TOWNSHIPS, *TOWNS))})$")
_ASIDE = re.compile(r" \([^)]*\)")

Points = dict[tuple[str, str], list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry of the Bureau's gazetteer."""

    state: str
    county: str
    """Three digits, empty where a place may lie in several counties."""
    kind: str
    name: str
    lon: float
    lat: float

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: a township by its full name."""
        return self.state, fold(self.full_name)

    @property
    def full_name(self) -> str:
        """Return the name as news copy writes it."""
        if self.kind not in TOWNSHIPS:
            return self.name
        return f"{self.name} {self.kind.split()[-1].title()}"


def in_english(name: str) -> bool:
    """Return whether `name` is seen in English at all, as a word, a surname or words."""
    from wordfreq import zipf_frequency  # noqa: PLC0415  # an extra

    return bool(zipf_frequency(name.lower(), "en") >= COMMON_ZIPF)


def refresh_census(path: Path, sources: Path = SOURCES, common: Callable[[str], bool] = in_english) -> int:
    """Write the table; return its number of rows. `common` tells names that are words."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found = list(units(file.read()))
    rows = census_rows(found, known_points(sources), known_names(sources), common)
    return write_table(sources / "census.tsv.xz", COLUMNS, rows)


def units(text: str) -> Iterator[Unit]:
    """Yield the places, towns and townships; statistical divisions have no name that anyone uses."""
    for match in _BLOCK.finditer(text):
        name = _ASIDE.sub("", match["name"])
        kind = _KIND.search(name)
        if kind is None or match["state"] not in STATES:
            continue
        code = match["code"]
        yield Unit(
            match["state"],
            code[2:5] if len(code) > 7 else "",
            kind["kind"],
            name[: kind.start()],
            math.degrees(float(match["lon"])),
            math.degrees(float(match["lat"])),
        )


def census_rows(
    found: Iterable[Unit], known: Points, others: frozenset[str], common: Callable[[str], bool]
) -> Iterator[tuple[str, ...]]:
    """Yield the units that are not among the known places, each once.

    `others` are the folded names of other things, which a township without its word of kind would add to.
    """
    taken: Points = defaultdict(list, {key: list(points) for key, points in known.items()})
    new: list[Unit] = []
    # A place of the Bureau's comes before the town of its name: its centroid is nearer to the houses.
    for unit in sorted(
        found, key=lambda unit: (unit.county != "", unit.state, unit.name, unit.lon, unit.lat)
    ):
        same_m = SAME_TOWNSHIP_M if unit.kind in TOWNSHIPS else SAME_M
        if all(distance_m(unit.lon, unit.lat, *point) > same_m for point in taken[unit.key]):
            taken[unit.key].append((unit.lon, unit.lat))
            new.append(unit)
    towns = {fold(unit.name) for unit in new if unit.kind not in TOWNSHIPS}
    townships = Counter(fold(unit.name) for unit in new if unit.kind in TOWNSHIPS)
    for unit in sorted(new, key=lambda unit: (unit.state, unit.full_name, unit.county, unit.lon, unit.lat)):
        key = fold(unit.name)
        bare = (
            unit.kind in TOWNSHIPS
            and key not in others
            and key not in towns
            and townships[key] == 1
            and not common(unit.name)
        )
        kind = "township" if unit.kind in TOWNSHIPS else "place" if not unit.county else "town"
        yield (
            unit.state,
            unit.county,
            kind,
            unit.full_name,
            "1" if bare else "",
            f"{unit.lon:.4f}",
            f"{unit.lat:.4f}",
        )


def known_names(sources: Path = SOURCES) -> frozenset[str]:
    """Return the folded names of all countries, divisions, cities and post offices, and hardly places."""
    found: set[str] = set()
    for file, columns in (
        ("countries", COUNTRY_COLUMNS),
        ("admin1", ADMIN_COLUMNS),
        ("admin2", ADMIN_COLUMNS),
        ("cities", CITY_COLUMNS),
        ("post_offices", OFFICE_COLUMNS),
    ):
        for row in read_table(sources / f"{file}.tsv.xz", columns):
            cells = dict(zip(columns, row, strict=True))
            others = (name.rpartition(":")[2] for name in cells.get("names", "").split(BAR))
            found |= {fold(name) for name in (cells["name"], *others)}
    with (CURATED / "hardly_places.csv").open(encoding="utf-8", newline="") as rows:
        found |= {fold(line["name"]) for line in csv.DictReader(rows)}
    return frozenset(found)


def known_points(sources: Path = SOURCES) -> Points:
    """Return where the cities and post offices of each state and folded name are."""
    found: Points = defaultdict(list)
    for row in read_table(sources / "cities.tsv.xz", CITY_COLUMNS):
        cells = dict(zip(CITY_COLUMNS, row, strict=True))
        if cells["country_code"] == "US":
            point = float(cells["lon"]), float(cells["lat"])
            for key in {fold(name) for name in (cells["name"], *cells["names"].split(BAR)) if name}:
                found[cells["admin1_code"], key].append(point)
    for state, name, lon, lat in read_table(sources / "post_offices.tsv.xz", OFFICE_COLUMNS):
        found[state, fold(name)].append((float(lon), float(lat)))
    return found


if __name__ == "__main__":
    sys.stderr.write(f"{refresh_census(Path(sys.argv[1]))} places and townships\n")
