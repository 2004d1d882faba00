"""The point of an area: its mean on the sphere, of what holds together, and inside."""

from __future__ import annotations

import math

import pytest
import shapely

from gazetteer import Gazetteer
from gazetteer.build.middle import main_body, middle


def test_the_mean_is_that_of_the_sphere_not_of_degrees() -> None:
    lune = middle(shapely.box(-0.5, 0, 0.5, 60))
    # By hand: ∫ sin φ cos φ dφ = 3/8 against ∫ cos² φ dφ = π/6 + √3/8.
    assert lune.y == pytest.approx(math.degrees(math.atan(0.375 / (math.pi / 6 + 3**0.5 / 8))), abs=0.01)
    assert lune.x == pytest.approx(0.0, abs=1e-9)


def test_an_area_across_the_antimeridian_has_its_middle_there() -> None:
    both = shapely.MultiPolygon([shapely.box(170, -5, 180, 5), shapely.box(-180, -5, -170, 5)])
    point = middle(both)
    assert abs(point.x) == pytest.approx(180.0, abs=1e-6)
    assert point.y == pytest.approx(0.0, abs=1e-6)


def test_a_far_part_does_not_move_the_middle_a_near_one_does() -> None:
    land, near, far = shapely.box(0, 0, 4, 4), shapely.box(8, 0, 10, 4), shapely.box(30, 0, 32, 4)
    assert main_body(shapely.MultiPolygon([land, near, far])) == shapely.MultiPolygon([land, near])
    alone = middle(shapely.MultiPolygon([land, far]))
    assert alone.equals_exact(middle(land), 1e-9)
    assert middle(shapely.MultiPolygon([land, near])).x > alone.x + 0.5


def test_islands_of_which_none_is_the_main_one_count_together() -> None:
    islands = shapely.MultiPolygon([shapely.box(x, 0, x + 1, 1) for x in (0, 20, 40)])
    assert main_body(islands) == islands


def test_a_crescent_has_its_point_inside_and_off_the_edge() -> None:
    crescent = shapely.difference(shapely.Point(0, 0).buffer(5), shapely.Point(2, 0).buffer(4.5))
    point = middle(crescent)
    assert crescent.contains(point)
    assert crescent.boundary.distance(point) > 0.1
    assert point.x < 0


def test_areas_of_the_default_hold_their_point(gazetteer: Gazetteer) -> None:
    """Rows that leave their point to their outline have one; Hawaii is not the middle of the West."""
    for name in ("darfur", "baltic-sea", "us-west", "caribbean", "southeast-asia", "pacific-ocean", "sahel"):
        place = gazetteer.place(f"curated:{name}")
        assert place is not None
        shape = gazetteer.geometry(place)
        assert shape is not None
        assert shape.covers(shapely.Point(place.lon, place.lat)), place
    west = gazetteer.place("curated:us-west")
    assert west is not None
    assert (west.lon, west.lat) == pytest.approx((-112.8, 40.6), abs=0.3)
