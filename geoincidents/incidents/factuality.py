"""Whether a trigger tells of something that happened, or of a plan, threat, denial, drill, film or memory.

The words that decide are rows of ``data/factuality.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import HEAD, lowered
from geoincidents.incidents.needs import Needs, Present, all_stand, present
from geoincidents.incidents.searching import searching
from geoincidents.incidents.topics import DAY, HARM, says_nothing_of
from geoincidents.incidents.triggers import compile_pattern, compiled, needed
from geoincidents.incidents.value import value

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span

_CLAUSE_END = searching(
    r"[;:\[\]—]|--|,\s+(?=(?:but|and|while|who|which|when|where|after|as|he|she|it|they|the)\b)|"
    r"\b(?:but|because|while|although|which|who|after|following)\b|"
    r"\b(?:said|says|reported|announced|indicated|confirmed|added|stated|noted|revealed|know|known|learned|disclosed|inform\s+you)\s+that\b",
)
_MAIN_CLAUSE_END = searching(r"[;\[\]—]|--|,\s+(?!(?:which|who|whom|whose|where|when|that|in|on)\b)|\bbut\b")
"""Where a memory or a drill ends: "to remember those who died", but "years after the war, gunmen killed"."""
_REMEMBERED = frozenset({"historical", "exercise"})
_WAS_DONE = re.compile(r"\b(?:was|were)\s+(?:\w+ly\s+)?$")
"""Before a participle: what was done is no plan; only a condition ("if") or doubt takes that back."""
_UNDONE_BY = frozenset({"planned", "threatened", "called for", "hypothetical"})
_CONDITION = re.compile(r"\b(?:if|unless|whether)\b")
_DONE_WORD = re.compile(r"(?:\w+ed|shot|struck|hit|blew|fought|slain|was|were|been|opened|fired)\b")
"""How a trigger begins that is a verb and tells an act as done."""
_OPENING, _CLOSING = "\"“'‘", "\"”'’"
_SO_CALLED = 0.9
"""What a trigger loses that stands alone in quotation marks: officers "killed" the volunteers of a drill."""
_PLEA = re.compile(r"\b(?:den(?:y|ies|ied|ying)|admit(?:s|ted|ting)?)\s+(?:(?:the|a|an|attempted|any)\s+)*$")
_CHARGE = re.compile(r"murder|rap(?:e|ing)|stabb|assault|strangl")
_COURT = re.compile(r"\b(?:court|trial|jury|jurors|judge|magistrates?)\b")
"""Of a crime somebody is tried for: that he denies it, says that it was done."""
_HELD = re.compile(
    r"kidnap|abduct|hostage|captiv|captor|set free|victim|gunm|bandit|rebel|militant|insurgent|fighter|jihad"
)
"""Triggers that may speak of people who are held and of who holds them."""
_ACCUSED = "accused"
_WORD_LENGTH = 8
"""Characters a word takes with its space, for turning a reach in words into characters."""


@value
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
        return bool(self.labels) and any(name == label for name, _ in self.labels)


_SIDES = ("left", "right", "anywhere")
_Patterns = list[re.Pattern[str]]
_Sides = tuple[_Patterns, _Patterns, _Patterns]


@dataclass(frozen=True, slots=True)
class _Cue:
    label: str
    weight: float
    reach: int
    nouns: bool
    harm: bool
    held: bool


@dataclass(frozen=True, slots=True)
class _Table:
    patterns: tuple[tuple[_Cue, int, str, Needs], ...]
    """Cue, number of the side, expression and what else it needs, those of the weightiest cue first."""
    by_need: dict[str, frozenset[int]]
    needed: Present
    """The patterns that may match where a word, or the first letters of one, stands; and these words."""


@cache
def _table() -> _Table:
    raw = tomllib.loads(files("geoincidents.incidents").joinpath("data/factuality.toml").read_text("utf-8"))
    patterns: list[tuple[_Cue, int, str, Needs]] = []
    by_need: dict[str, set[int]] = {}
    for row in sorted(raw["cue"], key=lambda row: -row["weight"]):
        flags = (row.get(flag, False) for flag in ("nouns", "harm", "held"))
        cue = _Cue(row["label"], row["weight"], row.get("reach", 0), *flags)
        for side, name in enumerate(_SIDES):
            for words in row.get(name, ()):
                keys, *others = needed(words)
                for key in keys:
                    by_need.setdefault(key, set()).add(len(patterns))
                patterns.append((cue, side, rf"\b(?:{compile_pattern(words)})(?!\w)", tuple(others)))
    return _Table(
        tuple(patterns), {key: frozenset(numbers) for key, numbers in by_need.items()}, frozenset(by_need)
    )


@lru_cache(maxsize=16)
def _cues_in(text: str, sentence: Span) -> list[tuple[_Cue, _Sides]]:
    """Return the cues that a sentence may hold, the weightiest first, with the patterns that it may match."""
    holds, table = present(text, *sentence), _table()
    numbers: set[int] = set().union(*[table.by_need[key] for key in table.needed & holds])
    found: list[tuple[_Cue, _Sides]] = []
    for at in sorted(numbers):
        cue, side, pattern, others = table.patterns[at]
        if others and not all_stand(others, holds):
            continue
        if not found or found[-1][0] is not cue:
            found.append((cue, ([], [], [])))
        found[-1][1][side].append(compiled(pattern))
    return found


def _first_of(patterns: _Patterns, text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first match of any of some patterns in ``text[start:end]``, in lower case."""
    found = None
    for pattern in patterns:
        match = pattern.search(text, start, end)
        if match is not None and (found is None or match.start() < found.start()):
            found = match
    return found


