"""Write the table of North American telephone area codes and the state, province or country of each.

    pip install phonenumbers
    python training/resolver/area_codes.py

The codes are facts of the North American Numbering Plan; they are taken from the geographic data of the
library phonenumbers (Apache 2.0), and the state's key from our gazetteer.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import phonenumbers
from phonenumbers.geodata import GEOCODE_DATA

from gazetteer.geocoder import Gazetteer

TABLE = Path(__file__).parents[2] / "geoincidents" / "resolution" / "data" / "area_codes.csv"
COUNTRIES = ("US", "CA")


def main() -> None:
    """Look each area up and write its key."""
    gazetteer = Gazetteer()
    rows = []
    for prefix, names in sorted(GEOCODE_DATA.items()):
        name = names.get("en", "")
        if len(prefix) != 4 or not prefix.startswith("1"):
            continue
        # "San Antonio, TX", "Washington State", "Washington D.C."
        state = re.sub(r"^Washington (?:D\.?C\.?)$", "District of Columbia", name.rsplit(", ", 1)[-1])
        keys = {
            f"{match.place.country_code}.{match.place.admin1_code}"
            for match in gazetteer.search(state, limit=50)
            if match.place.feature_code == "ADM1" and match.place.country_code in COUNTRIES
        }
        if len(keys) == 1:
            rows.append((prefix[1:], keys.pop()))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "division", "source"))
        source = f"North American Numbering Plan, by phonenumbers {phonenumbers.__version__}"
        writer.writerows((*row, source) for row in rows)


if __name__ == "__main__":
    main()
