"""What the words of an article tell of its country."""

from __future__ import annotations

import time

import pytest

from geoincidents.resolution.nations import read_nations


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("officers went to the 1200 block of Elm Street", "US"),
        ("a sheriff's deputy was hurt on I-40", "US"),
        ("the magistrates' court fined him £200", "GB"),
        ("gardaí were called", "IE"),
        ("guerrillas of the FARC", "CO"),
        ("the barangay captain fled", "PH"),
    ],
)
def test_words_tell_countries(text: str, country: str) -> None:
    told = read_nations(text).countries
    assert max(told, key=lambda code: told[code]) == country


def test_words_shared_by_several_countries_tell_less() -> None:
    assert (
        read_nations("a crore was paid").countries["IN"]
        < read_nations("the BJP and the CRPF").countries["IN"]
    )


def test_quarters_of_the_compass_behind_a_street_are_american() -> None:
    assert read_nations("at a house on Birch Place NW on Monday").countries["US"] > 0.5
    assert read_nations("on Birch Place now").countries == {}


def test_parts_of_words_tell_nothing() -> None:
    assert read_nations("the CONTRAST of xFARC").countries == {}
    assert read_nations("nobody could say why").countries == {}


def test_telephone_numbers_tell_divisions() -> None:
    nations = read_nations("call (831) 555-0100 or 831-555-0101; fax 416.555.0100")
    assert nations.divisions == {"CA.08": 1 / 3, "US.CA": 2 / 3}
    assert read_nations("in 2001-2002-2003, 123-456-7890").divisions == {}


@pytest.mark.parametrize("piece", ["12 ", "call 831-", "99999 ", "I-", "the FARCx"])
def test_hostile_text_takes_no_longer(piece: str) -> None:
    started = time.process_time()
    read_nations(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5  # 0.3 s alone; a quadratic reader takes minutes
