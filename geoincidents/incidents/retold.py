"""An act told again: groups of sentences that, read whole, tell of one and the same incident.

Sentences are grouped one by one (`geoincidents.incidents.coreference`), each against what was told before it.
Once an incident's own place, day and kind are chosen, it is compared anew with those told before: a witness's
account further down, the other side's version or a summary share its day, spot, victims and rarer words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.agreement import places_agree
from geoincidents.incidents.kinds import CROWDS, family_of, kinds_agree
from geoincidents.incidents.told import Group, Told
from geoincidents.incidents.victims import compare
from geoincidents.incidents.weights import load_linear

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoincidents.incidents.drafts import Draft
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option

_APART = frozenset(
    {
        ("date", "near"), ("date", "far"), ("place", "far"), ("place", "outside"), ("kind", "other"),
        ("victim", "other_name"),
    }
)  # fmt: skip
_PAIR = 2
_MOST_NAMES = 2
"""Shared names beyond the first, which is often the country's ("the Nigerian army"), that still tell more."""
_FEWEST_WORDS = 6
"""A group of fewer rare words than this shares one by chance; set by hand, about a sentence's."""
_LONG_DAYS = 3
"""An interval longer than this holds many days."""
_MARKS = frozenset({"another", "also", "same day", "shifted"})
_NEW = frozenset({"another", "item", "same day"})


@dataclass(frozen=True, slots=True)
class Whole:
    """A draft with its sentences gathered for comparison."""

    draft: Draft
    group: Group
    lead: EventMention
    place: Option | None

    @classmethod
    def of(cls, draft: Draft) -> Whole:
        """Gather the sentences of a draft."""
        group = Group()
        for item in draft.told:
            group.add(item)
        lead = max((item.mention for item in draft.told), key=lambda m: (m.strength, -m.sentence))
        return cls(draft, group, lead, _told_place(draft))


def join_retold(drafts: Sequence[Draft]) -> tuple[tuple[Told, ...], ...]:
    """Return the groups of sentences of drafts, those that tell of one incident joined.

    Parameters
    ----------
    drafts : sequence of Draft
        In the order of the text. Of one that is told for several places the first alone counts, and nothing
        is joined to it.
    """
    if len(drafts) < _PAIR:
        return tuple(draft.told for draft in drafts)
    model = load_linear("retold")
    listed = {id(draft.told) for draft in drafts if draft.rank}
    wholes = [Whole.of(draft) for draft in drafts if draft.rank == 0]
    groups: list[list[Told]] = []
    owner: list[int] = []
    for number, whole in enumerate(wholes):
        best, best_score = None, 0.0
        for earlier in range(number):
            if {id(whole.draft.told), id(wholes[earlier].draft.told)} & listed:
                continue
            values = likeness(wholes[earlier], whole)
            score = -1.0 if values is None else model.score(values)
            if score > best_score:
                best, best_score = owner[earlier], score
        if best is None:
            best = len(groups)
            groups.append([])
        groups[best] += whole.draft.told
        owner.append(best)
    return tuple(tuple(sorted(group, key=lambda item: item.mention.span)) for group in groups)


