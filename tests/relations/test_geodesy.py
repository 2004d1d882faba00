"""Laws of the geometry on the ellipsoid."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import union_all
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from gazetteer.geodesy import (
    LocalPlane,
    area_m2,
    azimuth_deg,
    buffer_m,
    circle,
    destination,
    destinations,
    distance_m,
    limit_vertices,
    offsets,
    reach_m,
    ring_polygon,
    sector,
    split_antimeridian,
)

lons = st.floats(-180, 180)
lats = st.floats(-89, 89)
azimuths = st.floats(0, 359.99)


def within_the_globe(region) -> bool:
    west, south, east, north = region.bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90


@given(lons, lats, azimuths, st.floats(1, 5_000_000))
def test_destination_and_inverse_agree_within_a_millimetre_a_kilometre(lon, lat, azimuth, metres) -> None:
    there = destination(lon, lat, azimuth, metres)
    assert distance_m(lon, lat, *there) == pytest.approx(metres, abs=1e-3 * max(1.0, metres / 1000))


@given(lons, st.floats(-80, 80), azimuths, st.floats(100, 1_000_000))
def test_azimuth_comes_back(lon, lat, azimuth, metres) -> None:
    back = azimuth_deg(lon, lat, *destination(lon, lat, azimuth, metres))
    assert abs((back - azimuth + 180) % 360 - 180) < 1e-4


@given(lons, st.floats(-90, 90), st.floats(1_000, 3_000_000))
def test_circle_is_valid_anticlockwise_and_has_the_area_of_the_disc(lon, lat, radius) -> None:
    region = circle(lon, lat, radius)
    assert region.is_valid
    assert within_the_globe(region)
    for part in getattr(region, "geoms", [region]):
        assert part.exterior.is_ccw
    earth = 6_371_000.0
    cap = 2 * math.pi * earth**2 * (1 - math.cos(radius / earth))
    # Edges are straight in lon and lat; near a pole that costs some area.
    assert area_m2(region) == pytest.approx(cap, rel=0.25 if abs(lat) > 60 else 0.05)


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 90.0), (10.0, 89.9), (0.0, -90.0), (-120.0, -89.8)])
def test_circle_round_a_pole_holds_the_pole(lon: float, lat: float) -> None:
    region = circle(lon, lat, 100_000)
    assert region.covers(Point(55.0, math.copysign(90.0, lat)))
    assert region.covers(Point(-100.0, math.copysign(89.9, lat)))
    assert not region.covers(Point(0.0, math.copysign(88.0, lat)))


def test_circle_at_the_antimeridian_is_cut_in_two() -> None:
    region = circle(179.9, 10.0, 50_000)
    assert isinstance(region, MultiPolygon)
    assert region.covers(Point(-179.9, 10.0))
    assert region.covers(Point(179.8, 10.0))
    assert area_m2(region) == pytest.approx(math.pi * 50_000**2, rel=0.01)


@given(lons, st.floats(-70, 70), st.floats(0, 50_000), st.floats(60_000, 300_000), azimuths, st.floats(5, 90))
def test_sector_holds_what_lies_in_it(lon, lat, inner, outer, azimuth, half) -> None:
    region = sector(lon, lat, inner, outer, azimuth, half)
    assert region.is_valid
    inside = destination(lon, lat, azimuth, (inner + outer) / 2)
    behind = destination(lon, lat, azimuth + 180, (inner + outer) / 2)
    assert region.covers(Point(inside))
    assert not region.covers(Point(behind))


def test_reach_is_the_farthest_vertex() -> None:
    assert reach_m(0, 0, circle(0, 0, 10_000, 64)) == pytest.approx(10_000, rel=0.002)


@given(lons, lats, lons, lats, st.floats(100, 800_000))
def test_reach_of_a_region_in_parts_is_that_of_its_farthest_vertex(lon, lat, to_lon, to_lat, radius):
    region = union_all([circle(lon, lat, 1_000.0), circle(to_lon, to_lat, radius)])
    points = np.concatenate([np.asarray(part.exterior.coords) for part in getattr(region, "geoms", [region])])
    assert reach_m(lon, lat, region) == offsets(lon, lat, points[:, 0], points[:, 1])[1].max()


def test_offsets_undo_destinations() -> None:
    there = destinations(20, 50, np.array([10.0, 200.0]), np.array([1e3, 2e5]))
    azimuth, metres = offsets(20, 50, *there)
    assert azimuth % 360 == pytest.approx([10.0, 200.0], abs=1e-6)
    assert metres == pytest.approx([1e3, 2e5], rel=1e-9)


def test_buffer_holds_points_that_near() -> None:
    line = LineString([(10, 50), (11, 50.5)])
    region = buffer_m(line, 10_000)
    assert region.covers(Point(destination(10, 50, 270, 9_900)))
    assert not region.covers(Point(destination(10, 50, 270, 10_300)))


def test_plane_keeps_holes() -> None:
    plane = LocalPlane(30, 40)
    ring = Point(0, 0).buffer(20_000).difference(Point(0, 0).buffer(5_000))
    region = plane.globe(ring)
    assert not region.covers(Point(30, 40))
    assert area_m2(region) == pytest.approx(ring.area, rel=0.01)


def test_limit_vertices_drops_specks_and_keeps_the_area() -> None:
    wavy = Point(0, 0).buffer(1.0, quad_segs=200).union(box(5, 5, 5.01, 5.01))
    small = limit_vertices(wavy, 100)
    assert isinstance(small, Polygon)
    assert len(small.exterior.coords) <= 100
    assert small.area == pytest.approx(math.pi, rel=0.02)


def test_split_mends_a_ring_that_crosses_itself() -> None:
    bow = Polygon([(170, 0), (190, 10), (190, 0), (170, 10)])
    region = split_antimeridian(bow)
    assert region.is_valid
    assert within_the_globe(region)


def test_ring_that_crosses_itself_is_mended() -> None:
    region = ring_polygon([0, 1, 1, 0], [0, 1, 0, 1])
    assert region.is_valid
    assert region.area == pytest.approx(0.5)
