# ruff: noqa: E501
"""Which sentences of an article tell of the same incident.

Sentences are taken in order; each joins the incident that it agrees with best, or starts one of its own.
Dates that cannot be the same day, places that cannot be the same spot and kinds that cannot be the same act
keep two incidents apart; a sentence without any of these goes on with the incident told last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.options import holds
from geoincidents.incidents.victims import Victims, compare
from geoincidents.incidents.weights import load_linear

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geoincidents.incidents.dates import DatePhrase
    from geoincidents.incidents.events import EventMention
    from geoincidents.incidents.options import Option

STARTS = 0.25
"""Least strength of a sentence that may start an incident: a plain "killed" (0.4), not "the scene" (0.2)."""
_WEAKEST = 0.15
"""Least strength where the sentence also tells a day and a victim: "a woman was grazed by a bullet on Sunday"."""
_NARROWS = 0.15
"""Least fit of a phrase that may narrow a wider one; a phrase beside "said" fits less."""
_FAR_SENTENCES = 4
_TOLD_APART = 2
"""Incidents told one by one that make a sentence of several acts together their summary."""
_OPENS = frozenset({"another", "also", "same day", "shifted", "placed", "dated"})
_TURNS = frozenset({"another", "same day", "shifted"})
_HARM_ONLY = 0.4
PLAIN_ACT = 0.9
"""Strength of words for an act of one kind, stated without doubt: "kidnapped", not "the attack"."""
_SPOT_M = 5_000.0
"""Two points nearer than this are parts of one town."""
_APART_M = 30_000.0
"""Two towns farther apart than this are two places of two incidents; news names the nearest town within it."""
_PRONOUN = re.compile(r"(?:he|she|they|him|her|them)$", re.IGNORECASE)
"""Victims told of in the sentence before: "she was shot in the early hours of Thursday"."""
_AIMED = re.compile(r"murder|assassinat|kidnap|abduct|execut|behead|lynch|slain|slay")
"""Acts done to the person named; shots and blasts may hit several whose names come one by one."""
_FAMILIES = {
    "Armed clash": "fight", "Government regains territory": "fight", "Non-state actor overtakes territory": "fight",
    "Chemical weapon": "blast", "Air/drone strike": "air", "Suicide bomb": "blast",
    "Shelling/artillery/missile attack": "shelling", "Remote explosive/landmine/IED": "blast", "Grenade": "blast",
    "Peaceful protest": "protest", "Protest with intervention": "protest", "Excessive force against protesters": "protest",
    "Violent demonstration": "protest", "Mob violence": "mob", "Agreement": "agreement", "Arrests": "after",
    "Change to group/activity": "change", "Disrupted weapons use": "weapons", "Headquarters or base established": "base",
    "Looting/property destruction": "property", "Non-violent transfer of territory": "transfer", "Other": "other",
    "Sexual violence": "sexual", "Attack": "attack", "Abduction/forced disappearance": "abduction",
    "Transport accident": "accident", "Industrial accident or fire": "accident", "Natural disaster": "disaster",
}  # fmt: skip
# Kinds that news uses for one and the same act.
_ALIKE = {
    frozenset(pair)
    for pair in (
        ("attack", "fight"), ("attack", "blast"), ("attack", "shelling"), ("attack", "air"), ("attack", "abduction"),
        ("attack", "mob"), ("attack", "sexual"), ("attack", "after"), ("attack", "property"), ("fight", "blast"),
        ("fight", "shelling"), ("fight", "air"), ("blast", "property"), ("protest", "mob"), ("blast", "air"),
        ("protest", "property"), ("fight", "weapons"), ("fight", "property"), ("attack", "protest"), ("blast", "shelling"),
        ("attack", "weapons"), ("accident", "disaster"), ("attack", "other"), ("blast", "weapons"), ("abduction", "property"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what sets it apart: its own date and its own place, where it names them."""

    mention: EventMention
    date: DatePhrase | None
    place: Option | None

    @property
    def family(self) -> str:
        """The kind of act."""
        sub, _ = max(self.mention.votes, key=lambda vote: vote[1])
        return _FAMILIES[sub]


