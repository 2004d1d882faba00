# ruff: noqa: E501
"""The incidents of one article: the built-in extractor."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.actors import actors_of, target_of, weapon_of
from geoincidents.incidents.company import Company
from geoincidents.incidents.coreference import same_incident
from geoincidents.incidents.counts import COUNTED, Counted, count_of
from geoincidents.incidents.datelines import publication_date
from geoincidents.incidents.dating import WEAK_FIT, date_around, date_of, own_date, why_undated
from geoincidents.incidents.doubt import location_of
from geoincidents.incidents.events import read_mentions, sentences_of
from geoincidents.incidents.evidence import evidence_of
from geoincidents.incidents.listed import listed_with
from geoincidents.incidents.mention import EventMention
from geoincidents.incidents.options import Option, find_options
from geoincidents.incidents.own_place import OwnPlace, choose, place_alone
from geoincidents.incidents.retold import join_retold
from geoincidents.incidents.scope import NOWHERE, in_scope, of_item, scope_of
from geoincidents.incidents.sections import sections_of
from geoincidents.incidents.shares import given_to, shares_of, town_given
from geoincidents.incidents.stated import stated_places
from geoincidents.incidents.titles import title_of, words_of
from geoincidents.incidents.told import STARTS, Told
from geoincidents.incidents.tolls import own_claims, tolls_of
from geoincidents.incidents.triggers import event_type_of
from geoincidents.incidents.value import value
from geoincidents.incidents.votes import type_of
from geoincidents.incidents.weights import load_linear
from geoincidents.layout import layout_of
from geoincidents.types import Count, Incident, Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazetteer.geocoder import Gazetteer
    from gazetteer.relations.relation import Span
    from geoincidents.incidents.casualties import Claim
    from geoincidents.types import Article, Parse

_ELSEWHERE = frozenset(
    {"dateline", "hospital", "destination", "home", "speaker", "source", "court", "burial"}
)
_OLD_DAYS = 3 * 365
"""What happened longer ago is the background of news, not its incident."""
_MONTH_DAYS = 31
_LONG_DAYS = 13
"""What took longer than a fortnight ("in February, riots in A, B and C") is recalled, and no act of each place."""
_ONE_ACT = re.compile(r"\b(?:a|an|one)\s+(?:\S+\s+){0,2}$", re.IGNORECASE)


@value
class Draft:
    """An incident before it is decided whether it is one: its sentences and what was read from them."""

    told: tuple[Told, ...]
    place: OwnPlace
    sub_event_type: str
    type_share: float
    dated: tuple[date, date, str, float] | None
    features: dict[str, float]
    rank: int = 0
    shares: tuple[Claim, ...] = ()

    @property
    def mentions(self) -> tuple[EventMention, ...]:
        """Its sentences."""
        return tuple(item.mention for item in self.told)


class IncidentRules:
    """Finds incidents by rules over words, with small linear models where evidence must be weighed.

    Parameters
    ----------
    gazetteer : Gazetteer or None
        Kept for plug-ins that ask it; the rules need only the parse.
    accidents : bool
        Whether accidents and disasters, which ACLED leaves out, are incidents too.
    threshold : float or None
        Least confidence that something happened; None takes the shipped ones: one that the surest incident
        of an article must have, and a lower one for the others of an article that has such a one.
    """

    def __init__(
        self, gazetteer: Gazetteer | None = None, *, accidents: bool = False, threshold: float | None = None
    ) -> None:
        self._gazetteer = gazetteer
        self._accidents = accidents
        shipped = load_linear("actual_least").weights
        self._least = shipped["article"] if threshold is None else threshold
        self._least_further = shipped["further"] if threshold is None else threshold

    def __call__(self, parse: Parse) -> tuple[Incident, ...]:
        """Return the incidents in the order in which the text tells them."""
        digest = sha256(parse.article.text.encode("utf-8", "replace")).hexdigest()
        judged = [
            (load_linear("actual").probability(draft.features), section, draft, options)
            for section in sections_of(parse)
            for draft, options in self.drafts(section)
            if not draft.features.get("historical")
        ]
        if max((confidence for confidence, *_ in judged), default=0.0) < self._least:
            return ()
        return tuple(
            self._incident(section, digest, draft, options, confidence)
            for confidence, section, draft, options in judged
            if confidence >= self._least_further
        )

    def drafts(self, parse: Parse) -> tuple[tuple[Draft, tuple[Option, ...]], ...]:
        """Return every group of sentences that may be an incident, before the decision."""
        mentions = read_mentions(parse, self._accidents)
        if not any(mention.strength >= STARTS for mention in mentions):
            return ()
        text = parse.article.text
        options = Company(find_options(parse, sentences_of(parse.article)))
        if layout_of(text).is_list:  # its title and headings sum up what its items tell
            mentions = tuple(m for m in mentions if not (m.title or (m.block and m.block.kind == "heading")))
        told = [Told(mention, own_date(mention), _own_place(mention, options, text)) for mention in mentions]
        clusters = same_incident(told)
        single = {id(item) for cluster in clusters for item in cluster}
        sums = [item for item in told if item.mention.scene.several and id(item) not in single]
        drafts = _drafts(parse.article, told, clusters, options, sums)
        joined = join_retold(drafts)
        if len(joined) < len(clusters):
            drafts = _drafts(parse.article, told, joined, options, sums)
        _weigh(drafts, publication_date(parse.article), text)
        return tuple((draft, options) for draft in drafts)

    def _incident(
        self, parse: Parse, digest: str, draft: Draft, options: Sequence[Option], confidence: float
    ) -> Incident:
        article, text = parse.article, parse.article.text
        mentions = draft.mentions
        lead = max(mentions, key=lambda m: (m.strength, -m.sentence))
        own = draft.place.option
        quoted = _quoted(mentions, own, draft.sub_event_type)
        claims = (
            own_claims(mentions, text, draft.dated[:2] if draft.dated else None) if draft.rank == 0 else ()
        ) + draft.shares
        battle = event_type_of(draft.sub_event_type) == "Battles"
        counts: dict[Counted, Count | None] = {
            harm: count_of(harm, claims, battle=battle) for harm in COUNTED
        }
        weapon = weapon_of(text, mentions)
        name = None if own is None else words_of(own)
        precise = own is not None and own.location.precision <= Precision.EXACT
        start, end = (None, None) if draft.dated is None else draft.dated[:2]
        type_confidence = load_linear("type_confidence").probability(
            {"share": draft.type_share, "strength": lead.strength}
        )
        date_confidence = (
            0.0
            if draft.dated is None
            else load_linear("date_confidence").probability(
                {
                    "fit": draft.dated[3],
                    "told": float(draft.dated[3] > 0),
                    "days": min((draft.dated[1] - draft.dated[0]).days, 30) / 30,
                }
            )
        )
        return Incident(
            id=_digest(article.id, digest, lead.trigger.span, draft.sub_event_type, draft.rank),
            title=title_of(draft.sub_event_type, weapon, lead.trigger.text, name, precise),
            event_type=event_type_of(draft.sub_event_type),
            sub_event_type=draft.sub_event_type,
            date_start=start,
            date_end=end,
            location=location_of(draft.place, mentions, options, text),
            place=None if own is None or own.relative else own.place,
            place_name=name,
            places=Company.of(options).in_roles(own),
            tolls=tolls_of(claims, mentions, text),
            actors=actors_of(text, mentions),
            target=target_of(text, mentions, claims),
            weapon=weapon,
            confidence=round(confidence, 4),
            type_confidence=round(type_confidence, 4),
            place_confidence=round(draft.place.confidence, 4),
            date_confidence=round(date_confidence, 4),
            reports=(
                Report(
                    doc_id=article.id, quote_span=quoted.quote, trigger_span=quoted.trigger.span,
                    quote=text[slice(*quoted.quote)], title=article.title, url=article.url,
                    publisher=article.publisher, published=article.published,
                ),
            ),
            reasons=_reasons(draft, lead, counts, weapon),
            **counts,
        )  # fmt: skip


def _day_of(told: Told) -> tuple[date, date] | None:
    """Return when a sentence says that its act, or its several acts, happened."""
    phrase = told.date
    return (
        None if phrase is None or phrase.start is None or phrase.end is None else (phrase.start, phrase.end)
    )


def _drafts(
    article: Article, told: Sequence[Told], clusters: Sequence[tuple[Told, ...]], options: Company,
    sums: Sequence[Told],
) -> list[Draft]:  # fmt: skip
    """Choose the kind, the days and the place of each group of sentences, beside all others."""
    text, sentences, published = article.text, sentences_of(article), publication_date(article)
    layout, shares = layout_of(text), shares_of(sums, options, text)
    stated = [stated_places([item.mention for item in cluster], options, text) for cluster in clusters]
    firsts = [cluster[0].mention for cluster in clusters]
    drafts = []
    previous = next((day for item in sums if (day := _day_of(item)) is not None), None)
    for number, cluster in enumerate(clusters):
        group = [item.mention for item in cluster]
        sub, share = type_of(group, text)
        dated = date_of(cluster, published, previous, text=text)
        if dated is None or dated[3] < WEAK_FIT:
            told_here = {m.sentence for m in group}
            elsewhere = {item.mention.sentence for item in told} - told_here
            around = date_around(told_here, elsewhere, sentences, text, published)
            beside = (_day_of(item) for item in told if item.mention.sentence in told_here)
            day = next((day for day in beside if day is not None), previous)
            dated = date_of(cluster, published, day, around, text)
        previous = dated[:2] if dated is not None and dated[3] > 0 else previous
        taken = [o for other, places in enumerate(stated) if other != number for o in places]
        near = of_item(group, in_scope(group, firsts, options), layout)
        said = stated[number] if near is options else None
        own = choose(
            group, near, text, taken=taken, scope=scope_of(group, options),
            stated=town_given(sums, group, near, text) or said,
        )  # fmt: skip
        recalled = dated is not None and (dated[1] - dated[0]).days > _LONG_DAYS
        for rank, place in enumerate((own,) if recalled else _places(own, options, group, text)):
            given = given_to(place.option, shares, [c for m in group for c in m.claims])
            drafts.append(Draft(cluster, place, sub, share, dated, {}, rank, given))
    return drafts


def _weigh(drafts: Sequence[Draft], published: date | None, text: str) -> None:
    """Note what speaks for each draft telling of something that happened."""
    total = sum(draft.rank == 0 for draft in drafts)
    number = -1
    for draft in drafts:
        number += draft.rank == 0
        dated = draft.dated
        features = draft.features
        features |= evidence_of(
            draft.mentions, draft.place, draft.sub_event_type, dated, published, text, number, total,
            draft.type_share,
        )  # fmt: skip
        old = published is not None and dated is not None and (published - dated[1]).days > _OLD_DAYS
        features["historical"] = float(old)
        features["listed"] = float(draft.rank > 0)
    _compare_ages(drafts)


def _compare_ages(drafts: Sequence[Draft]) -> None:
    """Note of each draft how long before the article's newest it happened: old ones are background."""
    told = [draft.dated for draft in drafts if draft.dated is not None and draft.dated[3] > 0]
    newest = max((dated[1] for dated in told), default=None)
    for draft in drafts:
        if newest is not None and draft.dated is not None and draft.dated[3] > 0:
            behind = (newest - draft.dated[1]).days
            draft.features["behind_a_month"] = float(behind > _MONTH_DAYS)
            draft.features["behind_days"] = min(max(behind, 0), _MONTH_DAYS) / _MONTH_DAYS


