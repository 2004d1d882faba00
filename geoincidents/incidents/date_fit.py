"""How well a date goes with the act of its sentence: the one beside it, not that of the telling."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geoincidents.incidents.dates import DatePhrase, find_dates
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.value import value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazetteer.relations.relation import Span
    from geoincidents.incidents.tokens import Tokens

_SAID_BEFORE = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|confirmed|added|warned|declared|denied|spokes\w+|interview|conference|statement|appear\w*|court|arraign\w*|charged|identified|released|updated|published|posted|arrested|condemned)\b[^,;.]{0,25}$",
)
_ARRESTED = re.compile(
    r"\b(?:arrested|apprehended|taken\s+into\s+custody)\b(?:(?!\b(?:after|when|following|since|shot|shooting|killed|stabbed|attack(?:ed)?)\b)[^;.]){0,70}$"
)
"""When a suspect was caught: "was arrested in Ardel on suspicion of murder on Friday"."""
_BEFORE_ARREST = 90
"""Characters before a date in which an arrest is told."""
_SAID_AFTER = re.compile(r"^[^,;.]{0,12}\b(?:said|announced|reported|told|confirmed|stated)\b")
_HAD_SAID = re.compile(
    r"^,?[^,;.]{0,60}\bhad\s+(?:\w+ly\s+|earlier\s+)?(?:said|reported|told|put|confirmed|announced|counted|spoken)\b"
)
"""What was said on a day before: "on Saturday the ministry had reported five dead"."""
_DONE_AFTER = re.compile(
    r"^[^,;.]{0,12}\b(?:identified|released|named|charged|continued|updated|issued|ruled|appeared|remained)\b"
)
_UNTIL = re.compile(r"\b(?:until|till)\s+(?:(?:the|early|late|about|around|on)\s+)*$")
"""Before when an act ended: "the exchange of fire lasted until the early hours of Sunday"."""
_ANNIVERSARY = re.compile(r"\banniversary\s+of\b[^,;.]*$")
"""What a day recalls has a day of its own: "the anniversary of the raid of 25 June 2025"."""
_BEFORE_RECALLED = 120
_AS_OF = re.compile(
    r"(?:\b(?:as\s+of|pictured|photographed|seen\s+here)|\(@\w{1,20}\))(?:\s+on|\s+early|\s+late)?\s*$"
)
"""When a picture was taken, a state of things held or a message was posted that the article cites."""
_AFTERWARDS = re.compile(
    r"\b(?:recover\w*|search\w*|seek\w*|sought|hospitali[sz]ed|condition|pleaded|court|custody|surrender\w*|turned\s+(?:\w+\s+)?in|"
    r"(?:where|later)\s+(?:\w+\s+){0,3}died|died\s+(?:\w+\s+){0,4}hospital|freed|freedom|rescued|reunited|continu\w+|phone\s+call|investigating|autops\w*|vigil|mourn\w*|funeral|buried|booked|remain\w*|arriv\w+|ruled)\b[^,;.]{0,25}$",
)
"""What goes on after an act, with a date of its own: "was recovering Saturday"."""
_OF_A_LIFE = re.compile(
    r"\b(?:born|elected|appointed|re-?elected|graduat\w+|class|generation|enlisted|retired|inaugurated)\b[^,;.]{0,25}$"
    r"|\b(?:president|mayor|minister|governor|senator|deputy|ambassador|chief|director|champion|commander)\b[^,;.]{0,35}\b(?:in|from|until|since|during)\s+(?:the\s+)?(?:early\s+|late\s+)?$",
)
"""When somebody was born or held an office: "the mayor of Ardel in 1984"; only years are read so."""
_YEAR = re.compile(r"(?:in\s+|the\s+|since\s+|early\s+|late\s+|mid-?\s*)*(?:1[89]|20)\d\d(?:'?s)?$")
_CLOCK = re.compile(
    r"\b(?:\d{1,2}(?::[0-5]\d)?\s?[ap]\.?m\b\.?|midnight|noon|[0-2]\d[0-5]\d\s+(?:hours|hrs|gmt))[\s,]*(?:\([^)]{0,12}\)\s*)?(?:on\s+|this\s+past\s+|late\s+|early\s+)*$",
)
_CLOCK_AFTER = re.compile(
    r"^,?\s+(?:just\s+|shortly\s+)?(?:at|about|around|before|after|between|near)\s+(?:about\s+|around\s+)?(?:\d{1,2}(?::[0-5]\d)?\s?(?:[ap]\.?m\b|and|-)|midnight|noon)",
)
_MAY_TELL = re.compile(
    r"\d\s?(?:[ap]\.?m|and|-)|\d\s+(?:hours|hrs|gmt)|noon|night|morning|evening|dawn|early\s+hours"
)
"""What each of these two holds, and each word for a part of a day."""
_RIGHT_BEHIND = 40
_ON = re.compile(r"(?:\s+(?:in|near|at|from)\s+[^,;.]{2,30}?)?\s+on\s+")
"""What stands between an act and its own day."""
_LABEL_LEFT = 0.7
"""What is left of a label's day beside it. Set by hand."""
_HOUR = 1.5
"""An hour is told of an act, hardly of its telling."""