def same_incident(told: Sequence[Told]) -> tuple[tuple[Told, ...], ...]:
    """Group the sentences of one article by incident, in the order in which the incidents are first told."""
    model = load_linear("coreference")
    groups: list[Group] = []
    last: Group | None = None
    for item in told:
        best, best_score = None, 0.0
        for group in groups:
            score = model.score(agreement(item, group, last=group is last))
            if score > best_score:
                best, best_score = group, score
        if best is None:
            if not _may_start(item, first=not groups):
                continue
            best = Group(first=not groups)
            groups.append(best)
        best.add(item)
        if not _recalled(item, last):
            last = best
    single = [group for group in groups if not group.several]
    if len(single) >= _TOLD_APART:
        groups = [group for group in groups if not _sums_up(group, single)]
    return tuple(tuple(group.told) for group in groups)


def _recalled(item: Told, last: Group | None) -> bool:
    """Tell whether a sentence goes on with an act after naming the earlier one that it answers."""
    return (
        "answered" in item.mention.scene.marks
        and last is not None
        and last.told[-1].mention.sentence == item.mention.sentence
    )


def _sums_up(group: Group, single: Sequence[Group]) -> bool:
    """Tell whether several acts told together are those that the article tells one by one."""
    if not group.several:
        return False
    fine = [place for place in group.places if place.location.precision <= Precision.TOWN]
    return not fine or any(_places_agree(place, other.places) == "same" for other in single for place in fine)


def _may_start(item: Told, *, first: bool) -> bool:
    """Tell whether a sentence may be the first of an incident: its act is told, or its day and its victims are."""
    mention = item.mention
    if mention.aftermath or (mention.scene.summary and item.date is None and not first):
        return False
    if not first and "past" in mention.scene.marks and item.date is None and item.place is None:
        return False  # "in April, five shells fell short": of a past that is not placed
    if mention.judged.has("commented") and item.date is None and not _tells_victims(mention):
        return False  # "the president condemned the attacks": told elsewhere, if at all
    harm_only = mention.trigger.strength <= _HARM_ONLY
    if not first and harm_only and mention.claims and all(claim.definite for claim in mention.claims):
        return False  # "the man died": he was told of before
    return mention.strength >= STARTS or (
        mention.strength >= _WEAKEST
        and item.date is not None
        and mention.scene.subject == "indefinite"
        and any(claim.count is not None and claim.count.best and not claim.total for claim in mention.claims)
    )


def _tells_victims(mention: EventMention) -> bool:
    return any(claim.count is not None and claim.count.best for claim in mention.claims)


class Group:
    """The sentences of one incident so far, with what they say, gathered once for all comparisons."""

    def __init__(self, *, first: bool = False) -> None:
        self.first = first
        self.told: list[Told] = []
        self.several = False
        self.dates: list[DatePhrase] = []
        self.places: list[Option] = []
        self.families: set[str] = set()
        self.killed: set[int] = set()
        self.where: set[str] = set()
        self.names: set[str] = set()
        self.words: set[str] = set()
        self.streets: set[str] = set()
        self.clock: set[int] = set()
        self.victims = Victims()

    def add(self, item: Told) -> None:
        """Take in one more sentence."""
        mention, scene = item.mention, item.mention.scene
        self.several = scene.several and (self.several or not self.told)
        self.told.append(item)
        self.dates += [] if item.date is None else [item.date]
        self.places += [] if item.place is None else [item.place]
        if mention.strength >= STARTS or not self.families:
            self.families.add(item.family)
        killed = _killed(item)
        self.killed |= set() if killed is None else {killed}
        self.where |= scene.where
        self.names |= scene.names
        self.words |= scene.words
        self.streets |= scene.streets
        self.clock |= scene.clock
        self.victims += mention.victims