def _quoted(mentions: Sequence[EventMention], own: Option | None, sub: str) -> EventMention:
    """Return the sentence to quote: of those that may tell the act, one that names its place; else the strongest."""

    def rank(mention: EventMention) -> tuple[bool, bool, float, int]:
        start, end = mention.quote
        names_own = own is not None and any(start <= o.span[0] < end for o in own.occurrences)
        tells = any(kind in {sub, "Attack"} for kind, _ in mention.votes)  # "the attack" may be of any kind
        return tells, names_own, mention.strength, -mention.sentence

    return max(mentions, key=rank)


def _own_place(mention: EventMention, options: Company, text: str) -> Option | None:
    """Return the place that the sentence itself, or its item, gives, where one does."""
    named = options.by_sentence.get(mention.sentence, ())
    scope = replace(scope_of([mention], options), above=()) if _opens(mention, text) else NOWHERE
    here = [option for option in named if not option.demonym and _stands_in(option, mention)]
    if not here and not scope.label:
        return None
    return place_alone(mention, here or scope.label, options, text, scope)


def _opens(mention: EventMention, text: str) -> bool:
    """Tell whether a sentence is the first of its item; later ones need not tell again where that is."""
    label = None if mention.block is None else mention.block.label
    return label is not None and not text[label[1] : mention.span[0]].strip(" .:|–—-)]")


