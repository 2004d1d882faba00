# ruff: noqa: E501
"""The incidents of one article: the built-in extractor."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.actors import actors_of, target_of, weapon_of
from geoincidents.incidents.company import Company
from geoincidents.incidents.counts import COUNTED, Counted, count_of
from geoincidents.incidents.dating import why_undated
from geoincidents.incidents.doubt import location_of
from geoincidents.incidents.drafts import Draft, drafts_of
from geoincidents.incidents.mention import EventMention
from geoincidents.incidents.options import Option
from geoincidents.incidents.sections import sections_of
from geoincidents.incidents.titles import title_of, words_of
from geoincidents.incidents.tolls import own_claims, tolls_of
from geoincidents.incidents.triggers import event_type_of
from geoincidents.incidents.weights import load_linear
from geoincidents.types import Count, Incident, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.geocoder import Gazetteer
    from gazetteer.relations.relation import Span
    from geoincidents.types import Parse


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

    def drafts(self, parse: Parse) -> tuple[tuple[Draft, Company], ...]:
        """Return every group of sentences that may be an incident, before the decision."""
        return drafts_of(parse, self._accidents)

    def _incident(
        self, parse: Parse, digest: str, draft: Draft, options: Company, confidence: float
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
            places=options.in_roles(own),
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


def _quoted(mentions: Sequence[EventMention], own: Option | None, sub: str) -> EventMention:
    """Return the sentence to quote: of those that may tell the act, one that names its place; else the strongest."""

    voted = any(kind == sub for mention in mentions for kind, _ in mention.votes)

    def rank(mention: EventMention) -> tuple[bool, bool, float, bool, int]:
        start, end = mention.quote
        names_own = own is not None and any(start <= o.span[0] < end for o in own.occurrences)
        tells = not voted or any(
            kind in {sub, "Attack"} for kind, _ in mention.votes
        )  # "the attack" may be of any kind
        named = names_own and not mention.title  # what a title says, the text tells in full
        return tells, named, mention.strength, not mention.title, -mention.sentence

    return max(mentions, key=rank)


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
