"""Villages that the text puts in a place far from the gazetteer's village of that name."""

from __future__ import annotations

import pytest

from geoincidents.incidents.events import sentences_of
from geoincidents.incidents.find_options import find_options
from geoincidents.incidents.village import put_in
from tests.incidents.builders import parse


def told(text: str) -> dict[str, str]:
    """Return the names of such villages with the place that each is put in."""
    found = parse(text)
    return {found.resolutions[n].mention.text: outer.mention.text for n, outer in put_in(found).items()}


@pytest.mark.parametrize(
    "where",
    [
        "in Qopolis village in Ardel district",
        "in Qopolis village, Ardel",
        "in the village of Qopolis, in the district of Ardel,",
        "in Barangay Qopolis, Ardel town",
        "in the Qopolis neighbourhood of Ardel",
        "in the Qopolis tehsil of Ardel district",
        "at the Qopolis market in Ardel",
        "near the Qopolis market and the southern quarters of Ardel",
    ],
)
def test_a_village_far_from_the_place_that_holds_it_is_a_namesake(where):
    assert told(f"Gunmen shot two men {where} on Tuesday.") == {"Qopolis": "Ardel"}


@pytest.mark.parametrize(
    "where",
    [
        "in Qopolis, Ardel and Borvik",  # a list
        "in the villages of Qopolis and Ardel",
        "in Qopolis village. Ardel police came",
        "in Qopolis village, Qovia",  # a country holds it
        "in Ardel village in Ardel",
    ],
)
def test_other_names_side_by_side_are_left_alone(where):
    assert told(f"Gunmen shot two men {where} on Tuesday.") == {}


def test_such_a_village_stands_for_the_place_that_holds_it():
    found = parse("Gunmen shot two men in Qopolis village, Ardel, on Tuesday.")
    (option,) = find_options(found, sentences_of(found.article))
    assert (option.place.name, len(option.occurrences)) == ("Ardel", 2)
