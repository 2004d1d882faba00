"""Post offices of the United States → ``data/sources/post_offices.tsv.xz``: villages that cities500 lacks.

Run by hand, once in a while: ``python -m gazetteer.build.refresh_post_offices codes.js``; the file is in
the npm package zipcodes (``npm pack zipcodes@8.0.0``). Local news names many places of a few hundred
people, and New England's towns, which GeoNames files under divisions; most have a post office of their own.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from gazetteer.build.tables import BAR, CITY_COLUMNS, SOURCES, read_table, write_table
from gazetteer.fold import fold
from gazetteer.geodesy import distance_m

COLUMNS = ("admin1_code", "name", "lon", "lat")

SAME_M = 40_000.0
"""A post office this near to a city of its name in its state is that city's."""

STATES = frozenset(
    ("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC"  # noqa: SIM905
     " ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY").split()
)  # fmt: skip


def refresh_post_offices(codes: Path, sources: Path = SOURCES) -> int:
    """Write the table; return its number of rows."""
    text = codes.read_text(encoding="utf-8")
    rows = json.loads(text[text.index("{") :].split("\n")[0].rstrip("; "))
    return write_table(
        sources / "post_offices.tsv.xz",
        COLUMNS,
        post_offices(rows.values(), _cities(sources / "cities.tsv.xz")),
    )


def post_offices(
    rows: Iterable[dict[str, object]], cities: dict[tuple[str, str], list[tuple[float, float]]]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield state, name and point of the post offices whose town is not among the cities."""
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    for row in rows:
        state, name = str(row["state"]), " ".join(str(row["city"]).split())
        key = state, fold(name)
        if state in STATES and name and row["longitude"] and row["latitude"]:
            points[key].append((float(str(row["longitude"])), float(str(row["latitude"]))))
            names.setdefault(key, name)
    for key in sorted(points):
        lon = statistics.median(point[0] for point in points[key])
        lat = statistics.median(point[1] for point in points[key])
        if all(distance_m(lon, lat, *city) > SAME_M for city in cities.get(key, ())):
            yield key[0], names[key], f"{lon:.4f}", f"{lat:.4f}"


def _cities(path: Path) -> dict[tuple[str, str], list[tuple[float, float]]]:
    found: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in read_table(path, CITY_COLUMNS):
        cells = dict(zip(CITY_COLUMNS, row, strict=True))
        if cells["country_code"] == "US":
            point = float(cells["lon"]), float(cells["lat"])
            for key in {fold(name) for name in (cells["name"], *cells["names"].split(BAR)) if name}:
                found[cells["admin1_code"], key].append(point)
    return found


if __name__ == "__main__":
    sys.stderr.write(f"{refresh_post_offices(Path(sys.argv[1]))} post offices\n")
