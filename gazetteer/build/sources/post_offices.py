"""Post offices of the United States whose town is not among the cities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gazetteer.build.record import Record
from gazetteer.build.refresh_post_offices import COLUMNS
from gazetteer.build.tables import read_table
from gazetteer.fold import fold

SOURCE = "post-offices"


def read_post_offices(path: Path) -> Iterator[Record]:
    """Yield the post offices as small populated places."""
    for state, name, lon, lat in read_table(path, COLUMNS):
        yield Record(
            id=f"post-office:{state}.{fold(name).replace(' ', '-')}",
            name=name,
            lon=float(lon),
            lat=float(lat),
            feature_class="P",
            feature_code="PPL",
            country_code="US",
            admin1_code=state,
            names=[],
            source=SOURCE,
        )
