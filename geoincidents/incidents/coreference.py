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
from geoincidents.incidents.weights import load_linear

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geoincidents.incidents.dates import DatePhrase
    from geoincidents.incidents.events import EventMention
    from geoincidents.incidents.options import Option

STARTS = 0.25
"""Least strength of a sentence that may start an incident: a plain "killed" (0.4), not "the scene" (0.2)."""
_NARROWS = 0.15
"""Least fit of a phrase that may narrow a wider one; a phrase beside "said" fits less."""
_APART_M = 30_000.0
"""Two towns farther apart than this are two places of two incidents; news names the nearest town within it."""
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
    clusters: list[list[Told]] = []
    for item in told:
        best, best_score = None, 0.0
        for number, cluster in enumerate(clusters):
            score = _agreement(item, cluster, last=number == len(clusters) - 1)
            if score > best_score:
                best, best_score = number, score
        if best is not None:
            clusters[best].append(item)
        elif item.mention.strength >= STARTS and not item.mention.aftermath:
            clusters.append([item])
    return tuple(tuple(cluster) for cluster in clusters)


def _agreement(item: Told, cluster: Sequence[Told], *, last: bool) -> float:
    """Return how well a sentence goes with an incident; 0 or less: another incident."""
    return load_linear("coreference").score(agreement(item, cluster, last=last))


def agreement(item: Told, cluster: Sequence[Told], *, last: bool) -> dict[str, float]:
    """Return what speaks for and against a sentence telling of the incident that others tell of."""
    values = {"last": float(last), "weak": float(item.mention.strength < STARTS)}
    dated = None if any(claim.total for claim in item.mention.claims) else item.date  # when the toll was told
    dates = _dates_agree(dated, [other.date for other in cluster if other.date is not None])
    places = _places_agree(item.place, [other.place for other in cluster if other.place is not None])
    families = {other.family for other in cluster if other.mention.strength >= STARTS} or {cluster[0].family}
    kinds = None
    if item.mention.strength >= STARTS:
        kinds = _families_agree(item.family, families)
    for name, value in (
        ("date", dates),
        ("place", places),
        ("kind", kinds),
        ("killed", _counts_agree(item, cluster)),
    ):
        if value is not None:
            values[f"{name}_{value}"] = 1.0
    values["repeated"] = float(item.mention.judged.has("repeated"))
    values["taken_up"] = float(
        _TAKEN_UP.search(item.mention.trigger_text) is not None
        and any(
            other.mention.sentence in {item.mention.sentence, item.mention.sentence - 1} for other in cluster
        )
    )
    values["anew"] = float(_ANEW.search(item.mention.trigger_text) is not None)
    return values


def kinds_agree(a: str, b: str) -> str:
    """Tell whether two sub-event types can be one act: "same", "alike" or "other"."""
    return _families_agree(_FAMILIES[a], {_FAMILIES[b]})


def _families_agree(family: str, others: set[str]) -> str:
    if family in others:
        return "same"
    return "alike" if any(frozenset((family, other)) in _ALIKE for other in others) else "other"


_ANEW = re.compile(
    r"\b(?:another|other|second|third|separate(?:ly)?|in\s+a\s+different|meanwhile|elsewhere|also\s+(?:today|yesterday)|likewise|similarly|on\s+the\s+other\s+hand|in\s+addition|two\s+more|one\s+more|a\s+further)\b",
    re.IGNORECASE,
)


_NEAR_SENTENCES = 2
_TAKEN_UP = re.compile(
    r"\b(?:the|this|that|these|those|both)\s+(?:attacks?|bombings?|blasts?|explosions?|shootings?|killings?|raids?|strikes?|assaults?|"
    r"incidents?|violence|clash(?:es)?|ambush|kidnappings?|murders?|barrage|crime|firefight|battle|fighting|abductions?)$",
    re.IGNORECASE,
)
"""A sentence that takes up the act of the sentence before it."""


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
        if apart <= _APART_M and not wide:
            return "same"
        if wide and (
            place.country_code == other.country_code or None in (place.country_code, other.country_code)
        ):
            reach = max(place.location.uncertainty_m, other.location.uncertainty_m)
            if apart <= reach:
                best = "inside"
            elif best == "far":
                best = "outside"
    return best


def _counts_agree(item: Told, cluster: Sequence[Told]) -> str | None:
    """Compare counted dead."""
    mine = _killed(item)
    theirs = [killed for other in cluster if (killed := _killed(other)) is not None]
    if mine is None or not theirs:
        return None
    return "same" if mine in theirs else "differs"


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