def _stands_in(option: Option, mention: EventMention) -> bool:
    """Tell whether a sentence names the place in another part than where victims are taken or people speak."""
    return any(
        mention.span[0] <= o.span[0] < mention.span[1] and not o.cues & _ELSEWHERE for o in option.occurrences
    )


def _places(
    own: OwnPlace, options: Sequence[Option], mentions: Sequence[EventMention], text: str
) -> tuple[OwnPlace, ...]:
    """Return the incident's place, and a further one for each place that one list names with it."""
    if own.option is None:
        return (own,)
    lead = max(mentions, key=lambda m: (m.strength, -m.sentence))
    if _ONE_ACT.search(text[max(lead.span[0], lead.trigger.span[0] - 30) : lead.trigger.span[0]]):
        return (own,)
    listed = listed_with(own.option, options, lead, text)
    return (
        own,
        *(
            replace(
                own,
                option=o,
                reasons=(f"place {o.name}: listed with {own.option.name}, where the same was done",),
            )
            for o in listed
        ),
    )


def _reasons(
    draft: Draft, lead: EventMention, counts: dict[Counted, Count | None], weapon: str | None
) -> tuple[str, ...]:
    """Say why each value is as it is, and why a missing one is missing."""
    said = [f"type {draft.sub_event_type}: “{lead.trigger.text}”"]
    said += [f"the words say {label}: “{words}”" for label, words in lead.judged.labels]
    said += draft.place.reasons
    said.append(draft.dated[2] if draft.dated is not None else why_undated(draft.mentions))
    unsaid = "not stated" if draft.rank == 0 else "told for several places together"
    said += [f"{harm} unknown: {unsaid}" for harm in ("killed", "injured") if counts[harm] is None]
    if weapon is None:
        said.append("weapon unknown: none is named")
    return tuple(said)


def _digest(doc_id: str, text_digest: str, trigger: Span, sub: str, rank: int) -> str:
    """Return a stable id: the same article and trigger give the same one."""
    material = "\x1f".join((doc_id, text_digest, str(trigger[0]), sub, str(rank)))
    return sha256(material.encode("utf-8", "replace")).hexdigest()[:16]


def with_accidents(gazetteer: Gazetteer | None = None) -> IncidentRules:
    """Return the rules that take accidents and disasters, which ACLED leaves out, as incidents too."""
    return IncidentRules(gazetteer, accidents=True)