@value
class DatedPhrase:
    """A date phrase of a sentence and how well it goes with the trigger there."""

    phrase: DatePhrase
    fit: float


def dates_beside(
    text: str,
    span: Span,
    trigger: Span,
    published: date | None,
    head: Span | None,
    gap: DatePhrase | None,
    over: Sequence[DatedPhrase],
    tokens: Tokens,
) -> tuple[DatedPhrase, ...]:
    """Rank the sentence's dates by how well each goes with the trigger, and those that stand over it."""
    ranked = [*over] if gap is None else [*over, DatedPhrase(gap, gap.confidence)]
    known = {dated.phrase.span for dated in over}
    for phrase in find_dates(text, published, *span, tokens):
        if phrase.span in known:
            continue
        start, end = phrase.span
        if (head is not None and head[0] <= start < head[1]) or _is_of_a_life(text, phrase.span, span[0]):
            continue
        if _ANNIVERSARY.search(lowered(text), max(span[0], start - _BEFORE_RECALLED), start):
            continue
        away = max(0, start - trigger[1], trigger[0] - end)
        fit = phrase.confidence / (1.0 + away / 60.0)
        if over and _follows(phrase, trigger, text):
            ranked = [replace(dated, fit=dated.fit * _LABEL_LEFT) for dated in ranked]
        else:
            fit *= of_telling(text, phrase.span, span[0])
        if _is_of_arrest(text, phrase.span, span[0], trigger):
            fit *= 0.25
        if tells_hour(text, phrase.span):
            fit = min(1.0, fit * _HOUR)
        if phrase.period:
            fit *= 0.3
        if phrase.future:
            fit *= 0.1
        ranked.append(DatedPhrase(phrase, fit))
    ranked.sort(key=lambda dated: (-dated.fit, dated.phrase.span))
    return tuple(ranked)


def _follows(phrase: DatePhrase, trigger: Span, text: str) -> bool:
    """Tell whether a day stands right behind an act, which is not the item's then: "abducted on 1 May"."""
    return (
        phrase.granularity == "day"
        and 0 < phrase.span[0] - trigger[1] <= _RIGHT_BEHIND
        and _ON.fullmatch(text, trigger[1], phrase.span[0]) is not None
    )


def _is_of_arrest(text: str, phrase: Span, floor: int, trigger: Span) -> bool:
    """Tell whether a date is that of an arrest which is not the act itself."""
    match = _ARRESTED.search(lowered(text), max(floor, phrase[0] - _BEFORE_ARREST), phrase[0])
    return match is not None and not trigger[0] <= match.start() < trigger[1]


def of_telling(text: str, phrase: Span, floor: int) -> float:
    """Return what the words beside a date leave of it as an act's: little where something was said then."""
    (start, end), lower = phrase, lowered(text)
    floor, share = max(floor, start - 45), 1.0
    if _SAID_BEFORE.search(lower, floor, start):
        share *= 0.25
    if _AFTERWARDS.search(lower, floor, start):
        share *= 0.25
    if _AS_OF.search(lower, floor, start):
        share *= 0.1
    if _UNTIL.search(lower, floor, start):
        share *= 0.25
    after = lower[end : end + 80]
    share *= 0.25 if _HAD_SAID.match(after) else 1.0
    return share * (0.6 if _SAID_AFTER.match(after) else 0.3 if _DONE_AFTER.match(after) else 1.0)


def _is_of_a_life(text: str, phrase: Span, floor: int) -> bool:
    """Tell whether a year is that of an office or a birth."""
    (start, end), lower = phrase, lowered(text)
    return bool(_YEAR.match(lower[start:end]) and _OF_A_LIFE.search(lower, max(floor, start - 45), start))


def may_tell_hour(text: str, sentence: Span) -> bool:
    """Tell whether an hour or part of a day may stand in or beside a sentence, before its dates are read."""
    start, end = sentence
    return _MAY_TELL.search(lowered(text), max(0, start - 40), end + 40) is not None


def tells_hour(text: str, phrase: Span) -> bool:
    """Tell whether an hour stands beside a date: "about 10:30 p.m. Friday"."""
    (start, end), lower = phrase, lowered(text)
    return bool(_CLOCK.search(lower, max(0, start - 40), start) or _CLOCK_AFTER.match(lower[end : end + 40]))
