"""Words to relations: the rows of ``tests/data/cases/relations.toml``, and laws of any text."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.relations.grammar import find_relations
from gazetteer.relations.relation import SpatialRelation

ROWS = tomllib.loads((Path(__file__).parents[1] / "data" / "cases" / "relations.toml").read_text("utf-8"))[
    "case"
]
PIECES = (
    "5", "km", "kilometres", "north", "of", "from", "to", "the", "and", "border", "with", "coast", "near", "between",
    "Baghdad", "Mosul", "outside", "road", "hour", "drive", ",", ".", "(", ")", "-", "N", "NE", "mi", "off", "downtown",
    "about", "half", "a", "dozen", "1/2", "capital", "this", "city", "just", "away", "suburbs", "'s", "½", "\n",
)  # fmt: skip


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the [ ] out of a text; return it and the spans they held."""
    plain, spans = "", []
    for piece in re.split(r"(\[.*?\])", text):
        if piece.startswith("["):
            spans.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece[1:-1] if piece.startswith("[") else piece
    return plain, spans


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_row(row: dict) -> None:
    text, spans = marked(row["text"])
    found = find_relations(text, spans)
    if "relation" not in row:
        assert found == ()
        return
    first = found[0]
    assert [relation.relation for relation in found] == [row["relation"], *row.get("more", [])]
    assert [text[slice(*span)] for span in first.anchors] == row["anchors"]
    assert first.azimuth_deg == row.get("azimuth_deg")
    assert first.azimuth_half_deg == row.get("half_deg")
    assert first.hedge == row.get("hedge")
    assert first.anaphor == row.get("anaphor")
    assert first.wording == row.get("wording")
    assert (first.by_road, first.near_side) == (row.get("by_road", False), row.get("near_side", False))
    assert (first.travel_s.best if first.travel_s else None) == row.get("travel_s")
    stated = first.distance_m
    figures = [stated.low, stated.best, stated.high] if stated else []
    assert figures == pytest.approx(row.get("distance_m", []), rel=1e-4)
    chained = [f"{c.relation} {' '.join(text[slice(*s)] for s in c.anchors)}" for c in first.chained]
    assert chained == row.get("chained", [])


@pytest.mark.parametrize(
    ("text", "relation", "names"),
    [
        ("80 km north of baghdad", "offset", ["baghdad"]),
        ("80 km north of the city of baghdad, iraq", "offset", ["baghdad"]),
        ("near the Turkey-Syria border", "border", ["Turkey", "Syria"]),
        ("la Libertad, 15 km SE Of, Guatemala", "offset", ["la Libertad"]),
        ("3 mi NW la Herradura, El Salvador", "offset", ["la Herradura"]),
        ("next to the small village of Vilar d'Onyx, Spain", "near", ["Vilar d'Onyx"]),
        (
            "between A Coruña and San Francisco de Macorís",
            "between",
            ["A Coruña", "San Francisco de Macorís"],
        ),
        ("about 25 miles northeast of Downtown Lagos", "offset", ["Lagos"]),
        ("one mile (2 km) west of the central business district of Sokoto", "offset", ["Sokoto"]),
        ("near Mount St. Helens, United States", "near", ["Mount St. Helens"]),
        ("Rivas, 13 km S, 14 km E Of, Nicaragua", "orthogonal", ["Rivas"]),
        ("southeastern edge of the New Forest", "outskirts", ["New Forest"]),
        ("south of Interstate 10", "direction", ["Interstate 10"]),
    ],
)
def test_expressions_without_mentions(text: str, relation: str, names: list[str]) -> None:
    found = find_relations(text, expression=True)[0]
    assert found.relation == relation
    assert [text[slice(*span)] for span in found.anchors] == names


def test_prose_reads_capitals_only() -> None:
    assert find_relations("He came close to a deal near the end.") == ()
    (relation,) = find_relations("Shells fell close to Hajjah on Sunday.")
    assert relation.anchors == ((21, 27),)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.booleans())
def test_any_words_give_spans_inside_the_text(text: str, expression: bool) -> None:
    for relation in find_relations(text, expression=expression):
        assert_sound(relation, text)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for relation in find_relations(text, expression=True):
        assert_sound(relation, text)


def assert_sound(relation: SpatialRelation, text: str) -> None:
    assert 0 <= relation.span[0] < relation.span[1] <= len(text)
    for start, end in relation.anchors:
        assert relation.span[0] <= start < end <= relation.span[1]
    if relation.distance_m:
        assert 0 <= relation.distance_m.low <= relation.distance_m.best <= relation.distance_m.high
    if relation.azimuth_deg is not None:
        assert 0 <= relation.azimuth_deg < 360
    for more in relation.chained:
        assert_sound(more, text)


@pytest.mark.parametrize(
    "piece",
    [
        "5 km north of ",
        "(1/2 ",
        "north-",
        "the city of the ",
        "between A and ",
        "1,1",
        "1 1/2 km (",
        "A-",
        "d'",
        "( 1 mi ",
    ],
)
@pytest.mark.slow
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        find_relations(text, expression=True)
        return time.process_time() - began

    seconds(10_000)
    # Ten times the text: ten times the time when linear, a hundred times when quadratic. The floor keeps
    # the clock's grain out of it.
    assert seconds(100_000) < 30 * max(seconds(10_000), 0.02)
