# ruff: noqa: E501
"""Whether a trigger tells of something that happened, or of a plan, threat, denial, drill, film or memory.

The words that decide are rows of ``data/factuality.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.triggers import beginnings, compile_pattern, compiled

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span

_CLAUSE_END = re.compile(
    r"[;:\[\]—]|--|,\s+(?=(?:but|and|while|who|which|when|where|after|as|he|she|it|they|the)\b)|"
    r"\b(?:but|because|while|although|which|who|after|following)\b|"
    r"\b(?:said|says|reported|announced|indicated|confirmed|added|stated|noted|revealed|know|known|learned|disclosed|inform\s+you)\s+that\b",
)
_MAIN_CLAUSE_END = re.compile(r"[;\[\]—]|--|,\s+(?!(?:which|who|whom|whose|where|when|that|in|on)\b)|\bbut\b")
"""Where a memory ends: "to remember those who were killed", but "years after the war, gunmen killed"."""
_REMEMBERED = frozenset({"historical"})
_WAS_DONE = re.compile(r"\b(?:was|were)\s+(?:\w+ly\s+)?$")
"""Before a participle: what was done is no plan; only a condition ("if") or doubt takes that back."""
_UNDONE_BY = frozenset({"planned", "threatened", "called for", "hypothetical"})
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b")
_DONE_WORD = re.compile(r"(?:\w+ed|shot|struck|hit|blew|fought|slain|was|were|been|opened|fired)\b")
"""How a trigger begins that is a verb and tells an act as done."""
_HARM = re.compile(
    r"(?:kill|dead|death|died|dies|wound|injur|hurt|casualt|fatalit|victim|bod(?:y|ies)|corpse|lost\s|loss)",
)
"""Triggers that only say that people were harmed."""
_PLAIN_WORD = re.compile(r"\w+")
_OPENING, _CLOSING = "\"“'‘", "\"”'’"
_SO_CALLED = 0.9
"""What a trigger loses that stands alone in quotation marks: officers "killed" the volunteers of a drill."""
_BEGINNING = 3
"""Letters of a word by which a pattern is passed over that cannot begin there."""
_TOPIC_CHARS = 6000
"""An article's topic shows in its first thousand words."""
_WORD_LENGTH = 8
"""Characters a word takes with its space, for turning a reach in words into characters."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """What the words around a trigger make of it.

    Attributes
    ----------
    labels : tuple of (str, str)
        Each label with the words that gave it; empty for a plain statement.
    actual : float
        0 to 1: how much of the trigger's strength is left.
    """

    labels: tuple[tuple[str, str], ...]
    actual: float

    def has(self, label: str) -> bool:
        """Tell whether a label was given."""
        return any(name == label for name, _ in self.labels)


@dataclass(frozen=True, slots=True)
class _Cue:
    label: str
    weight: float
    reach: int
    nouns: bool
    harm: bool
    left: _Words | None
    right: _Words | None
    anywhere: _Words | None


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns, and how their first words begin: they are tried only where a word begins so."""

    pattern: str
    beginnings: frozenset[str] | None

    def search(self, text: str, start: int, end: int, places: Places) -> re.Match[str] | None:
        """Search ``text[start:end]``, in lower case, at the places where a match may begin."""
        if self.beginnings is None:
            return compiled(self.pattern).search(text, start, end)
        for at in places.get(self.pattern, ()):
            if start <= at < end and (match := compiled(self.pattern).match(text, at, end)):
                return match
        return None


Places = dict[str, list[int]]
"""Where in a sentence the words of each pattern may begin."""


@cache
def _cues() -> tuple[_Cue, ...]:
    raw = tomllib.loads(files("geoincidents.incidents").joinpath("data/factuality.toml").read_text("utf-8"))

    def joined(patterns: list[str] | None) -> _Words | None:
        if not patterns:
            return None
        pattern = r"\b(?:" + "|".join(map(compile_pattern, patterns)) + r")(?!\w)"
        known = [begins for pattern in patterns for begins in beginnings(pattern)]
        is_open = any(len(letters) < _BEGINNING and not whole for letters, whole in known)
        return _Words(pattern, None if is_open else frozenset(letters[:_BEGINNING] for letters, _ in known))

    return tuple(
        _Cue(row["label"], row["weight"], row.get("reach", 0), row.get("nouns", False), row.get("harm", False), joined(row.get("left")), joined(row.get("right")), joined(row.get("anywhere")))
        for row in raw["cue"]
    )  # fmt: skip


@cache
def _by_beginning() -> tuple[dict[str, tuple[tuple[str, int], ...]], frozenset[int]]:
    """Return the patterns that a word may begin and their cues, by its first letters; and the cues always tried."""
    found: dict[str, dict[tuple[str, int], None]] = {}
    always = set()
    for number, cue in enumerate(_cues()):
        for words in filter(None, (cue.left, cue.right, cue.anywhere)):
            if words.beginnings is None:
                always.add(number)
            for letters in words.beginnings or ():
                found.setdefault(letters, {})[words.pattern, number] = None
    return {letters: tuple(patterns) for letters, patterns in found.items()}, frozenset(always)


