"""The groups of an article's sentences that may each be an incident, with their kind, days and place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geoincidents.incidents.agreement import HARM_ONLY
from geoincidents.incidents.apportioned import apportioned, with_own_part
from geoincidents.incidents.company import Company
from geoincidents.incidents.coreference import same_incident
from geoincidents.incidents.datelines import publication_date
from geoincidents.incidents.dating import (
    SAME_SENTENCE_FIT,
    WEAK_FIT,
    date_around,
    date_of,
    long_ago_before,
    own_dates,
)
from geoincidents.incidents.events import read_mentions, sentences_of
from geoincidents.incidents.evidence import looks_back, weigh
from geoincidents.incidents.find_options import find_options
from geoincidents.incidents.kinds import CROWDS
from geoincidents.incidents.lead_sum import with_sum_marked
from geoincidents.incidents.listed import listed_with
from geoincidents.incidents.mention import EventMention
from geoincidents.incidents.own_place import OwnPlace, choose, place_alone
from geoincidents.incidents.retold import join_retold
from geoincidents.incidents.scope import NOWHERE, in_scope, of_item, scope_of
from geoincidents.incidents.shares import given_to, shares_of, town_given
from geoincidents.incidents.stated import stated_places
from geoincidents.incidents.told import STARTS, Told
from geoincidents.incidents.value import value
from geoincidents.incidents.votes import type_of
from geoincidents.layout import layout_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geoincidents.incidents.casualties import Claim
    from geoincidents.incidents.options import Option
    from geoincidents.types import Article, Parse

_ELSEWHERE = frozenset(
    {"dateline", "hospital", "destination", "home", "speaker", "source", "court", "burial", "custody"}
)
_LONG_DAYS = 13
"""What took longer than a fortnight ("in February, riots in A and B") is recalled: no act of each place."""
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


def drafts_of(parse: Parse, accidents: bool = False) -> tuple[tuple[Draft, Company], ...]:
    """Return every group of sentences that may be an incident, with the article's places.

    Parameters
    ----------
    parse : Parse
        The article and its places.
    accidents : bool
        Whether accidents and disasters, which are outside ACLED, count.
    """
    mentions = read_mentions(parse, accidents, STARTS)
    if not mentions:
        return ()
    text = parse.article.text
    options = Company(find_options(parse, sentences_of(parse.article)))
    if layout_of(text).is_list:  # its title and headings sum up what its items tell
        mentions = tuple(m for m in mentions if not (m.title or (m.block and m.block.kind == "heading")))
    places = [own_place_of(mention, options, text) for mention in mentions]
    told = list(map(Told, mentions, own_dates(mentions, publication_date(parse.article)), places))
    told = with_sum_marked(told)
    clusters = same_incident(told)
    single = {id(item) for cluster in clusters for item in cluster}
    sums = [item for item in told if item.mention.scene.several and id(item) not in single]
    drafts = _drafts(parse.article, told, clusters, options, sums)
    joined = join_retold(drafts)
    if len(joined) < len(clusters):
        drafts = _drafts(parse.article, told, joined, options, sums)
    weigh(drafts, publication_date(parse.article), text, looks_back=looks_back(mentions[0]))
    return tuple((draft, options) for draft in drafts)


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
    opening = previous
    for number, cluster in enumerate(clusters):
        group = [item.mention for item in cluster]
        sub, share = type_of(group, text)
        leads = previous is not None and previous == opening
        dated = date_of(cluster, published, previous, text=text, leads=leads)
        if dated is None or dated[3] < WEAK_FIT:
            told_here = {m.sentence for m in group}
            elsewhere = {item.mention.sentence for item in told} - told_here
            around = date_around(told_here, elsewhere, sentences, text, published)
            beside = (_day_of(item) for item in told if item.mention.sentence in told_here)
            day = next((day for day in beside if day is not None), previous)
            dated = date_of(cluster, published, day, around, text, leads=leads)
            earlier = all("answered" in m.scene.marks for m in group)  # its day need not be the answer's
            if dated is not None and not dated[3] and day is not None and day is not previous and not earlier:
                dated = *day, "date told in the same sentence", SAME_SENTENCE_FIT
        if dated is not None and not dated[3] and all(_only_harm(mention) for mention in group):
            dated = long_ago_before(group[0].sentence, sentences, text, published) or dated
        previous = dated[:2] if dated is not None and dated[3] > 0 else previous
        opening = previous if not number and opening is None else opening
        taken = [
            o
            for other, places in enumerate(stated)
            if other != number and not _provoked(group, clusters[other])
            for o in places
        ]
        near = of_item(group, in_scope(group, firsts, options), layout)
        said = stated[number] if near is options else None
        own = choose(
            group, near, text, taken=taken, scope=scope_of(group, options),
            stated=town_given(sums, group, near, text) or said,
        )  # fmt: skip
        recalled = dated is not None and (dated[1] - dated[0]).days > _LONG_DAYS
        lead = max(group, key=lambda m: (m.strength, -m.sentence))
        parts = [] if recalled else apportioned(own.option, lead, options, text)
        if parts and own.option is not None:
            own_told = with_own_part(cluster, lead, parts, own.option)
            drafts.append(Draft(own_told, own, sub, share, dated, {}))
            others = [(place, claim) for place, claim in parts if place is not own.option]
            drafts += [
                Draft(own_told, _also(own, place), sub, share, dated, {}, rank, (claim,))
                for rank, (place, claim) in enumerate(others, start=1)
            ]
            continue
        for rank, place in enumerate((own,) if recalled else _places(own, options, group, text)):
            given = given_to(place.option, shares, [c for m in group for c in m.claims])
            drafts.append(Draft(cluster, place, sub, share, dated, {}, rank, given))
    return drafts


def _provoked(group: Sequence[EventMention], other: Sequence[Told]) -> bool:
    """Tell whether a crowd answers the act in the same sentence: where it gathers is where that was."""
    sentences = {m.sentence for m in group if "answered" in m.scene.marks}
    return any(item.mention.sentence in sentences and item.family in CROWDS for item in other)


def _only_harm(mention: EventMention) -> bool:
    """Tell whether a sentence says no more than that people were harmed, and no hour."""
    return mention.trigger.strength <= HARM_ONLY and not mention.scene.clock


def own_place_of(mention: EventMention, options: Company, text: str) -> Option | None:
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
    """Tell whether a sentence names a place in another part than where victims are taken or people speak."""
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
    return (own, *(_also(own, o) for o in listed))


def _also(own: OwnPlace, other: Option) -> OwnPlace:
    """Return a place at which the same was done."""
    name = own.option.name if own.option is not None else ""
    reason = f"place {other.name}: listed with {name}, where the same was done"
    return replace(own, option=other, reasons=(reason,))
