"""What holds what, by golden facts and laws, on the default database."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, hierarchy
from gazetteer.place import Place


@pytest.fixture(scope="module")
def gaz() -> Gazetteer:
    return Gazetteer()


def curated(gaz: Gazetteer, slug: str) -> Place:
    place = gaz.place(f"curated:{slug}")
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("lon", "lat", "country", "admin1"),
    [
        (44.36, 33.94, "IQ", "18"),  # Balad air base
        (-77.037, 38.898, "US", "DC"),  # the White House
        (2.295, 48.858, "FR", "11"),  # Eiffel Tower: NE's departments dissolved to regions
        (-3.19, 55.95, "GB", "SCT"),  # Edinburgh: councils dissolved to nations
        (34.10, 44.95, "UA", "11"),  # Simferopol
        (34.45, 31.50, "PS", "GZ"),  # Gaza City
        (35.20, 31.90, "PS", "WE"),  # Ramallah
        (21.17, 42.66, "XK", None),  # Pristina
        (44.06, 9.56, "SO", "20"),  # Hargeisa: a piece of Natural Earth's Somaliland
        (78.48, 17.38, "IN", "40"),  # Hyderabad: a piece of Natural Earth's Andhra Pradesh
        (24.94, 60.17, "FI", "01"),  # Helsinki
        (-170.0, 66.1, "RU", "15"),  # Uelen, beyond the antimeridian
        (37.6, 55.75, "RU", "48"),
        (114.17, 22.28, "HK", None),
    ],
)
def test_country_and_division_at_a_point(
    gaz: Gazetteer, lon: float, lat: float, country: str, admin1: str | None
) -> None:
    found = gaz.country_at(lon, lat)
    assert found is not None
    assert found.country_code == country
    if admin1 is not None:
        division = gaz.admin1_at(lon, lat)
        assert division is not None
        assert (division.country_code, division.admin1_code) == (country, admin1)


@pytest.mark.parametrize(("lon", "lat"), [(-30.0, 40.0), (0.0, 0.0), (65.0, 15.0), (-140.0, 20.0)])
def test_nothing_at_the_high_sea(gaz: Gazetteer, lon: float, lat: float) -> None:
    assert gaz.country_at(lon, lat) is None
    assert gaz.admin1_at(lon, lat) is None


def test_a_ship_off_the_quay_is_in_its_country_and_one_far_out_is_not(gaz: Gazetteer) -> None:
    near, far = gaz.country_at(14.25, 40.75), gaz.country_at(12.0, 40.0)  # off Naples; mid-Tyrrhenian
    assert near is not None
    assert near.country_code == "IT"
    assert far is None


def test_land_without_a_division_takes_the_nearest_of_its_own_country(gaz: Gazetteer) -> None:
    # Natural Earth's municipality of Pāvilosta has no city over 500 people.
    division = gaz.admin1_at(21.3, 56.85)
    assert division is not None
    assert division.country_code == "LV"


@pytest.mark.parametrize(
    ("place_id", "codes"),
    [
        ("geonames:98182", [("IQ", "07"), ("IQ", None)]),  # Baghdad
        ("airport:ORBD", [("IQ", "18"), ("IQ", None)]),  # an airport has no code: by its point
        ("geonames:4736286", [("US", None)]),  # Texas
        ("geonames:99237", []),  # Iraq
        ("curated:black-sea", []),
    ],
)
def test_ancestors(gaz: Gazetteer, place_id: str, codes: list[tuple[str, str | None]]) -> None:
    place = gaz.place(place_id)
    assert place is not None
    found = [one for one in gaz.ancestors(place) if one.feature_code != "ADM2"]
    assert [(one.country_code, one.admin1_code) for one in found] == codes


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("geonames:99237", "geonames:98182"),  # Iraq, Baghdad
        ("geonames:4736286", "geonames:4671654"),  # Texas, Austin
        ("geonames:6252001", "geonames:4736286"),  # United States, Texas
        ("geonames:99237", "airport:ORBD"),
        ("geonames-admin1:IQ.18", "airport:ORBD"),
        ("curated:darfur", "geonames:369004"),  # Nyala
        ("curated:soviet-union", "geonames:690791"),  # Ukraine
        ("curated:iraqi-kurdistan", "geonames:95446"),  # Erbil
        ("curated:bay-area", "geonames:5378538"),  # Oakland: a region without a polygon
        ("curated:middle-east", "geonames:99237"),
        ("curated:middle-east", "curated:iraqi-kurdistan"),
    ],
)
def test_contains_and_never_the_other_way_round(gaz: Gazetteer, outer: str, inner: str) -> None:
    one, other = gaz.place(outer), gaz.place(inner)
    assert one is not None
    assert other is not None
    assert gaz.contains(one, other)
    assert not gaz.contains(other, one)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("geonames:99237", "geonames:99237"),  # nothing holds itself
        ("geonames:4736286", "geonames:98182"),  # Texas, Baghdad
        ("geonames-admin1:IQ.18", "geonames:99237"),  # a province its country
        ("curated:darfur", "geonames:98182"),
        ("geonames:98182", "airport:ORBD"),  # a town has no polygon and no codes to hold anything by
        ("curated:bay-area", "geonames:5368361"),  # Los Angeles
        ("curated:tigris", "geonames:98182"),  # a river is not an area
    ],
)
def test_does_not_contain(gaz: Gazetteer, outer: str, inner: str) -> None:
    one, other = gaz.place(outer), gaz.place(inner)
    assert one is not None
    assert other is not None
    assert not gaz.contains(one, other)


def test_a_county_holds_its_towns_by_code(gaz: Gazetteer) -> None:
    county, town = gaz.admin("US", "TX", "453"), gaz.place("geonames:4671654")
    assert county is not None
    assert town is not None
    assert gaz.contains(county, town)
    assert not gaz.contains(county, replace(town, admin2_code="001"))


def test_geometry_of_what_has_one(gaz: Gazetteer) -> None:
    shape = gaz.geometry(curated(gaz, "black-sea"))
    assert shape is not None
    assert shape.is_valid
    assert shape.geom_type in {"Polygon", "MultiPolygon"}
    baghdad = gaz.place("geonames:98182")
    assert baghdad is not None
    assert gaz.geometry(baghdad) is None


def test_a_sea_is_water_only(gaz: Gazetteer) -> None:
    sea = gaz.geometry(curated(gaz, "red-sea"))
    egypt, saudi = gaz.country("EG"), gaz.country("SA")
    assert egypt is not None
    assert saudi is not None
    for country in (egypt, saudi):
        shape = gaz.geometry(country)
        assert shape is not None
        assert sea is not None
        assert sea.intersection(shape).area < 1e-6


def test_divisions_tile_their_country(gaz: Gazetteer) -> None:
    iraq = gaz.country("IQ")
    assert iraq is not None
    whole = gaz.geometry(iraq)
    parts = [
        gaz.geometry(division)
        for code in range(1, 19)
        if (division := gaz.admin("IQ", f"{code:02}")) is not None
    ]
    assert len(parts) == 18
    assert whole is not None
    assert sum(part.area for part in parts if part is not None) == pytest.approx(whole.area, rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.floats(-180, 180), st.floats(-85, 85))
def test_a_division_lies_in_the_country_at_its_point(lon: float, lat: float) -> None:
    gaz = Gazetteer()
    country, division = gaz.country_at(lon, lat), gaz.admin1_at(lon, lat)
    if country is not None and division is not None:
        assert division.country_code == country.country_code


def test_the_caches_do_not_mix_databases(gaz: Gazetteer, tmp_path: object) -> None:
    one, other = Gazetteer(), Gazetteer()
    assert hierarchy.country_at(one._store, 44.4, 33.3) == hierarchy.country_at(other._store, 44.4, 33.3)


SLUGS = [
    "darfur", "sahel", "kurdistan", "iraqi-kurdistan", "middle-east", "bay-area", "red-sea", "green-zone", "java",
    "soviet-union", "europe", "golan", "lake-chad", "nile", "fort-hood", "harlem", "kremlin",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SLUGS), st.sampled_from(SLUGS))
def test_no_two_places_hold_each_other(one: str, other: str) -> None:
    gaz = Gazetteer()
    first, second = curated(gaz, one), curated(gaz, other)
    assert not (gaz.contains(first, second) and gaz.contains(second, first))


def test_far_north_the_nearest_division_is_still_found(gaz: Gazetteer) -> None:
    division = gaz.admin1_at(15.6, 78.15)  # in the fjord at Longyearbyen
    assert division is not None
    assert division.country_code == "SJ"


def test_outlines_are_short_and_cover_what_the_polygon_does(gazetteer: Gazetteer) -> None:
    for code, share in (("NO", 0.8), ("FJ", 0.9), ("IQ", 0.99)):  # islets are left out
        country = gazetteer.country(code)
        assert country is not None
        short, full = gazetteer.outline(country), gazetteer.geometry(country)
        assert short is not None
        assert full is not None
        assert shapely.get_num_coordinates(short) <= 100
        assert short.intersection(full).area > share * full.area
    town = gazetteer.search("Baghdad")[0].place
    assert gazetteer.outline(town) is None
