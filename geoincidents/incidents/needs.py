"""Patterns that are tried only where the words stand without which they cannot match.

A search through a sentence costs ten times what it costs to see that none of the pattern's words is there,
and most patterns match one sentence in a hundred. What each pattern needs is read off the pattern itself
(`pattern_words`); that of the shipped ones is shipped beside them, as reading all of them takes a tenth of a
second. ``training/incidents/needs.py`` writes it.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from geoincidents.incidents import pattern_words
from geoincidents.incidents.searching import searching

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\w+")
Present = frozenset[str]
"""The words that a stretch of text holds, and the first letters of each."""
Needs = tuple[Present, ...]
"""Sets of words of which a match holds one each."""


_beginning = itemgetter(slice(pattern_words.LETTERS))


@lru_cache(maxsize=256)
def present(lower: str, start: int, end: int) -> Present:
    """Return the words of ``lower[start:end]``, a text in lower case, and the first letters of each."""
    words = _WORD.findall(lower, start, end)
    return frozenset(chain(words, map(_beginning, words)))


def all_stand(needs: Needs, holds: Present) -> bool:
    """Tell whether a stretch that holds some words holds one of each set."""
    return not any(map(holds.isdisjoint, needs))


class Pattern:
    """A regular expression that is tried only where one of the words is present that it needs.

    Parameters
    ----------
    pattern : str
        For a text as written or in lower case.
    flags : int
        As of ``re.compile``.

    Attributes
    ----------
    needs : frozenset of str or None
        Words, or first letters of words, of which every match holds one; None where none are told.
    others : tuple of frozenset of str
        Further words of which it holds one of each.
    regex : re.Pattern
        Compiled.
    """

    __slots__ = ("flags", "needs", "others", "pattern", "regex")
    needs: Present | None
    others: Needs
    regex: re.Pattern[str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        """Work out `needs` or `regex` when first asked for: an article needs few of the patterns."""
        if name in {"needs", "others"}:
            self.needs, *others = needs(self.pattern) or (None,)
            self.others = tuple(others)
        elif name == "regex":
            self.regex = searching(self.pattern, self.flags)
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def may_match(self, words: Present) -> bool:
        """Tell whether a stretch that holds these words can match."""
        needed = self.needs
        return needed is None or not (
            needed.isdisjoint(words) or (self.others and not all_stand(self.others, words))
        )

    def search(self, words: Present, text: str, start: int, end: int) -> re.Match[str] | None:
        """Search ``text[start:end]``, which lies in a stretch that holds these words."""
        needed = self.needs
        if needed is not None and (
            needed.isdisjoint(words) or (self.others and not all_stand(self.others, words))
        ):
            return None
        return self.regex.search(text, start, end)

    def finditer(self, words: Present, text: str, start: int, end: int) -> Iterable[re.Match[str]]:
        """Yield the matches in ``text[start:end]``, which lies in a stretch that holds these words."""
        needed = self.needs
        if needed is not None and (
            needed.isdisjoint(words) or (self.others and not all_stand(self.others, words))
        ):
            return ()
        return self.regex.finditer(text, start, end)


def key_of(pattern: str) -> str:
    """Return what a pattern is known by in the data."""
    return sha256(pattern.encode()).hexdigest()[:16]


@cache
def _shipped() -> dict[str, tuple[list[list[str]], list[str] | None]]:
    """Return of each shipped pattern what it needs and what it begins with."""
    text = files("geoincidents.incidents").joinpath("data/needs.json").read_text("utf-8")
    return {key: (row["needs"], row["begins"]) for key, row in json.loads(text).items()}


def needs(pattern: str) -> Needs:
    """Return words, or first letters of words, of which every match holds one of each, the rarest first.

    Examples
    --------
    >>> [sorted(words) for words in needs(r"\\b(?:the|an) (?:attack\\w*|raids?)\\b")]
    [['atta', 'attack', 'raid', 'raids'], ['an', 'the']]
    """
    known = _shipped().get(key_of(pattern))
    return pattern_words.needs(pattern) if known is None else tuple(map(frozenset, known[0]))


def begins_with(pattern: str) -> Present | None:
    """Return the words, or first letters of words, that every match of a pattern begins with; None for any.

    Examples
    --------
    >>> sorted(begins_with(r"(?:last\\s+)?(?:night|evenings?)\\b"))
    ['evening', 'evenings', 'last', 'night']
    """
    known = _shipped().get(key_of(pattern))
    if known is None:
        return pattern_words.begins_with(pattern)
    return None if known[1] is None else frozenset(known[1])