def likeness(a: Whole, b: Whole) -> dict[str, float] | None:
    """Return what speaks for and against the later of two drafts telling the earlier one again.

    None where they are told apart by what no likeness outweighs: another day, another spot, another kind
    of act, other victims, an item of a list of its own.
    """
    scene, turns = b.lead.scene, b.lead.scene.turns
    kind = kinds_agree(a.draft.sub_event_type, b.draft.sub_event_type)
    days = _days_agree(a.draft, b.draft)
    if _answer(a, b) or "item" in scene.marks or ("kind", kind) in _APART or ("date", days) in _APART:
        return None
    victims = compare(b.group.victims, a.group.victims)
    places = None if b.place is None or a.place is None else _places_agree(b.place, a, a.place)
    if ("victim", victims) in _APART or ("place", places) in _APART:
        return None
    compared = {
        "place": places,
        "date": days,
        "kind": kind,
        "victim": victims,
        "killed": _dead_agree(a.group.killed, b.group.killed),
        "street": _shared(a.group.streets, b.group.streets),
        "clock": _shared(a.group.clock, b.group.clock),
        "where": _names_shared(a.group.where, b.group.where),
    }
    values = {f"{name}_{value}": 1.0 for name, value in compared.items() if value is not None}
    values |= {f"lead_{mark.replace(' ', '_')}": 1.0 for mark in scene.marks & _MARKS}
    values["date_wide"] = float(max(_length(a.draft), _length(b.draft)) > _LONG_DAYS)
    scenes = [item.mention.scene for item in b.draft.told]
    values["turns_anew"] = float(any(s.marks & _NEW or s.turns.anew for s in scenes))
    values["definite"] = float(scene.subject == "definite")
    values["repeated"] = float(b.lead.judged.has("repeated"))
    values["same_act"] = float(turns.same_act)
    values["new_act"] = float(turns.new_act)
    values["same_agent"] = float(turns.same_agent)
    values["new_agent"] = float(turns.new_agent)
    values["several"] = float(a.group.several != b.group.several)
    fewest = max(min(len(a.group.words), len(b.group.words)), _FEWEST_WORDS)
    values["words"] = len(a.group.words & b.group.words) / fewest
    values["names"] = min(max(len(a.group.names & b.group.names) - 1, 0), _MOST_NAMES) / _MOST_NAMES
    return values


def _answer(a: Whole, b: Whole) -> bool:
    """Tell whether a crowd answers an act in one sentence: its riot is never that act."""
    answered = {
        item.mention.sentence
        for item in (*a.draft.told, *b.draft.told)
        if "answered" in item.mention.scene.marks
    }
    if len({family_of(whole.draft.sub_event_type) in CROWDS for whole in (a, b)}) == 1:
        return False
    mine, theirs = ({item.mention.sentence for item in whole.draft.told} for whole in (a, b))
    return bool(answered & mine & theirs)


def _places_agree(place: Option, other: Whole, theirs: Option) -> str | None:
    """Compare the spots; within a province, but far from the towns told in it, is another."""
    agree = places_agree(place, [theirs])
    if agree != "same" or theirs.location.precision <= Precision.TOWN:
        return agree
    fine = [p for p in other.group.places if p.location.precision <= Precision.TOWN]
    return "far" if places_agree(place, fine) == "far" else agree


def _told_place(draft: Draft) -> Option | None:
    """Return a draft's place where one of its own sentences names it; from elsewhere it tells nothing."""
    option, told = draft.place.option, {m.sentence for m in draft.mentions}
    return option if option is not None and any(o.sentence in told for o in option.occurrences) else None


def _length(draft: Draft) -> int:
    return 0 if draft.dated is None else (draft.dated[1] - draft.dated[0]).days


def _days_agree(a: Draft, b: Draft) -> str | None:
    """Compare days: "older" where one alone tells its, and that is not of those on which the other is put."""
    if a.dated is None or b.dated is None or not (a.dated[3] or b.dated[3]):
        return None
    apart = max((a.dated[0] - b.dated[1]).days, (b.dated[0] - a.dated[1]).days)
    if not (a.dated[3] and b.dated[3]):
        return "older" if apart > 1 else None
    return "same" if apart <= 0 else "near" if apart == 1 else "far"


def _dead_agree(earlier: set[int], later: set[int]) -> str | None:
    """Compare counted dead: fewer than told before may be some of them."""
    shared = _shared(earlier, later)
    return shared if shared in {None, "same"} else "fewer" if max(later) < max(earlier) else "more"


def _shared(mine: set[int] | set[str], theirs: set[int] | set[str]) -> str | None:
    if not mine or not theirs:
        return None
    return "same" if mine & theirs else "other"


def _names_shared(mine: Iterable[str], theirs: Iterable[str]) -> str | None:
    mine, theirs = list(mine), list(theirs)
    if not mine or not theirs:
        return None
    return "same" if any(a in b or b in a for a in mine for b in theirs) else "other"