def agreement(item: Told, group: Group, *, last: bool) -> dict[str, float]:
    """Return what speaks for and against a sentence telling of the incident that others tell of."""
    mention, scene, turns = item.mention, item.mention.scene, item.mention.scene.turns
    before = group.told[-1].mention
    gap = mention.sentence - before.sentence
    starts = mention.strength >= STARTS
    victims = compare(mention.victims, group.victims)
    values = {
        "last": float(last),
        "first": float(group.first),
        "gap_0": float(gap == 0),
        "gap_1": float(gap == 1),
        "gap_far": float(gap > _FAR_SENTENCES),
        "same_paragraph": float(
            mention.paragraph == before.paragraph and gap > 0 and _one_unit(mention, before)
        ),
        "weak": float(not starts),
        "title": float(before.title and len(group.told) == 1),
        "several": float(scene.several != group.several),
        "several_both": float(scene.several and group.several),
        "past": float("past" in scene.marks or mention.judged.has("historical")),
        "summary": float(scene.summary),
        "cut": float("cut" in scene.marks and gap == 0),
        "item": float("item" in scene.marks),
        "answered": float(gap == 0 and ("answered" in scene.marks) != ("answered" in before.scene.marks)),
        "other_item": float(_other_item(item, group)),
        "repeated": float(
            mention.judged.has("repeated") and "another" not in scene.marks and victims != "other_name"
        ),
        "besides": float(any(claim.others for claim in mention.claims)),
        "victim_again": float(gap <= 1 and last and any(_PRONOUN.match(c.who or "") for c in mention.claims)),
    }
    opens = scene.marks & _OPENS
    for mark in opens:
        values["opens_" + mark.replace(" ", "_")] = 1.0
    near = last or gap <= 1
    if scene.subject in {"definite", "indefinite"}:
        values[f"{scene.subject}_{'last' if near else 'back'}"] = 1.0
    values["new_act"] = float(turns.new_act and not turns.same_act)
    taken_up = turns.same_act and "another" not in scene.marks
    values["same_act_last"] = float(taken_up and near)
    values["same_act_back"] = float(taken_up and not near)
    values["new_agent"] = float(turns.new_agent and not turns.same_agent)
    values["same_agent"] = float(turns.same_agent and near)
    dated = None if any(claim.total for claim in mention.claims) else item.date  # when the toll was told
    places = _places_agree(item.place, group.places)
    dates = _dates_agree(dated, group.dates)
    values["new_scene"] = float(
        places != "same"
        and "paragraph" in scene.marks
        and gap > 0
        and scene.subject != "definite"
        and not turns.same_act
        and bool(opens or scene.where or scene.streets)
    )
    values["plain"] = float(
        near
        and (item.date is None or (scene.subject == "definite" and dates in {None, "same"}))
        and item.place is None
        and not (opens or scene.where or scene.streets or scene.clock)
        and not scene.marks & {"item", "past", "cut"}
    )
    harm_only = mention.trigger.strength <= _HARM_ONLY
    values["plain_harm"] = float(bool(values["plain"]) and harm_only and _tells_victims(mention))
    values["toll"] = float(near and harm_only and any(claim.total for claim in mention.claims))
    values["new_turn"] = float(bool(opens & _TURNS) and scene.subject != "definite" and starts)
    values["dated_turn"] = float(
        "dated" in scene.marks and dates in {"near", "far"} and scene.subject != "definite"
    )
    for name, value in (
        ("date", dates),
        ("place", places),
        ("kind", _families_agree(item.family, group.families) if starts else None),
        ("killed", None if values["plain_harm"] else _counts_agree(item, group)),
    ):
        if value is not None:
            values[f"{name}_{value}"] = 1.0
    if scene.where and group.where:
        shared = any(a in b or b in a for a in scene.where for b in group.where)
        if shared:
            values["name_shared"] = 1.0
        elif places != "same":
            values["name_other"] = 1.0
    values["anew"] = float(turns.anew and not values["besides"])
    for name, mine, theirs in (("street", scene.streets, group.streets), ("clock", scene.clock, group.clock)):
        if mine and theirs:
            values[f"{name}_{'same' if mine & theirs else 'other'}"] = 1.0
    if victims is not None:
        told = "harm" if harm_only else "act"
        told = "aimed" if _AIMED.search(mention.trigger.text) else told
        values["victim_same" if victims == "same" else f"victim_{victims}_{told}"] = 1.0
    values["kind_alike_act"] = float("kind_alike" in values and mention.strength >= PLAIN_ACT)
    values["anew_agent"] = float(turns.anew and turns.new_agent and not turns.same_agent)
    values["names"] = min(len(scene.names & group.names), 2) / 2
    values["words"] = min(len(scene.words & group.words), 3) / 3
    return values


