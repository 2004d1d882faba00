"""The kind of an act told only as one more like the one before: "a similar attack", "a second one"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.triggers import Trigger

_BARE = frozenset({"attack", "strike", "raid", "assault"})
"""Nouns for an attack by whatever means."""
_ONE_MORE = re.compile(
    r"\b(?:similar|such|identical|same\s+(?:kind|type|sort)\s+of|another|further|second|third|fourth|fifth|one\s+more)\s+(?:\w+\s+)?$"
)
_WORDS = 40
"""Characters before a noun in which the words stand that liken it to another."""
_PRONOUN = re.compile(r"(?:an?|another)\s+(?:\w+\s+)?one\b|(?:was|were)\s+(?:also|hit|struck)\b")
_ACT = 0.5
"""Least strength of an act that another may be like; "died" (0.4) is none."""


def taken_up(
    text: str, trigger: Trigger, own: Sequence[Trigger], earlier: Sequence[EventMention]
) -> str | None:
    """Return the type that a bare word for an attack takes from those told before it; None for none.

    Parameters
    ----------
    text : str
        The article's text.
    trigger : Trigger
        The bare word.
    own : sequence of Trigger
        All triggers of its sentence: one that tells of an act by itself needs no other.
    earlier : sequence of EventMention
        What was told before, in order.
    """
    noun = trigger.text.removesuffix("s")
    before = lowered(text)[max(0, trigger.span[0] - _WORDS) : trigger.span[0]]
    if _PRONOUN.match(trigger.text) or _ONE_MORE.search(before):
        alone = all(t is trigger or t.strength < trigger.strength for t in own)
        return next((_kind(m) for m in reversed(earlier) if alone and m.strength >= _ACT), None)
    if noun not in _BARE:
        return None
    compounds = (
        other.sub_event_type
        for mention in reversed(earlier)
        for other in mention.triggers
        if other.sub_event_type != "Attack"
        and other.text.removesuffix("s").endswith((f" {noun}", f"-{noun}"))
    )
    return next(compounds, None)


def _kind(mention: EventMention) -> str:
    return max(mention.votes, key=lambda vote: vote[1])[0]
