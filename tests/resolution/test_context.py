"""How the text says that its names belong together."""

from __future__ import annotations

import time

import pytest

from geoincidents.resolution.context import Evidence, read_evidence
from tests.resolution.given import mentions_of


def read(text: str, *names: str) -> Evidence:
    return read_evidence(text, mentions_of(text, names), (), ())


def parents(text: str, *names: str) -> set[tuple[str, str]]:
    evidence = read(text, *names)
    return {
        (evidence.names[child].name, evidence.names[parent].name)
        for child, own in evidence.parents.items()
        for parent in own
    }


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("in Akron, Ohio, on", ["Akron", "Ohio"], {("Akron", "Ohio")}),
        ("in Akron (Ohio)", ["Akron", "Ohio"], {("Akron", "Ohio")}),
        ("Akron in northern Ohio", ["Akron", "Ohio"], {("Akron", "Ohio")}),
        ("Akron, in the state of Ohio", ["Akron", "Ohio"], {("Akron", "Ohio")}),
        ("Ohio's port city of Toledo", ["Ohio", "Toledo"], {("Toledo", "Ohio")}),
        ("the Ohio city of Toledo", ["Ohio", "Toledo"], {("Toledo", "Ohio")}),
        ("Akron, Canton and Toledo in Ohio", ["Akron", "Canton", "Toledo", "Ohio"],
         {("Akron", "Ohio"), ("Canton", "Ohio"), ("Toledo", "Ohio")}),
        ("Ohio's Akron and Toledo", ["Ohio", "Akron", "Toledo"], {("Akron", "Ohio"), ("Toledo", "Ohio")}),
        ("Washington, Ohio and Utah", ["Washington", "Ohio", "Utah"], set()),
        ("Balad district, Saladin province", ["Balad", "Saladin"], {("Balad", "Saladin")}),
        ("between Akron and Toledo, Ohio", ["Akron", "Toledo", "Ohio"], {("Akron", "Ohio"), ("Toledo", "Ohio")}),
        ("in Akron. Ohio said", ["Akron", "Ohio"], set()),
        ("from Akron to Ohio", ["Akron", "Ohio"], set()),
        ("in Akron, Ohio, on", ["Akron"], {("Akron", "Ohio")}),
        ("in Akron, on Monday", ["Akron"], set()),
    ],
)  # fmt: skip
def test_parents(text: str, names: list[str], expected: set[tuple[str, str]]) -> None:
    assert parents(text, *names) == expected


def test_words_behind_a_name_and_behind_a_list() -> None:
    evidence = read(
        "Kerry, Cork and Clare counties; Mayo county; Sligo town", "Kerry", "Cork", "Clare", "Mayo", "Sligo"
    )
    assert [named.following for named in evidence.names] == ["county", "county", "county", "county", "town"]


@pytest.mark.parametrize(
    ("text", "is_dateline"),
    [
        ("BAGHDAD (Reuters) - A bomb", True),
        ("BAGHDAD, Iraq — A bomb", True),
        ("Earlier news. BAGHDAD, Jan. 3 (AP) -- A bomb", True),
        ("A bomb in BAGHDAD - the capital", False),
        ("BAGHDAD was quiet", False),
        ("BAGHDAD, 9 May. A bomb", True),
    ],
)
def test_datelines(text: str, is_dateline: bool) -> None:
    assert bool(read(text, "BAGHDAD").datelines) is is_dateline


def test_institutions_tell_countries() -> None:
    assert read("the York Police Department said", "York").countries == {"US"}
    assert read("the York County Council said", "York").countries == {"GB"}
    assert read("the police department of York", "York").countries == set()


def test_a_hostile_text_takes_no_longer() -> None:
    text = "Akron" + " the north of" * 60_000 + " Ohio, " + "in the " * 60_000 + "Akron"
    started = time.perf_counter()
    read(text, "Akron", "Ohio")
    assert time.perf_counter() - started < 2.0
