"""The tables of sentences: which place each name means."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gazetteer.geocoder import Gazetteer
from gazetteer.relations.grammar import find_relations
from geoincidents.resolution.joint import JointResolver
from geoincidents.types import Article, Mention, Resolution

CASES = Path(__file__).parents[1] / "data" / "cases" / "resolution.toml"


def cases() -> list[dict[str, Any]]:
    return tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def resolver() -> JointResolver:
    return JointResolver(Gazetteer())


def mentions_of(text: str, names: list[str]) -> list[Mention]:
    """Return a given mention for each occurrence of each name."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return [
        Mention(
            span=found.span(), text=found[0], kind="toponym", recognizer="given", score=1.0, name=found[0]
        )
        for found in re.finditer(rf"\b(?:{pattern})(?!\w)", text)
    ]


def resolve(resolver: JointResolver, case: dict[str, Any]) -> Resolution:
    """Return the resolution of the case's mention; all its `others` and capitalised names are mentions."""
    text = case["text"]
    names = [case["name"], *case.get("others", [])]
    mentions = mentions_of(text, names)
    relations = find_relations(text, [mention.span for mention in mentions])
    article = Article(id="case", text=text, url=case.get("url"), publisher=case.get("publisher"))
    found = resolver(article, mentions, relations)
    return [answer for answer in found if answer.mention.text == case["name"]][case.get("nth", 0)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["why"])
def test_case(resolver: JointResolver, case: dict[str, Any]) -> None:
    answer = resolve(resolver, case)
    place_id = answer.place.id if answer.place else None
    assert place_id not in case.get("not", []), answer.reasons
    if "place" in case:
        assert place_id == case["place"], answer.reasons
    if "country" in case:
        assert answer.place is not None
        assert answer.place.country_code == case["country"], answer.reasons
    if "role" in case:
        assert answer.role == (case["role"] or None)
    if case.get("unresolved"):
        assert answer.place is None
        assert answer.reasons
