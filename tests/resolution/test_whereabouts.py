"""Rough locations of names that no gazetteer knows."""

from __future__ import annotations

import pytest

from gazetteer.geocoder import Gazetteer
from gazetteer.location import Precision
from geoincidents.resolution.joint import JointResolver
from geoincidents.types import Resolution
from tests.resolution.given import resolve

UNKNOWN = "Qaryat Zubaydaniyun"


@pytest.fixture(scope="module")
def resolver() -> JointResolver:
    return JointResolver(Gazetteer())


def answer(resolver: JointResolver, text: str, *names: str) -> Resolution:
    return next(r for r in resolve(resolver, text, [UNKNOWN, *names]) if r.mention.text == UNKNOWN)


def test_in_the_province_that_is_said_to_hold_it(resolver: JointResolver) -> None:
    found = answer(resolver, f"Two died in {UNKNOWN}, Nineveh province.", "Nineveh")
    assert found.place is None
    assert found.location is not None
    assert found.location.place_ids == ("geonames-admin1:IQ.15",)
    assert found.location.precision == Precision.PROVINCE
    assert found.location.method == "surroundings"
    assert "said to lie in Nineveh" in found.reasons[-1]


def test_in_the_town_that_is_said_to_hold_it(resolver: JointResolver) -> None:
    found = answer(resolver, f"Two died in {UNKNOWN} in Mosul.", "Mosul")
    assert found.location is not None
    assert found.location.place_ids == ("geonames:99072",)
    assert found.location.uncertainty_m < 50_000


def test_near_the_towns_of_the_province_that_holds_it(resolver: JointResolver) -> None:
    text = f"Two died in {UNKNOWN}, Texas. Crews from Dallas and Fort Worth came; London was told."
    found = answer(resolver, text, "Texas", "Dallas", "Fort Worth", "London")
    assert found.location is not None
    assert found.location.precision == Precision.AREA
    assert found.location.lon == pytest.approx(-97, abs=1)


def test_a_capital_and_a_dateline_are_no_witness(resolver: JointResolver) -> None:
    found = answer(
        resolver, f"NAIROBI (Reuters) - Two died in {UNKNOWN}, Nairobi said.", "NAIROBI", "Nairobi"
    )
    assert found.location is None
    assert found.reasons == (f"the gazetteer has no place called “{UNKNOWN}”",)
