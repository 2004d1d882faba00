"""Words that tell of an incident, and the ACLED type each votes for.

The words, their senses and what blocks them are rows of ``data/triggers.toml``; this module only reads
them. A trigger is looked up by the first letters of each word, so text without one costs next to nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from geoincidents.incidents.known import Known
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Needs, Present, all_stand, present
from geoincidents.incidents.pattern_words import LETTERS, weight
from geoincidents.incidents.searching import searching
from geoincidents.incidents.tokens import Tokens, tokenize
from geoincidents.incidents.value import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.relations.relation import Span

_LEAST = 3
"""Letters that a pattern begins with at least, unless with a whole word or a figure."""
_PLAIN_RUN = re.compile(r"(\w+)(?!\w)((?:(?!\(\\s)[?*(\[\\|+{.])?)")
_FIRST_GROUP = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)(?![?\w*([\\])")
_BRACKETS = re.compile(r"\([^()]*\)")
_NOT_BEFORE = re.compile(r"\(\?<?!(?:[^()]|\([^()]*\))*\)")
_WORD = re.compile(r"\w+")
_WINDOW = 160
"""Characters either side of a trigger in which another sense shows (some twenty words)."""
_SPACE_OUTSIDE = re.compile(r" (?!(?:[^()]|\([^()]*\))*\))")
"""A space that parts two words of a pattern, not two within brackets."""
_GROUP = re.compile(r"\((?!\?)((?:[^()]|\([^()]*\))*)\)")
_BAR_OUTSIDE = re.compile(r"\|(?!(?:[^()]|\([^()]*\))*\))")
_OPTIONAL_LETTER = re.compile(r"\w{2,}\?")
_FILLER = r"(?:[^\W_][\w'’-]*[\s,]+){0,3}?"


@value
class Trigger:
    """A word that tells of an incident.

    Attributes
    ----------
    span : Span
        Where.
    text : str
        The words, in lower case.
    event_type, sub_event_type : str
        ACLED's words.
    strength : float
        1 for an act that stands by itself, less for words that need others; see ``triggers.toml``.
    """

    span: Span
    text: str
    event_type: str
    sub_event_type: str
    strength: float


Beginning = tuple[str, bool]
"""Letters that a pattern begins with, and whether they are a whole word."""


@dataclass(frozen=True, slots=True)
class _Row:
    sub: str
    strength: float
    unless: _AnyOf | None


class _Start(NamedTuple):
    """A pattern that a word may begin."""

    expression: str
    need: Present
    """Words of which it needs one behind that word …"""
    others: Needs
    """… and what else it needs."""
    row: _Row


@dataclass(frozen=True, slots=True)
class _Table:
    types: dict[str, str]
    starts: tuple[_Start, ...]
    by_word: dict[str, list[int]]
    """The numbers of those that begin with a word …"""
    by_letters: dict[str, list[int]]
    """… and of those that begin with letters, none for a figure ("[1-9][0-9]+")."""
    alone: Present
    """Words, or their first letters, that are enough for a pattern …"""
    begins: dict[str, Present]
    begun: Present
    """… and those that the others begin with, each with what any of these needs beside it."""
    means: tuple[tuple[str, _AnyOf, _AnyOf | None], ...]


def compile_pattern(text: str) -> str:
    """Turn a pattern of ``triggers.toml`` into a regular expression for text in lower case.

    Examples
    --------
    >>> bool(re.fullmatch(compile_pattern("drove (the)? rebel* out"), "drove rebels out"))
    True
    """
    out = []
    for word in _SPACE_OUTSIDE.split(text.lower()):
        if word == "~":
            out.append(_FILLER)
            continue
        optional = word.startswith("(") and word.endswith(")?")
        inner = word.removesuffix("?") if optional else word
        inner = inner.replace("*", r"[\w-]*").replace(".", r"\.").replace(" ", r"\s+")
        out.append(rf"(?:{inner}\s+)?" if optional else inner + r"\s+")
    return re.sub(r"\\s\+$", "", "".join(out))


def beginnings(pattern: str) -> tuple[Beginning, ...]:
    """Return how the first word of a pattern can begin; no letters where it is open.

    Examples
    --------
    >>> beginnings("(threats?|no) of"), beginnings("a* of"), beginnings("(the)? rebels")
    ((('threat', False), ('no', True)), (('a', False),), (('', False),))
    """
    pattern = _NOT_BEFORE.sub("", pattern.lower())
    group = _FIRST_GROUP.match(pattern)
    found = []
    for head in _BRACKETS.sub("(", group.group(1)).split("|") if group else [pattern]:
        run = _PLAIN_RUN.match(head)
        letters, after = run.groups() if run else ("", "*")
        found.append((letters[:-1] if after == "?" else letters, not after))
    return tuple(found)


class _AnyOf:
    """Patterns of the tables of which any may stand in a sentence; tried are those of which a word does."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = patterns

    @cached_property
    def _by_need(self) -> tuple[dict[str, list[tuple[str, Needs]]], Present]:
        """The expressions by words of which each needs one, or by none, with what else; and these words."""
        found: dict[str, list[tuple[str, Needs]]] = {"": []}
        for pattern in self.patterns:
            keys, *others = _all_needed(pattern.lower()) or ({""},)
            for key in keys:
                found.setdefault(key, []).append((rf"\b{compile_pattern(pattern)}\b", tuple(others)))
        return found, frozenset(found)

    def stands_in(self, words: Present, text: str, start: int, end: int) -> bool:
        """Tell whether one matches in ``text[start:end]``, which lies in a stretch that holds these words."""
        by_need, needed = self._by_need
        for key in ("", *(needed & words)):
            for expression, others in by_need[key]:
                if (not others or all_stand(others, words)) and compiled(expression).search(
                    text, start, end
                ) is not None:
                    return True
        return False


