"""Crashes and disasters: not incidents unless asked for, and never somebody's attack."""

from __future__ import annotations

from datetime import date

import pytest

from geoincidents import Pipeline
from geoincidents.types import Article

CRASH = "A minibus overturned near Nakuru in Kenya on Monday, killing 14 passengers, the county said."
QUAKE = "An earthquake shook Bitlis province in Turkey on Sunday and nine people were injured."
ATTACK = "Gunmen attacked a bus after it crashed near Nakuru in Kenya on Monday, killing 14 passengers."


def sub_types(gazetteer, text: str, extractor: str) -> list[str]:
    article = Article(id="a", text=text, published=date(2024, 5, 7))
    return [one.sub_event_type for one in Pipeline(gazetteer, extractor=extractor).incidents(article)]


@pytest.mark.parametrize(("text", "sub"), [(CRASH, "Transport accident"), (QUAKE, "Natural disaster")])
def test_accidents_are_told_only_on_request(gazetteer, text: str, sub: str) -> None:
    assert sub_types(gazetteer, text, "rules") == []
    assert sub_types(gazetteer, text, "accidents") == [sub]


def test_an_attack_beside_a_crash_stays_an_attack(gazetteer) -> None:
    assert sub_types(gazetteer, ATTACK, "rules") == ["Attack"]
