"""The word lists of ``data/`` as sets; read once, on first use."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that tell what a name is: lower case, without full stops; ``words.toml`` says what for."""

    person_titles: frozenset[str]
    name_titles: frozenset[str]
    speech_verbs: frozenset[str]
    offices: frozenset[str]
    organization_heads: frozenset[str]
    facility_heads: frozenset[str]
    street_heads: frozenset[str]
    modifiers: frozenset[str]
    connectors: frozenset[str]
    never: frozenset[str]
    generic: frozenset[str]
    resident_nouns: frozenset[str]
    media_heads: frozenset[str]
    settlement_nouns: frozenset[str]
    natives: frozenset[str]
    after_settlement: frozenset[str]
    sicknesses: frozenset[str]
    sickness_kinds: frozenset[str]
    place_prepositions: frozenset[str]
    movements: frozenset[str]
    landforms: frozenset[str]
    division_heads: frozenset[str]
    posts: frozenset[str]
    police_heads: frozenset[str]
    townspeople: frozenset[str]
    before_townspeople: frozenset[str]
    town_offices: frozenset[str]
    parties: frozenset[str]
    armed_heads: frozenset[str]
    alliances: frozenset[str]
    institutions: frozenset[str]
    things: frozenset[str]
    storms: frozenset[str]
    acts_of_war: frozenset[str]
    acts_on_places: frozenset[str]
    stopped: frozenset[str]


@cache
def words() -> Words:
    """Return the lists of ``words.toml``."""
    table = tomllib.loads(files(__package__).joinpath("data/words.toml").read_text("utf-8"))
    table.pop("source")
    return Words(**{key: frozenset(value.split()) for key, value in table.items()})


@cache
def common_words() -> frozenset[str]:
    """Return the words that news mostly writes in lower case (made by ``training/recognizer``)."""
    return frozenset(files(__package__).joinpath("data/common_words.txt").read_text("utf-8").split())


@cache
def hardly_places() -> frozenset[str]:
    """Return names of places that mostly stand for persons or everyday things."""
    table = files("gazetteer").joinpath("data/curated/hardly_places.csv").read_text("utf-8")
    return frozenset(row["name"] for row in csv.DictReader(table.splitlines()))


@cache
def clusters() -> dict[str, tuple[str, str]]:
    """Return word → numbers of its coarse and fine cluster (made by ``training/recognizer/clusters.py``)."""
    lines = files(__package__).joinpath("data/clusters.txt").read_text("utf-8").splitlines()
    return {word: (coarse, fine) for word, coarse, fine in (line.split("\t") for line in lines)}
