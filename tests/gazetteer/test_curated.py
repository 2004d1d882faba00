"""The hand-written tables: every row whole, of a known kind, somewhere on Earth, and with its source."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from gazetteer import Gazetteer, features

CURATED = Path(str(files("gazetteer") / "data" / "curated"))
TABLES = sorted(CURATED.glob("*.csv"))
PLACES_HEADER = ["id", "name", "lon", "lat", "feature_class", "feature_code", "country_code"]
KINDS = {"official", "alternate", "alias", "abbreviation", "demonym", "code"}
TARGET = re.compile(
    r"geonames:\d+|geonames-admin2:[A-Z]{2}\.\w+\.~[a-z-]+|curated:[a-z0-9-]+|[A-Z]{2}(\.[A-Z0-9]+){0,2}"
)


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def places() -> list[tuple[str, dict[str, str]]]:
    tables = [(table.name, rows(table)) for table in TABLES]
    return [(name, row) for name, found in tables if "feature_class" in found[0] for row in found]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_header_is_of_a_known_kind(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    assert header[-1] == "source"
    assert (
        header == ["name", "kind", "target", "source"]
        or header == ["name", "reason", "source"]
        or header == ["dateline", "place", "source"]
        or header == ["country_code", "lon", "lat", "source"]
        or header[: len(PLACES_HEADER)] == PLACES_HEADER
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_rows_are_whole_and_stand_once(table: Path) -> None:
    found = rows(table)
    for row in found:
        assert None not in {*row, *row.values()}, row
        assert row["source"].strip(), row
        assert row.get("name") or row.get("dateline") or row["country_code"], row
        assert all(value == value.strip() for value in row.values()), row
    assert len({tuple(row.items()) for row in found}) == len(found)


@pytest.mark.parametrize(
    "table", [table for table in TABLES if "target" in rows(table)[0]], ids=lambda table: table.stem
)
def test_names_have_a_kind_and_a_target(table: Path) -> None:
    curated = {row["id"] for _, row in places()}
    for row in rows(table):
        assert row["kind"] in KINDS, row
        for target in row["target"].split("|"):
            assert TARGET.fullmatch(target), row
            assert not target.startswith("curated:") or target in curated, row


def test_places_lie_on_earth_and_are_of_a_known_feature() -> None:
    for table, row in places():
        assert TARGET.fullmatch(row["id"]), (table, row)
        assert f"{row['feature_class']}.{row['feature_code']}" in features.features(), (table, row)
        assert row["country_code"] == "" or re.fullmatch("[A-Z]{2}", row["country_code"]), (table, row)
        if row.get("members") or row.get("outline") or (not row["lon"] and row["bbox"]):
            # The outline tells them.
            assert (row["lon"], row["lat"], row["extent_m"]) == ("", "", ""), (table, row)
            continue
        assert -180 <= float(row["lon"]) <= 180, (table, row)
        assert -90 <= float(row["lat"]) <= 90, (table, row)
        assert 50 <= float(row["extent_m"]) <= 8_000_000, (table, row)
        if row.get("bbox"):
            west, south, east, north = map(float, row["bbox"].split(","))
            assert -180 <= min(west, east) <= max(west, east) <= 180, (table, row)
            assert -90 <= south <= float(row["lat"]) <= north <= 90, (table, row)


def test_small_places_lie_in_their_country(gazetteer: Gazetteer) -> None:
    for row in rows(CURATED / "small_places.csv"):
        around = [
            (0.0, 0.0),
            (0.12, 0.0),
            (-0.12, 0.0),
            (0.0, 0.12),
            (0.0, -0.12),
            (0.12, 0.12),
            (-0.12, -0.12),
        ]
        around += [(0.12, -0.12), (-0.12, 0.12)]  # the outlines are good to ten kilometres or so
        countries = [gazetteer.country_at(float(row["lon"]) + x, float(row["lat"]) + y) for x, y in around]
        assert row["country_code"] in {country.country_code for country in countries if country}, row


def test_no_curated_id_stands_twice() -> None:
    ids = [row["id"] for _, row in places()]
    assert sorted(set(ids)) == sorted(ids)


def test_country_points_are_of_the_mainland(gazetteer: Gazetteer) -> None:
    united_states = gazetteer.country("US")
    assert united_states is not None
    assert (united_states.lon, united_states.lat) == (-98.58, 39.83)
    kuwait = gazetteer.country("KW")  # its point in the Factbook is rounded into Iraq
    assert kuwait is not None
    found = gazetteer.country_at(kuwait.lon, kuwait.lat)
    assert found is not None
    assert found.country_code == "KW"


def test_islands_are_of_the_class_and_in_their_country(gazetteer: Gazetteer) -> None:
    """Islands from 45 km² on; the outlines leave out the smallest and join those near a shore to it."""
    for row in rows(CURATED / "islands.csv"):
        assert float(row["extent_m"]) >= 4_000, row  # √(45 km² / π), rounded
        found = gazetteer.country_at(float(row["lon"]), float(row["lat"]))
        assert found is None or found.country_code == row["country_code"], row
