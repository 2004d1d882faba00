"""How a trigger stands in its sentence: "a bomb exploded", "attacks", "has been killed"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present

if TYPE_CHECKING:
    from geoincidents.incidents.mention import EventMention

_LOOK_BACK = 60
"""Characters before a trigger that its articles and auxiliaries stand in."""
_LONG_SENTENCE = 60
_VERB = re.compile(r"(?:ed|ing|shot|slain|blew)\b")
_PAST = re.compile(r"(?:ed|shot|blew)$")
_AUXILIARIES = (
    ("perfect", re.compile(r"\b(?:has|have)\s+(?:\w+\s+){0,2}(?:been\s+)?$")),
    ("pluperfect", re.compile(r"\bhad\s+(?:\w+\s+){0,2}(?:been\s+)?$")),
)
_INDEFINITE = re.compile(r"\b(?:a|an|one|another)\s+(?:[\w'’-]+\s+){0,3}$")
_NUMBER = re.compile(r"\b(?:two|three|four|five|six|seven|several|some|\d+)\s+(?:[\w'’-]+\s+){0,3}$")
_DEFINITE = re.compile(r"\b(?:the|this|that|his|her|their|its|these|those)\s+(?:[\w'’-]+\s+){0,3}$")
_PERIOD = Pattern(r"\b(?:years?|months?|decades?|century|since|during)\b")
_MASSES = Pattern(r"\b(?:people|citizens|children|thousands|hundreds|innocent|victims)\b")


def wording_of(mention: EventMention, text: str) -> dict[str, float]:
    """Return how the main trigger is worded, as features that are 1 where they hold."""
    start, end = mention.quote
    text = lowered(text)
    before = text[max(start, mention.trigger.span[0] - _LOOK_BACK) : mention.trigger.span[0]]
    words = present(text, start, end)
    trigger, sentence = mention.trigger.text, text[start:end]
    names = [name for name, pattern in _AUXILIARIES if pattern.search(before)]
    if _VERB.search(trigger):
        if trigger.endswith("ing"):
            names.append("gerund")
        elif _PAST.search(trigger):
            names.append("past")
    elif _INDEFINITE.search(before):
        names.append("indefinite")
    elif not _NUMBER.search(before) and not _DEFINITE.search(before):
        names.append("bare_plural" if trigger.endswith("s") else "bare")
    if "?" in sentence:
        names.append("question")
    if _PERIOD.search(words, text, start, end):
        names.append("period")
    if _MASSES.search(words, text, start, end):
        names.append("masses")
    values = {f"worded_{name}": 1.0 for name in names}
    values["sentence_length"] = min(sentence.count(" ") + 1, _LONG_SENTENCE) / _LONG_SENTENCE
    return values
