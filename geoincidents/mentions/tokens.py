"""Text → tokens and sentences for the recognizers, with exact offsets.

Hyphens, slashes and possessive endings are tokens of their own ("U.S.-led", "Baghdad-based", "Iraq's"),
so that a name inside them has its own boundaries; apostrophes inside names stay ("Qa'im", "Côte d'Ivoire").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gazetteer.relations.relation import Span
from geoincidents.mentions.words import words

# Vowel signs and other marks are not ``\w`` in Python, but belong to the word.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0711\u0730-\u074a\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c00-\u0c04"
    "\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d00-\u0d03\u0d3e-\u0d4d\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1"
    "\u0eb4-\u0ebc\u0f18-\u0f3f\u0f71-\u0f84\u102b-\u103e\u1056-\u1059\u135d-\u135f\u17b4-\u17d3\u200c\u200d"
)
_LETTER = rf"[^\W\d_{_MARKS}]"
_WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_APOSTROPHES = "'’ʼʻ‘`´"

_TOKEN = re.compile(
    rf"""
    (?P<initials>{_LETTER}\.(?:{_LETTER}{{1,3}}\.)+(?!\w)|{_LETTER}(?:\.{_LETTER})+(?!\w))
  | (?P<number>(?>\d+(?:[.,:]\d+)*)(?![^\W\d_]))
  | (?P<possessive>(?<=\w)[{_APOSTROPHES}][sS](?!\w))
  | (?P<word>{_WORD}(?:[{_APOSTROPHES}](?![sS](?!\w)){_WORD})*)
  | (?P<other>[^\s])
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One token.

    Attributes
    ----------
    text : str
        As written.
    start, end : int
        Offsets into the text.
    """

    text: str
    start: int
    end: int


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]``, offsets into `text`."""
    stop = len(text) if end is None else end
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, stop)]


def sentences(text: str, tokens: Sequence[Token], given: Sequence[Span] = ()) -> list[tuple[int, int]]:
    """Return sentences as half-open indices into `tokens`.

    Parameters
    ----------
    text : str
        The text.
    tokens : sequence of Token
        Its tokens.
    given : sequence of Span
        Sentence spans known already (``Article.sentences``); without them a full stop, question or
        exclamation mark before a capital, and an empty line, end a sentence.
    """
    ends = _given_ends(tokens, given) if given else _found_ends(text, tokens)
    bounds: list[tuple[int, int]] = []
    first = 0
    for last in ends:
        if last > first:
            bounds.append((first, last))
        first = last
    if first < len(tokens):
        bounds.append((first, len(tokens)))
    return bounds


def _given_ends(tokens: Sequence[Token], given: Sequence[Span]) -> list[int]:
    stops = iter(sorted(end for _, end in given))
    stop = next(stops, None)
    ends = []
    for index, token in enumerate(tokens):
        while stop is not None and token.start >= stop:
            ends.append(index)
            stop = next(stops, None)
    return ends


def _found_ends(text: str, tokens: Sequence[Token]) -> list[int]:
    ends = []
    for index in range(1, len(tokens)):
        before, after = tokens[index - 1], tokens[index]
        gap = text[before.end : after.start]
        if ("\n" in gap and (gap.count("\n") > 1 or before.text in ".!?:")) or before.text in {
            "!",
            "?",
            "。",
            "؟",
            "।",
        }:
            ends.append(index)
        elif before.text in {".", '"', "”", "’", ")"} and gap and index > 1 and not after.text[0].islower():
            closing = before.text != "."
            stop = tokens[index - 2] if not closing or index > 2 else before
            if closing and stop.text not in {".", "!", "?"}:
                continue
            if not closing and _is_abbreviation(stop.text):
                continue
            ends.append(index)
    return ends


def _is_abbreviation(word: str) -> bool:
    return word.lower() in words().stopped or (len(word) == 1 and word.isalpha())
