"""What the default database answers."""

from __future__ import annotations

import pytest

from gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Baghdad", "geonames:98182"),
        ("Bağdat", "geonames:98182"),
        ("بغداد", "geonames:98182"),
        ("Iraq", "geonames:99237"),
        ("Balad", "geonames:98112"),
        ("Balad Air Base", "airport:ORBD"),
        ("Balad airbase", "airport:ORBD"),
        ("Balad airfield", "airport:ORBD"),
        ("Al-Qa'im", "geonames:92138"),
        ("al Qaim", "geonames:92138"),
        ("القائم", "geonames:92138"),
        ("Texas", "geonames:4736286"),
        ("Anbar province", "geonames-admin1:IQ.01"),
        ("St. Louis", "geonames:4407066"),
    ],
)
def test_the_first_answer(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert gazetteer.search(name, limit=1)[0].place.id == place_id


def test_a_name_that_nothing_bears_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Xyzzyqwert") == ()
    assert not gazetteer.has_name("Xyzzyqwert")


def test_ancestors_go_from_the_smallest_to_the_country(gazetteer: Gazetteer) -> None:
    balad = gazetteer.place("geonames:98112")
    assert balad is not None
    assert [place.name for place in gazetteer.ancestors(balad)] == ["Balad District", "Salah ad Din", "Iraq"]
