"""Which of ACLED's types an incident is: its sentences vote, and graver acts win over what goes with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoincidents.incidents.arms import of_sides
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.told import STARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.mention import EventMention

_ENOUGH = 0.6
"""Votes that a type needs to be told of: one act whose means the words around it tell."""
_HARM_VOTES = 0.4
"""Votes of a plain "killed"."""
_LED = 4.0
"""How many times the votes of the strongest means a bare attack must have to stay one."""
_BESIDE_HARM = frozenset(
    {
        "Looting/property destruction", "Arrests", "Disrupted weapons use", "Change to group/activity",
        "Headquarters or base established", "Agreement", "Other",
    }
)  # fmt: skip
"""What goes with harm done and is not what the incident is."""
_ABDUCTION = "Abduction/forced disappearance"
_BOMB, _FROM_THE_AIR = "Remote explosive/landmine/IED", "Air/drone strike"
_BOMBED = frozenset({"bombed", "bombing", "bombings", "bombs"})
"""What aircraft do, too: "two jets of Estra's air force bombed a market"."""
_HARMS = frozenset({"killed", "injured", "hit", "casualties"})
_CROWDS = (
    "Excessive force against protesters", "Violent demonstration", "Protest with intervention",
    "Peaceful protest",
)  # fmt: skip
"""What becomes of a crowd, the gravest first."""
_PEACEFUL = "Peaceful protest"
_SHOT = Pattern(
    r"\b(?:shot|killed|gunned\s+down)\s+(?:dead\s+)?by\s+(?:the\s+)?(?:police|officers|security\s+forces|troops|soldiers|gendarmes)\b"
)
_OFFICERS = frozenset({"police", "soldiers"})
_COMBATANTS = frozenset({"attackers", "soldiers"})
_FORCES = Pattern(
    r"\b(?:army|troops?|soldiers|(?:security|government|armed|special|joint|defen[cs]e|counter-?terrorism)\s+forces|forces|military|commandos|marines|airmen|patrol)\b",
)

_FIGHTERS = re.compile(
    r"\b(?:rebels|militants|insurgents|guerr?illas|fighters|jihadists|separatists|maoists|naxals|naxalites|terrorists|cadres)\b"
)


def type_of(mentions: Sequence[EventMention], text: str) -> tuple[str, float]:
    """Return the sub-event type of an incident and its share of the votes.

    Parameters
    ----------
    mentions : sequence of EventMention
        Its sentences, in order.
    text : str
        The article's text.
    """
    votes: dict[str, float] = {}
    highest: dict[str, float] = {}
    for rank, mention in enumerate(mentions):
        for sub, vote in mention.votes:
            votes[sub] = votes.get(sub, 0.0) + vote / (1.0 + 0.25 * rank)
            highest[sub] = max(highest.get(sub, 0.0), vote)
    lead = max(mentions, key=lambda m: (m.strength, -m.sentence))
    if lead.trigger.sub_event_type in votes and lead.trigger.strength >= 1.0:
        votes[lead.trigger.sub_event_type] += 0.5
    told = [m for m in mentions if m.strength >= STARTS]  # no sum over a war
    killed = {c.group for m in told for c in m.claims if c.harm == "killed" and c.count and c.count.best}
    harmed = any(c.harm in _HARMS and c.count and c.count.best for m in mentions for c in m.claims)
    _weigh_harm(votes, mentions, harmed)
    _weigh_means(votes, highest)
    _weigh_crowds(votes, killed, told, text)
    if votes.get(_ABDUCTION, 0.0) >= _ENOUGH:  # who takes people also takes things
        votes[_ABDUCTION] += votes.pop("Looting/property destruction", 0.0)
    bombs = {t.text for m in mentions for t in m.triggers if t.sub_event_type == _BOMB}
    if votes.get(_FROM_THE_AIR, 0.0) >= _ENOUGH and bombs and bombs <= _BOMBED:
        votes[_FROM_THE_AIR] += votes.pop(_BOMB, 0.0)
    best = max(votes, key=lambda sub: (votes[sub], sub))
    share = votes[best] / sum(votes.values()) if votes[best] else 0.0
    fought = best == "Attack" and "attackers" in killed and (killed <= _COMBATANTS or _mostly_attackers(told))
    if fought and (_by_forces(mentions, text) or _all_fighters(told)):
        best = "Armed clash"
    return of_sides(best, mentions, text), share


def _weigh_harm(votes: dict[str, float], mentions: Sequence[EventMention], harmed: bool) -> None:
    """Let an attack that harmed people win over the looting, the arrests and the finds told with it."""
    if not harmed or votes.get("Attack", 0.0) < _HARM_VOTES:
        return
    first = dict(mentions[0].votes)
    beside = {sub for sub in votes if sub in _BESIDE_HARM}
    if first.get("Attack", 0.0) >= _ENOUGH and _ABDUCTION not in first:
        beside.add(_ABDUCTION)
    moved = sum(votes.pop(sub, 0.0) for sub in beside)
    if moved and not any(vote >= _ENOUGH for sub, vote in votes.items() if sub != "Attack"):
        votes["Attack"] = max(votes["Attack"], _ENOUGH)


def _weigh_means(votes: dict[str, float], highest: dict[str, float]) -> None:
    """Let a bare attack give way to the means that some sentence tells."""
    strong = {
        sub: vote
        for sub, vote in votes.items()
        if sub not in {"Attack", "Arrests"} and highest.get(sub, 0.0) >= _ENOUGH
    }
    if strong and votes.get("Attack", 0.0) < _LED * max(strong.values()):
        votes.pop("Attack", None)
        votes.pop("Arrests", None)


def _weigh_crowds(
    votes: dict[str, float], killed: set[str | None], mentions: Sequence[EventMention], text: str
) -> None:
    """Give the votes of one crowd to the gravest that became of it; force that kills is excessive (ACLED)."""
    told = [sub for sub in _CROWDS if votes.get(sub, 0.0) >= _ENOUGH]
    dead = bool(told and killed - _OFFICERS)
    if dead and (told[0] == "Protest with intervention" or (told[0] == _PEACEFUL and _shot(mentions, text))):
        told = [_CROWDS[0], *told]
        votes[_CROWDS[0]] = 0.0
    for sub in told[1:]:
        votes[told[0]] += votes.pop(sub)
    if told and told[0] == "Violent demonstration":  # what rioters loot and burn is their riot's
        votes[told[0]] += votes.pop("Looting/property destruction", 0.0)


def _shot(mentions: Sequence[EventMention], text: str) -> bool:
    """Tell whether somebody was shot by officers: "shot dead by police during a protest"."""
    lower = lowered(text)
    return any(_SHOT.search(present(lower, *m.quote), lower, *m.quote) for m in mentions)


def _all_fighters(told: Sequence[EventMention]) -> bool:
    """Tell whether all who died are several fighters of an armed group: "nine rebels were killed"."""
    dead = [c for m in told for c in m.claims if c.harm == "killed" and c.count and c.count.best]
    return all(c.who is not None and _FIGHTERS.search(c.who.lower()) for c in dead)


def _mostly_attackers(told: Sequence[EventMention]) -> bool:
    """Tell whether more of an armed group died than of others: "nine rebels and a passer-by were killed"."""
    dead = [c for m in told for c in m.claims if c.harm == "killed" and c.count and c.count.best]
    armed, others = (
        max((c.count.best or 0 for c in dead if c.count and (c.group == "attackers") is side), default=0)
        for side in (True, False)
    )
    return armed > max(others, 1)


def _by_forces(mentions: Sequence[EventMention], text: str) -> bool:
    """Tell whether the sentences of those killed name an armed force."""
    lower = lowered(text)
    return any(
        _FORCES.search(present(lower, *mention.quote), lower, *mention.quote)
        for mention in mentions
        if any(claim.harm == "killed" for claim in mention.claims)
    )
