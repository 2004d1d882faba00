"""Coordinates in text: the rows of ``cases/coordinates.toml``, and laws."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geoincidents.mentions.coordinates import find_coordinates
from geoincidents.types import Article

CASES = tomllib.loads((Path(__file__).parent.parent / "data/cases/coordinates.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(case: dict[str, object]) -> None:
    found = find_coordinates(Article(id="case", text=str(case["text"])))
    if "found" not in case:
        assert found == ()
        return
    (mention,) = found
    assert mention.text == case["found"]
    assert mention.text == str(case["text"])[slice(*mention.span)]
    assert mention.location is not None
    assert mention.location.lat == pytest.approx(case["lat"], abs=2e-5)
    assert mention.location.lon == pytest.approx(case["lon"], abs=2e-5)
    assert mention.location.uncertainty_m == pytest.approx(case["uncertainty_m"], abs=1)
    assert (mention.kind, mention.location.method) == ("coordinate", "coordinates")


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9))
def test_degrees_minutes_seconds_are_read_back(lat: float, lon: float) -> None:
    def written(value: float, marks: str) -> str:
        seconds = round(abs(value) * 3600)
        return f"{seconds // 3600}°{seconds // 60 % 60:02}'{seconds % 60:02}\"{marks[value < 0]}"

    text = f"Found at {written(lat, 'NS')}, {written(lon, 'EW')} today."
    (mention,) = find_coordinates(Article(id="made", text=text))
    assert mention.location is not None
    away_m = Geod(ellps="WGS84").inv(lon, lat, mention.location.lon, mention.location.lat)[2]
    assert away_m <= mention.location.uncertainty_m + 1


@pytest.mark.parametrize(
    "piece", ["1 ", "11.111 ", "33°", "33° 20' ", "N", "38SMB", "1", "12.34567, ", "12 N ", "18T 583960 "]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    find_coordinates(Article(id="hostile", text=piece * (300_000 // len(piece))))
    assert time.process_time() - started < 20  # 1.7 s alone; a quadratic one takes minutes


def test_several_kinds_come_in_the_order_of_the_text() -> None:
    text = "First 18T 583960 4507523, then 33.9402 N, 44.3616 E, then 38SMB4480012300."
    starts = [mention.span[0] for mention in find_coordinates(Article(id="three", text=text))]
    assert starts == [6, 31, 58]
