"""Which sentences tell of one incident: rows of ``tests/data/cases/same_incident.toml``, and laws."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.scenes import read_scene
from tests.incidents.builders import parse

_ROWS = tomllib.loads(
    (Path(__file__).parents[1] / "data/cases/same_incident.toml").read_text(encoding="utf-8")
)["case"]
_RULES = IncidentRules()


def _groups(text: str, pieces: list[str]) -> list[list[str]]:
    """Return the pieces by the group of sentences that holds each, in the order of the text."""
    drafts = [draft for draft, _ in _RULES.drafts(parse(text)) if draft.rank == 0]
    found = []
    for draft in drafts:
        spans = [mention.span for mention in draft.mentions]
        found.append([p for p in pieces if any(a <= text.index(p) < b for a, b in spans)])
    return found


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["name"])
def test_groups(row):
    text = row["text"].strip()
    pieces = [piece for group in row["groups"] for piece in group]
    assert _groups(text, pieces) == row["groups"]


_SCENES = [
    ("In a separate incident on Tuesday, a convoy was ambushed.", {"another", "dated"}, "indefinite"),
    ("Elsewhere in the county, two boys were beaten.", {"another"}, "indefinite"),
    ("The second attack happened in Ardel.", {"another"}, "indefinite"),
    ("The second victim was shot in the foot.", set(), "definite"),
    ("Hours earlier, gunmen had attacked a post.", {"shifted"}, "indefinite"),
    ("Two hours later, they fled.", {"shifted"}, "definite"),
    (
        "About two hours later, police were called to a bar where a man had been shot.",
        {"shifted", "sent"},
        "indefinite",
    ),
    ("Officers responded to the scene of the attack.", set(), "definite"),
    ("Earlier reports had spoken of five dead.", set(), "name"),
    ("Also on Tuesday, a leader was murdered.", {"also", "dated"}, "indefinite"),
    ("The same day militants fired on a boat.", {"same day"}, "indefinite"),
    ("Last month, a similar attack left seven dead.", {"past", "another"}, "indefinite"),
    ("In Ardel, another bomb went off.", {"placed"}, "indefinite"),
    ("In a statement, the army denied it.", set(), "name"),
    ("One of them died.", set(), "definite"),
    ("Eight passengers were shot.", set(), "indefinite"),
    ("Mr Hale was shot.", set(), "name"),
    ("20 people were hurt.", set(), "indefinite"),
    ("", set(), ""),
]


@pytest.mark.parametrize(("text", "marks", "subject"), _SCENES)
def test_how_a_sentence_opens(text, marks, subject):
    scene = read_scene(text, (0, len(text)), act=len(text), paragraph=False)
    assert (set(scene.marks), scene.subject) == (marks, subject)


@pytest.mark.parametrize(
    "start", ["- ", "• ", "16:40 ", "1. ", "Estra Province: ", "21 May: "], ids=lambda start: start.strip()
)
def test_an_item_of_a_list_is_marked_where_a_paragraph_begins(start):
    text = start + "A shepherd was killed by a landmine."
    assert "item" in read_scene(text, (0, len(text)), act=len(text), paragraph=True).marks
    assert "item" not in read_scene(text, (0, len(text)), act=len(text), paragraph=False).marks


def test_who_speaks_opens_no_item():
    text = "Sergeant Rosa Hale said: “A young man has lost his life.”"
    assert "item" not in read_scene(text, (0, len(text)), act=len(text), paragraph=True).marks


def test_names_streets_and_hours_are_read():
    text = (
        "Near Al-Karamah, men fired in the 1800 block of Dorr Street in the town of Vik at about 11:30 p.m."
    )
    scene = read_scene(text, (0, len(text)), act=18, paragraph=False)
    assert scene.where == {"al-karamah", "vik"}
    assert [street.split()[-1] for street in scene.streets] == ["dorr"]
    assert scene.clock == {23}


@pytest.mark.parametrize(
    ("words", "hours"), [("at 2230 hours", {22}), ("by 12 am", {0}), ("in 2019 on", {20})]
)
def test_hours(words, hours):
    assert read_scene(words, (0, len(words)), act=0, paragraph=False).clock == hours


@given(st.text(alphabet="In the Ardel , . on 12 May: -\n\"'’ 16:40 another attack killed", max_size=200))
def test_any_text_is_read(text):
    read_scene(text, (0, len(text)), act=0, paragraph=True)


def test_hostile_text_costs_no_more_than_its_length():
    for piece in ("In the ", "two of the ", "A-", "Aa ", "on Monday ", "in A and ", "attacks in A B "):
        text = piece * (1500 // len(piece))
        read_scene(text, (0, len(text)), act=len(text), paragraph=True)
