"""The table of features and the extents taken from it."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import features

CLASSES = set("AHLPRSTUV")


def test_every_row_is_whole_and_no_code_stands_twice() -> None:
    text = (files("gazetteer") / "data" / "features.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == len(features.features())
    assert all(row["feature"][0] in CLASSES for row in rows)
    assert all(row["name"] and row["group"] and row["source"] for row in rows)
    assert all(100 <= float(row["extent_m"]) <= 3_000_000 for row in rows)
    assert set(features.features()) >= CLASSES


@pytest.mark.parametrize(
    ("feature_class", "feature_code", "name"),
    [
        ("A", "ADM1", "admin1"),
        ("A", "PCLI", "country"),
        ("P", "PPLX", "section"),
        ("S", "AIRB", "military"),
        ("S", "CMPRF", "camp"),
        ("H", "STRT", "sea"),
        ("T", "ISL", "island"),
        ("S", "UNHEARD", "landmark"),
    ],
)
def test_group(feature_class: str, feature_code: str, name: str) -> None:
    assert features.group(feature_class, feature_code) == name
    assert name in features.groups()


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError):
        features.group("Q", "X")


@pytest.mark.parametrize(
    ("feature_class", "feature_code", "population", "extent_m"),
    [
        ("P", "PPL", None, 1000.0),
        ("P", "PPL", 0, 1000.0),
        ("P", "PPL", 100, 700.0),
        ("P", "PPL", 1_256_637, 10_000.0),
        ("P", "PPLC", 37_000_000, 40_000.0),
        ("P", "PPLX", 400, 1500.0),
        ("S", "AIRB", 5000, 3000.0),
        ("A", "ADM2", 1_000_000, 25_000.0),
    ],
)
def test_extent(feature_class: str, feature_code: str, population: int | None, extent_m: float) -> None:
    found = features.typical_extent_m(feature_class, feature_code, population)
    assert found == pytest.approx(extent_m, abs=1.0)


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_more_people_never_take_less_room(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert features.typical_extent_m("P", "PPL", low) <= features.typical_extent_m("P", "PPL", high)
