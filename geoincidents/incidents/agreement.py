# ruff: noqa: E501
"""What speaks for and against a sentence telling of the incident that others tell of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.kinds import families_agree
from geoincidents.incidents.options import holds
from geoincidents.incidents.searching import searching
from geoincidents.incidents.told import STARTS, Group, Told
from geoincidents.incidents.victims import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.dates import DatePhrase
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option

_FAR_SENTENCES = 4
_OPENS = frozenset({"another", "also", "same day", "shifted", "placed", "dated"})
_TURNS = frozenset({"another", "same day", "shifted"})
HARM_ONLY = 0.4
"""Strength of words that only tell of harm done: "died"."""
PLAIN_ACT = 0.9
"""Strength of words for an act of one kind, stated without doubt: "kidnapped", not "the attack"."""
_SPOT_M = 5_000.0
"""Two points nearer than this are parts of one town."""
_APART_M = 30_000.0
"""Two towns farther apart than this are two places of two incidents; news names the nearest town within it."""
_PRONOUN = re.compile(r"(?:he|she|they|him|her|them)$", re.IGNORECASE)
"""Victims told of in the sentence before: "she was shot in the early hours of Thursday"."""
_HAD_DONE = re.compile(r"\bhad\s+(?:been\s+)?(?:\w+ly\s+)?$")
"""Before an act that was over when what was told before it happened: "the wake of a man who had been shot"."""
_BEFORE_ACT = 30
_COUNTED_THEN = searching(
    r"\bhad\s+(?:\w+ly\s+|earlier\s+)?(?:said|reported|put|confirmed|announced|counted)\b|\b(?:initial|earlier|previous|first)\s+(?:reports?|counts?|tolls?)\b",
    re.IGNORECASE,
)
"""A count of former days may differ: "the ministry had reported five dead"."""
_AIMED = re.compile(r"murder|assassinat|kidnap|abduct|execut|behead|lynch|slain|slay")
"""Acts done to the person named; shots and blasts may hit several whose names come one by one."""


_OF_WOUNDED = re.compile(r"\bof\s+(?:the|those)\s+(?:wounded|injured|hurt)$", re.IGNORECASE)
"""Of whom others were told of: "one of the wounded was flown to a hospital"."""
_WOUNDED = frozenset({"injured", "hit"})


class _Sentence:
    """What of a sentence counts whichever incident it is compared with; a long text compares it with many."""

    def __init__(self, item: Told) -> None:
        mention, scene, turns = item.mention, item.mention.scene, item.mention.scene.turns
        marks, claims = scene.marks, mention.claims
        self.starts = mention.strength >= STARTS
        self.opens = marks & _OPENS
        self.definite = scene.subject == "definite"
        before = mention.trigger_text[: -len(mention.trigger.text)][-_BEFORE_ACT:]
        self.had_done = "had" in before and _HAD_DONE.search(before) is not None
        self.past = "past" in marks or mention.judged.has("historical")
        self.repeated = mention.judged.has("repeated") and "another" not in marks
        self.besides = any(claim.others for claim in claims) and "another" not in marks
        self.of_wounded = _OF_WOUNDED.search(mention.trigger_text) is not None
        self.of_toll = any(claim.total for claim in claims)
        self.pronoun = scene.subject != "indefinite" and any(
            _PRONOUN.match(c.who or "") or (c.later and c.definite) for c in claims
        )
        self.harm_only = mention.trigger.strength <= HARM_ONLY
        self.tells_victims = tells_victims(mention)
        then = item.killed is not None and _COUNTED_THEN.search(mention.trigger_text) is not None
        self.killed = None if then or mention.judged.has("rebutted") else item.killed
        self.family = item.family
        self.sets_out = bool(self.opens or scene.where or scene.streets)
        self.goes_on = not (self.sets_out or scene.clock or marks & {"item", "past", "cut"})
        # That of a toll, and of who died or was found dead later, is no day of the act.
        dated = item.date is not None and not self.of_toll and not any(claim.later for claim in claims)
        self.date = item.date if dated else None
        self.same_act = turns.same_act and "another" not in marks
        self.same_agent = turns.same_agent
        self.values = _noted(
            weak=not self.starts and "another" not in marks,
            summary=scene.summary,
            item="item" in marks,
            new_act=turns.new_act and not turns.same_act,
            new_agent=turns.new_agent and not turns.same_agent,
            anew=turns.anew and not self.besides,
            anew_agent=turns.anew and turns.new_agent and not turns.same_agent,
            new_turn=self.opens & _TURNS and not self.definite and self.starts,
        )
        self.values.update(("opens_" + mark.replace(" ", "_"), 1.0) for mark in self.opens)


_sentence = lru_cache(maxsize=1)(_Sentence)


def _noted(**told: object) -> dict[str, float]:
    """Return the features that hold."""
    return {name: 1.0 for name, holds_true in told.items() if holds_true}


def agreement(item: Told, group: Group, *, last: bool) -> dict[str, float]:
    """Return what speaks for and against a sentence telling of the incident that others tell of."""
    mention, scene, marks, known = item.mention, item.mention.scene, item.mention.scene.marks, _sentence(item)
    before = group.told[-1].mention
    gap = mention.sentence - before.sentence
    near = last or gap <= 1
    victims = compare(mention.victims, group.victims)
    places = places_agree(item.place, group.places)
    dates = _dates_agree(known.date, group.dates)
    besides = known.besides and dates not in {"near", "far"}
    plain = (
        near
        and known.goes_on
        and item.place is None
        and (item.date is None or (known.definite and dates in {None, "same"}))
    )
    values = known.values | _noted(
        past=known.past or (known.had_done and dates in {"near", "far"}),
        last=last,
        besides=besides,
        first=group.first,
        gap_0=gap == 0,
        gap_1=gap == 1,
        gap_far=gap > _FAR_SENTENCES,
        same_paragraph=gap > 0 and mention.paragraph == before.paragraph and _one_unit(mention, before),
        title=before.title and len(group.told) == 1,
        several=scene.several != group.several,
        several_both=scene.several and group.several,
        cut=gap == 0 and "cut" in marks,
        answered=(gap == 0 and ("answered" in marks) != ("answered" in before.scene.marks))
        or (last and {"answered", "cut"} <= marks),
        other_item=_other_item(item, group),
        repeated=known.repeated and victims != "other_name",
        victim_again=known.pronoun and gap <= 1 and last,
        same_act_last=known.same_act and near,
        same_act_back=known.same_act and not near,
        same_agent=known.same_agent and near,
        new_scene=(
            gap > 0
            and known.sets_out
            and places != "same"
            and "paragraph" in marks
            and not known.definite
            and not scene.turns.same_act
        ),
        of_others=known.of_wounded
        and not any(c.harm in _WOUNDED for told in group.told for c in told.mention.claims),
        plain=plain,
        plain_harm=plain and known.harm_only and known.tells_victims,
        toll=(near if item.place is None or _is_wide(item.place) else places == "same")
        and known.harm_only
        and known.of_toll,
        dated_turn="dated" in marks and dates in {"near", "far"} and not known.definite,
    )
    if scene.subject in {"definite", "indefinite"}:
        values[f"{scene.subject}_{'last' if near else 'back'}"] = 1.0
    if dates is not None:
        values[f"date_{dates}"] = 1.0
    if places is not None:
        values[f"place_{places}"] = 1.0
    if known.starts:
        kind = families_agree(known.family, group.families)
        values[f"kind_{kind}"] = 1.0
        if kind == "alike" and mention.strength >= PLAIN_ACT:
            values["kind_alike_act"] = 1.0
    if known.killed is not None and group.killed and not (besides or "plain_harm" in values):
        values["killed_same" if known.killed in group.killed else "killed_differs"] = 1.0
    if scene.where and group.where:
        if any(a in b or b in a for a in scene.where for b in group.where):
            values["name_shared"] = 1.0
        elif places != "same":
            values["name_other"] = 1.0
    for name, mine, theirs in (("street", scene.streets, group.streets), ("clock", scene.clock, group.clock)):
        if mine and theirs:
            values[f"{name}_{'same' if mine & theirs else 'other'}"] = 1.0
    if victims is not None and not (besides and victims == "other_trade"):  # "also": others of one act
        aimed = dates in {"near", "far"} or _AIMED.search(mention.trigger.text)  # of another day: by himself
        told = "aimed" if aimed else "harm" if known.harm_only else "act"
        values["victim_same" if victims == "same" else f"victim_{victims}_{told}"] = 1.0
    values["names"] = min(len(scene.names & group.names), 2) / 2
    values["words"] = min(len(scene.words & group.words), 3) / 3
    return values


def _is_wide(place: Option) -> bool:
    return place.location.precision > Precision.TOWN


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
    blocks = [
        told.mention.block
        for told in group.told
        if told.mention.block is not None and not told.mention.title  # a title is of all below it
    ]
    if not (group.dates or group.places or any(other.label for other in blocks)):
        return False
    units = {other.unit for other in blocks}
    return bool(units) and block.unit not in units and 0 not in units


def _dates_agree(phrase: DatePhrase | None, others: Sequence[DatePhrase]) -> str | None:
    if phrase is None or not others:
        return None
    if phrase.start is not None and phrase.start == phrase.end:
        # Saturday and Sunday are two days of one weekend.
        others = [other for other in others if other.start == other.end] or others
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


def places_agree(place: Option | None, others: Sequence[Option]) -> str | None:
    """Compare towns and sites; a country or province agrees with all that may lie in it."""
    if place is None or not others:
        return None
    best, held = "far", False
    for other in others:
        wide = max(place.location.precision, other.location.precision) >= Precision.PROVINCE
        if other is place and not wide:
            return "same"
        apart = distance_m(place.location.lon, place.location.lat, other.location.lon, other.location.lat)
        if _may_lie_in(place, other, apart) or _may_lie_in(other, place, apart):
            best = "inside" if best != "near" else best
            continue
        if apart <= _SPOT_M and not wide:
            return "same"
        if other.location.precision < Precision.COUNTRY and holds(other, place):
            held = True
            continue
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
    # Within the province that is told, but far from the town that is told in it: another spot.
    fine = any(other.location.precision <= Precision.TOWN for other in others)
    return "same" if held and not (fine and best == "far") else best


def _may_lie_in(name: Option, area: Option, apart_m: float) -> bool:
    """Tell whether a name that no gazetteer knows may be in a district that is told."""
    reach = max(name.location.uncertainty_m, area.location.uncertainty_m)
    return (
        name.guessed
        and not area.guessed
        and area.location.precision >= Precision.DISTRICT
        and apart_m <= reach
    )


def tells_victims(mention: EventMention) -> bool:
    """Tell whether a sentence counts or names people harmed."""
    return any(claim.count is not None and claim.count.best for claim in mention.claims)
