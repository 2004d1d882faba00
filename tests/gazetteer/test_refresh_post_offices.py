"""Post offices: what is a town of its own and what belongs to a city."""

from __future__ import annotations

import json
from pathlib import Path

from gazetteer.build.refresh_post_offices import refresh_post_offices
from gazetteer.build.sources.post_offices import read_post_offices
from gazetteer.build.tables import CITY_COLUMNS, write_table

CITIES = [
    # country, admin1, admin2, id, name, lon, lat, population, names
    ("US", "XX", "", "1", "Elsewhere", "-90.0", "40.0", "900", ""),
    ("US", "OH", "", "2", "Bigtown", "-83.0", "40.0", "90000", "Big Town|Grand"),
    ("DE", "OH", "", "3", "Smallville", "-83.5", "40.5", "90000", ""),
]
OFFICES = [
    ("OH", "Bigtown", 40.01, -83.01),  # the city's own
    ("OH", "Grand", 40.02, -83.0),  # by another of its names
    ("OH", "Bigtown", 41.9, -81.0),  # its median with the first is too far to be the city
    ("OH", "Smallville", 40.5, -83.5),
    ("OH", "Smallville", 40.7, -83.7),
    ("OH", "Smallville", 40.6, -83.4),
    ("PR", "Nowhere", 18.0, -66.0),  # no state
    ("OH", "Pointless", None, None),
]


def test_only_towns_that_no_city_is_near(tmp_path: Path) -> None:
    write_table(tmp_path / "cities.tsv.xz", CITY_COLUMNS, CITIES)
    codes = {
        str(number): {"state": state, "city": city, "latitude": lat, "longitude": lon}
        for number, (state, city, lat, lon) in enumerate(OFFICES)
    }
    (tmp_path / "codes.js").write_text(f"exports.codes = {json.dumps(codes)};\nexports.other = {{}};\n")
    assert refresh_post_offices(tmp_path / "codes.js", tmp_path) == 2
    found = list(read_post_offices(tmp_path / "post_offices.tsv.xz"))
    assert [(place.id, place.lon, place.lat) for place in found] == [
        ("post-office:OH.bigtown", -82.005, 40.955),
        ("post-office:OH.smallville", -83.5, 40.6),
    ]
    assert {(place.country_code, place.admin1_code, place.feature_code) for place in found} == {
        ("US", "OH", "PPL")
    }
