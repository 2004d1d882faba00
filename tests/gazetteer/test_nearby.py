"""Borders, coasts, land and neighbours in space."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from gazetteer import Gazetteer

GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def gaz() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        # CIA World Factbook; outlines this coarse cut corners and give less, never much more.
        ("SY", "TR", 899),
        ("IQ", "IR", 1599),
        ("FR", "ES", 646),
        ("US", "MX", 3111),
        ("UG", "KE", 814),
        ("PL", "UA", 498),
    ],
)
def test_shared_border_has_its_length(gaz: Gazetteer, one: str, other: str, km: float) -> None:
    line = gaz.border(one, other)
    assert line is not None
    length_km = GEOD.geometry_length(line) / 1000
    assert 0.72 * km <= length_km <= 1.1 * km
    assert line.equals(gaz.border(other, one))


@pytest.mark.parametrize(("one", "other"), [("FR", "GB"), ("IQ", "US"), ("XX", "IQ"), ("US", "RU")])
def test_no_shared_border(gaz: Gazetteer, one: str, other: str) -> None:
    assert gaz.border(one, other) is None


def test_whole_border_is_all_the_shared_ones(gaz: Gazetteer) -> None:
    whole = gaz.border("SY")
    assert whole is not None
    shared = sum(line.length for code in gaz.neighbours("SY") if (line := gaz.border("SY", code)) is not None)
    assert whole.length == pytest.approx(shared, rel=0.02)


@pytest.mark.parametrize("code", ["AU", "JM", "XX"])
def test_islands_and_unknown_codes_have_no_land_border(gaz: Gazetteer, code: str) -> None:
    assert gaz.border(code) is None


@pytest.mark.parametrize("code", ["CH", "LU", "ML", "UZ", "PY", "XX"])
def test_landlocked_countries_have_no_coast(gaz: Gazetteer, code: str) -> None:
    assert gaz.coast(code) is None


@pytest.mark.parametrize(
    ("code", "west", "south", "east", "north"), [("IQ", 47.5, 29.8, 49, 30.9), ("SY", 35, 34, 36.3, 36.2)]
)
def test_coast_lies_where_it_is(
    gaz: Gazetteer, code: str, west: float, south: float, east: float, north: float
) -> None:
    line = gaz.coast(code)
    assert line is not None
    found = line.bounds
    assert west <= found[0] <= found[2] <= east
    assert south <= found[1] <= found[3] <= north


def test_outline_is_border_and_coast(gaz: Gazetteer) -> None:
    country, border, coast = gaz.country("SO"), gaz.border("SO"), gaz.coast("SO")
    assert country is not None
    assert border is not None
    assert coast is not None
    shape = gaz.geometry(country)
    assert shape is not None
    assert border.length + coast.length == pytest.approx(shape.boundary.length, rel=0.01)


def test_land_in_a_box(gaz: Gazetteer) -> None:
    assert gaz.land((-40.0, 30.0, -35.0, 35.0)).is_empty
    inland = gaz.land((20.0, 10.0, 21.0, 11.0))
    assert inland.area == pytest.approx(1.0, rel=1e-6)
    across = gaz.land((175.0, 64.0, -170.0, 70.0))
    assert across.bounds[0] < -169
    assert across.bounds[2] > 175


@settings(max_examples=25, deadline=None)
@given(st.floats(-175, 170), st.floats(-80, 75), st.floats(0.5, 4))
def test_land_is_in_its_box(west: float, south: float, side: float) -> None:
    found = Gazetteer().land((west, south, west + side, south + side))
    assert found.is_valid
    if not found.is_empty:
        assert found.bounds[0] >= west - 1e-9
        assert found.bounds[3] <= south + side + 1e-9


def test_nearest_first_and_within_the_radius(gaz: Gazetteer) -> None:
    found = gaz.nearby(4.89, 52.37, 30_000, feature_classes=["P"], limit=20)  # Amsterdam
    metres = [distance for _, distance in found]
    assert metres == sorted(metres)
    assert metres[-1] <= 30_000
    assert len(found) == 20
    assert all(place.feature_class == "P" for place, _ in found)


def test_nearby_across_the_antimeridian(gaz: Gazetteer) -> None:
    found = gaz.nearby(180.0, -16.8, 250_000, feature_classes=["P"])
    assert {place.country_code for place, _ in found} == {"FJ"}


def test_nearby_at_the_pole_and_in_the_open_sea(gaz: Gazetteer) -> None:
    assert [place.id for place, _ in gaz.nearby(0.0, 90.0, 1000.0)] == ["curated:north-pole"]
    assert gaz.nearby(-30.0, 0.0, 1000.0) == ()


def test_only_large_places(gaz: Gazetteer) -> None:
    found = gaz.nearby(44.39, 33.34, 100_000, min_population=1_000_000)
    assert found
    assert all((place.population or 0) >= 1_000_000 for place, _ in found)