def _any_of(patterns: Sequence[str]) -> _AnyOf | None:
    return _AnyOf(patterns) if patterns else None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the tables, compiled when it is first needed: an article needs a tenth of them."""
    return searching(pattern)


def needed(pattern: str) -> Needs:
    """Return words, or their first letters, of which every match of a pattern of the tables holds one each.

    The rarest come first.

    Examples
    --------
    >>> [sorted(words) for words in needed("drove (the)? (rebel*|army) out")]
    [['drove'], ['out'], ['army', 'rebe']]
    """
    found = _all_needed(pattern.lower())
    if not found:
        raise ValueError(f"no word of {pattern!r} tells its first {LETTERS} letters")
    return found


def _all_needed(pattern: str) -> Needs:
    told = [
        found
        for word in _SPACE_OUTSIDE.split(pattern)
        if not (word[0] == "(" and word.endswith(")?")) and (found := _first_letters(word))
    ]
    return tuple(sorted(told, key=weight))


def _first_letters(word: str) -> Present | None:
    """Return the words, or their first letters, that one word of a pattern stands for; None for any."""
    group = _GROUP.fullmatch(word)
    if group:
        each = [_all_needed(alternative) for alternative in _BAR_OUTSIDE.split(group.group(1))]
        return frozenset().union(*(needs[0] for needs in each)) if all(each) else None
    if _OPTIONAL_LETTER.fullmatch(word):
        return frozenset({word[:-2], word[:-1]})
    begins = beginnings(word)
    if not all(letters and (whole or len(letters) >= LETTERS) for letters, whole in begins):
        return None
    return frozenset(letters if whole else letters[:LETTERS] for letters, whole in begins)


@cache
def _table() -> _Table:
    raw = tomllib.loads(files("geoincidents.incidents").joinpath("data/triggers.toml").read_text("utf-8"))
    types = {sub: row["event_type"] for row in raw["type"] for sub in row["subs"]}
    starts: list[_Start] = []
    by_word: dict[str, list[int]] = {}
    by_letters: dict[str, list[int]] = {}
    begun: dict[str, set[str]] = {}
    for entry in raw["trigger"]:
        row = _Row(entry["sub"], entry["strength"], _any_of(entry.get("unless", ())))
        for pattern in entry["words"]:
            expression = compile_pattern(pattern) + r"\b"
            first, *others = _SPACE_OUTSIDE.split(pattern.lower())
            needs = (_all_needed(" ".join(others)) if others else ()) or needed(pattern)
            for key in _first_letters(first) or needs[0]:
                begun.setdefault(key, set()).update(needs[0])
            for run, whole in beginnings(pattern):
                (by_word if whole else by_letters).setdefault(run, []).append(len(starts))
            starts.append(_Start(expression, needs[0], needs[1:], row))
    means = tuple(
        (entry["sub"], _AnyOf(entry["words"]), _any_of(entry.get("unless", ()))) for entry in raw["means"]
    )
    alone = frozenset(key for key, needs in begun.items() if key in needs)
    begins = {key: frozenset(needs) for key, needs in begun.items() if key not in needs}
    return _Table(types, tuple(starts), by_word, by_letters, alone, begins, frozenset(begins), means)


@Known
def _rows(word: str) -> tuple[_Start, ...]:
    """Return the patterns of the table that a word in lower case may begin."""
    table, letters = _table(), _WORD.match(word)
    if letters is None:
        return ()
    found = set(table.by_word.get(letters.group(), ()))
    for length in range(0 if word[0].isdigit() else _LEAST, len(word) + 1):
        found.update(table.by_letters.get(word[:length], ()))
    return tuple(table.starts[number] for number in sorted(found))


def event_type_of(sub_event_type: str) -> str:
    """Return ACLED's event type of a sub-event type."""
    return _table().types[sub_event_type]