def judge(
    text: str, trigger: Span, sentence: Span, topics: tuple[tuple[str, str, float], ...] = ()
) -> Factuality:
    """Judge one trigger by the words around it and by the topics of the article.

    Examples
    --------
    >>> text = "The group threatened to attack the embassy."
    >>> judge(text, (24, 30), (0, len(text))).labels[0][0]
    'threatened'
    """
    written, text = text, lowered(text)
    labels: dict[str, str] = {}
    actual = 1.0
    for label, words, weight in topics:
        if says_nothing_of(label, text, trigger, sentence):
            continue
        labels[label] = words
        actual *= 1.0 - weight
    if (
        trigger[0] > 0
        and text[trigger[0] - 1] in _OPENING
        and text[trigger[1] : trigger[1] + 1] in set(_CLOSING)
    ):
        labels["so-called"] = written[trigger[0] - 1 : trigger[1] + 1]
        actual *= 1.0 - _SO_CALLED
    cues = _cues_in(text, sentence)
    if cues:
        done = _DONE_WORD.match(text, *trigger) is not None
        harm = HARM.match(text, *trigger) is not None
        cues = [
            row
            for row in cues
            if not (row[0].nouns and done)
            and (harm or not row[0].harm)
            and not (row[0].held and _HELD.search(text, *trigger) is None)
        ]
    for cue, (left, right, anywhere) in cues:
        if cue.label in labels or (cue.label == _ACCUSED and DAY.search(text, *sentence)):
            continue
        match = _to_the_left(cue, left, text, trigger, sentence) if left else None
        if match is None and right:
            match = _to_the_right(cue, right, text, trigger, sentence)
        if match is None and anywhere:
            match = _first_of(anywhere, text, *sentence)
        if match is None:
            continue
        if cue.label == "denied" and _is_plea(text, trigger, sentence):
            labels["judged"] = labels["repeated"] = written[slice(*match.span())]
            continue
        labels[cue.label] = written[slice(*match.span())]
        actual *= 1.0 - cue.weight
    return Factuality(tuple(labels.items()), actual)


def _is_plea(text: str, trigger: Span, sentence: Span) -> bool:
    """Tell whether somebody who is tried denies a crime: "denies murdering", not "the army denied"."""
    return (
        _CHARGE.match(text, *trigger) is not None
        and _PLEA.search(text, sentence[0], trigger[0]) is not None
        and _COURT.search(text, 0, HEAD) is not None
    )


def _to_the_left(
    cue: _Cue, patterns: _Patterns, text: str, trigger: Span, sentence: Span
) -> re.Match[str] | None:
    """Return what stands before a trigger in its clause; clauses are looked for only where something does."""
    start = max(sentence[0], trigger[0] - cue.reach * _WORD_LENGTH)
    match = _first_of(patterns, text, start, trigger[0])
    if match is not None:
        boundary = _MAIN_CLAUSE_END if cue.label in _REMEMBERED else _CLAUSE_END
        floor = _last_before(trigger[0], boundary, text, sentence)
        match = match if match.start() >= floor else _first_of(patterns, text, floor, trigger[0])
    if match is None or cue.label not in _UNDONE_BY or _CONDITION.match(match.group()):
        return match
    was_done = _WAS_DONE.search(text, max(sentence[0], trigger[0] - 30), trigger[0])
    return None if was_done else match


def _to_the_right(
    cue: _Cue, patterns: _Patterns, text: str, trigger: Span, sentence: Span
) -> re.Match[str] | None:
    """Return likewise what stands behind it."""
    match = _first_of(patterns, text, trigger[1], min(sentence[1], trigger[1] + cue.reach * _WORD_LENGTH))
    if match is None:
        return None
    end = _first_after(trigger[1], text, sentence)
    return match if match.end() <= end else _first_of(patterns, text, trigger[1], end)


@lru_cache(maxsize=32)
def _last_before(at: int, boundary: re.Pattern[str], text: str, sentence: Span) -> int:
    """Return where the last clause before `at` begins, its first word ("after") included."""
    floor = sentence[0]
    for match in boundary.finditer(text, sentence[0], at):
        floor = match.start()
    return floor


@lru_cache(maxsize=32)
def _first_after(at: int, text: str, sentence: Span) -> int:
    """Return where the clause ends that goes on at `at`."""
    match = _CLAUSE_END.search(text, at, sentence[1])
    return match.start() if match else sentence[1]
