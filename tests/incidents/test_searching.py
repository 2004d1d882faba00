"""A pattern that is made fast to search for matches the same as the plain one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.incidents import clauses, factuality, triggers
from geoincidents.incidents.known import Known
from geoincidents.incidents.searching import searching
from tests import own_articles

_TEXT = "\n".join(article.text.lower() for article in own_articles.load())
_SHAPES = (
    r"\b(?:at|on|onto)\s+dawn",
    r"\bkill(?:ed|ing)?\b",
    r"\b(the|an?)\s+(?P<what>raid|act)s?\b",
    r"\b(?:[Ii]n|[Aa]t)\s+\w+",
    r"\b(?:suicide\s+)?bombers?\b",
    r"[;:,]|--|,\s+and\b|\b(?:but|after)\b",
    r"\b\d+\s+men\b|\bmen\b",
    r"\b[ab]{2,}",
    r"\b(?:-|x)y",
    r"(?i:\bto)|\bof\b",
    r"a|ab|b",
)


def told(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    return [(match.span(), match.groups(), match.groupdict()) for match in pattern.finditer(text)]


@pytest.mark.parametrize("shape", _SHAPES)
def test_every_shape_matches_the_same(shape: str) -> None:
    @given(st.text("abo nt-xyTIkilede;,dwrsm0'\n", max_size=40) | st.from_regex(re.compile(shape)))
    def same(text: str) -> None:
        assert told(searching(shape), text) == told(re.compile(shape), text)

    same()


def test_a_search_keeps_its_flags() -> None:
    assert searching(r"\b(?:at|on)\b", re.IGNORECASE).findall("ON Monday At dawn") == ["ON", "At"]


def test_patterns_of_the_tables_match_the_same() -> None:
    cues = {pattern for _, _, pattern, _ in factuality._table().patterns}
    means = {
        rf"\b{triggers.compile_pattern(p)}\b"
        for _, words, _ in triggers._table().means
        for p in words.patterns
    }
    found = 0
    for pattern in cues | means:
        plain = told(re.compile(pattern), _TEXT)
        assert told(searching(pattern), _TEXT) == plain, pattern
        found += len(plain)
    assert found > 200


def test_what_parts_clauses_is_found() -> None:
    words = r"who|whom|whose|which|that|where|when|while|whereas|after|before|as|because|since|until|and|but|although|though"
    plain = re.compile(rf"[,;:()–—]|(?<=\s)--?\s|\b(?:{words})\b")
    assert told(clauses._BOUNDARY, _TEXT) == told(plain, _TEXT)


def test_a_word_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    letters = Known(lambda word: asked.append(word) or len(word))
    assert [letters["Ardel"], letters["Borvik"], letters["Ardel"]] == [5, 6, 5]
    assert asked == ["Ardel", "Borvik"]
    monkeypatch.setattr("geoincidents.incidents.known._MOST", 2)
    assert letters["Camora"] == 6
    assert list(letters) == ["Camora"]
