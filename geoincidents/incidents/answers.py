"""An act and the earlier one that it answers: "in retaliation for …", "fired at the base after rebels had …".

The earlier act is an incident of its own, with its own kind, day and dead, told in the same sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.relations.relation import Span

_ANSWERS = Pattern(
    r"\b(?:(?:in|as)\s+(?:an?\s+|apparent\s+|direct\s+|immediate\s+){0,2}(?:retaliation|reprisal|revenge|response|reply|answer|retribution|vengeance)\s+(?:for|to|against|over)"
    r"|(?:to|that|which)\s+(?:retaliate\s+for|avenged?|answer(?:ed)?)|avenging|retaliat(?:ed|ing|es)\s+(?:for|over)|prompted\s+by|provoked\s+by|triggered\s+by|follow(?:s|ed)(?=\s+(?:an?|the)\s))\s+"
    r"(?!(?:an?\s+|the\s+|several\s+)?(?:[\w’'-]+\s+){0,2}?(?:calls?|reports?|requests?|alarms?|complaints?)\b)",
)
"""Words between an act and the earlier one that it answers; either may stand first. Police answer calls."""
_HAD = Pattern(r",?\s+after\s+(?=(?:(?!(?:he|she|it|they)\b)[\w’'-]+\s+){1,6}?had\s+(?:\w+ly\s+)?\w+)")
"""The earlier act in the pluperfect; that of a pronoun is the same people's, on their way to the same act."""
_CAUSE = Pattern(
    r",?\s+after\s+(?=(?:an?|one|two|three|four|five|the|his|her|their)\s+(?:[\w’'-]+\s+){1,4}?(?:was|were)\s+(?:\w+ly\s+)?"
    r"(?:shot|killed|stabbed|murdered|hacked|gunned\s+down|beaten\s+to\s+death|lynched)\b)"
)
"""Whose death a crowd answers: "shops were looted after a resident was shot dead"."""
_UNREST = Pattern(
    r"\b(?:protest\w*|riot\w*|demonstrat\w*|loot\w*|unrest|rampag\w*|clash\w*|marched|blocked|torched|vandali\w+)\b"
)
_AFTER = Pattern(
    r"(?:(?:just|only|barely|less\s+than|more\s+than)\s+)*(?:(?:an?|one|two|three|four|five|six|several|some|\d{1,2})\s+)?"
    r"(?:minutes?|hours?|days?|weeks?)\s+after\s+"
)
"""What opens a sentence that tells the earlier act first: "hours after rockets hit …, jets struck …"."""
_OPENING = 60
"""Characters in which a sentence may open so, a dateline before it included."""
_CHARGED = Pattern(
    r"\b(?:arrest(?:ed|s|ing)?|detain(?:ed|ing)?|charged|indicted|extradited|captured)\b[^.;]{0,80}?\b(?:over|in\s+connection\s+with|on\s+suspicion\s+of|for)\s+(?=(?:the|an?)\s+)"
)
"""What follows is the act that somebody was arrested for, not where and when he was."""
_OWN_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|yesterday|last\s+(?:week|month|year|night)|\w+\s+(?:days|weeks|months)\s+(?:ago|earlier))\b"
)
_MEANS = re.compile(r"\s+(?:with|by)\s+(?=\w)")
"""What follows the answered act where the answer's verb came before it: "retaliated for … with rockets"."""
_ACTIVE = re.compile(r"retaliat")
_COMMA = re.compile(r",\s+(?!(?:who|which|whose|where|when|killing|wounding|injuring|leaving|in\s+which)\b)")


@dataclass(frozen=True, slots=True)
class Answered:
    """The two stretches of a sentence, in the order of the text, and which tells of the earlier act.

    Attributes
    ----------
    first, second : Span
        The stretches; what joins them belongs to neither.
    earlier_first : bool
        Whether the earlier act is told first.
    """

    first: Span
    second: Span
    earlier_first: bool


def answered(
    text: str, span: Span, strong: Sequence[Span], weak: Sequence[Span], places: Sequence[Span]
) -> Answered | None:
    """Return the two acts of a sentence of which one answers the other; None where it tells no such two.

    Parameters
    ----------
    text : str
        The article's text.
    span : Span
        The sentence.
    strong, weak : sequence of Span
        The triggers that may stand by themselves, and those of harm.
    places : sequence of Span
        The names of places.

    Examples
    --------
    >>> text = "In revenge for the killing of two men, rebels fired rockets at Ardel."
    >>> found = answered(text, (0, len(text)), [(19, 26), (46, 59)], [], [(63, 68)])
    >>> text[slice(*found.first)], text[slice(*found.second)], found.earlier_first
    ('the killing of two men', 'rebels fired rockets at Ardel.', True)
    """
    text = lowered(text)
    holds = present(text, *span)
    match = _ANSWERS.search(holds, text, *span)
    if match is not None:
        strong = [s for s in strong if not match.start() <= s[0] < match.end()]
        found = _by_words(text, span, match, strong, [*strong, *weak])
        if found is not None:
            return found
    for match in _AFTER.finditer(holds, text, span[0], min(span[1], span[0] + _OPENING)):
        found = _told_first(text, (match.end(), span[1]), strong, places)
        if found is not None:
            return found
    charged = _CHARGED.search(holds, text, *span)
    if charged is not None:
        left, right = (span[0], charged.start() + len(charged.group().rstrip())), (charged.end(), span[1])
        if _holds(right, [*strong, *weak]) and (_holds(right, places) or _OWN_DAY.search(text, *right)):
            return Answered(left, right, earlier_first=False)
    for match in _CAUSE.finditer(holds, text, *span):
        left, right = (span[0], match.start()), (match.end(), span[1])
        if _UNREST.search(holds, text, *left) and _holds(left, strong) and _holds(right, [*strong, *weak]):
            return Answered(left, right, earlier_first=False)
    for match in _HAD.finditer(holds, text, *span):
        left, right = (span[0], match.start()), (match.end(), span[1])
        if all(_holds(part, spans) for part in (left, right) for spans in (strong, places)):
            return Answered(left, right, earlier_first=False)
    return None


def _told_first(text: str, span: Span, strong: Sequence[Span], places: Sequence[Span]) -> Answered | None:
    """Part a stretch at the comma after the earlier act, where each part tells an act and its place."""
    for comma in _COMMA.finditer(text, *span):
        left, right = (span[0], comma.start()), (comma.end(), span[1])
        if all(_holds(part, spans) for part in (left, right) for spans in (strong, places)):
            return Answered(left, right, earlier_first=True)
    return None


def _by_words(
    text: str, span: Span, match: re.Match[str], strong: Sequence[Span], acts: Sequence[Span]
) -> Answered | None:
    """Part a sentence at the words of answering."""
    left, right = (span[0], match.start()), (match.end(), span[1])
    first = min((s for s in acts if s[0] >= right[0]), default=None)
    if first is None:
        return None
    if _ACTIVE.match(match.group()):
        for means in _MEANS.finditer(text, first[1], span[1]):
            if _holds((means.end(), span[1]), strong):
                return Answered((right[0], means.start()), (means.end(), span[1]), earlier_first=True)
    if _holds(left, strong):
        return Answered(left, right, earlier_first=False)
    for comma in _COMMA.finditer(text, first[1], span[1]):
        if _holds((comma.end(), span[1]), strong):
            return Answered((right[0], comma.start()), (comma.end(), span[1]), earlier_first=True)
    return None


def _holds(part: Span, spans: Sequence[Span]) -> bool:
    return any(part[0] <= start and end <= part[1] for start, end in spans)
