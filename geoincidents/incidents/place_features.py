"""What speaks for and against a place as an incident's own: named features, each with a plain meaning."""

from __future__ import annotations

import re
from functools import lru_cache
from math import log10
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.clauses import attachment
from geoincidents.incidents.company import Company
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.options import holds
from geoincidents.incidents.searching import searching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.relations.relation import Span
    from geoincidents.incidents.clauses import Attachment
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Occurrence, Option

_SAYING = Pattern(
    r"\b(?:said|says|told|announced|reported|stated|confirmed|declared|denied|warned|added|claimed|condemned|indicated)\b",
)
_CLAUSE = searching(r"[,;:()]|\b(?:and|but|while|after|when|who|which|where|as|because|that)\b")
_OBJECT = re.compile(
    r"\s+(?:the\s+|a\s+|an\s+)?(?:(?!(?:in|at|on|near|inside|outside|by|with|from|to|for|after|before|and|into|off|along|across|between)\s)\w+\s+){0,3}?"
    r"(?:of\s+)?(?:the\s+)?$"
)
_ENTERED = Pattern(
    r"\b(?:entered|stormed|invaded|surrounded|besieged|descended\s+(?:on|upon)|swept\s+(?:into|through)|moved\s+into|rode\s+into|drove\s+into|"
    r"raided|attacked|reached|came\s+(?:(?:on|by|in)\s+[\w-]+\s+)?to)\s+"
    r"(?:(?:an?|the)\s+)?(?:[a-z'’]+\s+)?(?:(?:town|village|city|hamlet|settlement|camp)\s+(?:of|at|in)\s+)?$"
)
"""Whatever of an attack the sentence tells: where the attackers came to is where they attacked."""
_AGENT = re.compile(
    r"attacker|assailant|gunm|bandit|raider|militant|rebel|insurgent|terrorist|fighter|\bthey\b"
)
_COMING = 60
"""Characters before a name in which the coming is told."""
_HARMING = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
"""Kinds of act whose suspects are arrested elsewhere; arrests of protesters are made where these protest."""
_TOWN_M = 20_000.0
"""Reach of a town, in metres: what is wider says less, by powers of ten."""
_PRECISION_NAME = {
    Precision.EXACT: "exact", Precision.TOWN: "town", Precision.DISTRICT: "district",
    Precision.PROVINCE: "province", Precision.AREA: "area", Precision.COUNTRY: "country",
    Precision.SEA: "sea",
}  # fmt: skip
_BODIES = frozenset({"body", "site_within"})
"""What tells nothing of where in an area: who acts for it or comes from it, and a street put in it."""
_FAR_CUES = frozenset(
    {"hospital", "home", "speaker", "police", "source", "organisation", "prep_in", "prep_inside", "prep_into"}
)
_AS_OBJECT = frozenset({"prep_none", "prep_of"})
_OF_SOMEBODY = frozenset({"demonym", "organisation", "possessive", "police", "anchor"})
_RELATIONS = frozenset({"near", "offset", "direction", "distance", "between", "outskirts"})
_NOT_DONE_TO = _OF_SOMEBODY | _RELATIONS
"""Cues of a name that only tells who or whose, or how something lies to it: nobody came to it."""
_AFTERWARDS = frozenset({"burial", "custody"})
"""What is told of a town where somebody is held or buried says nothing of where the act was."""


def features(
    option: Option, mentions: Sequence[EventMention], options: Sequence[Option], text: str
) -> dict[str, float]:
    """Return what speaks for and against an option as the place of an incident told by `mentions`."""
    company = Company.of(options)
    values = dict(_common(option, company))
    kind = "fine" if _is_fine(option) else "coarse"
    told = {mention.sentence: mention for mention in mentions}
    first = mentions[0].sentence
    gaps, far = [], []
    for occurrence in option.occurrences:
        if "dateline" in occurrence.cues:
            continue
        mention = told.get(occurrence.sentence)
        if mention is not None and mention.span[0] <= occurrence.span[0] < mention.span[1]:
            clause, gap = _clause(mention, occurrence, kind, company, text)
            values.update(clause)
            gaps.append(gap)
        else:
            values.update(_far(occurrence.cues))
            far.append(occurrence.sentence)
        if occurrence.sentence == first:
            values["in_first_sentence"] = 1.0
    if gaps:
        step = next((i for i, most in enumerate((3, 7, 15)) if min(gaps) <= most), 3)
        values[f"gap_{step}_{kind}"] = 1.0
        values["told_here_share"] = min(len(gaps), len(mentions)) / len(mentions)
    else:
        nearest = min((abs(sentence - there) for sentence in far for there in told), default=99)
        values[f"sentences_away_{max(1, min(nearest, 4))}_{kind}"] = 1.0
        _add_rivals(values, option, company, told)
    held = company.held_by(option)
    if held:
        sentences = {occurrence.sentence for occurrence in option.occurrences}
        for theirs in held:
            where = next(
                (w for w, there in (("told", told), ("beside", sentences)) if not theirs.isdisjoint(there)),
                "elsewhere",
            )
            values["holds_finer_" + where] = 1.0
    return values


def _is_fine(option: Option) -> bool:
    return option.location.precision <= Precision.TOWN and not option.demonym


