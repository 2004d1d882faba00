# ruff: noqa: E501
"""How a sentence opens, and whether its subject was told of before: rows of ``data/openings.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from geoincidents.incidents.known import Known
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, Present, begins_with
from geoincidents.incidents.pattern_words import LETTERS
from geoincidents.incidents.tables import table

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span

Subject = Literal["definite", "indefinite", "name", ""]

CAPITALS = r"A-ZÀ-ÖØ-ÞĀĐİŁŚŞŠŽ"
NAME = rf"[{CAPITALS}][\w’'.]*(?:[ -](?:(?:al|el|de|du|la|of|le|ul)[ -])?[{CAPITALS}][\w’']*){{0,4}}"
_DATELINE = re.compile(
    rf"[{CAPITALS}][^\n.;]{{2,70}}?(?:--?|—|–)\s+(?:\[Text\]\s*)?|[{CAPITALS}]{{3,}}[^\n.;:]{{0,40}}?:\s+"
)
_BULLET = re.compile(
    r"\s*(?:[-•*·▪–—►]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+|\[?\d{1,2}[:.h]\d{2}\]?(?:\s?(?:am|pm|GMT|UTC))?\s*[-–—:]?\s+)"
)
_HEADER = re.compile(rf"(?:{NAME}|\d{{1,2}}\s+{NAME})(?:\s+[\w-]+){{0,3}}:\s+(?![\"“‘'])")
"""Opens an item, unless somebody's words follow: "Sergeant Ali said: “…”"."""
_PLACED = Pattern(
    r"(?:in|at|near|outside|off|across|on|around|inside|along|over)\s+(?!(?:response|retaliation|turn|fact|all|total|addition|return|particular|recent|her|his|their|its|an? (?:statement|interview|speech|message|post|report|letter|press))\b)([^,.;:]{2,70}),\s+",
)
_DATED = Pattern(
    r"(?:(?:on|by|at|in|during|early|late|from|around|about|in the early hours of|before dawn on|yesterday|today|(?:(?:just|shortly|soon)\s+)?(?:at|before|after|around|about)\s+(?:about\s+|around\s+|approximately\s+)?(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?|midnight|noon)(?=\s+(?:on\s+)?(?:early\s+|late\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day))\s+)*(?:(?:the\s+)?(?:morning|evening|night|afternoon|early hours|small hours)\s+(?:of|on)\s+)?(?:(?:late\s+|early\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?)(?:,?\s+(?:19|20)\d\d)?(?:\s+(?:night|morning|evening|afternoon))?\b,?\s*",
)
_GAP = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_FIRST = re.compile(r"\w+")
_OF_PRONOUN = re.compile(
    r"(?:(?:more than|at least|about|around|some|over|nearly|another|up to)\s+)?(?:dozens|scores|hundreds)(?:\s+of)?\s+others\b"
    r"|(?:more than|at least|about|around|some|over|nearly|another|up to)\s+(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+)\s+others\b"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|some|most|all|many|several|none|\d+)\s+of\s+(?:the|them|those|these|his|her|their|whom)\b"
    r"|(?:an?\s+(?:second|third)|another|the\s+other|(?:one|two|three|four|five|six|\d+)\s+other)\s+(?:victims?|others?|man|woman|boy|girl|person|people|suspects?|passengers?|officers?|soldiers?)\b"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+)\s+others\b",
)


@cache
def _openings() -> tuple[tuple[str, Pattern, Present | None], ...]:
    """Return the marks that a sentence may open with, what tells each, and the words that this begins with."""
    rows = table("openings")["opening"]
    told = [(row["mark"], Pattern(rf"\b(?:{'|'.join(row['words'])})\b")) for row in rows]
    told += [("dated", _DATED), ("placed", _PLACED)]
    return tuple((mark, pattern, begins_with(pattern.pattern)) for mark, pattern in told)


@Known
def _opened_by(word: str) -> tuple[tuple[str, Pattern], ...]:
    """Return those of them that a word in lower case may begin; no word where none stands there."""
    letters = {word, word[:LETTERS]}
    return tuple(
        (mark, pattern)
        for mark, pattern, begun in _openings()
        if begun is None or not begun.isdisjoint(letters)
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("openings")[name]["words"])


def read_opening(text: str, span: Span, holds: Present, *, paragraph: bool) -> tuple[set[str], int]:
    """Return the marks a sentence opens with and where its body begins."""
    marks: set[str] = set()
    position = span[0]
    if paragraph:
        marks.add("paragraph")
        first = _SPACE.match(text, 0, position).end() == position  # type: ignore[union-attr]
        for pattern, mark in ((_BULLET, "item"), (_HEADER, "item"), (_DATELINE, "")):
            match = pattern.match(text, position, span[1])
            if match and (mark or (position == span[0] and first)):
                marks.update([mark] if mark else [])
                position = match.end()
    lower = lowered(text)
    for _ in range(4):
        match, first_word = None, _FIRST.match(lower, position, span[1])
        for mark, opening in _opened_by["" if first_word is None else first_word.group()]:
            match = opening.regex.match(lower, position, span[1]) if opening.may_match(holds) else None
            if match and match.end() > position:
                marks.add(mark)
                if mark == "placed" and not any(c.isupper() for c in text[slice(*match.span(1))]):
                    marks.discard("placed")
                break
            match = None
        if match is None:
            break
        position = _skip(text, match.end(), span[1])
    return marks, position


def _skip(text: str, position: int, end: int) -> int:
    match = _GAP.match(text, position, end)
    return match.end() if match else position


def subject_of(text: str, start: int, end: int) -> Subject:
    """Tell what the subject is of a sentence whose body begins at `start`."""
    match = _WORD.search(text, start, min(end, start + 40))
    if _OF_PRONOUN.match(lowered(text), start, end):
        return "definite"
    if match is None:
        return "indefinite" if text[start:end][:1].isdigit() else ""
    if text[start : match.start()].strip("\"'“‘ ").isdigit():
        return "indefinite"
    word = match.group().lower()
    if word in _words("definite"):
        return "definite"
    if word in _words("indefinite") or word in lexicon().plurals or match.group().islower():
        return "indefinite"
    return "name"