@lru_cache(maxsize=16)
def _cues_in(text: str, sentence: Span) -> tuple[Places, tuple[_Cue, ...]]:
    """Return where the patterns of cues may begin in a sentence, and the cues that it may hold."""
    by_beginning, always = _by_beginning()
    places: Places = {}
    numbers = set(always)
    for match in _PLAIN_WORD.finditer(text, *sentence):
        for pattern, number in by_beginning.get(match.group()[:_BEGINNING], ()):
            places.setdefault(pattern, []).append(match.start())
            numbers.add(number)
    cues = _cues()
    return places, tuple(cues[number] for number in sorted(numbers))


@dataclass(frozen=True, slots=True)
class _Topic:
    label: str
    least: int
    weight: float
    words: re.Pattern[str]
    beginnings: dict[str, int]
    """How many of its words begin with each plain word."""


@cache
def _topics() -> tuple[_Topic, ...]:
    raw = tomllib.loads(files("geoincidents.incidents").joinpath("data/factuality.toml").read_text("utf-8"))
    return tuple(
        _Topic(
            row["label"],
            row["least"],
            row["weight"],
            re.compile(r"\b(?:" + "|".join(re.escape(word.lower()) for word in row["words"]) + r")\b"),
            Counter(_PLAIN_WORD.findall(word.lower())[0] for word in row["words"]),
        )
        for row in raw["topic"]
    )


@lru_cache(maxsize=4)
def topics_of(text: str) -> tuple[tuple[str, str, float], ...]:
    """Return the topics whose words make triggers mean something else: label, words seen, weight.

    Examples
    --------
    >>> topics_of("The striker scored before half-time, and the coach praised the season's best goal.")[0][0]
    'sport'
    """
    found = []
    text = lowered(text)[:_TOPIC_CHARS]
    plain = set(_PLAIN_WORD.findall(text))
    for topic in _topics():
        if sum(topic.beginnings[word] for word in plain & topic.beginnings.keys()) < topic.least:
            continue
        words = dict.fromkeys(topic.words.findall(text))
        if len(words) >= topic.least:
            found.append((topic.label, ", ".join(list(words)[:4]), topic.weight))
    return tuple(found)


def judge(
    text: str, trigger: Span, sentence: Span, topics: tuple[tuple[str, str, float], ...] = ()
) -> Factuality:
    """Judge one trigger by the words around it and by the topics of the article.

    Examples
    --------
    >>> text = "The group threatened to attack the embassy."
    >>> judge(text, (24, 30), (0, len(text))).labels[0][0]
    'planned'
    """
    written, text = text, lowered(text)
    labels: dict[str, str] = {}
    actual = 1.0
    for label, words, weight in topics:
        labels[label] = words
        actual *= 1.0 - weight
    left_floor = _last_end(_CLAUSE_END, text, sentence[0], trigger[0])
    memory_floor = _last_end(_MAIN_CLAUSE_END, text, sentence[0], trigger[0])
    was_done = _WAS_DONE.search(text, max(sentence[0], trigger[0] - 30), trigger[0]) is not None
    harm = _HARM.match(text, *trigger) is not None
    done = _DONE_WORD.match(text, *trigger) is not None
    if (
        trigger[0] > 0
        and text[trigger[0] - 1] in _OPENING
        and text[trigger[1] : trigger[1] + 1] in set(_CLOSING)
    ):
        labels["so-called"] = written[trigger[0] - 1 : trigger[1] + 1]
        actual *= 1.0 - _SO_CALLED
    clause = _CLAUSE_END.search(text, trigger[1], sentence[1])
    right_ceiling = clause.start() if clause else sentence[1]
    places, cues = _cues_in(text, sentence)
    for cue in cues:
        if (cue.nouns and done) or (cue.harm and not harm):
            continue
        reach = cue.reach * _WORD_LENGTH
        match = None
        if cue.left is not None:
            floor = memory_floor if cue.label in _REMEMBERED else left_floor
            match = cue.left.search(text, max(floor, trigger[0] - reach), trigger[0], places)
            if was_done and match and cue.label in _UNDONE_BY and not _CONDITION.match(match.group()):
                match = None
        if match is None and cue.right is not None:
            match = cue.right.search(text, trigger[1], min(right_ceiling, trigger[1] + reach), places)
        if match is None and cue.anywhere is not None:
            match = cue.anywhere.search(text, *sentence, places)
        if match is not None and cue.label not in labels:
            labels[cue.label] = written[slice(*match.span())]
            actual *= 1.0 - cue.weight
    return Factuality(tuple(labels.items()), actual)


def _last_end(boundary: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return where the last clause before `end` begins, its first word ("after") included."""
    return max((match.start() for match in boundary.finditer(text, start, end)), default=start)
