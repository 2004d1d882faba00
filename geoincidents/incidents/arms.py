"""Whether those who fight each other are armed sides or a crowd: a battle, or mob violence.

ACLED codes fights of unorganised people with stones, knives or fists as riots, of armed groups as
clashes. The words are rows of ``data/triggers.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.mention import EventMention

_FIGHT = re.compile(r"clash|fight|fought|brawl|skirmish|communal|sectarian|ethnic")
"""Words of triggers that tell of two sides."""


_FIREBOMB = re.compile(r"molotov|petrol.bomb|fire.?bomb")
_CROWD = re.compile(
    r"\b(?:protest\w*|demonstrat\w*|crowds?|mobs?|riot\w*|youths|students|march\w*|rall(?:y|ies)|strikers|supporters|fans)\b"
    r"|\b(?:at|on)\s+(?:[\w-]+\s+){0,2}?(?:police|officers|soldiers|troops|patrols?)\b"
)
"""A crowd, or those whom it throws things at."""
_BETWEEN = r"(?:clash|fight|fought|brawl|skirmish)\w*\s+(?:\w+\s+)?(?:between|among)\s+(?:[\w’'-]+\s+){0,4}?"
"""What those who fight each other stand behind, some words on: "a clash between rival groups of youths"."""
_TO_DEATH = re.compile(r"(?:beat|beating|stoned|stoning|clubbed|hacked|kicked|burned|burnt) .*to death")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = "|".join(table("triggers")["sides"][name])
    return re.compile(
        rf"\b(?:{words})\b(?!\s+(?:said|say|says|told|reported|confirmed|added|fired|used|lobbed)\b)"
    )


@cache
def _between_crowds() -> re.Pattern[str]:
    return re.compile(rf"\b{_BETWEEN}(?:{'|'.join(table('triggers')['sides']['crowds'])})\b")


def _by_hand(mentions: Sequence[EventMention], text: str) -> bool:
    """Tell whether a crowd, told of before the act, beat or stoned somebody to death."""
    plain = lowered(text)
    return any(
        _pattern("crowds").search(plain, mention.span[0], mention.trigger.span[0]) is not None
        and _pattern("guns").search(plain, *mention.span) is None
        for mention in mentions
        if _TO_DEATH.match(mention.trigger.text)
    )


def _firebombed(mentions: Sequence[EventMention], text: str) -> bool:
    """Tell whether somebody threw petrol bombs where no crowd is told of: arson, not a demonstration."""
    plain = lowered(text)
    thrown = [m for m in mentions if dict(m.votes).get("Violent demonstration")]
    return all(_FIREBOMB.search(m.trigger.text) for m in thrown) and not any(
        _CROWD.search(plain, *mention.quote) for mention in thrown
    )


def of_sides(sub_event_type: str, mentions: Sequence[EventMention], text: str) -> str:
    """Return the type of a fight by who fights and with what; of other acts the type given."""
    if sub_event_type == "Attack":
        return "Mob violence" if _by_hand(mentions, text) else sub_event_type
    if sub_event_type == "Violent demonstration":
        return "Looting/property destruction" if _firebombed(mentions, text) else sub_event_type
    if sub_event_type not in {"Armed clash", "Mob violence"}:
        return sub_event_type
    fights = [m for m in mentions if any(_FIGHT.search(t.text) for t in m.triggers)]
    plain = lowered(text)

    def told(name: str) -> bool:
        return any(_pattern(name).search(plain, *mention.quote) for mention in fights)

    crowds = any(_between_crowds().search(plain, *mention.quote) for mention in fights)
    if not fights or (told("armed") and not crowds):  # the police may only tell of it
        return "Armed clash" if fights and told("guns") else sub_event_type
    if told("guns"):
        return "Armed clash"
    return "Mob violence" if told("crowds") else sub_event_type
