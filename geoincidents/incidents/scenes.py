# ruff: noqa: E501
"""What sets the scene of a sentence: how it opens, who acts, which names stand where, and its rarer words.

Read once for each sentence that tells of an act, so that sentences can be compared by what they share. The
words are rows of ``data/openings.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, Present, present
from geoincidents.incidents.value import value

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span

Subject = Literal["definite", "indefinite", "name", ""]

_UP = r"A-ZÀ-ÖØ-ÞĀĐİŁŚŞŠŽ"
_NAME = rf"[{_UP}][\w’'.]*(?:[ -](?:(?:al|el|de|du|la|of|le|ul)[ -])?[{_UP}][\w’']*){{0,4}}"
_KINDS = (
    r"(?:city|town|village|villages|municipality|province|department|district|region|state|port|capital|area|neighbou?rhood|suburb|outskirts|cent(?:er|re)|commune|"
    r"county|island|locality|settlement|hamlet|camp|tehsil|territory|township|governorate|oblast|community|countryside)"
)
_SIDES = r"(?:northern|southern|eastern|western|north|south|east|west|central|downtown|north-?eastern|north-?western|south-?eastern|south-?western|rural|nearby|neighbou?ring|remote|coastal|border)"
_PUT_AT = rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]ff|[Aa]round|[Aa]cross|[Ii]nto|[Oo]n the road (?:to|from)|{_KINDS} of)\s+(?:(?:the|this|its)\s+)?(?:{_SIDES}\s+)*(?:{_KINDS}\s+(?:of\s+)?)?(?:the\s+)?({_NAME})"
_WHERE = Pattern(_PUT_AT)
_WHERE_OR_KIND = Pattern(rf"{_PUT_AT}|\b({_NAME})\s+{_KINDS}\b")
_KIND = Pattern(rf"\b{_KINDS}\b")
_NO_PLACE = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Christmas|Ramadan|Eid|Easter|English|Arabic)\b"
    r"|\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Court|Way|Highway|Hospital|School|Park|Mall|Apartments|Hotel|Church|Mosque|University|Airport|Square|Medical|Cent(?:er|re)|Court|Prison|Jail|Bridge|Station|Police|Agency|Embassy|TV|Radio)\b",
)
_DATELINE = re.compile(
    rf"[{_UP}][^\n.;]{{2,70}}?(?:--?|—|–)\s+(?:\[Text\]\s*)?|[{_UP}]{{3,}}[^\n.;:]{{0,40}}?:\s+"
)
_STREETS = Pattern(
    rf"\b((?:(?!(?:High|Supreme|Crown|District|Federal|Appeals?|Criminal|County|Circuit|Superior|Military|Magistrates?['’]?|Sessions?|Constitutional|Tribunal)\s+(?:Criminal\s+)?Court\b)[{_UP}\d][\w’'.]*\s){{1,3}})(?:Street|St|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Court|Way|Highway|Place|Parkway|Terrace)\b"
)
_NOON = 12
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.]\d\d)?\s*(?P<half>[ap])\.?m\b|\b(?P<hundred>[01]\d|2[0-4])[:.]?[0-5]\d(?=\s+(?:hours|hrs|gmt|local|on)\b)",
)
_ANEW = Pattern(
    r"\b(?:another(?!\s+(?:man|woman|person|victim|boy|girl))|separate(?:ly)?|different|elsewhere|in\s+addition|likewise|similar(?:ly)?|identical|two\s+more|one\s+more|a\s+further|also|second|third|fourth|unrelated)\b",
)
_BULLET = re.compile(
    r"\s*(?:[-•*·▪–—►]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+|\[?\d{1,2}[:.h]\d{2}\]?(?:\s?(?:am|pm|GMT|UTC))?\s*[-–—:]?\s+)"
)
_HEADER = re.compile(rf"(?:{_NAME}|\d{{1,2}}\s+{_NAME})(?:\s+[\w-]+){{0,3}}:\s+")
_PLACED = re.compile(
    r"(?:in|at|near|outside|off|across|on|around|inside|along|over)\s+(?!(?:response|retaliation|turn|fact|all|total|addition|return|particular|recent|her|his|their|its|an? (?:statement|interview|speech|message|post|report|letter|press))\b)([^,.;:]{2,70}),\s+",
)
_DATED = re.compile(
    r"(?:(?:on|by|at|in|during|early|late|from|around|about|in the early hours of|before dawn on|yesterday|today)\s+)*(?:(?:the\s+)?(?:morning|evening|night|afternoon|early hours|small hours)\s+(?:of|on)\s+)?(?:(?:late\s+|early\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?)(?:,?\s+(?:19|20)\d\d)?(?:\s+(?:night|morning|evening|afternoon))?\b,?\s*",
)
_GAP = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_TOKENS = re.compile(r"[^\W\d_][\w’'-]{2,}")
_OF_PRONOUN = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|some|most|all|many|several|none|\d+)\s+of\s+(?:the|them|those|these|his|her|their|whom)\b"
    r"|(?:an?\s+(?:second|third)|another|the\s+other|(?:one|two|three|four|five|six|\d+)\s+other)\s+(?:victims?|others?|man|woman|boy|girl|person|people|suspects?|passengers?|officers?|soldiers?)\b"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+)\s+others\b",
)
_SUMMARY = Pattern(
    r"\b(?:since\s+(?:the\s+|early\s+|late\s+|mid-|last\s+|he\s+|they\s+)?(?:beginning|start|outbreak|january|february|march|april|may|june|july|august|september|october|november|december|year|month|summer|winter|spring|autumn|(?:19|20)\d\d|\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december))|"
    r"so\s+far\s+(?:this|in)|this\s+year|recall(?:s|ed|ing)\s+(?:the|a|an)|reminiscent\s+of|(?:\d+|\w+)\s+years\s+after|(?:in|over|during)\s+(?:the\s+)?(?:past|last|recent)\s+(?:\w+\s+)?(?:weeks?|months?|years?|decades?)|in\s+recent\s+(?:weeks|months|years))\b",
)
_SUFFIX = re.compile(r"(?:ings?|ed|es|s|'s|’s)$")


@value
class Turns:
    """How the words of a sentence turn to another act or take one up.

    Attributes
    ----------
    new_act, same_act : bool
        The trigger, or an act's noun, is new ("a second blast") or taken up ("the attack").
    new_agent, same_agent : bool
        Those who act are new ("unidentified men") or taken up ("the gunmen").
    anew : bool
        Words before the act set it apart: "was also shot", "in a separate shooting".
    recalls : bool
        It speaks of an act told elsewhere: "put the toll at", "claimed responsibility", "accused them of".
    """

    new_act: bool = False
    same_act: bool = False
    new_agent: bool = False
    same_agent: bool = False
    anew: bool = False
    recalls: bool = False


_WhereRead = tuple[str, "Span", int, int]


@dataclass(frozen=True)
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
        return Turns() if self.where_read is None else _turns(*self.where_read)


@dataclass(frozen=True, slots=True)
class _Patterns:
    openings: tuple[tuple[str, Pattern], ...]
    several: Pattern
    several_named: Pattern
    new_act: Pattern
    same_act: Pattern
    new_agent: Pattern
    same_agent: Pattern
    recalls: Pattern
    definite: frozenset[str]
    indefinite: frozenset[str]
    everyday: frozenset[str]


@cache
def _patterns() -> _Patterns:
    raw = tomllib.loads(files("geoincidents.incidents").joinpath("data/openings.toml").read_text("utf-8"))
    acts = "|".join(raw["acts"]["words"]).lower()
    known = lexicon()
    agents = "|".join(
        sorted(word for word, group in known.people.items() if group == "attackers" and "-" not in word)
    )
    return _Patterns(
        openings=tuple(
            (row["mark"], Pattern(rf"\b(?:{'|'.join(row['words'])})\b")) for row in raw["opening"]
        ),
        several=Pattern(rf"\b(?:{'|'.join(raw['several']['words'])})\b"),
        several_named=Pattern(rf"\b(?:{'|'.join(raw['several']['named'])})\b", re.IGNORECASE),
        new_act=Pattern(
            rf"\b(?:an?|another|one|two|three|a second|second|third|more|fresh|new)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{acts})\b",
        ),
        same_act=Pattern(
            rf"\b(?:the|this|that|these|those|both)\s+(?:[\w’'-]+\s+){{0,1}}?(?:{acts})\b(?!\s+of\s+an?\b)",
        ),
        new_agent=Pattern(
            rf"\b(?:(?:unidentified|unknown|unnamed|masked|hooded|suspected|armed)\s+(?:[\w’'-]+\s+)?(?:\w+)|(?:an?|two|three|four|five|six|several|some|\d+|group of|another)\s+(?:[\w’'-]+\s+){{0,2}}?(?:{agents})|(?:when|as|by|after|where)\s+(?:{agents})s?)\b|(?:^|[,;]\s+)(?:{agents})s?\b",
        ),
        recalls=Pattern(rf"\b(?:{'|'.join(raw['recalls']['words'])})"),
        definite=frozenset(raw["definite"]["words"]),
        indefinite=frozenset(raw["indefinite"]["words"]),
        everyday=frozenset(raw["everyday"]["words"]),
        same_agent=Pattern(rf"\b(?:the|these|those|his|her|their)\s+(?:[\w’'-]+\s+)?(?:{agents}|(?:armed|masked|hooded)\s+men)\b"),
    )  # fmt: skip


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
    patterns = _patterns()
    lower = lowered(text)
    holds = present(lower, *span)
    marks, body = _opening(text, span, holds, patterns, paragraph)
    marks |= {mark for mark, given in (("cut", cut), ("answered", answered)) if given}
    where, places = _where(text, span, holds)
    names, stems = _words(text, span, places)
    return Scene(
        marks=frozenset(marks),
        subject=_subject(text, body, span[1]),
        several=bool(
            patterns.several.search(holds, lower, *span) or patterns.several_named.search(holds, text, *span)
        ),
        where=where,
        names=names,
        words=stems,
        streets=frozenset(match.group(1).lower() for match in _STREETS.finditer(holds, text, *span)),
        clock=_clock(lower, span),
        summary=_SUMMARY.search(holds, lower, *span) is not None,
        where_read=(lower, span, body, act),
    )


def _turns(lower: str, span: Span, body: int, act: int) -> Turns:
    patterns, holds = _patterns(), present(lower, *span)
    return Turns(
        new_act=patterns.new_act.search(holds, lower, *span) is not None,
        same_act=patterns.same_act.search(holds, lower, *span) is not None,
        new_agent=patterns.new_agent.search(holds, lower, body, span[1]) is not None,
        same_agent=patterns.same_agent.search(holds, lower, *span) is not None,
        anew=_ANEW.search(holds, lower, body, act) is not None,
        recalls=patterns.recalls.search(holds, lower, *span) is not None,
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


def _opening(
    text: str, span: Span, holds: Present, patterns: _Patterns, paragraph: bool
) -> tuple[set[str], int]:
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
    may_open = [(mark, row.regex) for mark, row in patterns.openings if row.may_match(holds)]
    may_open += (("dated", _DATED), ("placed", _PLACED))
    for _ in range(4):
        match = None
        for mark, pattern in may_open:
            match = pattern.match(lower, position, span[1])
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


def _subject(text: str, start: int, end: int) -> Subject:
    match = _WORD.search(text, start, min(end, start + 40))
    if _OF_PRONOUN.match(lowered(text), start, end):
        return "definite"
    if match is None:
        return "indefinite" if text[start:end][:1].isdigit() else ""
    if text[start : match.start()].strip("\"'“‘ ").isdigit():
        return "indefinite"
    word = match.group().lower()
    if word in _patterns().definite:
        return "definite"
    if word in _patterns().indefinite or word in lexicon().plurals or match.group().islower():
        return "indefinite"
    return "name"


def _where(text: str, span: Span, holds: Present) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that stand where a place is told, and all their words."""
    found = []
    where = _WHERE_OR_KIND if _KIND.may_match(holds) else _WHERE
    for match in where.finditer(holds, text, *span):
        name = match[match.lastindex or 0]
        if not _NO_PLACE.search(name):
            found.append(name.rstrip(".'’").removesuffix("'s").removesuffix("’s").lower())
    return frozenset(found), frozenset(part for name in found for part in re.split(r"[ -]", name))


def _words(text: str, span: Span, places: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of names and the stems of the rarer words."""
    names, stems = set(), set()
    for number, word in enumerate(_TOKENS.findall(text, *span)):
        stem, low = _stem(word)
        if stem is None or low in places:
            continue
        if number and word[0].isupper():
            names.add(stem)
        elif len(low) > 3:
            stems.add(stem)
    return frozenset(names), frozenset(stems)


@lru_cache(maxsize=8192)
def _stem(word: str) -> tuple[str | None, str]:
    """Return the stem of a word, None of an everyday one, and the word in lower case."""
    low = word.lower()
    return (None if low in _patterns().everyday else _SUFFIX.sub("", low)), low