def types() -> dict[str, str]:
    """Return sub-event type → event type, all of them."""
    return dict(_table().types)


def may_hold_triggers(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence holds words that a trigger is made of: most that tell of none do not."""
    table, holds = _table(), present(lowered(text), start, end)
    if not table.alone.isdisjoint(holds):
        return True
    return any(not table.begins[key].isdisjoint(holds) for key in table.begun & holds)


def find_triggers(
    text: str, start: int = 0, end: int | None = None, tokens: Tokens | None = None
) -> tuple[Trigger, ...]:
    """Return the triggers of the sentence ``text[start:end]``, the longest at each place, in order.

    Parameters
    ----------
    text : str
        The article's text.
    start, end : int
        Where the sentence stands.
    tokens : Tokens or None
        Its tokens, where they are at hand.

    Examples
    --------
    >>> sentence = "He had a heart attack before the suicide attack."
    >>> [trigger.text for trigger in find_triggers(sentence)]
    ['suicide attack']
    """
    stop = len(text) if end is None else end
    tokens = tokenize(text, start, stop) if tokens is None else tokens
    table, text = _table(), lowered(text)
    holds = present(text, start, stop)
    found: list[Trigger] = []
    taken = start
    for number, rows in [(n, rows) for n, rows in enumerate(map(_rows.__getitem__, tokens.words)) if rows]:
        at = tokens[number].start
        if at < taken:
            continue
        best: tuple[int, float, _Row] | None = None
        for expression, need, others, row in rows:
            if need.isdisjoint(holds) or (others and not all_stand(others, holds)):
                continue
            match = compiled(expression).match(text, at, stop)
            if match is None:
                continue
            end = match.end()
            if best is None or (end, row.strength) > best[:2]:
                if row.unless is not None and _blocked(row.unless, text, (at, end), (start, stop), holds):
                    continue
                best = (end, row.strength, row)
        if best is None:
            continue
        span = (at, best[0])
        found.append(
            Trigger(span, text[slice(*span)], table.types[best[2].sub], best[2].sub, best[2].strength)
        )
        taken = best[0]
    return tuple(found)


def _blocked(unless: _AnyOf, text: str, span: Span, sentence: Span, holds: Present) -> bool:
    """Tell whether a blocking context touches the window around the trigger."""
    first, last = max(sentence[0], span[0] - _WINDOW), min(sentence[1], span[1] + _WINDOW)
    return unless.stands_in(holds, text, first, last)


def find_means(text: str, start: int, end: int) -> str | None:
    """Return the sub-event type that the means named in ``text[start:end]`` stands for."""
    text = lowered(text)
    holds = present(text, start, end)
    for sub, means, unless in _table().means:
        if means.stands_in(holds, text, start, end) and (
            unless is None or not unless.stands_in(holds, text, start, end)
        ):
            return sub
    return None
