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
        ("the Balad district of Iraq", ["Balad", "Iraq"], {("Balad", "Iraq")}),
        ("Iraq's district of Balad", ["Balad", "Iraq"], {("Balad", "Iraq")}),
        ("Balad in Iraq's Saladin province", ["Balad", "Iraq", "Saladin"],
         {("Balad", "Iraq"), ("Balad", "Saladin"), ("Saladin", "Iraq")}),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the province of Akron fell", ["province"]),
        ("in the tourist town of Akron", ["town"]),
        ("the largest city of Akron", [""]),
        ("a village of Akron", [""]),
        ("the towns of Akron fell", [""]),
        ("the provinces of Akron, Ohio and Toledo", ["province", "province", "province"]),
    ],
)
def test_kinds_before_names(text: str, expected: list[str]) -> None:
    assert [named.following for named in read(text, "Akron", "Ohio", "Toledo").names] == expected


def test_articles_of_names_that_stand_for_themselves() -> None:
    evidence = read("the Akron flooded; in the Ohio, and the Toledo area", "Akron", "Ohio", "Toledo")
    assert [named.article for named in evidence.names] == [False, True, False]


def test_streets_called_after_towns() -> None:
    evidence = read("in the 900 block of Akron and on Toledo Street in Canton", "Akron", "Toledo", "Canton")
    assert [named.street for named in evidence.names] == [True, True, False]


def test_a_hostile_text_takes_no_longer() -> None:
    text = "Akron" + " the north of" * 60_000 + " Ohio, " + "in the " * 60_000 + "Akron"
    started = time.process_time()
    read(text, "Akron", "Ohio")
    assert time.process_time() - started < 5  # 0.3 s alone; a quadratic reader takes minutes
