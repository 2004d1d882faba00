"""Which sentences of an article tell of the same incident.

Sentences are taken in order; each joins the incident that it agrees with best, or starts one of its own.
Dates that cannot be the same day, places that cannot be the same spot and kinds that cannot be the same act
keep two incidents apart; a sentence without any of these goes on with the incident told last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.agreement import HARM_ONLY, agreement, places_agree, tells_victims
from geoincidents.incidents.dating import sums_days
from geoincidents.incidents.told import STARTS, Group, Told
from geoincidents.incidents.weights import load_linear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.dates import DatePhrase
    from geoincidents.incidents.options import Option

_WEAKEST = 0.15
"""Least strength where the sentence also tells a day and a victim: "a woman was grazed on Sunday"."""
_TOLD_APART = 2
"""Incidents told one by one that make a sentence of several acts together their summary."""


def same_incident(told: Sequence[Told]) -> tuple[tuple[Told, ...], ...]:
    """Group the sentences of one article by incident, in the order in which the incidents are first told."""
    model = load_linear("coreference")
    groups: list[Group] = []
    last: Group | None = None
    for item in told:
        best, best_score = None, 0.0
        for group in groups:
            if group.several and _tells_one(item):
                continue
            score = model.score(agreement(item, group, last=group is last or _is_left(group, item, groups)))
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
    groups = _without_titles(groups)
    single = [group for group in groups if not group.several]
    if len(single) >= _TOLD_APART:
        groups = [group for group in groups if not _sums_up(group, single)]
    return tuple(_of_text(group, groups) for group in groups)


def _tells_one(item: Told) -> bool:
    """Tell whether a sentence tells of an act anew, with its hour, day or place: one of several."""
    mention, scene = item.mention, item.mention.scene
    told = scene.clock or scene.streets or item.date is not None or item.place is not None
    anew = scene.subject == "indefinite" and not scene.several and not scene.turns.same_act
    return bool(told) and anew and mention.strength >= STARTS and not mention.judged.has("repeated")


def _without_titles(groups: list[Group]) -> list[Group]:
    """Leave out what titles and headings alone tell, beside acts that the text tells."""
    told = [group for group in groups if not all(item.mention.title for item in group.told)]
    return told or groups


def _of_text(group: Group, groups: Sequence[Group]) -> tuple[Told, ...]:
    """Return what tells an incident: beside others not its title, which may tell of any or of all.

    A title that names the town of this one, and of no other, is its own.
    """
    others = [place for other in groups if other is not group for place in other.places]
    told = tuple(item for item in group.told if not item.mention.title or _is_titled(item, others))
    return told if len(groups) > 1 and told else tuple(group.told)


def _is_titled(item: Told, others: Sequence[Option]) -> bool:
    """Tell whether a title tells of one kind of act, in a town that is none of the other incidents'."""
    place = item.place
    kinds = {sub for sub, _ in item.mention.votes if sub != "Attack"}
    if place is None or place.location.precision > Precision.TOWN or len(kinds) > 1:
        return False
    return places_agree(place, others) in {None, "far", "outside"}


def _is_left(group: Group, item: Told, groups: Sequence[Group]) -> bool:
    """Tell whether an act may be one that was told once, beside an act of another kind in one sentence.

    What follows "gunmen killed five in Ardel and a bomb exploded in Borvik" tells more of both, one by one.
    """
    if len(group.told) > 1 or item.family not in group.families or item.mention.strength < STARTS:
        return False
    told_in = group.told[0].mention.sentence
    return any(
        item.family not in other.families for other in groups if other.told[0].mention.sentence == told_in
    )


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
    if not fine or any(places_agree(place, other.places) == "same" for other in single for place in fine):
        return True
    return not any(place.location.precision <= Precision.TOWN for other in single for place in other.places)


def _is_wide(phrase: DatePhrase) -> bool:
    """Tell whether a phrase names no day but a week, a month, a year."""
    return phrase.granularity not in {"day", "night", "days"}


def _may_start(item: Told, *, first: bool) -> bool:
    """Tell whether a sentence may be an incident's first: its act is told, or its day and its victims are."""
    mention = item.mention
    charged = mention.judged.has("judged") and all(claim.harm == "detained" for claim in mention.claims)
    if charged and not first:
        return False  # "he was charged with three counts of murder": of the act told before
    if mention.aftermath or sums_days(mention) or (not first and _looks_back(item)):
        return False
    if mention.judged.has("commented") and item.date is None and not tells_victims(mention):
        return False  # "the president condemned the attacks": told elsewhere, if at all
    if mention.strength >= STARTS:
        return True
    scene = mention.scene
    counted = any(claim.count and claim.count.best and not claim.total for claim in mention.claims)
    another = "another" in scene.marks
    one_of_several = another and bool(scene.clock or scene.streets)
    return (
        mention.strength >= _WEAKEST
        and (item.date is not None or (another and counted))
        and scene.subject == "indefinite"
        and (counted or one_of_several)
    )


def _is_arrest_over(item: Told) -> bool:
    """Tell whether a sentence tells of an arrest, and of an act only what that was for."""
    mention = item.mention
    act = mention.trigger.span[0]
    return mention.judged.has("repeated") and any(
        trigger.sub_event_type == "Arrests" and trigger.span[1] <= act for trigger in mention.triggers
    )


def _looks_back(item: Told) -> bool:
    """Tell whether a sentence speaks of an act told before, of a sum of many or of what is long past."""
    mention, scene = item.mention, item.mention.scene
    harm_only = mention.trigger.strength <= HARM_ONLY
    if harm_only and mention.claims and all(claim.definite for claim in mention.claims):
        return True  # "the man died": he was told of before
    if scene.summary and (item.date is None or _is_wide(item.date)):
        return True  # "air strikes have killed 40 in the past week"
    if item.date is not None:
        return False
    if item.place is None and _is_arrest_over(item):
        return True
    if "past" in scene.marks and (harm_only or item.place is None):
        return True  # "in April, five shells fell short", "last year 500 people were killed in the west"
    told_here = not harm_only and (item.place is not None or tells_victims(mention))
    return not told_here and scene.turns.recalls  # "a doctor put the number of dead at nine"
