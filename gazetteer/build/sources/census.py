"""Townships, towns and hamlets of the United States that neither GeoNames' cities nor post offices have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gazetteer.build.record import Name, Record
from gazetteer.build.refresh_census import COLUMNS
from gazetteer.build.tables import read_table
from gazetteer.fold import fold

SOURCE = "census"

TOWNSHIP_TAIL = " Township"
TOWNSHIP_EXTENT_M = 6_000.0
"""A survey township is a square of six miles."""


def read_census(path: Path) -> Iterator[Record]:
    """Yield townships as divisions of the fourth order at most, towns and hamlets as populated places."""
    for state, county, kind, name, bare, lon, lat in read_table(path, COLUMNS):
        names: list[Name] = []
        if bare:
            names.append((name.rsplit(" ", 1)[0], "alias", None))
        if kind == "township" and name.endswith(TOWNSHIP_TAIL):
            names.append((f"{name.removesuffix(TOWNSHIP_TAIL)} Twp", "abbreviation", None))
        township = kind == "township"
        yield Record(
            id=f"census:{state}.{county or '000'}.{fold(name).replace(' ', '-')}.{lon},{lat}",
            name=name,
            lon=float(lon),
            lat=float(lat),
            feature_class="A" if township else "P",
            feature_code="ADM3" if township else "PPL",
            country_code="US",
            admin1_code=state,
            admin2_code=county or None,
            extent_m=TOWNSHIP_EXTENT_M if township else None,
            importance=0.0,  # "Norway" is a town of Wisconsin too
            names=names,
            source=SOURCE,
        )
