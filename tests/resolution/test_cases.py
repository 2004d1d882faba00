"""The table of sentences: which place each name means."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.resolution.joint import JointResolver
from tests.resolution.given import resolve

CASES = Path(__file__).parents[1] / "data" / "cases" / "resolution.toml"


def cases() -> list[Any]:
    rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            row,
            id=row["why"],
            marks=[pytest.mark.xfail(reason=row["known_fail"])] if "known_fail" in row else [],
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def resolver() -> JointResolver:
    return JointResolver(Gazetteer())


@pytest.mark.parametrize("case", cases())
def test_case(resolver: JointResolver, case: dict[str, Any]) -> None:
    found = resolve(
        resolver,
        case["text"],
        [case["name"], *case.get("others", [])],
        case.get("demonyms", []),
        url=case.get("url"),
        publisher=case.get("publisher"),
    )
    answer = [each for each in found if each.mention.text == case["name"]][case.get("nth", 0)]
    place_id = answer.place.id if answer.place else None
    assert place_id not in case.get("not", []), answer.reasons
    assert answer.reasons
    if "place" in case:
        assert place_id == case["place"], answer.reasons
    if "country" in case:
        assert answer.place is not None
        assert answer.place.country_code == case["country"], answer.reasons
    if "role" in case:
        assert answer.role == (case["role"] or None)
    if case.get("unresolved"):
        assert answer.place is None
