# ruff: noqa: E501
"""What sets the scene of a sentence: how it opens, who acts, which names stand where, and its rarer words.

Read once for each sentence that tells of an act, so that sentences can be compared by what they share. The
words are rows of ``data/openings.toml``.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from geoincidents.incidents.known import Known
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, Present, present
from geoincidents.incidents.openings import CAPITALS, NAME, Subject, read_opening, subject_of
from geoincidents.incidents.tables import table
from geoincidents.incidents.turns import Turns, turns_in
from geoincidents.incidents.value import value_with_late

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span

_KINDS = (
    r"(?:city|town|village|villages|municipality|province|department|district|region|state|port|capital|area|neighbou?rhood|suburb|outskirts|cent(?:er|re)|commune|"
    r"county|island|locality|settlement|hamlet|camp|tehsil|territory|township|governorate|oblast|community|countryside)"
)
_SIDES = r"(?:northern|southern|eastern|western|north|south|east|west|central|downtown|north-?eastern|north-?western|south-?eastern|south-?western|rural|nearby|neighbou?ring|remote|coastal|border)"
_PREPOSITIONS = (
    "[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]ff|[Aa]round|[Aa]cross|[Ii]nto|[Oo]n the road (?:to|from)"
)
_BEFORE_NAME = rf"\s+(?:(?:the|this|its)\s+)?(?:{_SIDES}\s+)*"
_WHERE = Pattern(rf"\b(?:{_PREPOSITIONS}){_BEFORE_NAME}(?:the\s+)?({NAME})")
"""Where a name is put in a sentence without any of the words for places …"""
_WHERE_OR_KIND = Pattern(
    rf"\b(?:{_PREPOSITIONS}|{_KINDS} of){_BEFORE_NAME}(?:{_KINDS}\s+(?:of\s+)?)?(?:the\s+)?({NAME})|\b({NAME})\s+{_KINDS}\b"
)
"""… and in one with some."""
_KIND = Pattern(rf"\b{_KINDS}\b")
_NO_PLACE = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Christmas|Ramadan|Eid|Easter|English|Arabic)\b"
    r"|\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Court|Way|Highway|Hospital|School|Park|Mall|Apartments|Hotel|Church|Mosque|University|Airport|Square|Medical|Cent(?:er|re)|Court|Prison|Jail|Bridge|Station|Police|Agency|Embassy|TV|Radio)\b",
)
_BROUGHT = re.compile(
    r"\b(?:taken|rushed|treated|treatment|evacuated|flown|airlifted|admitted|transferred|moved|shifted|brought)\b[^,;.]{0,50}?"
    r"\b(?:hospitals?|clinics?|medical\s+(?:cent(?:er|re)s?|facilit(?:y|ies))|morgue|mortuary)\s+$",
    re.IGNORECASE,
)
"""Before where the wounded or the dead were brought: no scene of an act."""
_BEFORE_WHERE = 90
_STREETS = Pattern(
    rf"\b((?:(?!(?:High|Supreme|Crown|District|Federal|Appeals?|Criminal|County|Circuit|Superior|Military|Magistrates?['’]?|Sessions?|Constitutional|Tribunal)\s+(?:Criminal\s+)?Court\b)[{CAPITALS}\d][\w’'.]*\s){{1,3}})(?:Street|St|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Court|Way|Highway|Place|Parkway|Terrace)\b"
)
_NOON = 12
_SHORT = 3
"""Letters of words that tell little."""
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.]\d\d)?\s*(?P<half>[ap])\.?m\b|\b(?P<hundred>[01]\d|2[0-4])[:.]?[0-5]\d(?=\s+(?:hours|hrs|gmt|local|on)\b)",
)
_TOKENS = re.compile(r"[^\W\d_][\w’'-]{2,}")
_SUMMARY = Pattern(
    r"\b(?:since\s+(?:the\s+|early\s+|late\s+|mid-|last\s+|he\s+|they\s+)?(?:beginning|start|outbreak|january|february|march|april|may|june|july|august|september|october|november|december|year|month|summer|winter|spring|autumn|(?:19|20)\d\d|\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december))|"
    r"so\s+far\s+(?:this|in)|recall(?:s|ed|ing)\s+(?:the|a|an)|reminiscent\s+of|(?:\d+|\w+)\s+years\s+after|(?:in|over|during)\s+(?:the\s+)?(?:past|last|recent)\s+(?:\w+\s+)?(?:weeks?|months?|years?|decades?)|in\s+recent\s+(?:weeks|months|years))\b",
)
_THIS_YEAR = Pattern(r"\bthis\s+year\b")
"""By itself, for it alone needs a word that every age holds ("a 30-year-old")."""
_SUFFIX = re.compile(r"(?:ings?|ed|es|s|'s|’s)$")


_WhereRead = tuple[str, "Span", int, int]


@value_with_late
class Scene:
    """What sets the scene of one sentence or part of one.

    Attributes
    ----------
    marks : frozenset of str
        How it opens: "another", "also", "same day", "shifted", "past", "placed", "dated", "item", "paragraph"; "cut", "answered".
    subject : Subject
        Whether its subject was told of before ("the attackers", "they"), is new ("gunmen"), or a name.
    several : bool
        Several acts told together ("three attacks").
    where : frozenset of str
        Names in lower case that prepositions of place stand before.
    names : frozenset of str
        The words of other names.
    words : frozenset of str
        Stems of the rarer words.
    streets : frozenset of str
        Names of streets.
    clock : frozenset of int
        Hours of the day that are told.
    summary : bool
        A longer period is summed up ("since January").
    where_read : tuple or None
        The text in lower case, the span, and where its body and the words of the act begin.
    """

    marks: frozenset[str] = frozenset()
    subject: Subject = ""
    several: bool = False
    where: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    clock: frozenset[int] = frozenset()
    summary: bool = False
    where_read: _WhereRead | None = field(default=None, repr=False, compare=False)

    @cached_property
    def turns(self) -> Turns:
        """What is new or taken up; read only where sentences are compared."""
        return Turns() if self.where_read is None else turns_in(*self.where_read)


@cache
def _separate() -> Pattern:
    """Return what tells, wherever it stands, that an act is not the one before: "was hurt in a separate raid"."""
    acts = "|".join(table("openings")["acts"]["words"]).lower()
    return Pattern(rf"\ban?\s+(?:separate|unrelated)\s+(?:[\w’'-]+\s+){{0,2}}?(?:{acts})\b")


@cache
def _several() -> tuple[Pattern, Pattern]:
    """Return what tells of several acts together, and what does by a name."""
    raw = table("openings")["several"]
    told, named = ("|".join(raw[key]) for key in ("words", "named"))
    return Pattern(rf"\b(?:{told})\b"), Pattern(rf"\b(?:{named})\b", re.IGNORECASE)


@cache
def _everyday() -> frozenset[str]:
    return frozenset(table("openings")["everyday"]["words"])


def read_scene(
    text: str, span: Span, *, act: int, paragraph: bool, cut: bool = False, answered: bool = False
) -> Scene:
    """Read the scene of a sentence or part of one.

    Parameters
    ----------
    text : str
        The article's text.
    span : Span
        The sentence or the part.
    act : int
        Where the words of the act begin.
    paragraph : bool
        Whether it begins a paragraph.
    cut : bool
        Whether it is a later part of a sentence, whose first word is no beginning.
    answered : bool
        Whether another part of the sentence tells of an act that answers this one's.

    Examples
    --------
    >>> text = "In a separate incident on Tuesday, a convoy was ambushed near Harim."
    >>> scene = read_scene(text, (0, len(text)), act=51, paragraph=True)
    >>> sorted(scene.marks), scene.subject, sorted(scene.where)
    (['another', 'dated', 'paragraph'], 'indefinite', ['harim'])
    """
    several, several_named = _several()
    lower = lowered(text)
    holds = present(lower, *span)
    marks, body = read_opening(text, span, holds, paragraph=paragraph)
    separate = _separate().search(holds, lower, *span) is not None
    marks |= {mark for mark, given in (("cut", cut), ("answered", answered), ("another", separate)) if given}
    where, places = _where(text, span, holds)
    names, stems = _words(text, span, places)
    return Scene(
        marks=frozenset(marks),
        subject=subject_of(text, body, span[1]),
        several=bool(several.search(holds, lower, *span) or several_named.search(holds, text, *span)),
        where=where,
        names=names,
        words=stems,
        streets=frozenset(match.group(1).lower() for match in _STREETS.finditer(holds, text, *span)),
        clock=_clock(lower, span),
        summary=bool(_SUMMARY.search(holds, lower, *span) or _THIS_YEAR.search(holds, lower, *span)),
        where_read=(lower, span, body, act),
    )


def _clock(lower: str, span: Span) -> frozenset[int]:
    hours: set[int] = set()
    first = _DIGIT.search(lower, *span)
    if first is None:
        return frozenset()
    for match in _CLOCK.finditer(lower, first.start(), span[1]):
        hour = int(match.group("hour") or match.group("hundred"))
        half = match.group("half") or ""
        if hour <= _NOON and half:
            hour = hour % _NOON + (_NOON if half == "p" else 0)
        if hour <= 2 * _NOON:
            hours.add(hour)
    return frozenset(hours)


def _where(text: str, span: Span, holds: Present) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that stand where a place is told, and all their words."""
    found = []
    where = _WHERE_OR_KIND if _KIND.may_match(holds) else _WHERE
    for match in where.finditer(holds, text, *span):
        name = match[match.lastindex or 0]
        brought = _BROUGHT.search(text, max(span[0], match.start() - _BEFORE_WHERE), match.start())
        if not brought and not _NO_PLACE.search(name):
            found.append(name.rstrip(".'’").removesuffix("'s").removesuffix("’s").lower())
    if not found:
        return frozenset(), frozenset()
    return frozenset(found), frozenset(" ".join(found).replace("-", " ").split(" "))


def _words(text: str, span: Span, places: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of names and the stems of the rarer words."""
    read = list(map(_stem.__getitem__, _TOKENS.findall(text, *span)))
    if read and read[0] is not None and read[0][2]:  # a sentence's first word has a capital anyhow
        stem, low, _ = read[0]
        read[0] = (stem, low, False) if len(low) > _SHORT else None
    names: list[str] = []
    words: list[str] = []
    for stem, low, name in filter(None, read):
        if low not in places:
            (names if name else words).append(stem)
    return frozenset(names), frozenset(words)


@Known
def _stem(word: str) -> tuple[str, str, bool] | None:
    """Return the stem of a name or a rarer word, it in lower case, and whether it is a name; None of others."""
    low, name = word.lower(), word[0].isupper()
    if low in _everyday() or not (name or len(low) > _SHORT):
        return None
    return _SUFFIX.sub("", low), low, name
