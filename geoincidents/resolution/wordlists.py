"""Word lists of this room: ``data/*.csv``, read once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from gazetteer.fold import fold


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of ``data/<table>.csv``."""
    text = (files("geoincidents.resolution") / "data" / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def feature_words() -> dict[str, frozenset[str]]:
    """Return the feature groups that a word stands for: "province" → admin1, admin2, region."""
    return {
        word: frozenset(row["groups"].split("|"))
        for row in rows("feature_words")
        for word in row["words"].split("|")
    }


@cache
def dateline_places() -> dict[str, str]:
    """Return the towns that stand alone in datelines by agencies' custom: folded name → place id."""
    table = files("gazetteer") / "data" / "curated" / "datelines.csv"
    lines = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {fold(row["dateline"]): row["place"] for row in lines}


@cache
def singular() -> dict[str, str]:
    """Return the word that stands for each feature word: "counties" → "county"."""
    return {
        word: row["words"].split("|")[0] if word.endswith("s") else word
        for row in rows("feature_words")
        for word in row["words"].split("|")
    }


@cache
def name_words(use: str) -> tuple[str, ...]:
    """Return the words to leave out of a name ("lead", "tail") or that forbid it ("whole"), longest first."""
    words = [word for row in rows("name_words") if row["use"] == use for word in row["words"].split("|")]
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def outlet_words() -> frozenset[str]:
    """Return the words of newspapers' names that are not their town's."""
    return frozenset(word for row in rows("outlet_words") for word in row["words"].split("|"))


@cache
def speech_words(use: str) -> tuple[str, ...]:
    """Return the words by which governments speak ("verb"), are addressed ("before"), or act ("office")."""
    return tuple(
        word for row in rows("speech_words") if row["use"] == use for word in row["words"].split("|")
    )
