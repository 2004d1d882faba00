"""What a whole article is about, where that makes its words of violence mean something else.

The words of each topic are rows of ``data/factuality.toml``; here is of which triggers a topic says nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import HEAD, first_words, lowered

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span
    from geoincidents.incidents.needs import Present

HARM = re.compile(
    r"(?:kill|homicide|dead|death|died|dies|wound|injur|hurt|casualt|fatalit|victim|bod(?:y|ies)|corpse|lost\s|loss)",
)
"""Triggers that only say that people were harmed."""
_PLAIN_WORD = re.compile(r"\w+")
_VIOLENT = re.compile(
    r"gunm|\bgun|armed|shot\b|shoot|attack|bomb|militant|rebel|militia|soldier|troops|stabb|murder|ambush|explo|grenade|strike|clash|mob\b"
)
"""What harms in a sentence of sickness is no sickness: "gunmen killed two vaccinators"."""
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|overnight|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}}(?!\d))\b"
)
"""What a report of figures, or a charge, tells with its day is one act."""
_BLAST = re.compile(r"explo|blast")
_ARMED = re.compile(
    r"(?<!water-)bomb|explosives\b|explosive\s+device|\b(?:ieds?|mines?|land-?mines?|drones?|rockets?|missiles?|shell(?:s|ed|ing)|mortars?)\b|"
    r"grenade|ordnance|munition|air\s?strike|warhead|militant|gunm|\bshot|shoot|clash|stabb|insurgent|rebel|sabotage|arson|terrorists?\b"
)
"""What leaves a blast no accident, whatever the article says of gas or lightning."""
_ATTACK = re.compile(r"\battack")
_CROWD = re.compile(r"\briot|\bmob\b|petrol|torched|protesters")
_OF_NATURE = re.compile(r"str(?:uck|ikes?|iking)\b|hits?\b|hitting|f(?:ight|ought)|battl|invad|burn")
"""What fires, storms and those who fight them do as well."""
_BY_HAND = re.compile(
    r"shoot|stabb|murder|beat|ambush|robb|gang|clash|kidnap|abduct|police\s+fired|opened\s+fire|soldiers\s+fired|shot\b"
)
"""What men did, in a sentence of an article of floods or fires."""
_BODILY = re.compile(
    r"kill(?!\s+off)|dead\b|death|died|murder|wound|injur|hurt\b|victim|shot\b|shoot|gun(?:m|s\b|fire)|stabb|knifed|beaten|"
    r"grenade|explosi|exploded|car\s+bomb|pipe\s+bomb|missile|rocket|drone|soldier|troops|militant|militia|terror|"
    r"police|officers|arrest|protest|demonstrat|march|rall(?:y|ied)|riot(?:ers|ed|ing|\s+police)|looted|stone|bricks|"
    r"tear\s+gas|mob\b|crowd|kidnap|abduct|hostage|set\s+(?:fire|alight)|torched|petrol|\boffice\b|home\b|house\b|"
    r"convoy|motorcade|supporters|activists|smash|vandal|vehicle|\bcars?\b"
)
"""What leaves an act one where an article is of parties and parliaments, whose quarrels are told as war."""


@dataclass(frozen=True, slots=True)
class _Topic:
    label: str
    least: int
    weight: float
    words: re.Pattern[str]


@cache
def _topics() -> tuple[tuple[_Topic, ...], dict[str, list[tuple[int, str]]], Present]:
    """Return the topics, the words and phrases of all by the plain word that each begins with, and these."""
    raw = tomllib.loads(files("geoincidents.incidents").joinpath("data/factuality.toml").read_text("utf-8"))
    topics: list[_Topic] = []
    by_first: dict[str, list[tuple[int, str]]] = {}
    for number, row in enumerate(raw["topic"]):
        words = [word.lower() for word in row["words"]]
        for word in words:
            by_first.setdefault(_PLAIN_WORD.findall(word)[0], []).append((number, word))
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
        topics.append(_Topic(row["label"], row["least"], row["weight"], pattern))
    return tuple(topics), by_first, frozenset(by_first)


@lru_cache(maxsize=4)
def topics_of(text: str) -> tuple[tuple[str, str, float], ...]:
    """Return the topics whose words make triggers mean something else: label, words seen, weight.

    Examples
    --------
    >>> topics_of("The striker scored before half-time, and the coach praised the season's best goal.")[0][0]
    'sport'
    """
    topics, by_first, firsts = _topics()
    held, text = first_words(text), lowered(text)[:HEAD]
    standing = [0] * len(topics)
    for first in firsts & held:
        for number, word in by_first[first]:
            standing[number] += word == first or word in text
    found = []
    for topic, seen in zip(topics, standing, strict=True):
        if seen < topic.least:
            continue
        words = dict.fromkeys(topic.words.findall(text))
        if len(words) >= topic.least:
            found.append((topic.label, ", ".join(list(words)[:4]), topic.weight))
    return tuple(found)


def says_nothing_of(topic: str, text: str, trigger: Span, sentence: Span) -> bool:
    """Tell whether a topic of the article makes nothing else of a trigger; `text` is in lower case."""
    harm = HARM.match(text, *trigger) is not None
    match topic:
        case "sickness":  # it explains who died, no attack that is told beside it
            return not harm or _VIOLENT.search(text, *sentence) is not None
        case "chance":
            blast = _BLAST.match(text, *trigger) is not None
            of_it = blast or (harm and _BLAST.search(text, 0, HEAD) is not None)
            return not of_it or any(words.search(text, 0, HEAD) for words in (_ARMED, _ATTACK))
        case "disaster":
            of_it = harm or _OF_NATURE.match(text, *trigger) is not None
            armed = any(words.search(text, 0, HEAD) for words in (_ARMED, _CROWD))
            return not of_it or armed or _BY_HAND.search(text, *sentence) is not None
        case "politics":
            return _BODILY.search(text, *sentence) is not None
        case "statistics":
            return DAY.search(text, *sentence) is not None
    return False
