"""Stated distances and directions against places that lie so, or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gazetteer.place import NameMatch, Place
from gazetteer.relations.relation import Distance, RelationKind, SpatialRelation
from geoincidents.resolution.constraints import agreement
from geoincidents.resolution.document import Option, holds, option_of
from geoincidents.resolution.sphere import azimuth_deg, distance_m, turn_deg


def option(
    lon: float, lat: float, country: str = "IQ", *, code: str = "PPL", admin1: str | None = "01",
    admin2: str | None = None, bbox: tuple[float, float, float, float] | None = None, name: str = "Made",
) -> Option:  # fmt: skip
    place = Place(
        id=f"made:{lon},{lat},{code}", name=name, lon=lon, lat=lat,
        feature_class="A" if code.startswith(("ADM", "PCL")) else "H" if code == "SEA" else "P",
        feature_code=code, country_code=country, admin1_code=admin1, admin2_code=admin2, bbox=bbox,
        extent_m=20_000.0 if code == "ADM2" else 2_000.0, importance=0.3, source="made",
    )  # fmt: skip
    return option_of(NameMatch(place=place, name=name, kind="exact", score=1.0))


def relation(kind: RelationKind, km: float | None = None, azimuth: float | None = None) -> SpatialRelation:
    distance = None if km is None else Distance(low=km * 1e3, best=km * 1e3, high=km * 1e3, text=f"{km} km")
    return SpatialRelation(
        span=(0, 1), relation=kind, distance_m=distance, azimuth_deg=azimuth, azimuth_half_deg=45.0
    )


HERE = option(44.0, 33.0)
NORTH_80KM = option(44.0, 33.72)
SOUTH_80KM = option(44.0, 32.28)
NORTH_300KM = option(44.0, 35.7)


@pytest.mark.parametrize(
    ("said", "target", "low", "high"),
    [
        (relation("offset", 80, 0), NORTH_80KM, 0.95, 1.0),
        (relation("offset", 80, 0), SOUTH_80KM, 0.0, 0.01),
        (relation("offset", 80, 0), NORTH_300KM, 0.0, 0.01),
        (relation("distance", 80), SOUTH_80KM, 0.95, 1.0),
        (relation("direction", None, 0), NORTH_300KM, 0.95, 1.0),
        (relation("direction", None, 0), SOUTH_80KM, 0.0, 0.01),
        (relation("direction", None, 0), option(44.0, 60.0), 0.0, 0.0),
        (relation("near"), NORTH_300KM, 0.0, 0.01),
        (relation("near"), option(44.05, 33.02), 0.95, 1.0),
        (relation("near"), HERE, 0.0, 0.0),
        (relation("border"), NORTH_80KM, 1.0, 1.0),
        (relation("border"), option(36.0, 33.5, "SY"), 0.0, 0.01),
    ],
)
def test_agreement(said: SpatialRelation, target: Option, low: float, high: float) -> None:
    assert low <= agreement(said, target, HERE) <= high


def test_the_border_of_a_country_has_two_sides_and_its_parts_lie_within() -> None:
    iraq = option(44.0, 33.0, code="PCLI", admin1=None)
    over = option(46.1, 33.0, "IR", admin1="05")
    far = option(59.0, 36.0, "IR", admin1="05")
    iraq = replace(iraq, place=replace(iraq.place, extent_m=190_000.0))
    assert agreement(relation("border"), over, iraq) > 0.9
    assert agreement(relation("border"), far, iraq) < 0.01
    # Its middle is 300 km away, farther than the disc of its area reaches.
    assert agreement(relation("part", azimuth=0), NORTH_300KM, iraq) == 1.0
    assert agreement(relation("part", azimuth=180), NORTH_300KM, iraq) < 0.05


def test_what_holds_what() -> None:
    country = option(44.0, 33.0, code="PCLI", admin1=None)
    state = option(44.0, 33.0, code="ADM1")
    county = option(44.0, 33.0, code="ADM2", admin2="7")
    assert holds(country, HERE)
    assert holds(country, state)
    assert not holds(country, option(36.0, 33.5, "SY"))
    assert not holds(HERE, country)
    assert not holds(state, state)
    assert holds(state, county)
    assert not holds(state, option(44.0, 33.0, admin1="02"))
    assert holds(county, HERE)
    assert not holds(county, NORTH_300KM)
    assert not holds(county, option(44.0, 33.0, admin1="02"))
    assert holds(county, option(45.0, 34.0, admin2="7"))
    assert not holds(county, option(44.0, 33.01, admin2="8"))
    assert not holds(option(44.0, 33.0, code="SEA"), HERE)
    quarter = option(44.01, 33.01, code="PPLX")
    assert holds(HERE, quarter)
    boxed = option(44.0, 33.0, bbox=(43.9, 32.9, 44.1, 33.1))
    assert holds(boxed, quarter)
    assert not holds(boxed, option(44.2, 33.0, code="PPLX"))
    around_the_date_line = option(179.9, 0.0, bbox=(179.0, -1.0, -179.0, 1.0))
    assert holds(around_the_date_line, option(-179.5, 0.0, code="PPLX"))


def test_the_sphere() -> None:
    assert distance_m(0, 0, 0, 1) == pytest.approx(111_195, abs=1)
    assert azimuth_deg(0, 0, 1, 0) == pytest.approx(90)
    assert azimuth_deg(0, 0, 0, -1) == pytest.approx(180)
    assert turn_deg(350, 10) == 20
