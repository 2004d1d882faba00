"""Laws of the densities and their smallest regions."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from gazetteer.relations.combine import inside_point, polar_field, smallest_region
from gazetteer.relations.densities import fitted, level, table
from gazetteer.relations.polar import Polar, level_of, outline

DENSITIES = st.builds(
    Polar,
    mode=st.floats(0.3, 1.5),
    left=st.floats(0.05, 0.6),
    right=st.floats(0.05, 0.8),
    tail=st.floats(1.3, 8.0),
    half_deg=st.one_of(st.just(180.0), st.floats(8.0, 60.0)),
    blur_deg=st.floats(1.0, 12.0),
    stray=st.floats(0.0, 0.1),
)


def ring(density: Polar, coverage: float) -> Polygon:
    """Return the region on a plane, y along the stated azimuth."""
    shape = outline(density, coverage)
    angles, radii = np.radians(shape.angles_deg[:-1]), shape.radii[:-1]
    region = Polygon(np.column_stack((radii * np.sin(angles), radii * np.cos(angles)))).buffer(0)
    return region.difference(Point(0, 0).buffer(shape.hole, 48)) if shape.hole else region


def drawn(density: Polar, count: int) -> list[tuple[float, float]]:
    """Draw radii and angles from a density, on a grid of its own."""
    dice = random.Random(5)
    radii = np.linspace(0.0005, density.farthest, 40_000)
    angles = np.linspace(-180, 180, 14_401)
    radial = density.radial(radii)
    angular = density.angular(angles)
    return list(
        zip(dice.choices(radii, radial, k=count), dice.choices(angles, angular, k=count), strict=True)
    )


@settings(max_examples=25, deadline=None)
@given(DENSITIES, st.sampled_from([0.5, 0.8, 0.9]))
@example(Polar(mode=0.5, left=0.5, right=0.5, tail=1.5, half_deg=8.0, blur_deg=1.0, stray=0.0625), 0.9)
def test_region_holds_its_share_of_the_density(density: Polar, coverage: float) -> None:
    region = ring(density, coverage)
    points = drawn(density, 800)
    inside = sum(
        region.covers(Point(r * math.sin(math.radians(a)), r * math.cos(math.radians(a)))) for r, a in points
    )
    assert inside / len(points) == pytest.approx(coverage, abs=0.08)


@settings(max_examples=25, deadline=None)
@given(DENSITIES)
def test_region_grows_with_coverage_and_holds_its_point(density: Polar) -> None:
    small, large = ring(density, 0.5), ring(density, 0.9)
    assert small.area < large.area
    assert small.difference(large).area < 0.03 * small.area
    shape = outline(density, 0.9)
    if density.half_deg < 180.0:
        assert large.buffer(0.01).covers(Point(0.0, shape.point))


@settings(max_examples=10, deadline=None)
@given(DENSITIES)
def test_levels_of_drawn_points_are_even(density: Polar) -> None:
    levels = sorted(level_of(density, r, a) for r, a in drawn(density, 60))
    assert levels[len(levels) // 2] == pytest.approx(0.5, abs=0.25)


def test_region_of_an_offset_leaves_out_the_neck() -> None:
    """A distance of 80 km is not 5 km: the region is no wedge down to the anchor."""
    row = fitted("offset", "4", 80_000.0, "general")
    shape = outline(row.density, level(row, 0.9))
    assert shape.radii[:-1].min() > 0.4
    assert shape.radii[:-1].max() < 1.35


def test_table_is_complete_and_levels_rise() -> None:
    assert {key[0] for key in table()} == {
        "offset", "distance", "direction", "near", "outskirts", "travel", "part",
    }  # fmt: skip
    for rows in table().values():
        for row in rows:
            assert list(row.levels) == sorted(row.levels)


@given(st.floats(0.01, 0.99))
def test_level_rises_with_coverage(coverage: float) -> None:
    row = fitted("distance", "", 30_000.0, "general")
    assert level(row, coverage) <= level(row, min(0.999, coverage + 0.01)) <= 0.995


def test_coverage_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 1"):
        level(fitted("near", "", 3000.0, "general"), 1.5)


def test_news_is_looser() -> None:
    general, news = (fitted("offset", "8", 30_000.0, genre) for genre in ("general", "news"))
    assert outline(news.density, 0.9).reach > 1.25 * outline(general.density, 0.9).reach


def test_product_of_two_rings_is_where_they_cross() -> None:
    density = Polar(mode=1.0, left=0.1, right=0.1, tail=4.0)
    fields = [
        polar_field(10.0, 50.0, 20_000.0, None, density),
        polar_field(10.3, 50.0, 20_000.0, None, density),
    ]
    found = smallest_region(fields, 10.15, 50.0, 60_000.0, 0.9)
    assert found is not None
    region, lon, lat = found
    assert region.covers(Point(lon, lat))
    assert region.distance(Point(10.15, 50.15)) < 0.02
    assert region.distance(Point(10.15, 49.85)) < 0.02
    assert not region.covers(Point(10.0, 50.0))


def test_clauses_that_exclude_each_other_have_no_region() -> None:
    def nowhere(lons, lats):
        return np.zeros_like(lons)

    assert smallest_region([nowhere], 0.0, 0.0, 1000.0, 0.9) is None


def test_inside_point_of_a_ring_is_on_the_ring() -> None:
    region = Point(0, 0).buffer(1.0).difference(Point(0, 0).buffer(0.5))
    lon, lat = inside_point(region, 0.0, 0.0)
    assert region.covers(Point(lon, lat))
    assert inside_point(region, 0.7, 0.0) == (0.7, 0.0)
