"""Text to sentences: paragraphs, headlines without a full stop, abbreviations, quotes, hard-wrapped lines."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise

from gazetteer.relations.relation import Span
from geoincidents.layout import is_item

WRAP_COLUMNS = 120
"""Lines longer than this were not wrapped by hand or by a mail program: 72 to 100 is usual."""

_LEAST_FULL = 0.5
"""Share of a block's lines that are full where it was wrapped; of a list's lines few are."""

_NARROWEST = 30
"""Narrower blocks are lists and captions, not wrapped prose."""

_END = re.compile(r"[.!?…؟۔।]+[\"'”’»)\]]{0,3}(?=\s)|[。！？][」』”]?")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE_BREAK = re.compile(r"\n")
_OPENING = "\"'“‘«([¿¡—–- \t\n"
_DASH = re.compile(r"\s+[—–-]")
_WORD_BEFORE = 24
"""Characters looked at before a full stop: longer than any abbreviation, so that the cost stays linear."""


@cache
def _words(kind: str) -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("abbreviations.toml").read_text("utf-8"))
    return frozenset(table[kind])


def split(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text, in order, without the white space around them.

    A paragraph ends the sentence, with or without a full stop; so does a line break, unless the text is
    wrapped to a width that the next line's first word would have exceeded.

    Examples
    --------
    >>> text = "Raid in Balad\\n\\nGen. Ali left at 5 p.m. The U.S. Army stayed."
    >>> [text[start:end] for start, end in split(text)]
    ['Raid in Balad', 'Gen. Ali left at 5 p.m.', 'The U.S. Army stayed.']
    """
    sentences: list[Span] = []
    for start, end in _paragraphs(text):
        begin = start
        for stop in _END.finditer(text, start, end):
            if stop.end() < end and _ends_sentence(text, begin, stop, end):
                _append(sentences, text, begin, stop.end())
                begin = stop.end()
        _append(sentences, text, begin, end)
    return tuple(sentences)


def _append(sentences: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        sentences.append((start, end))


def _paragraphs(text: str) -> list[Span]:
    cuts = [0]
    for blank in _BLANK_LINE.finditer(text):
        cuts += [blank.start(), blank.end()]
    cuts.append(len(text))
    found: list[Span] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        found += _lines_joined(text, start, end)
    return found


def _lines_joined(text: str, start: int, end: int) -> list[Span]:
    """Cut a block of lines where the break was meant, not where the line was full."""
    edges = [start, *(match.end() for match in _LINE_BREAK.finditer(text, start, end)), end + 1]
    lines = [(first, following - 1) for first, following in pairwise(edges)]
    width = max(len(text[first:last].rstrip()) for first, last in lines)
    full = [_is_full(text, line, following, width) for line, following in pairwise(lines)]
    wrapped = _NARROWEST <= width <= WRAP_COLUMNS and sum(full) >= _LEAST_FULL * len(full)
    joined = [lines[0]]
    for is_full, line in zip(full, lines[1:], strict=True):
        if wrapped and is_full and not is_item(text[slice(*line)]):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on a line."""
    next_word = text[slice(*following)].split(maxsplit=1)
    return bool(next_word) and len(text[slice(*line)].strip()) + 1 + len(next_word[0]) > width


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:  # noqa: PLR0911 - a rule a return
    marks = stop.group()
    if marks[0] in "。！？":
        return True
    following = stop.end()
    while following < end and text[following] in _OPENING:
        following += 1
    if following >= end:
        return True
    letter = text[following]
    if letter.islower():
        return False
    if not marks.startswith(".") or marks.startswith(".."):
        return True
    before = text[max(begin, stop.start() - _WORD_BEFORE) : stop.start()].split()
    if not before:
        return False
    word = before[-1].lstrip(_OPENING).lower()
    two = f"{before[-2].lower()} {word}" if len(before) > 1 else word
    next_word = re.match(r"[\w'’]+", text[following : following + _WORD_BEFORE])
    opens = next_word is not None and next_word.group().lower() in _words("openers")
    if word in _words("titles") or two in _words("titles"):
        return False
    if word in _words("before_number") or word in _words("calendar"):
        return not letter.isdigit()
    if word in _words("open"):
        if _DASH.match(text, stop.end()) and "\n" not in text[stop.end() : following]:
            return False  # "BRANDON, S.D. - A man": a dateline
        return opens or text[stop.end() : following].count("\n") > 1
    if len(word) == 1 and word.isalpha():
        # An initial ("J. Smith"), unless a sentence clearly follows ("Vitamin C. The").
        return opens
    return not (word.isdigit() and before[-1] == text[begin : stop.start()].strip())
