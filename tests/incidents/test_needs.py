"""A pattern is passed over only where it cannot match: its words are read off the pattern itself."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoincidents.incidents import needs, pattern_words, triggers
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.tables import table
from tests import own_articles
from training.incidents.needs import OUT, patterns, worked_out

_PATTERNS = patterns()
_GUARDED = sorted(name for name, pattern in _PATTERNS.items() if pattern.needs is not None)
_TEXT = "\n".join(article.text for article in own_articles.load())
_LOWER = lowered(_TEXT)


@pytest.mark.parametrize("name", _GUARDED)
def test_what_a_pattern_matches_holds_a_word_that_it_needs(name: str) -> None:
    pattern = _PATTERNS[name]
    for text in (_TEXT, _LOWER):
        for match in pattern.regex.finditer(text):
            line = _LOWER.find("\n", match.end())  # what it looks ahead at is not of the match
            assert pattern.may_match(present(_LOWER, match.start(), line)), match.group()


@pytest.mark.parametrize("name", sorted(_PATTERNS))
def test_a_pattern_that_is_searched_for_matches_what_it_says(name: str) -> None:
    pattern = _PATTERNS[name]
    plain = re.compile(pattern.pattern, pattern.flags)
    for text in (_TEXT, _LOWER):
        found = [(match.span(), match.groups()) for match in pattern.regex.finditer(text)]
        assert found == [(match.span(), match.groups()) for match in plain.finditer(text)]


@pytest.mark.parametrize("name", _GUARDED)
def test_what_is_made_from_a_pattern_is_found_by_it(name: str) -> None:
    pattern = _PATTERNS[name]

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.from_regex(re.compile(pattern.pattern, pattern.flags)))
    def made(text: str) -> None:
        found = pattern.search(present(lowered(text), 0, len(text)), text, 0, len(text))
        assert found is not None

    made()


def test_every_trigger_holds_a_word_that_its_row_needs() -> None:
    for start in triggers._table().starts:
        for match in re.finditer(r"\b" + start.expression, _LOWER):
            holds = present(_LOWER, *match.span())
            assert needs.all_stand((start.need, *start.others), holds), (start.expression, match.group())


def test_no_other_sense_and_no_means_is_passed_over() -> None:
    table, found = triggers._table(), 0
    senses = {start.row.unless for start in table.starts if start.row.unless}
    means = {part for _, pattern, unless in table.means for part in (pattern, unless) if part}
    lines = [(line, present(line, 0, len(line))) for line in _LOWER.splitlines()]
    for any_of in senses | means:
        plain = re.compile(rf"\b(?:{'|'.join(map(triggers.compile_pattern, any_of.patterns))})\b")
        for line, words in lines:
            stands = plain.search(line) is not None
            assert any_of.stands_in(words, line, 0, len(line)) == stands, (plain.pattern, line)
            found += stands
    assert found > 50


def test_no_sentence_with_a_trigger_is_passed_over() -> None:
    passed_over = 0
    for article in own_articles.load():
        for line in article.text.splitlines():
            if not triggers.may_hold_triggers(line, 0, len(line)):
                passed_over += 1
                assert triggers.find_triggers(line) == (), line
    assert passed_over > 40


@pytest.mark.slow
def test_what_is_made_from_a_pattern_of_the_tables_holds_a_word_that_it_needs() -> None:
    cues = (
        words
        for row in table("factuality")["cue"]
        for key in ("left", "right", "anywhere")
        for words in row.get(key, ())
    )
    rows = (words for row in table("triggers")["trigger"] for words in row["words"])
    for pattern in dict.fromkeys((*rows, *cues)):
        _check_what_is_made(pattern)


def _check_what_is_made(pattern: str) -> None:
    needed = triggers.needed(pattern)
    expression = re.compile(rf"\b(?:{triggers.compile_pattern(pattern)})(?!\w)")

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.from_regex(expression))
    def made(text: str) -> None:
        match = expression.search(lowered(text))
        assert match is None or needs.all_stand(needed, present(lowered(text), 0, len(text)))

    made()


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(in|since) (may|(19|20)\\d\\d)", [{"in", "since"}]),
        ("(the film's|a (novel|movie)*) plot", [{"plot"}, {"a", "film"}]),
        ("the (film's|novel|acts?)", [{"film", "novel", "act", "acts"}, {"the"}]),
        ("threat* of (war|peace)", [{"thre"}, {"war", "peace"}, {"of"}]),
        ("(shot|opened fire) ~ at", [{"shot", "opened"}, {"at"}]),
    ],
)
def test_the_words_a_pattern_of_the_tables_needs(pattern: str, words: list[set[str]]) -> None:
    assert list(triggers.needed(pattern)) == words


def test_a_pattern_without_a_word_to_tell_it_by_is_refused() -> None:
    with pytest.raises(ValueError, match="tells its first"):
        triggers.needed("up*")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:the|an?)\s+(?:attack|raids?)\b", [{"attack", "raid", "raids"}, {"the", "a", "an"}]),
        (r"\b(?:since|so\s+far)\b", [{"since", "so"}]),
        (r"[A-Z]\w+\s+(?:Street|St)\b", [{"street", "st"}]),
        (r"(?:\w+\s+){0,3}?shelling\b", []),
        (r"\b(?:\w+\s+){0,3}?shelling\b", [{"shelling"}]),
        (r"\bneighbou?rs\b", [{"neighbors", "neighbours"}]),
        (r"\bca[rt]s?\b", [{"car", "cars", "cat", "cats"}]),
        (r"\bkil\w*\b", []),
        (r"\d+ killed\w*", [{"kill"}]),
        (r"kill", []),
        (r"\b(?:dead|\d+)\b", []),
    ],
)
def test_the_words_a_pattern_needs(pattern: str, words: list[set[str]]) -> None:
    assert list(needs.needs(pattern)) == words


def test_what_the_shipped_patterns_need_is_shipped() -> None:
    """If this fails, patterns have changed: run ``python -m training.incidents.needs``."""
    assert json.loads(OUT.read_text("utf-8")) == worked_out()


def test_nothing_is_worked_out_of_the_shipped_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {pattern.pattern: needs.needs(pattern.pattern) for pattern in _PATTERNS.values()}
    assert found == {pattern: pattern_words.needs(pattern) for pattern in found}
    monkeypatch.setattr(pattern_words, "_parsed", None)
    for pattern, words in found.items():
        assert needs.needs(pattern) == words
        needs.begins_with(pattern)


def test_a_search_is_passed_over_without_its_words() -> None:
    pattern, text = Pattern(r"\ba\s+bombs?\b"), "a bomb"
    assert pattern.search(present("one bomb", 0, 8), text, 0, 6) is None
    assert pattern.search(present(text, 0, 6), text, 0, 6) is not None
    assert pattern.search(present("a tomb", 0, 6), text, 0, 6) is None
    assert list(pattern.finditer(frozenset(), text, 0, 6)) == []