def _one_unit(a: EventMention, b: EventMention) -> bool:
    """Tell whether two sentences stand in one item of a list, or both in none."""
    return a.block is None or b.block is None or a.block.unit == b.block.unit


def _other_item(item: Told, group: Group) -> bool:
    """Tell whether a sentence stands in another item of a list, or under another heading, than an incident's.

    Both must tell where or when: the numbered points of a statement argue about one act.
    """
    block = item.mention.block
    if block is None or not block.unit or not (block.label or item.date or item.place):
        return False
    blocks = [told.mention.block for told in group.told if told.mention.block is not None]
    if not (group.dates or group.places or any(other.label for other in blocks)):
        return False
    units = {other.unit for other in blocks}
    return block.unit not in units and 0 not in units


def kinds_agree(a: str, b: str) -> str:
    """Tell whether two sub-event types can be one act: "same", "alike" or "other"."""
    return _families_agree(_FAMILIES[a], {_FAMILIES[b]})


def _families_agree(family: str, others: set[str]) -> str:
    if family in others:
        return "same"
    return "alike" if any(frozenset((family, other)) in _ALIKE for other in others) else "other"


def _dates_agree(phrase: DatePhrase | None, others: Sequence[DatePhrase]) -> str | None:
    if phrase is None or not others:
        return None
    if any(overlap(phrase, other) for other in others):
        return "same"
    return "near" if min(_days_apart(phrase, other) for other in others) <= 1 else "far"


def overlap(a: DatePhrase, b: DatePhrase) -> bool:
    """Tell whether two dated phrases can mean one day."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _days_apart(a: DatePhrase, b: DatePhrase) -> int:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return 0
    return max((a.start - b.end).days, (b.start - a.end).days)


def _places_agree(place: Option | None, others: Sequence[Option]) -> str | None:
    """Compare towns and sites; a country or province agrees with all that may lie in it."""
    if place is None or not others:
        return None
    best = "far"
    for other in others:
        wide = max(place.location.precision, other.location.precision) >= Precision.PROVINCE
        apart = distance_m(place.location.lon, place.location.lat, other.location.lon, other.location.lat)
        within = holds(other, place) and other.location.precision < Precision.COUNTRY
        if within or (apart <= _SPOT_M and not wide):
            return "same"
        if apart <= _APART_M and not wide:
            best = "near"
        elif (
            wide
            and place.country_code == other.country_code
            and apart <= max(place.location.uncertainty_m, other.location.uncertainty_m)
        ):
            best = "inside"
        elif wide and best == "far":
            best = "outside"
    return best


def _counts_agree(item: Told, group: Group) -> str | None:
    """Compare counted dead."""
    mine = _killed(item)
    if mine is None or not group.killed:
        return None
    return "same" if mine in group.killed else "differs"


def _killed(item: Told) -> int | None:
    counts = [
        c.count.best
        for c in item.mention.claims
        if c.harm == "killed" and not c.subset and c.count and c.count.best and c.count.best > 1
    ]
    return counts[0] if counts else None


def interval_of(phrases: Sequence[tuple[DatePhrase, float]]) -> tuple[date, date, DatePhrase] | None:
    """Return the interval that dated phrases of one incident leave: the best one, narrowed by those inside it."""
    known = [
        (p.start, p.end, p, fit)
        for p, fit in phrases
        if p.start is not None and p.end is not None and not p.future
    ]
    if not known:
        return None
    start, end, best, _ = max(known, key=lambda row: (row[3], -row[2].span[0]))
    for first, last, phrase, fit in known:
        if fit >= _NARROWS and start <= first and last <= end and (last - first) < (end - start):
            start, end, best = first, last, phrase
    return start, end, best
