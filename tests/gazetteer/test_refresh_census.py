"""The Census Bureau's townships and hamlets: what is new, and which names go without "Township"."""

from __future__ import annotations

import gzip
import math
from pathlib import Path

from gazetteer.build.refresh_census import refresh_census
from gazetteer.build.refresh_post_offices import COLUMNS as OFFICE_COLUMNS
from gazetteer.build.sources.census import read_census
from gazetteer.build.tables import ADMIN_COLUMNS, CITY_COLUMNS, COUNTRY_COLUMNS, write_table

UNITS = [
    # code, description, lon, lat
    ("3900001", "Bigtown city, OH", -83.01, 40.0),  # a city of GeoNames
    ("3900002", "Hamlet CDP, OH", -83.0, 41.5),
    ("3900003", "Post Office Town village, OH", -84.0, 41.5),
    ("3900100005", "Bigtown township, OH", -83.0, 40.0),  # around the city, and not the city
    ("3900100006", "Fairly Wide charter township, OH", -83.2, 40.1),
    ("3900100007", "Twice township, OH", -82.0, 40.0),
    ("3900300007", "Twice township, OH", -82.1, 40.0),  # the next county's is too near to tell apart
    ("3900500007", "Twice township, OH", -81.0, 40.0),
    ("3900100008", "Hamlet town, OH", -83.01, 41.5),  # the same as the place
    ("3900100009", "New Place (historic) town, OH", -82.9, 39.0),
    ("3900100010", "Daily township, OH", -82.9, 39.5),  # a word
    ("3900190009", "Hamlet CCD, OH", -83.0, 41.5),  # nobody says so
    ("7200100009", "Lejos barrio, PR", -66.0, 18.0),
    ("39001", "Large County, OH", -83.0, 40.0),
]


def test_only_what_is_new(tmp_path: Path) -> None:
    write_table(tmp_path / "countries.tsv.xz", COUNTRY_COLUMNS, [])
    write_table(tmp_path / "admin1.tsv.xz", ADMIN_COLUMNS, [])
    write_table(tmp_path / "admin2.tsv.xz", ADMIN_COLUMNS, [])
    city = ["US", "OH", "", "2", "Bigtown", "-83.0", "40.0", "90000", "Big Town"]
    write_table(tmp_path / "cities.tsv.xz", CITY_COLUMNS, [city])
    write_table(
        tmp_path / "post_offices.tsv.xz", OFFICE_COLUMNS, [["OH", "Post Office Town", "-84.1", "41.5"]]
    )
    blocks = [
        f"[fips{code}]\ncentroid = ({math.radians(lat):.7f}, {math.radians(lon):.7f})\n"
        f"description = {name}\nstation = ('kxyz', 0.001)\n\n"
        for code, name, lon, lat in UNITS
    ]
    (tmp_path / "places.gz").write_bytes(gzip.compress("".join(["# sources\n\n", *blocks]).encode()))

    assert refresh_census(tmp_path / "places.gz", tmp_path, lambda name: name == "Daily") == 7
    found = {place.id: place for place in read_census(tmp_path / "census.tsv.xz")}
    assert [
        (place.name, place.feature_code, place.admin2_code, [name[0] for name in place.names])
        for place in found.values()
    ] == [
        ("Bigtown Township", "ADM3", "001", ["Bigtown Twp"]),
        ("Daily Township", "ADM3", "001", ["Daily Twp"]),
        ("Fairly Wide Township", "ADM3", "001", ["Fairly Wide", "Fairly Wide Twp"]),
        ("Hamlet", "PPL", None, []),
        ("New Place", "PPL", "001", []),
        ("Twice Township", "ADM3", "003", ["Twice Twp"]),
        ("Twice Township", "ADM3", "005", ["Twice Twp"]),
    ]
    assert {(place.country_code, place.admin1_code, place.importance) for place in found.values()} == {
        ("US", "OH", 0.0)
    }