def _common(option: Option, company: Company) -> dict[str, float]:
    """Return what speaks for and against an option in its company, whatever the incident."""
    values = company.common.get(id(option))
    if values is None:
        code = option.country_code
        told = {
            "precision_" + _PRECISION_NAME[option.location.precision]: 1.0,
            "resolved": option.confidence,
            "times": min(len(option.occurrences), 5) / 5.0,
            "demonym": float(option.demonym),
            "relative": float(option.relative),
            "width": max(0.0, log10(option.location.uncertainty_m / _TOWN_M)),
            "dateline": float(any("dateline" in o.cues for o in option.occurrences)),
            "within_coarser": float(company.is_held(option)),
            "only_bodies": float(
                bool(company.held_by(option))
                and Precision.TOWN < option.location.precision < Precision.COUNTRY
                and any("body" in o.cues for o in option.occurrences)
                and all(o.cues & _BODIES for o in option.occurrences)
            ),
            "country_share": company.country_share(code),
            "only_fine": float(
                option.location.precision <= Precision.TOWN and company.fine == (0 if option.demonym else 1)
            ),
        }
        told.update((f"role_{o.role}", 1.0) for o in option.occurrences if o.role is not None)
        if code is not None and company.home and code not in company.home:
            told["abroad_adjective" if option.demonym else "abroad"] = 1.0
        values = company.common[id(option)] = {name: value for name, value in told.items() if value}
    return values


def is_target(mention: EventMention, occurrence: Occurrence, text: str) -> bool:
    """Tell whether a place that the mention names is what was attacked: "seized the port of Ardel"."""
    start, end = occurrence.span
    if text.startswith("-", end):
        return False  # "an Ardel-bound bus", "the Borvik-led militia"
    return (
        not occurrence.cues.isdisjoint(_AS_OBJECT)
        and occurrence.cues.isdisjoint(_NOT_DONE_TO)
        and any(
            trigger.span[1] <= start and _OBJECT.match(text[trigger.span[1] : start])
            for trigger in mention.triggers
        )
    )


def entered(mention: EventMention, occurrence: Occurrence, text: str) -> bool:
    """Tell whether the attackers came to a place that the mention names: "the gunmen entered A"."""
    if not occurrence.cues.isdisjoint(_NOT_DONE_TO):
        return False
    start, lower = occurrence.span[0], lowered(text)
    floor = max(mention.span[0], start - _COMING)
    return (
        _ENTERED.search(present(lower, *mention.span), lower, floor, start) is not None
        and _AGENT.search(lower, mention.span[0], start) is not None
    )


def puts(mention: EventMention, occurrence: Occurrence, text: str) -> bool:
    """Tell whether an act's clause puts it at a name there: "in", "near" it, not "officials in it said"."""
    if not occurrence.places_act:
        return False
    if _says(mention, occurrence.span[1], mention.trigger.span[0], text):
        return False
    if "custody" in occurrence.cues and mention.trigger.event_type in _HARMING:
        return False  # where a suspect was found afterwards
    return attached(mention, occurrence, text) not in {"said", "other"}


def _says(mention: EventMention, start: int, end: int, text: str) -> bool:
    """Tell whether a stretch of the sentence of an act tells that somebody says something."""
    lower = lowered(text)
    return start <= end and _SAYING.search(present(lower, *mention.span), lower, start, end) is not None


def attached(mention: EventMention, occurrence: Occurrence, text: str) -> Attachment:
    return attachment(text, mention.span, tuple([t.span for t in mention.triggers]), occurrence.span)


def _clause(
    mention: EventMention, occurrence: Occurrence, kind: str, company: Company, text: str
) -> tuple[dict[str, float], int]:
    """Return what the sentence of the act says of a name in it, and how far it stands from the trigger."""
    key = mention.span, occurrence.span, kind
    known = company.clauses.get(key)
    if known is None:
        values = {f"here_{cue}": 1.0 for cue in occurrence.cues}
        values[f"clause_{attached(mention, occurrence, text)}"] = 1.0
        values[f"same_{'strong' if mention.strength >= 0.4 else 'weak'}_{kind}"] = 1.0
        words, clauses, ahead = _gap(text, mention.trigger.span, occurrence.span)
        start = min(occurrence.span[1], mention.trigger.span[1])
        if ahead and _says(mention, start, max(occurrence.span[0], mention.trigger.span[0]), text):
            values["said_between"] = 1.0
        if mention.title:
            values["in_title"] = 1.0
        known = company.clauses[key] = values, words + 3 * clauses
    return known


@lru_cache(maxsize=256)
def _far(cues: frozenset[str]) -> dict[str, float]:
    """Return what the words beside a name in another sentence say."""
    if cues & _AFTERWARDS:
        return {}
    return {f"far_{cue}": 1.0 for cue in cues & _FAR_CUES}


def _add_rivals(
    values: dict[str, float], option: Option, options: Company, told: dict[int, EventMention]
) -> None:
    """Add, for a place named elsewhere, what the sentences of the act name instead."""
    rivals = [
        other
        for sentence in told
        for other in options.placing.get(sentence, ())
        if other is not option and not holds(other, option)
    ]
    if rivals:
        fine = any(other.location.precision <= Precision.DISTRICT for other in rivals)
        values["rival_told_fine" if fine else "rival_told_coarse"] = 1.0
    countries = set().union(*(options.countries.get(sentence, ()) for sentence in told))
    if countries and option.country_code is not None:
        values["country_told" if option.country_code in countries else "country_contradicted"] = 1.0


def _gap(text: str, trigger: Span, place: Span) -> tuple[int, int, bool]:
    """Return words and clause ends between trigger and name, and whether the name stands first."""
    ahead = place[0] < trigger[0]
    text = lowered(text)
    between = text[place[1] : trigger[0]] if ahead else text[trigger[1] : place[0]]
    return len(between.split()), len(_CLAUSE.findall(between)), ahead
