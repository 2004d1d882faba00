# ruff: noqa: E501
"""What speaks for and against a sentence telling of the incident that others tell of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.kinds import families_agree
from geoincidents.incidents.options import holds
from geoincidents.incidents.told import STARTS, Group, Told, killed_of
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
_AIMED = re.compile(r"murder|assassinat|kidnap|abduct|execut|behead|lynch|slain|slay")
"""Acts done to the person named; shots and blasts may hit several whose names come one by one."""


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
    places = places_agree(item.place, group.places)
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
    harm_only = mention.trigger.strength <= HARM_ONLY
    values["plain_harm"] = float(bool(values["plain"]) and harm_only and tells_victims(mention))
    values["toll"] = float(near and harm_only and any(claim.total for claim in mention.claims))
    values["new_turn"] = float(bool(opens & _TURNS) and scene.subject != "definite" and starts)
    values["dated_turn"] = float(
        "dated" in scene.marks and dates in {"near", "far"} and scene.subject != "definite"
    )
    for name, value in (
        ("date", dates),
        ("place", places),
        ("kind", families_agree(item.family, group.families) if starts else None),
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


def places_agree(place: Option | None, others: Sequence[Option]) -> str | None:
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
    mine = killed_of(item)
    if mine is None or not group.killed:
        return None
    return "same" if mine in group.killed else "differs"


def tells_victims(mention: EventMention) -> bool:
    """Tell whether a sentence counts or names people harmed."""
    return any(claim.count is not None and claim.count.best for claim in mention.claims)
