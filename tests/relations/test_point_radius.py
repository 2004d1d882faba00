"""Golden values of the point-radius method."""

from __future__ import annotations

import pytest

from gazetteer.relations.point_radius import (
    coordinate_precision_m,
    distance_precision,
    half_angle_deg,
    heading_error,
    orthogonal_error,
    point_radius_m,
)

MILE = 1609.344


@pytest.mark.parametrize(("winds", "share"), [(4, 0.765), (8, 0.390), (16, 0.196), (32, 0.098)])
def test_error_of_the_angle_alone(winds: int, share: float) -> None:
    assert heading_error(1.0, 0.0, half_angle_deg(winds)) == pytest.approx(share, abs=5e-4)


def test_worked_cases() -> None:
    assert heading_error(10.0, 0.0, 22.5) == pytest.approx(3.90, abs=0.005)
    assert heading_error(10.0, 4.119, 22.5) == pytest.approx(6.202, abs=5e-4)
    east = heading_error(10 * MILE, 3045 + 2 * MILE + 5 * MILE, 45.0, 40.0)
    assert east == pytest.approx(22_207.9, abs=0.1)
    finer = heading_error(10 * MILE, 12 + (2 + 0.007 + 5) * MILE, 11.25, 40.0)
    assert finer == pytest.approx(12_055.4, abs=0.1)


@pytest.mark.parametrize(
    ("figure", "wieczorek", "best_practices", "frazier"),
    [
        ("9", 1, 0.5, 1),
        ("10", 5, 0.5, 1.5),
        ("30", 5, 0.5, 4.5),
        ("33", 1, 0.5, 1),
        ("80", 5, 0.5, 12),
        ("100", 50, 5, 15),
        ("140", 5, 5, 21),
        ("200", 50, 5, 30),
        ("10.1", 0.1, 0.05, 0.1),
        ("10.25", 0.25, 0.125, 0.01),
        ("10.5", 0.5, 0.25, 0.1),
        ("10.75", 0.25, 0.125, 0.01),
        ("1000", 500, 50, 150),
        ("2,000", 500, 50, 300),
    ],
)
def test_precision_of_a_figure(figure: str, wieczorek: float, best_practices: float, frazier: float) -> None:
    rules = [distance_precision(figure, rule) for rule in ("2001", "2020", "frazier")]
    assert rules == pytest.approx([wieczorek, best_practices, frazier])


def test_rest_of_the_method() -> None:
    assert coordinate_precision_m(0.01, 0.0) == pytest.approx(1569.0, abs=0.1)
    assert coordinate_precision_m(0.01, 80.0) < 1200.0
    assert orthogonal_error(1.0, 2.0) == pytest.approx(3.41421, abs=1e-5)
    assert point_radius_m("80", 1000.0, 4, 2000.0) == pytest.approx(62_229, abs=1)
    assert point_radius_m("10", 1000.0, None, 2000.0) == pytest.approx(12_500)
    with pytest.raises(ValueError, match="4, 8, 16 or 32"):
        half_angle_deg(5)
