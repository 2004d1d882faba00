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


def test_a_known_town_of_another_province_is_not_the_one_of_that_name(resolver: JointResolver) -> None:
    text = "Two died in the Zubair district of Iraq's Nineveh province."
    found = resolve(resolver, text, ["Zubair", "Iraq", "Nineveh"])[0]
    assert found.place is None  # the one known is in Basra province
    assert found.location is not None
    assert found.location.place_ids == ("geonames-admin1:IQ.15",)


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


def test_in_what_the_heading_over_it_names(resolver: JointResolver) -> None:
    text = f"Week 12\n\nBasra\n\nA mine killed two near Zubair.\n\nNineveh\n\nTwo died in {UNKNOWN}, a village.\n"
    found = answer(resolver, text, "Basra", "Zubair", "Nineveh")
    assert found.location is not None
    assert found.location.place_ids == ("geonames-admin1:IQ.15",)
    assert "stands under Nineveh" in found.reasons[-1]


def test_a_town_that_opens_an_item_stands_for_its_district(resolver: JointResolver) -> None:
    text = f"Week 12\n\n- Basra: Quiet.\n- Mosul: Two died in {UNKNOWN}, a village.\n"
    found = answer(resolver, text, "Basra", "Mosul")
    assert found.location is not None
    assert found.location.place_ids == ("geonames:99072",)
    assert found.location.precision == Precision.AREA
    assert found.location.uncertainty_m == 25_000


def test_the_names_of_its_own_paragraph_before_those_of_others(resolver: JointResolver) -> None:
    text = f"A mine killed two near Basra.\n\nTwo died in {UNKNOWN}, and in Mosul shops closed.\n"
    found = answer(resolver, text, "Basra", "Mosul")
    assert found.location is not None
    assert found.location.lat == pytest.approx(36.4, abs=0.2)


def test_the_town_of_the_dateline_where_its_paragraph_names_none(resolver: JointResolver) -> None:
    text = f"KIRKUK, Iraq - Police were told.\n\nTwo died in {UNKNOWN}.\n\nShops closed in Basra."
    found = answer(resolver, text, "KIRKUK", "Iraq", "Basra")
    assert found.location is not None
    assert found.location.lat == pytest.approx(35.5, abs=0.2)
    assert "told from" in found.reasons[-1]


def test_a_quarter_of_the_capital_is_in_the_capital_that_is_named(resolver: JointResolver) -> None:
    text = f"BAGHDAD - Police were told.\n\nTwo died in {UNKNOWN} district of the capital. Shops closed in Basra."
    found = answer(resolver, text, "BAGHDAD", "Basra")
    assert found.location is not None
    assert found.location.place_ids == ("geonames:98182",)
